"""Which contracts were due in the fourth quarter of 2025, and what became of each, by hand."""

import pytest

from amcli.rules.metrics.bridge import Window
from amcli.rules.metrics.contracts import Contract
from amcli.rules.metrics.due import (
    RENEWING,
    Line,
    due_between,
    due_line,
    due_lines,
    due_on,
    follower_of,
    is_open,
    last_day,
    unconfirmed,
    worth,
)
from amcli.rules.metrics.metric import Scope

from .revenue import TODAY, contract, on, scope


def due(*contracts: Contract, **given) -> list[Line]:
    return due_lines(scope(*contracts, **given))


def only(*contracts: Contract, **given) -> Line:
    (line,) = due(*contracts, **given)
    return line


def pair(ends: str, starts: str, value: int = 110) -> tuple[Contract, Contract]:
    """A contract of 100 and the one that renews it."""
    first = contract(1, "2024-10-01", ends, 100, outcome="renewed", renewed_by=2)
    return first, contract(2, starts, "2027-12-31", value)


@pytest.mark.parametrize(
    ("ends", "count"),
    [
        ("2025-09-30", 0),
        ("2025-10-01", 1),
        ("2025-10-02", 1),
        ("2025-12-30", 1),
        ("2025-12-31", 1),
        ("2026-01-01", 0),
    ],
)
def test_a_contract_is_due_on_its_last_day(ends, count):
    found = due(contract(1, "2024-10-01", ends, 100))
    assert len(found) == count
    assert all(line.due == on(ends) for line in found)


def test_what_has_no_end_and_what_amends_another_is_never_due():
    held = contract(1, "2024-10-01", None, 100), contract(2, "2024-11-01", "2025-11-30", 10, amends=1)
    assert due(*held) == []


def test_lines_come_by_their_days_then_by_the_contract_that_was_first():
    ends = {4: "2025-12-01", 2: "2025-11-01", 3: "2025-12-01", 1: "2025-12-31"}
    found = due(*(contract(number, "2025-01-01", end, 5, account=9) for number, end in ends.items()))
    assert [line.contracts[0].id for line in found] == [2, 3, 4, 1]
    assert found[0].account == 9


def test_of_lines_of_one_day_the_one_whose_first_contract_is_older_comes_first():
    follows = {"outcome": "renewed", "renewed_by": 9}
    held = [contract(number, "2025-01-01", "2025-12-31", 5, **follows) for number in (1, 5)]
    found = due(*held, contract(3, "2025-01-01", "2025-12-31", 5), contract(9, "2026-01-01", None, 9))
    assert [[each.id for each in line.contracts] for line in found] == [[1, 5], [3]]


def test_a_line_of_contracts_of_two_accounts_is_of_the_first():
    follows = {"outcome": "renewed", "renewed_by": 9}
    held = [contract(each, "2025-01-01", "2025-12-31", 5, account=each + 6, **follows) for each in (1, 2)]
    assert only(*held, contract(9, "2026-01-01", None, 9)).account == 7


def test_a_renewal_is_worth_what_follows_on_its_first_day():
    first, second = pair("2025-12-31", "2026-01-01")
    later = contract(3, "2026-02-01", "2027-12-31", 25, amends=2)
    assert only(first, second, later) == Line((first,), on("2025-12-31"), 100, 110, False)


@pytest.mark.parametrize(
    ("starts", "renewed"),
    [
        ("2025-11-01", 110),
        ("2026-01-01", 110),
        ("2026-01-29", 110),
        ("2026-01-30", 110),
        ("2026-01-31", None),
    ],
)
def test_what_starts_within_the_grace_of_30_days_follows(starts, renewed):
    assert only(*pair("2025-12-31", starts)).renewed == renewed


def test_a_successor_that_is_nowhere_on_record_does_not_follow():
    first, second = pair("2025-12-31", "2026-01-01")
    assert only(first).renewed is None
    history = scope(first, second).history
    assert follower_of(first, history, 30) is second
    assert follower_of(first._replace(renewed_by=3), history, 30) is None
    assert follower_of(first._replace(renewed_by=None), history, 30) is None
    assert follower_of(first._replace(ends_on=None), history, 30) is None


def test_contracts_that_one_follows_are_one_line_due_with_the_last():
    follows = {"outcome": "renewed", "renewed_by": 3}
    late = contract(1, "2024-12-01", "2025-11-30", 60, **follows)
    early = contract(2, "2024-11-01", "2025-10-31", 40, **follows)
    assert only(early, late, contract(3, "2025-11-15", "2026-11-14", 120)) == Line(
        (late, early), on("2025-11-30"), 100, 120, False
    )


