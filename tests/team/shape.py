"""What a table must be, and a statement may say, for tables that other engines divide by book: they can't be
run here, so only the shape is looked at.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest import mock

import psycopg

from amcli.team.layout import tenants

TENANTS = frozenset(each.name for each in tenants())
FORBIDDEN = (
    "UNIQUE",
    "REFERENCES",
    "FOREIGN KEY",
    "DEFERRABLE",
    "ON CONFLICT",
    "TRUNCATE",
    "SERIAL",
    "IDENTITY",
    "NEXTVAL",
    "SEQUENCE",
    "TRIGGER",
    "MERGE INTO",
    "*",
)
NAMES = r'"\w+"(?:, "\w+")*'
INSERT = rf"INSERT INTO am\.\w+ \(book, {NAMES}\) (?:VALUES \((?:%s|\$1), |SELECT %s, )"
COPY = rf"COPY \S+ \({NAMES}\) FROM STDIN$"
WRITING = ("INSERT", "UPDATE", "DELETE", "COPY")


def plain(statement: str) -> str:
    """A statement without what stands in quotes, and without counting."""
    return re.sub(r"'[^']*'", "''", statement).replace("count(*)", "count()").strip()


def tables_of(statement: str) -> set[str]:
    """The divided tables that a statement names, or a session's own table like one of them."""
    return {
        name for name in re.findall(r"\bam\.(\w+)|\bam_new_(\w+)", statement) for name in name if name
    } & TENANTS


def faults_of(statement: str) -> Iterator[str]:
    """What keeps a statement from a table that is divided by book."""
    text = plain(statement)
    names = tables_of(text)
    if not names:
        return
    where = ", ".join(sorted(names))
    upper = text.upper()
    for word in FORBIDDEN:
        if word in upper and not upper.startswith("CREATE POLICY"):
            yield f"{where}: {word}"
    if upper.startswith("CREATE TABLE") and "PRIMARY KEY (book, " not in text:
        yield f"{where}: key"
    if upper.startswith("CREATE INDEX") and "(book, " not in text:
        yield f"{where}: index"
    if upper.startswith((*WRITING, "SELECT")):
        yield from (f"{where}: {each}" for each in faults_of_running(text))


def faults_of_running(text: str) -> Iterator[str]:
    """What is wrong with a statement that reads or changes rows: the book must be a value in it, and each
    column have its name."""
    if inside := re.match(r"COPY \(\s*(SELECT .*)\) TO STDOUT$", text, re.DOTALL):
        text = inside[1]
    if text.startswith("COPY"):
        if not re.match(COPY, text):
            yield "columns"
        return
    if text.startswith("INSERT"):
        if not re.match(INSERT, text):
            yield "columns"
        return
    times = len(re.findall(r"\bam\.(\w+)", text)) - len(re.findall(r"\bam\.(?:book|parcel|server)\b", text))
    if len(re.findall(r"\bbook = %s", text)) < times:
        yield "book"


def faults(statements: Iterable[str]) -> list[str]:
    return [fault for each in statements for fault in faults_of(each)]


@contextmanager
def heard() -> Iterator[list[str]]:
    """All that is sent to a server meanwhile, by whichever way of the library."""
    said: list[str] = []
    execute, many, copy = psycopg.Cursor.execute, psycopg.Cursor.executemany, psycopg.Cursor.copy

    def text(query: object) -> str:
        return query.decode() if isinstance(query, bytes) else str(query)

    def listen(of):  # type: ignore[no-untyped-def]
        def wrapped(self, query, *given, **more):  # type: ignore[no-untyped-def]
            said.append(text(query))
            return of(self, query, *given, **more)

        return wrapped

    with (
        mock.patch.object(psycopg.Cursor, "execute", listen(execute)),
        mock.patch.object(psycopg.Cursor, "executemany", listen(many)),
        mock.patch.object(psycopg.Cursor, "copy", listen(copy)),
    ):
        yield said
