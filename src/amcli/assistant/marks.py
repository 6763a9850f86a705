"""Text from outside, between marks: `«kqzd: ... :kqzd»`, four letters drawn anew for each answer.

Some fields are of a customer whatever they hold; every other text of an answer is searched for what customers
of these accounts wrote (`storage/outside.py`), so that a sentence that quotes them carries the mark inside. A
mark is no wall: what protects is that nothing is written unasked.
"""

import re
import secrets
import string
from collections.abc import Iterable, Sequence
from typing import Any

from amcli.rules.names import shown
from amcli.storage.outside import is_odd

# Fields that are from outside, wherever they stand.
OUTSIDE = frozenset(["summary", "body", "comment", "note", "notes", "snippet"])
CUSTOM = "extra"
COMMAND = "command"  # it is typed as it stands, so no single word in it is marked
NAMES = frozenset(["name", "contact", "people", "contacts", "parent_name", "client"])
LONGEST_NAME = 80
SHORTEST = 3  # what is shorter is a word of every sentence
PROBE = 20  # so many letters of a text are enough to know it by: sentences cut what they quote
WHOLE_WORD = 12  # what is shorter counts only as a word of its own
MARK = re.compile(r"«([a-z]{4}): (.*?) :\1»", re.DOTALL)
PLAIN_KEY = re.compile(r"[A-Za-z0-9_.-]+")
PLAIN_CELL = re.compile(r"[\w.:@+-]{0,40}")
MOST_KEPT = 2000

Span = tuple[int, int]


class Originals:
    """What stood in a mark before its quotes were changed, so that it names the same record as an
    argument."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def keep(self, inner: str, text: str) -> None:
        """Remember a text by what the mark shows of it."""
        if inner != text:
            if len(self.kept) >= MOST_KEPT:
                del self.kept[next(iter(self.kept))]
            self.kept[inner] = text

    def bare(self, value: Any) -> Any:
        """Arguments without the marks of what they repeat."""
        if isinstance(value, str):
            return MARK.sub(lambda found: self.kept.get(found[2], found[2]), value) if "«" in value else value
        if isinstance(value, list):
            return [self.bare(each) for each in value]
        if isinstance(value, dict):
            return {key: self.bare(each) for key, each in value.items()}
        return value


class Marks:
    """The marks of one answer."""

    def __init__(self, originals: Originals | None = None) -> None:
        self.letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(4))
        self.originals = originals or Originals()

    def mark(self, text: str) -> str:
        """A text between marks, none of which can be closed from inside."""
        inner = text.replace("«", "‹").replace("»", "›")
        self.originals.keep(inner, text)
        return f"«{self.letters}: {inner} :{self.letters}»"

    def answer(self, value: Any, outside: Iterable[str]) -> Any:
        """All texts of an answer, those from outside marked."""
        quotes = Quotes(outside, value)
        return self.value(value, quotes, "", custom=False)

    def value(self, value: Any, quotes: "Quotes", key: str, *, custom: bool) -> Any:
        """One value of an answer, by the field that it is of."""
        if isinstance(value, str):
            return self.text(value, quotes, key, custom=custom)
        if isinstance(value, list):
            return [self.value(each, quotes, key, custom=custom) for each in value]
        if isinstance(value, dict):
            return {
                self.key(name, custom=custom): self.value(each, quotes, name, custom=custom or name == CUSTOM)
                for name, each in value.items()
            }
        return value

    def cells(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows whose columns may be anything: each text in them that is more than a word."""
        return [{name: self.cell(each) for name, each in row.items()} for row in rows]

    def cell(self, value: Any) -> Any:
        """One cell."""
        if isinstance(value, list):
            return [self.cell(each) for each in value]
        return self.mark(value) if isinstance(value, str) and not PLAIN_CELL.fullmatch(value) else value

    def key(self, name: str, *, custom: bool) -> str:
        """The name of a field, which for a custom one may be any text."""
        return self.mark(name) if custom and not PLAIN_KEY.fullmatch(name) else name

    def text(self, text: str, quotes: "Quotes", key: str, *, custom: bool) -> str:
        """One text: marked as a whole, or where it quotes."""
        if not text:
            return text
        if custom or key in OUTSIDE or is_odd(text, LONGEST_NAME if key in NAMES else len(text)):
            return self.mark(text)
        if PLAIN_CELL.fullmatch(text):
            return text  # a word, a code, a day
        return self.within(text, quotes.spans(text, WHOLE_WORD if key == COMMAND else 0))

    def within(self, text: str, spans: Sequence[Span]) -> str:
        """A text with some stretches of it marked."""
        made, at = "", 0
        for begin, end in spans:
            made += text[at:begin] + self.mark(text[begin:end])
            at = end
        return made + text[at:]

    def sentence(self, text: str, outside: Iterable[str]) -> str:
        """A sentence of ours, with what it quotes marked: an error, a question, a prompt."""
        return self.within(text, Quotes(outside, text).spans(text))


class Quotes:
    """The texts from outside that an answer has, whole or cut."""

    def __init__(self, outside: Iterable[str], answer: Any) -> None:
        whole = lowered("\n".join(texts_of(answer)))
        ways = dict.fromkeys(way for text in outside for way in ways_of(text))
        self.found = sorted((each for each in ways if each[:PROBE] in whole), key=len, reverse=True)

    def spans(self, text: str, least: int = 0) -> list[Span]:
        """Where a text quotes at least so much of them: stretches that don't touch, in order."""
        low, found = lowered(text), []
        for way in self.found:
            at = low.find(way[:PROBE])
            while at >= 0:
                end = at + common(low[at:], way)
                if end - at >= least and (len(way) >= WHOLE_WORD or is_word(low, at, end)):
                    found.append((at, end))
                at = low.find(way[:PROBE], at + 1)
        return merged(found)


def texts_of(value: Any) -> Iterable[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_of(each)


def ways_of(text: str) -> Iterable[str]:
    """The ways in which a sentence may quote a text: as it is, on one line, a line of it, made harmless."""
    if text.isprintable() and "  " not in text and "\\" not in text:  # nearly every text
        if len(text) >= SHORTEST:
            yield lowered(text.strip())
        return
    lines = text.splitlines() if "\n" in text or "\r" in text else []
    for each in (text, " ".join(text.split()), *lines):
        for way in (each.strip(), shown(each.strip())):
            if len(way) >= SHORTEST:
                yield lowered(way)


def lowered(text: str) -> str:
    """A text in small letters, each in the place of its own."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(d := c.lower()) != 1 else d for c in text)


def common(one: str, two: str) -> int:
    """How many letters two texts begin with together."""
    most = min(len(one), len(two))
    if one[:most] == two[:most]:
        return most
    low, high = PROBE if most > PROBE else 0, most
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if one[:middle] == two[:middle] else (low, middle)
    return low


def is_word(text: str, begin: int, end: int) -> bool:
    """Whether a stretch of a text begins and ends where words do."""
    return not (text[begin - 1 : begin].isalnum() or text[end : end + 1].isalnum())


def merged(spans: list[Span]) -> list[Span]:
    """Stretches as few as there can be, in order."""
    made: list[Span] = []
    for begin, end in sorted(spans):
        if made and begin <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((begin, end))
    return made
