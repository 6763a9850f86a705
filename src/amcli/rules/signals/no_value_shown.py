"""no value shown: no QBR and no progress on a goal. No points up to 1 QBR interval, growing to full points
at 1.5. Only key and standard accounts that have QBRs.

Has data when there is a goal or a QBR.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Facts
from amcli.rules.model import Figure, Model, of_points
from amcli.rules.phrases import Words, code, days
from amcli.rules.signal import WANTED_TIERS, Signal, rising, settles


def value_applies(facts: Facts, today: dt.date, model: Model) -> bool:
    """Key and standard accounts with reviews."""
    return facts.tier in WANTED_TIERS and facts.qbr_days is not None


def value_known(facts: Facts, today: dt.date, model: Model) -> bool:
    return facts.has_goal or facts.qbr_on is not None


def value_days(facts: Facts, today: dt.date) -> int:
    """Days since the last review or progress of a goal; without any, since the later of the first
    day as a customer and the day the account was added."""
    shown = [on for on in (facts.qbr_on, facts.signs.value_on) if on is not None]
    start = max(shown, default=None) or max(facts.customer_since or facts.added_on, facts.added_on)
    return (today - start).days


def value_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """Nothing up to one review interval, full at one and a half."""
    if not value_known(facts, today, model):
        return None
    assert facts.qbr_days is not None
    figures, interval = model.figures, facts.qbr_days
    start, full = figures["value.after"] * interval, figures["value.until"] * interval
    return rising(value_days(facts, today), start, full, figures["points.no_value_shown"])


def value_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """No QBR and no progress for too long."""
    age = days(value_days(facts, today))
    step, command = "Book the QBR", f"am qbr brief {code(facts)}"
    if facts.qbr_on is not None:
        gap = days((today - facts.qbr_on).days)
        record = f"last QBR {short_day(facts.qbr_on, today)}"
        if facts.signs.value_on is not None:
            record += f", last progress {short_day(facts.signs.value_on, today)}"
        return Words(
            f"No QBR for {gap}, due every {facts.qbr_days}", f"No QBR for {gap}", record, (), step, command
        )
    if facts.signs.value_on is not None:
        record = f"last progress {short_day(facts.signs.value_on, today)}, no QBR yet"
    else:
        record = "a goal, but no progress and no QBR yet"
    return Words(f"No goal progress for {age}", f"No goal progress, {age}", record, (), step, command)


SIGNAL = Signal(
    "no_value_shown",
    "no value shown",
    most=of_points(10, "most points for no QBR and no goal progress"),
    figures={
        "value.after": Figure(
            1.0, 0, 50, "QBR intervals after which missing value takes points off", was="value.from"
        ),
        "value.until": Figure(
            1.5, 0, 50, "QBR intervals at which missing value has its full points", was="value.full"
        ),
    },
    rising=(("value.after", "value.until"),),
    applies=value_applies,
    cost=value_points,
    words=value_words,
    missing="no goal and no QBR on record",
    done=settles,
    rule="no QBR and no goal progress: points grow from {value.after:g} to {value.until:g} QBR intervals",
    guide="no QBR, no progress on a goal: from 1 to 1.5 QBR intervals; key and standard. Data: a goal or QBR",
    said_by=("qbr",),
    own_words=False,
)
