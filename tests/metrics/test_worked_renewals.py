"""Worked examples of renewals: when a contract is due, what counts as renewed, what the grace does.

Definition: Totango, How to Calculate Your Customer Renewal Rate, April 2019 (renewed of those due, by number
and by value): of a potential 14,000 a renewed 11,000 is 79 %.
"""

import sqlite3
from datetime import date

import pytest

from tests.metrics.shelf import QUARTER, Shelf, some

RATES = ("renewal_rate_count", "renewal_rate_value", "renewal_rate_net", "renewals_open")
APART = ("closing_arr", "lapsed_arr", "unconfirmed_arr")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_eleven_thousand_renewed_of_fourteen_is_79_per_cent(db: sqlite3.Connection, shelf: Shelf) -> None:
    acme = shelf.contract("Acme", "2024-12-01", "2025-11-30", 14)
    shelf.renewed(acme, "2025-12-01", "2026-11-30", 11)
    assert some(shelf.says(db), *RATES) == [1, pytest.approx(11 / 14), pytest.approx(11 / 14), 0]
    assert round(11 / 14, 2) == 0.79


def test_growth_at_a_renewal_counts_in_the_net_rate_alone(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Due 40 + 10; renewed 50 of the 40, nothing of the 10: 40 / 50 capped, 50 / 50 not."""
    acme = shelf.contract("Acme", "2024-12-01", "2025-11-30", 40)
    shelf.renewed(acme, "2025-12-01", "2026-11-30", 50)
    shelf.contract("Beta", "2024-12-01", "2025-11-30", 10, outcome="churned")
    assert some(shelf.says(db), *RATES) == [0.5, 0.8, 1, 0]


def test_an_early_renewal_counts_where_it_was_due(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Due on 30 Nov, renewed from 1 Aug: a renewal of the fourth quarter, not of the third."""
    acme = shelf.contract("Acme", "2024-12-01", "2025-11-30", 40)
    shelf.renewed(acme, "2025-08-01", "2026-07-31", 44)
    third = QUARTER._replace(first=date(2025, 7, 1), last=date(2025, 9, 30))
    assert some(shelf.says(db, third), "renewal_rate_count", "expansion") == [None, 4_000]
    assert some(shelf.says(db), "renewal_rate_count", "renewal_rate_net", "expansion") == [1, 1.1, 0]


@pytest.mark.parametrize(("starts", "renewed", "between"), [("2025-12-30", 1, 40_000), ("2025-12-31", 0, 0)])
def test_a_late_renewal_leaves_no_gap_within_the_grace(
    db: sqlite3.Connection, shelf: Shelf, starts: str, renewed: int, between: int
) -> None:
    """Ended on 30 Nov; the thirtieth day after is 30 Dec, the last on which a successor may start."""
    acme = shelf.contract("Acme", "2024-12-01", "2025-11-30", 40)
    shelf.renewed(acme, starts, "2026-11-30", 40)
    said = shelf.says(db, QUARTER._replace(last=date(2025, 12, 15)))
    assert some(said, "renewal_rate_count", "closing_arr", "renewals_open") == [renewed, between, 0]


def test_a_lapsed_contract_counts_apart_within_the_grace_and_is_lost_on_its_end_after_it(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """Ended on 15 Dec without a word. On 14 Jan, the last day of the grace, it is revenue of 31 Dec, told
    apart; on 15 Jan it was lost on 15 Dec. Due it is on both, renewed on neither."""
    shelf.contract("Acme", "2024-12-16", "2025-12-15", 40)
    within = shelf.says(db, QUARTER._replace(today=date(2026, 1, 14)))
    past = shelf.says(db, QUARTER._replace(today=date(2026, 1, 15)))
    assert some(within, *APART, "churned", *RATES) == [40_000, 40_000, 0, 0, 0, 0, 0, 1]
    assert some(past, *APART, "churned", *RATES) == [0, 0, 0, 40_000, 0, 0, 0, 1]


def test_a_contract_that_renews_by_itself_stays_and_is_told_apart(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """However long ago it ended. Renewed on paper without a successor is no outcome."""
    shelf.contract("Acme", "2024-01-01", "2024-12-31", 40, auto_renew=1)
    shelf.contract("Hollow", "2024-12-16", "2025-12-15", 5, outcome="renewed")
    said = shelf.says(db, QUARTER._replace(today=date(2026, 1, 2)))
    assert some(said, *APART) == [45_000, 5_000, 40_000]


def test_a_contract_ended_early_is_due_the_day_before(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Terminated on 1 Oct it ran until 30 Sep, and is due in the third quarter; its end in 2026 is no
    more."""
    shelf.contract("Acme", "2025-01-01", "2026-12-31", 40, outcome="churned", terminated_on="2025-10-01")
    third = QUARTER._replace(first=date(2025, 7, 1), last=date(2025, 9, 30))
    assert shelf.says(db, third)["renewal_rate_count"] == 0
    assert shelf.says(db)["renewal_rate_count"] is None
    assert shelf.says(db)["churned"] == 40_000  # on 30 Sep it still ran


def test_a_year_of_a_longer_term_is_not_due(db: sqlite3.Connection, shelf: Shelf) -> None:
    shelf.contract("Acme", "2024-12-01", "2027-11-30", 40)
    assert shelf.says(db)["renewal_rate_count"] is None


def test_the_amendments_of_a_contract_are_due_with_it(db: sqlite3.Connection, shelf: Shelf) -> None:
    """100 + 20 due, one line; renewed at 90: 75 %."""
    acme = shelf.contract("Acme", "2024-12-01", "2025-11-30", 100)
    shelf.amended(acme, "2025-03-01", 20)
    shelf.renewed(acme, "2025-12-01", "2026-11-30", 90)
    assert some(shelf.says(db), *RATES) == [1, 0.75, 0.75, 0]


def test_contracts_that_become_one_are_one_line_due_with_the_last(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """40 due in October and 10 in November, one successor of 45: one of one, 45 of 50."""
    first = shelf.contract("Acme", "2024-11-01", "2025-10-31", 40)
    second = shelf.contract("Acme", "2024-12-01", "2025-11-30", 10, product="Insights")
    after = shelf.renewed(first, "2025-11-01", "2026-10-31", 45)
    shelf.rows["contract"][second - 1] |= {"outcome": "renewed", "renewed_by_id": after}
    assert some(shelf.says(db), *RATES) == [1, 0.9, 0.9, 0]
    assert shelf.says(db, QUARTER._replace(last=date(2025, 10, 31)))["renewal_rate_count"] is None


def test_a_successor_without_a_value_still_renews(db: sqlite3.Connection, shelf: Shelf) -> None:
    acme = shelf.contract("Acme", "2024-12-01", "2025-11-30", 40)
    after = shelf.renewed(acme, "2025-12-01", "2026-11-30", 0)
    shelf.rows["contract"][after - 1]["annual_value"] = None
    assert some(shelf.says(db), "renewal_rate_count", "closing_arr") == [1, 0]


def test_attainment_is_renewals_and_expansion_of_what_was_to_be_booked(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """Renewed 44 and expanded by 4 of a target of 50 + 10: 48 / 60 = 80 %, 12 missing. A target of another
    period is none of this one."""
    acme = shelf.contract("Acme", "2024-12-01", "2025-11-30", 40)
    shelf.renewed(acme, "2025-12-01", "2026-11-30", 44)
    assert shelf.says(db)["attainment"] is None
    for period, metric, value in (
        ("2025-Q4", "renewals", 50),
        ("2025-Q4", "expansion", 10),
        ("2025", "renewals", 9),
    ):
        shelf.add("target", period=period, metric=metric, value=value * 100_000, currency="EUR")
    assert some(shelf.says(db), "attainment", "target_gap") == [0.8, 12_000]
