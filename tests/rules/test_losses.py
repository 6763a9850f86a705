"""The days on which an account lost revenue, by hand: what comes back in time, what falls below nothing, and
which falls are large enough."""

import datetime as dt

import pytest

from amcli.rules.metrics.contracts import Contract, terms
from amcli.rules.metrics.losses import Loss, Revenue, losses, revenues

from .revenue import TODAY, contract, on

GRACE = 30


def revenue(*contracts: Contract) -> Revenue:
    return Revenue(terms(contracts, TODAY, GRACE), lambda amount, _: amount)


def falls(*contracts: Contract, least: int | None = None) -> list[tuple[str, int, str]]:
    found = {7: revenue(*contracts)}
    every = losses(found, GRACE) if least is None else losses(found, GRACE, least)
    assert {loss.account for loss in every} <= {7}
    return [(loss.on.isoformat(), loss.amount, loss.kind) for loss in every]


def until(number: int, ends: str, value: int, starts: str = "2024-01-01") -> Contract:
    return contract(number, starts, ends, value, outcome="churned")


def test_revenue_holds_from_the_day_on_which_something_starts_or_stops():
    found = revenue(until(1, "2025-03-31", 30), contract(2, "2025-02-01", None, 70))
    days = ("2023-12-31", "2024-01-01", "2025-01-31", "2025-02-01", "2025-03-31", "2025-04-01")
    assert [found.on(on(day)) for day in days] == [0, 30, 30, 100, 100, 70]


def test_what_stops_before_it_starts_or_on_that_day_never_counts():
    for stopped in ("2025-06-01", "2025-05-01"):
        found = revenue(contract(1, "2025-06-01", "2026-05-31", 10, terminated_on=stopped))
        assert (found.days, found.levels) == ([], [])


def test_growth_is_no_loss():
    assert falls(contract(1, "2024-01-01", None, 10), contract(2, "2025-01-01", None, 90)) == []


def test_all_of_it_is_churn_and_a_part_contraction_also_of_a_cent():
    assert falls(until(1, "2025-03-31", 30)) == [("2025-04-01", 30, "churn")]
    assert falls(until(1, "2025-03-31", 9), contract(2, "2024-01-01", None, 1)) == [
        ("2025-04-01", 9, "contraction")
    ]
    assert falls(until(1, "2025-03-31", 1), contract(2, "2024-01-01", None, 99_999)) == [
        ("2025-04-01", 1, "contraction")
    ]


def test_what_lies_below_nothing_was_not_there_to_be_lost():
    """15, of which 5 are taken off: 10 are lost, whatever is left to be taken off."""
    assert falls(until(1, "2025-03-31", 15), contract(2, "2024-01-01", None, -5)) == [
        ("2025-04-01", 10, "churn")
    ]


@pytest.mark.parametrize(
    ("starts", "value", "expected"),
    [
        ("2025-04-30", 100, []),
        ("2025-05-01", 100, []),
        ("2025-05-02", 100, [("2025-04-01", 100, "churn")]),
        ("2025-05-01", 60, [("2025-04-01", 40, "contraction")]),
        ("2025-05-01", 110, []),
    ],
)
def test_what_comes_back_within_the_grace_was_not_lost(starts, value, expected):
    """Of 100 that ended on 31 March nothing counts from 1 April on: 1 May is the last of 30 days."""
    assert falls(until(1, "2025-03-31", 100), contract(2, starts, None, value)) == expected


@pytest.mark.parametrize(("least", "found"), [(0, 1), (2_999, 1), (3_000, 1), (3_001, 0), (3_500, 0)])
def test_a_share_is_of_what_there_was_on_the_day_before(least, found):
    """50 until the day before, when 50 came; then 30 of the 100 were lost."""
    book = (
        contract(1, "2024-01-01", None, 20),
        until(2, "2025-03-31", 30),
        contract(3, "2025-03-31", None, 50),
    )
    assert len(falls(*book, least=least)) == found


def test_losses_are_those_of_all_accounts_by_day_and_then_by_account():
    book = [
        contract(1, "2024-01-01", "2025-05-31", 10, 1, outcome="churned"),
        contract(2, "2024-01-01", "2025-03-31", 20, 3, outcome="churned"),
        contract(3, "2024-01-01", "2025-03-31", 30, 2, outcome="churned"),
    ]
    found = losses(revenues(terms(book, TODAY, GRACE), lambda amount, _: amount), GRACE)
    spring, summer = dt.date(2025, 4, 1), dt.date(2025, 6, 1)
    assert found == [
        Loss(2, spring, 30, "churn"), Loss(3, spring, 20, "churn"), Loss(1, summer, 10, "churn"),
    ]  # fmt: skip
