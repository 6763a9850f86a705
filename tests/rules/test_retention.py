"""What was kept of the revenue at the opening, by hand, also of an account whose closing is below zero."""

from fractions import Fraction

import pytest

from amcli.rules.metrics import retention
from amcli.rules.metrics.metric import Item, Scope
from amcli.rules.metrics.retention import RETENTION, Sums, sums, yearly, years_in

from .revenue import contract, moved, on, scope

METRICS = {metric.name: metric for metric in RETENTION}
# Grew by 20, shrank by 15, left, stayed, and came new: 100 + 60 + 40 + 50 = 250 at the opening.
MIXED = ((100, 120), (60, 45), (40, 0), (50, 50), (0, 30))


def figure(found: Scope, name: str):
    return METRICS[name].figure(found)[:3]


def test_the_sums_of_a_cohort_leave_out_who_came_later():
    """Closing 120 + 45 + 0 + 50 = 215, kept 100 + 45 + 0 + 50 = 195, three still there, one grew by 20."""
    assert sums(moved(*MIXED)) == Sums(4, 250, 215, 195, 3, 20)


def test_a_closing_below_zero_counts_as_nothing():
    """10 at the opening and -3 at the end, as an old book may have it: all is lost, and no more than all."""
    found = moved((10, -3), (10, 10))
    assert sums(found) == Sums(2, 20, 10, 10, 1, 0)
    assert figure(found, "nrr") == figure(found, "grr") == (Fraction(1, 2), 10, 20)
    assert (
        figure(found, "revenue_churn_gross") == figure(found, "revenue_churn_net") == (Fraction(1, 2), 10, 20)
    )
    assert figure(found, "logo_retention") == (Fraction(1, 2), 1, 2)
    assert retention.net(found) == retention.gross(found) == [Item(1, 0, 10), Item(2, 10, 10)]
    assert retention.lost_gross(found) == retention.lost_net(found) == [Item(1, 10, 10), Item(2, 0, 10)]
    assert retention.expanded(found) == [Item(1, 0, 10), Item(2, 0, 10)]
    assert retention.logos(found) == [Item(1, 0), Item(2, 1)]
    assert retention.endings(found) == [Item(2, 10)]


def test_the_bridge_of_such_an_account_is_a_churn():
    found = scope(contract(1, "2025-01-01", None, 10), contract(2, "2025-11-01", None, -13, amends=1))
    assert [(move.kind, move.opening, move.closing) for move in found.cohort] == [("churned", 10, -3)]
    assert figure(found, "revenue_churn_gross") == (1, 10, 10)


def test_a_cent_is_kept_and_a_cent_is_grown():
    assert sums(moved((100, 1))) == Sums(1, 100, 1, 1, 1, 0)
    assert sums(moved((100, 101))) == Sums(1, 100, 101, 100, 1, 1)
    found = moved((100, 1), (100, 0))
    assert retention.logos(found) == [Item(1, 1), Item(2, 0)]
    assert retention.endings(found) == [Item(1, 1)]


@pytest.mark.parametrize(
    ("name", "top", "bottom"),
    [
        ("nrr", 215, 250),
        ("grr", 195, 250),
        ("logo_retention", 3, 4),
        ("revenue_churn_gross", 55, 250),
        ("revenue_churn_net", 35, 250),
        ("expansion_rate", 20, 250),
        ("upsell_rate", 0, 4),
        ("cross_sell_rate", 0, 4),
    ],
)
def test_each_rate_is_the_same_from_its_sums_and_from_its_accounts(name, top, bottom):
    found, metric = moved(*MIXED), METRICS[name]
    assert figure(found, name) == (Fraction(top, bottom), top, bottom)
    items = metric.items(found)
    assert [item.account for item in items] == [1, 2, 3, 4]
    assert (sum(item.top for item in items), sum(item.bottom for item in items)) == (top, bottom)


def test_what_each_account_adds_to_a_rate():
    found = moved(*MIXED)
    assert [item.top for item in retention.net(found)] == [120, 45, 0, 50]
    assert [item.top for item in retention.gross(found)] == [100, 45, 0, 50]
    assert [item.top for item in retention.lost_gross(found)] == [0, 15, 40, 0]
    assert [item.top for item in retention.lost_net(found)] == [-20, 15, 40, 0]
    assert [item.top for item in retention.expanded(found)] == [20, 0, 0, 0]
    assert [item.top for item in retention.logos(found)] == [1, 1, 0, 1]
    assert [(item.account, item.top) for item in retention.endings(found)] == [
        (1, 120),
        (2, 45),
        (4, 50),
        (5, 30),
    ]


