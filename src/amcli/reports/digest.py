"""The digest, read from the book and held against the digest before.

What is an event is in `rules.digest`; what the week brought is in `digest_week`, the object of
`am summary -o json` in `digest_data`.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from amcli import jsontext
from amcli.facts.account_facts import World, read, read_bare, read_tasks
from amcli.facts.assessments import scores_of
from amcli.facts.changed_accounts import changed_accounts
from amcli.facts.day_state import newest_entry, put_off
from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.reports import renewals
from amcli.reports.digest_week import Week, read_week
from amcli.reports.meetings import CONFIRM_DAYS, Meeting, read_meetings
from amcli.rules import cadence
from amcli.rules.deadlines import Deadline
from amcli.rules.digest import (
    DEADLINES,
    RISKY,
    Entry,
    Event,
    Kept,
    entries,
    kept,
    moved,
    ordered,
    risen,
    standing,
)
from amcli.rules.facts import Facts, OpenTask
from amcli.rules.isodays import after, before
from amcli.rules.renewals import is_near
from amcli.rules.score import Score
from amcli.storage.digests import State
from amcli.vocabulary import KIND_OF_LETTER, LETTERS, reference

WEEK_DAYS = 6
# What became of these is in the part of the week.
ELSEWHERE = ("contract", "opportunity")
# How each kind of record was settled: the record, its account, what it is called, and what became of it.
SETTLED = {
    "task": "SELECT id, account_id, title, 'done' FROM task WHERE done_on <= :today",
    "issue": "SELECT id, account_id, title, 'resolved' FROM issue WHERE resolved_on <= :today",
    "opportunity": (
        "SELECT id, account_id, name, stage FROM opportunity"
        " WHERE stage IN ('won', 'lost') AND closed_on <= :today"
    ),
    "contract": (
        "SELECT c.id, c.account_id, coalesce(p.name, 'contract'), c.outcome"
        " FROM contract c LEFT JOIN product p ON p.id = c.product_id"
        " WHERE c.outcome IS NOT NULL AND ifnull(c.outcome_on, :today) <= :today"
    ),
}


class Digest(NamedTuple):
    """What a digest tells, and what the next one will be held against."""

    world: World
    period: str
    then: State | None
    meetings: list[Meeting]
    entries: list[Entry]
    unrecorded: list[Deadline]
    week: Week | None
    state: State
    totals: Row
    look: "Look"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        said = self.meetings or self.entries or self.unrecorded
        return not said and (self.week is None or self.week.empty)


class Look(NamedTuple):
    """The book as the digest looks at it: its accounts and their scores, up to which day things fall due,
    what is snoozed, what the digest before stood on, and the accounts whose records changed since; None
    where that can't be told."""

    world: World
    until: dt.date
    facts: list[Facts]
    scores: dict[int, Score]
    asleep: frozenset[str]
    then: State | None
    changed: set[int] | None
    journal: int

    def standing(self, facts: Facts) -> Iterator[Event]:
        worked = self.world.config.worked
        return standing(facts, self.world.today, self.until, self.world.model, self.asleep, worked)

    def moved(self, facts: Facts) -> Event | None:
        """How the score of an account moved; that of an account that is snoozed waits with it. A rise is told
        where the records made it, never where only days have passed."""
        if facts.id not in self.scores or is_snoozed(facts, self.world.today):
            return None
        then = self.then.scores.get(facts.id) if self.then else None
        found = moved(facts, self.scores[facts.id], then)
        if found is None or found.section != "better" or self.then is None or then is None:
            return found
        is_new = self.changed is None or facts.id in self.changed
        return found if is_new and risen(facts, then, self.then.on, self.world.model) else None


def read_digest(world: World, period: str, then: State | None) -> Digest:
    """The digest of a day or a week; with a `then`, only what is new or moved since."""
    look = look_at(world, after(world.today, WEEK_DAYS if period == "week" else 0), then)
    booked = {meeting_key(each): each for each in meetings_of(look)}
    keys = {each.id: frozenset(keys_of(look.standing(each))) for each in look.facts}
    stands = frozenset(booked).union(*keys.values())
    known = then.keys if then else frozenset()
    settled = settled_of(world, known - stands, ELSEWHERE if period == "week" else ())
    changed = {each.id for each in look.facts if not keys[each.id] <= known or look.moved(each)}
    found = entries_of(look, sorted(changed | set(settled)), known, settled)
    named, unrecorded = counted(found)
    week = read_week(world, then) if period == "week" else None
    state = State(world.today, stands, kept_scores(look), week.state if week else {}, look.journal)
    fresh = [each for key, each in booked.items() if key not in known]
    return Digest(world, period, then, fresh, named, unrecorded, week, state, totals_of(look), look)


def meetings_of(look: Look) -> list[Meeting]:
    """The meetings up to the day of the digest, and those of the last 14 days that nobody confirmed. What
    was booked and is held by now is no news to one that tells only news."""
    found = read_meetings(look.world, before(look.world.today, CONFIRM_DAYS), look.until)
    return [each for each in found if look.then is None or each.state != "held"]


def meeting_key(meeting: Meeting) -> str:
    """The key of a meeting: moved, it is told again; past and not confirmed, too."""
    if meeting.state == "unconfirmed":
        return f"held:{meeting.ref}:{meeting.on}"
    return f"meeting:{meeting.ref}:{meeting.on}:{meeting.at or ''}"


