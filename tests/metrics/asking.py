"""Asking the program and the oracle the same question of one invented book, without a process for each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from amcli.config.settings import Config
from amcli.facts.account_facts import World
from amcli.reports.metrics_data import Found, metrics_object, read_metrics
from amcli.rules.dates import Period
from amcli.rules.metrics.register import OLD_NAMES
from amcli.storage.connection import Book
from amcli.storage.totals import Totals
from tests.metrics.books import Invented, fill
from tests.metrics.oracle import Given, read_tables
from tests.metrics.oracle_work import Work

CLOSE, CENT = 1e-9, 0.0051


@contextmanager
def filled(db: sqlite3.Connection, invented: Invented, *, backwards: bool = False) -> Iterator[Book]:
    """A book that holds what was invented, for as long as it is looked at."""
    db.execute("BEGIN")
    try:
        fill(db, invented.rows, backwards=backwards)
        yield Book(Path("invented.db"), db, "am metrics")
    finally:
        db.execute("ROLLBACK")


def world(book: Book, given: Given) -> World:
    """The world in which a question is asked."""
    values: dict[str, Any] = {"fx": dict(given.rates), "book": {"grace_days": given.grace}}
    if given.margin is not None:
        values["metrics"] = {"gross_margin": given.margin}
    config = Config(Path("config.toml"), values)
    return World(book, given.today, config, Totals(book, config, given.today))


def found(book: Book, given: Given) -> Found:
    """The metrics of a period, as the program works them out."""
    days = Period(given.first, given.last)
    return read_metrics(world(book, given), days, latest=given.latest, by_parent=given.by_parent)


def told(book: Book, given: Given) -> dict[str, Any]:
    """The object that `am metrics -o json` prints."""
    return metrics_object(found(book, given))


def unsaid(said: dict[str, Any]) -> set[str]:
    """Which numbers have a reason instead, by their names of now; reasons are there by the old ones too."""
    assert {name: said["why"][name] for name in OLD_NAMES if name in said["why"]} == {
        name: said["why"][was] for name, was in OLD_NAMES.items() if was in said["why"]
    }
    return set(said["why"]) - set(OLD_NAMES.values())


def differences(book: Book, given: Given) -> dict[str, tuple[Any, Any]]:
    """Where the program and the oracle do not agree: both answers, by the name of the number."""
    said = told(book, given)
    meant = Work(read_tables(book.db), given).everything()
    assert set(meant) == set(said) - {"period", "as_of", "currency", "why"}
    assert {name for name in meant if meant[name] is None} == unsaid(said)
    return {name: (said[name], meant[name]) for name in meant if not same(name, said[name], meant[name])}


def same(name: str, said: Any, meant: Any) -> bool:
    """Whether two numbers are one, floats as far as they go; a lifetime value is rounded to the cent."""
    if isinstance(meant, dict) or said is None or meant is None:
        return bool(said == meant)
    close = CENT if name.startswith("clv") else CLOSE * max(1.0, abs(float(meant)))
    return abs(float(said) - float(meant)) <= close
