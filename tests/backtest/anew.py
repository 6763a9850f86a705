"""Each month by a replay of its own, of every account: what stepping from month to month must equal.

Slow and plain: a new copy of the book for each day, in one go, everything forgotten that was typed later.
"""

import datetime as dt
import json
import sqlite3

from amcli.facts.account_facts import World, read_bare
from amcli.facts.ledger import rate_of, read_terms
from amcli.reports.backtest_data import Found, settled
from amcli.rules.backtest import Backtest, Day, Seen
from amcli.rules.metrics.losses import losses, revenues
from amcli.rules.score import Score, assess, points_of
from amcli.storage.connection import Book
from amcli.storage.past import NOT_YET, UNDATED, end_of, forget
from amcli.storage.replay import copied
from amcli.storage.triggers import journalled_tables
from tests.backtest.lived import world_of

FIRST_CHANGES = """
SELECT tbl, "row", before FROM journal WHERE id IN (
  SELECT min(id) FROM journal WHERE txn >= (SELECT min(id) FROM txn WHERE at >= ?) GROUP BY tbl, "row")
ORDER BY id"""


def judged_anew(found: Found) -> Backtest:
    """The same back-test, of days that know nothing of each other."""
    world, question = found.world, found.question
    rate = rate_of(world)

    def worth(amount: int, currency: str) -> int:
        return rate(amount, currency, world.today)

    earned = revenues([term for term in read_terms(world) if world.has(term.contract.account)], worth)
    lost = losses(earned, world.grace)
    days = []
    for on in found.span.days:
        book = as_it_was(world.book, on, backdated=question.backdated)
        then, until = world_of(book, on), question.horizon.after(on)
        ahead = {loss.account for loss in lost if on < loss.on <= until}
        days.append(
            Day(on, until, scores(then), set() if question.backdated else settled(then, ahead, worth))
        )
        book.close()
    return Backtest(days, earned, lost, world.today)


def scores(then: World) -> dict[int, Seen]:
    """What the score says of every account that has one."""
    every = [facts for facts in read_bare(then) if facts.leaving is None]  # else nothing is left to warn of
    found = {facts.id: assess(facts, then.today, then.model) for facts in every}
    return {row: seen(each) for row, each in found.items()}


def seen(score: Score) -> Seen:
    """What a score said."""
    points = points_of(score)
    return Seen(score.score, score.health, tuple(points), tuple(points.values()), score.kinds)


def as_it_was(book: Book, day: dt.date, *, backdated: bool) -> Book:
    """A copy of a book as it was at the end of a day."""
    copy = copied(book)
    tables, late = set(journalled_tables(copy.db)), {name: set[int]() for name in UNDATED}
    changes = [each for each in copy.db.execute(FIRST_CHANGES, (end_of(day),)) if each["tbl"] in tables]
    for table, row, before in changes:
        if before is None and backdated:
            late.setdefault(table, set()).add(row)
        else:
            copy.db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
    for table, _, before in changes:
        if before is not None:
            kept = json.loads(before)
            names, marks = ", ".join(f'"{name}"' for name in kept), ", ".join("?" * len(kept))
            copy.db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(kept.values()))
    for table, undated in UNDATED.items():
        forget(copy, table, undated, sorted(late[table]), day)
    if backdated:
        for account in copy.db.execute("SELECT id, added_on, customer_since FROM account").fetchall():
            known = min(known_days(book, account))
            copy.db.execute("UPDATE account SET added_on = ? WHERE id = ?", (known, account["id"]))
        for row in stopped_only(book) & late["contract"]:
            copy.db.execute(
                "UPDATE contract SET ends_on = NULL WHERE id = ? AND ends_on > ?", (row, day.isoformat())
            )
    copy.db.execute(NOT_YET, {"day": day.isoformat()})
    return copy


def stopped_only(book: Book) -> set[int]:
    """The contracts of products of which those that weren't lost mostly have no end."""
    every = book.db.execute("SELECT * FROM contract").fetchall()
    found = set()
    for product in {each["product_id"] for each in every}:
        some = [each for each in every if each["product_id"] == product]
        kept = [
            each["ends_on"]
            for each in some
            if each["kind"] == "recurring" and each["amends_id"] is None
            and each["outcome"] != "churned" and each["terminated_on"] is None
        ]  # fmt: skip
        if kept.count(None) > len(kept) / 2:
            found.update(each["id"] for each in some)
    return found


def known_days(book: Book, account: sqlite3.Row) -> list[str]:
    """The days on which somebody knew of an account: its own, and those of its records, whenever typed."""
    found = [account["added_on"], *([account["customer_since"]] if account["customer_since"] else [])]
    for table, column in (
        ("interaction", "on"), ("contract", "starts_on"), ("issue", "opened_on"), ("survey", "on"),
        ("usage", "on"), ("feedback", "on"), ("event", "on"), ("handoff", "on"),
    ):  # fmt: skip
        rows = book.db.execute(f'SELECT "{column}" FROM "{table}" WHERE account_id = ?', (account["id"],))
        found += [row[0] for row in rows]
    return found
