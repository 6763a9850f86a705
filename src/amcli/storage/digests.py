"""What the last digest of each chain stood on: read, and kept once a digest has gone out.

A chain is a period and the filters of its digests: the weekly one knows nothing of the daily one. The state
is no change of the book, so it is not journalled.
"""

import datetime as dt
import os
from collections.abc import Mapping

from amcli import jsontext
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.storage.connection import Book, now

if TYPE_CHECKING:
    from amcli.rules.digest import Kept

LAST = """
SELECT id, "on", state FROM digest WHERE period = ? AND state ->> 'pending' IS NULL
ORDER BY id DESC LIMIT 1"""
INSERT = 'INSERT INTO digest(at, "on", period, state) VALUES (?, ?, ?, ?)'
SENT = """
SELECT at, "on" FROM digest WHERE period = ? AND "on" <= ? AND state ->> 'pending' IS NULL
ORDER BY id DESC LIMIT 1"""
UNDER_WAY = (
    "SELECT id, at, state ->> 'pending' AS process FROM digest WHERE period = ? AND process IS NOT NULL"
)
UPDATE = "UPDATE digest SET state = json_set(?, '$.told', json(iif(?, 'true', 'false'))) WHERE id = ?"
CONFIRM = "UPDATE digest SET state = json_remove(state, '$.pending') WHERE id = ?"
# States of before the last few are of no use, and as large as the book.
PRUNE = """
DELETE FROM digest WHERE period = ?
  AND id NOT IN (SELECT id FROM digest WHERE period = ? ORDER BY id DESC LIMIT 3)"""
NEWEST = """
SELECT at, "on" FROM digest WHERE state ->> 'told' AND state ->> 'pending' IS NULL ORDER BY id DESC LIMIT 1"""
# A digest that is still being written after this long hangs: the next one does not wait for it.
LONGEST_MINUTES = 60


class State(NamedTuple):
    """What a digest stood on: its day, the keys of its events, the scores by account, for the weekly one
    what was closed and open, and the last entry of the journal."""

    on: dt.date
    keys: frozenset[str]
    scores: "Mapping[int, Kept]"
    week: Mapping[str, Any]
    journal: int | None = None


def last(book: Book, chain: str) -> State | None:
    """What the last digest of a chain stood on; None where none went out."""
    found = book.db.execute(LAST, (chain,)).fetchone()
    if found is None:
        return None
    from amcli.rules.digest import Kept

    state = jsontext.loads(found["state"])
    scores = {int(row): as_now(Kept(*each)) for row, each in state.get("scores", {}).items()}
    keys = frozenset(state.get("keys", ()))
    on = dt.date.fromisoformat(found["on"])
    return State(on, keys, scores, state.get("week", {}), state.get("journal"))


def as_now(kept: "Kept") -> "Kept":
    """A score that was kept, with the names that signals have today."""
    from amcli.rules.signals import RENAMED

    return kept._replace(points={RENAMED.get(name, name): cost for name, cost in kept.points.items()})


def keep_silence(book: Book, chain: str, state: State) -> None:
    """Keep, within a transaction, what a digest stood on that had nothing to tell: it went nowhere, so the
    one before stays the last, and only stands on what stands now."""
    found = book.db.execute(LAST, (chain,)).fetchone()
    if found is None:
        insert(book, chain, state, {"told": False})
    else:
        told = jsontext.loads(found["state"]).get("told", True)
        book.db.execute(UPDATE, (as_text(state, {}), told, found["id"]))


def begin(book: Book, chain: str, state: State) -> int:
    """Note, within a transaction, that a digest is going out; it counts once it is `confirmed`."""
    return insert(book, chain, state, {"told": True, "pending": os.getpid()})


def confirmed(book: Book, chain: str, row: int) -> None:
    """Count a digest that was going out as sent, within a transaction."""
    book.db.execute(CONFIRM, (row,))
    book.db.execute(PRUNE, (chain, chain))


def given_up(book: Book, row: int) -> None:
    """Forget a digest that did not go out, within a transaction."""
    book.db.execute("DELETE FROM digest WHERE id = ?", (row,))


def is_under_way(book: Book, chain: str) -> bool:
    """Whether another digest of a chain is going out just now; those that never came to an end are forgotten.
    Called within a transaction."""
    for row in book.db.execute(UNDER_WAY, (chain,)).fetchall():
        if lives(row["process"]) and minutes_since(row["at"]) < LONGEST_MINUTES:
            return True
        given_up(book, row["id"])
    return False


def lives(process: int) -> bool:
    """Whether a process of this machine is still running."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def minutes_since(instant: str) -> float:
    """How long ago an instant of the book was."""
    then = dt.datetime.fromisoformat(instant)
    return abs((dt.datetime.now(dt.UTC) - then).total_seconds()) / 60


def insert(book: Book, chain: str, state: State, more: Mapping[str, object]) -> int:
    """Keep what a digest stands on; gives its row."""
    values = (now(), state.on.isoformat(), chain, as_text(state, more))
    return int(book.db.execute(INSERT, values).lastrowid or 0)


def as_text(state: State, more: Mapping[str, object]) -> str:
    kept = {**more, "keys": sorted(state.keys), "scores": state.scores, "week": state.week}
    kept["journal"] = state.journal
    return jsontext.dumps(kept, ascii=False, between=(",", ":"))


def last_sent(book: Book) -> tuple[str, dt.date] | None:
    """The instant and the day of the last digest of any chain; None where none went out."""
    found = book.db.execute(NEWEST).fetchone()
    return None if found is None else (str(found["at"]), dt.date.fromisoformat(found["on"]))


def sent(book: Book, chain: str, day: dt.date) -> tuple[str, dt.date] | None:
    """The instant and the day of the last digest of a chain on or before a day; None where none went out."""
    found = book.db.execute(SENT, (chain, day.isoformat())).fetchone()
    return None if found is None else (str(found["at"]), dt.date.fromisoformat(found["on"]))
