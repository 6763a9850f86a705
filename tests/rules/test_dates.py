"""Days, durations, periods and times: what is read, what is refused and in which words."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules import dates
from amcli.rules.dates import (
    FIRST_YEAR,
    SIDES,
    Duration,
    Period,
    Side,
    parse_duration,
    parse_notice,
    parse_time,
)
from amcli.rules.daywords import parse_day
from amcli.rules.periods import parse_period

MONDAY = date(2026, 3, 2)
SOURCE = Path(dates.__file__).parents[2]

any_day = st.dates(date(FIRST_YEAR, 1, 1))
any_side = st.sampled_from(SIDES)
middle_day = st.dates(date(1900, 1, 1), date(2100, 12, 31))
typed_alphabet = st.sampled_from(
    [*"0123456789+-./ .,:dwmyqnfeb", "2026", "feb", "fri", "eom", "..", "\x1b", "\n", "٣"]
)
typed = st.text(max_size=80) | st.lists(typed_alphabet, max_size=12).map("".join)


def assert_short_and_printable(message: str) -> None:
    assert len(message) < 150
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", message)


def due(text: str, today: date = MONDAY, order: str | None = None) -> date:
    return parse_day(text, today, Side.DUE, order=order)


def happened(text: str, today: date = MONDAY, order: str | None = None) -> date:
    return parse_day(text, today, Side.HAPPENED, order=order)


def real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """Month arithmetic written apart from the code: walk back from the 31st until the day exists."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return next(found for n in range(day.day, 0, -1) if (found := real(year, month + 1, n)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("  2026-02-28 ", date(2026, 2, 28)),
        ("2026/2/8", date(2026, 2, 8)),
        ("1000-01-01", date(1000, 1, 1)),
        ("9999-12-31", date.max),
        ("today", MONDAY),
        ("Today", MONDAY),
        ("yesterday", date(2026, 3, 1)),
        ("tomorrow", date(2026, 3, 3)),
        ("+10d", date(2026, 3, 12)),
        ("-2w", date(2026, 2, 16)),
        ("+1m", date(2026, 4, 2)),
        ("+1Y", date(2027, 3, 2)),
        ("+0d", MONDAY),
        ("eow", date(2026, 3, 8)),
        ("eom", date(2026, 3, 31)),
        ("eoq", date(2026, 3, 31)),
        ("eoy", date(2026, 12, 31)),
        ("28 feb 2026", date(2026, 2, 28)),
        ("28 February 2026", date(2026, 2, 28)),
        ("28-Feb-2026", date(2026, 2, 28)),
        ("28feb2026", None),
        ("feb 28 2026", date(2026, 2, 28)),
        ("Feb 28, 2026", date(2026, 2, 28)),
        ("1 sept 2026", date(2026, 9, 1)),
        ("29 feb 2028", date(2028, 2, 29)),
    ],
)
def test_a_day_that_is_the_same_whether_due_or_happened(text: str, expected: date | None) -> None:
    if expected is None:
        with pytest.raises(BadValue, match="not a day"):
            due(text)
    else:
        assert due(text) == happened(text) == expected


@pytest.mark.parametrize(
    ("text", "due_on", "happened_on"),
    [
        ("fri", date(2026, 3, 6), date(2026, 2, 27)),
        ("Friday", date(2026, 3, 6), date(2026, 2, 27)),
        ("mon", date(2026, 3, 9), MONDAY),
        ("tues", date(2026, 3, 3), date(2026, 2, 24)),
        ("sun", date(2026, 3, 8), date(2026, 3, 1)),
        ("2 mar", MONDAY, MONDAY),
        ("1 dec", date(2026, 12, 1), date(2025, 12, 1)),
    ],
)
def test_a_weekday_or_a_day_without_a_year_looks_ahead_when_due_and_back_when_happened(
    text: str, due_on: date, happened_on: date
) -> None:
    assert due(text) == due_on
    assert happened(text) == happened_on


