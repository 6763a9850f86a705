"""Making the schema on a server, or bringing an older one up to date: what the login may, and what is left
to an administrator.
"""

from collections.abc import Iterable, Iterator, Sequence

import psycopg

from amcli.errors import NotFound, Refused
from amcli.hints import NamedTuple
from amcli.rules.names import quoted
from amcli.team.layout import Statement, added, changed, key_of, statements, tenants
from amcli.team.layout import quoted as quoted_in_sql
from amcli.team.server import MAJOR, MINOR, READER, WRITER, Connection, no_schema, version_of

ROLES = {"reader": READER, "writer": WRITER}
LOCK = 1_634_561_900  # one who makes the schema waits for the other
# What fails for want of a right, or because what it needs wasn't made for want of one.
LEFT = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.UndefinedObject,
    psycopg.errors.UndefinedTable,
    psycopg.errors.InvalidSchemaName,
)
ROLE_NAMES = "SELECT rolname FROM pg_roles WHERE rolname IN ('am_writer', 'am_reader')"
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'am'"
RULES = """
SELECT c.conname, obj_description(c.oid, 'pg_constraint') FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid
WHERE t.relnamespace = to_regnamespace('am') AND NOT t.relispartition AND c.contype = 'c'"""


class Made(NamedTuple):
    """What an administrator has to run for the schema to be whole, and whether anything else was run."""

    left: list[str]
    ran: bool


def make(connection: Connection) -> Made:
    """Make or upgrade the schema, as far as the login may. Raises Refused, psycopg.Error."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        before = version_of(connection)
        if before is not None and (before[0] > MAJOR or before > (MAJOR, MINOR)):
            raise Refused(
                f"the server's schema is newer ({before[0]}.{before[1]}) than this amcli ({MAJOR}.{MINOR})."
                " Nothing was changed.",
                "Upgrade amcli",
            )
        every = list(wanted(connection))
        left = run(connection, every)
        return Made(left, len(left) < len(every))


def wanted(connection: Connection) -> Iterator[str]:
    """What is to be run: all of the schema, but for roles that are there, and what older tables need."""
    there = {name for (name,) in connection.execute(ROLE_NAMES)}
    first: Iterable[Statement] = statements()
    yield from upgrades(connection)
    for each in first:
        if not (each.of_administrator and any(f" {role} " in f"{each.text} " for role in there)):
            yield each.text


def upgrades(connection: Connection) -> Iterator[str]:
    """The columns that older tables don't have yet, and the rules that are otherwise there."""
    columns: dict[str, set[str]] = {}
    for table, name in connection.execute(COLUMNS):
        columns.setdefault(table, set()).add(name)
    rules: dict[str, str | None] = dict(connection.execute(RULES).fetchall())
    for of in tenants():
        if of.name not in columns:
            continue
        for each in of.columns:
            if each.name in key_of(of):
                continue
            if each.name not in columns[of.name]:
                yield added(of, each)
            elif each.check and rules.get(f"{of.name}_{each.name}") != each.meaning:
                yield from changed(of, each)


def run(connection: Connection, every: Sequence[str]) -> list[str]:
    """Run statements, all in one go; gives those that the login may not run, and what hangs on them."""
    try:
        with connection.transaction():
            connection.execute(";\n".join(every).encode())
        return []
    except LEFT:
        return [text for text in every if not may(connection, text)]


def may(connection: Connection, text: str) -> bool:
    """Run one statement, unless the login may not."""
    try:
        with connection.transaction():
            connection.execute(text.encode())
        return True
    except LEFT:
        return False


def grant(connection: Connection, login: str, role: str, *, revoke: bool) -> str | None:
    """Give a login a role, or take it; gives the line for an administrator where this login may not. Raises
    NotFound for no such login."""
    if len(connection.execute(ROLE_NAMES).fetchall()) < len(ROLES):
        raise no_schema()
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone() is None:
        raise NotFound(
            f"no login {quoted(login)} on the server. Nothing was changed.",
            f"Its administrator makes it: CREATE ROLE {quoted_in_sql(login)} LOGIN PASSWORD '...'",
        )
    verb, to = ("REVOKE", "FROM") if revoke else ("GRANT", "TO")
    line = f"{verb} {ROLES[role]} {to} {quoted_in_sql(login)}"
    return None if may(connection, line) else line
