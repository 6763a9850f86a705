"""What an account manager asks of a book, each with one command on the sample book of Monday 2 March 2026.
Its figures are found a second time, by SQL over the file."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.support import TODAY, Cli

# What each contract and amendment brings a year in cents of a euro, and from when to before when. The sample
# knows dollars alone beside euros, at 0.92; what isn't recorded counts for 30 days.
HELD = """
WITH ends AS (
  SELECT c.id, CASE
      WHEN n.id IS NOT NULL THEN n.starts_on
      WHEN c.ends_on IS NULL THEN '9999-12-31'
      WHEN c.outcome = 'churned' THEN date(c.ends_on, '+1 day')
      WHEN c.auto_renew = 1 OR date(c.ends_on, '+30 days') >= :today THEN '9999-12-31'
      ELSE date(c.ends_on, '+1 day')
    END AS stop
  FROM contract c LEFT JOIN contract n ON n.id = c.renewed_by_id
  WHERE c.amends_id IS NULL
), held AS (
  SELECT c.id, coalesce(c.amends_id, c.id) AS head, c.account_id, c.product_id, c.quantity, c.starts_on,
         CASE c.currency WHEN 'USD' THEN round(c.annual_value * 0.92) ELSE c.annual_value END AS value,
         min(e.stop, coalesce(c.terminated_on, '9999-12-31')) AS stop
  FROM contract c JOIN ends e ON e.id = coalesce(c.amends_id, c.id)
), ends_of AS (
  SELECT a.id, a.code, a.owner, a.segment,
         coalesce((SELECT sum(value) FROM held h WHERE h.account_id = a.id
                   AND h.starts_on <= :opening AND h.stop > :opening), 0) AS opening,
         coalesce((SELECT sum(value) FROM held h WHERE h.account_id = a.id
                   AND h.starts_on <= :closing AND h.stop > :closing), 0) AS closing
  FROM account a
)
"""
Q4 = {"opening": "2025-09-30", "closing": "2025-12-31"}
NOW = {"opening": "2025-12-31", "closing": TODAY}
# Contracts that await their outcome, with the last day for notice, which the sample has in days and months.
OPEN = """
WITH days AS (
  SELECT c.*, CASE
      WHEN notice_months IS NOT NULL THEN date(ends_on, '+1 day', -notice_months || ' months', '-1 day')
      WHEN notice_days IS NOT NULL THEN date(ends_on, -notice_days || ' days')
    END AS notice
  FROM contract c
  WHERE ends_on IS NOT NULL AND amends_id IS NULL AND outcome IS NULL AND renewed_by_id IS NULL
    AND (terminated_on IS NULL OR terminated_on > :today)
)
"""


class Question:
    """The sample book, asked by a command and by SQL."""

    def __init__(self, cli: Cli) -> None:
        self.cli = cli
        self.db = sqlite3.connect(f"file:{cli.book}?mode=ro", uri=True)
        self.db.row_factory = sqlite3.Row

    def ask(self, *words: str) -> Any:
        """What a command says as JSON."""
        return self.cli.json(*words)

    def sql(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """What the file says."""
        return [tuple(row) for row in self.db.execute(query, {"today": TODAY, **values})]

    def one(self, query: str, **values: Any) -> Any:
        """The one value that the file says."""
        ((value,),) = self.sql(query, **values)
        return value


@pytest.fixture
def book(sample: Cli) -> Iterator[Question]:
    asked = Question(sample)
    with closing(asked.db):
        yield asked


def test_what_is_for_today_and_why(book: Question) -> None:
    said = book.ask("today", "--explain")
    assert said["totals"]["arr"] * 100 == book.one(HELD + "SELECT sum(closing) FROM ends_of", **NOW)
    assert said["totals"]["accounts"] == book.one(
        "SELECT count(*) FROM account WHERE status IN ('active', 'onboarding')"
    )
    for action in said["actions"]:
        parts = action["parts"]
        worth = parts["base"] * parts["ramp"] * parts["weight"]
        assert math.isclose(action["priority"], worth, abs_tol=0.01), action["why"]
    owed = {(each["account"], each["why"]) for each in said["actions"] if each["parts"]["kind"] == "promise"}
    late = book.sql(
        "SELECT a.code, t.title, CAST(julianday(:today) - julianday(t.due_on) AS INTEGER) FROM task t"
        " JOIN account a ON a.id = t.account_id WHERE t.promised = 1 AND coalesce(t.promised_by, 'me') = 'me'"
        " AND t.done_on IS NULL AND t.due_on <= :today AND a.code IN ('acme', 'solway')"
        " ORDER BY t.due_on"
    )
    first = {code: (title, days) for code, title, days in reversed(late)}
    assert owed == {
        (code, f"{title} promised today" if not days else f"{title} {days} days late")
        for code, (title, days) in first.items()
    }


def test_which_notice_deadlines_are_within_60_days_and_not_proposed(book: Question) -> None:
    rows = book.ask("renewals", "--in", "60d", "stage:not_started,contacted")
    assert [(row["account"], row["deadline"], row["stage"]) for row in rows] == book.sql(
        OPEN + "SELECT a.code, CASE WHEN notice >= :today THEN notice ELSE ends_on END AS deadline, stage"
        " FROM days JOIN account a ON a.id = days.account_id WHERE stage IN ('not_started', 'contacted')"
        " AND deadline <= date(:today, '+60 days') ORDER BY deadline"
    )
    assert rows


def test_what_is_net_retention_and_who_moved_it(book: Question) -> None:
    said = book.ask("metrics", "nrr")
    moved = {item["account"]: (item["bottom"], item["top"]) for item in said["items"]}
    found = book.sql(HELD + "SELECT code, opening / 100, closing / 100 FROM ends_of WHERE opening > 0", **Q4)
    assert moved == {code: (opening, closing) for code, opening, closing in found}
    assert said["value"] == sum(closing for *_, closing in found) / sum(opening for _, opening, _ in found)


def test_who_is_at_risk_among_the_renewals_of_this_quarter(book: Question) -> None:
    rows = book.ask("risks", "renews.before:eoq")
    assert [(row["account"], row["score"]) for row in rows] == book.sql(
        OPEN
        + 'SELECT a.code, h.score FROM account a JOIN health h ON h.account_id = a.id AND h."on" = :today'
        " WHERE h.band IN ('critical', 'at_risk')"
        " AND (SELECT min(ends_on) FROM days WHERE account_id = a.id) <= '2026-03-31' ORDER BY h.score"
    )
    assert rows


def test_what_are_the_best_and_the_worst_of_next_quarter(book: Question) -> None:
    said = book.ask("forecast")
    due = dict(
        book.sql(
            HELD + "SELECT coalesce(c.forecast, 'unset'), sum(h.value) / 100 FROM held h"
            " JOIN contract c ON c.id = h.head WHERE c.ends_on BETWEEN '2026-04-01' AND '2026-06-30'"
            " AND c.renewed_by_id IS NULL AND c.outcome IS NULL AND h.starts_on <= c.ends_on GROUP BY 1",
            **NOW,
        )
    )
    names = ("commit", "likely", "doubtful", "lost", "unset")
    assert {name: said[name] for name in names} == {name: due.get(name, 0) for name in names}
    assert said["due"] == sum(due.values())
    assert said["best_case"] == due["commit"] + due["likely"]
    assert 0 < said["grr_p10"] <= said["grr"] <= said["grr_p90"] <= 1
    assert said["weighted_p10"] <= said["weighted"] <= said["weighted_p90"] <= said["due"]


def test_with_whom_was_there_no_touch_for_60_days(book: Question) -> None:
    rows = book.ask("account", "list", "touched.before:-60d")
    touched = (
        'SELECT a.code, max(i."on") AS newest FROM account a JOIN interaction i ON i.account_id = a.id'
        " WHERE a.status <> 'archived' AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0"
        ' AND i."on" <= :today GROUP BY a.id'
        " HAVING newest < date(:today, '-60 days') ORDER BY a.code"
    )
    assert sorted((row["account"], row["last_touch_on"]) for row in rows) == book.sql(touched)
    assert rows


def test_who_brings_over_50k_without_a_champion(book: Question) -> None:
    rows = book.ask("account", "list", "arr.over:50k", "champion.none:", "--fields", "account,arr")
    assert [(row["account"], row["arr"]) for row in rows] == book.sql(
        HELD + "SELECT code, closing / 100 FROM ends_of WHERE closing > 5000000 AND NOT EXISTS ("
        "SELECT 1 FROM contact p WHERE p.account_id = ends_of.id AND p.role = 'champion'"
        " AND (p.left_on IS NULL OR p.left_on > :today)) ORDER BY code",
        **NOW,
    )
    assert rows


def test_where_is_the_white_space(book: Question) -> None:
    rows = book.ask("portfolio", "--white-space")["white_space"]
    owned = {(row["account"], row["product"]) for row in rows if row["state"] == "owned"}
    assert owned == set(
        book.sql(
            HELD + "SELECT DISTINCT a.code, p.name FROM held h JOIN account a ON a.id = h.account_id"
            " JOIN product p ON p.id = h.product_id WHERE h.starts_on <= :today AND h.stop > :today",
            **NOW,
        )
    )
    products = book.one("SELECT count(*) FROM product")
    assert len(rows) == len({row["account"] for row in rows}) * products
    offered = {(row["account"], row["product"]) for row in rows if row["state"] not in ("owned", "open")}
    assert offered <= set(
        book.sql(
            "SELECT a.code, p.name FROM opportunity o JOIN account a ON a.id = o.account_id"
            " JOIN product p ON p.id = o.product_id"
        )
    )
    prices = dict(book.sql("SELECT name, list_price / 100 FROM product"))
    assert all(row["value"] == prices[row["product"]] for row in rows if row["state"] == "open")


def test_why_was_revenue_lost(book: Question) -> None:
    rows = book.ask("metrics", "--by", "reason", "--period", "last-12m")
    year = {"opening": "2025-02-28", "closing": "2026-02-28"}
    # No account of the sample lost with one contract and grew with another.
    lost = book.sql(
        HELD + "SELECT c.reason, count(DISTINCT e.id), sum(e.opening - e.closing) / 100 FROM ends_of e"
        " LEFT JOIN contract c ON c.account_id = e.id AND c.outcome = 'churned'"
        " AND c.outcome_on BETWEEN '2025-03-01' AND '2026-02-28'"
        " WHERE e.closing < e.opening GROUP BY c.reason ORDER BY c.reason IS NULL, 3 DESC",
        **year,
    )
    assert [(row["reason"], row["accounts"], row["lost"]) for row in rows] == lost
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    whole = book.ask("metrics", "--period", "last-12m")
    assert sum(row["lost"] for row in rows) == whole["churned"] + whole["contraction"]


def test_how_much_is_left_by_year_of_joining(book: Question) -> None:
    rows = book.ask("metrics", "nrr", "--by", "cohort")
    joined = dict(
        book.sql(HELD + "SELECT account_id, min(starts_on) FROM held WHERE value > 0 GROUP BY 1", **Q4)
    )
    years: dict[str, list[tuple[str, int]]] = {}
    for account, first in joined.items():
        if first <= Q4["closing"]:
            years.setdefault(first[:4], []).append((first, account))
    assert [(row["cohort"], row["accounts"]) for row in rows] == [
        (year, len(years[year])) for year in sorted(years)
    ]
    arr = (
        HELD + "SELECT coalesce(sum(value), 0) FROM held"
        " WHERE account_id = :account AND starts_on <= :day AND stop > :day"
    )
    for row in rows:
        for each in row["after"]:
            ages = [
                (
                    first,
                    book.one("SELECT date(:first, :months || ' months')", first=first, months=each["months"]),
                )
                for first, _ in years[row["cohort"]]
            ]
            if max(later for _, later in ages) > Q4["closing"]:
                assert each["value"] is None
                continue
            ends = [
                [book.one(arr, account=account, day=day, **Q4) for day in days]
                for (_, account), days in zip(years[row["cohort"]], ages, strict=True)
            ]
            assert each["value"] == sum(later for _, later in ends) / sum(first for first, _ in ends)


@pytest.mark.parametrize("by", ["owner", "segment"])
def test_how_is_retention_by_owner_and_by_segment(book: Question, by: str) -> None:
    rows = book.ask("metrics", "--by", by)
    found = book.sql(
        HELD + f"SELECT {by}, sum(opening) / 100, sum(closing) / 100,"
        " sum(closing) FILTER (WHERE opening > 0) * 1.0 / sum(opening),"
        f" sum(min(opening, closing)) * 1.0 / sum(opening) FROM ends_of GROUP BY {by} ORDER BY 3 DESC",
        **Q4,
    )
    names = (by, "opening_arr", "closing_arr", "nrr", "grr")
    assert [tuple(row[name] for name in names) for row in rows] == found


def test_how_did_nps_go_by_quarter(book: Question) -> None:
    rows = book.ask("metrics", "nps", "--by", "quarter", "--period", "last-12m")
    for row in rows:
        values = {"first": row["period"]["from"], "last": row["period"]["to"]}
        nps = book.sql(
            "SELECT 100.0 * (sum(score >= 9) - sum(score <= 6)) / count(*), count(*) FROM survey"
            " WHERE kind = 'nps' AND \"on\" BETWEEN :first AND :last",
            **values,
        )
        ((value, answers),) = nps
        assert row["bottom"] == answers
        assert row["value"] == pytest.approx(value) if answers else row["value"] is None
    assert [row["group"] for row in rows] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]


def test_which_detractors_got_no_answer(book: Question) -> None:
    rows = book.ask("survey", "list", "--unanswered")
    assert [(row["survey"], row["account"], row["days_waiting"]) for row in rows] == book.sql(
        "SELECT 's' || s.id, a.code, CAST(julianday(:today) - julianday(s.\"on\") AS INTEGER) FROM survey s"
        " JOIN account a ON a.id = s.account_id WHERE a.status <> 'churned'"
        " AND s.\"on\" >= date(:today, '-180 days')"
        " AND (s.kind = 'nps' AND s.score <= 6 OR s.kind = 'csat' AND s.score <= 0.4 * s.scale_max)"
        ' AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.account_id = s.account_id AND i."on" >= s."on"'
        " AND i.\"on\" <= :today AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0)"
    )
    assert rows


def test_which_promises_were_broken(book: Question) -> None:
    said = book.ask("metrics", "promise_kept")
    found = book.sql(
        "SELECT 't' || t.id, coalesce(t.done_on <= t.first_due_on, 0) FROM task t"
        " WHERE t.promised = 1 AND coalesce(t.promised_by, 'me') = 'me'"
        " AND t.first_due_on BETWEEN '2025-10-01' AND '2025-12-31'"
    )
    assert {(item["record"], item["top"]) for item in said["items"]} == set(found)
    assert said["value"] == sum(kept for _, kept in found) / len(found)
    assert any(not kept for _, kept in found)


def test_is_the_score_any_good_and_could_it_be_better(book: Question) -> None:
    """Of its own journal the sample has no past to judge by; its records go back for years."""
    since = book.one("SELECT min(substr(at, 1, 10)) FROM txn")
    said = book.ask("backtest", "--fit")
    assert (said["on_record_since"], said["verdict"], said["loss_count"]) == (since, "nothing", 0)
    assert not said["fit"]["offered"]
    said = book.ask("backtest", "--fit", "--backdated")
    assert {(each["account"], each["day"], each["amount"]) for each in said["losses"]} == set(
        book.sql(
            HELD + ", days AS (SELECT account_id, stop AS day FROM held"
            " UNION SELECT account_id, starts_on FROM held),"
            " fell AS (SELECT account_id, day,"
            " (SELECT sum(value) FROM held h WHERE h.account_id = days.account_id"
            "  AND h.starts_on < day AND h.stop >= day) AS before,"
            " (SELECT coalesce(sum(value), 0) FROM held h WHERE h.account_id = days.account_id"
            "  AND h.starts_on <= day AND h.stop > day) AS after FROM days)"
            " SELECT a.code, day, (before - after) / 100 FROM fell JOIN account a ON a.id = account_id"
            " WHERE before > after AND day BETWEEN :first AND :today",
            first=said["from"],
            **NOW,
        )
    )
    assert said["loss_count"] == len(said["losses"])
    assert said["loss_flagged"] == sum(each["flagged"] for each in said["losses"])
    assert said["cases"] == said["cases_unknown"] + sum(each["cases"] for each in said["tens"])
    assert said["fit"]["lost_learned"] < 3  # so that nothing is offered yet
    assert not said["fit"]["offered"]


def test_whose_health_fell(book: Question) -> None:
    rows = book.ask("risks", "--all", "trend.under:0")
    assert {row["account"]: row["trend"] for row in rows} == dict(
        book.sql(
            "SELECT a.code, now.score - (SELECT h.score FROM health h WHERE h.account_id = a.id"
            " AND h.\"on\" <= date(:today, '-30 days') AND h.score IS NOT NULL"
            ' ORDER BY h."on" DESC LIMIT 1) AS fell'
            ' FROM account a JOIN health now ON now.account_id = a.id AND now."on" = :today WHERE fell < 0'
        )
    )
    assert rows


def test_how_much_hangs_on_a_few_accounts(book: Question) -> None:
    said = book.ask("portfolio")["concentration"]
    found = book.sql(
        HELD + "SELECT code, closing / 100 FROM ends_of WHERE closing > 0 ORDER BY 2 DESC, 1", **NOW
    )
    whole, many = sum(arr for _, arr in found), said["top"]["accounts"]
    assert (said["largest"]["account"], said["largest"]["arr"]) == found[0]
    assert said["largest"]["share"] == found[0][1] / whole
    assert said["top"]["arr"] == sum(arr for _, arr in found[:many])
    assert said["top"]["share"] == said["top"]["arr"] / whole


def test_how_did_retention_of_twelve_months_go(book: Question) -> None:
    rows = book.ask("metrics", "nrr", "--by", "month", "--rolling", "12m")
    assert [row["group"] for row in rows] == ["2025-10", "2025-11", "2025-12"]
    for row in rows:
        opening = book.one("SELECT date(:first, '-1 day')", first=row["period"]["from"])
        assert row["value"] == book.one(
            HELD + "SELECT sum(closing) * 1.0 / sum(opening) FROM ends_of WHERE opening > 0",
            opening=opening,
            closing=row["period"]["to"],
        )
        assert opening == book.one(
            "SELECT date(:last, '+1 day', '-1 year', '-1 day')", last=row["period"]["to"]
        )


def test_how_much_of_the_growth_came_from_price(book: Question) -> None:
    said = book.ask("metrics", "--split")
    # In the sample no account of the opening shrank in one product and grew in another.
    products = book.sql(
        HELD + ", both AS (SELECT account_id, product_id,"
        " sum(value) FILTER (WHERE starts_on <= :opening AND stop > :opening) AS before,"
        " sum(value) FILTER (WHERE starts_on <= :closing AND stop > :closing) AS after,"
        " sum(coalesce(quantity, 0)) FILTER (WHERE starts_on <= :opening AND stop > :opening) AS had,"
        " sum(coalesce(quantity, 0)) FILTER (WHERE starts_on <= :closing AND stop > :closing) AS has"
        " FROM held GROUP BY 1, 2)"
        " SELECT CASE WHEN before IS NULL THEN 'cross_sell' WHEN had = has THEN 'price' ELSE 'upsell' END,"
        " sum(coalesce(after, 0) - coalesce(before, 0)) / 100"
        " FROM both JOIN ends_of ON ends_of.id = account_id"
        " WHERE opening > 0 AND coalesce(after, 0) > coalesce(before, 0) GROUP BY 1",
        **Q4,
    )
    grown = dict(products)
    kinds = ("price", "upsell", "cross_sell")
    assert {kind: said[kind] for kind in kinds} == {kind: grown.get(kind, 0) for kind in kinds}
    assert said["expansion"] == sum(grown.values()) - said["offset"]
    assert "of it price" in book.cli.ok("metrics", "--split")


def test_is_my_target_within_reach(book: Question) -> None:
    said = book.ask("metrics", "attainment", "--period", "this-quarter")
    target = book.one(
        "SELECT sum(value) / 100 FROM target WHERE period = '2026-Q1' AND metric IN ('renewals', 'expansion')"
    )
    renewed = book.one(
        HELD
        + "SELECT coalesce(sum(h.value), 0) / 100 FROM contract c JOIN contract n ON n.id = c.renewed_by_id"
        " JOIN held h ON h.head = n.id AND h.starts_on = n.starts_on"
        " WHERE c.ends_on BETWEEN '2026-01-01' AND :today",
        **NOW,
    )
    grown = book.one(
        HELD + "SELECT sum(closing - opening) / 100 FROM ends_of WHERE closing > opening AND opening > 0",
        **NOW,
    )
    assert (said["top"], said["bottom"]) == (renewed + grown, target)
    assert said["value"] == (renewed + grown) / target
