"""What a book can say of its own soundness: what contradicts itself in it, and putting right what follows
from the rest of it.

Whether the file is whole is `backups.fault_of`. What follows from a person's settings or the day is not known
here (facts), nor what is around the file (places.py); how it is told: reports/checkup.py.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from amcli import jsontext
from amcli.errors import BookUnavailable
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.rules.names import folded
from amcli.storage import triggers
from amcli.storage.connection import connect, lend_search_key, translated
from amcli.storage.failures import DAMAGED_HINT, named
from amcli.storage.soundness import SQLITE_ERRORS, fault_of, fault_of_file, private_copy
from amcli.storage.triggers import (
    ABOUT,
    SEARCH_TABLE,
    SEARCHED,
    create_all,
    journalled_tables,
    names,
    row_as_json,
    search_rowid,
    searched_text,
    strangers,
)
from amcli.vocabulary import LETTERS, reference

if TYPE_CHECKING:
    from pathlib import Path

    from amcli.files import Place

SQLITE = sqlite3.sqlite_version
TOUCH_INDEX = "interaction_touch"
OWN = " OR ".join(f"name LIKE '{prefix.replace('_', '|_')}%' ESCAPE '|'" for prefix in triggers.OWN_TRIGGERS)
OWN_TRIGGERS = f"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND ({OWN})"
# What an upgrade may have changed without the journal, since nobody did it: what a column of a table was, and
# what it became.
UPGRADED: dict[tuple[str, str], Callable[[Any, Any], bool]] = {
    ("interaction", "planned"): lambda said, now: (said, now) == (0, 1),
    ("account", "status"): lambda said, now: said == "churned" and now in ("onboarding", "active"),
    ("account", "status_on"): lambda said, now: said is None,
    ("issue", "resolved_first_contact"): lambda said, now: (said, now) == (0, None),
}
CIRCLE = """
WITH RECURSIVE up(start, id) AS (
  SELECT id, {link} FROM {table} WHERE {link} IS NOT NULL
  UNION SELECT up.start, t.{link} FROM {table} t JOIN up ON t.id = up.id WHERE t.{link} IS NOT NULL)
SELECT DISTINCT start FROM up WHERE id = start"""
# What triggers refuse, whoever writes: found where they were not there. A sentence, the kind, and a query.
RULES = (
    ("an account is its own ancestor", "account", CIRCLE.format(table="account", link="parent_id")),
    ("a contract follows itself", "contract", CIRCLE.format(table="contract", link="renewed_by_id")),
    (
        "an amendment amends another one, or is in another currency than its contract",
        "contract",
        "SELECT c.id FROM contract c JOIN contract p ON p.id = c.amends_id WHERE p.amends_id IS NOT NULL"
        " OR (c.annual_value IS NOT NULL AND p.currency IS NOT c.currency)",
    ),
    (
        "what isn't recurring follows or amends a contract",
        "contract",
        "SELECT c.id FROM contract c JOIN contract o ON o.id IN (c.renewed_by_id, c.amends_id)"
        " WHERE c.kind <> 'recurring' OR o.kind <> 'recurring'",
    ),
)
NAMES = (("account", "code"), ("account", "name"), ("product", "name"))
# Of each row the newest entry of the journal, beside the row as it is.
AGAINST = """
SELECT j."row" AS "row", j.before IS NOT NULL AND j.after IS NULL AS gone, j.after, {now} AS now,
       t.id IS NOT NULL AS there
FROM (SELECT max(id) AS id FROM journal WHERE tbl = '{table}' GROUP BY "row") newest
JOIN journal j ON j.id = newest.id LEFT JOIN "{table}" t ON t.id = j."row"
WHERE (t.id IS NOT NULL) = gone OR (j.after IS NOT NULL AND j.after IS NOT {now})"""
UNKNOWN = """
SELECT t.id FROM "{table}" t
WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.tbl = '{table}' AND j."row" = t.id)"""


class Wrong(NamedTuple):
    """Something that contradicts itself: what, and which records, as people call them."""

    text: str
    records: list[str]


def named_row(db: sqlite3.Connection, table: str, row: int) -> str:
    """A row as people call it: an account by its code, another record by its reference."""
    if table == "account":
        found = db.execute("SELECT code FROM account WHERE id = ?", (row,)).fetchone()
        return str(found[0]) if found is not None else f"account {row}"
    return reference(table, row) if table in LETTERS else f"{table.replace('_', ' ')} {row}"


def is_named_elsewhere(fault: str) -> bool:
    """Whether another check names what is wrong with a file, and more of it."""
    return fault.endswith("refers to a missing record") or fault.startswith("the trigger ")


def follows_from_the_rest(db: sqlite3.Connection, path: "Place") -> bool:
    """Whether a file that isn't whole is so in what follows from the rest of it alone: whether a copy is
    sound once its indexes, its search index and its triggers were made anew."""
    try:
        with private_copy(db, path) as copy:
            lend_search_key(copy)
            renew_indexes(copy)
            renew_search(copy)
            watch_again(copy)
            return fault_of(copy) is None
    except SQLITE_ERRORS:
        return False


def broken_references(db: sqlite3.Connection) -> list[Wrong]:
    """The rows that name a record that isn't there, by table."""
    found: dict[tuple[str, str], list[str]] = {}
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        found.setdefault((table, parent), []).append(named_row(db, table, row))
    return [Wrong(f"of {table}: no such {parent}", rows) for (table, parent), rows in found.items()]


