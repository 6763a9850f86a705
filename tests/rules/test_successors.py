"""What another end of a contract means, and what a column of renewal dates means."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.rules.successors import (
    Confirmed,
    Moved,
    Next,
    Span,
    Term,
    assumed_start,
    is_first_day,
    months_of,
    moved,
    term_end,
)
from tests.profiles import examples

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def spans(*texts: str) -> tuple[Span, ...]:
    days = [tuple(map(day, text.split(".."))) for text in texts]
    return tuple(Span(*each) for each in days)


@pytest.mark.parametrize(
    ("starts", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-01", 1, "2026-03-31"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-02-15", 12, "2027-02-14"),
        ("2025-02-28", 12, "2026-02-27"),
    ],
)
def test_a_term_ends_the_day_before_the_same_number(starts: str, months: int, expected: str) -> None:
    assert term_end(day(starts), months) == day(expected)
    assert months_of(day(starts), day(expected)) == months


@given(starts=DAYS, months=st.integers(1, 60))
@settings(max_examples=examples(50))
def test_the_length_of_a_term_is_read_back_from_its_days(starts: dt.date, months: int) -> None:
    assert months_of(starts, term_end(starts, months)) == months


def test_days_that_are_no_whole_months_have_no_length() -> None:
    assert months_of(day("2026-01-01"), day("2026-01-20")) is None
    assert months_of(day("2026-01-01"), day("2026-12-30")) is None
    assert months_of(day("2026-03-02"), day("2026-03-01")) is None  # over before it began
    assert months_of(day("2026-03-01"), day("2026-01-31")) is None
    assert months_of(day("9999-12-15"), dt.date.max) is None


@pytest.mark.parametrize(
    ("ends", "months", "expected"),
    [
        ("2026-06-30", 12, "2025-07-01"),
        ("2026-02-28", 12, "2025-03-01"),
        ("2024-02-28", 12, "2023-02-28"),
        ("2026-06-30", 24, "2024-07-01"),
        ("0001-01-05", 12, "0001-01-01"),
    ],
)
def test_the_first_day_is_the_day_after_the_end_less_the_term(ends: str, months: int, expected: str) -> None:
    assert assumed_start(day(ends), months) == day(expected)


YEAR = Term(day("2025-07-01"), day("2026-06-30"))
AUTO = YEAR._replace(auto_renew=True)
QUARTER = Term(day("2026-01-01"), day("2026-03-31"), auto_renew=True)
MONTHLY = Term(day("2024-02-20"), day("2026-03-19"), auto_renew=True, periods=True)


@pytest.mark.parametrize(
    ("old", "ends", "expected"),
    [
        (AUTO, "2027-06-30", ["2026-07-01..2027-06-30"]),
        (AUTO, "2028-06-30", ["2026-07-01..2027-06-30", "2027-07-01..2028-06-30"]),
        (QUARTER, "2026-09-30", ["2026-04-01..2026-09-30"]),
        (MONTHLY, "2026-04-19", ["2026-03-20..2026-04-19"]),
        (MONTHLY, "2026-05-19", ["2026-03-20..2026-05-19"]),
        (MONTHLY, "2027-03-19", ["2026-03-20..2027-03-19"]),
        (MONTHLY, "2028-03-19", ["2026-03-20..2027-03-19", "2027-03-20..2028-03-19"]),
        (
            Term(day("2026-01-31"), day("2026-02-28"), auto_renew=True),
            "2026-03-30",
            ["2026-03-01..2026-03-30"],
        ),
        (
            Term(day("2024-07-01"), day("2026-06-30"), auto_renew=True),
            "2030-06-30",
            ["2026-07-01..2028-06-30", "2028-07-01..2030-06-30"],
        ),
    ],
)
def test_whole_terms_of_what_auto_renews_are_confirmed(old: Term, ends: str, expected: list[str]) -> None:
    assert moved(old, day(ends)) == Confirmed(spans(*expected))


@pytest.mark.parametrize("ends", ["2026-12-31", "2026-07-31", "2027-06-29", "2026-05-31", "2025-12-31"])
def test_any_other_end_is_a_change(ends: str) -> None:
    assert moved(AUTO, day(ends)) == Moved(day(ends))
    assert moved(MONTHLY, day("2026-04-18")) == Moved(day("2026-04-18"))
    assert moved(MONTHLY, day("2026-02-19")) == Moved(day("2026-02-19"))
    assert moved(QUARTER, QUARTER.ends) == Moved(QUARTER.ends)


def test_of_terms_that_are_confirmed_the_first_day_of_the_last_may_be_said() -> None:
    both = spans("2026-07-01..2027-06-30", "2027-07-01..2028-06-30")
    assert moved(AUTO, day("2028-06-30"), day("2027-07-01")) == Confirmed(both)
    assert moved(AUTO, day("2028-06-30"), AUTO.starts) == Confirmed(both)
    assert moved(AUTO, day("2028-06-30"), day("2026-07-01")) == Next(*spans("2026-07-01..2028-06-30"))


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("2027-06-30", Next(*spans("2026-07-01..2027-06-30"))),
        ("2027-08-31", Next(*spans("2026-09-01..2027-08-31"))),
        ("2027-06-29", Moved(day("2027-06-29"))),
        ("2026-08-31", Moved(day("2026-08-31"))),
        ("2026-03-31", Moved(day("2026-03-31"))),
    ],
)
def test_without_a_first_day_the_assumed_one_tells_the_next_term(ends: str, expected: Next | Moved) -> None:
    assert moved(YEAR._replace(assumed=True), day(ends)) == expected


def test_a_first_day_that_is_said_tells_another_contract() -> None:
    other = day("2025-09-01")
    assert moved(YEAR, day("2026-08-31"), other) is None
    assert moved(YEAR, day("2026-08-31"), YEAR.starts) == Moved(day("2026-08-31"))
    assert moved(YEAR._replace(assumed=True), day("2026-08-31"), other) == Moved(day("2026-08-31"))
    assert moved(YEAR, day("2027-06-30"), day("2026-07-01")) == Next(*spans("2026-07-01..2027-06-30"))


@given(starts=DAYS, length=st.integers(1, 36), times=st.integers(1, 5))
@settings(max_examples=examples(50))
def test_confirmed_terms_follow_each_other_up_to_the_new_end(
    starts: dt.date, length: int, times: int
) -> None:
    ends = term_end(starts, length * (times + 1))
    found = moved(Term(starts, term_end(starts, length), auto_renew=True), ends)
    assert isinstance(found, Confirmed)
    days = [term_end(starts, length), *(each for term in found.terms for each in term)]
    assert days[-1] == ends
    assert all(days[at + 1] - days[at] == dt.timedelta(days=1) for at in range(0, len(days) - 1, 2))
    assert len(found.terms) == (times if length >= 12 else 1)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (["..2026-07-01", "..2026-11-01", "..2026-03-15"], True),
        (["..2026-06-30", "..2026-10-31", "..2026-03-01"], False),
        (["..2026-06-14", "..2026-07-09"], False),
        (["..2026-07-01", "..2026-06-30"], False),
        (["2025-03-15..2026-03-15", "2025-06-20..2026-06-20"], True),
        (["2025-03-15..2026-03-14", "2025-06-20..2026-06-19"], False),
        (["2025-03-15..2026-04-01"], True),
        (["..2026-07-02"], False),
        ([], False),
    ],
)
def test_renewal_dates_are_first_days_where_most_are(pairs: list[str], expected: bool) -> None:
    read = [each.split("..") for each in pairs]
    assert is_first_day((day(starts) if starts else None, day(renews)) for starts, renews in read) is expected
