"""Copies of the whole book in `backups` beside it: made, checked, named, listed, thinned.

A copy is one plain file, which `am --book` opens like any other. Not for putting one back (restoring.py),
nor for which of them stay (rules/keeping.py).
"""

import datetime as dt
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from amcli.drafts import make_private, remove, sweep
from amcli.errors import BookUnavailable
from amcli.fields import Row, fields
from amcli.files import keep_permissions
from amcli.hints import NamedTuple
from amcli.rules.keeping import Copy, surplus
from amcli.storage import failures
from amcli.storage.connection import connect, folder_of, is_cut, now, stem_of
from amcli.storage.failures import DAMAGED_HINT, Damaged, named
from amcli.storage.held import Held
from amcli.storage.soundness import CUT, SQLITE_ERRORS, fault_of, reason

REASONS = ("asked", "upgrade", "import", "merge", "restore", "edit", "fix", "handover")
DAMAGED = "damaged"
SEALED = ".age"
FIELDS = fields("""
name   text!    what am restore takes
at     instant! when it was made
reason text!    asked: by am backup; else what it was made before
size   int!     bytes
path   text!    the file
encrypted bool! whether only a key opens it
""", reason=REASONS)  # fmt: skip
STAMP = r"(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3})"


class Backup(NamedTuple):
    """A copy that amcli made: when (UTC, as the journal writes it), what for, where it lies, its bytes."""

    at: str
    reason: str
    path: Path
    size: int

    @property
    def name(self) -> str:
        """What stands for it on the command line."""
        return self.path.name

    @property
    def encrypted(self) -> bool:
        """Whether only a key opens it."""
        return self.path.name.endswith(SEALED)


