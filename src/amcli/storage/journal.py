"""Taking back and putting back: undo, redo, and the history that the journal's triggers keep.

An undo is itself a journalled transaction (`txn.undoes`), so it can be undone, which is redo.
"""

import sqlite3
from collections.abc import Iterator

from amcli import jsontext
from amcli.errors import NotFound, Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.names import quoted, shown, unshown
from amcli.storage import settings_file
from amcli.storage.connection import Book, translated
from amcli.storage.reversal import take_back
from amcli.storage.settings_file import TABLE
from amcli.storage.triggers import OUTSIDE
from amcli.storage.writes import keep
from amcli.vocabulary import LETTERS, reference

# Undoing and redoing make a chain, each link reversing the one before: at most one transaction
# reverses another, so the last link alone is live, and it says whether the change stands.
LIVE = "NOT EXISTS (SELECT 1 FROM txn later WHERE later.undoes = t.id)"
NEWEST_TO_UNDO = f"""
SELECT * FROM txn t WHERE undoing = 0 AND automatic = 0 AND command <> :outside AND {LIVE}
AND (:via IS NULL OR via = :via) AND (:client IS NULL OR coalesce(client, '') = :client)
ORDER BY id DESC LIMIT 1"""
OLDER_TO_UNDO = f"""
SELECT id FROM txn t WHERE undoing = 0 AND automatic = 0 AND command <> :outside AND id < :txn AND {LIVE}
AND NOT EXISTS (SELECT 1 FROM cut WHERE cut.id = t.id)
AND id >= coalesce((SELECT json_extract(value, '$[1]') FROM setting WHERE key = 'pruned'), 0)
ORDER BY id DESC LIMIT 1"""
NEWEST_TO_REDO = f"SELECT * FROM txn t WHERE undoing = 1 AND {LIVE} ORDER BY id DESC LIMIT 1"
MADE = "SELECT min(id) FROM txn WHERE id > ? AND command = ? AND via IS ? AND client IS ?"
FIRST_KEPT = "SELECT json_extract(value, '$[1]') FROM setting WHERE key = 'pruned'"
CHANGED_SINCE = f"SELECT * FROM txn t WHERE undoes IS NULL AND id > :txn AND {LIVE} LIMIT 1"
CHANGED_LATER = f"SELECT 1 FROM txn t WHERE id > :txn AND undoing = 0 AND {LIVE} LIMIT 1"
CLASH = f"""
SELECT t.id, t.command, j.tbl, j."row", j.before, j.after FROM journal mine
JOIN journal j ON j.tbl = mine.tbl AND j."row" = mine."row" AND j.txn > :txn
JOIN txn t ON t.id = j.txn
WHERE mine.txn = :txn AND t.undoing = 0 AND {LIVE}
ORDER BY t.id DESC LIMIT 1"""

# What is kept beside a record and follows from it, and columns that nobody types.
INNER = ("interaction_contact", "source_ref", "value_source", "health")
SILENT = ("created_at", "updated_at", "code_folded", "name_folded")
MOST_FIELDS = 3
LONGEST_COMMAND = 40  # in an error

# The plus keeps SQLite from looking the row up among all rows of the other transaction, which made
# the undo of a large import quadratic. Who a value is from goes with its record, and comes back with it.
SPILT = """
SELECT j.tbl, j."row" FROM journal j WHERE j.txn = :own AND j.tbl <> 'value_source' AND NOT EXISTS (
  SELECT 1 FROM journal o WHERE +o.txn = :txn AND o.tbl = j.tbl AND o."row" = j."row") LIMIT 1"""
ADDED_BY = f"""
SELECT t.id, t.command FROM journal j JOIN txn t ON t.id = j.txn
WHERE j.tbl = :tbl AND j."row" = :row AND j.txn > :txn AND t.undoing = 0 AND {LIVE}
ORDER BY t.id DESC LIMIT 1"""
# Of this table there are few entries, of a transaction there may be many.
SETTINGS = f"SELECT * FROM journal WHERE +txn = :txn AND tbl = '{TABLE}' ORDER BY id DESC"


class Change(NamedTuple):
    """One row that a transaction changed: None before is an insert, None after a delete."""

    table: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Reversal(NamedTuple):
    """What an undo or a redo did: the transaction that it reversed, and its own; how the first one came."""

    txn: int
    own: int
    command: str
    at: str
    via: str | None = None
    client: str | None = None


class Way(NamedTuple):
    """Changes that came in one way: mcp or ui; of one client alone, or of those without a name (an empty
    one). None is any."""

    via: str | None = None
    client: str | None = None


ANY = Way()


