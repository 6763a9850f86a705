"""Taking somebody out of a book: their records, what the journal has of them, and every text that names them.

What is written is for good. A text of another record stays, with a mark in the place of a name, an address or
a number. Works on any connection within a transaction of the journal, so that backups are cleared by the same
lines (copies.py). Not for whom it is about (subjects.py), nor for files beside the book (traces.py).
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from amcli.hints import Any, NamedTuple
from amcli.rules.forgetting import MARK, Finder
from amcli.storage import forgotten
from amcli.storage.connection import Book
from amcli.storage.subjects import Subject, marks
from amcli.storage.triggers import OUTSIDE, UNJOURNALLED, columns, names

TABLE = "forgotten"
UNSWEPT = "forgotten unswept"
# What others are called stays: they are somebody else.
CALLED = {
    "account": {"code", "code_folded", "name", "name_folded"},
    "contact": {"name"},
    "product": {"name", "name_folded"},
}
# What somebody said, in their own words: of a record that names them, with what stands in its place.
WORDS: dict[str, tuple[str, str | None]] = {"survey": ("comment", None), "feedback": ("text", MARK)}
# Read by their own rules below, or made anew.
APART = frozenset({"txn", "journal", "session", "alembic_version", "day_state"})
# What is only about an address; without it nothing is left.
ABOUT_ADDRESSES = ("unmatched", "value_source", "source_ref")
LONGEST_LINE = 200
VERBS = frozenset(
    {
        *("add", "list", "show", "edit", "rm", "archive", "pulse", "handoff", "plan", "merge", "left"),
        *(
            "move",
            "amend",
            "reopen",
            "stage",
            "win",
            "lose",
            "resolve",
            "escalate",
            "relay",
            "pass-on",
            "close",
        ),
        *("progress", "met", "missed", "drop", "set", "held", "tie", "link", "ignore", "forget", "reset"),
        *("pass-on", "start", "stop"),
    }
)
GLOBAL = ("--book", "--config", "--today", "--color")
REFERRING = """
SELECT t.name, k."from", k."table" FROM sqlite_schema t, pragma_foreign_key_list(t.name) k
WHERE t.type = 'table' AND k."table" IN ('account', 'contact')"""
# What goes with a row, by what the journal knows of it.
WITH_THEM = """
INSERT OR IGNORE INTO temp.gone SELECT j.tbl, j."row" FROM journal j
WHERE j.tbl IN ('snooze', 'source_ref', 'value_source') AND j.before IS NOT NULL AND EXISTS (
  SELECT 1 FROM temp.gone g
  WHERE g.tbl = json_extract(j.before, '$.kind') AND g."row" = json_extract(j.before, '$.row'))
UNION SELECT j.tbl, j."row" FROM journal j
WHERE j.tbl = 'interaction_contact' AND j.before IS NOT NULL AND EXISTS (
  SELECT 1 FROM temp.gone g
  WHERE g.tbl = 'interaction' AND g."row" = json_extract(j.before, '$.interaction_id')
  OR g.tbl = 'contact' AND g."row" = json_extract(j.before, '$.contact_id'))"""
# Records of an account that were deleted before.
OF_ACCOUNT = """
INSERT OR IGNORE INTO temp.gone SELECT j.tbl, j."row" FROM journal j
WHERE j.before IS NOT NULL AND j.after IS NULL AND json_extract(j.before, '$.account_id') IN ({})
  AND j.tbl = ? AND NOT EXISTS (SELECT 1 FROM "{}" r WHERE r.id = j."row")"""


class Erased(NamedTuple):
    """What was taken out: records by kind, texts of other records, entries of the journal; the changes that
    can't be undone since."""

    records: dict[str, int]
    texts: int
    entries: int
    changes: list[int]


