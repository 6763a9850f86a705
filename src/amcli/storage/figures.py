"""Figures of use: which metrics an account has, and its newest figure of one. Writing them is `writes`."""

import datetime as dt
from typing import NamedTuple

from amcli.rules.names import folded
from amcli.storage.connection import Book, Row


class Known(NamedTuple):
    """A metric as the account spells it, and its newest figure on or before a day."""

    metric: str
    before: Row | None


def known(book: Book, account: int, metric: str, day: dt.date) -> Known:
    """What is on record of a metric, whatever the case of its name. Of two spellings the one with the
    newer figure counts; a metric that is new keeps its own."""
    names = [row["metric"] for row in book.rows("figures.metrics", account=account)]
    spelled = [name for name in names if folded(name) == folded(metric)]
    found = [
        (name, book.row("figures.before", account=account, metric=name, day=day.isoformat()))
        for name in spelled
    ]
    found.sort(key=lambda each: each[1]["on"] if each[1] is not None else "", reverse=True)
    return Known(*found[0]) if found else Known(metric, None)
