"""Putting a copy in the place of the book: whole or not at all, whatever happens in between.

SQLite's online backup writes into the book's own file, in one transaction: who reads meanwhile sees the
book before, whoever is killed leaves it. Only a file that SQLite cannot write into any more is replaced.
Not for making copies (backups.py).
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from amcli.drafts import remove
from amcli.errors import Ambiguous, BookUnavailable, NotFound, Refused
from amcli.hints import NamedTuple
from amcli.rules.names import quoted, shown
from amcli.storage.backups import (
    DAMAGED,
    Backup,
    Damaged,
    back_up,
    backups,
    fault_of,
    name_of,
    patience,
    sound_copy,
    sync_names,
    told,
    unreadable,
)
from amcli.storage.connection import (
    connect,
    explained,
    folder_of,
    named,
    now,
    prepare,
    stem_of,
    translated,
)
from amcli.storage.opening import check, check_is_book, look_at

# The book is read up to this many pages a step; a step that does not end the copy comes first.
PAGES = 1000
MOST_NAMES = 5
OTHERS = "List backups: am backup --list"


class Holds(NamedTuple):
    """How much is in a book."""

    accounts: int
    interactions: int


class Before(NamedTuple):
    """Where the book from before a restore lies: as a copy, or as it was where it was damaged."""

    path: Path
    damaged: bool


def chosen(path: Path, given: str | None) -> Path:
    """The file to restore: the newest copy, a file, or a copy by its name or the beginning of it.

    Raises NotFound, Ambiguous.
    """
    made = backups(path)
    if given is None:
        if not made:
            raise NotFound(
                f"no backup in {named(folder_of(path))}. Nothing was restored.",
                "Restore another file: am restore FILE. Make a backup: am backup",
            )
        return made[0].path
    file = os.path.expanduser(given)
    if given and os.path.exists(file):
        return Path(file)
    return named_like(path, made, given)


def named_like(path: Path, made: list[Backup], given: str) -> Path:
    """The copy of a name, or of its beginning with or without the book's."""
    exact = [each for each in made if given in (each.name, each.path.stem)]
    begins = (given, f"{stem_of(path)}-{given}") if given else ()
    fitting = exact or [each for each in made if each.name.startswith(begins)]
    if not fitting:
        raise NotFound(f"no backup or file {quoted(given)}. Nothing was restored.", OTHERS)
    if len(fitting) > 1:
        lines = [shown(each.name) for each in fitting[:MOST_NAMES]]
        more = [f"and {len(fitting) - MOST_NAMES} more"] if len(fitting) > MOST_NAMES else []
        raise Ambiguous(f"{quoted(given)} matches {len(fitting)} backups.", "\n".join([*lines, *more]))
    return fitting[0].path


