"""The triggers and the search index: what the file does by itself, whoever writes to it.

They are made from the tables that are there, dropped before a migration and made again after it,
so a table added later is journalled without another line. Not here: columns and constraints
(`models`), and reading the journal back (`journal`).
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator

from amcli.hints import NamedTuple, contextmanager
from amcli.rules.provenance import SHARED
from amcli.storage.value_triggers import HAND_WRITTEN, LOOK, hand_insert
from amcli.vocabulary import LETTERS

# Derived or imported state, or the journal itself: what `am undo` has no business with.
UNJOURNALLED = frozenset(
    {
        "txn",
        "journal",
        "session",
        "health",
        "digest",
        "unmatched",
        "arrival",
        "forgotten",
        "cut",
        "proposal",
        "setting",
        "day_state",
        "alembic_version",
    }
)
OUTSIDE = "a program other than amcli"
NOBODY = 0  # no transaction has this number
KINDS_IN_SEARCH = 32


class Searched(NamedTuple):
    """How a table is searched: its number within a rowid, its title and the rest of its text."""

    number: int
    title: tuple[str, ...]
    body: tuple[str, ...]


# The number is part of every rowid of the index and never changes.
SEARCHED: dict[str, Searched] = {
    "account": Searched(1, ("name",), ("code", "domain", "industry", "objectives", "notes", "tags", "extra")),
    "contact": Searched(2, ("name",), ("title", "emails", "notes", "tags", "extra")),
    "contract": Searched(3, ("reference",), ("reason", "concessions", "notes", "extra")),
    "interaction": Searched(4, ("summary",), ("body",)),
    "task": Searched(5, ("title",), ("waiting_on", "assignee")),
    "opportunity": Searched(6, ("name",), ("fit", "reason")),
    "issue": Searched(7, ("title",), ("resolution",)),
    "feedback": Searched(8, ("text",), ("theme", "outcome")),
    "survey": Searched(9, (), ("comment",)),
    "goal": Searched(10, ("title",), ("measure", "target", "actual")),
    "event": Searched(11, (), ("note",)),
    "handoff": Searched(12, ("why_bought",), ("expectations", "promises", "risks", "note")),
    "product": Searched(13, ("name",), ()),
}
# Records of figures only: nothing to find, but they have source ids too.
UNSEARCHED = ("usage", "target", "play")
KIND_OF_NUMBER = {searched.number: table for table, searched in SEARCHED.items()}

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "title, body, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')"
)

NO_PARENT_CIRCLE = """
CREATE TRIGGER rule_account_parent_{event} BEFORE {event_sql} ON account
WHEN NEW.parent_id IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'rule: an account cannot be its own ancestor') WHERE NEW.id IN (
    WITH RECURSIVE up(id) AS (
      SELECT NEW.parent_id UNION SELECT a.parent_id FROM account a JOIN up ON a.id = up.id
      WHERE a.parent_id IS NOT NULL
    ) SELECT id FROM up
  );
END"""

# The value of an amendment is added to its parent's, so both are in one currency.
AMENDMENT_CURRENCY = """
CREATE TRIGGER rule_amendment_currency_{event} BEFORE {event_sql} ON contract
WHEN NEW.amends_id IS NOT NULL AND NEW.annual_value IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'rule: an amendment is in the currency of its contract') FROM contract parent
  WHERE parent.id = NEW.amends_id AND parent.currency IS NOT NEW.currency;
  SELECT RAISE(ABORT, 'rule: an amendment amends a contract, not another amendment') FROM contract parent
  WHERE parent.id = NEW.amends_id AND parent.amends_id IS NOT NULL;
END"""

# The other half of what a contract of each kind may have: what leads from one contract to another.
RECURRING_ONLY = """
CREATE TRIGGER rule_contract_kind_{event} BEFORE {event_sql} ON contract BEGIN
  SELECT RAISE(ABORT, 'rule: only what recurs follows another contract, or is amended') WHERE EXISTS (
    SELECT 1 FROM contract c WHERE c.id IN (NEW.renewed_by_id, NEW.amends_id) AND c.kind <> 'recurring'
  ) OR (NEW.kind <> 'recurring' AND EXISTS (
    SELECT 1 FROM contract c WHERE c.renewed_by_id = NEW.id OR c.amends_id = NEW.id
  ));