def undo(book: Book, txn: int | None = None, origin: Way = ANY, *, really: bool = True) -> Reversal:
    """Reverse a transaction: the newest live one of a command, of those that came in one way or of all, or
    the one numbered `txn`. On a copy of the book not `really`: the settings file is let be.

    Raises NotFound when there is none, Refused when a later change touched the same records.
    """
    if txn is None:
        return reverse(book, newest_to_undo(book, origin), really)
    with translated(book.file):
        found = numbered(book, txn)
    return reverse(book, found, really)


def newest_to_undo(book: Book, origin: Way = ANY) -> sqlite3.Row:
    """The newest live change of a command, of those that came in one way or of all. Raises NotFound."""
    with translated(book.file):
        values = {"outside": OUTSIDE, **origin._asdict()}
        found: sqlite3.Row | None = book.db.execute(NEWEST_TO_UNDO, values).fetchone()
        if found is None or is_pruned(book, found["id"]):
            hint = None if origin == ANY else "What can be undone: am undo --list"
            raise NotFound(f"nothing{of_origin(origin)} to undo.", hint)
    return found


def of_origin(origin: Way) -> str:
    """` from Desk`, in an error."""
    if origin.client is not None:
        named = quoted(unshown(origin.client))
        return f" from {named if origin.client else 'an assistant without a name'}"
    return {"mcp": " from an assistant", "ui": " from am ui"}.get(origin.via or "", "")


def newest_change(book: Book) -> int:
    """The number of the newest change; 0 in a new book."""
    with translated(book.file):
        (newest,) = book.db.execute("SELECT coalesce(max(id), 0) FROM txn").fetchone()
    return int(newest)


def change_made(book: Book, since: int, command: str, way: tuple[str, str | None] | None) -> int | None:
    """The change that a line became: the first of its words, of those that came in its way since another."""
    with translated(book.file):
        (found,) = book.db.execute(MADE, (since, command, *(way or ANY))).fetchone()
    return None if found is None else int(found)


def redo(book: Book, *, really: bool = True) -> Reversal:
    """Reverse the newest undo, while nothing else changed since. Raises NotFound, Refused."""
    with translated(book.file):
        found = book.db.execute(NEWEST_TO_REDO).fetchone()
        if found is None or is_pruned(book, found["id"]):
            raise NotFound("nothing to redo.")
    return reverse(book, found, really)


def numbered(book: Book, txn: int) -> sqlite3.Row:
    """The transaction of a number, if it can still be undone."""
    if is_pruned(book, txn):
        raise Refused(
            f"can't undo change {txn}: the history of then was deleted (am history --prune).",
            "Show the changes: am history",
        )
    found: sqlite3.Row | None = book.db.execute("SELECT * FROM txn WHERE id = ?", (txn,)).fetchone()
    if found is None:
        raise NotFound(f"no change {txn}. Nothing was undone.", "Show the changes: am history")
    live = book.db.execute(f"SELECT 1 FROM txn t WHERE id = ? AND {LIVE}", (txn,)).fetchone()
    if live is None:
        raise Refused(f"change {txn} was already undone.", "Show the changes: am history")
    if found["undoing"]:
        raise Refused(f"change {txn} is an undo.", "To redo what it undid: am redo")
    return found


def is_pruned(book: Book, txn: int) -> bool:
    """Whether a change lies before the first one that the journal still has."""
    found = book.db.execute(FIRST_KEPT).fetchone()
    return found is not None and txn < found[0]


def refuse_cut(book: Book, txn: sqlite3.Row) -> None:
    """Refuse a change that held somebody who was forgotten since, or that forgot somebody."""
    cut = book.db.execute('SELECT "on" FROM cut WHERE id = ?', (txn["id"],)).fetchone()
    if cut is None:
        return
    verb, done = ("redo", "redone") if txn["undoing"] else ("undo", "undone")
    if str(txn["command"]).startswith(("forget", "history --prune")):
        why = "what it removed is gone for good"
    else:
        why = f"it held somebody who was forgotten on {cut['on']}"
    older = book.db.execute(OLDER_TO_UNDO, {"outside": OUTSIDE, "txn": txn["id"]}).fetchone()
    hint = "Show the changes: am history" if older is None else f"The one before it: am undo {older['id']}"
    raise Refused(f"can't {verb} change {txn['id']}: {why}. Nothing was {done}.", hint)


def reverse(book: Book, txn: sqlite3.Row, really: bool) -> Reversal:
    """Write the opposite of a transaction, in a transaction of its own."""
    refuse_cut(book, txn)
    with book.transaction(undoes=txn["id"], undoing=not txn["undoing"]) as own:
        if txn["undoing"]:
            refuse_changed_since(book, txn["id"])
        else:
            refuse_clash(book, txn["id"])
        book.db.execute("PRAGMA defer_foreign_keys = ON")
        alone = take_back(book.db, txn["id"], own)
        put_settings_back(book, txn["id"], own, really)
        if not alone:
            refuse_spill(book, txn["id"], own)
        first = first_of(book, txn)
        return Reversal(txn["id"], own, first["command"], txn["at"], first["via"], first["client"])


