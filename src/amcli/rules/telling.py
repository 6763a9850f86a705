"""What is to be said of an account on a day: the reasons of its score, its next step, and each thing that it
wants in words. Pure. It is kept for the day like where the account stands (`standing`), once somebody asked.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from amcli import jsontext
from amcli.hints import Any, NamedTuple
from amcli.rules.facts import Facts
from amcli.rules.morning_words import AT_RISK, in_words
from amcli.rules.priority import Item
from amcli.rules.reasons import Reason

Words = tuple[tuple[str, str, str, str, str | None], str]


class Telling(NamedTuple):
    """What is said of an account: its reasons, the next step with its command, whom to turn to, and the words
    of what it wants, by kind and reference, each with whom it is about, where that is somebody else. `lines`
    are the reasons as they are kept: most are never asked for."""

    lines: Sequence[Sequence[Any]]
    step: str
    command: str
    person: str
    words: dict[str, Words]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons, the strongest first."""
        return tuple([Reason._make((*each[:6], tuple(each[6]), *each[7:])) for each in self.lines])

    def items(self, wanted: Iterable[Item]) -> tuple[Item, ...]:
        """What the account wants, with its words."""
        return tuple(
            [
                Item(*each[:6], self.reasons, None, self.person)
                if each.kind in AT_RISK
                else Item(*each[:7], (found := self.words[key(each)])[0], found[1] or self.person)
                for each in wanted
            ]
        )


def key(item: Item) -> str:
    """What an item is found again by."""
    return f"{item.kind} {item.ref or ''}"


def telling(
    facts: Facts, reasons: Sequence[Reason], step: tuple[str, str], items: Sequence[Item], today: dt.date
) -> Telling:
    """What is to be said of an account, of its whole facts."""
    words: dict[str, Words] = {}
    for each in items:
        if each.kind not in AT_RISK:
            told, product = in_words(facts, each, today)
            who = getattr(each.subject, "contact", None) or ""
            words[key(each)] = (told.text, told.short, told.command, told.title, product), who
    to_call = facts.to_call(today)
    return Telling(reasons, *step, to_call.name if to_call else "", words)


def written(of: Telling) -> str:
    """It as the day's state keeps it."""
    return jsontext.dumps(of, ascii=False)


def read(texts: Iterable[str]) -> Iterator[Telling]:
    """Some as they were kept, all read at once."""
    return map(Telling._make, jsontext.loads(f"[{','.join(texts)}]"))