@contextmanager
def opened(source: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """A file that may take the book's place, checked, and held as it is now. Raises BookUnavailable where it
    is no book, newer than the program or damaged, Refused where it is the book itself."""
    look_at(source)
    if path.exists() and source.samefile(path):
        raise Refused(f"{named(source)} is the book itself. Nothing was changed.", OTHERS)
    with translated(source), closing(connect(source)) as db:
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        refuse_unfit(db, source)
        yield db


def refuse_unfit(db: sqlite3.Connection, source: Path) -> None:
    """Raise BookUnavailable for a file that cannot be the book."""
    try:
        check(db, source)
        fault = fault_of(db)
    except sqlite3.Error as error:
        raise BookUnavailable(explained(error, source).message, OTHERS) from error
    if fault:
        raise BookUnavailable(f"{named(source)} is damaged: {fault}. Your book was not changed.", OTHERS)


def holds(db: sqlite3.Connection) -> Holds:
    """How much is in an open book."""
    (accounts,) = db.execute("SELECT count(*) FROM account").fetchone()
    (interactions,) = db.execute("SELECT count(*) FROM interaction").fetchone()
    return Holds(accounts, interactions)


def holds_now(path: Path) -> Holds | None:
    """How much is in the present book; None where there is none, or one that cannot be read."""
    with suppress(sqlite3.Error), closing(connect(path)) as db:
        return holds(db)
    return None


def restore(source: sqlite3.Connection, origin: Path, path: Path) -> Before | None:
    """Put an opened copy in the place of the book; gives where the one from before is, if there was one.

    The present book is copied first, and nobody writes between that and the change, so that nothing is lost.
    A damaged one is kept as it is. Raises BookUnavailable, with the book as it was.
    """
    if not path.exists():
        install(origin, path)
        return None
    try:
        if path.is_file() and not path.stat().st_size:  # what a crash may leave of a file
            raise Damaged(f"the book {named(path)} is empty.")
        look_at(path)
        return Before(exchange(source, origin, path), damaged=False)
    except Damaged:
        aside = put_aside(path)
        if not mended(source, path):
            install(origin, path)
        return Before(aside, damaged=True)


def exchange(source: sqlite3.Connection, origin: Path, path: Path) -> Path:
    """Copy the present book, then write the other one into its file; SQLite does that for pages of one size
    only. Raises Damaged."""
    made: list[Path] = []

    def keep() -> None:
        made.append(back_up(path, "restore", spare=origin).path)

    try:
        with closing(connect(path)) as db:
            check_is_book(db, path)
            fits = page_size(source) == page_size(db)
        if fits:
            write_into(source, path, keep)
        else:
            keep()
            install(origin, path)
    except sqlite3.Error as error:
        raise unreadable(error, path) from error
    return made[0]


def page_size(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA page_size").fetchone()[0])


def write_into(source: sqlite3.Connection, path: Path, keep: Callable[[], None]) -> None:
    """Write all pages into the book's file as one transaction.

    The first step takes the lock of the writer: `keep` is called when nobody else can write any more, and
    other connections still see the book as it was. What it raises takes the transaction back.
    """
    (count,) = source.execute("PRAGMA page_count").fetchone()
    wait, first = patience(), True

    def step(code: int, remaining: int, total: int) -> None:
        nonlocal first
        wait(code, remaining, total)
        if first and code == sqlite3.SQLITE_OK:
            first = False
            keep()

    with closing(connect(path)) as db:
        prepare(db)
        source.backup(db, pages=max(1, min(PAGES, count // 2)), progress=step)


def mended(source: sqlite3.Connection, path: Path) -> bool:
    """Whether a damaged book could be written over in its own file, as other processes expect it."""
    with suppress(sqlite3.Error):
        write_into(source, path, lambda: None)
        with closing(connect(path)) as db:
            return fault_of(db) is None
    return False


def put_aside(path: Path) -> Path:
    """Keep a damaged book byte for byte, with its log: somebody may still get something out of it."""
    folder = folder_of(path)
    aside = folder / name_of(path, now(), DAMAGED)
    with told(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            for suffix in ("", "-wal"):
                if (file := Path(f"{path.resolve()}{suffix}")).exists():
                    copied(file, Path(f"{aside}{suffix}"))
        except OSError:
            remove(aside)
            raise
        sync_names(folder)
    return aside


def copied(file: Path, target: Path) -> None:
    """Copy a file's bytes into a new one that its owner alone can read."""
    with (
        file.open("rb") as old,
        open(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new,
    ):
        shutil.copyfileobj(old, new)
        new.flush()
        os.fsync(new.fileno())


def install(origin: Path, path: Path) -> None:
    """Give a copy of a copy the book's name, where there is none or SQLite cannot write into its file."""
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with sound_copy(origin, path.parent) as draft:
            for suffix in ("-wal", "-shm"):  # of the book before: SQLite would take them for this one's
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            draft.replace(path)
            sync_names(path.parent)
    except OSError as error:
        raise BookUnavailable(f"the book {named(path)} can't be written: {error.strerror}.") from error
