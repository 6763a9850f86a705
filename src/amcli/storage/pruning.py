"""Letting the journal begin later: what changed before a day is deleted, and the book says from when on it
knows.

What imports need of an older change stays, without anything that was typed: whether a meeting was booked
first, and who said that it took place. Not for somebody's traces (forgetting.py).
"""

import datetime as dt
import sqlite3

from amcli import jsontext
from amcli.hints import NamedTuple
from amcli.storage.forgetting import UNSWEPT, make_anew
from amcli.storage.past import KEY, end_of, pruned

# Changes that others undid or redid stay as long as these.
KEPT = """
WITH RECURSIVE kept(id) AS (
  SELECT undoes FROM txn WHERE id >= :first AND undoes IS NOT NULL
  UNION SELECT txn FROM journal WHERE txn < :first
  UNION SELECT t.undoes FROM txn t JOIN kept ON t.id = kept.id WHERE t.undoes IS NOT NULL)"""
# Of a meeting that is on record: that it was booked first, and the change by which it took place.
BOOKED = """
SELECT id FROM journal WHERE tbl = 'interaction' AND txn < :first AND json_extract(before, '$.planned') = 1
AND "row" IN (SELECT id FROM interaction)"""
HELD = """
SELECT max(j.id) FROM journal j JOIN arrival a ON a.interaction = j."row"
WHERE j.tbl = 'interaction' AND j.txn < :first AND "row" IN (SELECT id FROM interaction)
AND (j.before IS NULL
     OR (json_extract(j.before, '$.planned') = 1 AND json_extract(j.after, '$.planned') = 0))
GROUP BY j."row" """
BARE = """
UPDATE journal SET
  before = iif(before IS NULL, NULL, json_object('planned', json_extract(before, '$.planned'))),
  after = iif(after IS NULL, NULL, json_object('planned', json_extract(after, '$.planned')))
WHERE id IN (SELECT id FROM temp.needed)"""
# What came in and was taken out by an undo comes in again: an import sees that of its own memory now.
TAKEN_BACK = """
UPDATE arrival SET said = NULL, interaction = NULL
WHERE interaction IS NOT NULL AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.id = arrival.interaction)
AND (SELECT t.undoing FROM journal j JOIN txn t ON t.id = j.txn
     WHERE j.tbl = 'interaction' AND j."row" = arrival.interaction AND j.after IS NULL
     ORDER BY j.id DESC LIMIT 1)"""


class Counts(NamedTuple):
    """How many changes and entries there are before a day."""

    changes: int
    entries: int


def first_kept(db: sqlite3.Connection, day: dt.date) -> int:
    """The first change of a day or later."""
    limit = end_of(day - dt.timedelta(days=1))
    query = "SELECT coalesce(min(id), (SELECT coalesce(max(id), 0) + 1 FROM txn)) FROM txn WHERE at >= ?"
    ((first,),) = db.execute(query, (limit,))
    return int(first)


def counts(db: sqlite3.Connection, day: dt.date) -> Counts:
    """What pruning would delete."""
    first, known = first_kept(db, day), pruned(db)
    begin = known.first if known is not None else 0
    query = "SELECT count(DISTINCT txn), count(*) FROM journal WHERE txn >= ? AND txn < ?"
    return Counts(*db.execute(query, (begin, first)).fetchone())


def prune(db: sqlite3.Connection, own: int, day: dt.date) -> Counts:
    """Delete what changed before a day, within the transaction `own`."""
    done = counts(db, day)
    first = {"first": min(first_kept(db, day), own)}
    db.execute(TAKEN_BACK)
    db.execute(f"CREATE TEMP TABLE needed AS {BOOKED} UNION {HELD}", first)
    db.execute(BARE)
    db.execute("DELETE FROM journal WHERE txn < :first AND id NOT IN (SELECT id FROM temp.needed)", first)
    db.execute("DROP TABLE temp.needed")
    db.execute("UPDATE txn SET command = '' WHERE id < :first", first)
    db.execute("DELETE FROM cut WHERE id < :first", first)
    db.execute(f"DELETE FROM txn WHERE id < :first AND id NOT IN ({KEPT} SELECT id FROM kept)", first)
    make_anew(db)  # the search index has words of texts that are no more
    db.execute("DELETE FROM setting WHERE key = ?", (KEY,))
    value = jsontext.dumps([day.isoformat(), first["first"]])
    db.execute("INSERT INTO setting(key, value) VALUES (?, ?)", (KEY, value))
    db.execute("INSERT OR REPLACE INTO setting(key, value) VALUES (?, '1')", (UNSWEPT,))
    return done
