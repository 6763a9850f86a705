"""Twenty typical accounts, day by day through a year: each in the bands that a sensible person expects.

Each account is a small story of habits (how often somebody is spoken to, reviewed, what is signed when);
what its book would hold on a day follows from them. Day 0 is the first day of its year.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pytest

from amcli.rules.facts import Event, Facts, Handoff, OpenContract, OpenIssue, OpenTask, Person, Usage
from amcli.rules.figures import DEFAULT
from amcli.rules.score import assess

from . import making

FIRST = dt.date(2026, 1, 1)
YEAR = range(366)
CADENCE = {"key": 14, "standard": 30, "light": 90}
REVIEW = {"key": 90, "standard": 180, "light": None}
HEALTHY, WATCH, AT_RISK, CRITICAL, UNKNOWN = "healthy", "watch", "at_risk", "critical", "unknown"


def on(day: int) -> dt.date:
    return FIRST + dt.timedelta(days=day)


def last(day: int, every: int, start: int = 0, stops: int | None = None) -> int | None:
    """The last day, by `day`, of a habit that begins on `start` and ends with `stops`."""
    until = day if stops is None else min(day, stops)
    return until - (until - start) % every if until >= start else None


def contract(
    ends: int, stage: str = "not_started", notice: int | None = None, auto: bool = False, term: int = 365
) -> OpenContract:
    made = making.contract(0, stage, None, auto, term=term)
    return made._replace(
        starts_on=on(ends - term + 1),
        ends_on=on(ends),
        notice_by=None if notice is None else on(ends - notice),
    )


def worked(
    day: int, ends: int, steps: dict[int, str], notice: int | None = None, auto: bool = False, term: int = 365
) -> tuple[OpenContract, ...]:
    """A contract whose renewal comes on in steps, so many days before the day to act; once it has ended,
    the next one of the same kind."""
    while day > ends:
        ends += term
    deadline = ends - (notice or 0)
    stage = "not_started"
    for before, reached in steps.items():
        if day >= deadline - before:
            stage = reached
    return (contract(ends, stage, notice, auto, term),)


def life(
    day: int,
    tier: str = "standard",
    touched: int | None = None,
    people: int = 2,
    reviewed: int | None = None,
    added: int = -800,
    **given: Any,
) -> Facts:
    """What the book holds on a day about an account that was last touched and reviewed on given days."""
    touch_on = None if touched is None else on(touched)
    spoken = touch_on if touched is not None and day - touched <= 90 else None
    roles = ("champion", *["user"] * people)
    known: tuple[Person, ...] = tuple(
        making.person(number + 1, role)._replace(last_on=spoken)
        for number, role in enumerate(roles[: max(1, people)])
    )
    base: dict[str, Any] = {
        "tier": tier,
        "cadence_days": CADENCE[tier],
        "qbr_days": REVIEW[tier],
        "added_on": on(added),
        "customer_since": on(added),
        "touch_on": touch_on,
        "talks": making.TALK * 6 if touched is not None else "",
        "named": touched is not None,
        "qbr_on": None if reviewed is None else on(reviewed),
        "value_on": None,
        "has_task": touched is not None,
        "people": known,
    }
    return making.facts(**(base | given))


def kept(day: int, tier: str, **given: Any) -> Facts:
    """An account that is looked after as its tier asks: touched each cadence, reviewed in time."""
    wanted = {"key": 3, "standard": 2, "light": 1}[tier]
    review = REVIEW[tier]
    habits = {
        "touched": last(day, CADENCE[tier], -CADENCE[tier]),
        "reviewed": last(day, review, -review) if review else None,
        "people": wanted,
    }
    return life(day, tier, **(habits | given))


class Story(NamedTuple):
    """An account: what the book holds on a day, and the bands that are right on that day."""

    title: str
    facts: Callable[[int], Facts]
    bands: Callable[[int], Iterable[str]]


def always(*bands: str) -> Callable[[int], Iterable[str]]:
    return lambda day: bands


def between(first: int, end: int, bands: Iterable[str], otherwise: Iterable[str] = (HEALTHY,)) -> Any:
    return lambda day: bands if first <= day < end else otherwise


STEPS = {150: "contacted", 60: "proposed", 30: "verbal"}
NOTICE = {"notice": 90, "auto": True}


def issue(opened: int, severity: str, category: str = "product", escalated: int | None = None) -> OpenIssue:
    return making.issue(0, severity, category)._replace(
        opened_on=on(opened), escalated_on=None if escalated is None else on(escalated)
    )


def with_issue(day: int, until: int, problem: OpenIssue) -> dict[str, Any]:
    is_open = problem.opened_on <= on(day) < on(until)
    return {"issues": (problem,) if is_open else (), "had_issue": problem.opened_on <= on(day)}


def falling(day: int) -> Usage:
    """Use that halves between day 100 and day 160, and stays there."""

    def used(at: int) -> float:
        return 100 - 50 * min(1, max(0, (at - 100) / 60))

    recent, before = range(day - 29, day + 1), range(day - 119, day - 29)
    means = [sum(used(at) for at in days) / len(days) for days in (recent, before)]
    return making.usage(means[0], means[1], used(day), 120, 4)


def promise(due: int) -> OpenTask:
    return making.promise(0)._replace(due_on=on(due))


def left(day: int, gone: int, followed: int | None = None) -> tuple[Person, ...]:
    """A champion who goes on a day, followed or not by somebody from another day on."""
    champion, user = making.person(1), making.person(2, "user")
    spoken = on(last(day, 30, -30) or 0)
    if day >= gone:
        champion = champion._replace(left_on=on(gone))
    if followed is not None and day >= followed:
        champion = champion._replace(successor_id=2)
    return tuple(each._replace(last_on=spoken) for each in (champion, user))


def new_customer(day: int, handed_over: bool) -> Facts:
    """Signed on day 0, spoken to each week from day 2, a goal agreed on day 10; active after 20 weeks."""
    note = (Handoff(on(3), True, True, True),) if handed_over and day >= 3 else ()
    return life(
        day,
        touched=last(day, 7, 2),
        added=0,
        status="onboarding" if day < 140 else "active",
        has_goal=day >= 10,
        owner_since=on(0),
        handoffs=note,
        contracts=worked(day, 364, {60: "contacted", 30: "verbal"}),
        reviewed=last(day, 180, 90),
    )


def imported(day: int, people: int = 1) -> Facts:
    """Brought in on day 0 with people and a contract, and nothing said since."""
    return life(
        day, people=people, added=0, customer_since=on(-900), contracts=(contract(500),), has_goal=False
    )


def everything(day: int) -> Facts:
    """All that can be wrong is wrong on every day."""
    return making.facts(
        added_on=on(-800),
        customer_since=on(-800),
        touch_on=on(day - 60),
        people=(making.person(1)._replace(left_on=on(day - 9), last_on=on(day - 60)),),
        contracts=(contract(day, "proposed"), contract(day - 50)),
        tasks=tuple(promise(day - 20) for _ in range(3)),
        issues=(issue(day - 40, "critical", "billing", day - 9),),
        had_issue=True,
        usage=(making.usage(10, 100),),
        answers=(making.answer(0, 0)._replace(on=on(day - 9)),),
        talks="cbo" * 6,
        named=False,
        has_goal=False,
        qbr_on=on(day - 500),
        value_on=None,
        unanswered=tuple(each._replace(on=on(day - 30)) for each in making.messages(0)),
        owner_since=on(day - 60),
        events=(Event(1, "takeover", on(day), False, None, None),),
        had_event=True,
    )


STORIES = (
    Story(
        "a faultless key account with automatic renewal and 90 days' notice, secured in time",
        lambda d: kept(d, "key", contracts=worked(d, 330, STEPS, **NOTICE)),
        always(HEALTHY),
    ),
    Story(
        "the same, where nobody asks: it is dangerous in the two weeks around the notice deadline",
        lambda d: kept(d, "key", contracts=(contract(330, "not_started", **NOTICE),)),
        between(330 - 90 - 14, 330 - 90 + 15, [AT_RISK]),
    ),
    Story(
        "a standard account with a contract of a year, renewed by hand in time",
        lambda d: kept(d, "standard", contracts=worked(d, 200, {60: "proposed", 30: "verbal"})),
        always(HEALTHY),
    ),
    Story(
        "the same, proposed and never answered: at risk from two weeks before, until the grace is over",
        lambda d: kept(d, "standard", contracts=(contract(200, "proposed"),)),
        between(186, 231, [AT_RISK]),
    ),
    Story("evergreen: it runs until somebody ends it", lambda d: kept(d, "standard"), always(HEALTHY)),
    Story(
        "a monthly contract, confirmed each month by its middle",
        lambda d: kept(d, "standard", contracts=worked(d, 29, {14: "verbal"}, term=30)),
        always(HEALTHY),
    ),
    Story(
        "a monthly contract that auto-renews, never looked at again: safe past its first end",
        lambda d: kept(d, "standard", contracts=(contract(29, auto=True, term=30),)),
        between(15, 30, [AT_RISK]),
    ),
    Story(
        "three years, in their first",
        lambda d: kept(d, "key", contracts=(contract(1000, term=1096),)),
        always(HEALTHY),
    ),
    Story(
        "three years, in their last, worked as it should be",
        lambda d: kept(d, "key", contracts=worked(d, 364, STEPS, term=1096)),
        always(HEALTHY),
    ),
    Story(
        "a light account with one person, spoken to each quarter",
        lambda d: kept(d, "light", contracts=worked(d, 250, {60: "contacted", 20: "verbal"})),
        always(HEALTHY),
    ),
    Story(
        "a light account that is forgotten: watched after half a year",
        lambda d: life(d, "light", touched=-10, people=1, contracts=(contract(900),)),
        between(154, 366, [WATCH]),
    ),
    Story(
        "a key account that is forgotten on day 60",
        lambda d: life(
            d, "key", touched=last(d, 14, -14, 60), reviewed=last(d, 90, -90, 60), people=3,
            contracts=(contract(900),),
        ),
        lambda d: [HEALTHY] if d < 80 else [HEALTHY, WATCH] if d < 90 else [WATCH],
    ),
    Story(
        "a new customer with a handoff, in week 1, 6, 20 and all others: too early to tell, then healthy",
        lambda d: new_customer(d, handed_over=True),
        lambda d: [UNKNOWN] if d < 2 else [UNKNOWN, HEALTHY] if d < 10 else [HEALTHY],
    ),
    Story(
        "a new customer without a handoff: some points, but never red",
        lambda d: new_customer(d, handed_over=False),
        lambda d: [UNKNOWN] if d < 2 else [UNKNOWN, HEALTHY] if d < 10 else [HEALTHY],
    ),
    Story("just imported, and never contacted", imported, always(UNKNOWN)),
    Story(
        "the champion leaves on day 100 and is followed on day 160",
        lambda d: gone(d, 100, 160),
        between(100, 160, [WATCH]),
    ),
    Story(
        "a critical issue for ten days, escalated",
        lambda d: kept(d, "key", **with_issue(d, 60, issue(50, "critical", escalated=51))),
        lambda d: [AT_RISK] if 53 <= d < 60 else [HEALTHY],
    ),
    Story(
        "an invoice in dispute for a quarter of a year",
        lambda d: kept(d, "standard", **with_issue(d, 190, issue(100, "medium", "billing"))),
        between(131, 190, [WATCH]),
    ),
    Story(
        "use that halves, a promise that is late for a month, and a new boss",
        lambda d: kept(
            d,
            "standard",
            usage=(falling(d),),
            tasks=(promise(120),) if 120 < d < 150 else (),
            events=(Event(1, "new_boss", on(110), False, None, None),) if d >= 110 else (),
            had_event=d >= 110,
        ),
        lambda d: [HEALTHY] if d < 121 or d >= 210 else [HEALTHY, WATCH],
    ),
    Story("one with every signal", everything, always(CRITICAL)),
)  # fmt: skip


def gone(day: int, leaves: int, followed: int) -> Facts:
    """A standard account that is looked after, and whose champion goes."""
    return kept(day, "standard")._replace(people=left(day, leaves, followed))


def test_there_are_twenty() -> None:
    assert len({story.title for story in STORIES}) == 20


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_a_typical_account_is_in_the_band_that_a_sensible_person_expects_on_each_day(story: Story) -> None:
    for day in YEAR:
        found = assess(story.facts(day), on(day), DEFAULT)
        assert found.health in story.bands(day), (day, found.score, found.cap, found.lines, found.evidence)