def test_the_end_of_the_week_is_today_on_a_sunday() -> None:
    assert due("eow", date(2026, 3, 8)) == date(2026, 3, 8)


def test_the_leap_days_around_are_named_across_a_century_without_one() -> None:
    for side in SIDES:
        with pytest.raises(BadValue, match="29 Feb 2096 or 29 Feb 2104"):
            parse_day("29 feb", date(2100, 3, 1), side)


@pytest.mark.parametrize(
    ("start", "text", "expected"),
    [
        (date(2026, 1, 31), "+1m", date(2026, 2, 28)),
        (date(2028, 1, 31), "+1m", date(2028, 2, 29)),
        (date(2028, 2, 29), "+1y", date(2029, 2, 28)),
        (date(2026, 3, 31), "-1m", date(2026, 2, 28)),
    ],
)
def test_months_and_years_stop_at_the_end_of_a_shorter_month(start: date, text: str, expected: date) -> None:
    assert due(text, start) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-02-30", '"2026-02-30": February 2026 has 28 days.'),
        ("2028-02-30", '"2028-02-30": February 2028 has 29 days.'),
        ("2026-13-01", '"2026-13-01": no month 13.'),
        ("2026-01-00", '"2026-01-00": no day 0.'),
        ("31 apr 2026", '"31 apr 2026": April 2026 has 30 days.'),
        ("31 apr", '"31 apr": no year has a 31 April.'),
        ("30 feb", '"30 feb": no year has a 30 February.'),
        ("0 mar", '"0 mar": no year has a 0 March.'),
        ("29 feb 2100", '"29 feb 2100": February 2100 has 28 days.'),
        ("30/02/2026", '"30/02/2026": February 2026 has 28 days.'),
        ("02/30/2026", '"02/30/2026": February 2026 has 28 days.'),
        ("31/31/2026", '"31/31/2026": no month 31.'),
        ("2026-00-05", '"2026-00-05": no month 0.'),
        ("13/0/2026", '"13/0/2026": no month 0.'),
        ("13/3/0000", '"13/3/0000": dates are limited to the years 1000 to 9999.'),
        ("2026/3/123", '"2026/3/123": write the year with four digits.'),
        ("2026-03-2026", '"2026-03-2026": write the year with four digits.'),
        ("123/3/2026", '"123/3/2026": write the year with four digits.'),
        ("5 mar 20260", '"5 mar 20260": write the year with four digits.'),
        ("26-03-04", '"26-03-04": write the year with four digits.'),
        ("3/4/26", '"3/4/26": write the year with four digits.'),
        ("7-Feb-22", '"7-Feb-22": write the year with four digits.'),
        ("feb 28 026", '"feb 28 026": write the year with four digits.'),
        ("0999-12-31", '"0999-12-31": dates are limited to the years 1000 to 9999.'),
        ("31 dec 0202", '"31 dec 0202": dates are limited to the years 1000 to 9999.'),
        ("0000-01-01", '"0000-01-01": dates are limited to the years 1000 to 9999.'),
        ("+8000y", '"+8000y": dates are limited to the years 1000 to 9999.'),
        ("-999999999m", '"-999999999m": dates are limited to the years 1000 to 9999.'),
        ("+999999999d", '"+999999999d": dates are limited to the years 1000 to 9999.'),
        ("+999999999w", '"+999999999w": dates are limited to the years 1000 to 9999.'),
        ("+999999999y", '"+999999999y": dates are limited to the years 1000 to 9999.'),
        ("", '"": not a day.'),
        ("may", '"may": not a day.'),
        ("10", '"10": not a day.'),
        ("+10", '"+10": not a day.'),
        ("10d", '"10d": not a day.'),
        ("fr", '"fr": not a day.'),
        ("fry", '"fry": not a day.'),
        ("2026-o3-04", '"2026-o3-04": not a day.'),
        ("H2 2026", '"H2 2026": not a day.'),
        ("2026 h2", '"2026 h2": not a day.'),
        ("Q3 2026", '"Q3 2026": not a day.'),
        ("next weekend", '"next weekend": not a day.'),
        ("next zebra", '"next zebra": not a day.'),
        ("20260228", '"20260228": not a day.'),
        ("2026-02-28T10:00", '"2026-02-28T10:00": not a day.'),
        ("3/4.2026", '"3/4.2026": not a day.'),
        ("٢٠٢٦-٠٢-٢٨", '"٢٠٢٦-٠٢-٢٨": not a day.'),
        ("a\x1b[31m\nb", r'"a\x1b[31m\nb": not a day.'),
        ("z" * 10_000, f'"{"z" * 37}...": not a day.'),
    ],
)
def test_what_is_no_day_is_refused_in_words_that_repeat_it(text: str, message: str) -> None:
    with pytest.raises(BadValue) as refused:
        due(text)
    assert refused.value.message == message
    assert refused.value.hint == "Dates: 2026-02-28, 28 feb, fri, tomorrow, +10d, eom. More: am help dates"
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("text", ["03/04/2026", "3.4.2026", "03-04-2026"])
def test_a_day_with_two_readings_is_refused_unless_the_order_is_settled(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        due(text)
    assert refused.value.message == f'"{text}": 3 April or 4 March?'
    assert refused.value.hint == (
        "Type 2026-04-03 or 2026-03-04, or set your order once: am config set dates.order dmy"
    )
    assert due(text, order="dmy") == date(2026, 4, 3)
    assert due(text, order="mdy") == date(2026, 3, 4)


def test_year_first_order_does_not_settle_a_day_that_has_the_year_last() -> None:
    with pytest.raises(BadValue, match="3 April or 4 March"):
        due("03/04/2026", order="ymd")
    assert due("2026/03/04", order="ymd") == date(2026, 3, 4)


@pytest.mark.parametrize("order", [None, "dmy", "mdy", "ymd"])
def test_a_day_with_one_reading_is_taken_in_any_order(order: str | None) -> None:
    assert due("31/12/2026", order=order) == due("12/31/2026", order=order) == date(2026, 12, 31)
    assert due("05/05/2026", order=order) == date(2026, 5, 5)


@given(any_day, any_day, any_side)
def test_every_iso_day_reads_as_itself(day: date, today: date, side: Side) -> None:
    assert parse_day(day.isoformat(), today, side) == day


@given(any_day, any_day)
def test_every_full_day_without_its_weekday_reads_as_itself(day: date, today: date) -> None:
    text = dates.full_day(day).split(" ", 1)[1].rsplit(" ", 1)
    assert due(f"{text[0]} {day.year:04d}", today) == day


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 9999), st.sampled_from([None, "dmy", "mdy"]))
def test_numbers_with_the_year_last_agree_with_trying_both_readings(
    first: int, second: int, year: int, order: str | None
) -> None:
    by_order = {"dmy": real(year, second, first), "mdy": real(year, first, second)}
    by_order = {
        name: found if found and found.year >= FIRST_YEAR else None for name, found in by_order.items()
    }
    readings = {found for found in by_order.values() if found}
    if len(readings) == 2 and order:
        readings = {found for name, found in by_order.items() if found and name == order}
    text = f"{first:02d}/{second}/{year:04d}"
    if len(readings) == 1:
        assert due(text, order=order) == readings.pop()
    else:
        with pytest.raises(BadValue):
            due(text, order=order)