def first_of(book: Book, txn: sqlite3.Row) -> sqlite3.Row:
    """The change that an undo of an undo, and so on, is about in the end."""
    while txn["undoes"] is not None:
        txn = book.db.execute("SELECT * FROM txn WHERE id = ?", (txn["undoes"],)).fetchone()
    return txn


def refuse_changed_since(book: Book, txn: int) -> None:
    """Refuse to redo where anything else changed after the undo."""
    since = book.db.execute(CHANGED_SINCE, {"txn": txn}).fetchone()
    if since is not None:
        raise Refused(
            f"can't redo: the book has changed since (change {since['id']}). Nothing was redone.",
            "Show what changed: am history",
        )


def refuse_clash(book: Book, txn: int) -> None:
    """Refuse when a later live change touched one of the same rows."""
    later = book.db.execute(CHANGED_LATER, {"txn": txn}).fetchone()
    clash = book.db.execute(CLASH, {"txn": txn}).fetchone() if later else None
    if clash is not None:
        raise Refused(
            f"can't undo change {txn}: change {clash['id']} ({in_error(clash['command'])}) {done_to(clash)}"
            f" {record_named(book, clash['tbl'], clash['row'])} after it. Nothing was undone.",
            f"Undo that one first: am undo {clash['id']}",
        )


def by_whom(command: str) -> str:
    """What made a change: a command as it is typed, or another program."""
    return command if command == OUTSIDE else f"am {command}"


def in_error(command: str) -> str:
    """The same, short enough for an error."""
    said = shown(by_whom(command))
    return said if len(said) <= LONGEST_COMMAND else f"{said[: LONGEST_COMMAND - 3]}..."


def done_to(entry: sqlite3.Row) -> str:
    """What an entry of the journal did to its record: `changed tier and owner of`."""
    before, after = parsed(entry["before"]), parsed(entry["after"])
    if after is None:
        return "changed" if before is None else "deleted"
    moved = [name for name in after if name not in SILENT and after[name] != (before or {}).get(name)]
    if before is None or not moved or entry["tbl"] in (TABLE, *INNER):
        return "changed"
    names = [name.removesuffix("_id") for name in moved]
    if len(names) > MOST_FIELDS:
        names[MOST_FIELDS - 1 :] = [f"{len(names) - MOST_FIELDS + 1} more fields"]
    return f"changed {', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]} of"


def refuse_spill(book: Book, txn: int, own: int) -> None:
    """Refuse when the reversal changed a row that the reversed change had not."""
    spilt = book.db.execute(SPILT, {"own": own, "txn": txn}).fetchone()
    if spilt is not None:
        later = book.db.execute(ADDED_BY, {"tbl": spilt["tbl"], "row": spilt["row"], "txn": txn}).fetchone()
        by, hint = "", "Show the changes: am history"
        if later is not None:
            by = f", by change {later['id']} ({in_error(later['command'])}),"
            hint = f"Undo that one first: am undo {later['id']}"
        record = record_named(book, spilt["tbl"], spilt["row"])
        raise Refused(
            f"can't undo change {txn}: {record} was added after it{by} and would go with it."
            " Nothing was undone.",
            hint,
        )


def record_named(book: Book, table: str, row: int) -> str:
    """A record as a person knows it: an account by its name, any other by its reference."""
    if table == TABLE:
        return "the settings"
    if table == "account":
        from amcli.storage.labels import label

        return shown(label(book, table, row))
    if table == "value_source":
        found = book.db.execute('SELECT kind, "row" FROM value_source WHERE id = ?', (row,)).fetchone()
        return record_named(book, *found) if found is not None else "one of its records"
    return reference(table, row) if table in LETTERS else f"{table.replace('_', ' ')} {row}"


def put_settings_back(book: Book, txn: int, own: int, really: bool) -> None:
    """Let the settings file be as it was before a transaction that wrote it."""
    entries = book.db.execute(SETTINGS, {"txn": txn}).fetchall()
    for entry in entries:
        before, after = jsontext.loads(entry["before"]), jsontext.loads(entry["after"])
        settings_file.put_back(before, after, really=really)
        keep(book, own, TABLE, entry["row"], after, before)


def changes_of(book: Book, txn: int) -> Iterator[Change]:
    """Every row that a transaction changed, in order."""
    for each in book.db.execute("SELECT * FROM journal WHERE txn = ? ORDER BY id", (txn,)):
        yield Change(each["tbl"], each["row"], parsed(each["before"]), parsed(each["after"]))


def parsed(text: str | None) -> dict[str, Any] | None:
    return None if text is None else jsontext.loads(text)
