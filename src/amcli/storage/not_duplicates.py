"""Pairs of records that look like one and are two: a person has looked, and said so.

Kept in the book's own settings, by the ids, which are never given to another record.
"""

from amcli.storage import writes
from amcli.storage.connection import Book, translated


def key(kind: str, one: int, two: int) -> str:
    return f"apart {kind} {min(one, two)} {max(one, two)}"


def pairs(book: Book, kind: str) -> set[tuple[int, int]]:
    """The pairs of records of a kind that are two, the lower id first."""
    with translated(book.path):
        found = book.db.execute("SELECT key FROM setting WHERE key GLOB ?", (f"apart {kind} *",)).fetchall()
    numbers = (row["key"].split(" ")[2:] for row in found)
    return {(int(one), int(two)) for one, two in numbers}


def keep(book: Book, txn: int, kind: str, one: int, two: int) -> None:
    """Remember that two records are two, in the transaction `txn`; nothing where that is known."""
    if (min(one, two), max(one, two)) in pairs(book, kind):
        return
    values = {"key": key(kind, one, two), "value": "1"}
    row = writes.insert(book, "setting", values)
    writes.keep(book, txn, "setting", row, None, {"id": row, **values})


def keep_new(book: Book, kind: str, one: int, new: int) -> None:
    """Remember that a record which the running transaction adds is another one."""
    (txn,) = book.db.execute("SELECT txn FROM session").fetchone()
    keep(book, txn, kind, one, new)
