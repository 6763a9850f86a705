"""Which tables of the book go to a team's server, and the number by which it knows the book.

Every kind of record goes, and what belongs to one. Not for how they are there (models/server.py).
"""

import sqlite3

from amcli.records import KINDS
from amcli.records.declaration import record
from amcli.storage.connection import Book

# Who took part, what was put off, ids of sources, kept scores.
BELONGING = ("interaction_contact", "snooze", "source_ref", "health")
SENT = (*KINDS, *BELONGING)
# The book's own affairs: its history and settings, what is half done, what imports and assistants remember.
KEPT_AT_HOME = frozenset(
    {
        *("txn", "journal", "session", "setting", "value_source", "unmatched", "arrival", "forgotten", "cut"),
        *("proposal", "digest", "day_state"),
    }
)
# The settings that change figures: others read the book's results with them.
FIGURES = ("tiers.", "risk.", "fx.", "metrics.", "calendar.", "book.grace_days")
DAYS = {"snooze": ("until",), "health": ("on",)}
KEY = "book.uuid"
# The source of the ids that a handover leaves in the taker's book: this, and the number of the sender's book.
HANDED = "team:"


def number_of(db: sqlite3.Connection) -> str | None:
    """The number of a book; None before it first joined a team. A copied file has the same one."""
    found = db.execute("SELECT value FROM setting WHERE key = ?", (KEY,)).fetchone()
    return None if found is None else str(found[0])


def own_number(book: Book) -> str:
    """The number of a book, given to it once and never undone."""
    found = number_of(book.db)
    if found is not None:
        return found
    import uuid

    with book.aside(waits=True):
        statement = "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING"
        book.db.execute(statement, (KEY, str(uuid.uuid4())))
    found = number_of(book.db)
    assert found is not None
    return found


def day_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that hold days."""
    if table not in KINDS:
        return DAYS.get(table, ())
    return tuple(
        field.name for field in record(table).fields if field.stored and field.type in ("day", "happened")
    )
