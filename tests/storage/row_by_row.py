"""Taking a transaction back row by row, as 0.1.0 did: what `storage.reversal` is held against, on copies of a
book."""

import json
import re
import sqlite3
from typing import Any

from amcli.errors import AmcliError
from amcli.storage import journal
from amcli.storage.connection import Book, lend_search_key
from amcli.storage.triggers import UNJOURNALLED

from .support import dump

STAMPED = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
KEEP = 'INSERT INTO journal(txn, tbl, "row", before, after) VALUES (?, ?, ?, ?, ?)'


def take_back(db: sqlite3.Connection, txn: int, own: int) -> None:
    """Do the opposite of each entry of a transaction, newest first."""
    entries = db.execute("SELECT * FROM journal WHERE txn = ? ORDER BY id DESC", (txn,))
    for entry in entries.fetchall():
        if entry["tbl"] != "settings":
            reverse_row(db, entry, own)


def reverse_row(db: sqlite3.Connection, entry: sqlite3.Row, own: int) -> None:
    """Put one row back as it was before."""
    table, row = entry["tbl"], entry["row"]
    if table in UNJOURNALLED:
        keep_reversal(db, entry, own)
    if entry["before"] is None:
        db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return
    before = json.loads(entry["before"])
    columns = ", ".join(f'"{name}"' for name in before)
    if entry["after"] is None:
        marks = ", ".join(f":{name}" for name in before)
        db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', before)
        return
    assignments = ", ".join(f'"{name}" = :{name}' for name in before)
    db.execute(f'UPDATE "{table}" SET {assignments} WHERE id = :id', {**before, "id": row})


def keep_reversal(db: sqlite3.Connection, entry: sqlite3.Row, own: int) -> None:
    """Journal by hand the opposite of an entry that was journalled by hand."""
    table, row, before, after = entry["tbl"], entry["row"], entry["before"], entry["after"]
    if before is None:
        found = db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchone()
        db.execute(KEEP, (own, table, row, None if found is None else text(dict(found)), None))
    else:
        db.execute(KEEP, (own, table, row, after, before if after is not None else None))


def text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def copied(book: Book) -> Book:
    """The book in memory, for one form to write to."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.row_factory = sqlite3.Row
    lend_search_key(db)
    book.db.backup(db)
    db.execute("PRAGMA foreign_keys = ON")
    return Book(book.path, db, "test")


def journalled(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """The journal, entry by entry. How JSON is set is no matter: rows that are journalled by hand are so by
    Python in one form and by SQLite in the other."""
    found = db.execute('SELECT txn, tbl, "row", before, after FROM journal ORDER BY id').fetchall()
    return [(*row[:3], *(None if text is None else json.loads(text) for text in row[3:])) for row in found]


def attempt(book: Book, move: str, txn: int | None, form, monkeypatch) -> tuple[object, ...]:
    """Undo or redo in a form: what became of the book, or what was said, and everything else."""
    monkeypatch.setattr(journal, "take_back", form)
    try:
        done = journal.undo(book, txn) if move == "undo" else journal.redo(book)
        said: tuple[object, ...] = tuple(done)
    except (AmcliError, sqlite3.Error) as error:
        said = type(error).__name__, str(error), getattr(error, "hint", None)
    assert not book.db.execute("SELECT 1 FROM sqlite_temp_schema").fetchall()
    txns = [tuple(row)[2:] for row in book.db.execute("SELECT * FROM txn ORDER BY id")]
    return tuple(STAMPED.sub("", str(part)) for part in said), dump(book.db), journalled(book.db), txns
