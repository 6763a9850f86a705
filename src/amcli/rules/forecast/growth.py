"""Upsells and cross-sells that are expected in a period, apart from the renewals."""

from collections.abc import Iterable
from fractions import Fraction

from amcli.hints import NamedTuple

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