@given(st.sampled_from(dates.WEEKDAYS), st.integers(3, 9), middle_day)
def test_a_weekday_lies_one_to_seven_days_ahead_or_up_to_six_back(name: str, cut: int, today: date) -> None:
    ahead, back = due(name[:cut], today), happened(name[:cut], today)
    assert 1 <= (ahead - today).days <= 7
    assert 0 <= (today - back).days <= 6
    assert f"{ahead:%w}" == f"{back:%w}" == str((dates.WEEKDAYS.index(name) + 1) % 7)


@given(middle_day, st.integers(-500, 500), st.sampled_from("dwmy"))
def test_offsets_agree_with_arithmetic_done_apart(today: date, count: int, unit: str) -> None:
    days = {"d": 1, "w": 7}.get(unit)
    months = 12 if unit == "y" else 1
    expected = today + timedelta(days=days * count) if days else months_later(today, months * count)
    assert due(f"{count:+d}{unit}", today) == expected


@given(middle_day)
def test_ends_of_week_month_quarter_and_year_are_the_last_days_before_the_next_begins(today: date) -> None:
    for word in ("eow", "eom", "eoq", "eoy"):
        assert today <= due(word, today)
    assert due("eow", today).weekday() == 6
    assert (due("eow", today) - today).days < 7
    for word, months in (("eom", 1), ("eoq", 3), ("eoy", 12)):
        following = due(word, today) + timedelta(days=1)
        assert following.day == 1
        assert (following.month - 1) % months == 0
        assert following <= months_later(today.replace(day=1), months)


