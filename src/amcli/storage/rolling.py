"""The rows of several books in one file: ids moved by a block for each book, products of one name one.

Where the rows are from is the source's affair (team/pulling.py). Not for accounts, of which two may be one
customer (rolling_accounts.py), nor for the file that they come into (rolled.py).
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing

from amcli.config.settings import Config
from amcli.errors import AmcliError, Refused
from amcli.hints import Any, NamedTuple
from amcli.storage import triggers
from amcli.storage.connection import VERSION
from amcli.storage.rollup import BLOCK, Member, Parcel

BEAT = 1000
INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
ALL_OF_IT = "To send all of it again, in that book: am team push --full"


Rows = Generator[Sequence[Any], None, None]


class Source:
    """Where the rows of books are: in a book's own form, texts for what isn't text too."""

    def columns(self, table: str) -> Sequence[str]:
        """The columns that there are of a table; none for a table that isn't there."""
        raise NotImplementedError

    def rows(self, book: Member, table: str, columns: Sequence[str]) -> Rows:
        """The rows of a book, in the order of their ids; closed before anything else is asked."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing more is read."""


class Asked(NamedTuple):
    """What a roll-up is of, and for whom: its instant, the reader's currency and settings, which pairs of
    accounts somebody told apart; `beat` is called now and then."""

    at: str
    books: tuple[Member, ...]
    source: Source
    currency: str
    config: Config
    today: Any
    apart: frozenset[frozenset[str]] = frozenset()
    parcels: tuple[Parcel, ...] = ()
    beat: Callable[[], None] = lambda: None


class Columns(NamedTuple):
    """The columns of a table that are filled, with those of them that hold ids, and what others have where
    the source says nothing."""

    names: tuple[str, ...]
    ids: frozenset[str]
    defaults: dict[str, str]


def emptied(db: sqlite3.Connection) -> list[str]:
    """Take the triggers and indexes away, which take longer row by row; gives the SQL of the indexes."""
    triggers.drop_all(db)
    found = db.execute(INDEXES).fetchall()
    for name, _ in found:
        db.execute(f'DROP INDEX "{name}"')
    db.execute("CREATE TEMP TABLE of_book(name TEXT)")
    return [sql for _, sql in found]


def indexed(db: sqlite3.Connection, asked: Asked, statements: Iterable[str]) -> None:
    for sql in statements:
        asked.beat()
        db.execute(sql)