def test_two_contracts_that_none_follows_are_two_lines():
    gone = {"outcome": "churned"}
    found = due(
        contract(1, "2025-01-01", "2025-12-31", 60, **gone),
        contract(2, "2025-01-01", "2025-12-31", 40, **gone),
    )
    assert [(line.value, line.renewed, line.open) for line in found] == [(60, None, False), (40, None, False)]


def test_a_follower_and_a_contract_of_one_number_are_not_mixed_up():
    """Contract 2 follows 1 and is due itself, with nothing after it."""
    first, _ = pair("2025-10-31", "2025-11-01")
    second = contract(2, "2025-11-01", "2025-12-31", 110, outcome="churned")
    found = due(first, second)
    assert [(line.contracts[0].id, line.due, line.renewed) for line in found] == [
        (1, on("2025-10-31"), 110),
        (2, on("2025-12-31"), None),
    ]


@pytest.mark.parametrize(
    ("starts", "value"),
    [
        ("2025-12-30", 130),
        ("2025-12-31", 130),
        ("2026-01-01", 100),  # the day after its end
    ],
)
def test_an_amendment_counts_where_it_runs_on_the_last_day(starts, value):
    first = contract(1, "2025-01-01", "2025-12-31", 100, outcome="churned")
    assert only(first, contract(2, starts, None, 30, amends=1)).value == value


@pytest.mark.parametrize(
    ("amended", "value"), [("2025-11-29", 130), ("2025-11-30", 130), ("2025-12-01", 100)]
)
def test_of_what_was_renewed_early_the_day_before_its_successor_counts(amended, value):
    first, second = pair("2025-12-31", "2025-12-01")
    found = only(first, second, contract(3, amended, None, 30, amends=1))
    assert (found.due, found.value, found.renewed) == (on("2025-12-31"), value, 110)


def test_of_what_was_ended_early_the_last_day_is_the_one_before():
    ended = {"terminated_on": "2025-11-16"}
    assert only(contract(1, "2025-01-01", "2025-12-31", 100, **ended)).due == on("2025-11-15")
    assert only(contract(1, "2025-01-01", "2025-11-10", 100, **ended)).due == on("2025-11-10")
    first, second = pair("2025-12-31", "2025-11-16")
    assert only(first._replace(terminated_on=on("2025-11-16")), second).due == on("2025-12-31")


def test_a_contract_in_dollars_is_worth_the_rate_of_the_last_day():
    assert only(contract(1, "2025-01-01", "2025-11-30", 100, currency="USD")).value == 50


def waits(**given) -> bool:
    return is_open(contract(1, "2025-01-01", "2025-12-31", 100, **given), TODAY)


def test_an_outcome_is_open_until_it_is_recorded():
    assert waits()
    assert not waits(outcome="churned")
    assert not waits(renewed_by=2)
    assert only(contract(1, "2025-01-01", "2025-12-31", 100)).open


@pytest.mark.parametrize(
    ("stopped", "waiting"),
    [
        ("2025-11-01", False),
        ("2025-12-31", False),
        ("2026-03-01", False),
        ("2026-03-02", False),
        ("2026-03-03", True),
    ],
)
def test_a_termination_is_an_outcome_once_its_day_has_come(stopped, waiting):
    assert waits(terminated_on=stopped) is waiting


@pytest.mark.parametrize(
    ("stopped", "waiting"), [("2026-06-29", False), ("2026-06-30", False), ("2026-07-01", True)]
)
def test_so_is_one_ahead_that_comes_by_the_end(stopped, waiting):
    assert is_open(contract(1, "2025-01-01", "2026-06-30", 9, terminated_on=stopped), TODAY) is waiting


@pytest.mark.parametrize(("stopped", "waiting"), [("2026-03-02", False), ("2026-03-03", True)])
def test_of_a_contract_without_an_end_one_by_today_is(stopped, waiting):
    assert is_open(contract(1, "2025-01-01", None, 9, terminated_on=stopped), TODAY) is waiting


def test_a_line_waits_while_all_of_its_contracts_do():
    follows = {"renewed_by": 3}
    after = contract(3, "2026-06-01", "2026-12-31", 9)
    both = contract(1, "2025-01-01", "2025-12-31", 6), contract(2, "2025-01-01", "2025-12-31", 4)
    assert [line.open for line in due(*both)] == [True, True]
    assert [line.open for line in due(both[0]._replace(**follows), both[1], after)] == [False, True]


