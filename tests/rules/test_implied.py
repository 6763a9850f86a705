"""The terms in which an auto-renewing contract goes on: the worked cases, and what must hold of all."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amcli.rules.facts import OnRecord
from amcli.rules.implied import (
    Recorded,
    Running,
    Steps,
    as_json,
    first_ending,
    gone_by,
    is_short,
    notice_by,
    running_term,
    steps_after,
    successors,
)
from amcli.rules.successors import Span, term_end
from tests.oracle.implied import is_short as written_short
from tests.oracle.implied import running
from tests.profiles import examples

from .making import contract

TODAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1))
LATER = st.integers(0, 4000)
NOTICES = st.sampled_from(((None, None), (0, None), (14, None), (90, None), (None, 1), (None, 3)))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def term(text: str, **given: int) -> Recorded:
    starts, ends = map(day, text.split(".."))
    return Recorded(starts, ends, **given)


def written(span: Span) -> str:
    return f"{span.starts}..{span.ends}"


@pytest.mark.parametrize(
    ("recorded", "runs", "notice"),
    [
        (term("2024-11-01..2025-10-31", notice_days=60), "2025-11-01..2026-10-31", "2026-09-01"),
        (term("2025-06-01..2025-06-30", notice_days=14), "2026-03-01..2026-03-31", "2026-03-17"),
        (term("2023-02-01..2026-01-31", notice_days=90), "2026-02-01..2027-01-31", "2026-11-02"),
        (
            term("2025-07-01..2026-02-28", renew_months=1, notice_days=14),
            "2026-03-01..2026-03-31", "2026-03-17",
        ),
        (term("2025-01-01..2025-12-31", renew_months=24), "2026-01-01..2027-12-31", None),
        (term("2025-01-31..2025-02-27"), "2026-02-27..2026-03-26", None),  # 28 days at a time
        (term("2025-01-31..2025-02-28", notice_months=1), "2026-03-01..2026-03-30", "2026-02-27"),
        (term("2024-01-10..2025-12-20"), "2025-12-21..2026-12-20", None),  # no whole months, over a year
        (term("2025-12-01..2026-03-01"), "2026-03-02..2026-05-31", None),  # 91 days
        (term("2020-01-01..2020-12-31"), "2026-01-01..2026-12-31", None),  # the sixth
        (term("2024-03-03..2025-03-02"), "2025-03-03..2026-03-02", None),  # its last day is today
        (term("2024-03-02..2025-03-01"), "2026-03-02..2027-03-01", None),  # its first day is
        (term("2026-01-02..2026-01-21"), "2026-02-11..2026-03-02", None),  # the last of 20
        (term("2025-03-05..2026-03-04"), "2026-03-05..2027-03-04", None),  # none runs yet: the first
    ],
)  # fmt: skip
def test_the_term_that_runs_today_and_its_notice_deadline(
    recorded: Recorded, runs: str, notice: str | None
) -> None:
    found = first_ending(recorded, TODAY)
    assert written(found) == runs
    assert recorded.notice_by(found.ends) == (day(notice) if notice else None)


def test_a_monthly_term_of_the_thirty_first_never_drifts() -> None:
    steps = steps_after(term("2026-01-31..2026-02-28"))
    assert [written(steps.term(number)) for number in range(1, 5)] == [
        "2026-03-01..2026-03-30", "2026-03-31..2026-04-30", "2026-05-01..2026-05-30",
        "2026-05-31..2026-06-30",
    ]  # fmt: skip
    assert steps_after(term("2026-03-01..2026-03-30")).term(1) == Span(day("2026-03-31"), day("2026-04-30"))


@pytest.mark.parametrize(
    ("recorded", "steps"),
    [
        (term("2025-01-01..2025-12-31"), Steps(day("2025-01-01"), 12, 12, 0)),
        (term("2023-01-01..2025-12-31"), Steps(day("2023-01-01"), 36, 12, 0)),  # at most a year at a time
        (term("2025-01-01..2025-12-31", renew_months=24), Steps(day("2025-01-01"), 12, 24, 0)),
        (term("2026-03-01..2026-05-30"), Steps(day("2026-05-31"), 0, 3, 0)),  # after 28 February, of the 31st
        (term("2025-01-10..2026-01-20"), Steps(day("2026-01-21"), 0, 12, 0)),  # a year and some days
        (term("2025-01-10..2025-12-20"), Steps(day("2025-12-20"), 0, 0, 345)),  # eleven months and some days
        (term("0001-01-01..0001-01-20"), Steps(day("0001-01-20"), 0, 0, 20)),  # no month lies before
    ],
)  # fmt: skip
def test_how_terms_follow_one_another(recorded: Recorded, steps: Steps) -> None:
    assert steps_after(recorded) == steps


@pytest.mark.parametrize(
    ("notice", "act"),
    [
        ("2026-03-03", "2026-03-03"), ("2026-03-02", "2026-03-02"), ("2026-03-01", "2026-12-31"),
        (None, "2026-12-31"),
    ],
)  # fmt: skip
def test_the_deadline_is_that_for_notice_while_it_is_ahead_then_the_end(notice: str | None, act: str) -> None:
    runs = Running(day("2026-01-01"), day("2026-12-31"), day(notice) if notice else None)
    assert runs.deadline(TODAY) == day(act)


def test_a_contract_that_auto_renews_stands_as_recorded_to_its_last_day() -> None:
    for ends in (1, 0):
        found = contract(ends, "proposed", notice=30, auto=True, forecast="commit")
        assert not found.unconfirmed
        assert (found.ends_on, found.stage, found.forecast) == (TODAY + ends * DAY, "proposed", "commit")
        assert not found.short


def test_the_day_after_it_stands_as_the_implied_term_that_runs() -> None:
    found = contract(-1, "proposed", notice=30, auto=True, forecast="commit")
    assert (found.starts_on, found.ends_on) == (TODAY, day("2027-03-01"))
    assert (found.notice_by, found.stage, found.forecast) == (day("2027-01-30"), "not_started", None)
    said = OnRecord(day("2025-03-02"), day("2026-03-01"), day("2026-01-30"), "proposed", "commit")
    assert (found.unconfirmed, found.recorded) == (True, said)


def test_what_doesnt_auto_renew_ends() -> None:
    found = contract(-1, "proposed", notice=30, term=31, forecast="commit")
    assert (found.ends_on, found.stage, found.unconfirmed) == (day("2026-03-01"), "proposed", False)
    assert not found.short


@pytest.mark.parametrize("ends", [10, -1])
def test_one_of_a_month_at_a_time_is_short_before_and_after_its_end(ends: int) -> None:
    assert contract(ends, auto=True, term=28).short


ROW = {
    "auto_renew": 1, "starts_on": "2025-03-01", "ends_on": "2026-02-28", "outcome_on": None, "outcome": None,
    "renewed_by_id": None, "terminated_on": None, "amends_id": None, "renew_months": None, "notice_days": 30,
    "notice_months": None,
}  # fmt: skip
RUNS = Running(day("2026-03-01"), day("2027-02-28"), day("2027-01-29"))
CHURNED, GOES_ON = {"outcome": "churned"}, {"outcome": "renewed", "renewed_by_id": 8}


@pytest.mark.parametrize(
    ("said", "runs"),
    [
        ({}, RUNS),
        ({"auto_renew": 0}, None),
        ({"ends_on": None}, None),
        ({"starts_on": "2025-03-03", "ends_on": "2026-03-02"}, None),  # its last day is today
        ({"starts_on": "2025-03-04", "ends_on": "2026-03-03"}, None),
        ({"starts_on": "2025-03-02", "ends_on": "2026-03-01"},
         Running(day("2026-03-02"), day("2027-03-01"), day("2027-01-30"))),
        # what became of it is known once it has happened
        (CHURNED | {"outcome_on": "2026-03-01"}, None),
        (CHURNED | {"outcome_on": "2026-03-02"}, None),
        (CHURNED | {"outcome_on": "2026-03-03"}, RUNS),
        (CHURNED, None),
        (GOES_ON | {"outcome_on": "2026-03-02"}, None),
        (GOES_ON | {"outcome_on": "2026-03-03"}, RUNS),
        ({"outcome": "renewed", "outcome_on": "2026-03-01"}, RUNS),  # by nothing on record
        ({"terminated_on": "2026-03-01"}, None),
        ({"terminated_on": "2026-03-02"}, None),
        ({"terminated_on": "2026-03-03"}, RUNS),
        ({"amends_id": 7}, None),
        ({"notice_days": None, "notice_months": 1}, RUNS._replace(notice_by=day("2027-01-31"))),
        ({"renew_months": 1}, Running(day("2026-03-01"), day("2026-03-31"), day("2026-03-01"))),
    ],
)  # fmt: skip
def test_the_implied_term_that_runs_of_a_contract_in_the_book(
    said: dict[str, object], runs: Running | None
) -> None:
    assert running_term(ROW | said, TODAY) == runs


def test_json_says_whether_a_term_runs_that_nobody_confirmed() -> None:
    nothing = {"auto_renewed_on": None, "next_ends_on": None, "next_notice_by": None, "next_deadline": None}
    assert as_json(None, TODAY) == {"unconfirmed": False} | nothing
    assert as_json(RUNS, TODAY) == {
        "unconfirmed": True,
        "auto_renewed_on": "2026-03-01",
        "next_ends_on": "2027-02-28",
        "next_notice_by": "2027-01-29",
        "next_deadline": "2027-01-29",
    }
    assert as_json(RUNS._replace(notice_by=None), TODAY)["next_notice_by"] is None


@pytest.mark.parametrize(
    ("ends", "months", "expected"),
    [
        ("2026-12-31", 3, "2026-09-30"), ("2026-06-30", 3, "2026-03-31"), ("2026-12-15", 3, "2026-09-15"),
        ("2026-05-30", 3, "2026-02-27"), ("2026-05-30", 0, "2026-05-30"),
    ],
)  # fmt: skip
def test_notice_in_months_is_counted_back_as_months(ends: str, months: int, expected: str) -> None:
    assert notice_by(day(ends), None, months) == day(expected)


def test_a_term_is_short_up_to_three_months() -> None:
    assert is_short(term("2026-01-01..2026-01-31"))
    assert is_short(term("2026-01-01..2026-03-31"))
    assert is_short(term("2026-01-01..2026-01-07"))
    assert is_short(term("2026-06-01..2026-08-31"))  # the longest three months
    assert not is_short(term("2026-06-01..2026-09-01"))
    assert is_short(term("2025-07-01..2026-03-31", renew_months=1))
    assert is_short(term("2025-07-01..2026-03-31", renew_months=3))
    assert not is_short(term("2025-07-01..2025-07-31", renew_months=4))
    assert not is_short(term("2026-01-01..2026-04-30"))
    assert not is_short(term("2025-01-01..2026-01-10"))
    assert not is_short(term("2026-01-01..2026-01-31", renew_months=12))


@pytest.mark.parametrize(
    ("recorded", "through", "expected"),
    [
        # a month at a time: one contract to the end of the one that runs, which keeps the length
        (term("2025-06-01..2025-06-30", notice_days=14), TODAY, [("2025-07-01..2026-03-31", 1)]),
        (term("2025-06-01..2025-06-30", notice_days=14), day("2025-12-31"), [("2025-07-01..2026-01-31", 1)]),
        # a year at a time: a contract each
        (
            term("2022-05-01..2023-04-30"), TODAY,
            [
                ("2023-05-01..2024-04-30", None), ("2024-05-01..2025-04-30", None),
                ("2025-05-01..2026-04-30", None),
            ],
        ),
        (term("2023-02-01..2026-01-31", notice_days=90), TODAY, [("2026-02-01..2027-01-31", None)]),
        (term("2024-01-01..2025-12-31", renew_months=24), TODAY, [("2026-01-01..2027-12-31", 24)]),
        # its end is ahead: only where its notice deadline has passed, and it has ended by the day
        (term("2025-04-01..2026-03-31", notice_days=60), TODAY, []),
        (
            term("2025-04-01..2026-03-31", notice_days=60), day("2026-03-31"),
            [("2026-04-01..2027-03-31", None)],
        ),
        (term("2025-04-01..2026-03-31", notice_days=29), day("2026-03-31"), []),
        (term("2025-04-01..2026-03-31"), day("2026-03-31"), []),  # without a notice period until its end
        # ahead: the months whose notice deadline has passed
        (term("2025-12-06..2026-01-05", notice_days=14), day("2026-04-05"), [("2026-01-06..2026-04-05", 1)]),
        # counted in days: the last one stands apart, so that the next are of its length
        (
            term("2026-01-01..2026-01-20"), TODAY,
            [("2026-01-21..2026-03-01", None), ("2026-03-02..2026-03-21", None)],
        ),
        (
            term("2026-01-21..2026-02-09"), TODAY,
            [("2026-02-10..2026-03-01", None), ("2026-03-02..2026-03-21", None)],
        ),
        (term("2026-01-01..2026-02-14"), TODAY, [("2026-02-15..2026-03-31", None)]),
        (term("2026-01-20..2026-03-05"), TODAY, []),
        (
            term("2020-01-01..2021-12-31", renew_months=24), TODAY,
            [("2022-01-01..2023-12-31", 24), ("2024-01-01..2025-12-31", 24), ("2026-01-01..2027-12-31", 24)],
        ),
    ],
)  # fmt: skip
def test_what_confirms_the_terms_that_have_gone_by(
    recorded: Recorded, through: dt.date, expected: list[tuple[str, int | None]]
) -> None:
    found = successors(recorded, gone_by(recorded, TODAY, through))
    assert [(written(span), months) for span, months in found] == expected


@st.composite
def recorded_terms(draw: st.DrawFn) -> Recorded:
    """A term of months or of days, some with another length of what follows."""
    starts = draw(DAYS)
    months = draw(st.sampled_from((None, 1, 2, 3, 6, 12, 18, 24, 36)))
    ends = term_end(starts, months) if months else starts + draw(st.integers(0, 900)) * DAY
    then = draw(st.sampled_from((None, None, 1, 3, 12, 24)))
    days, in_months = draw(NOTICES)
    return Recorded(starts, ends, then, days, in_months)


@given(recorded=recorded_terms(), later=st.integers(1, 4000))
@settings(max_examples=examples(200))
def test_the_term_that_runs_always_covers_today(recorded: Recorded, later: int) -> None:
    today = recorded.ends + later * DAY
    found = first_ending(recorded, today)
    assert found.starts <= today <= found.ends
    assert found.starts > recorded.ends
    notice = recorded.notice_by(found.ends)
    assert notice is None or notice <= found.ends
    longest = recorded.renew_months or 12
    assert found.ends <= term_end(found.starts.replace(day=1), longest + 1)


@given(recorded=recorded_terms(), many=st.integers(1, 40))
@settings(max_examples=examples(200))
def test_terms_follow_one_another_without_gap_and_keep_the_number_of_the_first_day(
    recorded: Recorded, many: int
) -> None:
    steps = steps_after(recorded)
    terms = [steps.term(number) for number in range(1, many + 1)]
    assert terms[0].starts == recorded.ends + DAY
    for one, other in pairwise(terms):
        assert other.starts == one.ends + DAY
    if steps.months and steps.offset:
        number = recorded.starts.day
        for each in terms:
            assert each.starts.day == number or (each.starts.day == 1 and (each.starts - DAY).day < number)


@given(starts=DAYS, months=st.sampled_from((1, 2, 3, 6, 12)), later=LATER, day_of=st.integers(1, 28))
@settings(max_examples=examples(200))
def test_repeated_renewal_ends_where_the_implied_term_does(
    starts: dt.date, months: int, later: int, day_of: int
) -> None:
    """Confirmed one at a time, each contract read anew: up to the 28th no number is ever lost."""
    recorded = Recorded(starts.replace(day=day_of), term_end(starts.replace(day=day_of), months))
    today = recorded.ends + (later + 1) * DAY
    renewed = recorded
    while renewed.ends < today:
        term_ = steps_after(renewed).term(1)
        renewed = renewed._replace(starts=term_.starts, ends=term_.ends)
    assert Span(renewed.starts, renewed.ends) == first_ending(recorded, today)


@given(number=st.integers(29, 31), month=st.integers(1, 12), later=LATER)
@settings(max_examples=examples(100))
def test_a_month_at_a_time_keeps_the_last_days_of_the_month_when_confirmed_one_by_one(
    number: int, month: int, later: int
) -> None:
    assume(number <= (30 if month in (4, 6, 9, 11) else 29 if month == 2 else 31))
    starts = dt.date(2024, month, number)
    recorded = Recorded(starts, term_end(starts, 1))
    today = recorded.ends + (later + 1) * DAY
    renewed = recorded
    while renewed.ends < today:
        term_ = steps_after(renewed).term(1)
        renewed = renewed._replace(starts=term_.starts, ends=term_.ends)
    assert Span(renewed.starts, renewed.ends) == first_ending(recorded, today)


@given(recorded=recorded_terms(), later=LATER, ahead=st.integers(-400, 400))
@settings(max_examples=examples(200))
def test_what_was_confirmed_leaves_nothing_to_confirm(recorded: Recorded, later: int, ahead: int) -> None:
    today = recorded.ends + later * DAY
    through = today + ahead * DAY
    terms = gone_by(recorded, today, through)
    made = successors(recorded, terms)
    if not terms:
        assert made == []
        return
    assert made[0][0].starts == recorded.ends + DAY
    assert made[-1][0].ends == terms[-1].ends
    (last, months) = made[-1]
    again = recorded._replace(starts=last.starts, ends=last.ends, renew_months=months)
    assert gone_by(again, today, through) == []


@given(recorded=recorded_terms(), later=LATER)
@settings(max_examples=examples(200))
def test_what_is_confirmed_today_runs_to_the_end_of_the_term_that_runs(
    recorded: Recorded, later: int
) -> None:
    today = recorded.ends + (later + 1) * DAY
    running = first_ending(recorded, today)
    terms = gone_by(recorded, today, today)
    assert running in terms
    assert (
        terms[-1] == running or terms[-2] == running
    )  # on its last day, where its notice deadline has passed


def test_the_end_of_the_calendar_stops_every_term() -> None:
    last = dt.date.max
    recorded = Recorded(dt.date(9998, 2, 1), dt.date(9999, 1, 31), None, 30)
    assert first_ending(recorded, last) == Span(dt.date(9999, 2, 1), last)
    assert steps_after(recorded).term(2) == Span(last, last)
    assert first_ending(Recorded(dt.date(9999, 12, 1), last), last) == Span(last, last)
    assert gone_by(recorded, last, last) == [Span(dt.date(9999, 2, 1), last)]
    assert notice_by(dt.date(1, 1, 5), 30, None) == dt.date.min
    assert steps_after(Recorded(last, last)) == Steps(last, 0, 0, 1)


@given(recorded=recorded_terms(), later=st.integers(1, 4000))
@settings(max_examples=examples(400))
def test_the_term_that_runs_is_what_a_person_would_write_down(recorded: Recorded, later: int) -> None:
    today = recorded.ends + later * DAY
    assert first_ending(recorded, today) == running(
        recorded.starts, recorded.ends, recorded.renew_months, today
    )
    assert is_short(recorded) == written_short(recorded.starts, recorded.ends, recorded.renew_months)
