"""A chat that WhatsApp exported: `_chat.txt`, `WhatsApp Chat with NAME.txt`, or the zip with one of them.

A phone writes days and times as its language and region have them, so the form of the lines is found, and the
order of days settled by all of them. Not for what WhatsApp says in its own words (whatsapp_words.py).
"""

import re
from collections import Counter

from amcli.hints import NamedTuple
from amcli.interchange.chats import archives
from amcli.interchange.chats import whatsapp_words as words
from amcli.interchange.chats.days import CLOCK, DAY, MARKS, Clocks, Days, M, S, settled
from amcli.interchange.chats.exports import (
    DELETED,
    SYSTEM,
    Export,
    check_kind,
    refuse,
    text_of,
    whole_file,
)
from amcli.interchange.chats.stretches import Chat, Message, Rung
from amcli.interchange.incoming import Asked, Source
from amcli.interchange.touches.parties import Party
from amcli.interchange.touches.taking import digest

PROGRAM = "whatsapp"
WHAT = "a WhatsApp chat"
LONGEST_NAME = 120
# What a message begins with: the day, the time, and what ends them: a bracket where one was opened, else a
# dash; a comma where the half of the day goes before its hour.
_END = rf"(?(1)\]|(?:{S}[-–]|(?(early),|(?!))))"
LINE = re.compile(
    rf"^{M}(\[)?{M}{DAY}[,،]?{S}*(?:klo|kl\.|at|à|um|às)?{S}*{CLOCK}{M}{_END}{S}?",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(
    r".*whatsapp.*?(?:\s(?:with|mit|con|avec|com|met|med|z|ile)\s|\s-\s)(.+?)(?:\s?\(\d+\))?(?:\.txt|\.zip)*$",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """The beginning of a message: the parts of its day and the sign between them, the second of the day,
    where the line begins and where its text does."""

    day: tuple[str, ...]
    second: int
    begins: int
    text: int


def is_chat(head: str) -> bool:
    """Whether a text begins as a chat does."""
    return LINE.match(head) is not None


def open_whatsapp(source: Source, asked: Asked) -> Export:
    """Read an export. Raises BadValue for one that cannot be read, or whose days could be in two orders."""
    check_kind(source, asked, WHAT)
    raw = archives.chat_in(source) if archives.is_zip(source.path) else whole_file(source)
    return read_chat(source, text_of(raw).replace("\r\n", "\n").replace("\r", "\n"), asked.date_order)


def read_chat(source: Source, text: str, date_order: str | None) -> Export:
    lines = lines_of(text)
    if not lines:
        raise refuse(source, "no line of it begins as those of a WhatsApp chat do.")
    order, told = settled(source, [line.day for line in lines], date_order)
    days = Days(source, order)
    ends = [line.begins - 1 for line in lines[1:]] + [len(text)]
    sorter = Sorter()
    for line, end in zip(lines, ends, strict=True):
        sorter.sort(days[line.day], line.second, text[line.text : end])
    if not sorter.people:
        raise refuse(source, "no message in it has a sender.", "Export the chat from WhatsApp again.")
    title = title_of(source) or sorter.title
    name = title or (digest([text[lines[0].begins : ends[0]]]))
    people = {each: Party(name=each) for each in sorter.people}
    chat = Chat(PROGRAM, name, people, sorter.messages, sorter.calls, title)
    return Export(source, "WhatsApp chat", [chat], sorter.left_out, [told] if told else [])


def lines_of(text: str) -> list[Line]:
    clocks, found = Clocks(), list[Line]()
    for match in LINE.finditer(text):
        parts = match.groups()
        begins, ends = match.span()
        found.append(Line(parts[1:5], clocks[parts[5:]], begins, ends))
    return found


def title_of(source: Source) -> str:
    """What the phone calls the chat, by the name of the file, or of the folder that `_chat.txt` is in."""
    if source.original is None:
        return ""
    folder = source.original.resolve().parent.name
    names = [source.original.name, *([folder] if source.original.name == "_chat.txt" else [])]
    found = next((match[1] for name in names if (match := _TITLE.match(name))), "")
    return found.translate(MARKS).strip()


class Sorter:
    """The lines of a chat by what they are."""

    def __init__(self) -> None:
        self.people: dict[str, None] = {}
        self.messages: list[Message] = []
        self.calls: list[Rung] = []
        self.left_out: Counter[str] = Counter()
        self.title = ""
        self._names: dict[str, str | None] = {}

    def sort(self, day: str, second: int, content: str) -> None:
        """Put a line where it belongs."""
        head, sign, text = content.partition(": ")
        if not sign and (content.endswith(":") or ":\n" in content[:LONGEST_NAME]):
            head, sign, text = content.partition(":")
        who = self._name(head) if sign else None
        if who is None:
            self._unsent(day, second, content)
        elif (official := text[:1] == "\u200e") or len(text) <= words.LONGEST:
            self._doubtful(day, second, who, text, official)
        else:
            self._message(day, second, who, text)

    def _message(self, day: str, second: int, who: str, text: str) -> None:
        self.people[who] = None
        self.messages.append(Message(day, second, who, words.written(text)))

    def _doubtful(self, day: str, second: int, who: str, text: str, official: bool) -> None:
        """A message, or what WhatsApp says in its place."""
        plain = text.translate(MARKS).strip() if official else text.strip()
        kind = words.kind_of(plain, official)
        if kind == words.DELETED:
            self.people[who] = None
            self.left_out[DELETED] += 1
        elif isinstance(kind, int):
            self.people[who] = None
            self.calls.append(Rung(day, second, who, kind or None))
        elif kind == words.SYSTEM:
            self.title = self.title or (who if words.ENCRYPTED.search(plain) else "")
            self.left_out[SYSTEM] += 1
        else:
            self._message(day, second, who, text)

    def _unsent(self, day: str, second: int, content: str) -> None:
        """A line without a sender: what WhatsApp itself says, of a missed call too."""
        if words.kind_of(content.translate(MARKS).strip(), True) == 0:
            self.calls.append(Rung(day, second, None, None))
        else:
            self.left_out[SYSTEM] += 1

    def _name(self, head: str) -> str | None:
        """The sender before a colon; None where that is no name."""
        if head not in self._names:
            fits = len(head) <= LONGEST_NAME and "\n" not in head and not words.QUOTE.search(head)
            name = " ".join(head.translate(MARKS).replace("~", " ").split()) if fits else ""
            self._names[head] = name or None
        return self._names[head]
