"""Where the mails of a source lie: a message, an mbox, a Maildir, or a tree of all of these.

Gives them one after the other, and what could not be read by its name. Not for what a mail says.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from amcli.interchange.content import MAIL, form_of
from amcli.interchange.incoming import Source
from amcli.interchange.mail import automatic, mbox
from amcli.interchange.mail.raw import Raw, flags_after, message_in

MAILDIR = ("cur", "new")
# Flags in the name of a file of a Maildir, after what stands for a colon where a name can't have one.
_FLAGS = re.compile(r"[:;!_-]2,([A-Za-z]*)$")
DRAFT_FLAG, DELETED_FLAG = "D", "T"
# Flags in a file of Apple Mail: bits of a number.
APPLE_DELETED, APPLE_DRAFT, APPLE_JUNK = 1 << 1, 1 << 6, 1 << 24
_FIRST = 64
BEFORE = b"\xef\xbb\xbf \t\r\n"


class Unreadable(NamedTuple):
    """A file or folder that could not be read, and why."""

    name: str
    why: str


class Foreign(NamedTuple):
    """A file that holds no mail."""

    name: str


class Lying(NamedTuple):
    """A file, whether its place says that it is a message, and the names of the folders it lies in."""

    path: Path
    message: bool
    folders: tuple[str, ...]


Item = Raw | Unreadable | Foreign


def files(top: Path) -> Iterator[Lying | Unreadable]:
    """The files below a folder in a lasting order, or the one that `top` is."""
    if not top.is_dir():
        yield Lying(top, False, (top.name,))
        return
    failed: list[OSError] = []
    for where, folders, names in os.walk(top, onerror=failed.append):
        folders[:] = sorted(name for name in folders if name != "tmp" or not set(MAILDIR) & set(folders))
        place = Path(where)
        message = place.name in MAILDIR
        inside = (top.name, *place.relative_to(top).parts)
        for name in sorted(names):
            yield Lying(place / name, message, inside if message else (*inside, name))
    for error in failed:
        yield Unreadable(Path(str(error.filename)).name, error.strerror or "it can't be read")


def size_of(top: Path) -> int:
    """How many kilobytes there are to read; of each file at least one."""
    total = 0
    for each in files(top):
        if isinstance(each, Lying):
            try:
                total += kilobytes(each.path.stat().st_size)
            except OSError:
                total += 1
    return total


def kilobytes(size: int) -> int:
    """A size in kilobytes, at least one."""
    return max(1, size >> 10)


def items(top: Path, body_size: int, tick: Callable[[int], None]) -> Iterator[Item]:
    """Every mail, and what is none; `tick` is told of the kilobytes that were read."""
    for each in files(top):
        if isinstance(each, Unreadable):
            yield each
            continue
        try:
            yield from _inside(each, body_size, tick)
        except OSError as error:
            yield Unreadable(each.path.name, (error.strerror or "it can't be read").lower())


def _inside(file: Lying, body_size: int, tick: Callable[[int], None]) -> Iterator[Item]:
    status = file.path.stat()
    if not stat.S_ISREG(status.st_mode):
        yield Foreign(file.path.name)
        return
    with file.path.open("rb") as handle:
        first = handle.read(_FIRST).lstrip(BEFORE)
        handle.seek(0)
        if not file.message and form_of(Source(file.path, file.path.name, file.path)) != MAIL:
            yield Foreign(file.path.name)
        elif first.startswith(mbox.MARK) and not file.message:
            why = automatic.reason_of_folder(file.folders)
            for raw in mbox.mails(handle, body_size, Kilobytes(tick).read):
                yield raw._replace(why=why)
            return
        else:
            raw = message_in(handle, body_size)
            yield flagged(raw, file, flags_after(handle) if first[:1].isdigit() else 0)
    tick(kilobytes(status.st_size))


def flagged(raw: Raw, file: Lying, apple: int) -> Raw:
    """A mail with what its file and its folders say of it, beside its own headers."""
    flags = _FLAGS.search(file.path.name) if file.message else None
    maildir = flags[1] if flags else ""
    if DRAFT_FLAG in maildir or apple & APPLE_DRAFT:
        why: str | None = automatic.DRAFT
    else:
        why = automatic.SPAM if apple & APPLE_JUNK else automatic.reason_of_folder(file.folders)
    return raw._replace(why=why, deleted=DELETED_FLAG in maildir or bool(apple & APPLE_DELETED))


class Kilobytes:
    """Passes on how many whole kilobytes were read."""

    def __init__(self, tick: Callable[[int], None]) -> None:
        self._tick = tick
        self._rest = 0

    def read(self, count: int) -> None:
        """So many bytes more."""
        whole, self._rest = divmod(self._rest + count, 1 << 10)
        if whole:
            self._tick(whole)
