"""How likely a renewal is: by its category, shifted by the account's health, or by what the book has seen.

A category is a person's own judgement; without one there is no chance, because it would be a guess. Upsells
and cross-sells that are expected in a period stand beside the renewals.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from amcli.hints import NamedTuple
from amcli.vocabulary import HEALTHS

LOST = "lost"
CHANCES = {
    "commit": Fraction(95, 100),
    "likely": Fraction(75, 100),
    "doubtful": Fraction(45, 100),
    LOST: Fraction(0),
}
# What the health of the account adds to the chance of a category; the sum stays between 0 and 1.
SHIFTS = {
    "healthy": Fraction(3, 100),
    "watch": Fraction(0),
    "at_risk": Fraction(-10, 100),
    "critical": Fraction(-25, 100),
    "unknown": Fraction(0),
}
LEAST_OUTCOMES = 30
# How long before a renewal was due its account had to be in a health to count there.
HEALTH_DAYS = 30


class Seen(NamedTuple):
    """What became of the renewals of a health so far."""

    health: str
    outcomes: int
    renewed: int

    @property
    def rate(self) -> Fraction | None:
        """The part that was renewed; None where there was no outcome."""
        return Fraction(self.renewed, self.outcomes) if self.outcomes else None

    @property
    def used(self) -> bool:
        """Whether there are enough outcomes to go by."""
        return self.outcomes >= LEAST_OUTCOMES


def seen(outcomes: Iterable[tuple[str | None, bool]]) -> dict[str, Seen]:
    """The book's own renewal rate of every health, from pairs of a health and whether it was renewed."""
    counts = {health: [0, 0] for health in HEALTHS}
    for health, renewed in outcomes:
        if health is not None:
            counts[health][0] += 1
            counts[health][1] += renewed
    return {health: Seen(health, *each) for health, each in counts.items()}


def chance(category: str | None, health: str | None, own: Mapping[str, Seen]) -> Fraction | None:
    """How likely an open renewal is; None without a category. What is said to be lost stays so."""
    if category is None:
        return None
    if category == LOST or health is None:
        return CHANCES[category]
    found = own.get(health)
    if found is not None and found.used:
        return found.rate
    return min(max(CHANCES[category] + SHIFTS[health], Fraction(0)), Fraction(1))


KINDS = ("upsell", "cross_sell")


class Growth(NamedTuple):
    """Open opportunities of a kind: their value, and what of it is expected. `unweighted` of them have no
    value or no probability, and nothing is expected of those."""

    opportunities: int = 0
    value: int = 0
    weighted: Fraction = Fraction(0)
    unweighted: int = 0

    def plus(self, value: int | None, probability: float | None) -> "Growth":
        known = value is not None and probability is not None
        weighted = (value or 0) * Fraction(str(probability)) if known else Fraction(0)
        return Growth(
            self.opportunities + 1,
            self.value + (value or 0),
            self.weighted + weighted,
            self.unweighted + (not known),
        )


def grown(opportunities: Iterable[tuple[str, int | None, float | None]]) -> dict[str, Growth]:
    """The sums by kind, from kinds, values and probabilities."""
    found = {kind: Growth() for kind in KINDS}
    for kind, value, probability in opportunities:
        found[kind] = found[kind].plus(value, probability)
    return found