def erase(db: sqlite3.Connection, txn: int, subject: Subject, day: str) -> Erased:
    """Take somebody out of a book, within the transaction `txn`, of which nothing else stays."""
    finder = subject.finder
    db.create_function("am_holds", 1, lambda text: isinstance(text, str) and finder.is_within(text))
    db.execute('CREATE TEMP TABLE gone(tbl TEXT, "row" INTEGER, PRIMARY KEY(tbl, "row"))')
    before = sizes(db)
    contacts = subject.rows["contact"]
    forget_addresses(db, subject)
    texts = forget_proposals(db, finder)
    spoken = said_in(db, contacts)
    texts += own_words(db, contacts)
    settle_alone(db, contacts, day)
    for table, row in sorted(subject.made):
        db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
    after = sizes(db)
    texts += sum(clear_table(db, finder, table) for table in names(db, "table") if table not in APART)
    collect_gone(db, txn, subject)
    changes, entries = clear_journal(db, txn, subject)
    clear_commands(db, finder, changes | spoken)
    make_anew(db)
    key = forgotten.own_key(db)
    forgotten.put(db, txn, day, [forgotten.hash_of(key, each) for each in subject.hashed])
    db.executemany(
        'INSERT OR IGNORE INTO cut(id, "on") VALUES (?, ?)', [(each, day) for each in {*changes, txn}]
    )
    db.execute(f"INSERT OR REPLACE INTO setting(key, value) VALUES ('{UNSWEPT}', '1')")
    db.execute("DROP TABLE temp.gone")
    records = {table: before[table] - count for table, count in after.items() if before[table] > count}
    return Erased(records, texts, entries, sorted(changes))


def sizes(db: sqlite3.Connection) -> Counter[str]:
    """How many records there are of each kind."""
    tables = [name for name in names(db, "table") if name not in UNJOURNALLED]
    return Counter({name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables})


def forget_addresses(db: sqlite3.Connection, subject: Subject) -> None:
    """Take out what mail, calendars, calls and chats had of them as strangers."""
    contacts = subject.rows["contact"]
    db.execute(f"DELETE FROM unmatched WHERE contact_id IN ({marks(contacts)})", [*contacts])
    theirs = subject.finder.is_theirs
    for row, address, name in db.execute("SELECT id, address, name FROM unmatched").fetchall():
        if theirs(address) or (name and theirs(name)):
            db.execute("DELETE FROM unmatched WHERE id = ?", (row,))


def forget_proposals(db: sqlite3.Connection, finder: Finder) -> int:
    """Take out what an assistant asks to run with them in it: a line with a mark in it would do something
    else. Gives how many there were; an older book has none."""
    if "proposal" not in names(db, "table"):
        return 0
    rows = db.execute("SELECT id, client, arguments, account, why, changes FROM proposal").fetchall()
    gone = [
        (row,)
        for row, *texts in rows
        if any(text and (finder.is_alone(text) or finder.cleared(text) != text) for text in texts)
    ]
    db.executemany("DELETE FROM proposal WHERE id = ?", gone)
    return len(gone)


def said_in(db: sqlite3.Connection, contacts: set[int]) -> set[int]:
    """The changes that brought what they said: their commands have it too."""
    found = set()
    for table in WORDS:
        rows = f'SELECT id FROM "{table}" WHERE contact_id IN ({marks(contacts)})'
        query = f'SELECT txn FROM journal WHERE tbl = ? AND "row" IN ({rows})'
        found |= {each for (each,) in db.execute(query, (table, *contacts))}
    return found


def own_words(db: sqlite3.Connection, contacts: set[int]) -> int:
    """Take out what they said, in their own words; the score of an answer stays."""
    count = 0
    for table, (column, instead) in WORDS.items():
        theirs = f'contact_id IN ({marks(contacts)}) AND "{column}" IS NOT NULL'
        query = f'UPDATE "{table}" SET "{column}" = ? WHERE {theirs}'
        count += db.execute(query, (instead, *contacts)).rowcount
    return count


def settle_alone(db: sqlite3.Connection, contacts: set[int], day: str) -> None:
    """Emails and chats with nobody else in them wait for no answer any more."""
    among = f"x.interaction_id = interaction.id AND x.contact_id IN ({marks(contacts)})"
    others = f"x.interaction_id = interaction.id AND x.contact_id NOT IN ({marks(contacts)})"
    db.execute(
        "UPDATE interaction SET settled_on = ? WHERE kind IN ('email', 'chat') AND settled_on IS NULL"
        f" AND EXISTS (SELECT 1 FROM interaction_contact x WHERE {among})"
        f" AND NOT EXISTS (SELECT 1 FROM interaction_contact x WHERE {others})",
        (day, *contacts, *contacts),
    )


