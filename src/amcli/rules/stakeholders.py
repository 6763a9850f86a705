"""Gaps in the map of people at a customer: who is missing, and whether it hangs on too few. Pure.

A gap is a fact about the record, named so that a person can mend it; what it costs is the score's
business.
"""

from amcli.rules.dates import short_day
from amcli.rules.picture import Gap, Person, Picture

DECIDERS = ("economic_buyer", "decision_maker")
WEIGHTY = ("champion", "executive_sponsor", *DECIDERS)


def with_role(people: list[Person], *roles: str) -> list[Person]:
    return [person for person in people if person.role in roles]


def gaps(picture: Picture) -> tuple[Gap, ...]:
    """What is missing among the people who are still there, the heaviest first."""
    there = picture.present()
    if not there:
        return (Gap("nobody", "nobody on record"),)
    found = []
    if not with_role(there, "champion"):
        found.append(Gap("champion", champion_gap(picture)))
    if not with_role(there, "executive_sponsor"):
        found.append(Gap("executive_sponsor", "no executive sponsor"))
    if not with_role(there, *DECIDERS):
        found.append(Gap("decider", "no decision maker"))
    few = [each.text for each in picture.health.reasons if each.signal == "single_threaded"]
    if few:
        found.append(Gap("single_threaded", few[0]))
    elif len(there) == 1:
        found.append(Gap("single_threaded", "only one person on record"))
    return tuple(found)


def champion_gap(picture: Picture) -> str:
    """`no champion`, or since when there is none."""
    gone = [(each.left_on, each.name) for each in left(picture) if each.role == "champion"]
    if not gone:
        return "no champion"
    on, name = max((day, name) for day, name in gone if day is not None)
    return f"no champion since {name} left {short_day(on, picture.date)}"


def left(picture: Picture) -> list[Person]:
    return [each for each in picture.people if each.left_on is not None and each.left_on <= picture.date]
