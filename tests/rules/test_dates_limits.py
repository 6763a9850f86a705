"""Lengths of too many figures, months at both ends of the calendar, periods that begin too early."""

from datetime import date

import pytest

from amcli.errors import BadValue
from amcli.rules import dates
from amcli.rules.dates import FIRST_YEAR, Period, counted_length, month_span, parse_duration
from amcli.rules.periods import parse_period

TODAY = date(2026, 3, 2)


def test_a_length_has_at_most_nine_figures() -> None:
    found = [
        counted_length(word) for word in ("1d", "123456789d", "1234567890d", "12345678901d", "d", "", "12")
    ]
    assert found == [(1, "d"), (123456789, "d"), (0, "."), (0, "."), (0, "."), (0, "."), (12, "")]


@pytest.mark.parametrize("figures", ["1234567890", "12345678901", "123456789012345678901234"])
def test_more_figures_are_no_duration(figures: str) -> None:
    with pytest.raises(BadValue, match="not a duration"):
        parse_duration(f"{figures}d")


def test_months_reach_from_the_first_year_to_the_last() -> None:
    assert month_span(12, 1) == Period(date(1, 1, 1), date(1, 1, 31))
    assert month_span(9999 * 12, 12) == Period(date(9999, 1, 1), date(9999, 12, 31))
    for number, months in ((11, 1), (11, 2), (9999 * 12, 13), (10000 * 12, 1)):
        with pytest.raises(OverflowError):
            month_span(number, months)


def test_a_period_must_not_begin_too_early_wherever_it_ends() -> None:
    """A fiscal year begins in the year before."""
    first = date(FIRST_YEAR, 7, 1)
    assert parse_period(f"FY{FIRST_YEAR + 1}", TODAY, fiscal_start_month=7).first == first
    assert parse_period(f"FY{FIRST_YEAR}", TODAY).first == date(FIRST_YEAR, 1, 1)
    with pytest.raises(BadValue, match="limited to the years"):
        parse_period(f"FY{FIRST_YEAR}", TODAY, fiscal_start_month=7)


def test_a_day_that_is_past_is_yesterday_or_a_weekday() -> None:
    today = date(2026, 3, 12)  # a Thursday
    told = [dates.past_day(date(2026, 3, day), today) for day in (12, 11, 10)]
    assert told == ["Thu 12 Mar", "yesterday", "Tue 10 Mar"]


def test_a_notice_period_is_one_field_in_days_or_in_months() -> None:
    assert dates.with_notice({"id": 1}) == {"id": 1}
    given = {"id": 1, "notice_months": 3, "notice_days": None, "notice_by": date(2026, 3, 12)}
    assert dates.with_notice(given) == {"id": 1, "notice": "3 months"}
    assert dates.with_notice(given | {"notice_months": None, "notice_days": 1}) == {
        "id": 1,
        "notice": "1 day",
    }
