"""What is known at the closing of the time after it, by hand; today, 2 March 2026, is the last day."""

import datetime as dt

import pytest

from amcli.rules.metrics.ahead import Ahead, NotRecurring, ahead, candidates, not_recurring
from amcli.rules.metrics.bridge import Window
from amcli.rules.metrics.contracts import DAY, Contract, terms
from amcli.rules.metrics.ledger import Billed, Ledger
from amcli.rules.metrics.metric import Scope, Settings

from .revenue import QUARTER, TODAY, contract, history, on, rate, scope


def known(*contracts: Contract, today: dt.date = TODAY) -> Ahead:
    return ahead(scope(*contracts, window=Window(on("2026-01-01"), TODAY), today=today))


@pytest.mark.parametrize(
    ("starts", "signed", "contracted"),
    [
        ("2026-01-01", "2025-12-30", 100),
        ("2026-01-01", "2025-12-31", 100),
        ("2026-01-01", "2026-01-01", 0),
        ("2026-01-01", None, 0),  # known to be signed today, and not of any earlier day
        ("2025-12-31", "2025-12-01", 0),  # counts already
        ("2025-12-30", "2025-12-01", 0),
    ],
)
def test_contracted_is_what_starts_later_and_was_signed_by_the_last_day(starts, signed, contracted):
    given = {} if signed is None else {"signed_on": signed}
    assert ahead(scope(contract(1, starts, "2026-12-31", 100, **given))).contracted == contracted


def test_what_has_no_day_of_signing_is_signed_today():
    later = contract(1, "2026-03-03", "2026-12-31", 100)
    assert ahead(scope(later, window=Window(on("2026-01-01"), TODAY))).contracted == 100
    assert ahead(scope(later, window=Window(on("2026-01-01"), TODAY - DAY))).contracted == 0


def test_what_is_renewed_early_as_it_is_changes_nothing():
    found = known(
        contract(1, "2025-07-01", "2026-06-30", 12, outcome="renewed", renewed_by=2),
        contract(2, "2026-07-01", "2027-06-30", 12),
    )
    assert (found, found.net) == (Ahead(12, 12, 0), 0)


def test_of_two_that_follow_each_other_the_last_is_what_comes():
    """50 runs, 60 follows it, 80 follows that: 140 are signed, and 30 more than now is what comes of it."""
    found = known(
        contract(1, "2025-07-01", "2026-06-30", 50, outcome="renewed", renewed_by=2),
        contract(2, "2026-07-01", "2027-06-30", 60, outcome="renewed", renewed_by=3),
        contract(3, "2027-07-01", "2028-06-30", 80),
    )
    assert (found.contracted, found.followed, found.net) == (140, 110, 30)


def test_what_is_followed_counts_with_its_amendments():
    found = known(
        contract(1, "2025-07-01", "2026-06-30", 50, outcome="renewed", renewed_by=2),
        contract(2, "2026-07-01", "2027-06-30", 80),
        contract(3, "2025-09-01", "2026-06-30", 5, amends=1),
    )
    assert found.net == 25


@pytest.mark.parametrize(
    ("given", "lost"),
    [
        ({"outcome": "churned"}, 12),
        ({"terminated_on": "2026-03-03"}, 12),
        ({"terminated_on": "2026-03-02"}, 0),  # it has stopped
        ({"outcome": "renewed"}, 0),  # without what follows that is no outcome
        ({}, 0),
    ],
)
def test_a_loss_on_record_is_known_while_the_contract_runs(given, lost):
    """With an amendment of 2, which ends with it."""
    found = known(
        contract(1, "2025-07-01", "2026-06-30", 10, **given),
        contract(2, "2025-08-01", "2026-06-30", 2, amends=1),
    )
    assert (found.lost, found.net) == (lost, -lost)


def test_what_ended_early_and_is_followed_is_no_loss():
    found = known(
        contract(1, "2025-07-01", "2026-06-30", 10, terminated_on="2026-04-01", renewed_by=2),
        contract(2, "2026-04-01", "2027-03-31", 14),
    )
    assert (found.lost, found.net) == (0, 4)


