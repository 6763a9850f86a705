"""Why nothing can be said about a signal: what is not on record. Pure."""

import datetime as dt

from amcli.rules.facts import TALKS_WITH_PURPOSE, Facts
from amcli.rules.model import Model
from amcli.rules.score import Score
from amcli.rules.signals import SIGNALS, talks, work

NOT_COUNTED = frozenset(signal.name for signal in SIGNALS if not signal.counts_for_coverage)
WHY = {
    "quiet": "no touch yet, and in the book for less than one cadence",
    "champion_gone": "no contact on record",
    "escalation": "no issue on record, and no touch in a year",
    "promise_overdue": "no task on record, and no touch in a year",
    "usage_falling": "fewer than 2 figures of one metric in 120 days",
    "single_threaded": "no touch in 90 days names a contact",
    "unhappy": "no survey answer in 180 days, and no feel logged",
    "no_value_shown": "no goal and no QBR on record",
    "payment_late": "no issue on record, and no touch in a year",
}


def unknown(facts: Facts, found: Score, today: dt.date, model: Model) -> list[tuple[str, str]]:
    """The signals that count for coverage and have nothing to go by, each with what is missing."""
    names = [name for name in found.unknown if name not in NOT_COUNTED]
    return [(name, why(name, facts, today, model)) for name in names]


def why(name: str, facts: Facts, today: dt.date, model: Model) -> str:
    """What a signal would need."""
    if name == "only_selling":
        _, known = talks.selling_share(facts)
        touches = len(facts.purposes)
        said = (
            f"{known} of the last {touches} touches"
            if touches > 1
            else f"{known} touch{'' if known else 'es'}"
        )
        have = "has" if known == 1 else "have"
        return f"{said} {have} a purpose ({TALKS_WITH_PURPOSE} needed)"
    if name == "ghosted":
        known = len(facts.directions) - facts.directions.count("-")
        return f"{known} of the last touches with a direction ({talks.UNANSWERED} needed)"
    if name == "handoff_gap":
        start = work.handed_over_on(facts, today)
        assert start is not None
        return f"day {(today - start).days}; a handoff note is due from day {model.whole('handoff.from')}"
    return WHY[name]
