"""many issues: issues opened within 90 days, resolved ones too, by severity (critical 8, high 4, medium 2,
low 1), against the median of your accounts. Or 3 issues and more of the last 30 days against a month of the
90 before. Points grow from 1.5 times as many to 3 times; the higher of both counts. A median or a month below
2 counts as 2.

Has data when there are 3 issues within 180 days.
"""

import datetime as dt

from amcli import jsontext
from amcli.rules.facts import LEAST_LOAD, Facts, Load
from amcli.rules.model import Figure, Model, of_points
from amcli.rules.phrases import Words, code, figure, fitting
from amcli.rules.signal import Signal, rising, settles
from amcli.vocabulary import reference

ISSUES = 3  # needed to judge by; and in the last 30 days to speak of a rise
MONTHS = 3  # in the 90 days that the last 30 are compared with


def known_load(facts: Facts) -> Load | None:
    """What the customer opened lately, where that is enough to judge by."""
    load = facts.signs.load
    return load if load is not None and load.issues >= ISSUES else None


def against_others(load: Load) -> float:
    """How many times the usual load of an account it is."""
    return load.weight / load.usual


def against_before(load: Load) -> float:
    """How many times the load of a month before the last 30 days are; 0 for a few issues."""
    if load.fresh < ISSUES:
        return 0
    return load.recent / max(LEAST_LOAD, load.before / MONTHS)


def load_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The higher of both ratios counts."""
    load = known_load(facts)
    if load is None:
        return None
    times = max(against_others(load), against_before(load))
    most = model.figures["points.support_load"]
    return rising(times, model.figures["load.after"], model.figures["load.until"], most)


def load_words(facts: Facts, today: dt.date, model: Model) -> Words:
    load = known_load(facts)
    assert load is not None
    refs = tuple(reference("issue", row) for row in sorted(jsontext.loads(f"[{load.ids}]")))
    text, short, record = high_words(load) if against_others(load) >= against_before(load) else risen(load)
    return Words(text, short, record, refs, "Go through them together", f"am issue list {code(facts)} --all")


def high_words(load: Load) -> tuple[str, str, str]:
    """More than other accounts have."""
    count, times = len(jsontext.loads(f"[{load.ids}]")), f"{figure(against_others(load), 2)}x the usual"
    record = f"{load.weight} by severity, the median of your accounts is {figure(load.usual, 2)}"
    return f"{count} issues in 90 days, {times}", fitting(f"{count} issues, {times}", times), record


def risen(load: Load) -> tuple[str, str, str]:
    """More than before."""
    often, times = f"{load.fresh} issues in 30 days", figure(against_before(load), 2)
    record = f"{load.recent} by severity, {figure(load.before / MONTHS, 2)} a month in the 90 days before"
    return f"{often}, up {times}x", fitting(f"{often}, up {times}x", often), record


SIGNAL = Signal(
    "support_load",
    "many issues",
    most=of_points(10, "most points for many issues"),
    figures={
        "load.after": Figure(
            1.5, 0, 50, "times as many issues as usual from which they take points off", was="load.from"
        ),
        "load.until": Figure(
            3.0, 0, 50, "times as many issues as usual at which they have their full points", was="load.full"
        ),
    },
    rising=(("load.after", "load.until"),),
    cost=load_points,
    words=load_words,
    missing="fewer than 3 issues in 180 days",
    done=settles,
    rule="issues of 90 days by severity against the median of your accounts, or of 30 days against a month"
    " of the 90 before: {load.after:g} to {load.until:g} times as many",
    guide="issues of 90 days by severity, resolved ones too: from 1.5 to 3 times the median of your accounts,"
    " or the last 30 days against a month of the 90 before. Data: 3 issues in 180 days",
    said_by=(),
    own_words=False,
)