END"""

# What amcli writes it checks itself, a transaction at a time (storage/contracts.py); here is the same rule
# (rules/amendments.py) for other programs, a row at a time.
NEVER_BELOW_ZERO = """
CREATE TRIGGER rule_contract_value_{event} AFTER {event_sql} ON contract
WHEN (SELECT txn FROM session) IS NULL BEGIN
  SELECT RAISE(ABORT, 'rule: a contract is never worth less than nothing') WHERE EXISTS (
    WITH part AS (
      SELECT account_id, currency, starts_on, terminated_on, annual_value, coalesce(amends_id, id) AS family
      FROM contract WHERE id IN ({families}) OR amends_id IN ({families})
    ),
    edge AS (
      SELECT family, account_id, currency, starts_on AS day FROM part
      UNION SELECT family, account_id, currency, terminated_on FROM part WHERE terminated_on IS NOT NULL
    )
    SELECT 1 FROM edge JOIN contract own ON own.id = edge.family
    JOIN part ON part.family = edge.family AND part.account_id = edge.account_id
      AND part.currency IS edge.currency AND part.starts_on <= edge.day
      AND (part.terminated_on IS NULL OR part.terminated_on > edge.day)
    WHERE own.terminated_on IS NULL OR own.terminated_on > edge.day
    GROUP BY edge.family, edge.account_id, edge.currency, edge.day HAVING sum(part.annual_value) < 0
  );
END"""
VALUED = "annual_value, currency, starts_on, terminated_on, amends_id"


def names(db: sqlite3.Connection, kind: str) -> list[str]:
    """Names of the schema's objects of a kind (`table`, `trigger`, `view`); of tables without
    SQLite's own and those of the search index."""
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = ? ORDER BY name", (kind,))
    found = [name for (name,) in rows]
    if kind != "table":
        return found
    return [name for name in found if name != "search" and not name.startswith(("sqlite_", "search_"))]