@given(typed, any_day, any_side, st.sampled_from([None, "dmy", "mdy", "ymd"]))
@example("+999999999y", date.max, Side.HAPPENED, None)
@example("29 feb", date.max, Side.DUE, None)
@example("29 feb", date.min, Side.HAPPENED, None)
@example("eow", date.max, Side.DUE, None)
@example("-1d", date.min, Side.DUE, None)
def test_any_text_gives_a_day_or_one_printable_line(
    text: str, today: date, side: Side, order: str | None
) -> None:
    try:
        found = parse_day(text, today, side, order=order)
    except BadValue as refused:
        assert_short_and_printable(refused.message)
    else:
        assert isinstance(found, date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30d", Duration(0, 30)),
        ("30", Duration(0, 30)),
        ("6w", Duration(0, 42)),
        ("12m", Duration(12, 0)),
        ("1y", Duration(12, 0)),
        (" 1Y ", Duration(12, 0)),
        ("3 months", Duration(3, 0)),
        ("90 days", Duration(0, 90)),
        ("1 week", Duration(0, 7)),
        ("2years", Duration(24, 0)),
        ("100y", Duration(1200, 0)),
        ("1200m", Duration(1200, 0)),
        ("36600", Duration(0, 36600)),
    ],
)
def test_durations(text: str, expected: Duration) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0", '"0": a duration is at least one day.'),
        ("0m", '"0m": a duration is at least one day.'),
        ("-3d", '"-3d": a duration is at least one day.'),
        ("101y", '"101y": a duration is at most 100 years.'),
        ("999999999w", '"999999999w": a duration is at most 100 years.'),
        ("36601", '"36601": a duration is at most 100 years.'),
        ("1201m", '"1201m": a duration is at most 100 years.'),
        ("1.5m", '"1.5m": not a duration.'),
        ("1h", '"1h": not a duration.'),
        ("", '"": not a duration.'),
        ("3 d", '"3 d": not a duration.'),
        ("٣d", '"٣d": not a duration.'),
        ("9999999999d", '"9999999999d": not a duration.'),
    ],
)
def test_what_is_no_duration_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_duration(text)
    assert refused.value.message == message
    assert refused.value.hint == "Durations: 30d, 6w, 3m, 1y. More: am help dates"


def test_a_duration_counts_both_ways_and_clamps() -> None:
    assert Duration(1, 0).after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Duration(1, 0).before(date(2026, 3, 31)) == date(2026, 2, 28)
    assert Duration(0, 30).after(MONDAY) == date(2026, 4, 1)
    assert Duration(0, 42).before(MONDAY) == date(2026, 1, 19)


