"""Deleting a record with what belongs to it, so that undo brings all of it back.

What triggers journal comes back by itself; the scores of past days and the addresses tied to a person
are journalled here, by hand. Not for asking or refusing (`belongings`, `commands.records`).
"""

import json
from typing import Any

from amcli.storage import writes
from amcli.storage.connection import Book
from amcli.storage.foreign_keys import references
from amcli.storage.triggers import UNJOURNALLED


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
