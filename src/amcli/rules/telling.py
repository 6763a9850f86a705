"""What is to be said of an account on a day: the reasons of its score, its next step, and each thing that it
wants in words. Pure. It is kept for the day like where the account stands (`standing`), once somebody asked.
"""

import datetime as dt
from collections.abc import Sequence

from amcli import jsontext
from amcli.hints import NamedTuple
from amcli.rules.facts import Facts
from amcli.rules.morning_words import AT_RISK, in_words
from amcli.rules.priority import Item
from amcli.rules.reasons import Reason
from amcli.rules.standing import Standing

Words = tuple[str, str, str, str, str | None]


class Telling(NamedTuple):
    """What is said of an account: its reasons, the next step with its command, and the words of what it
    wants, by kind and reference."""

    reasons: tuple[Reason, ...]
    step: str
    command: str
    words: dict[str, Words]

    def items(self, of: Standing) -> tuple[Item, ...]:
        """What the account wants, with its words."""
        return tuple(
            each._replace(subject=self.reasons)
            if each.kind in AT_RISK
            else each._replace(told=self.words[key(each)])
            for each in of.wanted
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
            words[key(each)] = (told.text, told.short, told.command, told.title, product)
    return Telling(tuple(reasons), *step, words)


def written(of: Telling) -> str:
    """It as the day's state keeps it."""
    return jsontext.dumps([of.reasons, of.step, of.command, of.words], ascii=False)


def read(text: str) -> Telling:
    """It as it was kept."""
    reasons, step, command, words = jsontext.loads(text)
    return Telling(
        tuple(Reason._make([*each[:6], tuple(each[6]), *each[7:]]) for each in reasons),
        step,
        command,
        {name: tuple(each) for name, each in words.items()},
    )
