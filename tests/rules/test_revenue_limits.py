"""Revenue where a window follows another, past the end of a contract that was amended, and to the cent."""

from fractions import Fraction

import pytest

from amcli.errors import Refused
from amcli.rules.metrics import retention
from amcli.rules.metrics.bridge import Kept, Move, Window, known
from amcli.rules.metrics.contracts import DAY, Term
from amcli.rules.metrics.history import History
from amcli.rules.metrics.metric import Item
from amcli.rules.metrics.retention import Sums, sums

from .revenue import FIRST, LAST, QUARTER, contract, history, moved, on, rate, scope

STAYS = {1: Move(1, None, 100, 100)}
EVE = QUARTER.opening


def kept(day=EVE, given=rate, currency: str = "EUR") -> History:
    """What was worked out on a day, at some rates."""
    found = history([Term(contract(1, "2025-01-01", None, 100, currency=currency), None)])
    found.made["kept"] = Kept(day, given, STAYS)
    return found


def test_what_was_worked_out_is_known_where_the_window_before_ended():
    assert known(kept(), QUARTER, rate) is STAYS
    assert known(history([]), QUARTER, rate) is None
    for day in (EVE - DAY, FIRST, LAST):
        assert known(kept(day), QUARTER, rate) is None


def test_at_other_rates_nothing_is_known():
    def dearer(amount, currency, day):
        return amount

    assert known(kept(given=dearer), QUARTER, rate) is None
    assert known(kept(given=dearer), QUARTER, dearer) is STAYS


def test_a_window_of_one_day_is_known_and_one_that_closes_before_it_opens_is_not():
    for last, is_known in ((EVE + DAY, True), (EVE, True), (EVE - DAY, False)):
        assert (known(kept(), Window(FIRST, last), rate) is STAYS) is is_known


@pytest.mark.parametrize(("before", "after"), [(40, 50), (50, 40)])
def test_a_currency_that_became_dearer_or_cheaper_makes_all_of_it_unknown(before, after):
    def priced(amount, currency, day):
        return amount if currency == "EUR" else amount * (after if day >= FIRST else before) // 100

    assert known(kept(given=priced, currency="USD"), QUARTER, priced) is None
    assert known(kept(given=priced), QUARTER, priced) is STAYS
    later = Window(FIRST + DAY, LAST)
    assert known(kept(FIRST, priced, "USD"), later, priced) is STAYS


def test_rates_differ_to_their_last_digit():
    def nearly(amount, currency, day):
        return round(Fraction(amount * (10**15 + (day >= FIRST)), 10**15))

    assert known(kept(given=nearly), QUARTER, nearly) is None


def test_a_currency_without_a_rate_makes_all_of_it_unknown():
    def unknown(amount, currency, day):
        raise Refused("no rate")

    assert known(kept(given=unknown), QUARTER, unknown) is None


@pytest.mark.parametrize("own", [None, "2025-12-30", "2025-12-31", "2025-11-20", "2026-06-30"])
@pytest.mark.parametrize(
    ("ends", "auto_renew", "apart"),
    [
        ("2025-12-30", False, (12, 0)),
        ("2025-12-30", True, (0, 12)),
        ("2025-12-31", False, (0, 0)),
        ("2026-01-01", True, (0, 0)),
    ],
)
def test_an_amendment_is_past_the_end_of_its_contract(own, ends, auto_renew, apart):
    """Whatever end stands in it, as of one that was imported, or whose contract got another."""
    parent = contract(1, "2025-01-01", ends, 10, auto_renew=auto_renew)
    found = scope(parent, contract(2, "2025-06-01", own, 2, amends=1), grace=120).bridge
    assert (found.closing, found.lapsed, found.unconfirmed) == (12, *apart)


def test_an_amendment_of_what_is_not_there_stops_with_its_own_termination():
    found = scope(contract(2, "2025-06-01", "2025-07-01", 2, amends=1), grace=120).bridge
    assert (found.closing, found.lapsed, found.unconfirmed) == (2, 0, 0)


def test_of_several_past_their_end_all_are_named():
    ended = [contract(each, "2025-01-01", f"2025-12-{30 - each}", 10**each, each) for each in (3, 1, 2)]
    running = [
        contract(9, "2025-01-01", None, 5, account=9),
        contract(8, "2025-01-01", "2025-12-31", 7, account=8),
    ]
    for given in ((*ended, *running), (*running, *ended)):
        assert scope(*given, grace=120).bridge.lapsed == 1110


def test_who_was_below_zero_at_the_opening_is_in_no_sum():
    assert sums(moved((-5, 10), (100, 100))) == Sums(1, 100, 100, 100, 1, 0)
    assert sums(moved((1, 2), (1, 0))) == Sums(2, 2, 2, 1, 1, 1)


def test_only_who_has_something_left_counts_for_a_lifetime_value():
    found = moved((10, -3), (10, 1), (1, 4))
    assert retention.ending_sums(found) == (5, 2)
    assert retention.endings(found) == [Item(2, 1), Item(3, 4)]


def test_a_lifetime_value_is_of_those_who_are_left():
    """Of 10 half is lost in a quarter: 1 - 0.5^4 a year; what is left are 5 of one account."""
    made = scope(
        contract(1, "2025-01-01", None, 5, account=1),
        contract(2, "2025-01-01", "2025-11-30", 5, account=2, outcome="churned"),
    )
    yearly = retention.yearly(Fraction(1, 2), FIRST, LAST)
    assert retention.simple_value(made, retention.endings(made)) == pytest.approx(5 / yearly)
    assert yearly == pytest.approx(1 - 0.5**4)
    assert on("2025-10-01") == FIRST
