"""How much is known of an account, by kinds of evidence: talks, usage, issues, ratings, a contract. Pure.

A score without enough of them would look like health, so such an account is unknown. Which kinds are known
goes as text, a letter a kind in the order of KINDS, so that it can be kept with where the account stands.
"""

import datetime as dt
from collections.abc import Iterable

from amcli.hints import NamedTuple
from amcli.rules.facts import Facts
from amcli.rules.model import Model
from amcli.rules.signals.usage_falling import worst_usage

KNOWN, MISSING, NOT_APPLICABLE = "1", "0", "-"
LETTER = {True: KNOWN, False: MISSING}
SENTIMENT_DAYS = 180
TALKS = 2  # touches within a year that stand for one since the account was added


class Kind(NamedTuple):
    """A kind of evidence: its name in JSON, how people read it, what makes it known, and the command that
    brings it for many accounts."""

    name: str
    label: str
    needs: str
    brings: str


KINDS = (
    Kind("talk", "conversations", "a touch since added, or 2 in a year", "am help sources"),
    Kind("use", "usage", "2 values in 120 days", "am import usage.csv"),
    Kind("support", "issues", "an issue, or conversations", "am import issues.csv"),
    Kind("sentiment", "ratings", "an answer or feel in 180 days", "am import surveys.csv"),
    Kind("commercial", "running contract", "a contract that runs", "am import contracts.csv"),
)
NO_KINDS = NOT_APPLICABLE * len(KINDS)


def talked(facts: Facts) -> bool:
    """Whether there was a touch since the account was added, or two within a year; of a book that has none
    within a year the conversations aren't on record."""
    if facts.touch_on is None or facts.silent:
        return False
    return facts.touch_on >= facts.added_on or facts.touches >= TALKS


def rated(facts: Facts, today: dt.date, counts: bool) -> bool:
    """Whether somebody said how it goes: they in a survey, or you; `counts` is whether your pulse does."""
    felt = facts.feel_on is not None and (today - facts.feel_on).days <= SENTIMENT_DAYS
    return counts or felt or bool(facts.signs.answers)


def evidence(facts: Facts, today: dt.date, model: Model, *, pulse: bool) -> str:
    """Which kinds are known of an account; `pulse` is whether yours counts still."""
    talk, signs = talked(facts), facts.signs
    use = worst_usage(facts, model) is not None
    support = talk or signs.issue_in_year or bool(signs.issues)
    sentiment = rated(facts, today, pulse)
    commercial = NOT_APPLICABLE if facts.runs is None else LETTER[facts.runs]
    return LETTER[talk] + LETTER[use] + LETTER[support] + LETTER[sentiment] + commercial


def share(kinds: str) -> float:
    """The share of the kinds that apply which is known, from 0 to 1."""
    applying = len(kinds) - kinds.count(NOT_APPLICABLE)
    return kinds.count(KNOWN) / applying if applying else 0.0


def by_name(kinds: str) -> dict[str, bool | None]:
    """Each kind with whether it is known; None where it doesn't apply."""
    return {
        kind.name: None if letter == NOT_APPLICABLE else letter == KNOWN
        for kind, letter in zip(KINDS, kinds, strict=True)
    }


def missing(every: Iterable[str]) -> list[tuple[Kind, int]]:
    """The kinds that are missing of some accounts, each with of how many, the most first."""
    counts = [0] * len(KINDS)
    for kinds in every:
        for at, letter in enumerate(kinds):
            counts[at] += letter == MISSING
    found = [(kind, count) for kind, count in zip(KINDS, counts, strict=True) if count]
    return sorted(found, key=lambda pair: -pair[1])


def mostly(unknown: int, asked: int) -> bool:
    """Whether more than half of some accounts are unknown: then what brings evidence is worth more to say
    than their names."""
    return 2 * unknown > asked


def lower(model: Model) -> str:
    """The command with which fewer kinds are enough."""
    return f"am config set risk.evidence.minimum {max(0.0, model.figures['evidence.minimum'] - 0.1):.2g}"
