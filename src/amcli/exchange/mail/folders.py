"""Where the mails of a source lie: a message, an mbox, a Maildir, or a tree of all of these.

Gives them one after the other, and what could not be read by its name. Not for what a mail says.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from amcli.exchange.content import MAIL, form_of
from amcli.exchange.incoming import Source
from amcli.exchange.mail import automatic, mbox
from amcli.exchange.mail.raw import Raw, message_in

MAILDIR = ("cur", "new")
DRAFT_FLAG = "D"


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
    why = automatic.DRAFT if _is_draft(file) else automatic.reason_of_folder(file.folders)
    with file.path.open("rb") as handle:
        first = handle.read(5)
        handle.seek(0)
        if not file.message and form_of(Source(file.path, file.path.name, file.path)) != MAIL:
            yield Foreign(file.path.name)
        elif first == b"From " and not file.message:
            for raw in mbox.mails(handle, body_size, Kilobytes(tick).read):
                yield raw._replace(why=why)
            return
        else:
            yield message_in(handle, body_size)._replace(why=why)
    tick(kilobytes(status.st_size))


def _is_draft(file: Lying) -> bool:
    """Whether a Maildir marks a message as a draft, by the flags in its name."""
    _, marked, flags = file.path.name.rpartition("2,")
    return file.message and bool(marked) and DRAFT_FLAG in flags


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
