"""Worked examples of revenue, its bridge, and what was kept of it, each calculated by hand.

Definitions: SaaS Metrics Standards Board, Gross Revenue Retention and Net Revenue Retention, 2023 (a cohort
closed at the opening; growth only in the net rate); ChartMogul Help Center, Data Table and MRR Movements (new
business, expansion, contraction, churn, reactivation; exchange rates move nothing); David Skok, SaaS Metrics
2.0: Detailed Definitions, forEntrepreneurs (lifetime value as revenue times margin over churn).
"""

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest

from tests.metrics.oracle import Given
from tests.metrics.shelf import QUARTER, Shelf, some

YEAR = Given(date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 2))
BRIDGE = ("opening_arr", "new", "reactivated", "expansion", "contraction", "churned", "closing_arr")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_a_bridge_of_every_kind_of_movement(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Opening 100 + 60 + 40 = 200; closing 120 + 45 + 30 + 25 = 220. The cohort closes at 120 + 45 = 165:
    nrr 165 / 200 = 82.5 %, grr (100 + 45) / 200 = 72.5 %, logos 2 of 3."""
    grows = shelf.contract("Grows", "2025-01-01", "2026-12-31", 100)
    shelf.amended(grows, "2025-11-01", 20)
    shrinks = shelf.contract("Shrinks", "2024-11-01", "2025-10-31", 60)
    shelf.renewed(shrinks, "2025-11-01", "2026-10-31", 45)
    shelf.contract("Leaves", "2025-01-01", "2025-11-30", 40, outcome="churned")
    shelf.contract("Arrives", "2025-12-01", "2026-11-30", 30)
    shelf.contract("Returns", "2023-01-01", "2023-12-31", 90, outcome="churned")
    shelf.contract("Returns", "2025-12-31", "2026-12-30", 25)
    said = shelf.says(db)
    assert some(said, *BRIDGE) == [200_000, 30_000, 25_000, 20_000, 15_000, 40_000, 220_000]
    assert some(said, "nrr", "grr", "logo_retention") == [0.825, 0.725, pytest.approx(2 / 3)]
    assert some(said, "revenue_churn_gross", "revenue_churn_net", "expansion_rate") == [0.275, 0.175, 0.1]
    assert said["accounts"] == {
        **{"opening": 3, "new": 1, "reactivated": 1, "expansion": 1, "contraction": 1, "churned": 1},
        **{"closing": 4},
    }  # fmt: skip
    assert said["mrr"] == 18_333.33  # 220,000 / 12


@pytest.fixture
def older(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A book in which a contract may be worth less than nothing, as in those before version 7."""
    found = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(found)
    found.row_factory = sqlite3.Row
    for event in ("insert", "update", "delete"):
        found.execute(f"DROP TRIGGER rule_contract_value_{event}")
    yield found
    found.close()


def test_a_closing_below_zero_of_an_older_book_is_lost_once(older: sqlite3.Connection, shelf: Shelf) -> None:
    """2 and 8 at the opening, 2 - 5 = -3 and 8 at the closing: 5, and the bridge counts 5 churned. The rates
    hold the closing at 0, since nobody loses more than all: nrr and grr 8 / 10, gross churn 2 / 10, not
    5 / 10; logos 1 of 2."""
    low = shelf.contract("Low", "2025-01-01", "2026-12-31", 2)
    shelf.amended(low, "2025-11-01", -5)
    shelf.contract("Stays", "2025-01-01", "2026-12-31", 8)
    said = shelf.says(older)
    assert some(said, *BRIDGE) == [10_000, 0, 0, 0, 0, 5_000, 5_000]
    assert some(said, "nrr", "grr", "logo_retention") == [0.8, 0.8, 0.5]
    assert some(said, "revenue_churn_gross", "revenue_churn_net", "expansion_rate") == [0.2, 0.2, 0]


def test_a_term_of_three_years_counts_with_one_year_of_it(db: sqlite3.Connection, shelf: Shelf) -> None:
    """36 a year over three years is 36, not 108; it is in full from its first day."""
    shelf.contract("Acme", "2025-12-31", "2028-12-30", 36)
    assert some(shelf.says(db), "opening_arr", "closing_arr", "mrr") == [0, 36_000, 3_000]


def test_a_customer_who_came_and_went_within_the_period_leaves_no_trace(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    shelf.contract("Stays", "2025-01-01", "2026-12-31", 10)
    shelf.contract("Passes", "2025-10-10", "2025-12-10", 50, outcome="churned")
    said = shelf.says(db)
    assert some(said, *BRIDGE) == [10_000, 0, 0, 0, 0, 0, 10_000]
    assert said["nrr"] == 1


def test_up_and_then_down_within_the_period_is_what_is_left_of_it(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """+20 in October, -15 in December: +5, net over the whole period."""
    acme = shelf.contract("Acme", "2025-01-01", "2026-12-31", 100)
    shelf.amended(acme, "2025-10-15", 20)
    shelf.amended(acme, "2025-12-01", -15)
    said = shelf.says(db)
    assert some(said, "expansion", "contraction", "nrr", "grr") == [5_000, 0, 1.05, 1]


def test_a_product_swapped_for_another_is_no_movement_of_the_account(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """50 of Core renewed as 60 of Insights: the account grew by 10, an upsell. By product Core lost 50 and
    Insights won 60."""
    core = shelf.contract("Acme", "2025-01-01", "2025-10-31", 50)
    shelf.renewed(core, "2025-11-01", "2026-10-31", 60, product="Insights")
    said = shelf.says(db)
    assert some(said, "expansion", "contraction", "churned", "nrr", "grr") == [10_000, 0, 0, 1.2, 1]
    assert some(said, "price", "upsell", "cross_sell", "offset") == [0, 10_000, 0, 0]
    lines = {row["product"]: (row["opening_arr"], row["closing_arr"]) for row in shelf.by(db, "product")}
    assert lines == {"Core": (50_000, 0), "Insights": (0, 60_000)}
    (insights,) = (row for row in shelf.by(db, "product") if row["product"] == "Insights")
    (lost,) = (row for row in shelf.by(db, "product") if row["product"] == "Core")
    assert (insights["renewal_rate_count"], lost["renewal_rate_count"]) == (None, 1)  # renewed, as another


def test_an_account_that_was_lost_for_a_time_before_the_opening_is_reactivated_not_new(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """Lost and back within the period is neither: it has revenue at both ends."""
    shelf.contract("Before", "2024-01-01", "2024-12-31", 10, outcome="churned")
    shelf.contract("Before", "2025-11-01", "2026-10-31", 12)
    shelf.contract("Within", "2024-11-01", "2025-10-31", 10, outcome="churned")
    shelf.contract("Within", "2025-12-15", "2026-12-14", 8)
    said = shelf.says(db)
    assert some(said, "new", "reactivated", "contraction", "churned") == [0, 12_000, 2_000, 0]


def test_without_revenue_at_the_opening_rates_are_undefined_and_say_why(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    shelf.contract("Acme", "2025-11-01", "2026-10-31", 10)
    said = shelf.says(db)
    names = (
        "nrr",
        "grr",
        "logo_retention",
        "expansion_rate",
        "revenue_churn_gross",
        "upsell_rate",
        "clv_simple",
    )
    for name in names:
        assert said[name] is None, name
        assert said["why"][name], name
    assert "renewals_open" not in said["why"]


def test_a_parent_is_counted_once_with_its_subsidiaries(db: sqlite3.Connection, shelf: Shelf) -> None:
    """North moves its contract to South, both of Group: a loss and a new customer of two accounts, nothing
    for the parent. With the parent 30 + 20 = 50 stays 50."""
    parent = shelf.account("Group")
    shelf.account("North", parent_id=parent)
    shelf.account("South", parent_id=parent)
    shelf.contract("Group", "2025-01-01", "2026-12-31", 30)
    shelf.contract("North", "2025-01-01", "2025-10-31", 20, outcome="churned")
    shelf.contract("South", "2025-11-01", "2026-10-31", 20)
    apart, together = shelf.says(db), shelf.says(db, QUARTER._replace(by_parent=True))
    assert some(apart, "new", "churned", "nrr", "grr", "logo_retention") == [20_000, 20_000, 0.6, 0.6, 0.5]
    assert some(together, "new", "churned", "nrr", "grr", "logo_retention") == [0, 0, 1, 1, 1]
    assert (apart["accounts"]["closing"], together["accounts"]["closing"]) == (2, 1)
    (row,) = shelf.by(db, "account", QUARTER._replace(by_parent=True))
    assert (row["account"], row["closing_arr"]) == ("group", 50_000)


def test_an_exchange_rate_that_changed_is_a_line_of_its_own(db: sqlite3.Connection, shelf: Shelf) -> None:
    """USD 100 was EUR 95 until 30 Sep and is EUR 90 since; the contract is as it was. Opening 95 + 10 = 105,
    fx -5, and the rates are of 105 - 5 = 100: EUR 10 lost are 10 %, not 9.5 %."""
    shelf.contract("Abroad", "2025-01-01", "2026-12-31", 100, currency="USD")
    shelf.contract("Home", "2025-01-01", "2025-11-30", 10, outcome="churned")
    rates = (("USD", "0.9"), ("USD@2025-09-30", "0.95"))
    said = shelf.says(db, QUARTER._replace(rates=rates))
    assert some(said, "opening_arr", "fx", "expansion", "contraction", "churned", "closing_arr") == [
        105_000, -5_000, 0, 0, 10_000, 90_000,
    ]  # fmt: skip
    assert some(said, "nrr", "grr") == [0.9, 0.9]


def test_each_contract_is_rounded_to_the_cent_not_their_sum(db: sqlite3.Connection, shelf: Shelf) -> None:
    """USD 0.05 at 0.9 is EUR 0.045, rounded half up to 0.05: three of them are 0.15, not 0.135."""
    for _ in range(3):
        shelf.contract("Acme", "2025-01-01", "2026-12-31", 0.00005, currency="USD")
    said = shelf.says(db, QUARTER._replace(rates=(("USD", "0.9"),)))
    assert some(said, "opening_arr", "fx", "closing_arr") == [0.15, 0, 0.15]


def test_a_contract_without_an_end_runs_until_it_is_terminated(db: sqlite3.Connection, shelf: Shelf) -> None:
    """On its last day it still counts; terminated on the first day on which it does not."""
    shelf.contract("Stays", "2020-01-01", None, 10)
    shelf.contract("Ends", "2020-01-01", None, 7, terminated_on="2025-12-31", outcome="churned")
    shelf.contract("Lasts", "2020-01-01", None, 5, terminated_on="2026-01-01", outcome="churned")
    said = shelf.says(db)
    assert some(said, "opening_arr", "churned", "closing_arr") == [22_000, 7_000, 15_000]
    assert said["renewal_rate_count"] is None  # nothing without an end ever falls due


def test_amendments_within_the_term_count_from_their_day_and_stop_with_their_contract(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """100 + 20 - 30 = 90 while it runs; nothing the day after its end."""
    acme = shelf.contract("Acme", "2025-01-01", "2025-12-31", 100, outcome="churned")
    shelf.amended(acme, "2025-10-01", 20)
    shelf.amended(acme, "2025-11-01", -30)
    october = shelf.says(db, QUARTER._replace(last=date(2025, 10, 31)))
    whole = shelf.says(db)
    after = shelf.says(db, QUARTER._replace(first=date(2026, 1, 1), last=date(2026, 1, 31)))
    assert [said["closing_arr"] for said in (october, whole, after)] == [120_000, 90_000, 0]
    assert some(whole, "contraction", "upsell", "offset") == [10_000, 0, 0]
    assert after["churned"] == 90_000


def test_expansion_splits_into_price_quantity_and_products(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Pricier: 10 seats from 50 to 55, a rise of price, and later 2 seats more for 4. Wider: 10 to 12
    seats, 50 to 60, and an amendment of 4. Taken over: 50 and an amendment of 10 for 2 seats, renewed as
    12 seats for 63: 3 of price, no offset."""
    pricier = shelf.contract("Pricier", "2024-11-01", "2025-10-31", 50)
    dearer = shelf.renewed(pricier, "2025-11-01", "2026-10-31", 55)
    shelf.amended(dearer, "2025-12-15", 4, quantity=2)
    wider = shelf.contract("Wider", "2024-11-01", "2025-10-31", 50)
    after = shelf.renewed(wider, "2025-11-01", "2026-10-31", 60, quantity=12)
    shelf.amended(after, "2025-12-01", 4)
    taken = shelf.contract("Taken over", "2024-11-01", "2025-10-31", 50)
    shelf.amended(taken, "2025-03-01", 10, quantity=2)
    shelf.renewed(taken, "2025-11-01", "2026-10-31", 63, quantity=12)
    said = shelf.says(db)
    assert some(said, "price", "upsell", "cross_sell", "offset") == [8_000, 18_000, 0, 0]
    assert said["expansion"] == 26_000
    assert said["upsell_rate"] == pytest.approx(2 / 3)


def test_a_shrinking_customer_that_bought_something_new_counts_among_cross_sells(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """Core falls from 50 to 30, Insights comes for 8: a contraction of 12, and a cross-sell of 8 set off."""
    core = shelf.contract("Acme", "2024-11-01", "2025-10-31", 50)
    shelf.renewed(core, "2025-11-01", "2026-10-31", 30)
    shelf.contract("Acme", "2025-11-01", "2026-10-31", 8, product="Insights")
    said = shelf.says(db)
    assert some(said, "contraction", "expansion", "cross_sell", "offset") == [12_000, 0, 8_000, 8_000]
    assert said["cross_sell_rate"] == 1


def test_signed_contracts_ahead_stand_apart(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Signed by the last day: 20. Signed later, or on a day that nobody noted before today: not of that
    day."""
    shelf.contract("Signed", "2026-02-01", "2027-01-31", 20, signed_on="2025-12-31")
    shelf.contract("Later", "2026-02-01", "2027-01-31", 30, signed_on="2026-01-01")
    shelf.contract("Whenever", "2026-04-01", "2027-03-31", 40)
    assert some(shelf.says(db), "contracted_arr", "closing_arr") == [20_000, 0]
    now = QUARTER._replace(first=date(2026, 1, 1), last=date(2026, 3, 31))
    assert shelf.says(db, now)["contracted_arr"] == 40_000


def test_an_auto_renewal_is_signed_on_the_day_it_was_recorded(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Asked in March, what was ahead on 31 December is what was on record then: the one recorded on
    20 December, not that of 5 January; the same is true of what they replace."""
    for name, day in (("Told", "2025-12-20"), ("Late", "2026-01-05")):
        before = shelf.contract(name, "2025-03-01", "2026-02-28", 20, auto_renew=1)
        shelf.renewed(before, "2026-03-01", "2027-02-28", 25)
        shelf.rows["contract"][before - 1]["outcome_on"] = day
    found = some(shelf.says(db), "contracted_arr", "contracted_net", "closing_arr")
    assert found == [25_000, 5_000, 40_000]


def test_a_loss_of_an_eighth_a_quarter_is_41_per_cent_a_year(db: sqlite3.Connection, shelf: Shelf) -> None:
    """1 - 0.875^4 = 41.38 %. Closing 70 of 7 accounts: 10 each, / 0.4138 = 24,165.51; of it 75 %
    18,124.13."""
    for number in range(7):
        shelf.contract(f"Stays {number}", "2025-01-01", "2026-12-31", 10)
    shelf.contract("Leaves", "2025-01-01", "2025-11-30", 10, outcome="churned")
    said = shelf.says(db, QUARTER._replace(margin="0.75"))
    yearly = 1 - 0.875**4
    assert round(yearly, 3) == 0.414
    assert some(said, "revenue_churn_gross", "clv_simple", "clv") == [
        0.125, round(10_000 / yearly, 2), round(7_500 / yearly, 2),
    ]  # fmt: skip
    assert shelf.says(db)["clv"] is None
    assert "metrics.gross_margin" in shelf.says(db)["why"]["clv"]


def test_a_loss_of_a_twentieth_a_month_is_46_per_cent_a_year(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Toption, Convert Monthly to Annual Churn (a table of such pairs): 5 % a month is 45.96 % a year.
    Over days that are no whole months it is 365 / 10 times ten days: 1 - 0.95^36.5 = 84.62 %."""
    for number in range(19):
        shelf.contract(f"Stays {number}", "2025-01-01", "2026-12-31", 10)
    shelf.contract("Leaves", "2025-01-01", "2025-12-05", 10, outcome="churned")
    month = shelf.says(db, QUARTER._replace(first=date(2025, 12, 1)))
    assert month["clv_simple"] == pytest.approx(10_000 / 0.4596, rel=1e-4)
    ten = shelf.says(db, QUARTER._replace(first=date(2025, 12, 1), last=date(2025, 12, 10)))
    assert ten["clv_simple"] == pytest.approx(10_000 / 0.8462, rel=1e-4)


def test_a_period_that_runs_on_closes_today(db: sqlite3.Connection, shelf: Shelf) -> None:
    shelf.contract("Acme", "2026-03-02", "2027-03-01", 10)
    shelf.contract("Later", "2026-03-03", "2027-03-02", 20)
    said = shelf.says(db, QUARTER._replace(first=date(2026, 1, 1), last=date(2026, 3, 31)))
    assert said["period"] == {"from": "2026-01-01", "to": "2026-03-31"}
    assert some(said, "as_of", "closing_arr", "new") == ["2026-03-02", 10_000, 10_000]


def test_a_year_can_be_told_month_by_month(db: sqlite3.Connection, shelf: Shelf) -> None:
    """10 from the start, 20 from mid-June: five months of 10, then 30."""
    shelf.contract("Acme", "2024-06-01", "2026-12-31", 10)
    shelf.contract("Beta", "2025-06-15", "2026-06-14", 20)
    rows = shelf.by(db, "month", YEAR)
    assert [row["month"] for row in rows] == [f"2025-{number:02d}" for number in range(1, 13)]
    assert [row["closing_arr"] for row in rows] == [10_000] * 5 + [30_000] * 7
    assert [row["new"] for row in rows] == [0] * 5 + [20_000] + [0] * 6
