"""Taking a transaction back: the opposite of each entry of its journal, newest first, by one statement.

A statement for each row would let SQLite and its search index begin and end once a row, which took most of
the time of a large undo. So the entries go through a view that only this connection sees, and its triggers do
to each row what the entry asks for. They go in the journal's own order: a name that became free can be
another's again, and nothing goes with its account that goes by itself. Not for whether a change may be taken
back, nor for the settings file (journal.py).
"""

import sqlite3
from collections.abc import Iterator

from amcli.hints import NamedTuple
from amcli.storage.settings_file import TABLE
from amcli.storage.triggers import SEARCHED, UNJOURNALLED, index_transaction, row_as_json, search_rowid

VIEW = (
    'CREATE TEMP VIEW reversal(id, tbl, "row", added, gone, names) AS '
    "SELECT NULL, NULL, NULL, NULL, NULL, NULL"
)
# Tables that no trigger journals are journalled by hand, and of a row that changed only what changed.
BY_HAND = "tbl IN ({})".format(", ".join(f"'{table}'" for table in sorted(UNJOURNALLED)))
NAMES = "(SELECT json_group_array(key) FROM json_each(before))"
EVENTS = f"""
SELECT tbl, before IS NULL AS added, before IS NOT NULL AND after IS NULL AS gone, {BY_HAND} AS by_hand,
  max(id) AS last
FROM journal WHERE txn = :txn AND tbl <> '{TABLE}' GROUP BY tbl, added, gone"""
COLUMNS = "SELECT key FROM journal j JOIN json_each(j.before) WHERE j.id = :last ORDER BY json_each.id"
COLUMNS_BY_HAND = f"""
SELECT DISTINCT {NAMES} FROM journal
WHERE txn = :txn AND tbl = :tbl AND before IS NOT NULL AND (after IS NULL) = :gone"""
OPPOSITES = f"""
INSERT INTO temp.reversal
SELECT id, tbl, "row", before IS NULL, after IS NULL, CASE WHEN {BY_HAND} THEN {NAMES} END
FROM main.journal WHERE txn = :txn AND tbl <> '{TABLE}' ORDER BY id DESC"""
KEEP = 'INSERT INTO journal(txn, tbl, "row", before, after) '


class Event(NamedTuple):
    """What a transaction did to rows of a table: `added`, `gone`, else changed; the columns that its entries
    hold, and their names as one text where entries differ in them."""

    table: str
    added: bool
    gone: bool
    by_hand: bool
    columns: tuple[str, ...] = ()
    names: str | None = None


def take_back(db: sqlite3.Connection, txn: int, own: int) -> None:
    """Do the opposite of a transaction to every row that it changed, in the transaction `own`."""
    events = list(events_of(db, txn))
    if not events:  # it changed the settings file alone
        return
    db.execute("UPDATE session SET bulk = 1")
    forget_added(db, txn, events)
    db.execute(VIEW)
    for number, event in enumerate(events):
        db.execute(trigger(db, number, event, own))
    db.execute(OPPOSITES, {"txn": txn})
    db.execute("DROP VIEW temp.reversal")
    index_transaction(db, own)


def events_of(db: sqlite3.Connection, txn: int) -> Iterator[Event]:
    """Everything that a transaction did, each once. A trigger's entries all hold the same columns, those that
    the table had then."""
    for found in db.execute(EVENTS, {"txn": txn}).fetchall():
        event = Event(found["tbl"], bool(found["added"]), bool(found["gone"]), bool(found["by_hand"]))
        if event.added:
            yield event
        elif not event.by_hand:
            yield event._replace(columns=columns_in(db, found["last"]))
        else:
            for (names,) in db.execute(COLUMNS_BY_HAND, {"txn": txn, **dict(found)}).fetchall():
                columns = db.execute("SELECT value FROM json_each(?)", (names,))
                yield event._replace(columns=tuple(name for (name,) in columns), names=names)


def columns_in(db: sqlite3.Connection, entry: int) -> tuple[str, ...]:
    """The columns that an entry of the journal holds."""
    return tuple(name for (name,) in db.execute(COLUMNS, {"last": entry}))


def forget_added(db: sqlite3.Connection, txn: int, events: list[Event]) -> None:
    """Take rows that were added out of the search index beforehand, in the order of their numbers: in any
    other it is written to the file for each of them."""
    for event in events:
        if event.added and event.table in SEARCHED:
            rowid = search_rowid(event.table, '"row"')
            db.execute(
                f"DELETE FROM search WHERE rowid IN (SELECT {rowid} FROM journal "
                "WHERE txn = ? AND tbl = ? AND before IS NULL)",
                (txn, event.table),
            )


def trigger(db: sqlite3.Connection, number: int, event: Event, own: int) -> str:
    """The trigger that does the opposite of an event to a row."""
    when = f"NEW.tbl = '{event.table}' AND NEW.added = {event.added:d}"
    if not event.added:
        when += f" AND NEW.gone = {event.gone:d}"
    if event.names is not None:
        when += f" AND NEW.names = '{event.names}'"
    kept = kept_by_hand(db, event, own) if event.by_hand else ""
    return (
        f"CREATE TEMP TRIGGER reversal_{number} INSTEAD OF INSERT ON reversal WHEN {when} BEGIN "
        f"{kept}{opposite(event)}; END"
    )


def opposite(event: Event) -> str:
    """SQL that takes a row out, puts it in again, or lets it be as it was."""
    if event.added:
        return f'DELETE FROM "{event.table}" WHERE id = NEW."row"'
    columns = ", ".join(f'"{name}"' for name in event.columns)
    values = ", ".join(f"json_extract(j.before, '$.\"{name}\"')" for name in event.columns)
    before = f"SELECT {values} FROM journal j WHERE j.id = NEW.id"
    if event.gone:
        return f'INSERT INTO "{event.table}"({columns}) {before}'
    return f'UPDATE "{event.table}" SET ({columns}) = ({before}) WHERE id = NEW."row"'


def kept_by_hand(db: sqlite3.Connection, event: Event, own: int) -> str:
    """SQL that journals the opposite of an entry that was journalled by hand."""
    started = f'{KEEP}SELECT {own}, j.tbl, j."row",'
    if event.added:
        present = f'(SELECT {row_as_json(db, event.table, "t")} FROM "{event.table}" t WHERE t.id = j."row")'
        return f"{started} {present}, NULL FROM journal j WHERE j.id = NEW.id; "
    before = "NULL" if event.gone else "j.before"
    return f"{started} j.after, {before} FROM journal j WHERE j.id = NEW.id; "
