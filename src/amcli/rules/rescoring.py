"""The score that an account would have had with other points: what was measured of it on a day, and the same
arithmetic with other weights. Pure; held against `score.assess` by a test.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from amcli.hints import NamedTuple
from amcli.rules.facts import Facts
from amcli.rules.figures import DEFAULT
from amcli.rules.model import Model
from amcli.rules.score import half_up, pressing, pulse, raised_by, settled_score, unseen
from amcli.rules.signals import BY_NAME, SIGNAL_NAMES, SIGNALS
from amcli.rules.signals.escalation import is_dangerous

AT = {name: at for at, name in enumerate(SIGNAL_NAMES)}
RENEWAL, ISSUE = AT["renewal_uncommitted"], AT["escalation"]
CHAMPION, SINGLE = AT["champion_gone"], AT["single_threaded"]
MEASURED = tuple(
    (at, each.name, each.cost, each.applies, each.counts_as_seen) for at, each in enumerate(SIGNALS)
)


class Measured(NamedTuple):
    """What a score is made of, whatever the points: of each signal the share of its most points, by place;
    the places of those that can be seen at all, and of those that could be; whether a deadline presses or an
    issue is dangerous, where its signal has points; how it felt."""

    shares: tuple[float, ...]
    seen: tuple[int, ...]
    possible: tuple[int, ...]
    presses: bool
    endangered: bool
    felt: str | None


def parts_of(signal: str) -> list[str]:
    """The figures that are points of a part of a signal (`unhappy.answered`)."""
    return [name for name, figure in BY_NAME[signal].figures.items() if figure.points]


def measuring(model: Model) -> Model:
    """Figures to measure by: those in force, and the defaults of signals that are switched off."""
    figures = dict(model.figures)
    for signal in SIGNAL_NAMES:
        if not model.weights[signal]:
            figures.update({name: DEFAULT.figures[name] for name in (f"points.{signal}", *parts_of(signal))})
    return Model(figures, model.grace)


def measured(facts: Facts, today: dt.date, model: Model) -> Measured:
    """What is measured of an account on a day, with figures to measure by."""
    shares = [0.0] * len(MEASURED)
    seen: list[int] = []
    possible: list[int] = []
    for at, name, cost_of, applies, counts in MEASURED:
        if applies is None or applies(facts, today, model):
            cost = cost_of(facts, today, model)
            shares[at] = (cost or 0) / model.weights[name]
            possible += [at] * counts
            seen += [at] * (counts and cost is not None)
    return Measured(
        tuple(shares),
        tuple(seen),
        tuple(possible),
        pressing(facts, today, model) is not None,
        any(is_dangerous(each, today, model) for each in facts.signs.issues),
        pulse(facts, today, model) if facts.pulse_on or facts.feel_on else None,
    )


def rescored(found: Measured, weights: Sequence[int], model: Model) -> int:
    """The score with other points, those of each signal by place."""
    points = [
        half_up(share * weight) if share else 0 for share, weight in zip(found.shares, weights, strict=True)
    ]
    capped = bool(
        (found.presses and points[RENEWAL])
        or (found.endangered and points[ISSUE])
        or (points[CHAMPION] and points[SINGLE])
    )
    seen, possible = (sum([weights[at] for at in places]) for places in (found.seen, found.possible))
    dark = unseen(dict(zip(SIGNAL_NAMES, points, strict=True)), raised_by(seen, possible, model))
    return settled_score(sum(points), dark, capped, found.felt, model)[0]


def figures_with(points: Mapping[str, int], model: Model) -> dict[str, int]:
    """The figures that differ from those in force once signals have other points: their own, and the points
    of their parts in proportion."""
    by = measuring(model)
    found: dict[str, int] = {}
    for signal, most in points.items():
        found[f"points.{signal}"] = most
        for name in parts_of(signal):
            found[name] = half_up(by.figures[name] * most / by.weights[signal])
    return {name: value for name, value in found.items() if value != model.figures[name]}
