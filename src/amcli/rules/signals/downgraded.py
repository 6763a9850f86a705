"""downgraded: an amendment or a renewal reduced the annual value. Full points for 180 days, shrinking to none
at 365. What begins at one account on the same day is added up. The last downgrade counts.

Has data when there is a contract; without one the signal doesn't apply.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Downgrade, Facts
from amcli.rules.formatting import money
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, brief, fitting
from amcli.rules.signal import Signal, unsettled
from amcli.vocabulary import reference


def has_contract(facts: Facts, today: dt.date, model: Model) -> bool:
    """A contract that began, whatever became of it."""
    return facts.runs is not None


def last_downgrade(facts: Facts) -> Downgrade | None:
    """The newest one, which costs most; of a day the one of the later contract."""
    return max(facts.signs.downgrades, key=lambda each: (each.on, each.contract), default=None)


def downgrade_points(facts: Facts, today: dt.date, model: Model) -> float:
    """All of them at first; from then on less each day, as of a year without the half."""
    last = last_downgrade(facts)
    if last is None:
        return 0
    full, over = model.figures["downgrade.until"], model.figures["downgrade.to"]
    left = min(over - full, over - (today - last.on).days)
    return model.figures["points.downgraded"] * max(0, left) / (over - full)


def downgrade_words(facts: Facts, today: dt.date, model: Model) -> Words:
    last = last_downgrade(facts)
    assert last is not None
    less = f"{last.currency} {money(last.less, last.currency)}"
    text = f"Downgraded by {less} on {short_day(last.on, today)}"
    record = f"{less} a year less, by {'renewal' if last.renewed else 'amendment'}"
    refs = (reference("contract", last.contract),)
    short = fitting(text, f"Downgraded by {less}")
    return Words(text, short, record, refs, "Ask what they no longer need", brief(facts))


SIGNAL = Signal(
    "downgraded",
    "downgraded",
    most=of_points(8, "most points for a downgrade"),
    figures={
        "downgrade.until": of_days(
            180, "days for which a downgrade has its full points", was="downgrade.full"
        ),
        "downgrade.to": of_days(365, "days after which a downgrade no longer counts"),
    },
    rising=(("downgrade.until", "downgrade.to"),),
    applies=has_contract,
    cost=downgrade_points,
    words=downgrade_words,
    missing="no contract on record",
    done=unsettled,
    rule="an amendment or a renewal for less: all for {downgrade.until} days, none from {downgrade.to}",
    guide="an amendment or a renewal for less: full for 180 days, shrinking to none at 365. Data: a contract",
    said_by=(),
    own_words=False,
)
