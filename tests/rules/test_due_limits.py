"""What of the contracts due is renewed, lost, given up or goes on, on a day and the one after, by hand."""

import pytest

from amcli.rules.metrics.bridge import Window
from amcli.rules.metrics.contracts import Contract
from amcli.rules.metrics.due import (
    Ended,
    due_between,
    due_line,
    due_lines,
    ended_on,
    left_out,
    left_out_value,
    none_due,
    recorded_between,
    state_of,
    unconfirmed,
)
from amcli.rules.metrics.metric import Item, Scope

from .revenue import LAST, TODAY, contract, on, scope

FOLLOWED = {"outcome": "renewed", "renewed_by": 9}
MONTH = Window(on("2026-03-01"), TODAY)


def state(*contracts: Contract) -> str:
    """What became of the first that was due."""
    found = scope(*contracts)
    return state_of(recorded_between(found, on("2020-01-01"), on("2030-01-01"))[0], found.settings)


@pytest.mark.parametrize(
    ("ends", "given", "became"),
    [
        ("2026-01-30", {}, "lapsed"),  # the 30 days were over yesterday
        ("2026-01-31", {}, "open"),  # today is the last of them
        ("2026-02-01", {}, "open"),
        ("2025-01-30", {"auto_renew": True}, "open"),
        ("2025-01-30", {"outcome": "churned"}, "churned"),
        ("2026-02-20", {"terminated_on": "2026-02-10"}, "churned"),
    ],
)
def test_what_nobody_recorded_is_given_up_the_day_after_the_grace(ends, given, became):
    assert state(contract(1, "2024-10-01", ends, 100, **given)) == became


def test_what_is_followed_is_renewed():
    assert (
        state(contract(1, "2024-10-01", "2025-12-31", 100, **FOLLOWED), contract(9, "2026-01-01", None, 9))
        == "renewed"
    )


def book() -> Scope:
    """On the last day of the quarter ends one of 100 with 20 more that is lost, one of 50 that nobody
    recorded in time, one of 60 that is renewed, and one of 7 that auto-renewed; one of 30 ends the day
    before."""
    last = "2025-12-31"
    return scope(
        contract(1, "2025-01-01", last, 100, outcome="churned"),
        contract(2, "2025-06-01", last, 20, amends=1),
        contract(3, "2025-01-01", last, 50),
        contract(4, "2025-01-01", last, 60, **FOLLOWED),
        contract(5, "2025-01-01", last, 7, auto_renew=True),
        contract(6, "2025-01-01", "2025-12-30", 30, outcome="churned"),
        contract(9, "2026-01-01", "2026-12-31", 80),
    )


def test_what_ended_on_a_day_is_counted_with_what_of_it_is_lost():
    found = book()
    assert ended_on(found, LAST) == Ended(3, 230, 170)
    assert ended_on(found, on("2025-12-30")) == Ended(1, 30, 30)
    assert ended_on(found, on("2025-12-29")) == ended_on(found, on("2026-12-31")) == Ended(0, 0, 0) == Ended()


def test_contracts_that_end_together_and_are_followed_count_each():
    held = [contract(each, "2025-01-01", "2025-12-31", 10 * each, **FOLLOWED) for each in (1, 2)]
    assert ended_on(scope(*held, contract(9, "2026-01-01", None, 9)), LAST) == Ended(2, 30, 0)


def test_what_auto_renews_goes_on_from_the_day_after_its_end():
    """Until then it is due like any other."""
    for ends, going_on in (("2026-03-01", True), ("2026-03-02", False), ("2026-03-03", False)):
        window = Window(on("2026-01-01"), on("2026-06-30"))
        found = scope(contract(1, "2025-07-01", ends, 100, auto_renew=True), window=window)
        assert (len(unconfirmed(found)), len(due_lines(found))) == (going_on, not going_on)


@pytest.mark.parametrize(("ends", "count"), [("2025-07-01", 0), ("2025-07-02", 1), ("2025-07-03", 0)])
def test_an_implied_term_that_ends_today_is_due_by_today(ends, count):
    """A month each, so that one of them ends on the same day of March; of what ended yesterday the next
    ends in April."""
    starts = {"2025-07-01": "2025-06-02", "2025-07-02": "2025-06-03", "2025-07-03": "2025-06-04"}[ends]
    found = scope(contract(1, starts, ends, 100, auto_renew=True), window=MONTH)
    assert [each.due for each in due_between(found, *MONTH)] == [TODAY] * count
    assert due_between(found, on("2025-12-01"), on("2026-03-01")) == []


def test_what_an_implied_term_is_worth_is_that_of_its_own_last_day():
    """20 more since January, in the term that nobody recorded."""
    window = Window(on("2026-10-01"), on("2026-12-31"))
    amended = contract(2, "2026-01-01", None, 20, amends=1)
    found = scope(contract(1, "2024-11-01", "2025-10-31", 100, auto_renew=True), amended, window=window)
    assert [due_line(found, each).value for each in due_between(found, *window)] == [120]
    assert [
        due_line(found, each).value for each in recorded_between(found, on("2025-10-31"), on("2025-10-31"))
    ] == [100]


def test_of_contracts_that_one_follows_each_is_worth_what_it_was_on_its_own_last_day():
    """The first had ten more, which ended with it a month before the other."""
    held = scope(
        contract(1, "2024-11-01", "2025-10-31", 60, **FOLLOWED),
        contract(3, "2025-01-01", "2025-10-31", 10, amends=1),
        contract(2, "2024-12-01", "2025-11-30", 40, **FOLLOWED),
        contract(9, "2025-11-15", "2026-11-14", 120),
    )
    assert [(each.due, each.value, each.renewed) for each in due_lines(held)] == [
        (on("2025-11-30"), 110, 120)
    ]


def test_what_is_due_on_one_day_comes_by_the_first_of_its_contracts():
    held = [contract(each, "2025-01-01", "2025-12-31", 5, **FOLLOWED) for each in (1, 5)]
    found = scope(*held, contract(3, "2025-01-01", "2025-12-31", 5), contract(9, "2026-01-01", None, 9))
    assert [[each.id for each in group.contracts] for group in due_between(found, *found.window)] == [
        [1, 5],
        [3],
    ]


def test_what_auto_renewed_is_one_each_and_as_many_as_there_are():
    auto = {"auto_renew": True}
    one = contract(1, "2024-11-01", "2025-10-31", 100, account=7, **auto)
    found = scope(one)
    assert left_out(found) == [Item(7, 1, 1, ("contract", 1), on("2025-10-31"))]
    assert left_out_value(found) == [Item(7, 100, 1, ("contract", 1), on("2025-10-31"))]
    assert none_due(found) == "1 contract auto-renewed, not confirmed: am renew --auto"
    both = scope(one, contract(2, "2024-11-01", "2025-10-31", 100, **auto))
    assert none_due(both) == "2 contracts auto-renewed, not confirmed: am renew --auto"
    assert none_due(scope()) == "no contract was due"
