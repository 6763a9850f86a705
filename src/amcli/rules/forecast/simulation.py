"""How bad and how good it could get: every open renewal drawn many times, by its chance.

All trials are drawn at once: a number for each trial lies in a lane of its own within one long integer, so
that drawing a renewal, or taking it off every total, is a handful of operations on integers. That makes
5,000 renewals in 2,000 trials a matter of a second in plain Python. The same seed gives the same numbers,
whatever the order in which records are read.
"""

import random
from collections.abc import Iterable, Sequence
from fractions import Fraction

from amcli.hints import NamedTuple
from amcli.rules.forecast.cohort import Standing

LANE = 12  # bytes: room for the sum of more amounts than a book has
DRAWN_BITS = 32
LOW, HIGH = Fraction(1, 10), Fraction(9, 10)


class Trials(NamedTuple):
    """What each trial came to: the value renewed, and what the cohort kept, gross and net."""

    value: list[int]
    gross: list[int]
    net: list[int]


class Lanes:
    """A number for each trial, side by side in one integer."""

    def __init__(self, trials: int, seed: int) -> None:
        self.trials = trials
        self.random = random.Random(seed)
        self.ones = int.from_bytes((b"\1" + bytes(LANE - 1)) * trials, "little")
        self.drawn = self.ones * ((1 << DRAWN_BITS) - 1)

    def lost(self, chance: Fraction) -> int:
        """1 in each trial in which something of a chance does not happen, 0 in the others."""
        if chance in (0, 1):
            return self.ones * int(1 - chance)
        cut = round(chance * (1 << DRAWN_BITS))
        # What is drawn lies below 2^32; it reaches 2^32 in its lane where it is not below the cut.
        numbers = self.random.getrandbits(8 * LANE * self.trials) & self.drawn
        return ((numbers + self.ones * ((1 << DRAWN_BITS) - cut)) >> DRAWN_BITS) & self.ones

    def numbers(self, lanes: int) -> list[int]:
        data = lanes.to_bytes(LANE * self.trials, "little")
        return [int.from_bytes(data[at : at + LANE], "little") for at in range(0, len(data), LANE)]


def simulate(found: Iterable[Standing], renewed: int, trials: int, seed: int) -> Trials:
    """Draw the open renewals of all accounts; `renewed` is the value that is renewed already."""
    lanes = Lanes(trials, seed)
    most, lost = [renewed, 0, 0], [0, 0, 0]
    bent_gross, bent_net = [0] * trials, [0] * trials
    for each in sorted(found):
        draws = [lanes.lost(stake.chance) for stake in each.stakes]
        for stake, draw in zip(each.stakes, draws, strict=True):
            most[0] += stake.brings
            lost[0] += draw * stake.brings
        effects = each.effects()
        if effects is None:
            bend(each, lanes.numbers(total(draws, each)), bent_gross, bent_net)
            continue
        for at, kept in enumerate(each.kept(each.best)):
            most[at + 1] += kept
            lost[at + 1] += sum(draw * effect[at] for draw, effect in zip(draws, effects, strict=True))
    value, gross, net = (
        [whole - less for less in lanes.numbers(part)] for whole, part in zip(most, lost, strict=True)
    )
    return Trials(value, plus(gross, bent_gross), plus(net, bent_net))


def total(draws: Sequence[int], standing: Standing) -> int:
    """What an account loses in each trial."""
    return sum(draw * stake.swing for draw, stake in zip(draws, standing.stakes, strict=True))


def bend(standing: Standing, swings: Sequence[int], gross: list[int], net: list[int]) -> None:
    """Add what an account keeps in each trial, where losses and growth set each other off."""
    kept = {swing: standing.kept(standing.best - swing) for swing in set(swings)}
    gross[:] = [so_far + kept[swing][0] for so_far, swing in zip(gross, swings, strict=True)]
    net[:] = [so_far + kept[swing][1] for so_far, swing in zip(net, swings, strict=True)]


def plus(some: Sequence[int], others: Sequence[int]) -> list[int]:
    """The sums of two numbers for each trial."""
    return [one + other for one, other in zip(some, others, strict=True)]


def percentile(numbers: Sequence[int], part: Fraction) -> int:
    """The smallest number that at least a part of all does not pass."""
    ranked = sorted(numbers)
    return ranked[max(-(-part.numerator * len(ranked) // part.denominator) - 1, 0)]
