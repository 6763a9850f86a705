"""What hangs on a record, found from the foreign keys: what goes with it, what forbids that, deleting it."""

import json

from amcli.hints import Any
from amcli.storage import writes
from amcli.storage.connection import Book, translated
from amcli.storage.triggers import UNJOURNALLED

PLURALS = {
    "contact": ("contact", "contacts"),
    "contract": ("contract", "contracts"),
    "interaction": ("activity", "activities"),
    "task": ("task", "tasks"),
    "opportunity": ("opportunity", "opportunities"),
    "issue": ("issue", "issues"),
    "survey": ("survey", "surveys"),
    "goal": ("goal", "goals"),
    "event": ("piece of news", "pieces of news"),
    "handoff": ("handoff", "handoffs"),
    "play": ("play", "plays"),
}
ORDER = {name: place for place, name in enumerate(PLURALS)}
HIDDEN = ("interaction_contact", "health")


def references(book: Book, table: str, on_delete: str) -> list[tuple[str, str]]:
    """Tables and columns that name a row of `table`, and what happens to them when it is deleted."""
    found = []
    names = [row["name"] for row in book.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for name in names:
        for key in book.db.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)):
            if key["table"] == table and key["on_delete"] == on_delete:
                found.append((name, key["from"]))
    return found


def summary(book: Book, table: str, row: int) -> str:
    """`3 contacts, 12 activities`: what would go with a record; empty for nothing."""
    return counted(book, table, row, "CASCADE")


def users(book: Book, table: str, row: int) -> str:
    """`3 contracts, 1 opportunity`: what keeps a record from being deleted; empty for nothing."""
    return counted(book, table, row, "RESTRICT")


def counted(book: Book, table: str, row: int, on_delete: str) -> str:
    """The records that name one in a way, by their kinds."""
    counts = []
    with translated(book.file):
        found = references(book, table, on_delete)
        found.sort(key=lambda each: ORDER.get(each[0], len(ORDER)))
        for name, column in found:
            query = f'SELECT count(*) AS n FROM "{name}" WHERE "{column}" = ?'
            number = book.db.execute(query, (row,)).fetchone()["n"]
            if number and name not in HIDDEN:
                one, many = PLURALS.get(name, (name, f"{name} records"))
                counts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(counts)


def delete(book: Book, txn: int, table: str, row: int) -> None:
    """Delete a record, in the transaction `txn`."""
    keep_unjournalled(book, txn, table, [row])
    writes.delete(book, table, row)


def keep_unjournalled(book: Book, txn: int, table: str, rows: list[int]) -> None:
    """Journal what goes with some records and no trigger journals: theirs, and that of all that goes
    with them."""
    for name, column in references(book, table, "CASCADE"):
        found = referring(book, name, column, rows)
        if name in UNJOURNALLED:
            for each in found:
                writes.keep(book, txn, name, each["id"], each, None)
        elif found:
            keep_unjournalled(book, txn, name, [each["id"] for each in found])
    for name, column in references(book, table, "SET NULL"):
        if name in UNJOURNALLED:
            for each in referring(book, name, column, rows):
                writes.keep(book, txn, name, each["id"], {column: each[column]}, {column: None})


def referring(book: Book, table: str, column: str, rows: list[int]) -> list[dict[str, Any]]:
    """The rows of a table that name one of some records: whole where no trigger journals them."""
    wanted = "*" if table in UNJOURNALLED else "id"
    query = f'SELECT {wanted} FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(?))'
    return [dict(row) for row in book.db.execute(query, (json.dumps(rows),))]
