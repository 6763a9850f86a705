"""Pictures of an account for tests of rules: everything is as it should be, unless a test says so."""

import datetime as dt
from typing import Any

from amcli.rules.picture import (
    Contract,
    Event,
    Feedback,
    Goal,
    Health,
    Issue,
    Opportunity,
    Owed,
    Person,
    Picture,
    Reading,
    Survey,
    Task,
    Touch,
    Usage,
    WhiteSpace,
)

TODAY = dt.date(2026, 3, 2)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def person(contact: str, name: str, role: str | None = None, **changes: Any) -> Person:
    made = Person(contact, name, None, role, "neutral", False, None, TODAY, "call", "spoke", (), ())
    return made._replace(**changes)


def contract(**changes: Any) -> Contract:
    made = Contract(
        "k1",
        "Platform",
        60,
        day("2025-04-05"),
        day("2027-04-04"),
        24,
        60000,
        "EUR",
        False,
        None,
        day("2027-04-04"),
        398,
        "not_started",
        None,
        None,
        (),
    )
    return made._replace(**changes)


def near(**changes: Any) -> Contract:
    """A renewal that is three days away and only proposed."""
    usual = {"deadline": day("2026-03-05"), "days_left": 3, "ends_on": day("2026-04-04"), "stage": "proposed"}
    return contract(**{**usual, **changes})


def task(ref: str, title: str, **changes: Any) -> Task:
    made = Task(ref, title, None, day("2026-02-20"), day("2026-02-20"), None, 10, True, "me", None, None)
    return made._replace(**changes)


def issue(**changes: Any) -> Issue:
    made = Issue(
        "i1",
        "Export times out",
        "product",
        "medium",
        None,
        None,
        day("2026-02-24"),
        6,
        14,
        False,
        None,
        None,
        None,
        None,
    )
    return made._replace(**changes)


def goal(ref: str = "g1", **changes: Any) -> Goal:
    made = Goal(ref, "Faster", None, "20%", "20%", None, day("2026-06-30"), None, "open", None)
    return made._replace(**changes)


def touch(**changes: Any) -> Touch:
    made = Touch("n1", day("2026-02-28"), None, "call", False, "Fine", None, None, ("Jane Orr",))
    return made._replace(**changes)


def usage(*values: int, bought: int | None = None) -> Usage:
    months = tuple(
        Reading(f"2026-{at:02}", day(f"2026-{at:02}-01"), value) for at, value in enumerate(values, 1)
    )
    first, last = months[0], months[-1]
    return Usage(
        "seats", bought, first.on, first.value, last.on, last.value, last.value - first.value, months
    )


def survey(kind: str, score: int, most: int, **changes: Any) -> Survey:
    return Survey("s1", kind, day("2026-02-21"), score, most, None, None)._replace(**changes)


def feedback(**changes: Any) -> Feedback:
    made = Feedback("f1", day("2026-01-06"), "Slow export", None, None, None, "open", None, None, None)
    return made._replace(**changes)


def event(kind: str, **changes: Any) -> Event:
    return Event("e1", day("2026-02-01"), kind, False, None, None)._replace(**changes)


def opportunity(**changes: Any) -> Opportunity:
    made = Opportunity("o1", "SSO add-on", "SSO", "upsell", 9000, "EUR", "qualified", None, None, None)
    return made._replace(**changes)


CALM = Picture(
    date=TODAY,
    account="acme",
    name="Acme Robotics",
    tier="key",
    status="active",
    owner="Robin Hale",
    owner_since=day("2024-01-01"),
    customer_since=day("2023-04-05"),
    industry=None,
    segment=None,
    region=None,
    objectives=None,
    extra={},
    arr=60000,
    currency="EUR",
    health=Health(95, "healthy", None, None, None, ()),
    meeting=touch(on=day("2026-03-04")),
    people=(
        person("p1", "Jane Orr", "champion"),
        person("p2", "Omar Haddad", "decision_maker"),
        person("p3", "Priya Nair", "economic_buyer"),
        person("p4", "Ada King", "executive_sponsor"),
    ),
    gaps=(),
    owed=Owed((), ()),
    issues=(),
    said=(touch(),),
    contracts=(contract(),),
    white_space=WhiteSpace(("Platform",), (), ()),
    goals=(goal(),),
    usage=(usage(40, 50, 60),),
    surveys=(survey("nps", 9, 10),),
    feedback=(),
    events=(),
    handoff=None,
    not_known=(),
    questions=(),
)


def changed(**changes: Any) -> Picture:
    """The calm picture with some parts different."""
    return CALM._replace(**changes)


def with_people(**changes: Person) -> tuple[Person, ...]:
    """The people of the calm picture, some of them different: by reference."""
    return tuple(changes.get(each.contact, each) for each in CALM.people)


def owing(*ours: Task, theirs: tuple[Task, ...] = ()) -> Owed:
    return Owed(ours, theirs)


def growing(*chances: Opportunity) -> WhiteSpace:
    return WhiteSpace(("Platform",), chances, ())
