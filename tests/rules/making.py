"""Facts about one account, made by hand: a faultless one, from which each test changes what it is about.

Days are counted from Monday 2 March 2026: -1 is yesterday.
"""

import datetime as dt

from amcli.rules.facts import (
    Answer,
    Downgrade,
    Event,
    Facts,
    Handoff,
    Load,
    Message,
    OpenContract,
    OpenIssue,
    OpenTask,
    Person,
    Signs,
    Usage,
)
from amcli.rules.implied import Recorded, as_it_runs

TODAY = dt.date(2026, 3, 2)
TALK = "vob"  # a touch about value that felt ok and went both ways


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


def maybe(offset: int | None) -> dt.date | None:
    return None if offset is None else day(offset)


def person(number: int = 1, role: str | None = "champion", spoken: int | None = -1, **given) -> Person:
    """A contact, last spoken to so many days ago; None for not within 90 days."""
    base = {
        "name": f"Jane {'ABCDEFGHIJ'[number % 10]}",
        "left_on": None,
        "successor_id": None,
        "primary": False,
        "prefers": None,
        "phones": "[]",
        "emails": "[]",
    }
    return Person(id=number, role=role, last_on=maybe(spoken), **(base | given))


def facts(**given) -> Facts:
    """A standard account to which nothing is wanting: spoken to yesterday, two people, a goal with
    progress; any field of `Facts`, or of its `Signs`, may be given instead."""
    signs = {name: given.pop(name) for name in Signs._fields if name in given}
    base = {
        "id": 1,
        "code": "acme",
        "name": "Acme",
        "tier": "standard",
        "status": "active",
        "owner": None,
        "owner_since": None,
        "added_on": day(-400),
        "customer_since": day(-400),
        "cadence_days": 30,
        "qbr_days": 180,
        "snoozed_until": None,
        "pulse": None,
        "pulse_on": None,
        "feel": None,
        "feel_on": None,
        "touch_id": 1,
        "touch_on": day(-1),
        "touch_kind": "call",
        "touch_people": (1,),
        "booked_id": None,
        "booked_on": None,
        "booked_kind": None,
        "booked_at": None,
        "booked_summary": None,
        "qbr_on": None,
        "has_task": True,
        "has_goal": True,
        "talks": TALK * 6,
        "named": True,
        "arr": 100_000,
        "people": (person(1), person(2, "user")),
        "contracts": (),
        "tasks": (),
    }
    return Facts(**(base | given), signs=Signs(**({"value_on": day(-1)} | signs)))


def contract(
    ends: int, stage: str = "not_started", notice: int | None = None, auto: bool = False, **given
) -> OpenContract:
    """A contract of a year that ends so many days from now, with so many days' notice; one that auto-renewed
    by then as it runs today, as the book is read."""
    base = {
        "id": 7,
        "account_id": 1,
        "account": "acme",
        "name": "Acme",
        "product": None,
        "starts_on": day(ends - given.pop("term", 365) + 1),
        "forecast": None,
        "value": 100,
        "currency": "EUR",
        "snoozed_until": None,
    }
    notice_by = None if notice is None else day(ends - notice)
    found = OpenContract(
        **(base | given), ends_on=day(ends), notice_by=notice_by, auto_renew=auto, stage=stage
    )
    return as_it_runs(found, Recorded(found.starts_on, found.ends_on, None, notice), TODAY)


def promise(due: int, by: str | None = None, number: int = 3) -> OpenTask:
    return OpenTask(number, 1, "acme", "Acme", None, "Send the quote", day(due), True, by, None)


def issue(
    opened: int,
    severity: str = "medium",
    category: str = "support",
    escalated: int | None = None,
    number: int = 5,
) -> OpenIssue:
    return OpenIssue(number, "Exports fail", severity, category, day(opened), maybe(escalated))


def usage(
    recent: float | None,
    before: float | None,
    value: float = 100,
    bought: float | None = None,
    values: int = 4,
    metric: str = "seats",
) -> Usage:
    return Usage(metric, value, bought, recent, before, values)


def answer(on: int, score: float, kind: str = "nps", most: float = 10, number: int = 4) -> Answer:
    return Answer(number, kind, day(on), score, most, 1)


def mood(
    mean: float, recent: float | None = None, before: float | None = None, kind: str = "nps", answers: int = 2
) -> Answer:
    """Answers to one kind of survey, as shares of the scale; the newest one is good."""
    return answer(-9, 10, kind)._replace(answers=answers, mean=mean, recent=recent, before=before)


def load(weight: int, usual: float = 2, issues: int = 3, **given) -> Load:
    """Issues of an account within 90 days; none in the last 30 unless they are given."""
    ids = ",".join(str(number) for number in range(21, 21 + issues))
    return Load(issues, weight, usual, **({"fresh": 0, "recent": 0, "before": 0, "ids": ids} | given))


def downgrade(on: int, less: int = 1_200_000, renewed: bool = True, number: int = 7) -> Downgrade:
    return Downgrade(number, day(on), less, "EUR", renewed)


def handoff(on: int, why: bool = True, expectations: bool = True, promises: bool = True) -> Handoff:
    return Handoff(day(on), why, expectations, promises)


def event(
    on: int, good: bool = False, until: int | None = None, kind: str = "takeover", number: int = 6
) -> Event:
    return Event(number, kind, day(on), good, None, maybe(until))


def messages(first: int, tried: bool = False) -> tuple[Message, ...]:
    """Three messages without an answer, the first of them so many days ago."""
    return tuple(Message(20 + at, day(first + at), "email", tried) for at in range(3))
