"""The schema of a team's server in SQL, whole: tables, roles, who may see which rows, views for others.

Made of the classes of the book (storage/models/server.py). Every table of records begins with the number of
its book; the key is that and the id, and there is no other rule over several rows: the book is the guard.
So a table can be divided by book. Not for running any of it (making.py).
"""

from collections.abc import Iterator
from functools import cache

from amcli.hints import NamedTuple
from amcli.rules.money import exponents
from amcli.storage.models.server import Column, Index, Table, tables
from amcli.storage.types import SERVER_NUMBER, SERVER_TEXT
from amcli.team.server import MAJOR, MINOR, READER, WRITER
from amcli.vocabulary import SHOWN_HEALTHS

ROLES = {WRITER: "reads and writes the books of their own login", READER: "reads every book"}
LONGEST_NAME = 63
# A writer's own rows. The login is who connected, whatever role they take on.
OWN_BOOKS = "book IN (SELECT b.id FROM am.book b WHERE b.login = session_user)"

RESULT = Table(
    "result",
    (
        Column("account_id", SERVER_NUMBER),
        Column("on", "date"),
        Column("arr", SERVER_NUMBER),
        Column("currency", SERVER_TEXT),
        Column("score", SERVER_NUMBER),
        Column(
            "band", SERVER_TEXT, check=f'"band" IN {SHOWN_HEALTHS}', meaning="result band: a word of health"
        ),
        Column("checkin", SERVER_TEXT),
        Column("days_overdue", SERVER_NUMBER),
        # `act_by` and `band` are deadline and health elsewhere: another name here needs every server changed.
        Column("act_by", "date"),
        Column("value_due", SERVER_NUMBER),
    ),
    (Index("result_on", ('"on"',)),),
)
SERVER = """CREATE TABLE IF NOT EXISTS am.server (
  id bigint PRIMARY KEY CHECK (id = 1),
  major bigint NOT NULL,
  minor bigint NOT NULL
)"""
BOOK = f"""CREATE TABLE IF NOT EXISTS am.book (
  id uuid PRIMARY KEY,
  name {SERVER_TEXT} NOT NULL UNIQUE,
  login {SERVER_TEXT} NOT NULL,
  currency {SERVER_TEXT},
  schema_version bigint NOT NULL,
  settings json NOT NULL DEFAULT '{{}}',
  pushed_txn bigint,
  pushed_mark {SERVER_TEXT},
  pushed_health bigint,
  pushed_at {SERVER_TEXT}
)"""
PARCEL = f"""CREATE TABLE IF NOT EXISTS am.parcel (
  id uuid PRIMARY KEY,
  from_book uuid NOT NULL,
  to_book uuid NOT NULL,
  account_id bigint NOT NULL,
  code {SERVER_TEXT} NOT NULL,
  name {SERVER_TEXT} NOT NULL,
  bundle json NOT NULL,
  message {SERVER_TEXT},
  sent_at {SERVER_TEXT} NOT NULL,
  taken_at {SERVER_TEXT},
  taken_by uuid,
  settled_at {SERVER_TEXT},
  follows uuid,
  from_has boolean NOT NULL DEFAULT true,
  to_has boolean NOT NULL DEFAULT false
)"""
# What follows a parcel that was taken belongs to the account of that one.
ONE_PARCEL = (
    "CREATE UNIQUE INDEX IF NOT EXISTS parcel_open ON am.parcel (from_book, account_id)"
    " WHERE taken_at IS NULL AND follows IS NULL"
)


class Statement(NamedTuple):
    """A statement, and whether an administrator may have to run it: it needs more than the schema's owner
    has."""

    text: str
    of_administrator: bool = False


def statements() -> Iterator[Statement]:
    """All that makes the schema on an empty database, in its order. Run again, it changes nothing."""
    for role, what in ROLES.items():
        yield Statement(make_role(role), of_administrator=True)
        yield Statement(f"COMMENT ON ROLE {role} IS {literal(f'amcli: {what}')}", of_administrator=True)
    for schema in ("am", "am_report"):
        yield Statement(f"CREATE SCHEMA IF NOT EXISTS {schema}", of_administrator=True)
        yield Statement(f"GRANT USAGE ON SCHEMA {schema} TO {WRITER}, {READER}")
    yield from map(Statement, (SERVER, BOOK, PARCEL, ONE_PARCEL))
    for of in tenants():
        yield from map(Statement, table_statements(of))
    yield from map(Statement, (*rights(), *views()))
    yield Statement(version_statement())


@cache
def tenants() -> tuple[Table, ...]:
    """Every table whose rows are of a book, with its key."""
    return (*tables(), RESULT)


def key_of(of: Table) -> tuple[str, ...]:
    """The columns that, after the book, tell one row from another."""
    return ("account_id", "on") if of.name == RESULT.name else ("id",)


