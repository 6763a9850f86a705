"""Signals that come from talking, or from not talking: quiet, too few people, bad answers, only
selling, messages without an answer. Pure: facts and a day in, points out."""

import datetime as dt

from amcli.rules.facts import TALKS_WITH_PURPOSE, Answer, Facts, Person
from amcli.rules.model import Model

COMMERCIAL = "c"
UNANSWERED = 3
WANTED_TIERS = ("key", "standard")


def touched_within(facts: Facts, today: dt.date, days: int) -> bool:
    """Whether there was a touch in the last so many days."""
    return facts.touch_on is not None and (today - facts.touch_on).days <= days


def rising(value: float, start: float, full: float, most: float) -> float:
    """Nothing up to `start`, `most` from `full`, linear between; one division keeps halves exact."""
    if value <= start:
        return 0
    return most if value >= full else most * (value - start) / (full - start)


# quiet


def quiet_days(facts: Facts, today: dt.date) -> int:
    """Days since the later of the last touch and the day the account was added."""
    start = max(facts.touch_on, facts.added_on) if facts.touch_on else facts.added_on
    return (today - start).days


def quiet_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """A touch, or on record for more than a cadence."""
    return facts.touch_on is not None or (today - facts.added_on).days > facts.cadence_days


def quiet_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """Nothing up to one cadence, full at two."""
    if not quiet_known(facts, today, model):
        return None
    figures, cadence = model.figures, facts.cadence_days
    start, full = figures["quiet.from"] * cadence, figures["quiet.full"] * cadence
    return rising(quiet_days(facts, today), start, full, figures["points.quiet"])


# single_threaded


def spoken_to(facts: Facts) -> list[Person]:
    """Everyone who took part in a touch within 90 days, the latest first."""
    spoken = [person for person in facts.people if person.last_on is not None]
    return sorted(spoken, key=lambda person: (person.last_on, person.id), reverse=True)


def single_applies(facts: Facts, today: dt.date, model: Model) -> bool:
    """Key and standard accounts."""
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


# unhappy


def is_low(answer: Answer) -> bool:
    """NPS of 6 or less of 10, CSAT of 2 or less of 5; an effort score says nothing here."""
    if answer.kind == "nps":
        return answer.score * 10 <= 6 * answer.scale_max
    return answer.kind == "csat" and answer.score * 5 <= 2 * answer.scale_max


def is_answered(facts: Facts, answer: Answer) -> bool:
    """Whether a touch came on its day or after it."""
    return facts.touch_on is not None and facts.touch_on >= answer.on


def felt_bad(facts: Facts) -> bool:
    """Whether the last two touches felt bad."""
    return facts.feels[:2] == "bb"


def unhappy_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """A survey within 180 days, or a feel."""
    return bool(facts.signs.answers) or facts.feel_on is not None


def complaints(facts: Facts, today: dt.date) -> list[tuple[dt.date, bool, Answer | None]]:
    """What was bad: its day, whether a touch followed, and the answer (None for two bad talks); the
    one that waits longest first, those a touch followed last."""
    answers = sorted(facts.signs.answers, key=lambda answer: answer.id)
    if not facts.signs.answers and not felt_bad(facts):
        return []
    low = [(each.on, is_answered(facts, each), each) for each in answers if is_low(each)]
    found: list[tuple[dt.date, bool, Answer | None]] = [*low]
    if felt_bad(facts) and facts.touch_on is not None:
        found.append((facts.touch_on, False, None))
    return sorted(found, key=lambda each: (each[1], each[0]))


def unhappy_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """6 for a bad answer or two bad talks; 12 when no touch has followed and 2 days are over."""
    if not unhappy_known(facts, today, model):
        return None
    bad = complaints(facts, today)
    if not bad:
        return 0
    patience = model.whole("unhappy.days")
    waiting = any(not followed and (today - on).days > patience for on, followed, _ in bad)
    most = model.figures["points.unhappy"]
    return most if waiting else min(most, model.figures["unhappy.answered"])


# only_selling


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
    return known > 0 and commercial >= model.figures["selling.share"] * known - 1e-9


def selling_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing: mostly commercial talk, or talk only shortly before an end date."""
    if not selling_known(facts, today, model):
        return None
    only = mostly_commercial(facts, model) or facts.signs.spoke_before_end
    return model.figures["points.only_selling"] if only else 0


# ghosted


def ghosted_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """Three contacts with a direction; an attempt went out by itself."""
    directions = facts.directions
    return bool(facts.signs.unanswered) or len(directions) - directions.count("-") >= UNANSWERED


def ghosted_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing: the last three contacts went out, the first of them over 14 days ago."""
    if not ghosted_known(facts, today, model):
        return None
    sent = facts.signs.unanswered
    old = bool(sent) and (today - sent[0].on).days > model.figures["ghosted.days"]
    return model.figures["points.ghosted"] if old else 0
