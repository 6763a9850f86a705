"""The bridge of a quarter, by hand, with the days on which a contract begins or stops to count."""

import datetime as dt
from random import Random

import pytest

from amcli.rules.metrics.bridge import MOVES, Bridge, Move, Window, had_some, kind_of
from amcli.rules.metrics.contracts import DAY, Contract, Term
from amcli.rules.metrics.growth import parts
from amcli.rules.metrics.metric import Scope
from amcli.rules.metrics.retention import sums

from .revenue import LAST, QUARTER, contract, history, on, rate, scope


def bridge(*contracts: Contract, **given) -> Bridge:
    return scope(*contracts, **given).bridge


def test_a_period_opens_on_the_day_before_and_the_first_of_all_days_has_none():
    assert QUARTER.opening == on("2025-09-30")
    assert Window(dt.date.min + DAY, LAST).opening == dt.date.min
    assert Window(dt.date.min, LAST).opening == dt.date.min


@pytest.mark.parametrize(
    ("starts", "move"),
    [
        ("2025-09-29", (None, 100, 100)),
        ("2025-09-30", (None, 100, 100)),
        ("2025-10-01", ("new", 0, 100)),
        ("2025-12-30", ("new", 0, 100)),
        ("2025-12-31", ("new", 0, 100)),
    ],
)
def test_a_contract_counts_from_the_day_on_which_it_starts(starts, move):
    assert bridge(contract(1, starts, None, 100)).moves == (Move(1, *move),)


def test_one_that_starts_after_the_last_day_leaves_no_trace():
    assert bridge(contract(1, "2026-01-01", None, 100)) == Bridge(0, 0, (), 0, 0)


@pytest.mark.parametrize(
    ("ends", "moves"),
    [
        ("2025-09-29", ()),
        ("2025-09-30", (Move(1, "churned", 100, 0),)),
        ("2025-10-01", (Move(1, "churned", 100, 0),)),
        ("2025-12-30", (Move(1, "churned", 100, 0),)),
        ("2025-12-31", (Move(1, None, 100, 100),)),
        ("2026-01-01", (Move(1, None, 100, 100),)),
    ],
)
def test_a_contract_counts_up_to_and_with_the_day_on_which_it_ends(ends, moves):
    assert bridge(contract(1, "2025-01-01", ends, 100, outcome="churned")).moves == moves


def test_a_bridge_of_every_movement_adds_up():
    found = bridge(
        contract(1, "2025-01-01", None, 100, account=1),
        contract(2, "2025-11-01", None, 30, account=1, amends=1),
        contract(3, "2025-01-01", None, 90, account=2),
        contract(4, "2025-11-01", None, -40, account=2, amends=3),
        contract(5, "2025-01-01", "2025-11-30", 70, account=3, outcome="churned"),
        contract(6, "2025-11-30", None, 55, account=4),
        contract(7, "2024-01-01", "2024-12-31", 20, account=5, outcome="churned"),
        contract(8, "2025-12-01", None, 25, account=5),
    )
    assert found.moves == (
        Move(1, "expansion", 100, 130),
        Move(2, "contraction", 90, 50),
        Move(3, "churned", 70, 0),
        Move(4, "new", 0, 55),
        Move(5, "reactivated", 0, 25),
    )
    assert (found.opening, found.fx, found.base, found.closing) == (260, 0, 260, 260)
    assert [found.total(kind) for kind in ("expansion", "contraction", "churned", "new")] == [30, 40, 70, 55]
    assert [move.account for move in found.cohort] == [1, 2, 3]
    by_kind = {kind: [move.account for move in found.of(kind)] for kind in MOVES}
    assert by_kind == {"new": [4], "reactivated": [5], "expansion": [1], "contraction": [2], "churned": [3]}


def test_an_account_below_zero_at_the_opening_is_in_no_cohort():
    found = bridge(
        contract(1, "2025-01-01", None, -5, account=1), contract(2, "2025-01-01", None, 5, account=2)
    )
    assert [move.account for move in found.cohort] == [2]
    assert (found.opening, found.closing) == (0, 0)


def test_what_the_rates_alone_did_is_no_movement():
    """100 dollars: 40 at the opening, 50 at its end and at the end of another customer's that left."""
    dollars = {"currency": "USD"}
    found = bridge(
        contract(1, "2025-01-01", None, 100, account=1, **dollars),
        contract(2, "2025-01-01", "2025-11-30", 100, account=2, outcome="churned", **dollars),
        contract(3, "2025-11-01", None, 100, account=3, **dollars),
    )
    assert (found.opening, found.fx, found.base, found.closing) == (80, 20, 100, 100)
    assert found.moves == (Move(1, None, 50, 50), Move(2, "churned", 50, 0), Move(3, "new", 0, 50))


def test_the_largest_movement_comes_first_then_the_account_that_was_first():
    found = bridge(
        *(contract(each, "2025-10-01", None, 9 if each == 3 else 5, each) for each in (4, 2, 3, 1))
    )
    assert [move.account for move in found.of("new")] == [3, 1, 2, 4]
    assert found.of("churned") == []