def found(*contracts: Contract) -> Scope:
    return scope(*contracts)


def test_the_days_that_lines_are_made_of():
    first, second = pair("2025-12-31", "2025-12-01")
    held = found(first, second)
    assert due_on(first, followed=True) == on("2025-12-31")
    assert last_day(held, first) == on("2025-11-30")
    assert last_day(held, second) == on("2027-12-31")
    assert worth(held, first, on("2025-12-31")) == 100


def test_the_rates_count_each_line_by_its_first_contract():
    """Two contracts of 100 that one of 120 follows, one of 30 that is lost, one of 9 that waits."""
    follows = {"outcome": "renewed", "renewed_by": 4}
    held = scope(
        contract(2, "2024-11-01", "2025-10-31", 40, **follows),
        contract(1, "2024-12-01", "2025-11-30", 60, **follows),
        contract(4, "2025-11-15", "2026-11-14", 120),
        contract(5, "2024-12-10", "2025-12-09", 30, account=8, outcome="churned"),
        contract(6, "2024-12-10", "2025-12-20", 9, account=9),
    )
    of = {each.name: each for each in RENEWING}
    said = {name: [(each.account, each.top, each.bottom) for each in of[name].items(held)] for name in of}
    assert said == {
        "renewal_rate_count": [(1, 1, 1), (8, 0, 1), (9, 0, 1)],
        "renewal_rate_value": [(1, 100, 100), (8, 0, 30), (9, 0, 9)],
        "renewal_rate_net": [(1, 120, 100), (8, 0, 30), (9, 0, 9)],
        "renewals_open": [(9, 1, 1)],
        "renewals_unconfirmed": [],
        "renewals_unconfirmed_value": [],
    }
    lines_of = [("contract", 1), ("contract", 5), ("contract", 6)]
    for name, each in of.items():
        if name == "renewals_open":
            assert [item.record for item in each.items(held)] == lines_of[-1:]
        elif "unconfirmed" not in name:
            assert [item.record for item in each.items(held)] == lines_of
    assert {name for name, each in of.items() if each.money} == {"renewal_rate_value", "renewal_rate_net"}


def test_what_auto_renewed_is_in_no_rate_until_somebody_confirms_it():
    """One of 100 with 20 more by an amendment auto-renewed; one that ends after today waits."""
    auto = {"auto_renew": True}
    amended = contract(2, "2025-01-01", "2025-10-31", 20, amends=1)
    held = scope(contract(1, "2024-11-01", "2025-10-31", 100, **auto), amended)
    of = {each.name: each for each in RENEWING}
    assert due_lines(held) == []
    assert [of[name].figure(held).value for name in of] == [None, None, None, 0, 1, 120]
    assert (
        of["renewal_rate_count"].figure(held).why == "1 contract auto-renewed, not confirmed: am renew --auto"
    )
    until_june = Window(on("2026-01-01"), on("2026-06-30"))
    later = scope(contract(1, "2025-07-01", "2026-06-30", 100, **auto), window=until_june)
    assert [each.open for each in due_lines(later)] == [True]
    assert unconfirmed(later) == []


@pytest.mark.parametrize(
    ("window", "due"),
    [
        (("2026-10-01", "2026-12-31"), ["2026-10-31"]),
        (("2026-04-01", "2026-06-30"), []),
        (("2025-10-01", "2025-12-31"), []),
        (("2027-10-01", "2027-10-31"), ["2027-10-31"]),
    ],
)
def test_an_implied_term_is_due_where_it_ends(window, due):
    held = scope(
        contract(1, "2024-11-01", "2025-10-31", 100, auto_renew=True), window=Window(*map(on, window))
    )
    found = due_between(held, *held.window)
    assert [str(each.due) for each in found] == due
    assert [due_line(held, each).value for each in found] == [100] * len(due)


def test_a_monthly_term_is_due_once_a_period_at_its_first_end_from_today_on():
    first_quarter = Window(on("2026-01-01"), on("2026-03-31"))
    month = contract(1, "2025-06-01", "2025-06-30", 12, auto_renew=True)
    held = scope(month, window=first_quarter)
    assert [str(each.due) for each in due_between(held, *first_quarter)] == ["2026-03-31"]
    half = contract(1, "2025-06-01", "2025-06-30", 12, auto_renew=True, renew_months=6)
    assert due_between(scope(half), on("2026-01-01"), on("2026-06-29")) == []
    assert [str(each.due) for each in due_between(scope(half), on("2026-01-01"), on("2026-06-30"))] == [
        "2026-06-30"
    ]
