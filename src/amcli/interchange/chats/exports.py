"""An export of chats as `am import` takes it in, whichever program wrote it: read once, then conversation by
conversation.

Not for the form of any one program. What goes wrong unforeseen names the place in the program, never what a
chat holds, since it ends in a log.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from amcli.errors import BadValue
from amcli.interchange.calls.log import Call
from amcli.interchange.chats.conversations import Conversations
from amcli.interchange.chats.stretches import Chat
from amcli.interchange.incoming import AFTER_TABLES, Asked, Options, Source
from amcli.interchange.kinds import INTERACTIONS, kind_named
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store
from amcli.interchange.values.localtime import local_of_seconds
from amcli.rules.names import counted, quoted, shown

KIND = "chats"
SYSTEM, DELETED, UNSENT = "system messages", "deleted messages", "messages that weren't sent"
LARGEST = 512 << 20


@dataclass
class Export:
    """What an export holds: its chats, and what of it is no message, by the reason. `title` says what it is;
    an `automatic` one is what a program writes and imports by a clock."""

    source: Source
    title: str
    chats: list[Chat]
    left_out: Counter[str] = field(default_factory=Counter)
    conventions: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    automatic: bool = False
    calls: list[Call] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """Chats come after the tables, which may bring the people in them."""
        return AFTER_TABLES

    @property
    def rows(self) -> int:
        """How many messages and calls there are."""
        return sum(len(chat.messages) + len(chat.calls) for chat in self.chats) + len(self.calls)

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        plan = FilePlan(self.source.name, KIND, "message", about=self._about())
        plan.conventions = list(self.conventions)
        plan.warnings = list(self.warnings)
        for why, count in self.left_out.items():
            plan.skipped += count
            plan.skipped_why[why] += count
        plan.rows = self.left_out.total()
        work = Conversations(store, options, plan)
        work.take_calls(self.calls)
        work.take(self.chats, tick)
        work.finish()
        if work.unsure and not options.names:
            me = next(iter(work.unsure)) if len(work.unsure) == 1 else "YOUR NAME"
            plan.warnings.append(f"your own name isn't set: am config set me.names {quoted(me)}")
        return plan

    def _about(self) -> str:
        messages = sum(len(chat.messages) for chat in self.chats)
        calls = sum(len(chat.calls) for chat in self.chats) + len(self.calls)
        parts = [counted(messages, "message")] if messages or not calls else []
        return ", ".join([self.title, *parts, *([counted(calls, "call")] if calls else [])])

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Nothing of a chat is ever set aside: what is no message is left where it is."""


def check_kind(source: Source, asked: Asked, what: str, others: tuple[str, ...] = ()) -> None:
    """Raise BadValue where the source was said to be something else than `what`."""
    kind = asked.kind
    if kind is not None and kind.casefold() not in (KIND, *others) and kind_named(kind) is not INTERACTIONS:
        raise BadValue(f"--kind {quoted(kind)}: {shown(source.name)} is {what}.")


def refuse(source: Source, what: str, hint: str | None = None) -> BadValue:
    """The error for an export that is not read, by what it is."""
    return BadValue(f"{shown(source.name)}: {what}", hint)


def text_of(raw: bytes) -> str:
    """The text of an export: UTF-8, also with a mark, or UTF-16 with one; anything else as Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def whole_file(source: Source) -> bytes:
    """All of a file. Raises BadValue for one that cannot be read, or is too large to be a chat."""
    try:
        if (size := source.path.stat().st_size) > LARGEST:
            raise refuse(source, f"{size >> 20:,} MB; at most {LARGEST >> 20} are read.", "Export one chat.")
        return source.path.read_bytes()
    except OSError as error:
        raise BadValue(f"{quoted(source.name)} can't be read: {error.strerror}.") from None


def local(seconds: float) -> tuple[str, int]:
    """The local day, and the second of that day, of the seconds since 1970."""
    at = local_of_seconds(seconds)
    return f"{at:%Y-%m-%d}", at.hour * 3600 + at.minute * 60 + at.second
