"""The digest: what is due, late, nearer, worse and better, and what of it is new since the one before.

Every event has a key by which it is known again: it is new where the digest before did not stand on it. So
nothing is told twice or lost, whatever days were skipped. Pure; the words are in `digest_words`, what is
remembered is in `book.digests`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from amcli.rules import cadence, renewals
from amcli.rules.facts import Facts, OpenContract, OpenIssue, OpenTask
from amcli.rules.model import Model
from amcli.rules.score import Score, points_of
from amcli.rules.signals.work import past_target
from amcli.vocabulary import reference

# As they are shown; an account stands in the first one of HEAVIEST in which it has something.
SECTIONS = ("due", "nearer", "late", "worse", "better", "settled")
HEAVIEST = ("worse", "late", "nearer", "due", "better", "settled")
# The weightier before the lighter.
EVENT_KINDS = (
    "score", "notice", "renewal", "ended", "escalation", "issue", "promise", "task", "theirs", "checkin",
    "qbr", "opportunity", "record",
)  # fmt: skip
THRESHOLDS = (1, 7, 14, 30, 60)
RISKY = {"at_risk": 1, "critical": 2}


class Event(NamedTuple):
    """One thing to be told of an account. `subject` is what its words are made of: a task, a contract, an
    issue, an opportunity, a day, or how the score moved."""

    key: str
    section: str
    kind: str
    ref: str | None
    subject: Any = None


class Kept(NamedTuple):
    """A score as a digest remembers it: with the points of each signal."""

    score: int | None
    band: str
    points: Mapping[str, int]


class Moved(NamedTuple):
    """How a score moved from one digest to the next; `then` is None for an account that is new."""

    then: Kept | None
    now: Score

    @property
    def grown(self) -> list[str]:
        """The signals that cost more than then, those that grew most first; all of them without a then."""
        before = self.then.points if self.then else {}
        rise = {name: cost - before.get(name, 0) for name, cost in points_of(self.now).items()}
        return sorted((name for name, more in rise.items() if more > 0), key=lambda name: -rise[name])


def standing(
    facts: Facts, today: dt.date, until: dt.date, model: Model, asleep: frozenset[str]
) -> Iterator[Event]:
    """What stands on a day: due up to `until`, late, or near, but for what is put off (`asleep`)."""
    for task in facts.tasks:
        yield from task_events(task, today, until)
    for issue in facts.signs.issues:
        if reference("issue", issue.id) not in asleep:
            yield from issue_events(issue, today, model)
    for contract in facts.contracts:
        if contract.snoozed_until is None or contract.snoozed_until <= today:
            yield from contract_events(contract, today)
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


def contract_events(contract: OpenContract, today: dt.date) -> Iterator[Event]:
    """A contract that has ended, or whose day to act has come nearer than one more of the thresholds."""
    ref, day = reference("contract", contract.id), renewals.act_by(contract, today)
    left = (day - today).days
    if left < 0:
        yield Event(f"late:{ref}:{day}", "late", "ended", ref, contract)
    elif contract.stage != "signed" and not renewals.rolls_over(contract, today):
        reached = next((each for each in THRESHOLDS if left <= each), None)
        kind = "notice" if renewals.acts_on_notice(contract, today) else "renewal"
        if reached is not None:
            yield Event(f"nearer:{ref}:{day}:{reached}", "nearer", kind, ref, contract)


def dated(facts: Facts, kind: str, due: dt.date | None, today: dt.date, until: dt.date) -> Iterator[Event]:
    """A check-in or a review that falls due or is late."""
    if due is not None and due <= until:
        section = "late" if due < today else "due"
        yield Event(f"{section}:{kind}:{facts.id}:{due}", section, kind, None, due)


def moved(facts: Facts, now: Score, then: Kept | None) -> Event | None:
    """How the band got worse, or better; None where it did not."""
    level, before = RISKY.get(now.band, 0), RISKY.get(then.band, 0) if then else 0
    if level == before:
        return None
    section = "worse" if level > before else "better"
    if section == "better" and now.band == "unknown":
        return None  # nobody knows that it got better
    return Event(f"score:{facts.id}", section, "score", None, Moved(then, now))


def kept(score: Score) -> Kept:
    """A score as it is remembered."""
    return Kept(score.score, score.band, points_of(score))


class Entry(NamedTuple):
    """An account in the digest: its section and its events, the heaviest first."""

    facts: Facts
    section: str
    events: tuple[Event, ...]


def entry(facts: Facts, events: Iterable[Event]) -> Entry:
    """An account in its heaviest section."""
    ranked = sorted(
        events, key=lambda each: (HEAVIEST.index(each.section), EVENT_KINDS.index(each.kind), each.key)
    )
    return Entry(facts, ranked[0].section, tuple(ranked))


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """By section, then revenue falling, then code."""
    return sorted(
        entries, key=lambda each: (SECTIONS.index(each.section), -(each.facts.arr or 0), each.facts.code)
    )
