"""only about the deal: of the last six touches with a purpose, 70% or more were commercial. Or there were
four touches or more within 365 days, all of them in the 90 days before an end.

Has data when four of the last six touches have a purpose.
"""

import datetime as dt

from amcli.rules.facts import TALKS_WITH_PURPOSE, Facts
from amcli.rules.model import Figure, Model, of_days, of_points
from amcli.rules.phrases import Words, code
from amcli.rules.signal import Signal, settles

COMMERCIAL = "c"


def selling_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """Four of the last six touches have a purpose."""
    purposes = facts.purposes
    return len(purposes) - purposes.count("-") >= TALKS_WITH_PURPOSE


def selling_share(facts: Facts) -> tuple[int, int]:
    """How many of the last six touches were commercial, of how many with a purpose."""
    purposes = facts.purposes
    return purposes.count(COMMERCIAL), len(purposes) - purposes.count("-")


def mostly_commercial(facts: Facts, model: Model) -> bool:
    """Whether 70 % or more of the talk was commercial."""
    commercial, known = selling_share(facts)
    return commercial >= model.figures["selling.share"] * known - 1e-9


def selling_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing: mostly commercial talk, or talk only shortly before an end date."""
    if not selling_known(facts, today, model):
        return None
    only = mostly_commercial(facts, model) or facts.signs.spoke_before_end
    return model.figures["points.only_selling"] if only else 0


def selling_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """Nothing but the deal, or touches only before an end date."""
    commercial, known = selling_share(facts)
    step, command = "Bring something useful", f"am qbr brief {code(facts)}"
    if mostly_commercial(facts, model):
        text = f"{commercial} of last {known} touches about the deal"
        record = f"the last {len(facts.purposes)} touches"
        return Words(text, f"{commercial} of {known} about the deal", record, (), step, command)
    record = f"every touch in 12 months was within {model.whole('selling.days')} days of an end date"
    text, short = "In touch only before renewals", "In touch only at renewal"
    return Words(text, short, record, (), step, command)


def selling_missing(facts: Facts, today: dt.date, model: Model) -> str:
    """How many touches have a purpose."""
    _, known = selling_share(facts)
    touches = len(facts.purposes)
    said = (
        f"{known} of the last {touches} touches" if touches > 1 else f"{known} touch{'' if known else 'es'}"
    )
    have = "has" if known == 1 else "have"
    return f"{said} {have} a purpose ({TALKS_WITH_PURPOSE} needed)"


SIGNAL = Signal(
    "only_selling",
    "only about the deal",
    most=of_points(12, "points for touches that are only about the deal"),
    figures={
        "selling.share": Figure(0.7, 0, 1, "share of touches about the deal that is too much"),
        "selling.days": of_days(90, "days before an end date in which touches alone are too few"),
    },
    cost=selling_points,
    words=selling_words,
    missing=selling_missing,
    done=settles,
    rule="{selling.share:.0%} of recent touches about the deal, or all of a year's within {selling.days} days"
    " of an end date",
    guide="only about the deal: 70% of the last six touches with a purpose were commercial; or all 4 and more"
    " of a year came within 90 days before an end",
    said_by=(),
    own_words=False,
)
