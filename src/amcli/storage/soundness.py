"""Whether all of a book is sound: what SQLite looks at itself, and the damage that it passes over.

A check reads the whole of a copy, so that nobody waits for it: 4 s for 100,000 interactions (76 MB), half of
it SQLite's own. It is made before a copy is called a backup, and where a command failed for a reason that
nobody foresaw. Not for what a person may have to correct in a sound book (`am doctor`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from amcli.errors import AmcliError, BookUnavailable
from amcli.hints import TYPE_CHECKING
from amcli.storage import triggers
from amcli.storage.connection import VERSION, connect, is_cut, version_of
from amcli.storage.failures import damaged, explained, is_damage, is_no_text, named, primary_code

if TYPE_CHECKING:
    from amcli.files import Place

# The second is what Python makes of words of SQLite's own, as the name of a column, that aren't UTF-8.
SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
TABLES = {
    *triggers.SEARCHED, *triggers.UNSEARCHED, *triggers.UNJOURNALLED, *triggers.ABOUT,
    "interaction_contact", "search",
}  # fmt: skip
CUT = "its last page is cut"
NO_SCHEMA = "its schema isn't UTF-8"
INDEX = "the search index doesn't fit"
# The copy lies where SQLite has its temporary files.
NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
FULL = "no room for a copy of it in the temporary folder"
MAKE_ROOM = "Make room there, or name another folder: SQLITE_TMPDIR=FOLDER am ..."
# What stands in the way of looking, rather than what is wrong with the file.
ELSEWHERE = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_READONLY,
)  # fmt: skip


def is_unsound(path: "Place") -> bool:
    """Whether a book is damaged, as far as that can be told."""
    try:
        with closing(connect(path)) as db:
            return fault_of_file(db, path) is not None
    except SQLITE_ERRORS as error:
        return is_fault(error)
    except BookUnavailable:
        return False


def fault_of_file(db: sqlite3.Connection, path: "Place") -> str | None:
    """What is wrong with an open file; None for a sound one. Raises BookUnavailable, sqlite3.Error where it
    can't be looked at."""
    if is_cut(db, path):
        return CUT
    with private_copy(db, path) as copy:
        return fault_of(copy)


@contextmanager
def private_copy(db: sqlite3.Connection, path: "Place") -> Iterator[sqlite3.Connection]:
    """A copy of an open file in a database without a name, which ends with this. Raises BookUnavailable where
    there is no room for it."""
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        try:
            db.backup(copy)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", -1) in NO_ROOM:
                raise BookUnavailable(f"{named(path)} can't be checked: {FULL}.", MAKE_ROOM) from error
            raise
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            copy.execute(f"PRAGMA {pragma}").fetchone()
        yield copy


def fault_of(db: sqlite3.Connection) -> str | None:
    """What is wrong with a copy that nobody else uses, in SQLite's words or ours; None for a sound one.

    Raises sqlite3.Error where it can't be looked at.
    """
    db.row_factory = None
    try:
        (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            return str(verdict).splitlines()[-1]
        broken = db.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            return f"a row of {broken[0]} refers to a missing record"
        return schema_fault(db) or text_fault(db) or index_fault(db)
    except SQLITE_ERRORS as error:
        if not is_fault(error):
            raise
        return fault_in(error)


def fault_in(error: Exception) -> str:
    """The fault of which an error tells, in SQLite's words or ours."""
    return str(error) if isinstance(error, sqlite3.Error) and not is_no_text(error) else NO_SCHEMA


def reason(error: Exception, path: "Place") -> AmcliError:
    """An error while a whole file was copied: what stood in the way, or that the file is damaged."""
    return damaged(path) if is_fault(error) else explained(error, path)


def is_fault(error: Exception) -> bool:
    """Whether an error while a file was looked at is one of the file."""
    return not isinstance(error, sqlite3.Error) or primary_code(error) not in ELSEWHERE


def schema_fault(db: sqlite3.Connection) -> str | None:
    """Which of our tables and triggers is missing or another, where the file has this program's version."""
    if version_of(db) != VERSION:
        return None
    missing = TABLES - {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if missing:
        return f"the table {min(missing)} is missing"
    there = {sql for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")}
    other = [sql for sql in map(str.strip, triggers.statements(db)) if sql not in there]
    return f"the trigger {other[0].split()[2]} isn't the one of its table" if other else None


def text_fault(db: sqlite3.Connection) -> str | None:
    """A table with text that is no UTF-8, which SQLite keeps without looking at it."""
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in (each for each in tables if not each.startswith("sqlite_") and each != "search"):
        try:
            for _ in db.execute(f'SELECT * FROM "{table}"'):
                pass
        except sqlite3.OperationalError as error:
            if not is_no_text(error):
                raise
            return f"a text of {table} isn't UTF-8"
    return None


def index_fault(db: sqlite3.Connection) -> str | None:
    """Whether the search index says of itself that it doesn't fit its texts."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'search'").fetchone():
        return None
    try:
        db.execute("INSERT INTO search(search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return INDEX
    return None
