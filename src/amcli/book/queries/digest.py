"""The digest: the object of `am summary`, read from the book and held against the digest before.

What is an event is in `rules.digest`; what the week brought is in `digest_week`.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from amcli.book.digests import State
from amcli.book.queries import meetings, renewals
from amcli.book.queries.bare_facts import read_bare
from amcli.book.queries.digest_week import UNSAID, WEEK, Week, read_week
from amcli.book.queries.facts import World, read, read_tasks
from amcli.book.queries.kept import Mark, mark
from amcli.book.queries.morning import put_off
from amcli.book.queries.scores import scores as scores_of
from amcli.fields import Row, Shape, shape
from amcli.rules import cadence
from amcli.rules.digest import (
    EVENT_KINDS,
    RISKY,
    SECTIONS,
    Entry,
    Event,
    Kept,
    entry,
    kept,
    moved,
    ordered,
    standing,
)
from amcli.rules.digest_words import said
from amcli.rules.facts import Facts, OpenTask
from amcli.rules.isodays import after
from amcli.rules.renewals import is_near
from amcli.rules.score import Score
from amcli.vocabulary import KIND_OF_LETTER, LETTERS, reference

PAGE = shape(
    """
date     day!    the day
period   text!   day or week
since    day     day of the digest before; null where all that stands is told
filters  list!   the filter words that it was asked for with
currency text!   currency of the amounts
meetings list!   as am today has them
events   list!   what there is to tell, the events of an account one after the other
week     object  what the week brought; null for a day
totals   object! what stands in all, new or not
""",
    {
        "meetings": Shape(meetings.FIELDS),
        "events": shape(
            """
section text! where its account stands, which is the heaviest of its events
event   text! what it is itself
account text! the account's code
name    text! the account's name
arr     money annual recurring revenue
kind    text! what it is of
text    text! what there is to tell
ref     text  the record, as commands take it; null for the account itself
""",
            section=SECTIONS,
            event=SECTIONS,
            kind=EVENT_KINDS,
        ),
        "week": WEEK,
        "totals": shape(
            """
checkins    int!  check-ins that are due
renewals    int!  contracts near their end or notice deadline
at_risk     int!  accounts that are critical or at risk
arr_at_risk money their annual recurring revenue
"""
        ),
    },
    period=("day", "week"),
)
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
    entries: list[Entry]
    week: Week | None
    state: State
    totals: Row
    look: "Look"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.entries and (self.week is None or self.week.empty)


class Look(NamedTuple):
    """The book as the digest looks at it: its accounts and their scores, up to which day things fall due,
    what is put off, and what the digest before stood on."""

    world: World
    until: dt.date
    facts: list[Facts]
    scores: dict[int, Score]
    asleep: frozenset[str]
    then: State | None
    mark: Mark

    def standing(self, facts: Facts) -> Iterator[Event]:
        """What stands today."""
        return standing(facts, self.world.today, self.until, self.world.model, self.asleep)

    def moved(self, facts: Facts) -> Event | None:
        """How the score of an account moved; that of an account that is put off waits with it."""
        if facts.id not in self.scores or is_snoozed(facts, self.world.today):
            return None
        return moved(facts, self.scores[facts.id], self.then.scores.get(facts.id) if self.then else None)


def read_digest(world: World, period: str, then: State | None) -> Digest:
    """The digest of a day or a week; with a `then`, only what is new or moved since."""
    look = look_at(world, after(world.today, WEEK_DAYS if period == "week" else 0), then)
    keys = {each.id: frozenset(event.key for event in look.standing(each)) for each in look.facts}
    stands = frozenset().union(*keys.values())
    before = then.keys if then else frozenset()
    settled = settled_of(world, before - stands, ELSEWHERE if period == "week" else ())
    changed = {each.id for each in look.facts if not keys[each.id] <= before or look.moved(each)}
    entries = entries_of(look, sorted(changed | set(settled)), before, settled)
    week = read_week(world, then) if period == "week" else None
    state = State(world.today, stands, kept_scores(look), week.state if week else {})
    return Digest(world, period, then, entries, week, state, totals_of(look), look)


def look_at(world: World, until: dt.date, then: State | None) -> Look:
    """Read what the digest looks at."""
    now = mark(world)
    facts = read_bare(world)
    scores = scores_of(world, facts)
    return Look(world, until, with_tasks(world, facts, until), scores, put_off(world), then, now)


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
    look: Look, accounts: list[int], before: frozenset[str], settled: dict[int, list[Event]]
) -> list[Entry]:
    """The lines of some accounts, with everything that can be said of them."""
    found = []
    for each in with_tasks(look.world, read(look.world, accounts), look.until):
        is_scored = each.id in look.scores
        events = [event for event in look.standing(each) if event.key not in before] if is_scored else []
        score = look.moved(each)
        events += [score] if score else []
        events += [event for event in settled.get(each.id, ()) if is_settled(each, event)]
        if events:
            found.append(entry(each, events))
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
        values = {"today": world.today.isoformat(), "ids": json.dumps(ids)}
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


# JSON.


def data(found: Digest, filters: Sequence[str]) -> Row:
    """The object of `am summary -o json`, of which every other form is made."""
    world, then = found.world, found.then
    names = names_of(world, found)
    return {
        "date": world.today.isoformat(),
        "period": found.period,
        "since": None if then is None else then.on.isoformat(),
        "filters": list(filters),
        "currency": world.totals.base,
        "meetings": meetings.meeting_rows(meetings.of_the_day(world)),
        "events": [row_of(found, each, event) for each in found.entries for event in each.events],
        "week": None if found.week is None else week_data(world, found.week, names),
        "totals": found.totals,
    }


def row_of(found: Digest, each: Entry, event: Event) -> Row:
    """One event as JSON has it; the events of an account follow each other, the heaviest first."""
    world = found.world
    return {
        "section": each.section,
        "event": event.section,
        "account": each.facts.code,
        "name": each.facts.name,
        "arr": world.totals.major(each.facts.arr),
        "kind": event.kind,
        "text": said(each, event, world.today, world.model),
        "ref": event.ref,
    }


def names_of(world: World, found: Digest) -> dict[int, tuple[str, str]]:
    """Code and name of the accounts that the week speaks of."""
    ids = json.dumps([each.account_id for each in found.week.outcomes] if found.week else [])
    query = "SELECT id, code, name FROM account WHERE id IN (SELECT value FROM json_each(?))"
    return {row: (code, name) for row, code, name in world.book.db.execute(query, (ids,))}


def week_data(world: World, week: Week, names: dict[int, tuple[str, str]]) -> Row:
    """What the week brought, as JSON has it."""
    major, then = world.totals.major, week.forecast.then
    outcomes = [
        {
            "section": each.section,
            "account": names[each.account_id][0],
            "name": names[each.account_id][1],
            "text": each.text,
            "ref": each.ref,
        }
        for each in week.outcomes
    ]
    forecast = [
        {
            "category": None if category == UNSAID else category,
            "value": major(value),
            "before": None if then is None else major(then.get(category, 0)),
        }
        for category, value in week.forecast.now.items()
    ]
    return {"outcomes": outcomes, "forecast": forecast}


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
