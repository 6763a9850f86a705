"""The rule of each signal in one line, with the figures in force. Pure."""

from typing import Literal, NamedTuple

from amcli.rules.model import Model
from amcli.rules.score import Score
from amcli.rules.signals import SIGNALS

State = Literal["points", "none", "unknown", "not_applicable"]
RULES = {
    "quiet": "no points up to {quiet.from:g} cadence without a touch, growing to full points at"
    " {quiet.full:g}",
    "champion_gone": "the last champion or sponsor left within 365 days, without a successor",
    "renewal_uncommitted": "stage below verbal in the last {renewal.days} days (or half the term) before"
    " the deadline, or past it",
    "escalation": "critical or high and past its target ({issue.critical}, {issue.high} days) or"
    " escalated: all; medium or low and past it ({issue.medium}, {issue.low}): {issue.late}; other open"
    " issues: {issue.open}",
    "promise_overdue": "{promise.each} for each promise you are late with, {promise.old} after"
    " {promise.old_days} days",
    "usage_falling": "the last 30 days {usage.from:.0%} to {usage.full:.0%} below the 90 before, or under"
    " {usage.least:.0%} of what was bought",
    "single_threaded": "fewer people in touches of 90 days than needed: {people.key} (key),"
    " {people.standard} (standard)",
    "unhappy": "NPS to 6, CSAT to 2 of 5, or two conversations that went badly: {unhappy.answered}; all"
    " after {unhappy.days} days without a touch",
    "only_selling": "{selling.share:.0%} of recent touches about the deal, or all of a year's within"
    " {selling.days} days of an end date",
    "no_value_shown": "no QBR and no goal progress: points grow from {value.from:g} to {value.full:g} QBR"
    " intervals",
    "ghosted": "the last three messages or attempts were yours, the first over {ghosted.days} days ago",
    "handoff_gap": "from day {handoff.from} with a new owner or customer: no complete handoff note, or no"
    " touch since",
    "payment_late": "a billing issue open for over {payment.days} days",
    "bad_news": "bad news, counting less each day for {news.days} days",
    "record_gaps": "no champion {gaps.champion}, no goal {gaps.goal}, nobody named in 4 touches"
    " {gaps.people}, ended contract not recorded {gaps.outcome}",
}


class Stated(NamedTuple):
    """A signal with its points, the most it can take off, and its rule. `state`: `points`, `none`,
    `unknown` (nothing on record to go by) or `not_applicable`."""

    signal: str
    state: State
    points: int
    most: int
    rule: str


def rule(name: str, model: Model) -> str:
    """The rule of a signal in words."""
    text = RULES[name]
    for figure, value in model.figures.items():
        text = text.replace(f"{{{figure}}}", f"{value:g}")
        text = text.replace(f"{{{figure}:g}}", f"{value:g}").replace(f"{{{figure}:.0%}}", f"{value:.0%}")
    return text


def every_signal(found: Score, model: Model) -> list[Stated]:
    """All signals in the order of their table, with what each came to."""
    points = {line.signal: line.points for line in found.lines}
    stated = []
    for signal in SIGNALS:
        name = signal.name
        state: State = "not_applicable"
        if name in points:
            state = "points"
        elif name in found.silent:
            state = "none"
        elif name in found.unknown:
            state = "unknown"
        most = model.whole(f"points.{name}")
        stated.append(Stated(name, state, points.get(name, 0), most, rule(name, model)))
    return stated