def clear_table(db: sqlite3.Connection, finder: Finder, table: str) -> int:
    """Take them out of all texts of a table; gives how many rows had some."""
    texts = [name for name in texts_of(db, table) if name not in CALLED.get(table, ())]
    if not texts:
        return 0
    where = " OR ".join(f'am_holds("{name}")' for name in texts)
    listed = ", ".join(f'"{name}"' for name in texts)
    rows = db.execute(f'SELECT rowid, {listed} FROM "{table}" WHERE {where}').fetchall()
    for row, *values in rows:
        if table in ABOUT_ADDRESSES:
            db.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
            continue
        made = {name: finder.cleared(value) for name, value in zip(texts, values, strict=True)}
        changes = {name: made[name] for name, value in zip(texts, values, strict=True) if made[name] != value}
        for name, value in changes.items():
            put_text(db, table, row, name, value)
    return len(rows)


def texts_of(db: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that may hold any text: not days and instants, which a CHECK holds to their
    form."""
    (sql,) = db.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    texts = [name for name, kind in columns(db, table) if kind == "TEXT"]
    return [name for name in texts if f"\"{name}\", '+0 days')" not in sql]


def put_text(db: sqlite3.Connection, table: str, row: int, name: str, value: str) -> None:
    """Write a text; one that became too long for its column is cut, and one that the book refuses in any
    other way is the mark alone."""
    statement = f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = ?'
    for text in (value, value[:LONGEST_LINE], MARK):
        try:
            db.execute(statement, (text, row))
            return
        except sqlite3.IntegrityError:
            continue
    db.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))


def collect_gone(db: sqlite3.Connection, txn: int, subject: Subject) -> None:
    """All rows of which nothing is to stay in the journal: what went just now, and what had gone before."""
    db.executemany(
        "INSERT OR IGNORE INTO temp.gone VALUES (?, ?)",
        [(table, row) for table, rows in subject.rows.items() for row in rows],
    )
    db.execute(
        'INSERT OR IGNORE INTO temp.gone SELECT tbl, "row" FROM journal'
        " WHERE txn = ? AND before IS NOT NULL AND after IS NULL",
        (txn,),
    )
    accounts = subject.rows["account"]
    if accounts:
        for table in names(db, "table"):
            if "account_id" in dict(columns(db, table)):
                db.execute(OF_ACCOUNT.format(marks(accounts), table), (*accounts, table))
    db.execute(WITH_THEM)


def clear_journal(db: sqlite3.Connection, txn: int, subject: Subject) -> tuple[set[int], int]:
    """Take out the entries of rows that are gone, and them out of all others; gives the changes that had
    some, or would bring back what refers to them, and how many entries there were."""
    theirs = '(tbl, "row") IN (SELECT tbl, "row" FROM temp.gone)'
    cut = {each for (each,) in db.execute(f"SELECT DISTINCT txn FROM journal WHERE {theirs}")}
    own = db.execute("SELECT count(*) FROM journal WHERE txn = ?", (txn,)).fetchone()[0]
    count = db.execute(f"DELETE FROM journal WHERE {theirs} OR txn = ?", (txn,)).rowcount - own
    for entry in db.execute("SELECT * FROM journal WHERE am_holds(before) OR am_holds(after)").fetchall():
        cleared = [cleared_entry(subject.finder, entry["tbl"], entry[side]) for side in ("before", "after")]
        if cleared != [entry["before"], entry["after"]]:
            db.execute("UPDATE journal SET before = ?, after = ? WHERE id = ?", (*cleared, entry["id"]))
            cut.add(entry["txn"])
            count += 1
    for entry, texts in said_by(db, subject.rows["contact"]):
        db.execute("UPDATE journal SET before = ?, after = ? WHERE id = ?", (*texts, entry["id"]))
        cut.add(entry["txn"])
        count += 1
    return (cut | set(referring(db, subject))) - {txn}, count


def cleared_entry(finder: Finder, table: str, text: str | None) -> str | None:
    """A row of the journal without them; what others are called stays."""
    if text is None or not finder.is_within(text):
        return text
    found, stays = json.loads(text), CALLED.get(table, ())
    made = {name: value if name in stays else finder.cleared(value) for name, value in found.items()}
    return text if made == found else json.dumps(made, ensure_ascii=False)


def said_by(db: sqlite3.Connection, contacts: set[int]) -> Iterator[tuple[Any, list[str | None]]]:
    """Entries that hold what they said, with both sides without it."""
    for table, (column, instead) in WORDS.items():
        for entry in db.execute(
            "SELECT * FROM journal WHERE tbl = ? AND before IS NOT NULL", (table,)
        ).fetchall():
            sides = [entry["before"], entry["after"]]
            made = [without_words(side, column, instead, contacts) for side in sides]
            if made != sides:
                yield entry, made


def without_words(text: str | None, column: str, instead: str | None, contacts: set[int]) -> str | None:
    found = json.loads(text) if text else {}
    if found.get("contact_id") not in contacts or found.get(column) in (None, instead):
        return text
    return json.dumps({**found, column: instead}, ensure_ascii=False)


def referring(db: sqlite3.Connection, subject: Subject) -> Iterator[int]:
    """Changes whose undo would refer to a row that is gone."""
    for table, column, to in db.execute(REFERRING).fetchall():
        rows = subject.rows[to]
        query = (
            "SELECT DISTINCT txn FROM journal WHERE tbl = ? AND before IS NOT NULL"
            f" AND json_extract(before, '$.{column}') IN ({marks(rows)})"
        )
        yield from (each for (each,) in db.execute(query, (table, *rows)))


def clear_commands(db: sqlite3.Connection, finder: Finder, changes: set[int]) -> None:
    """Leave of the commands of these changes, and of any that names them, no more than what they do; of a
    program that is called as they are, no name."""
    called = "client" in dict(columns(db, "txn"))  # no older book has it
    query = "SELECT id, client FROM txn WHERE client IS NOT NULL"
    for row, client in db.execute(query).fetchall() if called else ():
        if finder.is_theirs(client):
            db.execute("UPDATE txn SET client = NULL WHERE id = ?", (row,))
    for row, command in db.execute("SELECT id, command FROM txn").fetchall():
        if row in changes or finder.is_in(command) or any(map(finder.is_alone, command.split())):
            short = shortened(finder, command)
            if short != command:
                db.execute("UPDATE txn SET command = ? WHERE id = ?", (short, row))


def shortened(finder: Finder, command: str) -> str:
    """What a command does, without what was typed: `contact edit`."""
    words = command.split()
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] in GLOBAL else words[1:]
    if command == OUTSIDE or not words:
        return command
    second = [each for each in words[1:2] if each in VERBS and not finder.is_theirs(each)]
    return " ".join([words[0], *second])


def make_anew(db: sqlite3.Connection) -> None:
    """The search index without what it holds of deleted texts; what is kept of today is worked out again."""
    db.execute("INSERT INTO search(search) VALUES ('rebuild')")
    db.execute("DELETE FROM day_state")
    db.execute("DELETE FROM setting WHERE key = 'day'")
    db.execute("UPDATE digest SET state = json_remove(state, '$.journal')")


def sweep(book: Book) -> bool:
    """Leave nothing of it in pages that are free and in the write-ahead log; False where somebody reads the
    book as it was."""
    book.move_on()
    db = book.db
    db.execute("VACUUM")
    db.execute("DELETE FROM setting WHERE key = ?", (UNSWEPT,))
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        db.execute("INSERT OR REPLACE INTO setting(key, value) VALUES (?, '1')", (UNSWEPT,))
    return not busy


def is_unswept(db: sqlite3.Connection) -> bool:
    """Whether somebody was forgotten, and the file may still hold something."""
    return db.execute("SELECT 1 FROM setting WHERE key = ?", (UNSWEPT,)).fetchone() is not None
