"""How tasks repeat: what is read, what is refused, and on which day the next one falls."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules import repeats
from amcli.rules.repeats import days_from, following, held, parse_repeat, repeat_words, same_series

MONDAY = dt.date(2026, 3, 2)
repeats.first_from("FREQ=DAILY", MONDAY)  # imports dateutil here, so that no property is timed with it

middle_day = st.dates(dt.date(1980, 1, 1), dt.date(2080, 12, 31))
intervals = st.integers(1, 6).map(lambda count: f";INTERVAL={count}" if count > 1 else "")
RULES = (
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=3",
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
)  # fmt: skip
rules = st.builds(
    lambda rule, interval: repeats.text_of(repeats.parts_of(rule + interval)),
    st.sampled_from(RULES),
    intervals,
)


def stays(day: dt.date) -> dt.date:
    return day


def to_weekday(day: dt.date) -> dt.date:
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day


def days_of(repeat: str, first: dt.date, count: int, moves: repeats.Moves = stays) -> list[str]:
    """The days of the tasks that follow one another, each done on its own day."""
    found, on = [], first
    for _ in range(count):
        coming = following(repeat, on, on, moves)
        if coming is None:
            break
        on, repeat = moves(coming.on), coming.repeat
        found.append(on.isoformat())
    return found


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("daily", "FREQ=DAILY"),
        ("Weekly", "FREQ=WEEKLY"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("monthly", "FREQ=MONTHLY"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("yearly", "FREQ=YEARLY"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every day", "FREQ=DAILY"),
        (" every  2 weeks ", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other month", "FREQ=MONTHLY;INTERVAL=2"),
        ("every 2 quarters", "FREQ=MONTHLY;INTERVAL=6"),
        ("every monday", "FREQ=WEEKLY;BYDAY=MO"),
        ("every 2 fri", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ("rrule:byday=th,MO,th;interval=1;freq=weekly;", "FREQ=WEEKLY;BYDAY=TH,MO"),
        ("FREQ=MONTHLY;BYMONTHDAY=+05;COUNT=03", "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=5"),
        ("FREQ=DAILY;UNTIL=20270101T235959Z", "FREQ=DAILY;UNTIL=20270101"),
        ("FREQ=DAILY;UNTIL=20260302", "FREQ=DAILY;UNTIL=20260302"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every tues", "FREQ=WEEKLY;BYDAY=TU"),
        ("every year", "FREQ=YEARLY"),
        ("annually", "FREQ=YEARLY"),
        # The most there may be of each.
        ("FREQ=YEARLY;BYYEARDAY=1" + ",1" * 87 + ",10", "FREQ=YEARLY;BYYEARDAY=1,10"),
        ("FREQ=DAILY;COUNT=9999", "FREQ=DAILY;COUNT=9999"),
        ("FREQ=DAILY;COUNT=1", "FREQ=DAILY;COUNT=1"),
        ("every 3650 days", "FREQ=DAILY;INTERVAL=3650"),
        ("every 520 weeks", "FREQ=WEEKLY;INTERVAL=520"),
        ("every 120 months", "FREQ=MONTHLY;INTERVAL=120"),
        ("every 10 years", "FREQ=YEARLY;INTERVAL=10"),
        ("FREQ=YEARLY;BYMONTH=1,12", "FREQ=YEARLY;BYMONTH=1,12"),
        ("FREQ=YEARLY;BYWEEKNO=1,53", "FREQ=YEARLY;BYWEEKNO=1,53"),
        ("FREQ=YEARLY;BYYEARDAY=+1,-366", "FREQ=YEARLY;BYYEARDAY=1,-366"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-31", "FREQ=MONTHLY;BYMONTHDAY=1,-31"),
        ("FREQ=YEARLY;BYDAY=1MO,53MO", "FREQ=YEARLY;BYDAY=1MO,53MO"),
        ("FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1,366",) * 2,
        ("FREQ=YEARLY;BYWEEKNO=10;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=10;BYDAY=MO"),
        ("FREQ=YEARLY;BYDAY=2SU", "FREQ=YEARLY;BYDAY=2SU"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
    ],
)
def test_words_and_rules_are_kept_as_one_form_of_rule(typed: str, rule: str) -> None:
    assert parse_repeat(typed, MONDAY) == rule
    assert parse_repeat(rule, MONDAY) == rule


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "not a repeat rule"),
        ("now and then", "not a repeat rule"),
        ("every 0 days", "INTERVAL can't be"),
        ("every t", "not a repeat rule"),
        ("every five days", "not a repeat rule"),
        ("FREQ=HOURLY", "by the day, not by the hour"),
        ("FREQ=SECONDLY", "by the day, not by the hour"),
        ("FREQ=DAILY;BYHOUR=9", "by the day, not by the hour"),
        ("FREQ=SOMETIMES", "FREQ can't be"),
        ("INTERVAL=2", "needs FREQ"),
        ("FREQ=DAILY;FREQ=DAILY", "appears twice"),
        ("FREQ=DAILY;BYEASTER=0", "isn't part of a rule"),
        ("FREQ=DAILY;COUNT=0", "COUNT can't be"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "can't be combined"),
        ("FREQ=DAILY;UNTIL=20261301", "is not a date"),
        ("FREQ=DAILY;UNTIL=20260301", "no date from today on"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "no date from today on"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31", "no date from today on"),
        ("FREQ=YEARLY;INTERVAL=11", "ten years"),
        ("every 521 weeks", "ten years"),
        ("FREQ=WEEKLY;BYDAY=1MO", "numbered weekday"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "makes no sense"),
        ("FREQ=MONTHLY;BYWEEKNO=3", "makes no sense"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY can't be"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs"),
        ("FREQ=YEARLY;BYYEARDAY=1" + ",1" * 89, "not a repeat rule"),
        ("FREQ=DAILY;BYEASTER=0000000000000000000", '"BYEASTER=00000000..." isn'),
        ("FREQ=DAILY;COUNT=10000", "COUNT can't be"),
        ("FREQ=DAILY;COUNT=12345678901234567890", 'COUNT can\'t be "12345678901234567890"'),
        ("FREQ=DAILY;COUNT=123456789012345678901", 'COUNT can\'t be "12345678901234567..."'),
        ("FREQ=DAILY;INTERVAL=3651", "INTERVAL can't be"),
        ("every 121 months", "ten years"),
        ("every 11 years", "ten years"),
        ("every 2 weekdays", "not a repeat rule"),
        ("every 0 weekdays", "not a repeat rule"),
        ("every weekend", "not a repeat rule"),
        ("FREQ=DAILY;BYMONTH=HOURLY", "BYMONTH can't be"),
        ("FREQ=DAILY;INTERVAL=HOURLY", "INTERVAL can't be"),
        ("FREQ=DAILY;UNTIL=20261301T000000Z", "UNTIL 20261301 is not a date"),
        ("every mo", "not a repeat rule"),
        ("every 12345 days", "not a repeat rule"),
        ("FREQ=YEARLY;BYMONTH=0", "BYMONTH can't be"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH can't be"),
        ("FREQ=YEARLY;BYWEEKNO=0", "BYWEEKNO can't be"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO can't be"),
        ("FREQ=YEARLY;BYYEARDAY=0", "BYYEARDAY can't be"),
        ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY can't be"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY can't be"),
        ("FREQ=YEARLY;BYDAY=0MO", "BYDAY can't be"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY can't be"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS can't be"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS can't be"),
        ("FREQ=YEARLY;BYWEEKNO=10;BYDAY=1MO", "numbered weekday"),
        ("FREQ=DAILY;BYDAY=1MO", "numbered weekday"),
        ("FREQ=MONTHLY;BYYEARDAY=100", "makes no sense"),
        ("FREQ=DAILY;" + "BYMONTH=1;" * 40, "not a repeat rule"),
        ("tägl\x1b[2J", "not a repeat rule"),
    ],
)
def test_what_makes_no_sense_is_refused_and_says_why(typed: str, reason: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_repeat(typed, MONDAY)
    assert reason in caught.value.message
    assert caught.value.message.isprintable()
    assert "every 2 weeks" in (caught.value.hint or "")


@given(st.text(max_size=40) | st.text(alphabet="FREQ=DAILYWKMONTHBS;,0123-", max_size=60))
def test_any_text_is_a_rule_or_a_bad_value(text: str) -> None:
    try:
        rule = parse_repeat(text, MONDAY)
    except BadValue:
        return
    assert parse_repeat(rule, MONDAY) == rule


@given(rules, middle_day, st.integers(0, 900), st.booleans())
def test_the_next_day_is_after_both_the_task_and_today(
    repeat: str, on: dt.date, later: int, free: bool
) -> None:
    moves = to_weekday if free else stays
    on = moves(on)
    after = on + dt.timedelta(days=later)
    coming = following(repeat, on, after, moves)
    assert coming is not None
    assert after < coming.on
    assert same_series(repeat, coming.repeat)


@given(rules, middle_day, st.integers(0, 900))
def test_what_was_missed_is_left_out_and_the_rest_of_the_series_stays(
    repeat: str, on: dt.date, later: int
) -> None:
    """One that was done late goes on with the days that it would have had anyway."""
    after = on + dt.timedelta(days=later)
    late = following(repeat, on, after, stays)
    assert late is not None
    day, rule = on, repeat
    while day <= after:
        step = following(rule, day, day, stays)
        assert step is not None
        day, rule = step
    assert late.on == day


@given(rules, middle_day, st.integers(1, 8))
def test_a_count_ends_a_series_after_so_many_tasks(repeat: str, on: dt.date, count: int) -> None:
    assert len(days_of(f"{repeat};COUNT={count}", on, 20)) == count - 1


@given(rules, middle_day, st.integers(0, 400))
def test_nothing_follows_after_the_last_day_of_a_rule(repeat: str, on: dt.date, length: int) -> None:
    last = on + dt.timedelta(days=length)
    coming = following(f"{repeat};UNTIL={last:%Y%m%d}", on, on, stays)
    unlimited = following(repeat, on, on, stays)
    assert unlimited is not None
    assert coming is None if unlimited.on > last else (coming is not None and coming.on == unlimited.on)


@given(st.sampled_from(["FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"]), intervals, middle_day)
def test_moving_off_free_days_never_moves_the_series(plain: str, interval: str, on: dt.date) -> None:
    """Each task stands on the day it would have without a calendar, moved by itself."""
    assume(to_weekday(on) == on)
    repeat = plain + interval
    kept = [to_weekday(dt.date.fromisoformat(day)).isoformat() for day in days_of(repeat, on, 8)]
    assert days_of(repeat, on, 8, to_weekday) == kept


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert days_of("FREQ=MONTHLY", dt.date(2026, 1, 31), 4) == [
        "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31",
    ]  # fmt: skip
    assert days_of("FREQ=YEARLY", dt.date(2024, 2, 29), 4) == [
        "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]  # fmt: skip


def test_a_rule_that_its_days_still_tell_is_kept_as_it_is() -> None:
    assert following("FREQ=WEEKLY", MONDAY, MONDAY, stays) == (dt.date(2026, 3, 9), "FREQ=WEEKLY")
    january = dt.date(2026, 1, 31)
    coming = following("FREQ=MONTHLY", january, january, stays)
    assert coming == (dt.date(2026, 2, 28), held("FREQ=MONTHLY", january))


def test_a_day_that_will_be_moved_is_kept_in_the_rule() -> None:
    """14 February 2026 is a Saturday: the task on the 16th would say another day of the month."""
    january = dt.date(2026, 1, 14)
    coming = following("FREQ=MONTHLY", january, january, to_weekday)
    assert coming == (dt.date(2026, 2, 14), "FREQ=MONTHLY;BYMONTHDAY=14")


def test_what_was_moved_counts_once() -> None:
    monday = dt.date(2026, 3, 9)  # stands for Saturday the 7th
    coming = following("FREQ=WEEKLY;INTERVAL=2;COUNT=5;BYDAY=SA", monday, monday, to_weekday)
    assert coming == (dt.date(2026, 3, 21), "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=SA")


@pytest.mark.parametrize(
    ("rule", "on", "coming"),
    [
        # Saturday the 7th would have been moved to Monday the 9th, not to Tuesday
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", dt.date(2026, 3, 10), dt.date(2026, 3, 14)),
        # Saturday the 28th to Monday 2 March, not to Sunday
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=28", dt.date(2026, 3, 1), dt.date(2026, 3, 28)),
    ],
)
def test_what_somebody_put_off_is_counted_from_where_it_stands(
    rule: str, on: dt.date, coming: dt.date
) -> None:
    found = following(rule, on, on, to_weekday)
    assert found is not None
    assert found.on == coming


def test_a_task_may_have_been_moved_from_the_first_day_of_all() -> None:
    friday = dt.date(1, 1, 5)  # in the week that begins on the day after Monday the 1st
    rule = "FREQ=WEEKLY;INTERVAL=2;WKST=TU;BYDAY=MO"
    found = following(rule, friday, friday, lambda day: max(day, friday))
    assert found is not None
    assert found.on == dt.date(1, 1, 15)


def test_a_rule_is_followed_for_a_hundred_years_and_within_the_calendar() -> None:
    for start, last in ((2026, 2126), (9990, 9999)):
        *_, found = days_from("FREQ=YEARLY", dt.date(start, 12, 31))
        assert found.date() == dt.date(last, 12, 31)


def test_every_second_week_is_counted_from_the_day_before_it_was_moved() -> None:
    """Saturday the 7th was moved to Monday the 9th: two weeks later is the 21st, moved to the 23rd."""
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"
    assert days_of(rule, dt.date(2026, 3, 9), 2, to_weekday) == ["2026-03-23", "2026-04-06"]


def test_rules_of_one_series_are_recognised() -> None:
    assert same_series("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;COUNT=2")
    assert same_series(held("FREQ=MONTHLY", MONDAY), "FREQ=MONTHLY")
    every = "BYMONTH=1;BYWEEKNO=1;BYYEARDAY=1;BYMONTHDAY=1;BYDAY=MO;BYSETPOS=1"
    assert same_series("FREQ=YEARLY", f"FREQ=YEARLY;{every}")
    assert not same_series("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TU")
    assert not same_series("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks on Mon"),
        ("FREQ=MONTHLY;INTERVAL=3", "every quarter"),
        ("FREQ=MONTHLY;INTERVAL=6", "every 2 quarters"),
        ("FREQ=MONTHLY;BYDAY=1MO", "every month on the 1st Mon"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Fri"),
        ("FREQ=MONTHLY;BYMONTHDAY=9", "every month on day 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "every month on the last day"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=3", "every year on 3 Apr"),
        ("FREQ=DAILY;COUNT=1", "every day, 1 time"),
        ("FREQ=WEEKLY;UNTIL=20261231", "every week, until 2026-12-31"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"),
        ("FREQ=WEEKLY;COUNT=3", "every week, 3 times"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "every week on Mon, Thu"),
        ("FREQ=YEARLY;INTERVAL=2", "every 2 years"),
        ("FREQ=MONTHLY;INTERVAL=4", "every 4 months"),
        ("FREQ=YEARLY;INTERVAL=3", "every 3 years"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the 2nd Tue"),
        ("FREQ=MONTHLY;BYDAY=3WE", "every month on the 3rd Wed"),
        ("FREQ=MONTHLY;BYDAY=4TH", "every month on the 4th Thu"),
        ("FREQ=MONTHLY;BYDAY=5FR", "every month on the 5th Fri"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "FREQ=MONTHLY;BYDAY=-2FR"),
        ("FREQ=MONTHLY;BYDAY=1MO,1TU", "FREQ=MONTHLY;BYDAY=1MO,1TU"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", "every month on day 29"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "every month on day 30"),
        ("FREQ=MONTHLY;BYMONTHDAY=15;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=15;BYSETPOS=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=9,10", "FREQ=MONTHLY;BYMONTHDAY=9,10"),
        ("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "every year on 31 Aug"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "every year on 1 Dec"),
        ("FREQ=YEARLY;BYMONTH=4,5;BYMONTHDAY=3", "FREQ=YEARLY;BYMONTH=4,5;BYMONTHDAY=3"),
        ("FREQ=YEARLY;BYMONTH=4", "FREQ=YEARLY;BYMONTH=4"),
        ("FREQ=YEARLY;BYMONTH=4;BYDAY=1MO", "FREQ=YEARLY;BYMONTH=4;BYDAY=1MO"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY;INTERVAL=6", "every 6 weeks"),
    ],
)
def test_simple_rules_are_said_in_words(rule: str, words: str) -> None:
    assert repeat_words(rule) == words


@pytest.mark.parametrize(
    ("rule", "on", "whole"),
    [
        ("FREQ=DAILY", "2026-03-02", "FREQ=DAILY"),
        ("FREQ=WEEKLY;COUNT=3", "2026-03-02", "FREQ=WEEKLY;COUNT=3;BYDAY=MO"),
        ("FREQ=WEEKLY", "2026-03-08", "FREQ=WEEKLY;BYDAY=SU"),
        ("FREQ=MONTHLY", "2026-03-28", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("FREQ=MONTHLY", "2026-03-29", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("FREQ=MONTHLY", "2026-03-31", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("FREQ=MONTHLY;BYSETPOS=-1", "2026-03-31", "FREQ=MONTHLY;BYMONTHDAY=31;BYSETPOS=-1"),
        ("FREQ=MONTHLY;BYDAY=1MO", "2026-03-02", "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=YEARLY", "2026-03-02", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2"),
        ("FREQ=YEARLY", "2026-08-31", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("FREQ=YEARLY;BYMONTH=5", "2026-03-02", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=2"),
        ("FREQ=YEARLY;BYMONTH=1,3", "2026-03-31", "FREQ=YEARLY;BYMONTH=1,3;BYMONTHDAY=31"),
        ("FREQ=YEARLY;BYYEARDAY=9", "2026-01-09", "FREQ=YEARLY;BYYEARDAY=9"),
        ("FREQ=YEARLY;BYWEEKNO=9", "2026-02-23", "FREQ=YEARLY;BYWEEKNO=9"),
    ],
)
def test_what_a_rule_leaves_open_is_filled_in_from_its_day(rule: str, on: str, whole: str) -> None:
    assert held(rule, dt.date.fromisoformat(on)) == whole


@pytest.mark.parametrize(
    ("rule", "after", "expected"),
    [
        # Mondays from 2 March on.
        ("FREQ=WEEKLY;COUNT=5", "2026-03-02", ("2026-03-09", "FREQ=WEEKLY;COUNT=4")),
        ("FREQ=WEEKLY;COUNT=5", "2026-03-08", ("2026-03-09", "FREQ=WEEKLY;COUNT=4")),
        ("FREQ=WEEKLY;COUNT=5", "2026-03-09", ("2026-03-16", "FREQ=WEEKLY;COUNT=3")),
        ("FREQ=WEEKLY;COUNT=5", "2026-03-22", ("2026-03-23", "FREQ=WEEKLY;COUNT=2")),
        ("FREQ=WEEKLY;COUNT=5", "2026-03-29", ("2026-03-30", "FREQ=WEEKLY;COUNT=1")),
        ("FREQ=WEEKLY;COUNT=5", "2026-03-30", None),
        ("FREQ=WEEKLY;COUNT=1", "2026-03-02", None),
        ("FREQ=WEEKLY;UNTIL=20260308", "2026-03-02", None),
        ("FREQ=WEEKLY;UNTIL=20260309", "2026-03-02", ("2026-03-09", "FREQ=WEEKLY;UNTIL=20260309")),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-03-09", ("2026-03-16", "FREQ=WEEKLY;INTERVAL=2")),
    ],
)
def test_the_next_task_of_a_series_that_ends(rule: str, after: str, expected: tuple[str, str] | None) -> None:
    coming = following(rule, MONDAY, dt.date.fromisoformat(after), stays)
    assert (coming and (coming.on.isoformat(), coming.repeat)) == expected


@pytest.mark.parametrize(
    ("moved_to", "coming"),
    [
        ("2026-03-25", "2026-05-20"),
        ("2026-04-02", "2026-05-20"),  # 13 days later: still the one of March
        ("2026-04-03", "2026-04-20"),  # a fortnight later it counts as it stands
    ],
)
def test_a_day_that_was_moved_by_less_than_a_fortnight_keeps_its_place(moved_to: str, coming: str) -> None:
    """Every second month on day 20, of which 20 March was moved."""
    on = dt.date.fromisoformat(moved_to)
    moves = lambda day: on if dt.date(2026, 3, 20) <= day <= on else day  # noqa: E731
    found = following("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=20", on, on, moves)
    assert found is not None
    assert found.on.isoformat() == coming