@pytest.mark.parametrize(
    ("stopped", "contracted"),
    [(None, 12), ("2026-04-02", 12), ("2026-04-01", 0), ("2026-03-15", 0)],
)
def test_what_is_called_off_before_its_first_day_is_over_never_comes(stopped, contracted):
    given = {} if stopped is None else {"terminated_on": stopped}
    found = known(contract(1, "2026-04-01", "2027-03-31", 12, signed_on="2026-02-01", **given))
    assert (found.contracted, found.lost) == (contracted, 0)


@pytest.mark.parametrize(("ends", "followed"), [("2026-06-30", 10), ("2026-03-02", 10), ("2026-03-01", 0)])
def test_what_is_over_by_the_last_day_is_not_followed_then(ends, followed):
    found = known(
        contract(1, "2025-03-02", ends, 10, outcome="renewed", renewed_by=2),
        contract(2, "2026-07-01", "2027-06-30", 12, signed_on="2026-02-01"),
    )
    assert found == Ahead(12, followed, 0)


@pytest.mark.parametrize(
    ("signed", "found"), [("2026-03-02", Ahead(12, 10, 0)), ("2026-03-03", Ahead(0, 0, 0))]
)
def test_nothing_is_followed_before_what_follows_is_signed(signed, found):
    assert found == known(
        contract(1, "2025-07-01", "2026-06-30", 10, outcome="renewed", renewed_by=2),
        contract(2, "2026-07-01", "2027-06-30", 12, signed_on=signed),
        today=on("2026-03-05"),
    )


@pytest.mark.parametrize(("ends", "lost"), [("2026-06-30", 10), ("2026-03-02", 10), ("2026-03-01", 0)])
def test_a_loss_is_ahead_until_the_last_day(ends, lost):
    assert known(contract(1, "2025-03-02", ends, 10, outcome="churned")).lost == lost


def test_what_may_count_is_found_once_for_all_days_and_again_on_another_day():
    early, late = TODAY, TODAY + 40 * DAY
    held = history(terms([contract(1, "2026-04-01", "2027-03-31", 12)], TODAY, 30))
    assert [len(candidates(held, today).signed) for today in (early, early, late, early)] == [1, 1, 0, 1]
    assert candidates(held, early) is candidates(held, early)


def apart(*billed: Billed) -> NotRecurring:
    return not_recurring(Scope(Ledger(terms=(), billed=billed), QUARTER, rate, Settings(TODAY)))


@pytest.mark.parametrize(
    ("on_day", "kind", "expected"),
    [
        ("2025-12-31", "usage", NotRecurring(0, 5, 5)), ("2025-10-01", "usage", NotRecurring(0, 5, 5)),
        ("2025-09-30", "usage", NotRecurring(0, 0, 5)), ("2025-01-01", "usage", NotRecurring(0, 0, 5)),
        ("2024-12-31", "usage", NotRecurring(0, 0, 0)), ("2026-01-01", "usage", NotRecurring(0, 0, 0)),
        ("2025-12-31", "one_off", NotRecurring(5, 0, 0)), ("2025-10-01", "one_off", NotRecurring(5, 0, 0)),
        ("2025-09-30", "one_off", NotRecurring(0, 0, 0)), ("2026-01-01", "one_off", NotRecurring(0, 0, 0)),
    ],
)  # fmt: skip
def test_what_does_not_recur_counts_in_the_period_of_its_last_day_and_usage_for_a_year(
    on_day, kind, expected
):
    # half an euro to the dollar at the closing, whenever it was billed
    assert apart(Billed(1, kind, None, on(on_day), 10, "USD")) == expected


def test_what_does_not_recur_is_summed_by_kind():
    given = (("usage", 3), ("one_off", 20), ("usage", 4), ("one_off", 500))
    found = apart(*(Billed(1, kind, None, on("2025-11-30"), value, "EUR") for kind, value in given))
    assert found == NotRecurring(520, 7, 7)
