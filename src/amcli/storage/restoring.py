"""Putting a copy in the place of the book: whole or not at all, whatever happens in between.

SQLite's online backup writes into the book's own file, in one transaction: who reads meanwhile sees the
book before, whoever is killed leaves it. Only a file that SQLite cannot write into any more is replaced.
Not for making copies (backups.py).
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from amcli.drafts import remove
from amcli.errors import Ambiguous, BookUnavailable, NotFound, Refused
from amcli.files import keep_permissions, state_of
from amcli.hints import NamedTuple
from amcli.rules.names import quoted, shown
from amcli.storage.backups import (
    DAMAGED,
    Backup,
    back_up,
    backups,
    copying,
    name_of,
    patience,
    sound_copy,
    sync_names,
)
from amcli.storage.connection import connect, folder_of, is_cut, now, prepare, stem_of, translated
from amcli.storage.failures import Damaged, changed_meanwhile, is_damage, named
from amcli.storage.held import GONE, REPLACED, number_of
from amcli.storage.opening import check_book, check_is_book, look_at
from amcli.storage.places import refuse_locked, refuse_loop
from amcli.storage.soundness import (
    CUT,
    SQLITE_ERRORS,
    fault_in,
    fault_of,
    fault_of_file,
    is_fault,
    private_copy,
    reason,
)

# The book is read up to this many pages a step; a step that does not end the copy comes first.
PAGES = 1000
# So often the book is copied before others are kept from writing meanwhile.
TRIES = 3
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


def chosen_backup(path: Path, given: str | None) -> Path:
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
    """A file that may take the book's place, as a private copy that was checked: whatever becomes of the file
    while a person is asked, this is what is restored. Raises BookUnavailable where it is no book, newer than
    the program or damaged, Refused where it is the book itself."""
    look_at(source)
    refuse_loop(path)
    if path.exists() and source.samefile(path):
        raise Refused(f"{named(source)} is the book itself. Nothing was changed.", OTHERS)
    with translated(source), closing(connect(source)) as db:
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        with refused(source):
            refuse_rollup(source, check_book(db, source))
            if is_cut(db, source):
                raise unfit(source, CUT)
        with fit_copy(db, source) as copy:
            yield copy


def refuse_rollup(source: Path, rolled: bool) -> None:
    """Refuse a roll-up in the place of a book. Raises Refused."""
    if rolled:
        raise Refused(
            f"{named(source)} is a roll-up of a team's books, no backup. Nothing was restored.", OTHERS
        )


@contextmanager
def fit_copy(db: sqlite3.Connection, source: Path) -> Iterator[sqlite3.Connection]:
    """A sound copy of an open file. Raises BookUnavailable."""
    with ExitStack() as held:
        with refused(source):
            copy = held.enter_context(private_copy(db, source))
            if fault := fault_of(copy):
                raise unfit(source, fault)
        copy.execute("PRAGMA query_only = ON")
        yield copy


@contextmanager
def refused(source: Path) -> Iterator[None]:
    """Raise BookUnavailable where SQLite can't read a file that was to be restored."""
    try:
        yield
    except SQLITE_ERRORS as error:
        if is_damage(error) or not is_fault(error):
            raise BookUnavailable(reason(error, source).message, OTHERS) from error
        raise unfit(source, fault_in(error)) from error


def unfit(source: Path, fault: str) -> BookUnavailable:
    """The error of a file with a fault."""
    return BookUnavailable(f"{named(source)} is damaged: {fault}. Your book was not changed.", OTHERS)


@contextmanager
def undisturbed(path: Path) -> Iterator[None]:
    """What takes time without the book being open, as a question: afterwards it is still the same file, or
    still none. Raises BookUnavailable."""
    before = number_of(state_of(path))
    yield
    after = number_of(state_of(path))
    if before != after:
        raise changed_meanwhile(path, GONE if after is None else REPLACED)


def holds(db: sqlite3.Connection) -> Holds:
    """How much is in an open book."""
    (accounts,) = db.execute("SELECT count(*) FROM account").fetchone()
    (interactions,) = db.execute("SELECT count(*) FROM interaction").fetchone()
    return Holds(accounts, interactions)


def holds_now(path: Path) -> Holds | None:
    """How much is in the present book; None where there is none, or one that cannot be read."""
    with suppress(*SQLITE_ERRORS), closing(connect(path)) as db:
        return holds(db)
    return None