def make_role(role: str) -> str:
    """A role that nobody logs in with. Roles are the whole server's, and another database may have them."""
    made = f"CREATE ROLE {role} NOLOGIN"
    return f"DO $$ BEGIN {made}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"


def table_statements(of: Table) -> Iterator[str]:
    """A table with its indexes and the sentences of its rules, its rows closed to everybody at first."""
    key = key_of(of)
    lines = ["book uuid NOT NULL", *(column_line(of, each, key) for each in of.columns)]
    lines.append(f"PRIMARY KEY ({', '.join(['book', *map(quoted, key)])})")
    inside = ",\n  ".join(lines)
    yield f"CREATE TABLE IF NOT EXISTS am.{of.name} (\n  {inside}\n)"
    yield from closed(of.name)
    for each in of.columns:
        if each.check:
            yield comment(of, each)
    for index in of.indexes:
        yield index_statement(of, index)


def column_line(of: Table, each: Column, key: tuple[str, ...]) -> str:
    """A column. All may be missing but those of the key: an older program doesn't send what is newer."""
    needed = " NOT NULL" if each.name in key else ""
    default = f" DEFAULT {each.default}" if each.default else ""
    return f"{quoted(each.name)} {each.type}{needed}{default}{condition(of, each)}"


def condition(of: Table, each: Column) -> str:
    return f" CONSTRAINT {constraint(of, each)} CHECK ({each.check})" if each.check else ""


def constraint(of: Table, each: Column) -> str:
    """The name of a column's rule: a sentence, which it has in the book, is too long for a name there."""
    name = f"{of.name}_{each.name}"
    assert len(name) <= LONGEST_NAME
    return name


def comment(of: Table, each: Column) -> str:
    """The sentence of a rule."""
    return f"COMMENT ON CONSTRAINT {constraint(of, each)} ON am.{of.name} IS {literal(each.meaning)}"


def index_statement(of: Table, index: Index) -> str:
    """An index within a book. Missing values come first, as in the book's own order."""
    columns = ", ".join(["book", *(f"{each} NULLS FIRST" for each in index.columns)])
    where = f" WHERE {index.where}" if index.where else ""
    return f"CREATE INDEX IF NOT EXISTS {index.name} ON am.{of.name} ({columns}){where}"


def added(of: Table, each: Column) -> str:
    """A column that a newer program brings to a table that is there."""
    return f"ALTER TABLE am.{of.name} ADD COLUMN {column_line(of, each, ())}"


def changed(of: Table, each: Column) -> Iterator[str]:
    """A column's rule made anew, as for a vocabulary with one more word."""
    name = constraint(of, each)
    yield f"ALTER TABLE am.{of.name} DROP CONSTRAINT IF EXISTS {name}"
    yield f"ALTER TABLE am.{of.name} ADD CONSTRAINT {name} CHECK ({each.check})"
    yield comment(of, each)


def closed(table: str) -> Iterator[str]:
    """No row of a table is anybody's, its owner's neither, but by a policy."""
    yield f"ALTER TABLE am.{table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE am.{table} FORCE ROW LEVEL SECURITY"


def rights() -> Iterator[str]:
    """Who may do what with which rows. TRUNCATE is nobody's: no policy holds for it."""
    yield from closed("server")
    yield from policy("server", "everybody", f"FOR SELECT TO {WRITER}, {READER} USING (true)")
    # The owner is held by the policies, too, and writes the version.
    yield from policy("server", "keeper", "FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)")
    yield f"GRANT SELECT ON am.server TO {WRITER}, {READER}"
    yield from closed("book")
    yield from policy("book", "everybody", f"FOR SELECT TO {WRITER}, {READER} USING (true)")
    yield from policy("book", "own", own("login = session_user"))
    yield from closed("parcel")
    mine = "(SELECT b.id FROM am.book b WHERE b.login = session_user)"
    of_both = f"from_book IN {mine} OR to_book IN {mine}"
    yield from policy("parcel", "either", f"FOR SELECT TO {WRITER} USING ({of_both})")
    yield from policy("parcel", "taken", f"FOR UPDATE TO {WRITER} USING ({of_both}) WITH CHECK ({of_both})")
    yield from policy("parcel", "sent", f"FOR INSERT TO {WRITER} WITH CHECK (from_book IN {mine})")
    yield from policy("parcel", "gone", f"FOR DELETE TO {WRITER} USING (from_book IN {mine})")
    yield from policy("parcel", "every", every())
    for table in ("book", "parcel"):
        yield from granted(table)
    for of in tenants():
        yield from policy(of.name, "own", own(OWN_BOOKS))
        yield from policy(of.name, "every", every())
        yield from granted(of.name)


