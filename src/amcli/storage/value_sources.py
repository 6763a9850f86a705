"""Who the values of records are from, as the book keeps it: read, written, carried over by a merge.

Not for what follows from it (rules/provenance.py), nor for noticing what a person writes (byhand.py).
"""

from collections.abc import Iterable, Iterator

from amcli import jsontext
from amcli.hints import Any, contextmanager
from amcli.rules.provenance import LISTS, Entry, Provenance, merged
from amcli.storage.connection import Book, translated

OBJECTS = (*LISTS, "extra")
OF_RECORD = 'SELECT field, value, source FROM value_source WHERE kind = ? AND "row" = ? ORDER BY id'
SPOKEN_OF = 'SELECT DISTINCT "row" FROM value_source WHERE kind = ?'
CALLED = """SELECT "row", value FROM value_source
WHERE kind = ? AND field = 'name' AND value IS NOT NULL AND source = ?"""
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
    values = {name: jsontext.loads(value) if name in OBJECTS else value for name, value in found.items()}
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


class Origins:
    """What an import needs to know of where records and their values are from: ids, words about values."""

    book: Book

    def source_ids(self, kind: str, source: str) -> dict[str, int]:
        """The ids that a source gave to records of a kind, in its own case, with the records; of several for
        one record its own stands before those of what was merged into it."""
        query = 'SELECT source_id, "row" FROM source_ref WHERE kind = ? AND source = ? ORDER BY id'
        with translated(self.book.file):
            return {row[0]: row[1] for row in self.book.db.execute(query, (kind, source))}

    def pass_on_id(self, kind: str, source: str, source_id: str, to: str) -> None:
        """Let an id that one source gave be another's."""
        query = "UPDATE source_ref SET source = ? WHERE kind = ? AND source = ? AND source_id = ?"
        with translated(self.book.file):
            self.book.db.execute(query, (to, kind, source, source_id))

    def drop_source_id(self, kind: str, source: str, source_id: str) -> None:
        """Forget an id that a source gave."""
        query = "DELETE FROM source_ref WHERE kind = ? AND source = ? AND source_id = ?"
        with translated(self.book.file):
            self.book.db.execute(query, (kind, source, source_id))

    def spoken_of(self, kind: str) -> set[int]:
        """The records of a kind of whose values it is known who they are from."""
        with translated(self.book.file):
            return {row[0] for row in self.book.db.execute(SPOKEN_OF, (kind,))}

    def value_sources(self, kind: str, row: int) -> list[tuple[str, str | None, str]]:
        """Who the values of a record are from, as (field, value of a list, source), the oldest first."""
        with translated(self.book.file):
            return entries(self.book, kind, row)

    def called(self, kind: str, source: str) -> list[tuple[int, str]]:
        """The records of a kind that a source calls otherwise than the book, with what it calls them."""
        with translated(self.book.file):
            return [(row[0], row[1]) for row in self.book.db.execute(CALLED, (kind, source))]

    def drop_value_sources(self, kind: str, row: int, entries: Iterable[tuple[str, str | None, str]]) -> None:
        """Forget who values of a record are from."""
        with translated(self.book.file):
            drop(self.book, kind, row, entries)
