"""Taking a transaction back: the opposite of each entry of its journal, newest first.

A statement for each row would let SQLite and its search index begin and end once a row, which took most of
the time of a large undo. So the entries go through a view that only this connection sees, and its triggers do
to each row what the entry asks for. They go in the journal's own order: a name that became free can be
another's again, and nothing goes with its account that goes by itself. Where many rows of a table came or
went one after the other, as an import's, and nothing depends on them, they go or come together, and so do
their entries (`Span`). Not for whether a change may be taken back, nor for the settings file (journal.py).
"""

import sqlite3
from collections.abc import Iterator

from amcli.hints import NamedTuple
from amcli.storage.settings_file import TABLE
from amcli.storage.triggers import (
    ABOUT,
    SEARCHED,
    UNJOURNALLED,
    at_rest,
    delete_triggers,
    index_transaction,
    insert_trigger,
    names,
    row_as_json,
    search_rowid,
    strangers,
)

MANY = 1_000  # rows of a table from which on it pays to take them together

VIEW = (
    'CREATE TEMP VIEW reversal(id, tbl, "row", added, gone, names) AS '
    "SELECT NULL, NULL, NULL, NULL, NULL, NULL"
)
# Tables that no trigger journals are journalled by hand, and of a row that changed only what changed.
BY_HAND = "tbl IN ({})".format(", ".join(f"'{table}'" for table in sorted(UNJOURNALLED)))
NAMES = "(SELECT json_group_array(key) FROM json_each(before))"
EVENTS = f"""
SELECT tbl, before IS NULL AS added, before IS NOT NULL AND after IS NULL AS gone, {BY_HAND} AS by_hand,
  min(id) AS first, max(id) AS last, count(*) AS entries, min("row") AS least, max("row") AS most,
  min(id - "row") = max(id - "row") AS rising, min(id + "row") = max(id + "row") AS falling
FROM journal WHERE txn = :txn AND tbl <> '{TABLE}' GROUP BY tbl, added, gone"""
COLUMNS = "SELECT key FROM journal j JOIN json_each(j.before) WHERE j.id = :last ORDER BY json_each.id"
COLUMNS_BY_HAND = f"""
SELECT DISTINCT {NAMES} FROM journal
WHERE txn = :txn AND tbl = :tbl AND before IS NOT NULL AND (after IS NULL) = :gone"""
OPPOSITES = f"""
INSERT INTO temp.reversal
SELECT id, tbl, "row", before IS NULL, after IS NULL, CASE WHEN {BY_HAND} THEN {NAMES} END
FROM main.journal WHERE txn = :txn AND id BETWEEN :first AND :last AND tbl <> '{TABLE}' ORDER BY id DESC"""
REFERRING = """
SELECT t.name, k."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) k
WHERE t.type = 'table' AND k."table" = ?"""
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


class Span(NamedTuple):
    """The entries of a transaction that did the same to rows of a table: from the `first` to the `last`, none
    of another among them where `whole`, about the rows from `least` to `most`. `order` is that in which the
    opposite takes these, where they are in one."""

    events: tuple[Event, ...]
    first: int
    last: int
    whole: bool
    least: int
    most: int
    order: str | None

    @property
    def is_long(self) -> bool:
        """Whether its rows are many, one after the other, and were added or taken out."""
        event, rows = self.events[0], self.most - self.least + 1
        return self.order is not None and rows >= MANY and not event.by_hand and (event.added or event.gone)


def take_back(db: sqlite3.Connection, txn: int, own: int) -> bool:
    """Do the opposite of a transaction to every row that it changed, in the transaction `own`; whether
    surely no other row changed with them."""
    spans = sorted(spans_of(db, txn), key=lambda span: -span.last)
    if not spans:  # it changed the settings file alone
        return True
    db.execute("UPDATE session SET bulk = 1")
    forget_added(db, txn, [event for span in spans for event in span.events])
    if any(span.is_long for span in spans):
        db.execute("PRAGMA cache_size = -16000")  # what many rows change is written once
    together = all(span.whole for span in spans) and not strangers(db)
    waiting: list[Span] = []
    alone = True
    for span in spans:
        if together and span.is_long:
            take_back_rows(db, txn, own, waiting)
            waiting = []
            if take_back_span(db, own, span):
                continue
        waiting.append(span)
        alone = False
    take_back_rows(db, txn, own, waiting)
    index_transaction(db, own)
    return alone


def take_back_rows(db: sqlite3.Connection, txn: int, own: int, spans: list[Span]) -> None:
    """Take back the entries of these spans, which follow each other, one after the other."""
    if not spans:
        return
    db.execute(VIEW)
    for number, event in enumerate(event for span in spans for event in span.events):
        db.execute(trigger(db, number, event, own))
    edges = {"first": min(span.first for span in spans), "last": max(span.last for span in spans)}
    db.execute(OPPOSITES, {"txn": txn, **edges})
    db.execute("DROP VIEW temp.reversal")