def impossible(db: sqlite3.Connection) -> list[Wrong]:
    """The records that no command and no other program could have written while the book watched."""
    found = []
    for sentence, kind, query in RULES:
        rows = [named_row(db, kind, row) for row in sorted(row for (row,) in db.execute(query))]
        found += [Wrong(sentence, rows)] if rows else []
    for table, name in NAMES:
        rows = [
            named_row(db, table, row)
            for row, text, key in db.execute(f'SELECT id, "{name}", "{name}_folded" FROM "{table}"')
            if key != folded(text)
        ]
        found += [Wrong(f"the {name} isn't found by what it is", rows)] if rows else []
    return found


def orphans(db: sqlite3.Connection) -> int:
    """How many remarks are about records that are gone: put off, from which source, whose value."""
    return sum(db.execute(f"SELECT count(*) {lost(db, table)}").fetchone()[0] for table in ABOUT)


def remove_orphans(db: sqlite3.Connection) -> None:
    """Take these remarks away, within a transaction."""
    for table in ABOUT:
        db.execute(f"DELETE {lost(db, table)}")


def lost(db: sqlite3.Connection, table: str) -> str:
    """The rest of a query for the remarks of a table whose record is gone."""
    tables = [name for name in names(db, "table") if name in SEARCHED or name in LETTERS]
    there = " ".join(
        f"""WHEN '{kind}' THEN EXISTS (SELECT 1 FROM "{kind}" r WHERE r.id = "{table}"."row")"""
        for kind in tables
    )
    return f'FROM "{table}" WHERE NOT CASE kind {there} ELSE 0 END'


def unwatched(db: sqlite3.Connection) -> list[str]:
    """What the book does by itself and no longer would: its own triggers that are missing, others than they
    were, or too many; and the row that says which change is under way."""
    wanted = {sql.split()[2]: sql for sql in map(str.strip, triggers.statements(db))}
    there = dict(db.execute(OWN_TRIGGERS))
    found = [name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)]
    at_rest = db.execute(
        "SELECT count(*) = 1 AND max(txn) IS NULL AND max(bulk) = 0 FROM session"
    ).fetchone()[0]
    return sorted(found) if at_rest else [*sorted(found), "session"]


def watch_again(db: sqlite3.Connection) -> None:
    """Make the book's own triggers anew, within a transaction; those of others stay as they are."""
    others = strangers(db)
    triggers.drop_all(db)
    db.execute("DELETE FROM session WHERE id <> 1")
    db.execute("INSERT OR IGNORE INTO session(id) VALUES (1)")
    db.execute("UPDATE session SET txn = NULL, bulk = 0, mechanical = 0")
    create_all(db)
    for sql in others:
        db.execute(sql)


def against_journal(db: sqlite3.Connection) -> list[Wrong]:
    """The rows that are otherwise than the newest entry of the journal says, by what is wrong with them.

    A row that the journal doesn't know was written around it, as long as the journal is whole.
    """
    (is_whole,) = db.execute("SELECT count(*) = coalesce(max(id), 0) FROM journal").fetchone()
    other, back, gone, unknown = (Wrong(text, []) for text in (
        "changed without the journal", "there, though the journal says deleted",
        "not there, though the journal says so", "not in the journal at all",
    ))  # fmt: skip
    for table in journalled_tables(db):
        now, links = row_as_json(db, table, "t"), links_of(db, table)
        for row, deleted, after, text, there in db.execute(AGAINST.format(table=table, now=now)):
            told = named_row(db, table, row)
            if deleted:
                back.records.append(told)
            elif not there:
                gone.records.append(told)
            elif differs(db, table, links, (jsontext.loads(after), jsontext.loads(text))):
                other.records.append(told)
        if is_whole:
            found = db.execute(UNKNOWN.format(table=table))
            unknown.records.extend(named_row(db, table, row) for (row,) in found)
    return [each for each in (other, gone, back, unknown) if each.records]


