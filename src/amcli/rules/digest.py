"""The digest: what is due, late, nearer, worse and better, and what of it is new since the one before.

Every event has a key by which it is known again: it is new where the digest before did not stand on it. So
nothing is told twice or lost, whatever days were skipped. Pure; the words are in `digest_words`, what is
remembered is in `storage.digests`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.rules import cadence
from amcli.rules.deadlines import EVERY_DAY, LAST_DAYS, PAST, Step, last_day, steps
from amcli.rules.facts import WIN_BACK, Facts, OpenContract, OpenIssue, OpenTask
from amcli.rules.isodays import before
from amcli.rules.model import Model
from amcli.rules.score import assess
from amcli.rules.signals.escalation import past_target
from amcli.vocabulary import reference

if TYPE_CHECKING:
    from amcli.rules.reasons import Reason

# As they are shown. An account stands in DEADLINES with its deadlines, and with all else in the first one
# of HEAVIEST in which it has something.
SECTIONS = ("due", "nearer", "late", "worse", "better", "settled")
DEADLINES = "nearer"
HEAVIEST = ("worse", "late", "due", "better", "settled")
# Deadlines are told in this order: what comes within a week, what has passed, what is farther.
PLACES = ("ahead", "passed", "unrecorded", "farther")
# The weightier before the lighter.
EVENT_KINDS = (
    "score", "notice", "renewal", "ended", "leaving", "escalation", "issue", "promise", "reply", "task",
    "theirs", "checkin", "qbr", "opportunity", "record",
)  # fmt: skip
RISKY = {"at_risk": 1, "critical": 2}


class Event(NamedTuple):
    """One thing to be told of an account. `subject` is what its words are made of: a task, the step of a
    deadline, an issue, an opportunity, a day, or how the score moved. Telling it tells `also` the
    things of these keys."""

    key: str
    section: str
    kind: str
    ref: str | None
    subject: Any = None
    also: tuple[str, ...] = ()


class Kept(NamedTuple):
    """A score as a digest remembers it: with the points of each signal."""

    score: int | None
    health: str
    points: Mapping[str, int]


class Moved(NamedTuple):
    """How a score moved from one digest to the next; `then` is None for an account that is new. `reasons` are
    those of the score now, where it got worse."""

    then: Kept | None
    now: Kept
    reasons: "tuple[Reason, ...]" = ()

    @property
    def got_better(self) -> bool:
        """Whether the health is better than then."""
        return self.then is not None and RISKY.get(self.now.health, 0) < RISKY.get(self.then.health, 0)

    @property
    def grown(self) -> list[str]:
        """The signals that cost more than then, those that grew most first; all of them without a then."""
        before = self.then.points if self.then else {}
        rise = {name: cost - before.get(name, 0) for name, cost in self.now.points.items()}
        return sorted((name for name, more in rise.items() if more > 0), key=lambda name: -rise[name])


def standing(
    facts: Facts,
    today: dt.date,
    until: dt.date,
    model: Model,
    asleep: frozenset[str],
    worked: Callable[[dt.date], bool] = EVERY_DAY,
) -> Iterator[Event]:
    """What stands on a day: due up to `until`, late, or near, but for what is snoozed (`asleep`). Of a lost
    customer that is the task to try again."""
    lost = facts.status == "churned"
    for task in facts.tasks:
        if not lost or task.title.startswith(WIN_BACK):
            yield from task_events(task, today, until)
    if lost:
        return
    yield from last_day_events(facts, today, worked)
    for issue in facts.signs.issues:
        if reference("issue", issue.id) not in asleep:
            yield from issue_events(issue, today, model)
    for contract in facts.contracts:
        if contract.snoozed_until is None or contract.snoozed_until <= today:
            yield from contract_events(contract, today, worked)
    for reply in facts.signs.replies:
        ref = reference("interaction", reply.to.id)
        if ref not in asleep:
            yield Event(f"late:{ref}:reply", "late", "reply", ref, reply)
    for each in facts.signs.opportunities:
        ref = reference("opportunity", each.id)
        if each.expected_on is not None and each.expected_on < today and ref not in asleep:
            yield Event(f"late:{ref}:{each.expected_on}", "late", "opportunity", ref, each)
    if facts.snoozed_until is None or facts.snoozed_until <= today:
        yield from dated(facts, "checkin", cadence.due_on(facts), today, until)
        yield from dated(facts, "qbr", cadence.qbr_due_on(facts), today, until)


def task_events(task: OpenTask, today: dt.date, until: dt.date) -> Iterator[Event]:
    """A task or a promise that falls due or is late."""
    if task.due_on is None or task.due_on > until:
        return
    kind = "task" if not task.promised else "theirs" if task.promised_by == "them" else "promise"
    section, ref = ("late" if task.due_on < today else "due"), reference("task", task.id)
    yield Event(f"{section}:{ref}:{task.due_on}", section, kind, ref, task)


def issue_events(issue: OpenIssue, today: dt.date, model: Model) -> Iterator[Event]:
    """An issue that is escalated, or open for longer than it should be."""
    ref = reference("issue", issue.id)
    if issue.escalated_on is not None:
        yield Event(f"late:{ref}:escalated", "late", "escalation", ref, issue)
    elif past_target(issue, today, model):
        yield Event(f"late:{ref}:target", "late", "issue", ref, issue)


def contract_events(
    contract: OpenContract, today: dt.date, worked: Callable[[dt.date], bool] = EVERY_DAY
) -> Iterator[Event]:
    """The deadline of a contract at the step that came last: told once, with those before it."""
    found = steps(contract, today, worked)
    if found:
        ref, (last, *others) = reference("contract", contract.id), found
        kind = "notice" if last.found.what == "notice" else "ended" if last.name == PAST else "renewal"
        also = tuple(step_key(ref, each) for each in others)
        yield Event(step_key(ref, last), DEADLINES, kind, ref, last, also)


def last_day_events(facts: Facts, today: dt.date, worked: Callable[[dt.date], bool]) -> Iterator[Event]:
    """The last day of a customer who is leaving, a month before it, a week, a day, and on it."""
    found = last_day(facts, today, worked)
    reached = [] if found is None else [step for step in LAST_DAYS if (found.on - today).days <= step]
    if found is not None and reached:
        step = Step(found, before(found.on, reached[-1]), str(reached[-1]))
        key = f"{DEADLINES}:last:{facts.id}:{found.on}:{step.name}"
        yield Event(key, DEADLINES, "leaving", reference("contract", found.contract.id), step)


def step_key(ref: str, step: Step) -> str:
    """The key of a step; what has ended is known as late, whichever day it is. A notice deadline of short
    terms is told of once."""
    if step.found.short and step.found.what == "notice":
        return f"{DEADLINES}:{ref}:{step.found.on}:short"
    if step.name == PAST and step.found.what != "notice":
        return f"late:{ref}:{step.found.on}"
    return f"{DEADLINES}:{ref}:{step.found.on}:{step.name}"


def dated(facts: Facts, kind: str, due: dt.date | None, today: dt.date, until: dt.date) -> Iterator[Event]:
    """A check-in or a review that falls due or is late."""
    if due is not None and due <= until:
        section = "late" if due < today else "due"
        yield Event(f"{section}:{kind}:{facts.id}:{due}", section, kind, None, due)


def moved(account: int, now: Kept, then: Kept | None) -> Event | None:
    """How the health got worse, or better; None where it did not."""
    level, before = RISKY.get(now.health, 0), RISKY.get(then.health, 0) if then else 0
    if level == before:
        return None
    section = "worse" if level > before else "better"
    if section == "better" and now.health == "unknown":
        return None  # nobody knows that it got better
    return Event(f"score:{account}", section, "score", None, Moved(then, now))


def risen(facts: Facts, then: Kept, on: dt.date, model: Model) -> bool:
    """Whether what is on record now would have been better on the day of the digest before, too: not a
    rise that only the days since have made."""
    pulse_on, feel_on = (min(day, on) if day else None for day in (facts.pulse_on, facts.feel_on))
    found = assess(facts._replace(pulse_on=pulse_on, feel_on=feel_on), on, model)
    return RISKY.get(found.health, 0) < RISKY.get(then.health, 0)


class Entry(NamedTuple):
    """An account in a section of the digest, with its events there, the heaviest first; `kinds` are those
    of everything that is told of the account."""

    facts: Facts
    section: str
    events: tuple[Event, ...]
    kinds: frozenset[str]


def entries(facts: Facts, events: Iterable[Event]) -> Iterator[Entry]:
    """An account with its deadlines, and with all else in its heaviest section."""
    found = list(events)
    kinds = frozenset(each.kind for each in found)
    dates = sorted((each for each in found if each.section == DEADLINES), key=deadline_order)
    if dates:
        yield Entry(facts, DEADLINES, tuple(dates), kinds)
    others = [each for each in found if each.section != DEADLINES]
    others.sort(key=lambda each: (HEAVIEST.index(each.section), EVENT_KINDS.index(each.kind), each.key))
    if others:
        yield Entry(facts, others[0].section, tuple(others), kinds)


def deadline_order(event: Event) -> tuple[int, bool, int, str]:
    """Sort key of deadlines: what comes within a week first, of that what isn't agreed; by day, what has
    passed the newest first."""
    found, day = event.subject.found, event.subject.found.on.toordinal()
    is_past = found.place in ("passed", "unrecorded")
    ahead = found.place == "ahead"
    return PLACES.index(found.place), ahead and found.agreed, -day if is_past else day, event.key


def ordered(found: Iterable[Entry]) -> list[Entry]:
    """By section; deadlines as they come, the rest by revenue falling; then by code."""
    return sorted(
        found,
        key=lambda each: (
            SECTIONS.index(each.section),
            deadline_order(each.events[0])[:3] if each.section == DEADLINES else (),
            -(each.facts.arr or 0),
            each.facts.code,
        ),
    )
