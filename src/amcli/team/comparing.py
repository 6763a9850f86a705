"""Holding a book against what a server has of it, table by table: how many rows, the sums of amounts in each
currency, and a hash over numbers and times of change.
"""

import hashlib
from collections.abc import Iterator

from amcli.errors import AmcliError, Refused
from amcli.hints import Any, NamedTuple
from amcli.records import KINDS
from amcli.records.declaration import record
from amcli.storage.connection import Book
from amcli.storage.sent import SENT
from amcli.team import marks
from amcli.team.membership import Registered, registered
from amcli.team.pushing import forked, named, newest_score
from amcli.team.server import Connection, refuse_older
from amcli.team.staging import quoted

# What tells a row of a table from an older state of it, where rows have no time of change.
TOLD_BY = {
    "interaction_contact": ("interaction_id", "contact_id"),
    "snooze": ("kind", "row", "until"),
    "source_ref": ("kind", "row", "source", "source_id"),
    "health": ("account_id", "on", "score", "band"),
}
AGAIN = "Send all of it again: am team push --full"


class Compared(NamedTuple):
    """A book that the server has whole: how many tables and rows were compared."""

    name: str
    tables: int
    rows: int


def compare(connection: Connection, book: Book, number: str) -> Compared:
    """Compare a book with the server. Raises Refused for a book that is behind, AmcliError with the first
    difference."""
    refuse_older(connection)
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        there = registered(connection, number)
        with book.reading():
            refuse_behind(book, there)
            rows = sum(compared(connection, book, number, table) for table in SENT)
    return Compared(there.name, len(SENT), rows)


def refuse_behind(book: Book, there: Registered) -> None:
    mark = there.mark
    if mark is not None and not marks.fits(book.db, mark):
        raise forked(mark)
    if mark is None or marks.last(book.db).change != mark.change or newest_score(book) != there.pushed_health:
        raise Refused("the book is ahead of the server.", "First: am team push")


def compared(connection: Connection, book: Book, number: str, table: str) -> int:
    """Compare a table; gives its rows. Raises AmcliError with the first difference."""
    here = int(book.db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
    found = connection.execute(f"SELECT count(*) FROM am.{table} WHERE book = %s", (number,)).fetchone()
    there = found[0] if found else 0
    if here == there and hash_here(book, table) == hash_there(connection, number, table):
        for column in money_of(table):
            compare_sums(connection, book, number, table, column)
        return here
    raise AmcliError(first_difference(connection, book, number, table, here, there), AGAIN)


def money_of(table: str) -> list[str]:
    """The columns of a table that hold amounts, beside a currency."""
    fields = record(table).fields if table in KINDS else ()
    found = [each.name for each in fields if each.stored and each.type == "money"]
    return [*found, "value"] if table == "target" else found


def compare_sums(connection: Connection, book: Book, number: str, table: str, column: str) -> None:
    own = f'SELECT currency, sum("{column}") FROM "{table}" GROUP BY currency'
    here = {code: total for code, total in book.db.execute(own) if total is not None}
    theirs = f'SELECT currency, sum("{column}") FROM am.{table} WHERE book = %s GROUP BY currency'
    found = connection.execute(theirs.encode(), (number,))
    there = {code: int(total) for code, total in found if total is not None}
    if here != there:
        code = min((each for each in {*here, *there} if here.get(each) != there.get(each)), key=str)
        raise AmcliError(
            f"{table} {column} in {code or 'no currency'}: {here.get(code, 0)} here,"
            f" {there.get(code, 0)} on the server, in minor units.",
            AGAIN,
        )


def columns_of(table: str) -> tuple[str, ...]:
    return ("id", *TOLD_BY.get(table, ("updated_at",)))


def as_text(table: str) -> str:
    """A row in one text, the same in the book's SQL and the server's."""
    return " || ' ' || ".join(f"coalesce(CAST({quoted(each)} AS text), '-')" for each in columns_of(table))


def texts_here(book: Book, table: str) -> Iterator[tuple[int, str]]:
    for row in book.db.execute(f'SELECT id, {as_text(table)} FROM "{table}" ORDER BY id'):
        yield row[0], row[1]


def hash_here(book: Book, table: str) -> str | None:
    found, none = hashlib.md5(usedforsecurity=False), True
    for _, text in texts_here(book, table):
        found.update(text.encode() if none else b"," + text.encode())
        none = False
    return None if none else found.hexdigest()


def hash_there(connection: Connection, number: str, table: str) -> str | None:
    query = f"SELECT md5(string_agg({as_text(table)}, ',' ORDER BY id)) FROM am.{table} WHERE book = %s"
    found = connection.execute(query.encode(), (number,)).fetchone()
    return found[0] if found else None


def first_difference(
    connection: Connection, book: Book, number: str, table: str, here: int, there: int
) -> str:
    """The first row that is otherwise, or only on one side."""
    query = f"SELECT id, {as_text(table)} FROM am.{table} WHERE book = %s"
    theirs: dict[int, Any] = dict(connection.execute(query.encode(), (number,)).fetchall())
    ours = dict(texts_here(book, table))
    counts = f"{here:,} rows of {table.replace('_', ' ')} here, {there:,} on the server"
    row = min(each for each in {*ours, *theirs} if ours.get(each) != theirs.get(each))
    if row not in theirs:
        return f"{counts}; {named(book, table, row)} isn't on the server."
    if row not in ours:
        return f"{counts}; {table.replace('_', ' ')} {row} is only on the server."
    return f"{named(book, table, row)} is otherwise on the server."
