"""When plays are due, and starting them: what a trigger's day is, for whom, and that each starts once.

What a play says is rules/plays.py, where its file is config/plays.py. Nothing here is asked unless a play is
switched on, or was started.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from amcli import jsontext
from amcli.config.plays import Found, read_plays, switched_on
from amcli.errors import AmcliError, BadValue
from amcli.facts.account_facts import World, read, read_contracts, scored
from amcli.facts.churn import LEAVING, departures
from amcli.facts.filters import chosen
from amcli.hints import Any, NamedTuple
from amcli.rules import cadence
from amcli.rules.isodays import after, before, sure
from amcli.rules.names import shown
from amcli.rules.plays import (
    Occurrence,
    Plan,
    Play,
    Start,
    Subject,
    anniversaries,
    has_tasks,
    plan,
    title_of,
)
from amcli.storage import plays
from amcli.vocabulary import PLAY_DAYS, reference

CUSTOMER = ("onboarding", "active")


class Started(NamedTuple):
    """A play that was started, by its id, for what, and what that made."""

    row: int
    play: Play
    of: Occurrence
    plan: Plan


class Ended(NamedTuple):
    """A play that ended with its contract's outcome, and how many open steps went."""

    name: str
    account: str
    contract: str
    steps: int


class Settled(NamedTuple):
    """What a change led to: plays that it started, plays that it ended, those of which steps went, since they
    are no longer needed, and files that can't be read."""

    started: list[Started]
    ended: list[Ended]
    shorter: list[Ended]
    faults: list[str]


class Event(NamedTuple):
    """Something that happened to an account, which may start a play."""

    trigger: str
    account: int
    on: dt.date


class Chosen:
    """What filters choose of the book, each asked once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.known: dict[tuple[str, tuple[str, ...]], frozenset[int]] = {}

    def has(self, kind: str, words: tuple[str, ...], row: int | None) -> bool:
        """Whether a record fits all words. Raises BadValue for words that can't be read."""
        if (kind, words) not in self.known:
            self.known[kind, words] = chosen(self.world, kind, words) or frozenset()
        return row in self.known[kind, words]


def check_filters(world: World, play: Play) -> None:
    """Raise BadValue that names the file, for filters of a play that can't be read."""
    for key, words in (("for", play.filters), *(("unless", step.unless) for step in play.steps)):
        try:
            chosen(world, play.kind, words)
        except BadValue as error:
            why = " ".join(filter(None, (error.message, error.hint)))
            raise BadValue(f"{shown(play.path)}: {key}: {why}") from None


def switched_on_plays(world: World, triggers: Sequence[str]) -> Found:
    """The plays that are switched on and have one of the triggers; and what is wrong with others' files."""
    found = read_plays(world.config, switched_on(world.config))
    return Found({name: play for name, play in found.plays.items() if play.on in triggers}, found.faults)


def waiting(world: World) -> tuple[list[tuple[Play, Occurrence]], list[str]]:
    """What waits to be started by a day's play; and what is wrong with plays that are switched on."""
    found = switched_on_plays(world, PLAY_DAYS)
    waits: list[tuple[Play, Occurrence]] = []
    for play in found.plays.values():
        try:
            waits += ((play, each) for each in due(world, play, Chosen(world)))
        except BadValue as error:
            found.faults.append(f"{shown(play.path)}: {error.message}")
    return waits, found.faults


def due(world: World, play: Play, filters: Chosen) -> Iterator[Occurrence]:
    """What a day's play is to be started for: its first step's day has come, its last one's has not passed,
    and it wasn't started for that before. Raises BadValue."""
    moved = world.config.calendar().moved
    candidates = [
        each
        for each in DAYS[play.on or ""](world, play)
        if play.first_day(each.on) <= world.today <= moved(play.last_day(each.on))
    ]
    if not candidates:
        return
    known = [tuple(row) for row in world.book.rows("plays.started", name=play.name)]
    started = {(account, contract, on) for account, contract, on, _ in known}
    begun = {account: max(each[3] for each in known if each[0] == account) for account, *_ in known}
    for each in candidates:
        if (each.account, each.contract, each.on.isoformat()) in started:
            continue
        if play.on == "qbr" and each.account in begun and begun[each.account] > last_review(world, each):
            continue
        start = Start(world.today, False, moved)
        if fits(play, each, filters) and has_tasks(play, each.on, needless(play, each, filters), start):
            yield each


def last_review(world: World, of: Occurrence) -> str:
    """The day of an account's last review: what was started since is for the next one, whatever day that has
    now."""
    (facts,) = read(world, [of.account], whole=False, money=False)
    return facts.qbr_on.isoformat() if facts.qbr_on else ""


def fits(play: Play, of: Occurrence, filters: Chosen) -> bool:
    """Whether a play is for an account or contract."""
    row = of.contract if play.of_contract else of.account
    return not play.filters or filters.has(play.kind, play.filters, row)


def notices(world: World, play: Play) -> Iterator[Occurrence]:
    """The last days on which notice can be given, of the terms that run."""
    for each in read_contracts(world, None, horizon(world, play)):
        if each.notice_by is not None:
            yield Occurrence(each.account_id, each.id, each.notice_by)


