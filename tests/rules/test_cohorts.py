"""Accounts by the year in which they joined, by hand: from which day each counts, and what is left of it."""

from fractions import Fraction

import pytest

from amcli.rules.metrics.bridge import Window
from amcli.rules.metrics.cohorts import (
    After,
    Line,
    after,
    age,
    anniversary,
    cohort_lines,
    gross,
    joined,
    logo,
    net,
    spent,
    years,
)

from .revenue import contract, on, scope

# Two of 2023: 30 from June, 24 and 27 since; 10 from February, 12 since, lost after two years. One of 2024.
# One begins after the closing, 31 December 2025.
BOOK = (
    contract(3, "2023-06-01", "2024-05-31", 30, account=1, renewed_by=4),
    contract(4, "2024-06-01", "2025-05-31", 24, account=1, renewed_by=5),
    contract(5, "2025-06-01", "2026-05-31", 27, account=1),
    contract(1, "2023-02-01", "2024-01-31", 10, account=2, renewed_by=2),
    contract(2, "2024-02-01", "2025-01-31", 12, account=2, outcome="churned"),
    contract(6, "2024-03-01", "2027-02-28", 50, account=3),
    contract(7, "2026-01-01", None, 5, account=4),
)
YOUNG = "the youngest account has had ARR for 21 months"


@pytest.mark.parametrize(
    ("part", "of_2023", "of_2024"),
    [
        (net, ((36, 40), (27, 40)), (50, 50)),
        (gross, ((34, 40), (27, 40)), (50, 50)),
        (logo, ((2, 2), (1, 2)), (1, 1)),
    ],
)
def test_what_is_left_of_the_accounts_of_a_year_whole_years_later(part, of_2023, of_2024):
    first, second = of_2023
    assert cohort_lines(scope(*BOOK), part) == [
        Line("2023", 2, (After(12, *first, None), After(24, *second, None))),
        Line("2024", 1, (After(12, *of_2024, None), After(24, 0, of_2024[1], YOUNG))),
    ]


def test_a_number_is_a_share_and_there_is_none_of_the_young():
    assert After(12, 27, 40, None).value == Fraction(27, 40)
    assert After(12, 0, 40, YOUNG).value is None


def test_each_account_has_the_year_of_its_first_revenue_also_after_the_closing():
    assert years(scope(*BOOK)) == {1: "2023", 2: "2023", 3: "2024", 4: "2026"}
    assert years(scope(contract(1, "0999-05-01", None, 5))) == {1: "0999"}


def test_an_account_joins_on_the_first_day_with_more_than_nothing():
    """Nothing in 2023, less than nothing in 2024; 1 from 2025 on. Another never had anything."""
    found = joined(
        scope(
            contract(1, "2023-01-01", "2023-12-31", 0, outcome="churned"),
            contract(2, "2024-01-01", "2024-12-31", -5, outcome="churned"),
            contract(3, "2025-04-01", None, 1),
            contract(4, "2025-01-01", None, 0, account=2),
        )
    )
    assert {unit: each.on for unit, each in found.items()} == {1: on("2025-04-01")}


@pytest.mark.parametrize(
    ("starts", "why"),
    [
        ("2025-12-31", "the youngest account has had ARR for 0 months"),
        ("2025-12-01", "the youngest account has had ARR for 0 months"),
        ("2025-11-30", "the youngest account has had ARR for 1 month"),
        ("2025-10-31", "the youngest account has had ARR for 2 months"),
    ],
)
def test_there_is_always_a_first_year_to_ask_for(starts, why):
    assert cohort_lines(scope(contract(1, starts, None, 10)), net) == [
        Line("2025", 1, (After(12, 0, 10, why),))
    ]


def test_there_are_as_many_years_as_the_youngest_of_some_year_has_behind_them():
    """In the middle of 2025 the first of 2023 is two years old, the other one isn't."""
    book = contract(1, "2023-03-01", None, 10), contract(2, "2023-09-01", None, 5, account=2)
    found = cohort_lines(scope(*book, window=Window(on("2025-04-01"), on("2025-06-30"))), net)
    assert found == [Line("2023", 2, (After(12, 15, 15, None),))]


def test_who_joined_by_the_closing_counts_and_nobody_later():
    found = cohort_lines(
        scope(contract(1, "2025-12-31", None, 10), contract(2, "2026-01-01", None, 9, 2)), net
    )
    assert [(line.year, line.accounts) for line in found] == [("2025", 1)]
    assert cohort_lines(scope(), net) == []


@pytest.mark.parametrize(("last", "top"), [("2025-02-28", None), ("2025-03-01", 4)])
def test_the_youngest_of_them_must_be_that_old(last, top):
    """A year from 29 February is over on 1 March."""
    found = list(
        joined(
            scope(
                contract(1, "2024-01-01", None, 3, account=1), contract(2, "2024-02-29", None, 1, account=2)
            )
        ).values()
    )
    asked = after(found, 12, net, on(last))
    why = None if top else "the youngest account has had ARR for 11 months"
    assert asked == After(12, top or 0, 4, why)


def test_a_part_is_never_below_nothing():
    assert (net(10, -5), net(10, 0), net(10, 12)) == ((0, 10), (0, 10), (12, 10))
    assert (gross(10, -5), gross(10, 9), gross(10, 12)) == ((0, 10), (9, 10), (10, 10))
    assert (logo(10, -5), logo(10, 0), logo(10, 1), logo(10, 9)) == ((0, 1), (0, 1), (1, 1), (1, 1))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2024-01-31", 12, "2025-01-31"), ("2025-01-31", 1, "2025-03-01"), ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"), ("9998-12-31", 12, "9999-12-31"), ("9999-06-01", 12, None),
    ],
)  # fmt: skip
def test_an_anniversary_is_over_where_a_month_has_none(day, months, found):
    assert anniversary(on(day), months) == (None if found is None else on(found))


@pytest.mark.parametrize(
    ("day", "last", "whole", "months"),
    [
        ("2024-06-15", "2024-06-15", 0, "0 months"), ("2024-06-15", "2024-07-14", 0, "0 months"),
        ("2024-06-15", "2024-07-15", 0, "1 month"), ("2024-06-15", "2025-06-14", 0, "11 months"),
        ("2024-06-15", "2025-06-15", 1, "12 months"), ("2024-06-15", "2026-06-14", 1, "23 months"),
        ("2024-06-15", "2026-06-15", 2, "24 months"), ("2024-02-29", "2025-02-28", 0, "11 months"),
        ("2024-02-29", "2025-03-01", 1, "12 months"), ("2024-11-30", "2025-02-28", 0, "2 months"),
        ("9998-06-01", "9999-05-31", 0, "11 months"), ("9998-06-01", "9999-06-01", 1, "12 months"),
    ],
)  # fmt: skip
def test_whole_years_and_months_gone_by(day: str, last: str, whole: int, months: str):
    assert age(on(day), on(last)) == whole
    assert spent(on(day), on(last)) == months