def own(rows: str) -> str:
    return f"FOR ALL TO {WRITER} USING ({rows}) WITH CHECK ({rows})"


def every() -> str:
    return f"FOR SELECT TO {READER} USING (true)"


def policy(table: str, name: str, rule: str) -> Iterator[str]:
    """A policy in place of the one of its name."""
    yield f"DROP POLICY IF EXISTS {name} ON am.{table}"
    yield f"CREATE POLICY {name} ON am.{table} {rule}"


def granted(table: str) -> Iterator[str]:
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON am.{table} TO {WRITER}"
    yield f"GRANT SELECT ON am.{table} TO {READER}"


def version_statement() -> str:
    """The version of the schema. It never goes back."""
    return (
        f"INSERT INTO am.server (id, major, minor) VALUES (1, {MAJOR}, {MINOR}) ON CONFLICT (id) DO UPDATE"
        f" SET major = {MAJOR}, minor = {MINOR} WHERE am.server.major = {MAJOR} AND am.server.minor < {MINOR}"
    )


ACCOUNT = "JOIN am.book b ON b.id = x.book JOIN am.account a ON a.book = x.book AND a.id = x.account_id"


def views() -> Iterator[str]:
    """Tables for other programs, with plain words and amounts in major units. Each looks with the rights of
    whoever reads it."""
    value, total = major("x.annual_value", "x.currency"), major("x.total_value", "x.currency")
    yield from view(
        "accounts",
        "b.name AS book, x.code AS account, x.name, x.status, x.tier, x.segment, x.region, x.industry,"
        " x.owner, x.domain, x.customer_since, x.added_on",
        "am.account x JOIN am.book b ON b.id = x.book",
        "b.name, x.code",
    )
    yield from view(
        "contracts",
        f"b.name AS book, a.code AS account, 'k' || x.id AS contract, p.name AS product, x.kind,"
        f" x.starts_on, x.ends_on, x.terminated_on, x.auto_renew, {value} AS annual_value,"
        f" {total} AS total_value, x.currency, x.stage, x.outcome, x.outcome_on, x.forecast,"
        f" 'k' || x.amends_id AS amends",
        f"am.contract x {ACCOUNT} LEFT JOIN am.product p ON p.book = x.book AND p.id = x.product_id",
        "b.name, a.code, x.ends_on NULLS FIRST, x.id",
    )
    yield from view(
        "touches",
        "b.name AS book, a.code AS account, 'n' || x.id AS touch, x.\"on\", x.kind, x.direction, x.purpose,"
        " x.feel, x.minutes, x.summary",
        f"am.interaction x {ACCOUNT} WHERE x.kind <> 'note' AND NOT x.tried AND NOT x.planned",
        'b.name, x."on", x.id',
    )
    yield from view(
        "tasks",
        "b.name AS book, a.code AS account, 't' || x.id AS task, x.title, x.due_on, x.done_on, x.promised,"
        " x.promised_by, x.assignee",
        f"am.task x {ACCOUNT}",
        "b.name, x.due_on NULLS FIRST, x.id",
    )
    arr, due = major("x.arr", "x.currency"), major("x.value_due", "x.currency")
    yield from view(
        "results",
        f'b.name AS book, a.code AS account, x."on", {arr} AS arr, x.currency, x.score, x.band AS health,'
        f" x.checkin AS check_in, x.days_overdue, x.act_by, {due} AS value_due",
        f"am.result x {ACCOUNT}",
        'b.name, a.code, x."on"',
    )


def view(name: str, columns: str, source: str, order: str) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE VIEW am_report.{name} WITH (security_invoker = true) AS\n"
        f"SELECT {columns}\nFROM {source}\nORDER BY {order}"
    )
    yield f"GRANT SELECT ON am_report.{name} TO {WRITER}, {READER}"


def major(amount: str, currency: str) -> str:
    """An amount in major units, exact: most currencies have a hundred minor ones."""
    digits: dict[int, list[str]] = {}
    for code, found in exponents().items():
        digits.setdefault(found, []).append(f"'{code}'")
    cases = " ".join(f"WHEN {currency} IN ({', '.join(codes)}) THEN {10**n}" for n, codes in digits.items())
    return f"{amount}::numeric / CASE {cases} ELSE 100 END"


def script() -> str:
    """All statements as a file that psql runs."""
    head = (
        f"-- amcli: the schema of a team's server, version {MAJOR}.{MINOR}, for PostgreSQL 15 or later.\n"
        "-- For an empty database; am team init upgrades one that is there."
    )
    return "\n".join([head, "BEGIN;", *(f"{each.text};" for each in statements()), "COMMIT;", ""])


def quoted(name: str) -> str:
    """A name of a column or a role, quoted: some are words of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
