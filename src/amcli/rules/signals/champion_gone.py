"""champion left: the last champion or executive sponsor left within 365 days, and nobody succeeded them.

Has data when there is a contact.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Facts, Person
from amcli.rules.model import Model, of_points
from amcli.rules.phrases import Words, brief
from amcli.rules.signal import Signal, settles
from amcli.vocabulary import reference, words

CHAMPION_ROLES = ("champion", "executive_sponsor")
CHAMPION_DAYS = 365


def champion_known(facts: Facts, today: dt.date, model: Model) -> bool:
    return bool(facts.people)


def last_champion(facts: Facts, today: dt.date) -> Person | None:
    """The champion or sponsor who left last, when none is left and nobody follows; else None."""
    gone = []
    for person in facts.people:
        if person.role in CHAMPION_ROLES:
            if person.left_on is None or person.left_on > today:
                return None
            gone.append((person.left_on, person.id, person))
    if not gone:
        return None
    left_on, _, person = max(gone)
    recent = (today - left_on).days <= CHAMPION_DAYS
    return person if recent and person.successor_id is None else None


def champion_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    if not champion_known(facts, today, model):
        return None
    return model.figures["points.champion_gone"] if last_champion(facts, today) is not None else 0


def champion_words(facts: Facts, today: dt.date, model: Model) -> Words:
    person = last_champion(facts, today)
    assert person is not None
    assert person.left_on is not None
    assert person.role is not None
    who = "Champion" if person.role == "champion" else "Sponsor"
    return Words(
        f"{who} left {short_day(person.left_on, today)}, no successor",
        f"{who} left, no successor",
        f"{person.name}, {words(person.role)}",
        (reference("contact", person.id),),
        "Find the next champion",
        brief(facts),
    )


SIGNAL = Signal(
    "champion_gone",
    "champion left",
    most=of_points(25, "points when the last champion or sponsor left"),
    figures={},
    cost=champion_points,
    words=champion_words,
    missing="no contact on record",
    done=settles,
    rule="the last champion or sponsor left within 365 days, without a successor",
    guide="champion left: the last champion or executive sponsor left within 365 days, no successor",
    said_by=(),
    own_words=False,
)
