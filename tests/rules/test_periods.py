"""Stretches of days ahead, and the edges of weeks, months and quarters, worked out with a calendar."""

from datetime import date

import pytest

from amcli.errors import BadValue
from amcli.rules.dates import DAY_HINT, Period
from amcli.rules.periods import named_period, parse_period, parse_stretch

MONDAY = date(2026, 3, 2)


def days(found: Period | None) -> str:
    return "" if found is None else "..".join(each.isoformat() for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02..2026-03-13", "2026-03-02..2026-03-13"),
        ("2026-03-05", "2026-03-05..2026-03-05"),
        ("today..today", "2026-03-02..2026-03-02"),
        ("fri", "2026-03-06..2026-03-06"),
        ("tomorrow..+10d", "2026-03-03..2026-03-12"),
        ("mon..fri", "2026-03-09..2026-03-13"),  # Monday is today: the next one, and the Friday after it
        ("fri..mon", "2026-03-06..2026-03-09"),
        ("fri..fri", "2026-03-06..2026-03-06"),
        ("30 dec..2 jan", "2026-12-30..2027-01-02"),
        ("next-week", "2026-03-09..2026-03-15"),
        ("this-week..next-week", "2026-03-02..2026-03-15"),
        ("next month", "2026-04-01..2026-04-30"),
        ("2026-Q3", "2026-07-01..2026-09-30"),
        ("FY2027", "2027-01-01..2027-12-31"),
        ("yesterday..eom", "2026-03-01..2026-03-31"),
        ("FY2027..FY2028", "2027-01-01..2028-12-31"),
    ],
)
def test_days_ahead(text: str, expected: str) -> None:
    assert days(parse_stretch(text, MONDAY)) == expected


AHEAD = "Dates: mon..fri, tomorrow..+10d, next-week. More: am help dates"


@pytest.mark.parametrize(
    ("text", "detail", "hint"),
    [
        ("2026-03-13..2026-03-12", "it ends before it begins.", AHEAD),
        ("..fri", "a date is missing next to the dots.", AHEAD),
        ("fri..", "a date is missing next to the dots.", AHEAD),
        ("someday", "not a date range.", AHEAD),
        ("someday..fri", '"someday" is not a date.', AHEAD),
        ("31 apr", "no year has a 31 April.", DAY_HINT),
        ("5 mar..4 mar", "4 Mar 2026 or 4 Mar 2027?", "Type 2026-03-04 or 2027-03-04"),
    ],
)
def test_what_are_no_days_ahead(text: str, detail: str, hint: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_stretch(text, MONDAY)
    assert (refused.value.message, refused.value.hint) == (f'"{text}": {detail}', hint)


def test_the_order_of_day_and_month_holds_ahead_too() -> None:
    assert days(parse_stretch("3/4/2026..5/4/2026", MONDAY, order="dmy")) == "2026-04-03..2026-04-05"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Next-Week", "2026-03-09..2026-03-15"),
        ("fri", ""),
        ("last-0m", ""),
        ("FY2026", "2026-01-01..2026-12-31"),
    ],
)
def test_a_period_by_its_name_alone(text: str, expected: str) -> None:
    assert days(named_period(text, MONDAY)) == expected


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-03-01", "this-week", "2026-02-23..2026-03-01"),  # a Sunday ends its week
        ("2026-03-02", "this-week", "2026-03-02..2026-03-08"),
        ("2026-03-31", "this-quarter", "2026-01-01..2026-03-31"),
        ("2026-04-01", "this-quarter", "2026-04-01..2026-06-30"),
        ("2026-01-01", "last-quarter", "2025-10-01..2025-12-31"),
        ("2026-12-31", "next-month", "2027-01-01..2027-01-31"),
        ("2026-03-02", "2026-12", "2026-12-01..2026-12-31"),
        ("2026-03-02", "2026-01", "2026-01-01..2026-01-31"),
        ("2026-03-02", "mon..mon", "2026-03-02..2026-03-02"),
        ("2026-01-31", "last-1m", "2025-12-01..2025-12-31"),
        ("2026-01-01", "ytd", "2026-01-01..2026-01-01"),
        ("1000-01-07", "this-week", "1000-01-06..1000-01-12"),
        ("1000-01-13", "last-week", "1000-01-06..1000-01-12"),
        ("9999-12-19", "next-week", "9999-12-20..9999-12-26"),
    ],
)
def test_a_period_at_its_edges(today: str, text: str, expected: str) -> None:
    assert days(parse_period(text, date.fromisoformat(today))) == expected


@pytest.mark.parametrize(
    ("text", "month", "expected"),
    [
        ("FY2026", 1, "2026-01-01..2026-12-31"),
        ("FY2026", 2, "2025-02-01..2026-01-31"),
        ("FY2026", 7, "2025-07-01..2026-06-30"),
        ("FY2026..2026-07", 7, "2025-07-01..2026-07-31"),
        ("2025-08..FY2026", 7, "2025-08-01..2026-06-30"),
    ],
)
def test_a_fiscal_year_from_its_first_month(text: str, month: int, expected: str) -> None:
    assert days(parse_period(text, MONDAY, fiscal_start_month=month)) == expected


def test_a_word_that_is_no_period_is_refused() -> None:
    with pytest.raises(BadValue, match="not a period"):
        parse_period("zebra", MONDAY)
