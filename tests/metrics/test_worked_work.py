"""Worked examples of what customers said and how they were served.

Definitions: Frederick F. Reichheld, The One Number You Need to Grow, Harvard Business Review, December 2003
(NPS); Matthew Dixon, Karen Freeman and Nicholas Toman, Stop Trying to Delight Your Customers, Harvard
Business Review, July 2010, and Matthew Dixon, Nicholas Toman and Rick DeLisi, The Effortless Experience, 2013
(customer effort, the share that agrees on a scale of seven); MetricNet, Metric of the Month: First Contact
Resolution (of those resolved).
"""

import sqlite3
from datetime import date

import pytest

from tests.metrics.asking import unsaid
from tests.metrics.shelf import QUARTER, Shelf, some


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def answers(shelf: Shelf, kind: str, scale: int, *scores: int) -> None:
    """Answers of November, of nobody in particular."""
    for score in scores:
        row = {"account_id": shelf.account("Acme"), "kind": kind, "on": "2025-11-03", "score": score}
        shelf.add("survey", **row, scale_max=scale, contact_id=None)


def test_nps_is_promoters_less_detractors_in_points(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Of ten: four of 9 and 10, three of 7 and 8, three of 0 to 6: 40 - 30 = 10 points."""
    answers(shelf, "nps", 10, 9, 9, 10, 10, 7, 8, 8, 0, 5, 6)
    assert some(shelf.says(db), "nps", "nps_n") == [10, 10]


def test_of_a_person_who_answered_twice_the_newest_answer_counts_where_asked_for(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """3 in October, 9 in November, and once 7 of somebody unnamed: 0 points of three, 50 of two."""
    acme = shelf.account("Acme")
    ada = shelf.add("contact", account_id=acme, name="Ada")
    for on, score, who in (("2025-11-20", 9, ada), ("2025-10-20", 3, ada), ("2025-10-01", 7, None)):
        row = {"account_id": acme, "kind": "nps", "on": on, "score": score, "scale_max": 10}
        shelf.add("survey", **row, contact_id=who)
    assert some(shelf.says(db), "nps", "nps_n") == [0, 3]
    assert some(shelf.says(db, QUARTER._replace(latest=True)), "nps", "nps_n") == [50, 2]


def test_csat_is_the_share_of_the_two_best_answers_neutral_ones_included(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """Of 5: 4 and 5 count, 3 does not; of 7: 6 and 7; of 10: 9 and 10. Two and one and one of eight."""
    answers(shelf, "csat", 5, 5, 4, 3, 1)
    answers(shelf, "csat", 7, 6, 5)
    answers(shelf, "csat", 10, 9, 8)
    assert shelf.says(db)["csat"] == 0.5


def test_ces_is_the_share_of_five_and_more_of_seven_and_the_mean_beside_it(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """7, 5, 4, 2: half of them; 18 / 4 = 4.5."""
    answers(shelf, "ces", 7, 7, 5, 4, 2)
    assert some(shelf.says(db), "ces", "ces_mean") == [0.5, 4.5]


def test_issues_count_where_they_were_resolved(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Resolved in the quarter after 0, 4 and 61 days, two of them at first contact: 2 / 3, median 4. One
    is open since September, one was opened within and resolved after, one resolved before."""
    days = (
        ("2025-10-01", "2025-10-01", 1), ("2025-12-27", "2025-12-31", 1), ("2025-08-31", "2025-10-31", 0),
        ("2025-09-01", None, 0), ("2025-12-01", "2026-01-01", 1), ("2025-09-01", "2025-09-30", 1),
    )  # fmt: skip
    for opened, resolved, first in days:
        row = {"account_id": shelf.account("Acme"), "title": "It", "opened_on": opened}
        shelf.add("issue", **row, resolved_on=resolved, resolved_first_contact=first)
    assert some(shelf.says(db), "fcr", "time_to_resolve", "issues_open") == [pytest.approx(2 / 3), 4, 2]


def test_first_contact_that_nobody_recorded_is_in_no_rate(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Five resolved of which nobody recorded it; then two yes, one no, two of which nobody did."""
    day = {"account_id": shelf.account("Acme"), "title": "It", "opened_on": "2025-11-01"}
    for _ in range(5):
        shelf.add("issue", **day, resolved_on="2025-11-02", resolved_first_contact=None)
    said = shelf.says(db)
    assert some(said, "fcr", "fcr_unknown") == [None, 5]
    assert said["why"]["fcr"] == "not recorded for 5 issues"
    for row, answer in zip(shelf.rows["issue"], (1, 1, 0), strict=False):
        row["resolved_first_contact"] = answer
    assert some(shelf.says(db), "fcr", "fcr_unknown") == [pytest.approx(2 / 3), 2]


def test_touches_and_reviews_count_within_their_cadence_on_the_last_day(
    db: sqlite3.Connection, shelf: Shelf
) -> None:
    """Standard is 30 days, so 1 Dec is the first day that counts on 31 Dec; key is 14 days: 17 Dec. A note
    and an attempt are none. Touched: 2 of 4; 30, 15 and 61 days: mean 106 / 3, median 30. Reviews: light
    has none, of the other three one within 180 days."""
    for name, tier, on, kind in (
        ("Kept", "standard", "2025-12-01", "call"), ("Late", "key", "2025-12-16", "email"),
        ("Light", "light", "2025-10-31", "qbr"), ("Silent", "standard", "2025-12-30", "note"),
        ("Gone", "key", "2025-01-01", "call"),
    ):  # fmt: skip
        status = "churned" if name == "Gone" else "active"
        account = shelf.account(name, tier=tier, status=status)
        shelf.add("interaction", account_id=account, kind=kind, on=on, tried=0, planned=0)
    shelf.add(
        "interaction", account_id=shelf.account("Silent"), kind="call", on="2025-12-31", tried=1, planned=0
    )
    shelf.add(
        "interaction", account_id=shelf.account("Kept"), kind="qbr", on="2025-07-05", tried=0, planned=0
    )
    said = shelf.says(db)
    assert some(said, "checkin_rate", "days_since_touch_median") == [0.5, 30]
    assert some(said, "days_since_touch", "qbr_rate") == [pytest.approx(106 / 3), pytest.approx(1 / 3)]


def test_an_account_that_came_later_was_not_to_be_touched(db: sqlite3.Connection, shelf: Shelf) -> None:
    shelf.account("Acme")
    shelf.account("Later")
    shelf.rows["account"][1]["added_on"] = "2026-01-02"
    on = {"account_id": 1, "kind": "call", "on": "2025-12-31", "tried": 0, "planned": 0}
    shelf.add("interaction", **on)
    assert shelf.says(db)["checkin_rate"] == 1


def test_a_promise_counts_by_the_day_it_was_first_made_for(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Mine: on the day, late, moved and then done by the new day, and never: 1 of 4. Theirs: 1 of 1. Due
    after the period, or no promise: none of it."""
    for first, due, done, promised, by in (
        ("2025-11-10", "2025-11-10", "2025-11-10", 1, "me"),
        ("2025-11-10", "2025-11-10", "2025-11-11", 1, "me"),
        ("2025-12-01", "2026-01-10", "2026-01-09", 1, None), ("2025-12-31", "2025-12-31", None, 1, "me"),
        ("2025-11-10", "2025-11-10", "2025-11-01", 1, "them"), ("2026-01-01", "2026-01-01", None, 1, "me"),
        ("2025-11-10", "2025-11-10", None, 0, None),
    ):  # fmt: skip
        row = {"account_id": shelf.account("Acme"), "title": "It", "promised": promised, "promised_by": by}
        shelf.add("task", **row, first_due_on=first, due_on=due, done_on=done)
    assert some(shelf.says(db), "promise_kept", "promise_kept_theirs") == [0.25, 1]


def test_a_promise_that_is_not_due_yet_is_not_counted(db: sqlite3.Connection, shelf: Shelf) -> None:
    row = {"account_id": shelf.account("Acme"), "title": "It", "promised": 1, "promised_by": "me"}
    for on in ("2026-03-02", "2026-03-03"):
        shelf.add("task", **row, first_due_on=on, due_on=on, done_on=None)
    said = shelf.says(db, QUARTER._replace(first=date(2026, 1, 1), last=date(2026, 3, 31)))
    assert said["promise_kept"] == 0  # of one: the other is due tomorrow


def test_time_to_value_runs_to_the_first_goal_met(db: sqlite3.Connection, shelf: Shelf) -> None:
    """31 and 92 days: median 61.5. A second goal of the same account changes nothing; one met before the
    period is not of it; a customer without a goal met is open."""
    for name, since, met in (
        ("One", "2025-09-30", "2025-10-31"), ("Two", "2025-07-31", "2025-10-31"),
        ("Early", "2025-01-01", "2025-09-30"), ("None", "2025-01-01", None),
    ):  # fmt: skip
        account = shelf.account(name, customer_since=since)
        shelf.add("goal", account_id=account, title="It", status="met" if met else "open", met_on=met)
    shelf.add("goal", account_id=shelf.account("One"), title="Two", status="met", met_on="2025-12-01")
    assert some(shelf.says(db), "time_to_value", "goals_open") == [61.5, 1]


def test_win_rates_count_what_was_closed_by_number_and_by_value(db: sqlite3.Connection, shelf: Shelf) -> None:
    """Upsells: won 30, lost 10 and 20: 1 / 3 by number, 30 / 60 by value. Cross-sells: one won, without a
    value."""
    for kind, stage, value, on in (
        ("upsell", "won", 30, "2025-10-01"), ("upsell", "lost", 10, "2025-11-01"),
        ("upsell", "lost", 20, "2025-12-31"), ("upsell", "won", 99, "2026-01-01"),
        ("upsell", "proposed", 50, None), ("cross_sell", "won", None, "2025-12-01"),
        ("referral", "lost", 5, "2025-12-01"),
    ):  # fmt: skip
        row = {
            "account_id": shelf.account("Acme"),
            "name": "It",
            "kind": kind,
            "stage": stage,
            "closed_on": on,
        }
        shelf.add("opportunity", **row, value=value and value * 100_000, currency="EUR")
    said = shelf.says(db)
    assert some(said, "upsell_win_rate", "upsell_win_rate_value") == [pytest.approx(1 / 3), 0.5]
    assert some(said, "cross_sell_win_rate", "cross_sell_win_rate_value") == [1, None]


def test_an_empty_book_has_no_rates_and_says_why(db: sqlite3.Connection, shelf: Shelf) -> None:
    said = shelf.says(db)
    nothing = {name for name, value in said.items() if value is None}
    assert nothing == unsaid(said)
    assert all(said["why"].values())
    assert {name for name in said if name not in nothing and said[name] != 0} == {
        "period", "as_of", "currency", "accounts", "ended_on_last_day", "why",
    }  # fmt: skip
