"""The digest, read from the book and held against the digest before.

What is an event is in `rules.digest`; what the week brought is in `digest_week`, the object of
`am digest -o json` in `digest_data`.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from amcli import jsontext
from amcli.facts.account_facts import World, bare, read_dated, with_people
from amcli.facts.changed_accounts import changed_accounts
from amcli.facts.churn import at_rest, win_backs
from amcli.facts.day_state import newest_entry, put_off, standings
from amcli.facts.tellings import tellings
from amcli.fields import Row
from amcli.hints import Any, NamedTuple
from amcli.reports.digest_week import Week, read_week
from amcli.reports.meetings import CONFIRM_DAYS, Meeting, read_meetings
from amcli.rules.deadlines import Deadline
from amcli.rules.digest import (
    DEADLINES,
    RISKY,
    Entry,
    Event,
    Kept,
    entries,
    moved,
    ordered,
    risen,
    standing,
)
from amcli.rules.facts import Facts
from amcli.rules.isodays import after, before
from amcli.rules.reasons import Reason
from amcli.rules.signals import BY_NAME
from amcli.rules.standing import Standing
from amcli.storage.digests import State
from amcli.vocabulary import KIND_OF_LETTER, LETTERS, parts_of_reference, reference

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
    """What a digest tells, and what the next one will be held against. `unrecorded` and `short` are deadlines
    that are only counted: those that passed long ago, and those of contracts that auto-renew for three months
    or less at a time."""

    world: World
    period: str
    then: State | None
    meetings: list[Meeting]
    entries: list[Entry]
    unrecorded: list[Deadline]
    short: list[Deadline]
    week: Week | None
    state: State
    totals: Row
    look: "Look"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        said = self.meetings or self.entries or self.unrecorded or self.short
        return not said and (self.week is None or self.week.empty)


class Look(NamedTuple):
    """The book as the digest looks at it: where its accounts stand, up to which day things fall due, what is
    snoozed, what the digest before stood on, and the accounts whose records changed since; None where that
    can't be told."""

    world: World
    until: dt.date
    standings: dict[int, Standing]
    scores: dict[int, Kept]
    asleep: frozenset[str]
    then: State | None
    changed: set[int] | None
    journal: int

    def standing(self, facts: Facts) -> Iterator[Event]:
        worked = self.world.config.worked
        return standing(facts, self.world.today, self.until, self.world.model, self.asleep, worked)

    def moved(self, facts: Facts) -> Event | None:
        """How the score of an account moved; that of an account that is snoozed waits with it."""
        if facts.id not in self.scores or is_snoozed(facts, self.world.today):
            return None
        then = self.then.scores.get(facts.id) if self.then else None
        return moved(facts.id, self.scores[facts.id], then)


class Found(NamedTuple):
    """What an account has to tell: all that stands, and how its score moved."""

    facts: Facts
    events: list[Event]
    score: Event | None


def read_digest(world: World, period: str, then: State | None) -> Digest:
    """The digest of a day or a week; with a `then`, only what is new or moved since."""
    look = look_at(world, after(world.today, WEEK_DAYS if period == "week" else 0), then)
    booked = {meeting_key(each): each for each in meetings_of(look)}
    known = then.keys if then else frozenset()
    told, keys, asleep = looked_through(look, known)
    stands = frozenset(booked).union(keys)
    settled = settled_of(world, known - stands, ELSEWHERE if period == "week" else ())
    found = entries_of(look, told, known, settled)
    named, short = counted(found, lambda each: each.short)
    named, unrecorded = counted(named, lambda each: each.place == "unrecorded")
    week = read_week(world, then) if period == "week" else None
    state = State(world.today, stands, kept_scores(look, asleep), week.state if week else {}, look.journal)
    fresh = [each for key, each in booked.items() if key not in known]
    return Digest(world, period, then, fresh, named, unrecorded, short, week, state, totals_of(look), look)


def looked_through(look: Look, known: frozenset[str]) -> tuple[dict[int, Found], set[str], set[int]]:
    """The accounts that have something new to tell, the keys of all that stands, and the accounts that are
    put off. Nobody holds the facts of the others."""
    told: dict[int, Found] = {}
    stands: set[str] = set()
    asleep: set[int] = set()
    for facts in read_dated(look.world, [*look.standings, *tried_again(look)], look.until):
        events = list(look.standing(facts))
        keys = set(keys_of(events))
        score = look.moved(facts)
        if is_snoozed(facts, look.world.today):
            asleep.add(facts.id)
        if score is not None or not keys <= known:
            told[facts.id] = Found(facts, events, score)
        stands |= keys
    return without_false_rises(look, told, known), stands, asleep


def tried_again(look: Look) -> list[int]:
    """The lost customers whom to try to win back by the day of the digest."""
    due = {account for account, on in win_backs(look.world).items() if on <= look.until}
    return sorted((due & at_rest(look.world)) - look.standings.keys()) if due else []


def without_false_rises(look: Look, told: dict[int, Found], known: frozenset[str]) -> dict[int, Found]:
    """A rise is told where the records made it, never where only days have passed."""
    then = look.then
    better = [row for row, each in told.items() if each.score is not None and each.score.section == "better"]
    if then is None or not better:
        return told
    fresh = [row for row in better if look.changed is None or row in look.changed]
    risen_ = {
        each.id
        for each in bare(look.world._replace(back=then.on), fresh, ranks=False)
        if risen(each, then.scores[each.id], then.on, look.world.model)
    }
    for row in set(better) - risen_:
        told[row] = told[row]._replace(score=None)
    return {
        row: each
        for row, each in told.items()
        if each.score is not None or not set(keys_of(each.events)) <= known
    }


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