def test_a_duration_of_both_counts_its_months_first() -> None:
    assert Duration(1, 2).after(date(2026, 1, 31)) == date(2026, 3, 2)
    assert Duration(1, 2).before(date(2026, 3, 31)) == date(2026, 2, 26)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", Duration(0, 0)), ("0 months", Duration(0, 0)), ("90d", Duration(0, 90)), ("3m", Duration(3, 0)),
        ("120m", Duration(120, 0)), ("10y", Duration(120, 0)), ("121m", None),
        ("3660", Duration(0, 3660)), ("3661", None), ("11y", None),
    ],
)  # fmt: skip
def test_a_notice_period_is_ten_years_at_most_and_may_be_none(text: str, expected: Duration | None) -> None:
    if expected is None:
        with pytest.raises(BadValue, match="a notice period is at most 10 years"):
            parse_notice(text)
    else:
        assert parse_notice(text) == expected


@pytest.mark.parametrize(
    ("year", "days"), [(2026, 28), (2028, 29), (1900, 28), (2000, 29), (2100, 28), (2400, 29)]
)
def test_february_has_a_leap_day_but_for_three_centuries_of_four(year: int, days: int) -> None:
    assert dates.month_days(year, 2) == days


def test_the_other_months_have_thirty_days_or_one_more() -> None:
    assert [dates.month_days(2026, month) for month in range(1, 13)] == [
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]  # fmt: skip


def test_text_that_is_too_long_for_a_day_is_none() -> None:
    assert due(f"{'2026-02-28':60}") == date(2026, 2, 28)
    with pytest.raises(BadValue, match="not a day"):
        due(f"{'2026-02-28':61}")


@pytest.mark.parametrize(
    ("months", "days", "words"),
    [
        (3, None, "3 months"), (1, None, "1 month"), (0, None, "0 months"), (None, 90, "90 days"),
        (None, 1, "1 day"), (None, 0, "0 days"), (None, None, ""), (2, 9, "2 months"),
    ],
)  # fmt: skip
def test_a_length_in_words(months: int | None, days: int | None, words: str) -> None:
    assert dates.length_words(months, days) == words


def test_days_with_their_year_and_from_one_to_another() -> None:
    assert dates.on_day(date(2025, 9, 30)) == "30 Sep 2025"
    assert dates.spelled_day(date(2026, 9, 6)) == "Sun 6 September 2026"
    assert dates.span(date(2025, 10, 1), date(2025, 12, 31)) == "1 Oct to 31 Dec 2025"
    assert dates.span(date(2025, 12, 1), date(2026, 1, 31)) == "1 Dec 2025 to 31 Jan 2026"


@pytest.mark.parametrize("length", [Duration(1, 0), Duration(0, 1), Duration(1200, 0)])
def test_a_duration_beyond_the_calendar_is_refused(length: Duration) -> None:
    with pytest.raises(BadValue, match="years 1000 to 9999"):
        length.after(date.max)
    with pytest.raises(BadValue, match="years 1000 to 9999"):
        length.before(date.min)


@given(middle_day, st.integers(-1800, 1800))
def test_adding_months_agrees_with_arithmetic_done_apart(day: date, months: int) -> None:
    assert dates.add_months(day, months) == months_later(day, months)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(9998, 12, 31), 12, date.max),
        (date(9999, 1, 31), 1, date(9999, 2, 28)),
        (date(2, 1, 1), -12, date.min),
        (date(1, 3, 31), -1, date(1, 2, 28)),
    ],
)
def test_adding_months_stops_at_the_end_of_a_shorter_one(day: date, months: int, expected: date) -> None:
    assert dates.add_months(day, months) == expected


@pytest.mark.parametrize("months", [10**5, -(10**5), 10**12, -(10**12)])
def test_adding_months_beyond_the_calendar_is_refused(months: int) -> None:
    with pytest.raises(BadValue, match="years 1000 to 9999"):
        dates.add_months(MONDAY, months)


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_a_month_beyond_the_calendar_is_refused(day: date, months: int) -> None:
    with pytest.raises(BadValue, match="years 1000 to 9999"):
        dates.add_months(day, months)


