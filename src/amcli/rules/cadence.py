"""Check-ins and reviews: when an account should hear from us again.

A touch resets the clock from the day of the touch. Pure: days in, days and states out.
"""

import datetime as dt

from amcli.hints import NamedTuple
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Departure, Facts, Person
from amcli.vocabulary import words

ORDER = {"overdue": 0, "due": 1, "coming": 2, "booked": 3, "snoozed": 4, "ok": 5}


class Checkin(NamedTuple):
    """Where an account stands: when its next check-in is due and what state that makes. In a book without
    any touch within 365 days none is due."""

    due_on: dt.date | None
    days_overdue: int
    state: str


def due_on(facts: Facts) -> dt.date | None:
    """The day of the last touch, else since when a customer, else when added; plus the cadence. None in a
    book without any touch within a year."""
    if facts.silent:
        return None
    start = facts.touch_on or facts.customer_since or facts.added_on
    return later(start, facts.cadence_days)


def later(day: dt.date, days: int) -> dt.date:
    """A day some days later, at most the last day there is."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def checkin(facts: Facts, today: dt.date, within_until: dt.date) -> Checkin:
    """The state of an account's check-in; `coming` reaches to `within_until`, that day included.

    A snooze covers any state. A booked meeting is a state only for what is not due yet.
    """
    due = due_on(facts)
    if due is None:
        return Checkin(None, 0, "ok")
    overdue = (today - due).days
    if facts.snoozed_until is not None and facts.snoozed_until > today:
        state = "snoozed"
    elif overdue > 0:
        state = "overdue"
    elif overdue == 0:
        state = "due"
    elif facts.booked_on is not None:
        state = "booked"
    else:
        state = "coming" if due <= within_until else "ok"
    return Checkin(due, overdue, state)


def order(facts: Facts, found: Checkin) -> tuple[int, float, int, str]:
    """Sort key: by state, then by how many cadences late, falling; then ARR, falling; then code."""
    return ORDER[found.state], -found.days_overdue / facts.cadence_days, -(facts.arr or 0), facts.code


def qbr_due_on(facts: Facts) -> dt.date | None:
    """When the next review is due: a cadence after the last one; None without a review cadence.

    Without one on record it counts from the later of the first day as a customer and the day the
    account was added: a book imported today does not begin with years of missed reviews.
    """
    if facts.qbr_days is None:
        return None
    first = max(facts.customer_since or facts.added_on, facts.added_on)
    return later(facts.qbr_on or first, facts.qbr_days)


def verb_for(person: Person) -> str:
    """How to reach someone: in writing when they prefer it or leave no other way."""
    writes = person.prefers == "email" or (person.phone is None and person.email is not None)
    return "Write to" if writes else "Call"


def checkin_step(facts: Facts, today: dt.date) -> str:
    """A booked meeting, else whom to reach and how; of who is leaving until which day, too."""
    step = step_of(facts, today)
    return step if facts.leaving is None else f"{leaving_words(facts.leaving, today)}: {step}"


def leaving_words(leaving: Departure, today: dt.date) -> str:
    """`Leaving 30 Jun`."""
    return "Leaving" if leaving.leaves_on is None else f"Leaving {short_day(leaving.leaves_on, today)}"


def step_of(facts: Facts, today: dt.date) -> str:
    """A booked meeting, else whom to reach and how."""
    if facts.booked_on is not None:
        kind = words(facts.booked_kind or "meeting")
        return f"{kind.upper() if kind == 'qbr' else kind.capitalize()} {weekday_day(facts.booked_on, today)}"
    person = facts.to_call(today)
    return f"{verb_for(person)} {person.name}" if person else "Find someone to call"