def counted(found: list[Entry], is_counted: Callable[[Deadline], bool]) -> tuple[list[Entry], list[Deadline]]:
    """The entries that are named, and the deadlines that are only counted where there are several."""
    chosen = [
        event.subject.found
        for each in found
        if each.section == DEADLINES
        for event in each.events
        if is_counted(event.subject.found)
    ]
    if len(chosen) < 2:
        return found, []
    return [kept for each in found if (kept := without(each, is_counted)).events], chosen


def without(found: Entry, is_counted: Callable[[Deadline], bool]) -> Entry:
    """An entry without the deadlines that are only counted."""
    if found.section != DEADLINES:
        return found
    return found._replace(events=tuple(each for each in found.events if not is_counted(each.subject.found)))


def look_at(world: World, until: dt.date, then: State | None) -> Look:
    """Read what the digest looks at."""
    now = newest_entry(world.book)
    chosen = {each.id: each for each in standings(world) if world.has(each.id)}
    world.totals.missing.update(code for each in chosen.values() for code in each.lacking.split())
    since = then.journal if then else None
    changed = None if since is None else changed_accounts(world.book, since)
    return Look(world, until, chosen, scores_of(chosen), put_off(world), then, changed, now)


def scores_of(chosen: dict[int, Standing]) -> dict[int, Kept]:
    """The scores as a digest remembers them, by account: without what limits moved."""
    every = jsontext.loads(f"[{','.join([each.points for each in chosen.values()])}]")
    return {
        each.id: Kept(
            each.score, each.health, {p["signal"]: p["points"] for p in points if p["signal"] in BY_NAME}
        )
        for each, points in zip(chosen.values(), every, strict=True)
    }


def is_snoozed(facts: Facts, today: dt.date) -> bool:
    """Whether an account is put off."""
    return facts.snoozed_until is not None and facts.snoozed_until > today


def entries_of(
    look: Look, told: dict[int, Found], known: frozenset[str], settled: dict[int, list[Event]]
) -> list[Entry]:
    """The lines of some accounts, with everything that is said of them."""
    reasons = reasons_of(look.world, told)
    found: list[Entry] = []
    for each in in_full(look, told, [row for row in settled if row not in told]):
        has = told.get(each.id)
        events = [event for event in has.events if event.key not in known] if has else []
        if has and has.score:
            subject = has.score.subject._replace(reasons=reasons.get(each.id, ()))
            events.append(has.score._replace(subject=subject))
        events += [event for event in settled.get(each.id, ()) if is_settled(each, event)]
        found += entries(each, events)
    return ordered(found)


def in_full(look: Look, told: dict[int, Found], settled: list[int]) -> list[Facts]:
    """The facts of what is told and of other accounts where something was settled: with their revenue, and
    with their people where somebody is named."""
    world = look.world
    revenue = {row: each.arr for row, each in look.standings.items()}
    revenue |= world.totals.by_account(settled) if settled else {}
    facts = [*(each.facts for each in told.values()), *read_dated(world, settled, look.until)]
    facts = [each._replace(arr=revenue.get(each.id, 0)) for each in facts]
    named = [each for each in facts if each.id in told and names_somebody(told[each.id])]
    people = {each.id: each for each in with_people(world, named)}
    return [people.get(each.id, each) for each in facts]


def names_somebody(found: Found) -> bool:
    """Whether the words of an account name a person: whom to call, or who was spoken to."""
    rose = found.score is not None and found.score.section == "better"
    return rose or any(each.kind == "checkin" for each in found.events)


def reasons_of(world: World, told: dict[int, Found]) -> dict[int, tuple[Reason, ...]]:
    """The reasons of the scores that got worse, by account."""
    worse = [row for row, each in told.items() if each.score and not each.score.subject.got_better]
    return {account: found.reasons for account, found in tellings(world, worse)}


def kept_scores(look: Look, asleep: set[int]) -> dict[int, Kept]:
    """The scores that the next digest is held against; of what is put off, those of before."""
    before = look.then.scores if look.then else {}
    return {
        row: before[row] if row in asleep else each
        for row, each in look.scores.items()
        if row not in asleep or row in before
    }


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
            continue
        letter, row = parts_of_reference(what)
        if letter in KIND_OF_LETTER and (section == "late" or letter == LETTERS["contract"]):
            rows[KIND_OF_LETTER[letter]].append(row)
    for kind in rows.keys() - set(but):
        for row, account, title, what in settled_rows(world, kind, rows[kind]):
            ref = reference(kind, row)
            section = "worse" if what == "churned" else "settled"
            found[account].append(Event(f"settled:{ref}", section, "record", ref, f"{title}, {what}"))
    return {account: events for account, events in found.items() if world.has(account)}


def settled_rows(world: World, kind: str, rows: list[int]) -> Iterable[Any]:
    """Which of some records of a kind were settled: their ids, accounts, what they are called, what became of
    them."""
    values = {"today": world.today.isoformat(), "ids": jsontext.dumps(rows)}
    if kind == "interaction":
        return world.book.rows("replies.settled", **values)
    query = f"SELECT * FROM ({SETTLED[kind]}) WHERE id IN (SELECT value FROM json_each(:ids))"
    return world.book.db.execute(query, values)


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
    every = look.standings.values()
    amounts = [each.arr for each in every if each.health in RISKY]
    arr = None if None in amounts else sum(amount or 0 for amount in amounts)
    return {
        "checkins": sum(each.checkins for each in every),
        "renewals": sum(each.renewals for each in every),
        "at_risk": len(amounts),
        "arr_at_risk": look.world.totals.major(arr),
    }