def take_back_span(db: sqlite3.Connection, own: int, span: Span) -> bool:
    """Take back the entries of a span together, and journal it as one by one; False where that can't be, as
    other rows would come or go in between."""
    event = span.events[0]
    rows = f'FROM "{event.table}" WHERE id BETWEEN :least AND :most'
    edges = {"own": own, "least": span.least, "most": span.most, "first": span.first, "last": span.last}
    if event.gone:
        with at_rest(db, {insert_trigger(event.table)}):
            db.execute(put_in_again(event), edges)
        db.execute(
            f"{KEEP}SELECT :own, '{event.table}', id, NULL, NULL {rows} ORDER BY id {span.order}", edges
        )
        return True
    if is_depended_on(db, event.table, edges):
        return False
    before = row_as_json(db, event.table, f'"{event.table}"')
    db.execute(
        f"{KEEP}SELECT :own, '{event.table}', id, {before}, NULL {rows} ORDER BY id {span.order}", edges
    )
    with at_rest(db, delete_triggers(event.table)):
        db.execute(f"DELETE {rows}", edges)
    return True


def put_in_again(event: Event) -> str:
    """SQL that puts the rows of a span in again."""
    return f"{opposite_insert(event)} FROM journal j WHERE j.id BETWEEN :first AND :last ORDER BY j.id DESC"


def is_depended_on(db: sqlite3.Connection, table: str, edges: dict[str, int]) -> bool:
    """Whether anything would go, or change, with these rows of a table."""
    there = set(names(db, "table"))
    about = [f"SELECT 1 FROM {name} WHERE kind = '{table}' AND \"row\"" for name in ABOUT if name in there]
    referring = db.execute(REFERRING, (table,)).fetchall()
    looks = [*about, *(f'SELECT 1 FROM "{name}" WHERE "{column}"' for name, column in referring)]
    return any(db.execute(f"{look} BETWEEN :least AND :most LIMIT 1", edges).fetchone() for look in looks)


def spans_of(db: sqlite3.Connection, txn: int) -> Iterator[Span]:
    """Everything that a transaction did, by what it did to rows of which table."""
    for found in db.execute(EVENTS, {"txn": txn}).fetchall():
        whole = found["last"] - found["first"] + 1 == found["entries"]
        order = "DESC" if found["rising"] else "ASC" if found["falling"] else None
        edges = found["first"], found["last"], whole, found["least"], found["most"]
        yield Span(tuple(events_of(db, txn, found)), *edges, order if whole else None)


def events_of(db: sqlite3.Connection, txn: int, found: sqlite3.Row) -> Iterator[Event]:
    """What a transaction did to rows of a table. A trigger's entries all hold the same columns, those that
    the table had then."""
    event = Event(found["tbl"], bool(found["added"]), bool(found["gone"]), bool(found["by_hand"]))
    if event.added:
        yield event
    elif not event.by_hand:
        yield event._replace(columns=columns_in(db, found["last"]))
    else:
        which = {"txn": txn, "tbl": event.table, "gone": event.gone}
        for (text,) in db.execute(COLUMNS_BY_HAND, which).fetchall():
            columns = db.execute("SELECT value FROM json_each(?)", (text,))
            yield event._replace(columns=tuple(name for (name,) in columns), names=text)


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
    entry = "FROM journal j WHERE j.id = NEW.id"
    if event.gone:
        return f"{opposite_insert(event)} {entry}"
    columns, values = columns_of(event)
    return f'UPDATE "{event.table}" SET ({columns}) = (SELECT {values} {entry}) WHERE id = NEW."row"'


def opposite_insert(event: Event) -> str:
    """SQL that puts rows in as entries `j` hold them."""
    columns, values = columns_of(event)
    return f'INSERT INTO "{event.table}"({columns}) SELECT {values}'


def columns_of(event: Event) -> tuple[str, str]:
    """The columns that an entry `j` holds, and SQL for their values."""
    values = [f"json_extract(j.before, '$.\"{name}\"')" for name in event.columns]
    return ", ".join(f'"{name}"' for name in event.columns), ", ".join(values)


def kept_by_hand(db: sqlite3.Connection, event: Event, own: int) -> str:
    """SQL that journals the opposite of an entry that was journalled by hand."""
    started = f'{KEEP}SELECT {own}, j.tbl, j."row",'
    if event.added:
        present = f'(SELECT {row_as_json(db, event.table, "t")} FROM "{event.table}" t WHERE t.id = j."row")'
        return f"{started} {present}, NULL FROM journal j WHERE j.id = NEW.id; "
    before = "NULL" if event.gone else "j.before"
    return f"{started} j.after, {before} FROM journal j WHERE j.id = NEW.id; "
