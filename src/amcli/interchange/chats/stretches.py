"""A chat as its messages, cut into conversations, and what is remembered of each from one import to the next.

Pure: nothing in here knows the book.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from zlib import crc32

from amcli.hints import NamedTuple
from amcli.interchange.mail.headers import clean
from amcli.interchange.mail.text import BODY_LIMIT, SUMMARY_LIMIT, first_line, shortened
from amcli.interchange.touches.parties import Party

# Why what lies ahead is passed over.
FUTURE = "dated after today: import again later"
GAP = 4 * 60 * 60
MOST = 10**8


class Message(NamedTuple):
    """One message: the local day and the second of that day, who wrote it ("": me), and what; "" for media
    without text."""

    day: str
    second: int
    who: str
    text: str


class Rung(NamedTuple):
    """A call that a chat shows: who called ("": me; None: not said), and for how many seconds; None where
    nobody was reached."""

    day: str
    second: int
    who: str | None
    length: int | None


class Chat(NamedTuple):
    """A stretch of one chat. `name` tells it from others of the program where it is a group's; `title` is
    what the phone calls it: the other one of two, or a group. The people by the names that messages have;
    `ours` are of one's own company, as far as they are no contacts."""

    program: str
    name: str
    people: dict[str, Party]
    messages: list[Message]
    calls: Sequence[Rung] = ()
    title: str = ""
    group: bool = False
    knows_me: bool = False
    ours: frozenset[str] = frozenset()


class Stretch:
    """The messages of one conversation and day that an export has."""

    def __init__(self, day: str, messages: list[Message]) -> None:
        self.day = day
        self.messages = messages
        self.first = messages[0].second
        self.last = messages[-1].second

    @property
    def writers(self) -> list[str]:
        """Who wrote, each once."""
        return list(dict.fromkeys(each.who for each in self.messages))

    @cached_property
    def summary(self) -> str | None:
        """The first line that anybody wrote."""
        text = next((each.text for each in self.messages if each.text and not each.text.isspace()), "")
        return shortened(first_line(clean(text)) or "", SUMMARY_LIMIT) or None

    @cached_property
    def head(self) -> tuple[int, ...]:
        """Marks of the messages of its first second, or minute where the program has no seconds."""
        return tuple(mark(each) for each in takewhile(lambda one: one.second == self.first, self.messages))

    @cached_property
    def tail(self) -> tuple[int, ...]:
        """Marks of the messages of its last one."""
        found = [mark(each) for each in takewhile(lambda one: one.second == self.last, self.messages[::-1])]
        return tuple(found[::-1])

    @property
    def kept(self) -> "Kept":
        """What to remember where nothing is known of it yet."""
        return Kept(self.first, self.last, len(self.messages), self.head, self.tail)

    def text(self, messages: Sequence[Message], mine: set[str]) -> str | None:
        """Some of its messages as text: the time, who, what."""
        lines = [
            f"{clock(each.second)[:5]} {'' if each.who in mine else f'{each.who}: '}{each.text}"
            for each in messages
            if each.text
        ]
        return shortened(clean("\n".join(lines)), BODY_LIMIT) or None


class Kept(NamedTuple):
    """What is remembered of a conversation: its first and last second, how many messages it has, marks of
    those at either end, and of the strangers who were counted in it."""

    first: int
    last: int
    size: int
    head: tuple[int, ...]
    tail: tuple[int, ...]
    strangers: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Kept":
        """The same out of the book."""
        first, last, size, head, tail, strangers = json.loads(text)
        return cls(first, last, size, tuple(head), tuple(tail), tuple(strangers))

    @property
    def written(self) -> str:
        return json.dumps(self, separators=(",", ":"))

    @property
    def order(self) -> str:
        """What begins earlier, and of that what is longer, says what a conversation was."""
        return f"{self.first:05d} {MOST - self.size:08d}"

    def reaches(self, stretch: Stretch) -> bool:
        """Whether a stretch of the same day is part of it."""
        return stretch.first - self.last < GAP and self.first - stretch.last < GAP

    def is_within(self, stretch: Stretch) -> bool:
        if stretch.first > self.first or stretch.last < self.last:
            return False
        ends = [each for each in stretch.messages if each.second in (self.first, self.last)]
        there = Counter((each.second, mark(each)) for each in ends)
        return not (self._ends - there)

    @property
    def _ends(self) -> Counter[tuple[int, int]]:
        found = Counter((self.first, each) for each in self.head)
        return found if self.first == self.last else found + Counter((self.last, each) for each in self.tail)

    def beyond(self, stretch: Stretch) -> tuple[list[Message], list[Message]]:
        """The messages of a stretch that are before it, and those that are after it; of its only minute, one
        that was not there is after it."""
        ends, before, after = self._ends, list[Message](), list[Message]()
        for each in stretch.messages:
            one = (each.second, mark(each))
            if self.first <= each.second <= self.last and ends[one]:
                ends[one] -= 1
            elif each.second < self.first or self.first == each.second < self.last:
                before.append(each)
            elif each.second >= self.last:
                after.append(each)
        return before, after

    def grown(self, before: list[Message], after: list[Message]) -> "Kept":
        """The same with messages that are before and after it."""
        first = before[0].second if before else self.first
        last = after[-1].second if after else self.last
        return self._replace(
            first=first,
            last=last,
            size=self.size + len(before) + len(after),
            head=self._at(first, before, self.head if first == self.first else (), after),
            tail=self._at(last, before, self.tail if last == self.last else (), after),
        )

    @staticmethod
    def _at(
        second: int, before: list[Message], there: tuple[int, ...], after: list[Message]
    ) -> tuple[int, ...]:
        """The marks of the messages of one second."""
        early, late = ([mark(each) for each in some if each.second == second] for some in (before, after))
        return (*early, *there, *late)

    def with_other(self, other: "Kept") -> "Kept":
        """This and another conversation as one."""
        early, late = sorted((self, other))
        last = max(early, late, key=lambda each: each.last)
        return Kept(
            early.first,
            last.last,
            self.size + other.size,
            early.head,
            last.tail,
            tuple(dict.fromkeys([*self.strangers, *other.strangers])),
        )

    def at_least(self, size: int) -> "Kept":
        """The same with as many messages as were known: one that was deleted since was there."""
        return self._replace(size=max(self.size, size))


def conversations(messages: list[Message]) -> Iterator[list[Message]]:
    """The messages of a day, a gap of four hours between one conversation and the next."""
    begins = 0
    for place in range(1, len(messages)):
        if messages[place].second - messages[place - 1].second >= GAP:
            yield messages[begins:place]
            begins = place
    yield messages[begins:]


def moment(message: Message) -> tuple[str, int]:
    return message[:2]


def mark(message: Message) -> int:
    """A short mark of a message, by which it is known again."""
    return crc32(f"{message.who}\0{message.text}".encode("utf-8", "replace"))


def clock(second: int) -> str:
    """A second of a day as `HH:MM:SS`."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
