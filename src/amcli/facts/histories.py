"""How an account went over time: its kept scores and its figures of use, the oldest first, for pictures."""

import datetime as dt
from typing import NamedTuple

from amcli.facts.account_facts import World
from amcli.fields import Row
from amcli.rules.names import folded
from amcli.storage.connection import Book
from amcli.storage.connection import Row as Record

EVER = "0001-01-01"


def scores_kept(world: World, account: int) -> list[Row]:
    """The score of each day on which it was kept; scores of other weights cannot be compared with it."""
    rows = world.book.rows(
        "histories.scores", account=account, today=world.today.isoformat(), model=world.model.version
    )
    return [dict(row) for row in rows]


def used(world: World, account: int, since: str = EVER) -> list[Row]:
    """The figures of use, by metric and day."""
    rows = world.book.rows("histories.usage", account=account, since=since, today=world.today.isoformat())
    return [dict(row) for row in rows]


class Known(NamedTuple):
    """A metric as the account spells it, and its newest figure on or before a day."""

    metric: str
    before: Record | None


def known(book: Book, account: int, metric: str, day: dt.date) -> Known:
    """What is on record of a metric, whatever the case of its name. Of two spellings the one with the
    newer figure counts; a metric that is new keeps its own."""
    names = [row["metric"] for row in book.rows("histories.metrics", account=account)]
    spelled = [name for name in names if folded(name) == folded(metric)]
    found = [
        (name, book.row("histories.before", account=account, metric=name, day=day.isoformat()))
        for name in spelled
    ]
    found.sort(key=lambda each: each[1]["on"] if each[1] is not None else "", reverse=True)
    return Known(*found[0]) if found else Known(metric, None)