def columns(db: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Name and type of each column."""
    return [(row[1], row[2]) for row in db.execute("SELECT * FROM pragma_table_info(?)", (table,))]


def journalled_tables(db: sqlite3.Connection) -> list[str]:
    """The tables whose every change is kept in the journal."""
    return [name for name in names(db, "table") if name not in UNJOURNALLED]


def is_record(table: str) -> bool:
    """Whether a table is of one kind of records."""
    return table in LETTERS or table in SEARCHED or table in UNSEARCHED


def row_as_json(db: sqlite3.Connection, table: str, version: str) -> str:
    """SQL that gives OLD or NEW as JSON; REAL in all its digits, since json_object keeps only 15."""
    pairs = []
    for name, sql_type in columns(db, table):
        value = f'{version}."{name}"'
        if sql_type == "REAL":
            value = f"CASE WHEN {value} IS NULL THEN NULL ELSE printf('%!.17g', {value}) END"
        pairs.append(f"'{name}', {value}")
    return f"json_object({', '.join(pairs)})"


def journal_triggers(db: sqlite3.Connection, table: str) -> Iterator[str]:
    """The three triggers that keep a table's changes."""
    txn = f"coalesce((SELECT txn FROM session), {NOBODY})"
    old, new = row_as_json(db, table, "OLD"), row_as_json(db, table, "NEW")
    look = f" {LOOK}" if is_record(table) else ""
    for event, row, before, after, then in (
        ("INSERT", "NEW", "NULL", "NULL", ""),
        ("UPDATE", "OLD", old, new, look),
        ("DELETE", "OLD", old, "NULL", ""),
    ):
        yield (
            f'CREATE TRIGGER journal_{table}_{event.lower()} AFTER {event} ON "{table}" BEGIN '
            f"INSERT INTO journal(txn, tbl, \"row\", before, after) VALUES ({txn}, '{table}', {row}.id, "
            f"{before}, {after});{then} END"
        )


# A change that no transaction of amcli made gets one of its own.
STRANGER = f"""
CREATE TRIGGER journal_stranger AFTER INSERT ON journal WHEN NEW.txn = {NOBODY} BEGIN
  INSERT INTO txn(at, command) VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), '{OUTSIDE}');
  UPDATE journal SET txn = (SELECT max(id) FROM txn) WHERE id = NEW.id;
END"""


def searched_text(parts: tuple[str, ...], prefix: str) -> str:
    """SQL that joins the text of some columns."""
    return " || ' ' || ".join(f"coalesce({prefix}\"{part}\", '')" for part in parts) or "''"


def search_rowid(table: str, row: str) -> str:
    """SQL for a record's rowid in the index."""
    return f"{row} * {KINDS_IN_SEARCH} + {SEARCHED[table].number}"


def search_triggers(table: str) -> Iterator[str]:
    """Keep the index; at rest while an import indexes its own rows. Delete by rowid: no scan."""
    searched = SEARCHED[table]
    watched = ", ".join(f'"{part}"' for part in (*searched.title, *searched.body))
    add = (
        f"INSERT INTO search(rowid, title, body) VALUES ({search_rowid(table, 'NEW.id')}, "
        f"{searched_text(searched.title, 'NEW.')}, {searched_text(searched.body, 'NEW.')});"
    )
    remove = f"DELETE FROM search WHERE rowid = {search_rowid(table, 'OLD.id')};"
    awake = "WHEN coalesce((SELECT bulk FROM session), 0) = 0"
    yield f'CREATE TRIGGER search_{table}_insert AFTER INSERT ON "{table}" {awake} BEGIN {add} END'
    yield (
        f'CREATE TRIGGER search_{table}_update AFTER UPDATE OF {watched} ON "{table}" {awake} '
        f"BEGIN {remove} {add} END"
    )
    yield f'CREATE TRIGGER search_{table}_delete AFTER DELETE ON "{table}" BEGIN {remove} END'


def tidy_triggers(table: str, about: Iterable[str]) -> Iterator[str]:
    """A deleted record takes with it what the tables `about` records say of it."""
    gone = "".join(f"DELETE FROM {name} WHERE kind = '{table}' AND \"row\" = OLD.id; " for name in about)
    yield f'CREATE TRIGGER tidy_{table} AFTER DELETE ON "{table}" BEGIN {gone}END'


def insert_trigger(table: str) -> str:
    """The name of the trigger that journals a table's new rows."""
    return f"journal_{table}_insert"


def delete_triggers(table: str) -> set[str]:
    """The names of the triggers that journal rows that go, and take with them what is about them."""
    return {f"journal_{table}_delete", f"search_{table}_delete", f"tidy_{table}"}


@contextmanager
def at_rest(db: sqlite3.Connection, resting: Collection[str]) -> Iterator[None]:
    """Statements of this connection that begin meanwhile leave to others what these triggers do, which takes
    several times as long row by row. SQLite compiles them without what its authorizer passes over: what they
    insert, and by what they find rows; the schema stays as it is."""
    without = (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_READ)

    def allowed(action: int, _: str | None, __: str | None, ___: str | None, within: str | None) -> int:
        return sqlite3.SQLITE_IGNORE if within in resting and action in without else sqlite3.SQLITE_OK

    db.set_authorizer(allowed)
    try:
        yield
    finally:
        # Another authorizer makes SQLite compile anew what was compiled under this one; none would not.
        db.set_authorizer(lambda *_: sqlite3.SQLITE_OK)
        db.set_authorizer(None)


def journal_new(db: sqlite3.Connection, table: str, first: int) -> None:
    """Journal the rows of a table from an id on as new, by one statement, as their triggers would have."""
    db.execute(
        'INSERT INTO main.journal(txn, tbl, "row", before, after) '
        f"SELECT (SELECT txn FROM main.session), '{table}', id, NULL, NULL FROM main.\"{table}\" "
        "WHERE id >= ? ORDER BY id",
        (first,),
    )


ABOUT = ("snooze", "source_ref", "value_source")
OWN_TRIGGERS = ("journal_", "search_", "tidy_", "rule_", "hand_")


def strangers(db: sqlite3.Connection) -> list[str]:
    """The SQL of views and triggers that somebody else made in the book."""
    rows = db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY rowid"
    )
    return [sql for kind, name, sql in rows if kind == "view" or not name.startswith(OWN_TRIGGERS)]


