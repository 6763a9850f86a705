"""falling usage: the average of the last 30 days against the 90 days before. Points grow from 20% lower to
50% lower. All points, too, if less than 50% of what they bought is in use. The worst metric counts.

Has data when a metric has 2 values within those 120 days.
"""

import datetime as dt

from amcli.rules.facts import Facts, Usage
from amcli.rules.model import Figure, Model, of_points
from amcli.rules.phrases import Words, brief, code, figure, fitting
from amcli.rules.signal import Signal, rising, settles

USAGE_VALUES = 2


def drop(usage: Usage) -> float | None:
    """How far the last 30 days lie below the 90 before, as a share; None where it cannot be said."""
    if usage.recent is None or usage.before is None or usage.before <= 0:
        return None
    return 1 - usage.recent / usage.before


def is_low(usage: Usage, model: Model) -> bool:
    """Whether under half of what was bought is in use."""
    return usage.value < model.figures["usage.minimum"] * (usage.entitlement or 0)


def metric_points(usage: Usage, model: Model) -> float:
    """From a drop of 20 % to one of 50 %; all of it under half of the entitlement."""
    most = model.figures["points.usage_falling"]
    if is_low(usage, model):
        return most
    return rising(drop(usage) or 0, model.figures["usage.after"], model.figures["usage.until"], most)


def worst_usage(facts: Facts, model: Model) -> Usage | None:
    """The metric that costs most; of equals by name."""
    known = [each for each in facts.signs.usage if each.values >= USAGE_VALUES]
    if len(known) == 1:
        return known[0]
    return min(known, key=lambda each: (-metric_points(each, model), each.metric), default=None)


def usage_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The points of the worst metric."""
    worst = worst_usage(facts, model)
    return None if worst is None else metric_points(worst, model)


def usage_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """Less use than before, or too little of what was bought."""
    usage = worst_usage(facts, model)
    assert usage is not None
    if is_low(usage, model):
        assert usage.entitlement is not None
        text = f"{figure(usage.value)} of {figure(usage.entitlement)} {usage.metric} in use"
        record = f"under {model.figures['usage.minimum']:.0%} of what was bought"
        short = fitting(text, f"Under {model.figures['usage.minimum']:.0%} in use")
        return Words(text, short, record, (), "Plan the rollout", f"am goal add {code(facts)}")
    fallen = drop(usage)
    assert fallen is not None
    assert usage.recent is not None
    assert usage.before is not None
    short = f"Usage down {round(100 * fallen)}%"
    recent, before = figure(usage.recent, 3), figure(usage.before, 3)
    record = f"{usage.metric}: {recent} on average, {before} in the 90 days before"
    return Words(f"{short} in 30 days", short, record, (), "Ask what changed", brief(facts))


SIGNAL = Signal(
    "usage_falling",
    "falling usage",
    most=of_points(15, "most points for falling or low usage"),
    figures={
        "usage.after": Figure(
            0.2, 0, 1, "drop of usage from which it takes points off (0.2 is 20%)", was="usage.from"
        ),
        "usage.until": Figure(0.5, 0, 1, "drop of usage at which it has its full points", was="usage.full"),
        "usage.minimum": Figure(
            0.5, 0, 1, "share of what was bought below which usage has its full points", was="usage.least"
        ),
    },
    rising=(("usage.after", "usage.until"),),
    cost=usage_points,
    words=usage_words,
    missing="fewer than 2 figures of one metric in 120 days",
    done=settles,
    rule="the last 30 days {usage.after:.0%} to {usage.until:.0%} below the 90 before, or under"
    " {usage.minimum:.0%} of what was bought",
    guide="average of 30 days against the 90 before: from 20% lower to 50% lower; or under 50% of what they"
    " bought in use. Data: 2 values in those days",
    said_by=(),
    own_words=False,
)
