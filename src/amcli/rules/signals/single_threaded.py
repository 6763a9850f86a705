"""single-threaded: people in touches of the last 90 days. Key accounts need 3: 6 points for each one
missing. Standard accounts need 2: all points with one. Light accounts are left out.

Has data when a touch within 90 days names a contact.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Facts, Person
from amcli.rules.model import Figure, Model, of_points
from amcli.rules.phrases import Words, code, handle
from amcli.rules.signal import WANTED_TIERS, Signal
from amcli.rules.signals.champion_gone import CHAMPION_ROLES
from amcli.vocabulary import reference


def spoken_to(facts: Facts) -> list[Person]:
    """Everyone who took part in a touch within 90 days, the latest first."""
    spoken = [person for person in facts.people if person.last_on is not None]
    return sorted(spoken, key=lambda person: (person.last_on, person.id), reverse=True)


def single_applies(facts: Facts, today: dt.date, model: Model) -> bool:
    return facts.tier in WANTED_TIERS


def single_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All of it with one person; else 6 for each that is missing (key: 3 wanted, standard: 2). Nothing
    to go by without a touch within 90 days that names somebody."""
    people = sum(person.last_on is not None for person in facts.people)
    if not people:
        return None
    missing = model.whole(f"people.{facts.tier}") - people
    most = model.figures["points.single_threaded"]
    if missing <= 0:
        return 0
    return most if people == 1 else min(most, missing * model.figures["people.each"])


def single_words(facts: Facts, today: dt.date, model: Model) -> Words:
    spoken = spoken_to(facts)
    wanted = model.whole(f"people.{facts.tier}")
    people = "1 person" if len(spoken) == 1 else f"{len(spoken)} people"
    record = ", ".join(f"{p.name} {short_day(p.last_on, today)}" for p in spoken if p.last_on is not None)
    others = [person for person in facts.present(today) if person.last_on is None]
    others.sort(key=lambda p: (p.role not in ("economic_buyer", "decision_maker", *CHAMPION_ROLES), p.id))
    if others:
        step = f"Reach {others[0].name}"
        command = f"am log {code(facts)} -w {handle(facts, others[0], today)}"
    else:
        step, command = "Find another contact", f"am contact add {code(facts)}"
    refs = tuple(reference("contact", person.id) for person in spoken)
    text, short = f"Spoke to {people} in 90 days, need {wanted}", f"Spoke to {people}, need {wanted}"
    return Words(text, short, record, refs, step, command)


def one_more_reached(facts: Facts, today: dt.date, model: Model) -> Facts:
    """One person more is spoken to; where there is nobody else, they must be found first."""
    others = [person for person in facts.present(today) if person.last_on is None]
    if not others:
        return facts
    people = tuple(each._replace(last_on=today) if each.id == others[0].id else each for each in facts.people)
    return facts._replace(people=people)


SIGNAL = Signal(
    "single_threaded",
    "single-threaded",
    most=of_points(12, "most points for being in touch with too few people"),
    figures={
        "people.key": Figure(3, 1, 20, "people to be in touch with at a key account in 90 days"),
        "people.standard": Figure(2, 1, 20, "people to be in touch with at a standard account in 90 days"),
        "people.each": of_points(6, "points for each person missing, if you were in touch with at least one"),
    },
    applies=single_applies,
    cost=single_points,
    words=single_words,
    missing="no touch in 90 days names a contact",
    done=one_more_reached,
    rule="fewer people in touches of 90 days than needed: {people.key} (key), {people.standard} (standard)",
    guide="people in touches of 90 days. Key accounts need 3: 6 for each missing; standard 2: all with one",
    said_by=(),
    own_words=False,
)
