"""missing records: missing from your records, never the customer's fault. No champion 5, no goal 3, nobody
named in the last four touches 3, an ended contract not recorded after the grace period 5. Only active
accounts on record for over 30 days.

Has data always.
"""

import datetime as dt

from amcli.rules import renewals
from amcli.rules.facts import Facts, Person
from amcli.rules.model import Model, of_points
from amcli.rules.phrases import Words, code
from amcli.rules.signal import Signal
from amcli.rules.signals.champion_gone import CHAMPION_DAYS, CHAMPION_ROLES
from amcli.vocabulary import reference

RECORD_DAYS = 30
RECENT_TOUCHES = 4
GAP_WORDS = {
    "champion": "no champion",
    "goal": "no goal",
    "people": "nobody named in 4 touches",
    "outcome": "ended contract not recorded",
}


def gaps_apply(facts: Facts, today: dt.date, model: Model) -> bool:
    """Active accounts that are on record for over 30 days."""
    return facts.status == "active" and (today - facts.added_on).days > RECORD_DAYS


def is_champion(person: Person, today: dt.date) -> bool:
    """Whether a champion or sponsor is still there, or was within a year: after that there is none."""
    return person.left_on is None or (today - person.left_on).days <= CHAMPION_DAYS


def gaps(facts: Facts, today: dt.date, model: Model) -> list[tuple[str, int]]:
    """What is missing in my own records, with the points of each."""
    found = []
    if not any(is_champion(person, today) for person in facts.people if person.role in CHAMPION_ROLES):
        found.append("champion")
    if not facts.has_goal:
        found.append("goal")
    if not facts.named and len(facts.purposes) >= RECENT_TOUCHES:
        found.append("people")
    grace = model.grace
    if any(renewals.overlong(contract, today, grace) for contract in facts.contracts):
        found.append("outcome")
    return [(name, model.whole(f"gaps.{name}")) for name in found]


def gap_points(facts: Facts, today: dt.date, model: Model) -> float:
    """10 in all."""
    found = gaps(facts, today, model)
    missing = sum(points for _, points in found) if found else 0
    return min(model.figures["points.record_gaps"], missing)


def gap_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """What is missing from your records; never the customer's fault."""
    missing = [name for name, _ in gaps(facts, today, model)]
    first = missing[0]
    ended = [c for c in facts.contracts if renewals.overlong(c, today, model.grace)]
    ended.sort(key=lambda contract: (renewals.recorded_end(contract), contract.id))
    refs = tuple(reference("contract", contract.id) for contract in ended)
    answers = [renewals.outcome_step(contract) for contract in ended]
    record = "missing from your records"
    if len(missing) > 1:
        record += f": {', '.join(GAP_WORDS[name] for name in missing)}"
    return Words(gaps_said(missing), gap_said(first), record, refs, *gap_step(facts, first, answers, today))


def gap_said(gap: str) -> str:
    return GAP_WORDS[gap].capitalize() + (" recorded" if gap in ("champion", "goal") else "")


def gaps_said(missing: list[str]) -> str:
    """The gaps as a sentence: those that have a short name by it, the others by their number."""
    both = missing[:2] == ["champion", "goal"]
    said, more = (
        ("No champion or goal recorded", missing[2:]) if both else (gap_said(missing[0]), missing[1:])
    )
    return f"{said}, {len(more)} more" if more else said


def gap_step(facts: Facts, gap: str, ended: list[tuple[str, str]], today: dt.date) -> tuple[str, str]:
    """What fills a gap; `ended` are the answers to contracts that ended."""
    if gap == "outcome":
        return ended[0]
    if gap == "champion":
        person = facts.to_call(today)
        if person is None:
            return "Find someone to call", f"am contact add {code(facts)}"
        return "Name a champion", f"am contact edit {reference('contact', person.id)} --role champion"
    if gap == "goal":
        return "Agree on a goal", f"am goal add {code(facts)}"
    return "Add who was there", f"am timeline {code(facts)}"


def first_filled(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The first gap is filled; a champion must be on record as a person first."""
    first = gaps(facts, today, model)[0][0]
    if first == "goal":
        return facts._replace(has_goal=True)
    if first == "people":
        return facts._replace(named=True)
    if first == "outcome":
        ended = [each for each in facts.contracts if renewals.overlong(each, today, model.grace)]
        return facts._replace(contracts=tuple(each for each in facts.contracts if each is not ended[0]))
    person = facts.to_call(today)
    if person is None:
        return facts
    people = (each._replace(role="champion") if each is person else each for each in facts.people)
    return facts._replace(people=tuple(people))


SIGNAL = Signal(
    "record_gaps",
    "missing records",
    most=of_points(10, "most points for what is missing from your records"),
    figures={
        "gaps.champion": of_points(5, "points for no champion on record"),
        "gaps.goal": of_points(3, "points for no goal on record"),
        "gaps.people": of_points(3, "points for four touches without a name"),
        "gaps.outcome": of_points(5, "points for an ended contract not recorded as renewed or lost"),
    },
    applies=gaps_apply,
    counts_as_seen=False,
    cost=gap_points,
    words=gap_words,
    missing="on record for 30 days or less",
    done=first_filled,
    rule="no champion {gaps.champion}, no goal {gaps.goal}, nobody named in 4 touches {gaps.people}, ended"
    " contract not recorded {gaps.outcome}",
    guide="missing records, never the customer's fault: no champion 5, no goal 3, nobody named in 4"
    " touches 3, an ended contract not recorded 5",
    said_by=("ended",),
    own_words=False,
)