MONDAY_TO_FRIDAY = frozenset(range(5))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 6), date(2026, 3, 6)),
        (date(2026, 3, 7), date(2026, 3, 10)),
        (date(2026, 3, 9), date(2026, 3, 10)),
    ],
)
def test_a_free_day_moves_to_the_next_working_day(day: date, expected: date) -> None:
    days_off = frozenset({date(2026, 3, 9)})
    assert dates.next_working_day(day, MONDAY_TO_FRIDAY, days_off) == expected


def test_without_working_days_only_days_off_move() -> None:
    assert dates.next_working_day(date(2026, 3, 8), frozenset(), frozenset()) == date(2026, 3, 8)
    assert dates.next_working_day(MONDAY, frozenset(), frozenset({MONDAY})) == date(2026, 3, 3)


def test_a_calendar_without_another_working_day_is_refused() -> None:
    with pytest.raises(BadValue, match="years 1000 to 9999"):
        dates.next_working_day(date.max, frozenset({0}), frozenset())


@given(
    middle_day, st.frozensets(st.integers(0, 6), min_size=1), st.frozensets(st.integers(0, 20), max_size=5)
)
def test_the_next_working_day_is_worked_on_and_every_day_before_it_is_not(
    day: date, week: frozenset[int], off: frozenset[int]
) -> None:
    days_off = frozenset(day + timedelta(days=n) for n in off)
    found = dates.next_working_day(day, week, days_off)
    free = [day + timedelta(days=n) for n in range((found - day).days)]
    assert found.weekday() in week
    assert found not in days_off
    assert all(one.weekday() not in week or one in days_off for one in free)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("1000", date(1000, 1, 1), date(1000, 12, 31)),
        ("9999", date(9999, 1, 1), date.max),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-07", date(2026, 7, 1), date(2026, 7, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("FY2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("this-week", MONDAY, date(2026, 3, 8)),
        ("last-week", date(2026, 2, 23), date(2026, 3, 1)),
        ("next-week", date(2026, 3, 9), date(2026, 3, 15)),
        ("last-week..today", date(2026, 2, 23), MONDAY),
        ("this-month", date(2026, 3, 1), date(2026, 3, 31)),
        ("last-month", date(2026, 2, 1), date(2026, 2, 28)),
        ("next-month", date(2026, 4, 1), date(2026, 4, 30)),
        ("this-quarter", date(2026, 1, 1), date(2026, 3, 31)),
        ("last-quarter", date(2025, 10, 1), date(2025, 12, 31)),
        ("next-quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("this-year", date(2026, 1, 1), date(2026, 12, 31)),
        ("Last-Year", date(2025, 1, 1), date(2025, 12, 31)),
        ("next-year", date(2027, 1, 1), date(2027, 12, 31)),
        ("ytd", date(2026, 1, 1), MONDAY),
        ("last-1m", date(2026, 2, 1), date(2026, 2, 28)),
        ("last-12m", date(2025, 3, 1), date(2026, 2, 28)),
        ("2026-01-15..2026-02-14", date(2026, 1, 15), date(2026, 2, 14)),
        ("-30d..today", date(2026, 1, 31), MONDAY),
        ("today..+90d", MONDAY, date(2026, 5, 31)),
        ("today .. today", MONDAY, MONDAY),
        ("1 jan..31 dec", date(2026, 1, 1), date(2026, 12, 31)),
        ("1 nov..28 feb", date(2025, 11, 1), date(2026, 2, 28)),
        ("mon..fri", MONDAY, date(2026, 3, 6)),
        ("2025-Q3..2026-01", date(2025, 7, 1), date(2026, 1, 31)),
    ],
)
def test_periods_hold_their_first_and_last_day(text: str, first: date, last: date) -> None:
    assert parse_period(text, MONDAY) == Period(first, last)


def test_a_fiscal_year_is_named_after_the_year_in_which_it_ends() -> None:
    april = parse_period("fy2026", MONDAY, fiscal_start_month=4)
    assert april == Period(date(2025, 4, 1), date(2026, 3, 31))
    december = parse_period("FY2026", MONDAY, fiscal_start_month=12)
    assert december == Period(date(2025, 12, 1), date(2026, 11, 30))
    both = parse_period("FY2025..FY2026", MONDAY, fiscal_start_month=4)
    assert both == Period(date(2024, 4, 1), date(2026, 3, 31))