def restore(
    source: sqlite3.Connection, origin: Path, path: Path, tell: Callable[[str], None] | None = None
) -> Before | None:
    """Put an opened copy in the place of the book; gives where the one from before is, if there was one.
    `tell` says on standard error what it waits for.

    The present book is copied first, and what others write between that and the change has it copied again,
    so that nothing is lost. A damaged one is kept as it is. Raises BookUnavailable, with the book as it was.
    """
    if not path.exists():
        install(source, origin, path)
        return None
    try:
        if path.is_file() and not path.stat().st_size:  # what a crash may leave of a file
            raise Damaged(f"the book {named(path)} is empty.")
        return Before(exchange(source, origin, path, tell), damaged=False)
    except Damaged:
        aside = put_aside(path)
        if not mended(source, path):
            install(source, origin, path)
        return Before(aside, damaged=True)


def exchange(
    source: sqlite3.Connection, origin: Path, path: Path, tell: Callable[[str], None] | None
) -> Path:
    """Copy the present book, then write the other one into its file; SQLite does that for pages of one size
    only. The lock is taken for the writing alone; where somebody wrote meanwhile, the book is copied once
    more, and at last with the lock held. Raises Damaged."""
    try:
        with closing(connect(path)) as db:
            check_is_book(db, path)
            if page_size(source) != page_size(db):
                made = back_up(path, "restore", spare=origin).path
                install(source, origin, path)
                return made
            for _ in range(TRIES):
                found = version_of_data(db)
                made = back_up(path, "restore", spare=origin).path
                with suppress(MovedError):
                    write_into(source, path, partial(refuse_moved, db, found), tell)
                    return made
                remove(made)
            last: list[Path] = []
            again = partial(back_up, path, "restore", spare=origin)
            write_into(source, path, lambda: last.append(again().path), tell)
            return last[0]
    except SQLITE_ERRORS as error:
        raise reason(error, path) from error


class MovedError(Exception):
    """Somebody wrote to the book since it was copied."""


def version_of_data(db: sqlite3.Connection) -> int:
    """What others had committed when this connection looked at the book."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def refuse_moved(db: sqlite3.Connection, found: int) -> None:
    """Go on only where nobody wrote. Raises MovedError."""
    if version_of_data(db) != found:
        raise MovedError


def page_size(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA page_size").fetchone()[0])


def write_into(
    source: sqlite3.Connection,
    path: Path,
    begun: Callable[[], object],
    tell: Callable[[str], None] | None = None,
) -> None:
    """Write all pages into the book's file as one transaction.

    The first step takes the lock of the writer: `begun` is called when nobody else can write any more, and
    other connections still see the book as it was. What it raises takes the transaction back.
    """
    (count,) = source.execute("PRAGMA page_count").fetchone()
    first = True

    def step(code: int, remaining: int, total: int) -> None:
        nonlocal first
        wait(code, remaining, total)
        if first and code == sqlite3.SQLITE_OK:
            first = False
            begun()

    with closing(connect(path)) as db:
        prepare(db)
        wait = patience(db, tell)
        db.execute("PRAGMA busy_timeout = 0")  # whoever waits is called again and again, to say so
        source.backup(db, pages=max(1, min(PAGES, count // 2)), progress=step)


def mended(source: sqlite3.Connection, path: Path) -> bool:
    """Whether a damaged book could be written over in its own file, as other processes expect it."""
    with suppress(*SQLITE_ERRORS):
        write_into(source, path, lambda: None)
        with closing(connect(path)) as db:
            return fault_of_file(db, path) is None
    return False


def put_aside(path: Path) -> Path:
    """Keep a damaged book byte for byte, with its log: somebody may still get something out of it."""
    folder = folder_of(path)
    aside = folder / name_of(path, now(), DAMAGED)
    with copying(folder):
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


def install(source: sqlite3.Connection, origin: Path, path: Path) -> None:
    """Give a copy of the copy the book's name, where there is none or SQLite cannot write into its file."""
    path = path.resolve()
    refuse_locked(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with sound_copy(origin, path.parent, source) as draft:
            for suffix in ("-wal", "-shm"):  # of the book before: SQLite would take them for this one's
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            keep_permissions(draft, path)
            draft.replace(path)
            sync_names(path.parent)
    except OSError as error:
        raise BookUnavailable(f"the book {named(path)} can't be written: {error.strerror}.") from error
