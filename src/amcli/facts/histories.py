"""How an account went over time: its scores, kept once a day, and its figures of use, the oldest first."""

import datetime as dt
from collections.abc import Iterable

from amcli.facts.account_facts import World
from amcli.facts.churn import LEAVING
from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.rules.names import folded
from amcli.storage.connection import Book
from amcli.storage.connection import Row as Record

EVER = "0001-01-01"
INTO = 'INSERT INTO health(account_id, "on", score, band, coverage, model, reasons)'


class OfDay(NamedTuple):
    """The score of an account on a day; `points` are its lines as JSON, without their words."""

    account: int
    score: int | None
    health: str
    evidence: float
    points: str


def remember_once(world: World, scores: Iterable[OfDay]) -> None:
    """Keep the scores of today at the end of the command, unless they are kept already."""
    book, today, model = world.book, world.today, world.model.version
    if not is_kept(book, today):
        book.at_end.append(lambda: keep_scores(book, today, scores, model))


def is_kept(book: Book, day: dt.date) -> bool:
    """Whether the scores of a day are kept already."""
    return bool(book.rows("health.today", today=day.isoformat()))


def keep_scores(book: Book, day: dt.date, scores: Iterable[OfDay], model: str) -> None:
    """Keep the scores of a day, within a transaction; an account that has one for the day
    keeps it, and one that is leaving has none."""
    on = day.isoformat()
    rows = (
        (each.account, on, each.score, each.health, each.evidence, model, each.points)
        for each in scores
        if each.health != LEAVING
    )
    book.add_many(INTO, rows, "ON CONFLICT DO NOTHING")


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