def drop_all(db: sqlite3.Connection) -> None:
    """Drop every trigger and view; a migration must not run under them."""
    for kind in ("trigger", "view"):
        for name in names(db, kind):
            db.execute(f'DROP {kind.upper()} "{name}"')


def create_all(db: sqlite3.Connection) -> None:
    """Make the search index and every trigger from the tables that are there."""
    db.execute(SEARCH_TABLE)
    for statement in statements(db):
        db.execute(statement)


def statements(db: sqlite3.Connection) -> list[str]:
    """The SQL of every trigger, made from the tables that are there."""
    tables = journalled_tables(db)
    about = [name for name in ABOUT if name in tables]
    made = [STRANGER, HAND_WRITTEN] if "value_source" in about else [STRANGER]
    for table in tables:
        made.extend(journal_triggers(db, table))
        if is_record(table):
            made.extend(tidy_triggers(table, about))
            if "value_source" in about and table in SHARED:
                made.append(hand_insert(table))
        if table in SEARCHED:
            made.extend(search_triggers(table))
    for event, sql in (("insert", "INSERT"), ("update", "UPDATE OF parent_id")):
        made.append(NO_PARENT_CIRCLE.format(event=event, event_sql=sql))
    for event, sql in (("insert", "INSERT"), ("update", "UPDATE OF amends_id, currency, annual_value")):
        made.append(AMENDMENT_CURRENCY.format(event=event, event_sql=sql))
    if "kind" in dict(columns(db, "contract")):
        for event, sql in (("insert", "INSERT"), ("update", "UPDATE OF kind, renewed_by_id, amends_id")):
            made.append(RECURRING_ONLY.format(event=event, event_sql=sql))
    made.extend(value_triggers())
    return made


def value_triggers() -> Iterator[str]:
    """Hold other programs to the rule that no contract is worth less than nothing."""
    for event, sql, rows in (
        ("insert", "INSERT", ("NEW",)),
        ("update", f"UPDATE OF {VALUED}", ("NEW", "OLD")),
        ("delete", "DELETE", ("OLD",)),
    ):
        families = ", ".join(f"coalesce({row}.amends_id, {row}.id)" for row in rows)
        yield NEVER_BELOW_ZERO.format(event=event, event_sql=sql, families=families)


# The tables of whose rows a transaction added or changed some.
STILL_THERE = "SELECT DISTINCT tbl FROM journal WHERE txn = ? AND (before IS NULL OR after IS NOT NULL)"


def index_transaction(db: sqlite3.Connection, txn: int) -> None:
    """Index everything that a bulk transaction wrote, by one statement a table. What it took out has left the
    index already."""
    written = {table for (table,) in db.execute(STILL_THERE, (txn,))}
    for table, searched in SEARCHED.items():
        if table not in written:
            continue
        touched = f"SELECT \"row\" FROM journal WHERE txn = :txn AND tbl = '{table}'"
        db.execute(
            f"DELETE FROM search WHERE rowid IN (SELECT {search_rowid(table, chr(34) + 'row' + chr(34))} "
            f"FROM journal WHERE txn = :txn AND tbl = '{table}' AND before IS NOT NULL"
            " AND after IS NOT NULL)",
            {"txn": txn},
        )
        db.execute(
            f"INSERT INTO search(rowid, title, body) SELECT {search_rowid(table, 'id')}, "
            f"{searched_text(searched.title, '')}, {searched_text(searched.body, '')} "
            f'FROM "{table}" WHERE id IN ({touched})',
            {"txn": txn},
        )
