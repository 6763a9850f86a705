"""The scores of each day, kept for trends: written once a day, by the first report that has them all."""

import datetime as dt
import json
from collections.abc import Mapping

from amcli.errors import AmcliError
from amcli.facts.kept_scores import SETTING, Mark
from amcli.rules.model import Model
from amcli.rules.score import Score
from amcli.storage.connection import Book

PATIENCE_MS = 200
INSERT = (
    'INSERT INTO health(account_id, "on", score, band, coverage, model, reasons)'
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
REMARK = "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"


def remember_once(book: Book, today: dt.date, scores: Mapping[int, Score], model: Model, mark: Mark) -> None:
    """Keep the scores of a day, unless they are kept already, and `mark` what they were worked out from. A
    report does not fail for it, and does not wait: where the book is read-only or busy, the next report of
    the day keeps them."""
    try:
        if not scores or is_kept(book, today):
            return
        book.db.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        with book.transaction():
            if not is_kept(book, today):  # another report may have been faster
                keep(book, today, scores, model)
                book.db.execute(REMARK, (SETTING, json.dumps(mark)))
    except AmcliError:
        return


def is_kept(book: Book, day: dt.date) -> bool:
    """Whether the scores of a day are kept already."""
    return bool(book.rows("health.today", today=day.isoformat()))


def keep(book: Book, day: dt.date, scores: Mapping[int, Score], model: Model) -> None:
    """Keep the scores of a day, within a transaction; an account that has one for the day keeps it."""
    on, version = day.isoformat(), model.version
    rows = [
        (account, on, found.score, found.band, round(found.coverage, 4), version, reasons(found))
        for account, found in scores.items()
    ]
    book.db.executemany(INSERT, rows)


def reasons(found: Score) -> str:
    """The points of each line, as JSON; the words can be made again."""
    return json.dumps([{"signal": line.signal, "points": line.points} for line in found.lines])