def back_up(path: Path, reason: str, spare: Path | None = None) -> Backup:
    """Copy the book into its folder of copies and drop those that are not kept any more, but never `spare`.

    What other processes write meanwhile is not in it, and does not wait for it. Raises Damaged where the
    copy is not sound, BookUnavailable where none can be made; no older one is touched then.
    """
    folder = folder_of(path)
    with copying(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        with sound_copy(path, folder) as draft:
            made = put_away(draft, path, reason)
        thin(path, {made.path, spare})
    return made


def copy_to(path: Path, target: Path) -> Backup:
    """Copy the book into a folder, or to a file of any name in the place of one that is there."""
    at = now()
    if os.path.isdir(target):
        target /= name_of(path, at, "asked")
    with copying(target.parent), sound_copy(path, target.parent) as draft:
        keep_permissions(draft, target)
        draft.replace(target)
        sync_names(target.parent)
        return Backup(at, "asked", target, target.stat().st_size)


@contextmanager
def copying(folder: Path) -> Iterator[None]:
    """Say of any failure that there is no copy, and what stood in its way."""
    try:
        yield
    except OSError as error:
        raise no_backup(folder, f"{error.strerror or error}.") from error
    except Damaged:
        raise
    except BookUnavailable as error:
        raise no_backup(folder, error.message, error.hint) from error


def no_backup(folder: Path, reason: str, hint: str | None = None) -> BookUnavailable:
    """The error where no copy can be made."""
    room = f"Make room in {named(folder)} or make it writable, then try again"
    return BookUnavailable(f"couldn't make a backup: {reason}", hint or room)


@contextmanager
def sound_copy(path: Path, folder: Path, source: sqlite3.Connection | None = None) -> Iterator[Path]:
    """A copy under a name of its own, whole, checked and on the disk; what is not renamed goes again.
    `source` is what is copied, where `path` was opened already."""
    draft = folder / f".{path.name}.{os.getpid()}.copy"
    try:
        draft.unlink(missing_ok=True)
        make_private(draft)
        copy_pages(path, draft, source)
        finish(draft, path)
        sync(draft)
        yield draft
    finally:
        remove(draft)


def copy_pages(path: Path, draft: Path, source: sqlite3.Connection | None = None) -> None:
    """SQLite's online backup, from a connection of its own: what another one has yet to commit stays out."""
    if source is None:
        with closing(whole(path)) as own:
            copy_pages(path, draft, own)
        return
    try:
        copy = sqlite3.connect(draft, isolation_level=None)
        try:
            # Nobody sees the draft before it is synced as a whole, so it needs no journal.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy, progress=patience())
        finally:
            copy.close()
    except SQLITE_ERRORS as error:
        raise reason(error, path) from error


def whole(path: Path) -> sqlite3.Connection:
    """A connection to a file of which no part is missing. Raises BookUnavailable."""
    try:
        db = connect(path)
        if not is_cut(db, path):
            return db
    except SQLITE_ERRORS as error:
        raise reason(error, path) from error
    db.close()
    raise not_sound(path, CUT)


def finish(draft: Path, path: Path) -> None:
    """Make one file of the copy, which needs no log beside it, and look whether all of it is sound."""
    db = sqlite3.connect(draft, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
        fault = fault_of(db)
    except SQLITE_ERRORS as error:
        raise reason(error, path) from error
    finally:
        db.close()
    if fault:
        raise not_sound(path, fault)


def not_sound(path: Path, fault: str) -> Damaged:
    """The error of a book with a fault, which is named."""
    return Damaged(f"the book {named(path)} is damaged: {fault}.", DAMAGED_HINT)


def patience(
    target: Held | None = None, tell: Callable[[str], None] | None = None
) -> Callable[[int, int, int], None]:
    """What SQLite calls between two steps of a copy: it gives up where nothing moves for long, and tells for
    whom it waits before it writes to `target`."""
    since, turn = time.monotonic(), None

    def step(code: int, remaining: int, total: int) -> None:
        nonlocal since, turn
        waited = time.monotonic() - since
        if code not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            since = time.monotonic()
        elif target is None:
            if waited > failures.WAIT_SECONDS:
                raise failures.busy()
        elif waited > min(failures.SAY_SECONDS, failures.WAIT_SECONDS):
            from amcli.storage.waiting import Turn

            turn = turn or Turn(target, failures.WAIT_SECONDS, waited, tell)
            if in_vain := turn.over():
                raise failures.busy(*in_vain)

    return step


def put_away(draft: Path, path: Path, reason: str, ending: str = "") -> Backup:
    """Give a copy its name: the book's, the moment and the reason; never that of another."""
    while True:
        at = now()
        target = folder_of(path) / f"{name_of(path, at, reason)}{ending}"
        try:
            os.link(draft, target)
        except FileExistsError:
            time.sleep(0.001)
            continue
        except OSError:  # a file system without hard links
            draft.rename(target)
        sync_names(target.parent)
        return Backup(at, reason, target, target.stat().st_size)


def name_of(path: Path, at: str, reason: str) -> str:
    """`book-2026-03-02-074501-123-import.db`: sorted by name is sorted by time."""
    day, _, clock = at.rstrip("Z").partition("T")
    return f"{stem_of(path)}-{day}-{clock.replace(':', '').replace('.', '-')}-{reason}.db"


def backups(path: Path) -> list[Backup]:
    """The copies of a book that amcli has named, the newest first. Other files are none of its business."""
    pattern = re.compile(
        rf"{re.escape(stem_of(path))}-{STAMP}-({'|'.join(REASONS)})\.db({re.escape(SEALED)})?"
    )
    found = []
    try:
        for each in folder_of(path).iterdir():
            match = pattern.fullmatch(each.name)
            if match and is_day(match[1]) and each.is_file():
                day, hours, minutes, seconds, rest, reason, _ = match.groups()
                at = f"{day}T{hours}:{minutes}:{seconds}.{rest}Z"
                with suppress(FileNotFoundError):  # another process has just dropped it
                    found.append(Backup(at, reason, each, each.stat().st_size))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise BookUnavailable(f"{named(folder_of(path))} can't be read: {error.strerror}.") from None
    return sorted(found, reverse=True)


def is_day(text: str) -> bool:
    """Whether a name's digits are a day at all."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def row_of(made: Backup) -> Row:
    """A copy as JSON has it."""
    return {
        "name": made.name,
        "at": made.at,
        "reason": made.reason,
        "size": made.size,
        "path": str(made.path),
        "encrypted": made.encrypted,
    }


def thin(path: Path, spared: set[Path | None]) -> None:
    """Drop the copies that are not kept any more, and what a killed process left behind. What cannot be
    dropped stays: the new copy is there all the same. Encrypted ones count for nothing, and stay."""
    made = {each.name: each for each in backups(path) if not each.encrypted}
    days = [Copy(dt.date.fromisoformat(each.at[:10]), each.name) for each in made.values()]
    for name in surplus(days):
        if made[name].path not in spared:
            remove(made[name].path)
    sweep(folder_of(path), path.name)


def sync(file: Path) -> None:
    """Have a file on the disk."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_names(folder: Path) -> None:
    """Have the names within a folder on the disk, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