def ends(world: World, play: Play) -> Iterator[Occurrence]:
    """The last days of the terms that run."""
    for each in read_contracts(world, None, horizon(world, play)):
        yield Occurrence(each.account_id, each.id, each.ends_on)


def reviews(world: World, play: Play) -> Iterator[Occurrence]:
    """The next reviews: on the day that is booked, else on the day on which they are due. One that is overdue
    waits until it is booked: nothing follows a review that wasn't held. A play without a step before its day
    is for those that were."""
    follows, booked = play.first_day(world.today) > world.today, booked_reviews(world)
    for facts in read(world, scored(world), whole=False, money=False):
        day = facts.qbr_on if follows else booked.get(facts.id) or cadence.qbr_due_on(facts)
        if day is not None and facts.qbr_days is not None and (follows or day >= world.today):
            yield Occurrence(facts.id, None, day)


def yearly(world: World, play: Play) -> Iterator[Occurrence]:
    """The anniversaries of accounts as customers."""
    first = before(world.today, max(0, (play.last_day(world.today) - world.today).days) + SLACK)
    staying = [each for each in scored(world) if each not in departures(world)]
    for row in world.book.rows("plays.since", accounts=jsontext.dumps(staying)):
        for day in anniversaries(sure(row["customer_since"]), first, horizon(world, play)):
            yield Occurrence(row["id"], None, day)


SLACK = 31  # days by which a month, or a day that isn't worked on, may stretch a step
DAYS: dict[str, Callable[[World, Play], Iterator[Occurrence]]] = {
    "notice": notices,
    "end": ends,
    "qbr": reviews,
    "anniversary": yearly,
}


def booked_reviews(world: World) -> dict[int, dt.date]:
    """The next review that is booked, by account."""
    rows = world.book.rows("plays.booked_reviews", today=world.today.isoformat())
    return {row["account_id"]: sure(row["day"]) for row in rows}


def horizon(world: World, play: Play) -> dt.date:
    """The last day of a trigger whose first step may have come."""
    return after(world.today, max(0, (world.today - play.first_day(world.today)).days) + SLACK)


def usual_day(world: World, play: Play, account: int, contract: int | None) -> dt.date | None:
    """The day for which a play is started by hand, where none was said: its trigger's next one, else today;
    None for a contract without an open end."""
    if play.of_contract:
        open_ = next((each for each in read_contracts(world, [account]) if each.id == contract), None)
        if open_ is None:
            return None
        return open_.notice_by if play.on == "notice" and open_.notice_by else open_.ends_on
    if play.on in ("qbr", "anniversary"):
        days = [each.on for each in DAYS[play.on](world._replace(only=frozenset({account})), play)]
        return min((day for day in days if day >= world.today), default=world.today)
    return world.today


def subject_of(world: World, of: Occurrence) -> Subject:
    """What titles say of an occurrence."""
    people: dict[str, tuple[int, str]] = {}
    for row in world.book.rows("plays.roles", account=of.account, today=world.today.isoformat()):
        people.setdefault(row["role"], (row["id"], row["name"]))
    name = world.book.db.execute("SELECT name FROM account WHERE id = ?", (of.account,)).fetchone()["name"]
    return Subject(name, None if of.contract is None else reference("contract", of.contract), people)


def planned(world: World, play: Play, of: Occurrence, filters: Chosen, *, passed_too: bool) -> Plan:
    """What a start would make. Raises BadValue for filters that can't be read."""
    start = Start(world.today, passed_too, world.config.calendar().moved)
    return plan(play, of.on, subject_of(world, of), needless(play, of, filters), start)


def needless(play: Play, of: Occurrence, filters: Chosen) -> list[int]:
    """The places of the steps whose `unless` holds. Raises BadValue for filters that can't be read."""
    row = of.contract if play.of_contract else of.account
    steps = enumerate(play.steps)
    return [at for at, step in steps if step.unless and filters.has(play.kind, step.unless, row)]


def started(world: World, play: Play, of: Occurrence, made: Plan) -> Started:
    """Start a play, in a transaction."""
    return Started(plays.start(world.book, play.name, of, made.tasks, world.today), play, of, made)


def start_waiting(world: World, waits: Sequence[tuple[Play, Occurrence]]) -> list[Started]:
    """Start what waits, in a transaction; what another process has started meanwhile isn't started again."""
    filters = Chosen(world)
    found = []
    for play, of in waits:
        if plays.same(world.book, play.name, of) is None:
            made = planned(world, play, of, filters, passed_too=False)
            found += [started(world, play, of, made)] if made.tasks else []
    return found


def starting(world: World, event: Event) -> tuple[list[tuple[Play, Plan]], list[str]]:
    """The plays that an event starts now, with what they make; and what is wrong with plays that are switched
    on."""
    found = switched_on_plays(world, (event.trigger,))
    filters, of = Chosen(world), Occurrence(event.account, None, event.on)
    starts: list[tuple[Play, Plan]] = []
    for play in found.plays.values():
        try:
            if plays.same(world.book, play.name, of) is None and fits(play, of, filters):
                made = planned(world, play, of, filters, passed_too=False)
                starts += [(play, made)] if made.tasks else []
        except BadValue as error:
            found.faults.append(f"{shown(play.path)}: {error.message}")
    return starts, found.faults


