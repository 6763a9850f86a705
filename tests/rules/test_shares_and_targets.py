import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules.dates import Period
from amcli.rules.numbers import parse_share
from amcli.rules.periods import parse_period
from amcli.rules.targets import counting, is_named, is_of, period_named, target_period

TODAY = dt.date(2026, 3, 2)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(9998, 12, 31))


@given(st.integers(0, 10_000))
def test_a_share_is_read_exactly_in_both_forms(points: int) -> None:
    assert parse_share(f"{points // 100}.{points % 100:02d}%") == points
    assert parse_share(f"{points // 10_000}.{points % 10_000:04d}") == points


@pytest.mark.parametrize(
    ("text", "most", "meant"), [("40", 10_000, "40%"), ("104", 99_999, "104%"), ("140%", 10_000, "40%, 0.4")]
)
def test_a_share_that_is_too_large_is_answered_with_what_was_meant(text: str, most: int, meant: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_share(text, most)
    assert caught.value.hint == f"Shares: {meant}"


@given(DAYS, DAYS)
def test_the_name_of_a_period_is_read_as_that_period(one: dt.date, other: dt.date) -> None:
    period = Period(min(one, other), max(one, other))
    assert parse_period(period_named(period), TODAY) == period


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026-02-01", "2026-02-28", "2026-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01..2024-02-28"),
        ("2026-02-01", "2027-01-31", "2026-02-01..2027-01-31"),
        ("2026-02-01", "2026-04-30", "2026-02-01..2026-04-30"),
        ("9999-10-01", "9999-12-31", "9999-Q4"),
        ("9999-12-01", "9999-12-31", "9999-12"),
        ("2026-01-15", "2026-01-31", "2026-01-15..2026-01-31"),
        ("2025-12-01", "2026-01-31", "2025-12-01..2026-01-31"),
        ("2025-01-01", "2026-12-31", "2025-01-01..2026-12-31"),
        ("2025-07-01", "2026-09-30", "2025-07-01..2026-09-30"),
        ("2026-03-01", "2026-05-31", "2026-03-01..2026-05-31"),
        ("2026-07-01", "2027-06-30", "2026-07-01..2027-06-30"),
    ],
)
def test_calendar_years_quarters_and_months_have_short_names(first: str, last: str, name: str) -> None:
    assert period_named(Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))) == name


@pytest.mark.parametrize(
    ("name", "first", "last", "same"),
    [
        ("2026-Q3", "2026-07-01", "2026-09-30", True),
        ("2026-Q2", "2026-07-01", "2026-09-30", False),
        ("2026-Q4", "2026-07-01", "2026-09-30", False),
        ("2026", "2026-01-01", "2026-12-31", True),
        ("FY2026", "2026-01-01", "2026-12-31", True),
        ("FY2025", "2026-01-01", "2026-12-31", False),
        ("FY2027", "2026-01-01", "2026-12-31", False),
        ("2026-07-01..2026-09-30", "2026-07-01", "2026-09-30", False),  # the book calls that 2026-Q3
    ],
)
def test_a_fiscal_year_has_two_names_and_any_other_period_one(
    name: str, first: str, last: str, same: bool
) -> None:
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert is_named(name, period, TODAY) == same


def test_a_fiscal_year_keeps_its_name() -> None:
    assert target_period(" fy2026 ", TODAY) == "FY2026"
    assert target_period("last-quarter", TODAY) == "2025-Q4"


@pytest.mark.parametrize(
    ("owner", "asked", "same"),
    [
        (None, None, True),
        ("Jane", None, False),
        (None, "Jane", False),
        ("Jane", "Jane", True),
        ("Jane", "JANE", True),
        ("Jane", "Anna", False),
        ("Anna", "Jane", False),
    ],
)
def test_a_target_is_of_an_owner_however_the_name_is_written(
    owner: str | None, asked: str | None, same: bool
) -> None:
    assert is_of(owner, asked) is same


TARGETS = [
    {"owner": None, "metric": "new_arr"},
    {"owner": "Jane", "metric": "new_arr"},
    {"owner": "Jane", "metric": "grr"},
    {"owner": "Anna", "metric": "grr"},
]


@pytest.mark.parametrize(
    ("owner", "places"), [("jane", [1, 2]), ("Anna", [3]), ("Tom", []), (None, [0, 2, 3])]
)
def test_of_a_metric_the_target_of_the_book_counts_and_without_one_those_of_all_owners(
    owner: str | None, places: list[int]
) -> None:
    assert counting(iter(TARGETS), owner) == [TARGETS[place] for place in places]
    assert counting([], owner) == []