def columns_of(db: sqlite3.Connection, source: Source, table: str) -> Columns:
    """What is filled of a table: what both sides have."""
    there = frozenset(source.columns(table))
    known = db.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = tuple(row[1] for row in known if row[1] in there)
    links = {row[3] for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
    shifted = {"id", *links} | ({"row"} if table in triggers.ABOUT else set())
    defaults = {row[1]: row[4] for row in known if row[3] and row[4] is not None}
    return Columns(names, frozenset(shifted & set(names)), defaults)


def load(db: sqlite3.Connection, asked: Asked, table: str) -> None:
    """Add the rows of all books to a table. Raises AmcliError."""
    columns = columns_of(db, asked.source, table)
    for book in asked.books if columns.names else ():
        load_book(db, asked, table, columns, book)


def load_book(db: sqlite3.Connection, asked: Asked, table: str, columns: Columns, book: Member) -> None:
    """Add the rows of a book, one by one as they come. Raises AmcliError."""
    db.execute("DELETE FROM of_book")
    db.execute("INSERT INTO of_book VALUES (?)", (book.name,))
    values = ", ".join(value_of(each, columns, table, book) for each in columns.names)
    names = ", ".join(f'"{each}"' for each in columns.names)
    before = db.total_changes
    with closing(asked.source.rows(book, table, columns.names)) as rows:
        try:
            db.executemany(f'INSERT INTO "{table}"({names}) VALUES ({values})', heard(rows, asked.beat))
        except sqlite3.IntegrityError as error:
            raise unfit(book, table, error) from error
    if db.execute(within(table, columns, book)).fetchone()[0] != db.total_changes - before:
        raise stray(book, table)


def within(table: str, columns: Columns, book: Member) -> str:
    """How many rows of a table are in a book's block, with all that they refer to."""
    inside = " AND ".join(
        f'("{each}" IS NULL OR "{each}" BETWEEN {book.n * BLOCK + 1} AND {(book.n + 1) * BLOCK - 1})'
        for each in sorted(columns.ids)
    )
    own = f"id BETWEEN {book.n * BLOCK + 1} AND {(book.n + 1) * BLOCK - 1}"
    return f'SELECT count(*) FROM "{table}" WHERE {own} AND {inside}'


def stray(book: Member, table: str) -> Refused:
    """The error of a row with a number that no book gives: it would pass for another book's."""
    return Refused(
        f"{table.replace('_', ' ')}s of {book.name} have numbers that no book gives. Nothing was changed.",
        ALL_OF_IT,
    )


def value_of(column: str, columns: Columns, table: str, book: Member) -> str:
    """A value in SQL: moved by the book's block, named after it, or what an older book doesn't send."""
    if column in columns.ids:
        return f"? + {book.n * BLOCK}"
    if table == "source_ref" and column == "source":
        return "(SELECT name FROM of_book) || '/' || ?"
    return f"coalesce(?, {columns.defaults[column]})" if column in columns.defaults else "?"


def heard(rows: Iterable[Sequence[Any]], beat: Callable[[], None]) -> Iterator[Sequence[Any]]:
    """Rows, with a beat before every thousand."""
    for number, row in enumerate(rows):
        if number % BEAT == 0:
            beat()
        yield row


def unfit(book: Member, table: str, error: sqlite3.IntegrityError) -> AmcliError:
    """The error of a row that doesn't fit into a book of today."""
    from amcli.storage.violations import fault_words

    said = f"{table.replace('_', ' ')}s of {book.name} don't fit: {fault_words(error)}"
    if book.schema == VERSION:
        return Refused(f"{said}.", ALL_OF_IT)
    newer = book.schema > VERSION
    return Refused(
        f"{said}. That book comes from {'a newer' if newer else 'an older'} amcli (version {book.schema};"
        f" this one knows {VERSION}).",
        "Upgrade amcli" if newer else "Upgrade amcli there, and push again: am team push --full",
    )


def whole(db: sqlite3.Connection, asked: Asked, table: str) -> Iterator[tuple[Member, dict[str, Any]]]:
    """The rows of all books of a small table, ids moved. What an older book doesn't send is left to the
    table."""
    columns = columns_of(db, asked.source, table)
    for book in asked.books:
        with closing(asked.source.rows(book, table, columns.names)) as rows:
            every = list(rows)
        for found in every:
            row = {
                name: value
                for name, value in zip(columns.names, found, strict=True)
                if value is not None or name not in columns.defaults
            }
            for name in columns.ids:
                row[name] = None if row[name] is None else moved(int(row[name]), book, table)
            yield book, row


def moved(row: int, book: Member, table: str) -> int:
    """An id in the book's block. Raises Refused for one that no book gives."""
    if not 0 < row < BLOCK:
        raise stray(book, table)
    return row + book.n * BLOCK


def add(db: sqlite3.Connection, table: str, row: dict[str, Any], book: Member) -> None:
    """Add one row. Raises AmcliError."""
    names, marks = ", ".join(f'"{each}"' for each in row), ", ".join("?" * len(row))
    try:
        db.execute(f'INSERT INTO "{table}"({names}) VALUES ({marks})', tuple(row.values()))
    except sqlite3.IntegrityError as error:
        raise unfit(book, table, error) from error


def merge_products(db: sqlite3.Connection, asked: Asked) -> dict[int, int]:
    """Products of one name are one: that of the first book. Gives which stands for which."""
    kept: dict[str, int] = {}
    merged: dict[int, int] = {}
    for book, values in whole(db, asked, "product"):
        first = kept.setdefault(values["name_folded"], values["id"])
        if first == values["id"]:
            add(db, "product", values, book)
        else:
            merged[values["id"]] = first
    return merged


def repoint(db: sqlite3.Connection, merged: dict[int, int]) -> None:
    """Let what names a product name the one that stands for it."""
    pairs = [(first, row) for row, first in merged.items()]
    for table in ("contract", "opportunity"):
        db.executemany(f"UPDATE {table} SET product_id = ? WHERE product_id = ?", pairs)
    db.executemany('UPDATE source_ref SET "row" = ? WHERE kind = \'product\' AND "row" = ?', pairs)


def index(db: sqlite3.Connection, asked: Asked) -> None:
    """Make the search index and the triggers again."""
    db.execute(triggers.SEARCH_TABLE)
    for table, searched in triggers.SEARCHED.items():
        asked.beat()
        db.execute(
            f"INSERT INTO search(rowid, title, body) SELECT {triggers.search_rowid(table, 'id')},"
            f" {triggers.searched_text(searched.title, '')}, {triggers.searched_text(searched.body, '')}"
            f' FROM "{table}" ORDER BY id'
        )
    triggers.create_all(db)
