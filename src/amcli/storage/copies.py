"""The backups that still hold somebody, and the same without them: each is cleared in a draft, checked, and
put in the place of the old one, or left as it was.

Not for making backups (backups.py), nor for what is taken out (forgetting.py).
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from amcli.drafts import make_private, remove
from amcli.errors import AmcliError, BookUnavailable
from amcli.hints import NamedTuple
from amcli.rules.forgetting import Finder
from amcli.storage import forgotten
from amcli.storage.backups import SEALED, sync, sync_names
from amcli.storage.connection import connect, folder_of, now, stem_of
from amcli.storage.failures import named
from amcli.storage.forgetting import UNSWEPT, erase, texts_of
from amcli.storage.opening import check_book
from amcli.storage.soundness import fault_of
from amcli.storage.subjects import Subject, same_in
from amcli.storage.triggers import names


class Copied(NamedTuple):
    """A backup that holds somebody, or may: one that can't be read, as an encrypted one, is `broken`."""

    path: Path
    broken: bool = False


def holding(path: Path, subject: Subject) -> list[Copied]:
    """The backups of a book in which somebody is still to be found, the newest first."""
    found = []
    for file in sorted(folder_of(path).glob(f"{stem_of(path)}-*.db*"), reverse=True):
        if file.suffix == SEALED:
            found.append(Copied(file, broken=True))
            continue
        if file.suffix != ".db" or not file.is_file():
            continue
        try:
            with closing(connect(file)) as db:
                if is_held(db, subject):
                    found.append(Copied(file))
        except (sqlite3.Error, AmcliError):
            found.append(Copied(file, broken=True))
    return found


def is_held(db: sqlite3.Connection, subject: Subject) -> bool:
    """Whether a copy of the book, of any version, has their record or a text that names them."""
    for (table, row), at in subject.made.items():
        if db.execute(f'SELECT 1 FROM "{table}" WHERE id = ? AND created_at = ?', (row, at)).fetchone():
            return True
    return any(holds(db, subject.finder, table) for table in names(db, "table"))


def holds(db: sqlite3.Connection, finder: Finder, table: str) -> bool:
    """Whether a text of a table names somebody."""
    db.create_function("am_holds", 1, lambda text: isinstance(text, str) and finder.is_within(text))
    texts = texts_of(db, table)
    where = " OR ".join(f'am_holds("{name}")' for name in texts)
    return bool(texts) and db.execute(f'SELECT 1 FROM "{table}" WHERE {where} LIMIT 1').fetchone() is not None


def rewrite(copy: Copied, book: sqlite3.Connection, subject: Subject, change: int, day: str) -> None:
    """Put the same backup without somebody in its place, as a book of today's version. Raises
    BookUnavailable, with the backup as it was."""
    path = copy.path
    draft = path.with_name(f".{path.name}.{os.getpid()}.copy")
    try:
        mode = path.stat().st_mode & 0o777
        remove(draft)
        make_private(draft)
        cleared(path, draft, book, subject, change, day)
        os.chmod(draft, mode)
        sync(draft)
        os.replace(draft, path)
        sync_names(path.parent)
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise BookUnavailable(
            f"the backup {named(path)} can't be rewritten: {why}. It is as it was."
        ) from error
    finally:
        remove(draft)


def cleared(
    path: Path, draft: Path, book: sqlite3.Connection, subject: Subject, change: int, day: str
) -> None:
    """Copy a backup into a draft, upgrade it there, and take somebody out. Raises BookUnavailable for one
    that isn't whole."""
    from amcli.storage.schema import upgrade

    with closing(connect(path)) as source, closing(connect(draft)) as db:
        check_book(source, path)
        db.execute("PRAGMA journal_mode = MEMORY").fetchone()
        source.backup(db)
        upgrade(db)
        db.execute("BEGIN IMMEDIATE")
        own = db.execute("INSERT INTO txn(at, command) VALUES (?, 'forget')", (now(),)).lastrowid
        assert own is not None
        db.execute("UPDATE session SET txn = ?, bulk = 0, mechanical = 1 WHERE id = 1", (own,))
        share_hashes(book, db)
        erase(db, own, same_in(db, subject), day)
        db.execute("UPDATE session SET txn = NULL, mechanical = 0 WHERE id = 1")
        db.execute("DELETE FROM cut WHERE id = ?", (own,))
        db.execute("DELETE FROM txn WHERE id = ?", (own,))
        db.execute("DELETE FROM setting WHERE key = ?", (UNSWEPT,))
        db.execute("UPDATE forgotten SET change = ? WHERE change = ?", (change, own))
        db.execute("COMMIT")
        db.execute("VACUUM")
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
        if fault := fault_of(db):
            raise BookUnavailable(f"the backup {named(path)} is damaged: {fault}. It is as it was.")


def share_hashes(book: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Let a backup know everybody who was forgotten, by the book's own key."""
    key = forgotten.key_of(book)
    if key is not None:
        copy.execute("DELETE FROM setting WHERE key = ?", (forgotten.KEY,))
        copy.execute("DELETE FROM forgotten")
        forgotten.keep_key(copy, key)
        statement = 'INSERT INTO forgotten(change, "on", hash) VALUES (?, ?, ?)'
        copy.executemany(statement, [tuple(each) for each in forgotten.all_of(book)])