def test_more_of_a_product_is_an_upsell_and_another_one_a_cross_sell():
    found = scope(
        contract(1, "2025-01-01", None, 100, account=1),
        contract(2, "2025-11-01", None, 10, account=1, amends=1, quantity=2),
        contract(3, "2025-01-01", None, 100, account=2),
        contract(4, "2025-11-01", None, 40, account=2, product=2),
        contract(5, "2025-01-01", None, 100, account=3),
    )
    assert figure(found, "upsell_rate") == figure(found, "cross_sell_rate") == (Fraction(1, 3), 1, 3)
    assert [(item.account, item.top) for item in retention.upsold(found)] == [(1, 1), (2, 0), (3, 0)]
    assert [(item.account, item.top) for item in retention.cross_sold(found)] == [(1, 0), (2, 1), (3, 0)]


def test_a_better_price_and_what_is_set_off_are_no_sale():
    """Account 1 pays 10 more for as many; 2 buys another product for 40 and drops the first of 100."""
    found = scope(
        contract(1, "2024-11-01", "2025-10-31", 100, account=1, renewed_by=2),
        contract(2, "2025-11-01", None, 110, account=1),
        contract(3, "2024-11-01", "2025-10-31", 100, account=2, outcome="churned"),
        contract(4, "2025-11-01", None, 40, account=2, product=2),
    )
    assert figure(found, "upsell_rate") == (0, 0, 2)
    assert figure(found, "cross_sell_rate") == (Fraction(1, 2), 1, 2)
    assert [item.top for item in retention.upsold(found)] == [0, 0]
    assert [item.top for item in retention.cross_sold(found)] == [0, 1]


def test_only_rates_that_count_customers_are_not_made_of_amounts():
    counted = {name for name, metric in METRICS.items() if not metric.money}
    assert counted == {"logo_retention", "upsell_rate", "cross_sell_rate"}


def test_without_an_opening_there_is_no_rate_and_a_reason():
    found = moved((0, 30))
    for name in ("nrr", "grr", "revenue_churn_gross", "revenue_churn_net", "expansion_rate"):
        assert METRICS[name].figure(found) == (None, 0, 0, "no opening ARR")
    for name in ("logo_retention", "upsell_rate", "cross_sell_rate"):
        assert METRICS[name].figure(found) == (None, 0, 0, "no accounts with opening ARR")


def test_a_lifetime_value_is_revenue_an_account_over_the_churn_of_a_year():
    """200 for two accounts is 100 each. Of 400, 200 were lost in a quarter: half, of a year
    1 - 0.5 ** 4 = 0.9375; 100 / 0.9375 = 106.67, of which three quarters are 80."""
    found = moved((100, 100), (100, 100), (200, 0))
    assert METRICS["clv_simple"].figure(found).value == pytest.approx(100 / 0.9375)
    assert METRICS["clv"].figure(found) == (None, 200, 2, retention.NO_MARGIN)
    by_half = moved((100, 101), (100, 100), (200, 0))
    assert METRICS["clv_simple"].figure(by_half).value == pytest.approx(100.5 / 0.9375)
    with_margin = moved((100, 100), (100, 100), (200, 0))
    with_margin.settings = with_margin.settings._replace(margin=Fraction(3, 4))
    assert METRICS["clv"].figure(with_margin).value == pytest.approx(80)


def test_without_churn_or_without_an_account_there_is_no_lifetime_value():
    kept = moved((100, 100))
    kept.settings = kept.settings._replace(margin=Fraction(3, 4))
    assert METRICS["clv"].figure(kept) == (None, 100, 1, "no churn to divide by")
    assert METRICS["clv_simple"].figure(kept) == (None, 100, 1, "no churn to divide by")
    assert METRICS["clv_simple"].figure(moved((100, 0))) == (None, 0, 0, "no churn to divide by")


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2025-10-01", "2025-12-31", 4),
        ("2025-01-01", "2025-12-31", 1),
        ("2025-12-01", "2025-12-31", 12),
        ("2024-12-01", "2025-11-30", 1),
        ("2024-01-01", "2025-12-31", 0.5),
        ("2024-02-01", "2024-02-29", 12),
        ("2025-10-02", "2025-12-31", 365 / 91),
        ("2025-10-01", "2025-12-30", 365 / 91),
        ("2025-10-02", "2025-11-01", 365 / 31),
        ("2025-10-05", "2025-10-05", 365),
    ],
)
def test_whole_months_fit_a_year_by_their_number_other_days_by_365(first, last, years):
    assert years_in(on(first), on(last)) == years


def test_a_loss_of_a_quarter_is_compounded_to_one_of_a_year():
    """1 - 0.875 ** 4 = 0.41381..."""
    assert yearly(0.125, on("2025-10-01"), on("2025-12-31")) == pytest.approx(0.413818359375)
    assert yearly(0.125, on("2025-01-01"), on("2025-12-31")) == 0.125
