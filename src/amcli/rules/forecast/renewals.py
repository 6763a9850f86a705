"""The renewals that are due in a period: what each is worth, how it stands, and what they add up to.

Not for retention (cohort.py).
"""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from amcli.hints import NamedTuple
from amcli.rules.forecast.chances import LOST
from amcli.rules.metrics.contracts import Contract
from amcli.rules.metrics.due import OPEN, RENEWED
from amcli.vocabulary import FORECASTS

UNSET = "unset"
PARTS = (RENEWED, *FORECASTS, UNSET)
MOST_MONTHS = 36  # of a longer period months without renewals are left out


class Renewal(NamedTuple):
    """A renewal due on a day. `renewed` is what follows; `lapsed`: past its end and the grace without an
    outcome. `chance` is None for one that is open and has no category. `expected` is the amount for which it
    is expected to be renewed, where somebody said one; `gain` is what it grows by where it is renewed, less
    than nothing where less is expected. `slipped` says what got worse since the last weekly digest."""

    contracts: tuple[Contract, ...]
    due: dt.date
    value: int
    state: str
    renewed: int | None = None
    category: str | None = None
    health: str | None = None
    chance: Fraction | None = None
    gain: int = 0
    slipped: str | None = None
    expected: int | None = None

    @property
    def account(self) -> int:
        return self.contracts[0].account

    @property
    def part(self) -> str:
        """The part of the value due that it belongs to; what is lost already is lost."""
        if self.state == OPEN:
            return self.category or UNSET
        return RENEWED if self.state == RENEWED else LOST

    @property
    def parts(self) -> dict[str, int]:
        """The value due by part: a category holds what is expected, and the rest is lost; more is growth."""
        if self.expected is None or self.part in (LOST, UNSET):
            return {self.part: self.value}
        held = min(self.expected, self.value)
        return {self.part: held, LOST: self.value - held}

    @property
    def weighted(self) -> Fraction:
        """What it is expected to bring; nothing where that would be a guess."""
        if self.state == RENEWED:
            return Fraction(self.renewed or 0)
        return (self.chance or Fraction(0)) * (self.value + self.gain)


class Sums(NamedTuple):
    """Renewals added up: how many, their value by part, and what they are expected to bring."""

    number: int
    parts: dict[str, int]
    weighted: Fraction

    @property
    def due(self) -> int:
        return sum(self.parts.values())

    @property
    def committed(self) -> int:
        """What is renewed already, and what is as good as."""
        return self.parts[RENEWED] + self.parts["commit"]

    @property
    def best_case(self) -> int:
        """The same with what is likely."""
        return self.committed + self.parts["likely"]


def add_up(renewals: Iterable[Renewal]) -> Sums:
    number, parts = 0, dict.fromkeys(PARTS, 0)
    brought: dict[int, int] = {}  # fractions are added up by their denominators
    for each in renewals:
        number += 1
        for part, value in each.parts.items():
            parts[part] += value
        expected = each.weighted
        brought[expected.denominator] = brought.get(expected.denominator, 0) + expected.numerator
    return Sums(number, parts, sum((Fraction(*each[::-1]) for each in brought.items()), Fraction(0)))


def by_month(renewals: Iterable[Renewal], first: dt.date, last: dt.date) -> dict[str, Sums]:
    """The sums of each month by its name, such as `2026-04`; of a long period only those with renewals."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    names = [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers[: MOST_MONTHS + 1]]
    months: dict[str, list[Renewal]] = {name: [] for name in names} if len(names) <= MOST_MONTHS else {}
    for each in renewals:
        months.setdefault(each.due.isoformat()[:7], []).append(each)
    return {name: add_up(inside) for name, inside in months.items()}