def links_of(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table that name a record, with the table of that."""
    return dict(db.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)))


def differs(
    db: sqlite3.Connection, table: str, links: dict[str, str], versions: tuple[dict[str, Any], dict[str, Any]]
) -> bool:
    """Whether a row is otherwise than the journal said, apart from what an upgrade has made of it, and from
    names of records that are gone: they went with these, which are told."""
    said, now = versions
    return any(
        said[name] != now[name]
        and not UPGRADED.get((table, name), never)(said[name], now[name])
        and not (now[name] is None and name in links and is_gone(db, links[name], said[name]))
        for name in said.keys() & now.keys()
    )


def is_gone(db: sqlite3.Connection, table: str, row: int) -> bool:
    """Whether a record isn't there any more."""
    return db.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (row,)).fetchone() is None


def never(said: Any, now: Any) -> bool:
    """What holds of a column that no upgrade has changed."""
    return False


def search_faults(db: sqlite3.Connection) -> int:
    """How many texts the search index hasn't as the records have them, or has without a record."""
    wrong = indexed = 0
    for table, searched in SEARCHED.items():
        title, body = (searched_text(part, "t.") for part in (searched.title, searched.body))
        missing, there = db.execute(
            f"SELECT coalesce(sum(s.id IS NULL OR s.c0 IS NOT {title} OR s.c1 IS NOT {body}), 0), count(s.id)"
            f' FROM "{table}" t LEFT JOIN search_content s ON s.id = {search_rowid(table, "t.id")}'
        ).fetchone()
        wrong, indexed = wrong + missing, indexed + there
    (every,) = db.execute("SELECT count(*) FROM search_content").fetchone()
    return int(wrong + every - indexed)


def renew_search(db: sqlite3.Connection) -> None:
    """Make the search index anew from the records: also one that can't be read any more."""
    db.execute("DROP TABLE IF EXISTS search")
    db.execute(SEARCH_TABLE)
    for table, searched in SEARCHED.items():
        db.execute(
            f"INSERT INTO search(rowid, title, body) SELECT {search_rowid(table, 'id')}, "
            f'{searched_text(searched.title, "")}, {searched_text(searched.body, "")} FROM "{table}"'
        )


def touch_faults(db: sqlite3.Connection) -> list[str]:
    """The accounts whose last touch isn't the same by its index as by looking through all conversations."""
    query = (
        'SELECT account_id, max("on"), count(*) FROM interaction {how}'
        " WHERE kind <> 'note' AND tried = 0 AND planned = 0 GROUP BY account_id"
    )
    quick, slow = (
        {(row[0], row[1], row[2]) for row in db.execute(query.format(how=how))}
        for how in (f"INDEXED BY {TOUCH_INDEX}", "NOT INDEXED")
    )
    return [named_row(db, "account", row) for row in sorted({each[0] for each in quick ^ slow})]


def renew_indexes(db: sqlite3.Connection) -> None:
    """Make every index anew."""
    db.execute("REINDEX")


def newest_change(db: sqlite3.Connection) -> str | None:
    """When the book was last changed, by the clock of that moment."""
    found: str | None = db.execute("SELECT max(at) FROM txn").fetchone()[0]
    return found


def changed_since(db: sqlite3.Connection, at: str) -> bool:
    """Whether the book was changed after an instant."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM txn WHERE at > ?)", (at,)).fetchone()[0])


def fold_log(db: sqlite3.Connection) -> bool:
    """Write what is in the log into the file; whether all of it went."""
    return not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def fault_of_backup(path: "Path") -> str | None:
    """What is wrong with a backup, None for a sound one."""
    try:
        with closing(connect(path)) as db:
            return fault_of_file(db, path)
    except SQLITE_ERRORS as error:
        return str(error)


@contextmanager
def while_checked(path: "Place") -> Iterator[None]:
    """Turn every error of SQLite into ours: in a book that is to be checked anything may be wrong."""
    try:
        with translated(path):
            yield
    except sqlite3.Error as error:
        raise BookUnavailable(f"the book {named(path)}: {error}.", DAMAGED_HINT) from error
