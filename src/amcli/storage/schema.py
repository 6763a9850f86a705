"""Creating a book and bringing an older one up to date, with Alembic, in one transaction.

Only loaded when the cheap version check of `connection` finds something to do. The way of
migrating is our own around Alembic's revisions: foreign keys off before BEGIN IMMEDIATE,
triggers and views dropped first and made again last, ids never reused, every foreign key
checked before COMMIT. A failed upgrade leaves the book as it was.
"""

import os
import sqlite3
import sys
from pathlib import Path

from amcli.drafts import make_private, remove, sweep
from amcli.errors import BookUnavailable, Refused
from amcli.rules.names import shown
from amcli.storage import triggers
from amcli.storage.backups import back_up
from amcli.storage.connection import (
    APPLICATION_ID,
    VERSION,
    connect,
    prepare,
    refuse_another,
    take_lock,
    version_of,
)
from amcli.storage.failures import explained
from amcli.storage.places import refuse_locked, refuse_loop

MIGRATIONS = Path(__file__).parent / "migrations"
LARGE = 50_000_000  # bytes; from there on it is a matter of seconds


def create(path: Path, currency: str | None = None) -> None:
    """Make a new, empty book at `path`, readable by its owner alone.

    It is made beside its place under another name and then linked there, so that no half-made
    book is ever seen and an existing file is never overwritten. Raises Refused when there is
    one, BookUnavailable when the directory cannot be written.
    """
    refuse_locked(path)
    refuse_loop(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(path.parent, path.name)
        make_private(draft)
    except OSError as error:
        raise BookUnavailable(f"the book {shown(str(path))} can't be created: {error.strerror}.") from error
    try:
        db = connect(draft)
        try:
            prepare(db)
            upgrade(db)
            if currency is not None:
                db.execute("INSERT INTO setting(key, value) VALUES ('currency', ?)", (currency,))
        finally:
            db.close()
        put_in_place(draft, path)
    except sqlite3.Error as error:
        raise explained(error, path) from error
    finally:
        remove(draft)


def put_in_place(draft: Path, path: Path) -> None:
    """Give the finished book its name, refusing to replace a file that is there."""
    settle_draft(draft, path)
    place = shown(str(path))
    try:
        os.link(draft, path)
    except FileExistsError:
        raise Refused(f"a book already exists at {place}. Nothing was changed.", "Open it: am") from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise Refused(f"a file already exists at {place}. Nothing was changed.") from None
        draft.rename(path)


def settle_draft(draft: Path, path: Path) -> None:
    """Have all of a draft in its one file. Closing it does that, and takes the log away; but where the disk
    is full, it leaves the log beside the draft without a word, and the book without what is in it. Raises
    BookUnavailable."""
    if not Path(f"{draft}-wal").exists():
        return
    db = connect(draft)
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise explained(error, path) from error
    finally:
        db.close()


def bring_up_to_date(db: sqlite3.Connection, path: Path) -> None:
    """Back an older book up, then upgrade it, and say so in one line on standard error; a person who
    waits for a large one is told at its beginning too."""
    old = version_of(db)
    if path.stat().st_size > LARGE and sys.stderr.isatty():
        size = f"{path.stat().st_size // 1_000_000:,} MB"
        print(f"am: backing up and upgrading the book ({size}); this takes a while.", file=sys.stderr)
    backup = back_up(path, "upgrade")
    said = [f"backup: {shown(str(backup.path))}", *upgrade(db)]
    print(f"am: upgraded the book from version {old} to {VERSION}; {' · '.join(said)}", file=sys.stderr)


def upgrade(db: sqlite3.Connection, migrations: Path = MIGRATIONS, target: int = VERSION) -> list[str]:
    """Run the missing migrations in one transaction; do nothing if another process just did. Gives what
    they say that they changed of records."""
    said: list[str] = []
    load()
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        take_lock(db, lambda text: print(f"am: {text}", file=sys.stderr))
        try:
            if version_of(db) < target:
                said = migrate(db, migrations)
                db.execute(f"PRAGMA user_version = {target}")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            refuse_another(db)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")
    return said


def load() -> None:
    """Load what runs migrations before the lock is taken: that takes longer than most of them."""
    import alembic.command  # noqa: F401
    import sqlalchemy.pool  # noqa: F401


def migrate(db: sqlite3.Connection, migrations: Path) -> list[str]:
    """The work between BEGIN and COMMIT."""
    strangers = triggers.strangers(db)
    triggers.drop_all(db)
    sequence = saved_sequence(db)
    said = run_alembic(db, migrations)
    restore_sequence(db, sequence)
    db.execute("INSERT OR IGNORE INTO session(id) VALUES (1)")
    triggers.create_all(db)
    for sql in strangers:
        db.execute(sql)
    refuse_weakened(db)
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise BookUnavailable(
            f"the upgrade was undone: {len(broken)} rows would refer to a missing record, the first"
            f" in {broken[0][0]}. The book is unchanged."
        )
    return said


def refuse_weakened(db: sqlite3.Connection) -> None:
    """Refuse a migration after which a table is no longer STRICT, or would give an id twice."""
    for name in triggers.names(db, "table"):
        (sql,) = db.execute(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (name,)
        ).fetchone()
        kept = sql.rstrip().endswith("STRICT") and "AUTOINCREMENT" in sql
        if name != "alembic_version" and not kept:
            raise BookUnavailable(f"the upgrade was undone: it weakened {name}. The book is unchanged.")


def saved_sequence(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """The highest id each table ever gave; a table rebuilt by a migration would forget it."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").fetchone():
        return []
    return db.execute("SELECT name, seq FROM sqlite_sequence").fetchall()


def restore_sequence(db: sqlite3.Connection, sequence: list[tuple[str, int]]) -> None:
    """Carry the highest ids over, never backwards."""
    for name, seq in sequence:
        known = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).fetchone()
        if known is None:
            db.execute("INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (name, seq))
        elif known[0] < seq:
            db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (seq, name))


def run_alembic(db: sqlite3.Connection, migrations: Path) -> list[str]:
    """Upgrade to the newest revision on a connection whose transaction is ours."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: Borrowed(db), poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("version_path_separator", "os")
    with engine.connect() as connection:
        config.attributes |= {"connection": connection, "said": []}
        command.upgrade(config, "head")
    return list(config.attributes["said"])


class Borrowed:
    """A connection lent to SQLAlchemy, which must not end our transaction or close it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...