def test_an_ambiguous_side_of_a_period_follows_the_order() -> None:
    with pytest.raises(BadValue, match="3 April or 4 March"):
        parse_period("03/04/2026..2026-12-31", MONDAY)
    found = parse_period("03/04/2026..2026-12-31", MONDAY, order="dmy")
    assert found == Period(date(2026, 4, 3), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("", "not a period."),
        ("2026-Q5", "not a period."),
        ("Q3", "not a period."),
        ("next-fortnight", "not a period."),
        ("last-12d", "not a period."),
        ("2026-13", "no month 13."),
        ("2026-00", "no month 0."),
        ("last-0m", "at least one month."),
        ("..today", "a date is missing next to the dots."),
        ("today..", "a date is missing next to the dots."),
        ("a..today", '"a" is not a date.'),
        ("2026-01-01...2026-02-01", '".2026-02-01" is not a date.'),
        ("2026-02-01..2026-01-01", "it ends before it begins."),
        ("0999", "dates are limited to the years 1000 to 9999."),
        ("0999-12-31..2026-01-01", "dates are limited to the years 1000 to 9999."),
        ("0000", "dates are limited to the years 1000 to 9999."),
        ("last-9999m..today", None),
    ],
)
def test_what_is_no_period_is_refused(text: str, detail: str | None) -> None:
    if detail is None:
        assert parse_period(text, MONDAY).first == date(1192, 12, 1)
        return
    with pytest.raises(BadValue) as refused:
        parse_period(text, MONDAY)
    assert refused.value.message == f'"{text}": {detail}'
    assert refused.value.hint is not None
    assert refused.value.hint.startswith("Periods: 2026, 2026-Q3")


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("next-year", date.max),
        ("last-month", date.min),
        ("next-week", date.max),
        ("last-week", date.min),
        ("last-9999m", date(700, 1, 1)),
    ],
)
def test_a_period_beyond_the_calendar_is_refused(text: str, today: date) -> None:
    with pytest.raises(BadValue, match="years 1000 to 9999"):
        parse_period(text, today)


def test_a_fiscal_year_that_starts_before_the_calendar_is_refused() -> None:
    with pytest.raises(BadValue, match="years 1000 to 9999"):
        parse_period("FY0001", MONDAY, fiscal_start_month=4)


@given(middle_day, st.sampled_from(["month", "quarter", "year"]))
def test_last_this_and_next_follow_each_other_without_a_gap_around_today(today: date, unit: str) -> None:
    last, this, following = (parse_period(f"{which}-{unit}", today) for which in ("last", "this", "next"))
    assert last.last + timedelta(days=1) == this.first <= today <= this.last
    assert this.last + timedelta(days=1) == following.first <= following.last


@given(middle_day, st.integers(1, 400))
def test_the_last_months_are_whole_and_end_before_the_present_one(today: date, months: int) -> None:
    found = parse_period(f"last-{months}m", today)
    assert found.last + timedelta(days=1) == today.replace(day=1)
    assert months_later(found.first, months) == today.replace(day=1)


@given(any_day, any_day, any_day)
def test_a_span_of_iso_days_is_read_or_refused_when_reversed(first: date, last: date, today: date) -> None:
    text = f"{first}..{last}"
    if first <= last:
        assert parse_period(text, today) == Period(first, last)
    else:
        with pytest.raises(BadValue, match="ends before it begins"):
            parse_period(text, today)


@given(typed, any_day, st.integers(1, 12))
@example("-1d..+1d", date.min, 1)
@example("29 feb..29 feb", date.max, 1)
def test_any_text_gives_a_period_or_one_line(text: str, today: date, month: int) -> None:
    try:
        found = parse_period(text, today, fiscal_start_month=month)
    except BadValue as refused:
        assert_short_and_printable(refused.message)
    else:
        assert found.first <= found.last


