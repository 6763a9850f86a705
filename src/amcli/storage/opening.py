"""Opening a book: what is none is refused with the reason and the way out, an older one is upgraded."""

import os
import sqlite3

from amcli.errors import BookUnavailable
from amcli.files import is_file, is_folder, state_of
from amcli.hints import TYPE_CHECKING
from amcli.storage.connection import (
    APPLICATION_ID,
    ROLLUP_ID,
    VERSION,
    Book,
    connect,
    folder_of,
    is_cut,
    prepare,
    stem_of,
    translated,
    version_of,
)
from amcli.storage.failures import Damaged, damaged, named
from amcli.storage.held import is_held
from amcli.vocabulary import OWNERS

if TYPE_CHECKING:
    from amcli.files import Place
    from amcli.storage.held import Held

SQLITE_HEADER = b"SQLite format 3\0"


def open_book(path: "Place", command: str) -> Book:
    """Open a book, upgrading an older one. Raises BookUnavailable with the reason and the way out."""
    look_at(path)
    with translated(path):
        db = connect(path)
        try:
            if check_book(db, path):
                return as_rollup(db, path, command)
            refuse_cut(db, path)
            prepare(db)
            if version_of(db) < VERSION:
                from pathlib import Path

                from amcli.storage.schema import bring_up_to_date

                bring_up_to_date(db, Path(path))
        except BaseException:
            db.close()
            raise
        db.note()
        if OWNERS:
            OWNERS.clear()  # of a roll-up that was open before
        return Book(path, db, command)


def schema_of(path: "Place") -> int:
    """The version of a book's schema, whichever it is: nothing is upgraded. Raises BookUnavailable."""
    look_at(path)
    with translated(path):
        db = connect(path)
        try:
            check_is_book(db, path)
            return version_of(db)
        finally:
            db.close()


def as_rollup(db: "Held", path: "Place", command: str) -> Book:
    """A roll-up, which is only read and never upgraded. Raises BookUnavailable."""
    refuse_cut(db, path)
    if version_of(db) < VERSION:
        raise BookUnavailable(
            f"the roll-up {named(path)} is from an older amcli.", "Make it again: am team pull"
        )
    from amcli.storage.rollup import read_rollup

    db.note()
    book = Book(path, db, command)
    try:
        book.rollup = read_rollup(db)
    except (LookupError, ValueError, TypeError):
        raise damaged(path) from None
    names = {each.n: each.name for each in book.rollup.books}
    of_all = "team"
    while of_all in names.values():
        of_all += "s"
    if ({0: of_all} | names) != OWNERS:  # others of this process may be reading them
        OWNERS.clear()
        OWNERS.update({0: of_all} | names)
    book.looks_back = True  # nothing is kept of it for the day
    book.only_read()
    return book


def look_at(path: "Place") -> None:
    """Refuse what is no file that can be read, before SQLite sees it."""
    try:
        state = state_of(path)
        if is_folder(state):
            raise BookUnavailable(f"{named(path)} is a folder, not a book.")
        if state is None:
            from amcli.storage.places import refuse_locked, refuse_loop

            refuse_locked(path)
            refuse_loop(path)
            raise NoBook(path)
        if is_held(state):  # SQLite has it already
            return
        if state.st_size == 0 and is_file(state) and was_book(path):
            raise damaged(path)
        if not is_file(state) or state.st_size == 0:
            raise BookUnavailable(
                f"{named(path)} is {'an empty file' if is_file(state) else 'no file'}, not a book.",
                "Use another file: am --book PATH. Or move it away and create a book: am init",
            )
    except OSError as error:
        raise BookUnavailable(f"the book {named(path)} can't be opened: {error.strerror}.") from None
    if not os.access(path, os.R_OK):
        raise BookUnavailable(f"the book {named(path)} can't be read: permission denied.")
    if not was_book(path):
        raise Damaged(f"{named(path)} is not a book. It was not changed.", "Another one: am --book PATH")


def was_book(path: "Place") -> bool:
    """Whether a file begins like a book, or has backups: then it was one once. It is closed again before
    SQLite opens it, whose locks that would take away."""
    try:
        with open(path, "rb") as file:
            if file.read(len(SQLITE_HEADER)) == SQLITE_HEADER:
                return True
        from pathlib import Path

        whole = Path(path)
        return any(folder_of(whole).glob(f"{stem_of(whole)}-*.db*"))
    except OSError:
        return True


def refuse_cut(db: sqlite3.Connection, path: "Place") -> None:
    """Refuse a book of whose last page a part is missing. Raises Damaged."""
    if is_cut(db, path):
        raise damaged(path)


def is_rollup(path: "Place") -> bool:
    """Whether a file is a roll-up, by its first bytes; asked of SQLite where that has it open already."""
    try:
        if is_held(state_of(path)):
            db = connect(path)
            try:
                return bool(db.execute("PRAGMA application_id").fetchone()[0] == ROLLUP_ID)
            finally:
                db.close()
        with open(path, "rb") as file:
            first = file.read(72)
    except (OSError, sqlite3.Error):
        return False
    return first.startswith(SQLITE_HEADER) and int.from_bytes(first[68:72]) == ROLLUP_ID


def check_is_book(db: sqlite3.Connection, path: "Place") -> bool:
    """Refuse a file that is no book of amcli; gives whether it is a roll-up."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application not in (APPLICATION_ID, ROLLUP_ID):
        refuse_unmarked(db, path)
        raise BookUnavailable(f"{named(path)} is a database, but not an amcli book. It was not changed.")
    return bool(application == ROLLUP_ID)


def check_book(db: sqlite3.Connection, path: "Place") -> bool:
    """Refuse a file that is no book of amcli, or one that a newer amcli made; gives whether it is a
    roll-up."""
    rolled = check_is_book(db, path)
    version = version_of(db)
    if version > VERSION:
        raise BookUnavailable(
            f"the book {named(path)} comes from a newer amcli (version {version}; this one knows {VERSION}).",
            "Upgrade amcli. The book was not changed.",
        )
    return rolled


class NoBook(BookUnavailable):
    """There is no book yet; drawn as a welcome rather than as an error."""

    def __init__(self, path: "Place") -> None:
        super().__init__(
            f"no book at {named(path)} yet.", "Create one: am init, am demo or am import accounts.csv"
        )
        self.path = path

    def welcome(self) -> str:
        return "\n".join(
            (
                "No book yet. Three ways to start:",
                "",
                "    am demo                   explore a sample book, separate from yours",
                f"    am init                   create your own at {named(self.path)}",
                "    am import accounts.csv    create your own from a CRM export",
            )
        )


def refuse_unmarked(db: sqlite3.Connection, path: "Place") -> None:
    """Refuse a book that was restored from the text of `sqlite3 .dump`: it has all but the numbers by which a
    book and its version are known, so the hint is the command that sets them. Raises BookUnavailable."""
    tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ({})"
    known = ("account", "alembic_version", "journal", "txn")
    if db.execute(tables.format(", ".join("?" * len(known))), known).fetchone()[0] < len(known):
        return
    (version,) = db.execute("SELECT coalesce(max(version_num), '') FROM alembic_version").fetchone()
    if str(version).isdecimal():
        import shlex

        marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {int(version)}"
        raise BookUnavailable(
            f"{named(path)} is an amcli book that lost its marks in sqlite3's .dump. It was not changed.",
            f'Set them again: sqlite3 {shlex.quote(str(path))} "{marks}"',
        )
