"""A chat that WhatsApp exported: `_chat.txt`, `WhatsApp Chat with NAME.txt`, or the zip with one of them.

A phone writes days and times as its language and region have them, so the form of the lines is found, and the
order of days settled by all of them. Not for what WhatsApp says in its own words (whatsapp_words.py).
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from amcli.exchange.chats import archives
from amcli.exchange.chats import whatsapp_words as words
from amcli.exchange.chats.exports import (
    DELETED,
    SYSTEM,
    Export,
    check_kind,
    discreet,
    refuse,
    text_of,
    whole_file,
)
from amcli.exchange.chats.stretches import Chat, Message, Rung
from amcli.exchange.incoming import Asked, Source
from amcli.exchange.touches.parties import Party
from amcli.exchange.touches.seen import digest

PROGRAM = "whatsapp"
WHAT = "a WhatsApp chat"
FIRST_YEAR, LAST_YEAR = 2009, 2100
LONGEST_NAME = 120
_M = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
_S = "[ \u00a0\u202f\u2009]"
_HALVES = "|".join(re.escape(each).replace(r"\ ", _S) for each in words.HALVES)
_DAY = rf"(\d{{1,4}}){_M}(?P<sign>[./-]){_S}?{_M}(\d{{1,2}}){_M}(?P=sign){_S}?{_M}(\d{{1,4}})(?:\.|{_S}г\.)?"
_CLOCK = rf"(?P<early>{_HALVES})?{_S}?(\d{{1,2}})[:.](\d\d)(?:[:.](\d\d))?{_M}{_S}*({_HALVES})?"
# What a message begins with: the day, the time, and what ends them: a bracket where one was opened, else a
# dash; a comma where the half of the day goes before its hour.
_END = rf"(?(1)\]|(?:{_S}[-–]|(?(early),|(?!))))"
LINE = re.compile(
    rf"^{_M}(\[)?{_M}{_DAY}[,،]?{_S}*(?:klo|kl\.|at|à|um|às)?{_S}*{_CLOCK}{_M}{_END}{_S}?",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(
    r".*whatsapp.*?(?:\s(?:with|mit|con|avec|com|met|med|z|ile)\s|\s-\s)(.+?)(?:\s?\(\d+\))?(?:\.txt|\.zip)*$",
    re.IGNORECASE,
)
MARKS = dict.fromkeys([*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


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
    with discreet():
        raw = archives.chat_in(source) if archives.is_zip(source.path) else whole_file(source)
        return read_chat(source, text_of(raw).replace("\r\n", "\n").replace("\r", "\n"), asked.date_order)


def read_chat(source: Source, text: str, date_order: str | None) -> Export:
    """An export out of its text."""
    lines = lines_of(text)
    order, told = settled(source, lines, date_order)
    days = Days(source, order)
    ends = [line.begins - 1 for line in lines[1:]] + [len(text)]
    sorter = Sorter()
    for line, end in zip(lines, ends, strict=True):
        sorter.sort(days[line.day], line.second, text[line.text : end])
    if not sorter.people:
        raise refuse(source, "no message in it has a sender.", "Export the chat from WhatsApp again.")
    title = title_of(source) or sorter.title
    name = title or (digest([text[lines[0].begins : ends[0]]]) if lines else "")
    people = {each: Party(name=each) for each in sorter.people}
    chat = Chat(PROGRAM, name, people, sorter.messages, sorter.calls, title)
    return Export(source, "WhatsApp chat", [chat], sorter.left_out, [told] if told else [])


class Clocks(dict[tuple[str | None, ...], int]):
    """Times of day as the second of the day, each worked out once: half, hour, minute, second, half."""

    def __missing__(self, parts: tuple[str | None, ...]) -> int:
        before, hour, minute, second, after = parts
        hours = int(hour or 0)
        if half := after or before:
            hours = hours % 12 + (12 if words.is_afternoon(half) else 0)
        found = min(hours, 23) * 3600 + min(int(minute or 0), 59) * 60 + min(int(second or 0), 59)
        self[parts] = found
        return found


def lines_of(text: str) -> list[Line]:
    """The beginnings of all messages."""
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


def settled(source: Source, lines: Sequence[Line], date_order: str | None) -> tuple[str, str]:
    """The order of day, month and year in these lines, and how it was told, for the plan. Raises BadValue
    where both are possible."""
    days = list(dict.fromkeys(line.day for line in lines))
    if not days:
        raise refuse(source, "no line of it begins as those of a WhatsApp chat do.")
    if len(days[0][0]) == 4:
        return "ymd", ""
    if days[0][1] == "." or date_order in ("dmy", "mdy"):
        return date_order if date_order in ("dmy", "mdy") and days[0][1] != "." else "dmy", ""
    ways = {order: ordinals(days, order) for order in ("dmy", "mdy")}
    possible = [order for order, found in ways.items() if found is not None]
    if not possible:
        raise refuse(source, "its dates are no days of a calendar.")
    steady = [order for order in possible if never_back(ways[order] or [])]
    chosen = steady if len(steady) == 1 else possible
    if len(chosen) > 1 and ways["dmy"] != ways["mdy"]:
        sample = "".join((days[0][0], days[0][1], days[0][2], days[0][1], days[0][3]))
        raise refuse(
            source,
            f"dates such as {sample} could be day first or month first.",
            "Say which: --date-order dmy, or mdy",
        )
    return chosen[0], "dates: day first" if chosen[0] == "dmy" else "dates: month first"


def ordinals(days: Iterable[tuple[str, ...]], order: str) -> list[int] | None:
    """Days as numbers in the order in which they come; None where one of them is none in this order."""
    found = []
    for first, _, middle, last in days:
        day, month = (int(first), int(middle)) if order == "dmy" else (int(middle), int(first))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        found.append((full_year(int(last)) * 12 + month) * 31 + day)
    return found


def never_back(found: Sequence[int]) -> bool:
    """Whether days never go back by more than one, as a clock that is set back may have them."""
    latest = 0
    for each in found:
        if each < latest - 1:
            return False
        latest = max(latest, each)
    return True


def full_year(year: int) -> int:
    """A year of two digits in this century."""
    return year + 2000 if year < 100 else year


class Days(dict[tuple[str, ...], str]):
    """The days of lines as ISO has them, each worked out once."""

    def __init__(self, source: Source, order: str) -> None:
        super().__init__()
        self._source = source
        self._order = order

    def __missing__(self, parts: tuple[str, ...]) -> str:
        first, middle, last = int(parts[0]), int(parts[2]), int(parts[3])
        year, month, day = {
            "ymd": (first, middle, last),
            "dmy": (last, middle, first),
            "mdy": (last, first, middle),
        }[self._order]
        year = full_year(year)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise refuse(self._source, f"it has messages of the year {year}: its calendar can't be read.")
        try:
            self[parts] = dt.date(year, month, day).isoformat()
        except ValueError:
            why = f"{first}{parts[1]}{middle}{parts[1]}{last} is no day."
            raise refuse(
                self._source, why, "Are its dates in another order? --date-order dmy, or mdy"
            ) from None
        return self[parts]


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
