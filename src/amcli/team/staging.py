"""The ways in which rows come into a table of the server: by COPY through a table of the session's own, which
row policies don't forbid, or by statements of many rows. Every column is named, and the book is a value.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from psycopg import RawCursor

from amcli.hints import Any
from amcli.team.server import Connection

AT_ONCE = 1000  # rows in one statement; up to so many need no table of their own
Rows = Iterable[Sequence[Any]]


def quoted(name: str) -> str:
    return f'"{name}"'


def delete(connection: Connection, table: str, book: str, ids: Sequence[int]) -> int:
    """Delete rows by their ids; gives how many were there."""
    statement = f"DELETE FROM am.{table} WHERE book = %s AND id = ANY(%s)"
    return connection.execute(statement, (book, list(ids))).rowcount if ids else 0


def delete_all(connection: Connection, table: str, book: str) -> int:
    """Delete all rows of a book."""
    return connection.execute(f"DELETE FROM am.{table} WHERE book = %s", (book,)).rowcount


def insert(
    connection: Connection, table: str, columns: Sequence[str], book: str, rows: Rows, *, copies: bool
) -> int:
    """Add rows, the few by a statement, the many by COPY where the login may have tables of its own; gives
    how many."""
    waiting = iter(rows)
    first = list(islice(waiting, AT_ONCE + 1))
    if copies and len(first) > AT_ONCE:
        return copy(connection, table, columns, book, chained(first, waiting))
    done = 0
    for some in chunks(chained(first, waiting)):
        done += by_statement(connection, table, columns, book, some)
    return done


def chained(first: Rows, rest: Rows) -> Iterator[Sequence[Any]]:
    yield from first
    yield from rest


def chunks(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def by_statement(
    connection: Connection, table: str, columns: Sequence[str], book: str, rows: Sequence[Sequence[Any]]
) -> int:
    """Add up to a thousand rows by one statement. Values are handed over as texts, which the server reads as
    the types of its columns. Their places are numbered here: to look for thousands of them in the text of a
    statement would take longer than all else."""
    names, width = ", ".join(["book", *map(quoted, columns)]), len(columns)
    starts = range(2, 2 + width * len(rows), width)
    marks = (f"($1, {', '.join(f'${at}' for at in range(start, start + width))})" for start in starts)
    statement = f"INSERT INTO am.{table} ({names}) VALUES {', '.join(marks)}"
    values = [book, *(text(each) for row in rows for each in row)]
    return RawCursor(connection).execute(statement.encode(), values).rowcount


def text(value: object) -> str | None:
    return None if value is None else str(value)


def copy(connection: Connection, table: str, columns: Sequence[str], book: str, rows: Rows) -> int:
    """Add rows by COPY into a table of the session's own, which is dropped by its name."""
    names, own = ", ".join(map(quoted, columns)), f"pg_temp.am_new_{table}"
    connection.execute(f"CREATE TEMP TABLE am_new_{table} (LIKE am.{table} INCLUDING DEFAULTS)".encode())
    connection.execute(f"ALTER TABLE {own} DROP COLUMN book".encode())
    into = f"COPY {own} ({names}) FROM STDIN".encode()
    with connection.cursor() as cursor, cursor.copy(into) as writer:
        for row in rows:
            writer.write_row(row)
    statement = f"INSERT INTO am.{table} (book, {names}) SELECT %s, {names} FROM {own}"
    done = connection.execute(statement.encode(), (book,)).rowcount
    connection.execute(f"DROP TABLE {own}".encode())
    return done