def keys_of(events: Iterable[Event]) -> Iterator[str]:
    """The keys of what stands, with those that are told with it."""
    for each in events:
        yield from (each.key, *each.also)


def counted(found: list[Entry]) -> tuple[list[Entry], list[Deadline]]:
    """The entries that are named, and the deadlines that passed over 14 days ago, which are only counted
    where there are several."""
    passed = [
        event.subject.found
        for each in found
        if each.section == DEADLINES
        for event in each.events
        if event.subject.found.place == "unrecorded"
    ]
    if len(passed) < 2:
        return found, []
    return [kept for each in found if (kept := without_unrecorded(each)).events], passed


def without_unrecorded(found: Entry) -> Entry:
    """An entry without the deadlines that are only counted."""
    if found.section != DEADLINES:
        return found
    events = tuple(each for each in found.events if each.subject.found.place != "unrecorded")
    return found._replace(events=events)


def look_at(world: World, until: dt.date, then: State | None) -> Look:
    """Read what the digest looks at."""
    now = newest_entry(world.book)
    facts = list(read_bare(world))
    scores = scores_of(world, facts)
    since = then.journal if then else None
    changed = None if since is None else changed_accounts(world.book, since)
    return Look(world, until, with_tasks(world, facts, until), scores, put_off(world), then, changed, now)


def with_tasks(world: World, facts: Sequence[Facts], until: dt.date) -> list[Facts]:
    """Facts with the tasks that fall due up to a day."""
    if until == world.today:
        return list(facts)
    found: dict[int, list[OpenTask]] = defaultdict(list)
    for task in read_tasks(world, due=until):
        found[task.account_id].append(task)
    return [each._replace(tasks=tuple(found[each.id])) for each in facts]


def is_snoozed(facts: Facts, today: dt.date) -> bool:
    """Whether an account is put off."""
    return facts.snoozed_until is not None and facts.snoozed_until > today


def entries_of(
    look: Look, accounts: list[int], known: frozenset[str], settled: dict[int, list[Event]]
) -> list[Entry]:
    """The lines of some accounts, with everything that can be said of them."""
    found: list[Entry] = []
    for each in with_tasks(look.world, read(look.world, accounts), look.until):
        is_scored = each.id in look.scores
        events = [event for event in look.standing(each) if event.key not in known] if is_scored else []
        score = look.moved(each)
        events += [score] if score else []
        events += [event for event in settled.get(each.id, ()) if is_settled(each, event)]
        found += entries(each, events)
    return ordered(found)


def kept_scores(look: Look) -> dict[int, Kept]:
    """The scores that the next digest is held against; of what is put off, those of before."""
    found = {}
    for each in look.facts:
        if not is_snoozed(each, look.world.today):
            found[each.id] = kept(look.scores[each.id])
        elif look.then and each.id in look.then.scores:
            found[each.id] = look.then.scores[each.id]
    return found


# What was settled.


def settled_of(world: World, gone: Iterable[str], but: Sequence[str]) -> dict[int, list[Event]]:
    """What became of things that were late or near and no longer stand, by account; of some kinds of records
    nothing is told."""
    rows: dict[str, list[int]] = defaultdict(list)
    found: dict[int, list[Event]] = defaultdict(list)
    for section, what, *rest in (key.split(":") for key in sorted(gone)):
        if what in ("checkin", "qbr"):
            if section == "late":
                event = Event(f"settled:{what}", "settled", what, None, dt.date.fromisoformat(rest[1]))
                found[int(rest[0])].append(event)
        elif section == "late" or what.startswith(LETTERS["contract"]):
            rows[KIND_OF_LETTER[what[0]]].append(int(what[1:]))
    for kind in rows.keys() - set(but):
        ids = rows[kind]
        query = f"SELECT * FROM ({SETTLED[kind]}) WHERE id IN (SELECT value FROM json_each(:ids))"
        values = {"today": world.today.isoformat(), "ids": jsontext.dumps(ids)}
        for row, account, title, what in world.book.db.execute(query, values):
            ref = reference(kind, row)
            section = "worse" if what == "churned" else "settled"
            found[account].append(Event(f"settled:{ref}", section, "record", ref, f"{title}, {what}"))
    return {account: events for account, events in found.items() if world.has(account)}


def is_settled(facts: Facts, event: Event) -> bool:
    """Whether a check-in or a review that no longer stands was held, and not only put off."""
    if event.kind == "checkin":
        return facts.touch_on is not None and facts.touch_on > event.subject - dt.timedelta(
            facts.cadence_days
        )
    if event.kind == "qbr":
        return facts.qbr_on is not None and facts.qbr_on > event.subject - dt.timedelta(facts.qbr_days or 0)
    return True


def totals_of(look: Look) -> Row:
    """What stands in all, new or not."""
    world, facts = look.world, look.facts
    until = renewals.until_day(world, None)
    risky = [each for each in facts if look.scores[each.id].band in RISKY]
    states = [cadence.checkin(each, world.today, world.today).state for each in facts]
    amounts = [each.arr for each in risky]
    arr = None if None in amounts else sum(amount or 0 for amount in amounts)
    return {
        "checkins": sum(state in ("overdue", "due") for state in states),
        "renewals": sum(is_near(each, world.today, until) for found in facts for each in found.contracts),
        "at_risk": len(risky),
        "arr_at_risk": world.totals.major(arr),
    }
