"""Who the values of records are from, as the book keeps it: read, written, carried over by a merge.

Not for what follows from it (rules/provenance.py), nor for noticing what a person writes (byhand.py).
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from amcli.book.connection import Book
from amcli.rules.provenance import LISTS, Entry, Provenance, merged

OBJECTS = (*LISTS, "extra")
OF_RECORD = 'SELECT field, value, source FROM value_source WHERE kind = ? AND "row" = ? ORDER BY id'
Known = tuple[dict[str, Any], Provenance]


def entries(book: Book, kind: str, row: int) -> list[tuple[str, str | None, str]]:
    """What is known of the values of a record, oldest first."""
    return [(each[0], each[1], each[2]) for each in book.db.execute(OF_RECORD, (kind, row))]


def drop(book: Book, kind: str, row: int, gone: Iterable[tuple[str, str | None, str]]) -> None:
    """Forget words about the values of a record."""
    same = 'kind = ? AND "row" = ? AND field = ? AND value IS ? AND source = ?'
    book.db.executemany(f"DELETE FROM value_source WHERE {same}", [(kind, row, *each) for each in gone])


@contextmanager
def mechanically(book: Book) -> Iterator[None]:
    """What is written meanwhile, in a transaction that a person began, is no edit of theirs."""
    book.db.execute("UPDATE session SET mechanical = 1 WHERE id = 1")
    yield
    book.db.execute("UPDATE session SET mechanical = 0 WHERE id = 1")


def known(book: Book, kind: str, row: int) -> Known:
    """The values of a record, and who they are from."""
    found = dict(book.db.execute(f'SELECT * FROM "{kind}" WHERE id = ?', (row,)).fetchone())
    values = {name: json.loads(value) if name in OBJECTS else value for name, value in found.items()}
    return values, Provenance(Entry(*each) for each in entries(book, kind, row))


def put_merged(book: Book, kind: str, row: int, one: Known, two: Known) -> None:
    """Keep who the values of a record are from that was made of these two."""
    now, before = known(book, kind, row)
    made = merged(kind, one, two, now, begun_with(book, kind))
    drop(book, kind, row, before.entries)
    book.db.executemany(
        'INSERT INTO value_source(kind, "row", field, value, source) VALUES (?, ?, ?, ?, ?)',
        [(kind, row, *entry) for entry in made],
    )


def begun_with(book: Book, kind: str) -> dict[str, Any]:
    """What every record of a kind begins with."""
    found = book.db.execute("SELECT name, dflt_value FROM pragma_table_info(?)", (kind,))
    return {name: default_of(text) for name, text in found}


def default_of(text: str | None) -> Any:
    """A default as the schema has it."""
    if text is None:
        return None
    return text[1:-1] if text.startswith("'") else int(text)