def test_what_counts_after_its_end_is_named_apart():
    """The grace of 120 days has not passed today; what auto-renews waits for a word as long as it takes."""
    found = bridge(
        contract(1, "2025-01-01", "2025-12-30", 10, account=1),
        contract(2, "2025-01-01", "2025-12-29", 20, account=2),
        contract(3, "2025-01-01", "2025-12-31", 40, account=3),
        contract(4, "2024-12-01", "2025-11-30", 80, account=4, auto_renew=True),
        contract(5, "2024-12-01", "2025-10-31", 160, account=5, auto_renew=True),
        grace=120,
    )
    assert (found.closing, found.lapsed, found.unconfirmed) == (310, 30, 240)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (0, 1, "new"),
        (-1, 1, "new"),
        (-1, 0, "expansion"),
        (1, 0, "churned"),
        (1, -1, "churned"),
        (0, -1, "contraction"),
        (-2, -2, None),
        (-2, -1, "expansion"),
        (-1, -2, "contraction"),
        (1, 1, None),
        (1, 2, "expansion"),
        (2, 1, "contraction"),
    ],
)
def test_a_customer_comes_from_nothing_and_goes_to_nothing(before, after, kind):
    assert kind_of(history([]), 1, before, after, QUARTER, rate) == kind


@pytest.mark.parametrize(
    ("starts", "stop", "had"),
    [
        ("2025-01-01", "2025-02-01", True),
        ("2025-01-01", "2025-01-02", True),
        ("2025-01-01", "2025-01-01", False),  # never a day
        ("2025-09-30", "2025-10-01", True),
        ("2025-10-01", "2025-11-01", False),
        ("2025-01-01", None, True),
    ],
)
def test_who_had_revenue_on_any_day_up_to_the_opening_comes_back(starts, stop, had):
    term = Term(contract(1, starts, None, 5), None if stop is None else on(stop))
    assert had_some([term], QUARTER, rate) is had


def test_what_an_amendment_took_away_at_once_was_never_there():
    begun, taken = contract(1, "2025-01-01", None, 5), contract(2, "2025-01-01", None, -5, amends=1)
    assert not had_some([Term(begun, None), Term(taken, None)], QUARTER, rate)
    # It comes back with the day on which the amendment stops, the opening included.
    assert had_some([Term(begun, None), Term(taken, on("2025-09-30"))], QUARTER, rate)
    assert not had_some([Term(begun, None), Term(taken, on("2025-10-01"))], QUARTER, rate)


def test_a_cent_is_revenue():
    cent = Term(contract(1, "2025-01-01", None, 1), on("2025-02-01"))
    assert had_some([cent], QUARTER, rate)
    assert len(bridge(contract(1, "2025-01-01", None, 1)).cohort) == 1


def test_what_stops_before_it_starts_never_counts():
    ended = Term(contract(1, "2025-02-01", None, -5), on("2025-01-01"))
    assert not had_some([ended], QUARTER, rate)


def test_a_contract_followed_without_a_gap_is_counted_once():
    first, second = contract(1, "2025-01-01", None, 5), contract(2, "2025-02-01", None, 5)
    debt = contract(3, "2024-01-01", None, -5)
    held = [Term(debt, None), Term(first, on("2025-02-01")), Term(second, None)]
    assert not had_some(held, QUARTER, rate)


def test_one_day_of_an_earlier_contract_makes_a_new_one_a_return():
    found = bridge(
        contract(1, "2025-09-29", "2025-09-29", 5, outcome="churned"), contract(2, "2025-10-01", None, 9)
    )
    assert found.moves == (Move(1, "reactivated", 0, 9),)


MONTHS = [Window(dt.date(2025, month, 1), dt.date(2025, month + 1, 1) - DAY) for month in range(7, 12)]


def book(random: Random) -> list[Contract]:
    """Contracts of six accounts in euros and dollars that begin and end around some months of 2025."""
    return [
        contract(
            number,
            (start := dt.date(2025, 5, 1) + dt.timedelta(random.randrange(240))).isoformat(),
            random.choice((None, (start + dt.timedelta(random.randrange(200))).isoformat())),
            random.randrange(0, 500),
            random.randrange(1, 7),
            currency=random.choice(("EUR", "EUR", "USD")),
            auto_renew=random.random() < 0.3,
            terminated_on=random.choice(
                (None, None, (start + dt.timedelta(random.randrange(-9, 90))).isoformat())
            ),
        )
        for number in range(1, 20)
    ]


@pytest.mark.parametrize("seed", range(30))
def test_months_that_follow_each_other_are_what_each_is_alone(seed):
    """Also from September to October, when a dollar becomes dearer; and when they are asked in any order."""
    random = Random(seed)
    made = scope(*book(random))
    months = [*MONTHS, *random.sample(MONTHS, 3)]
    for month in months:
        again = Scope(made.ledger, month, rate, made.settings, made.history)
        alone = Scope(made.ledger, month, rate, made.settings)
        assert plain(again.bridge) == plain(alone.bridge)
        assert sums(again) == sums(alone)
        assert sorted(parts(again)) == sorted(parts(alone))


def plain(found: Bridge) -> tuple[object, ...]:
    """A bridge with its accounts in their order; who changed are those that don't end as they began."""
    assert sorted(found.changed) == sorted(move for move in found.moves if move.kind is not None)
    assert found.closing == sum(move.closing for move in found.moves)
    order = sorted(found.moves, key=lambda move: move.account)
    return found.opening, found.fx, order, found.lapsed, found.unconfirmed, found.closing