@given(typed)
def test_any_text_gives_a_duration_or_a_refusal(text: str) -> None:
    try:
        found = parse_duration(text)
    except BadValue as refused:
        assert_short_and_printable(refused.message)
    else:
        assert found.months + found.days > 0


@pytest.mark.parametrize(
    ("text", "expected"), [("9:05", "09:05"), ("09:05", "09:05"), (" 0:00 ", "00:00"), ("23:59", "23:59")]
)
def test_times_of_day(text: str, expected: str) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "9", "9.05", "905", "9:5", "24:00", "12:60", "9:05:00", "9:05 pm", "-1:00", "٩:٠٥", "1:00\x00"],
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="not a time of day") as refused:
        parse_time(text)
    assert refused.value.hint == "Times: 9:05, 14:30"


@pytest.mark.parametrize(
    ("day", "short", "with_weekday"),
    [
        (MONDAY, "2 Mar", "Mon 2 Mar"),
        (date(2026, 3, 5), "5 Mar", "Thu 5 Mar"),
        (date(2026, 4, 1), "1 Apr", "Wed 1 Apr"),
        (date(2026, 4, 2), "2 Apr", "2 Apr"),
        (date(2026, 2, 3), "3 Feb", "Tue 3 Feb"),
        (date(2026, 2, 2), "2 Feb", "2 Feb"),
        (date(2027, 2, 2), "2 Feb", "2 Feb"),
        (date(2027, 2, 3), "3 Feb 2027", "3 Feb 2027"),
        (date(2027, 3, 1), "1 Mar 2027", "1 Mar 2027"),
        (date(2027, 3, 2), "2 Mar 2027", "2 Mar 2027"),
        (date(2025, 4, 2), "2 Apr", "2 Apr"),
        (date(2025, 4, 1), "1 Apr 2025", "1 Apr 2025"),
        (date(2027, 9, 30), "30 Sep 2027", "30 Sep 2027"),
    ],
)
def test_days_on_screens_are_as_long_as_they_need_to_be(day: date, short: str, with_weekday: str) -> None:
    assert dates.short_day(day, MONDAY) == short
    assert dates.weekday_day(day, MONDAY) == with_weekday


def test_a_full_day_has_weekday_and_year() -> None:
    assert dates.full_day(MONDAY) == "Mon 2 Mar 2026"
    assert dates.full_day(date.min) == "Mon 1 Jan 1"


@given(any_day, any_day)
@example(date.min, date.max)
@example(date(2025, 3, 31), date(2026, 2, 28))
def test_the_year_is_written_exactly_beyond_eleven_months(day: date, today: date) -> None:
    earlier, later = sorted((day, today))
    ends = (earlier.year, earlier.month) > (9999, 1)  # eleven months on, the calendar has ended
    beyond = not ends and later > months_later(earlier, 11)
    assert dates.short_day(day, today).endswith(f" {day.year}") == beyond


@given(middle_day, middle_day | st.integers(-40, 40))
def test_the_weekday_is_written_exactly_within_a_month(today: date, other: date | int) -> None:
    day = today + timedelta(days=other) if isinstance(other, int) else other
    earlier, later = sorted((day, today))
    within = later < months_later(earlier, 1)
    assert dates.weekday_day(day, today).startswith(tuple(name[:3] for name in dates.WEEKDAYS)) == within


def test_reading_and_writing_days_without_months_needs_no_heavy_module() -> None:
    script = f"""
import sys
sys.path.insert(0, {str(SOURCE)!r})
from datetime import date
from amcli.rules import dates, daywords, periods
today = date(2026, 3, 2)
for text in ("2026-02-28", "5 mar", "fri", "+10d", "eoq"):
    dates.weekday_day(daywords.parse_day(text, today, dates.Side.DUE), today)
periods.parse_period("last-12m", today)
print([name for name in ("dateutil", "calendar", "locale", "unicodedata", "decimal") if name in sys.modules])
"""
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
