"""What a signal is: one thing that may be wrong with an account, declared as one entry. Pure.

Each signal is a file of its own in `signals`, named as the signal; what several of them need stands here.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from amcli.hints import NamedTuple
from amcli.rules.facts import Facts
from amcli.rules.model import Figure, Model
from amcli.rules.phrases import Words

WANTED_TIERS = ("key", "standard")


class Signal(NamedTuple):
    """One thing that may be wrong.

    `label` is its name as a person reads it, `most` the most points it takes off (the figure `points.NAME`),
    `figures` its others, of which in each pair of `rising` the first must be below the second.

    `cost` gives its points, None where nothing is on record to judge it by; `missing` says what would have
    to be. `words` are those of a signal that has points. `rule` is its rule in a line, with figures in
    braces; `guide` is what `am help signals` says. `done` gives the facts once the next step of `words` is
    done, None where nothing of the signal is left then. An item of the morning or an event of the digest of
    a kind in `said_by` says the same already: checkin, notice, renewal, ended, promise, issue, escalation,
    qbr, survey. `own_words`: what it says begins with words of a record.

    `applies`: to which accounts, None to every one. Without `counts_as_seen` it is
    left out of what a score can and can't see, and its points are never raised for it. `was` is the name that
    it had before: what books and settings keep by that is still read.
    """

    name: str
    label: str
    most: Figure
    figures: Mapping[str, Figure]
    cost: Callable[[Facts, dt.date, Model], float | None]
    words: Callable[[Facts, dt.date, Model], Words]
    missing: str | Callable[[Facts, dt.date, Model], str]
    done: Callable[[Facts, dt.date, Model], Facts | None]
    rule: str
    guide: str
    said_by: tuple[str, ...]
    own_words: bool
    applies: Callable[[Facts, dt.date, Model], bool] | None = None
    counts_as_seen: bool = True
    rising: tuple[tuple[str, str], ...] = ()
    was: str = ""


def settles(facts: Facts, today: dt.date, model: Model) -> None:
    """The next step settles the whole signal."""


def unsettled(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The next step settles nothing of the signal: that counts less by itself."""
    return facts


def rising(value: float, start: float, full: float, most: float) -> float:
    """Nothing up to `start`, `most` from `full`, linear between; one division keeps halves exact."""
    if value <= start:
        return 0
    return most if value >= full else most * (value - start) / (full - start)


def touched_within(facts: Facts, today: dt.date, days: int) -> bool:
    """Whether there was a touch in the last so many days."""
    return facts.touch_on is not None and (today - facts.touch_on).days <= days
