"""A file or folder of mail as `am import` takes it in: one pass, nothing of it kept in memory.

Not for what becomes of each mail (sorting.py).
"""

import os
import re
import shlex
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange.content import MAIL, form_of
from amcli.interchange.incoming import AFTER_TABLES, Asked, Options, Source
from amcli.interchange.kinds import INTERACTIONS, kind_named
from amcli.interchange.mail import automatic, messages
from amcli.interchange.mail.messages import BODY_SIZE, WHOLE_BODY, Raw, flags_after, message_in
from amcli.interchange.mail.sorting import Sorting
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store
from amcli.rules.names import counted, quoted, shown

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
        elif first.startswith(messages.MARK) and not file.message:
            why = automatic.reason_of_folder(file.folders)
            for raw in messages.mails(handle, body_size, Kilobytes(tick).read):
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
        whole, self._rest = divmod(self._rest + count, 1 << 10)
        if whole:
            self._tick(whole)


NAMED = 5
UNREAD = "could not be read"


class Mailbox(NamedTuple):
    """A source of mail, found to have some."""

    source: Source
    rows: int

    @property
    def rank(self) -> int:
        """Mail comes after the tables, which may bring the people in it."""
        return AFTER_TABLES

    @property
    def automatic(self) -> bool:
        return True

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Read it from end to end, each mail into the touches that it is."""
        plan = FilePlan(file=self.source.name, kind="mail", noun="mail")
        sorting = Sorting(store, options, plan)
        foreign, unread = 0, list[Unreadable]()
        for item in items(self.source.path, WHOLE_BODY if options.bodies else BODY_SIZE, tick):
            if isinstance(item, Raw):
                sorting.sort(item)
            elif isinstance(item, Unreadable):
                unread.append(item)
            else:
                foreign += 1
        sorting.finish()
        plan.about = f"email, {counted(plan.rows, 'message')}"
        note_left_out(plan, foreign, unread)
        advise(plan, sorting, store, options)
        return plan

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Nothing of mail is ever set aside: what cannot be read is left where it is."""


def open_mail(source: Source, asked: Asked) -> Mailbox:
    """Make sure that there is email. Raises BadValue for a folder without any, or what cannot be read."""
    if (
        asked.kind is not None
        and asked.kind.casefold() != MAIL
        and kind_named(asked.kind) is not INTERACTIONS
    ):
        raise BadValue(f"--kind {quoted(asked.kind)}: {source.name} is email.")
    found: list[Item] = []
    for item in items(source.path, 0, lambda count: None):
        if isinstance(item, Raw):
            return Mailbox(source, size_of(source.path))
        found.append(item)
    unread = next((item for item in found if isinstance(item, Unreadable)), None)
    if unread is not None:
        raise BadValue(f"{quoted(unread.name)} can't be read: {unread.why}.")
    inside = f"{shlex.quote(str(source.path))}/*"
    hint = f"Name its files: am import {shown(inside)}" if found else "It has no files."
    raise BadValue(f"{quoted(source.name)} is a folder without email.", hint)


def note_left_out(plan: FilePlan, foreign: int, unread: list[Unreadable]) -> None:
    """Say what was passed over: files that are no mail, mails that nobody may read."""
    if foreign:
        plan.conventions.append(f"{counted(foreign, 'other file')} ignored: not email")
    for each in unread[:NAMED]:
        plan.warnings.append(f"{shown(each.name)} could not be read: {each.why}")
    if unread:
        plan.rows += len(unread)
        plan.skipped += len(unread)
        plan.skipped_why[UNREAD] += len(unread)


def advise(plan: FilePlan, sorting: Sorting, store: Store, options: Options) -> None:
    """Say what would make more of it: whose mail it is, whom to add."""
    if not options.me:
        mine = sorting.likely_mine or "you@example.com"
        plan.warnings.append(f"whose mail this is isn't set: am config set me.emails {shown(mine)}")
    if not any(emails != "[]" for (emails,) in store.records("contact", ["emails"])):
        plan.warnings.append(
            "none of your contacts has an email address yet: am contact add ACCOUNT NAME --email ADDRESS"
        )
