"""From which day to which a contract counts, by hand; today is 2 March 2026, the grace 30 days."""

import datetime as dt

import pytest

from amcli.rules.metrics.contracts import LAPSED, UNCONFIRMED, Contract, Term, terms

from .revenue import TODAY, contract, on


def found(*contracts: Contract, today: dt.date = TODAY) -> list[Term]:
    return terms(contracts, today, 30)


def until(*contracts: Contract, today: dt.date = TODAY) -> tuple[str | None, str | None]:
    """The first day on which the first contract counts no more, and why it still counts after its end."""
    term = found(*contracts, today=today)[0]
    return None if term.stop is None else term.stop.isoformat(), term.state


def test_a_contract_counts_from_its_first_day_to_its_last() -> None:
    (term,) = found(contract(1, "2025-03-01", "2026-01-15", 12, outcome="churned"))
    days = ("2025-02-28", "2025-03-01", "2026-01-15", "2026-01-16")
    assert [term.runs(on(each)) for each in days] == [False, True, True, False]
    assert [term.state_on(on(each)) for each in days] == [None] * 4


@pytest.mark.parametrize(
    ("ends", "given", "expected"),
    [
        (None, {}, (None, None)),
        ("2026-03-02", {}, (None, LAPSED)),
        ("2026-01-31", {}, (None, LAPSED)),  # 30 days ago: it may still be renewed
        ("2026-01-30", {}, ("2026-01-31", None)),
        ("2025-06-30", {"auto_renew": True}, (None, UNCONFIRMED)),
        ("2026-02-20", {"outcome": "churned"}, ("2026-02-21", None)),
        ("2026-02-20", {"outcome": "churned", "auto_renew": True}, ("2026-02-21", None)),
        ("2026-12-31", {"terminated_on": "2026-04-01"}, ("2026-04-01", LAPSED)),
        ("2026-12-31", {"outcome": "churned", "terminated_on": "2026-12-31"}, ("2026-12-31", None)),
        ("2026-12-31", {"outcome": "churned", "terminated_on": "2027-01-01"}, ("2027-01-01", None)),
        ("2026-12-31", {"outcome": "churned", "terminated_on": "2027-01-02"}, ("2027-01-01", None)),
        (None, {"terminated_on": "2026-04-01"}, ("2026-04-01", None)),
        # What runs to the last day of the calendar never ends, as some write it.
        ("9999-12-31", {}, (None, None)),
        ("9999-12-31", {"auto_renew": True}, (None, None)),
        ("9999-12-31", {"outcome": "churned", "terminated_on": "2026-04-01"}, ("2026-04-01", None)),
        ("9999-12-30", {"outcome": "churned"}, ("9999-12-31", None)),
        ("9999-12-30", {}, (None, LAPSED)),
    ],
)
def test_it_stops_after_its_end_unless_its_outcome_is_open(ends, given, expected) -> None:
    assert until(contract(1, "2025-01-01", ends, 12, **given)) == expected


def test_why_it_still_counts_is_said_of_days_after_its_end() -> None:
    (term,) = found(contract(1, "2025-01-01", "2026-02-28", 12))
    days = ("2026-02-27", "2026-02-28", "2026-03-01")
    assert [term.state_on(on(each)) for each in days] == [None, None, LAPSED]
    (stopped,) = found(contract(1, "2025-01-01", "2026-02-27", 12, terminated_on="2026-03-01"))
    assert [stopped.state_on(on(each)) for each in ("2026-02-28", "2026-03-01")] == [LAPSED, None]


@pytest.mark.parametrize(
    ("starts", "stop"),
    [
        ("2026-01-01", "2026-01-01"),  # the next day
        ("2026-01-15", "2026-01-15"),
        ("2026-01-30", "2026-01-30"),  # 30 days later: it bridges them
        ("2026-01-31", "2026-01-01"),  # later than the grace
        ("2025-12-01", "2025-12-01"),  # before its end: the new one takes over
    ],
)
def test_what_is_renewed_counts_up_to_what_follows_within_the_grace(starts: str, stop: str) -> None:
    old = contract(1, "2025-01-01", "2025-12-31", 12, outcome="renewed", renewed_by=2)
    assert until(old, contract(2, starts, "2027-12-31", 12)) == (stop, None)
    assert until(old._replace(auto_renew=True), contract(2, starts, "2027-12-31", 12)) == (stop, None)
    assert until(old._replace(terminated_on=on("2025-11-15")), contract(2, starts, None, 12)) == (
        "2025-11-15", None,
    )  # fmt: skip


def test_what_follows_and_is_not_known_stops_nothing() -> None:
    old = contract(1, "2025-01-01", "2026-02-27", 12, outcome="renewed", renewed_by=9)
    assert until(old) == (None, LAPSED)


def test_the_grace_ends_with_the_calendar() -> None:
    old = contract(1, "2025-01-01", "9999-12-20", 12, outcome="renewed", renewed_by=2)
    assert until(old, contract(2, "9999-12-31", None, 12)) == ("9999-12-31", None)


@pytest.mark.parametrize(
    ("given", "stop"),
    [
        ({}, "2026-02-01"),
        ({"terminated_on": "2026-01-15"}, "2026-01-15"),
        ({"terminated_on": "2026-02-15"}, "2026-02-01"),
    ],
)
def test_an_amendment_stops_with_what_it_amends_or_before(given: dict[str, str], stop: str) -> None:
    own = contract(1, "2025-01-01", "2026-01-31", 12, outcome="churned")
    _, more = found(own, contract(2, "2025-06-01", "2030-12-31", 3, amends=1, **given))
    assert (more.stop, more.state, more.end) == (on(stop), None, on("2026-01-31"))


def test_an_amendment_of_what_still_counts_says_so_too() -> None:
    more, own = found(
        contract(2, "2025-06-01", None, 3, amends=1), contract(1, "2025-01-01", "2026-02-28", 12)
    )
    assert (
        (more.stop, more.state, more.end)
        == (own.stop, own.state, own.end)
        == (None, LAPSED, on("2026-02-28"))
    )
    (alone,) = found(contract(2, "2025-06-01", "2030-12-31", 3, amends=9))
    assert (alone.stop, alone.state, alone.end) == (None, None, None)