def start_for(world: World, event: Event) -> tuple[list[Started], list[str]]:
    """Start the plays of an event, in its transaction; gives what is wrong with others, too."""
    starts, faults = starting(world, event)
    of = Occurrence(event.account, None, event.on)
    return [started(world, play, of, made) for play, made in starts], faults


def end_over(world: World, contracts: Sequence[int] | None = None) -> list[Ended]:
    """End the plays of contracts that have their outcome, in a transaction."""
    return [
        Ended(
            row["name"], row["account_name"], reference("contract", row["contract_id"]),
            plays.stop(world.book, row["id"], world.today),
        )
        for row in plays.over(world.book, contracts)
    ]  # fmt: skip


def shorten(world: World, contracts: Sequence[int]) -> list[Ended]:
    """Take away the open steps that plays of some contracts no longer need, in a transaction: those whose
    `unless` holds by now. A file that can't be read, or says otherwise by now, takes nothing away."""
    found, filters = [], Chosen(world)
    for row in plays.of_contracts(world.book, contracts):
        play = read_plays(world.config, [row["name"]]).plays.get(row["name"])
        of = Occurrence(row["account_id"], row["contract_id"], sure(row["on"]))
        went = 0 if play is None else take_needless(world, row["id"], play, of, filters)
        if went:
            found.append(
                Ended(row["name"], row["account_name"], reference("contract", row["contract_id"]), went)
            )
    return found


def take_needless(world: World, row: int, play: Play, of: Occurrence, filters: Chosen) -> int:
    """Delete the open tasks of a play whose steps aren't needed; gives how many. They are known by their
    titles."""
    try:
        places = needless(play, of, filters)
    except BadValue:
        return 0
    subject = subject_of(world, of)
    return plays.take(world.book, row, {title_of(play.steps[at].title, of.on, subject) for at in places})


def settle(world: World, txn: int) -> Settled:
    """Start the plays of what a transaction says that happened, and end those of contracts that have their
    outcome by it, in that transaction. A play that can't be read stops nothing."""
    events, contracts = happened(world, txn)
    ended, shorter = end_over(world, contracts), shorten(world, contracts)
    found = Settled([], ended, shorter, [])
    for event in events:
        try:
            started, faults = start_for(world, event)
        except AmcliError as error:
            started, faults = [], [error.message]
        found.started.extend(started)
        found.faults.extend(faults)
    return found


def happened(world: World, txn: int) -> tuple[list[Event], list[int]]:
    """What a transaction says that happened to accounts; and the contracts that it changed."""
    changes: dict[tuple[str, int], Any] = {}
    for row in world.book.rows("plays.changes", txn=txn):
        changes.setdefault((row["tbl"], row["row"]), row["before"])
    events: list[Event] = []
    for (table, number), was in changes.items():
        query = f'SELECT * FROM "{table}" WHERE id = ?'
        found = world.book.db.execute(query, (number,)).fetchone()
        if found is not None:
            old = None if was is None else {**dict(found), **jsontext.loads(was)}
            events += EVENTS[table](world, found, old)
    return list(dict.fromkeys(events)), [row for table, row in changes if table == "contract"]


def added(world: World, row: Any, old: Any) -> Iterator[Event]:
    """A customer who is new."""
    if old is None and row["status"] in CUSTOMER:
        yield Event("added", row["id"], sure(row["added_on"]))


def handed_over(world: World, row: Any, old: Any) -> Iterator[Event]:
    """A handoff that is new."""
    if old is None:
        yield Event("handoff", row["account_id"], sure(row["on"]))


def has_day(trigger: str, column: str, world: World, row: Any, old: Any) -> Iterator[Event]:
    """A record that has a day now, and had none."""
    if row[column] is not None and (old is None or old[column] is None):
        yield Event(trigger, row["account_id"], sure(row[column]))


def left(world: World, row: Any, old: Any) -> Iterator[Event]:
    """A champion who left."""
    if row["role"] == "champion":
        yield from has_day("champion_left", "left_on", world, row, old)


def lost(world: World, row: Any, old: Any) -> Iterator[Event]:
    """A loss with which a customer is leaving."""
    if is_lost(row) and (old is None or not is_lost(old)):
        gone = departures(world).get(row["account_id"])
        if gone is not None and gone.status == LEAVING:
            yield Event("leaving", row["account_id"], gone.recorded_on or world.today)


def is_lost(row: Any) -> bool:
    """Whether a loss is recorded for a contract."""
    return row["outcome"] == "churned" or row["terminated_on"] is not None


EVENTS: dict[str, Callable[[World, Any, Any], Iterator[Event]]] = {
    "account": added,
    "handoff": handed_over,
    "contact": left,
    "issue": partial(has_day, "escalated", "escalated_on"),
    "contract": lost,
}
