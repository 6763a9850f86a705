"""A book among those of a server: joining, leaving, and how things stand.

Not for what is in it (pushing.py).
"""

import json
from collections.abc import Mapping

import psycopg

from amcli.errors import Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.names import quoted, shown
from amcli.storage.sent import SENT
from amcli.team.marks import Mark, fits
from amcli.team.server import NOTHING_SENT, READER, WRITER, Connection, Way, no_schema, version_of

RESULT = "result"
NOT_JOINED = "this book has not joined a team."
JOIN = "Join one: am team join URL --as NAME"
BOOKS = """
SELECT name, pushed_at, pushed_txn, schema_version, login = session_user FROM am.book ORDER BY name"""
OWN = """
SELECT id::text, name, login = session_user, currency, schema_version, settings,
  pushed_txn, pushed_mark, pushed_health
FROM am.book WHERE id = %s"""


class Told(NamedTuple):
    """What the server has to know of a book beside its records: the settings that change figures."""

    number: str
    currency: str | None
    schema_version: int
    settings: Mapping[str, Any]


class Registered(NamedTuple):
    """A book as the server knows it."""

    number: str
    name: str
    mine: bool
    currency: str | None
    schema_version: int
    settings: Mapping[str, Any]
    pushed_txn: int | None
    pushed_mark: str | None
    pushed_health: int | None

    @property
    def mark(self) -> Mark | None:
        return None if self.pushed_txn is None else Mark(self.pushed_txn, self.pushed_mark or "")


def registered(connection: Connection, number: str, *, lock: bool = False) -> Registered:
    """A book of this login, which nobody else pushes meanwhile where it is to be locked. Raises Refused where
    it has not joined, or is another login's."""
    query = f"{OWN} FOR UPDATE" if lock else OWN
    found = connection.execute(query, (number,)).fetchone()
    if found is None and lock:  # of another login, it can be read but not locked
        found = connection.execute(OWN, (number,)).fetchone()
    if found is None:
        raise Refused(f"{NOT_JOINED} {NOTHING_SENT}", "Join it: am team join --as NAME")
    book = Registered(*found)
    if not book.mine:
        raise anothers()
    return book


def anothers() -> Refused:
    return Refused(f"this book belongs to another login. {NOTHING_SENT}", "See who: am team status")


def join(connection: Connection, name: str, told: Told) -> bool:
    """Register a book under a name; whether it is new there. Two at once both end well: insert, then look
    whose it is. Raises Refused where the name or the book is another's."""
    with connection.transaction():
        made = connection.execute(
            "INSERT INTO am.book (id, name, login, currency, schema_version, settings)"
            " VALUES (%s, %s, session_user, %s, %s, %s) ON CONFLICT DO NOTHING",
            (told.number, name, told.currency, told.schema_version, json.dumps(told.settings)),
        ).rowcount
        found = connection.execute(OWN, (told.number,)).fetchone()
        if found is None:
            raise taken(name)
        book = Registered(*found)
        if not book.mine:
            raise anothers()
        if book.name != name:
            rename(connection, told.number, name)
    return made > 0


def rename(connection: Connection, number: str, name: str) -> None:
    try:
        connection.execute("UPDATE am.book SET name = %s WHERE id = %s", (name, number))
    except psycopg.errors.UniqueViolation:
        raise taken(name) from None


def taken(name: str) -> Refused:
    return Refused(
        f"another book on the server is called {quoted(name)}. {NOTHING_SENT}", "Choose another: --as NAME"
    )


def rows_of(connection: Connection, number: str) -> dict[str, int]:
    """How many rows a book has on the server, by table."""
    found = {}
    for table in (*SENT, RESULT):
        row = connection.execute(f"SELECT count(*) FROM am.{table} WHERE book = %s", (number,)).fetchone()
        found[table] = int(row[0]) if row else 0
    return found


def leave(connection: Connection, number: str) -> int:
    """Remove a book from the server, with all its rows; gives how many."""
    with connection.transaction():
        registered(connection, number, lock=True)
        removed = 0
        for table in (*SENT, RESULT):
            removed += connection.execute(f"DELETE FROM am.{table} WHERE book = %s", (number,)).rowcount
        refuse_under_way(connection, number)
        connection.execute("DELETE FROM am.parcel WHERE from_book = %s AND taken_at IS NULL", (number,))
        connection.execute("DELETE FROM am.book WHERE id = %s", (number,))
    return removed


def refuse_under_way(connection: Connection, number: str) -> None:
    """Raise Refused where an account would be in no book, or be forgotten in this one."""
    where = (
        "SELECT name, taken_at FROM am.parcel WHERE from_book = %s AND CASE WHEN taken_at IS NULL"
        " THEN follows IS NOT NULL OR NOT from_has ELSE settled_at IS NULL AND follows IS NULL END LIMIT 1"
    )
    found = connection.execute(where, (number,)).fetchone()
    if found is not None and found[1] is not None:
        raise Refused(f"{shown(found[0])} was taken by a colleague. {NOTHING_SENT}", "First: am team push")
    if found is not None:
        raise Refused(f"a parcel has something of {shown(found[0])} that no book has. {NOTHING_SENT}",
                      "Take it, or let them: am team take")  # fmt: skip


def status(connection: Connection, way: Way) -> dict[str, Any]:
    """How things stand on the server, whatever book there is here."""
    version = version_of(connection)
    if version is None:
        raise no_schema()
    found = connection.execute(
        f"SELECT session_user, pg_has_role('{WRITER}', 'USAGE'), pg_has_role('{READER}', 'USAGE'),"
        " has_database_privilege(current_database(), 'TEMP')"
    ).fetchone()
    assert found is not None
    login, writes, reads, temporary = found
    number = connection.info.server_version
    return {
        "server": f"PostgreSQL {number // 10_000}.{number % 10_000}",
        "login": login,
        "tls": way.tls or "prefer" if connection.pgconn.ssl_in_use else None,
        "role": {(True, True): "both", (True, False): "writer", (False, True): "reader"}.get((writes, reads)),
        "schema": f"{version[0]}.{version[1]}",
        "staging": "copy" if temporary else "rows",
        "books": [
            {"name": name, "pushed_at": at, "change": change, "schema": schema, "mine": mine}
            for name, at, change, schema, mine in connection.execute(BOOKS)
        ],
    }


def state_of(book: Registered | None, db: Any) -> tuple[str | None, int | None]:
    """Whether a book is current on the server, and how many changes it is behind."""
    if book is None:
        return None, None
    mark = book.mark
    if mark is None:
        return "never", int(db.execute("SELECT count(*) FROM txn").fetchone()[0])
    if not fits(db, mark):
        return "forked", None
    behind = int(db.execute("SELECT count(*) FROM txn WHERE id > ?", (mark.change,)).fetchone()[0])
    return ("behind" if behind else "current"), behind
