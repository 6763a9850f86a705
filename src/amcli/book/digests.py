"""What the last digest of each chain stood on: read, and kept once a digest has gone out.

A chain is a period and the filters of its digests: the weekly one knows nothing of the daily one. The state
is no change of the book, so it is not journalled.
"""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from amcli.book.connection import Book
from amcli.rules.digest import Kept

LAST = 'SELECT id, at, "on", state FROM digest WHERE period = ? ORDER BY id DESC LIMIT 1'
INSERT = 'INSERT INTO digest(at, "on", period, state) VALUES (?, ?, ?, ?)'
# States of before the last few are of no use, and as large as the book.
PRUNE = """
DELETE FROM digest WHERE period = ?1
  AND id NOT IN (SELECT id FROM digest WHERE period = ?1 ORDER BY id DESC LIMIT 3)"""
UPDATE = "UPDATE digest SET state = json_set(?1, '$.told', json(iif(?2, 'true', 'false'))) WHERE id = ?3"
NEWEST = "SELECT at, \"on\" FROM digest WHERE state ->> 'told' ORDER BY id DESC LIMIT 1"


class State(NamedTuple):
    """What a digest stood on: its day, the keys of its events, the scores by account, and for the weekly
    one what was closed and open."""

    on: dt.date
    keys: frozenset[str]
    scores: Mapping[int, Kept]
    week: Mapping[str, Any]


def last(book: Book, chain: str) -> State | None:
    """What the last digest of a chain stood on; None where none went out."""
    found = book.db.execute(LAST, (chain,)).fetchone()
    if found is None:
        return None
    state = json.loads(found["state"])
    scores = {int(row): Kept(*each) for row, each in state.get("scores", {}).items()}
    keys = frozenset(state.get("keys", ()))
    return State(dt.date.fromisoformat(found["on"]), keys, scores, state.get("week", {}))


def keep(book: Book, chain: str, state: State, *, told: bool) -> None:
    """Keep what a digest stood on, within a transaction. One that had nothing to tell went nowhere: the one
    before stays the last, and only stands on what stands now."""
    from amcli.book.clock import now

    kept = {"told": told, "keys": sorted(state.keys), "scores": state.scores, "week": state.week}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    found = None if told else book.db.execute(LAST, (chain,)).fetchone()
    if found is None:
        book.db.execute(INSERT, (now(), state.on.isoformat(), chain, text))
    else:
        then = json.loads(found["state"]).get("told", True)
        book.db.execute(UPDATE, (text, then, found["id"]))
    book.db.execute(PRUNE, (chain,))


def last_sent(book: Book) -> tuple[str, dt.date] | None:
    """The instant and the day of the last digest of any chain; None where none went out."""
    found = book.db.execute(NEWEST).fetchone()
    return None if found is None else (str(found["at"]), dt.date.fromisoformat(found["on"]))
