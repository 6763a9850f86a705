"""The facts of `rules.facts` for many accounts at once: a few queries, never one an account.

Of some accounts as a whole (`read`), or of the whole book as far as scores need it (`read_bare`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from amcli import jsontext
from amcli.config.settings import Config
from amcli.facts.churn import at_rest, departures, left, rests
from amcli.facts.signs import NO_TALKS, OfBook, Talks, of_books, read_pending, read_signs, read_talks
from amcli.hints import TYPE_CHECKING, Any, NamedTuple, TypeVar
from amcli.rules.facts import NO_SIGNS, YEAR, Departure, Facts, OpenContract, OpenTask, Person, Signs
from amcli.rules.isodays import after, before, day, sure
from amcli.storage.connection import Book
from amcli.storage.totals import Totals
from amcli.vocabulary import TIERS, book_of

if TYPE_CHECKING:
    from amcli.rules.model import Model

BOOKED_DAYS = 7
AT_ONCE = 200
PEOPLE_DAYS = 90
DAY = len("2026-03-02")
SCORED = 18  # columns of an account that a score is made of; the names and records that are drawn follow
BARE = Facts._fields.index("name")
Owned = TypeVar("Owned", OpenContract, OpenTask)
Contacts = dict[int, list[Person]]
"""The contacts of accounts as if none of them had been spoken to: no day moves them, only who writes."""


class World(NamedTuple):
    """What every report is asked for: the book, the day, the configuration; and, where a filter chose some,
    the ids of the accounts that it is of `only`. `back` is an earlier day that what lies within a time is
    looked back from, as if only the days since had not passed."""

    book: Book
    today: dt.date
    config: Config
    totals: Totals
    only: frozenset[int] | None = None
    back: dt.date | None = None

    @property
    def last(self) -> dt.date:
        """The last day of the times that are looked back to."""
        return self.back or self.today

    def has(self, account: int) -> bool:
        """Whether a report is to speak of an account."""
        return self.only is None or account in self.only

    @property
    def model(self) -> "Model":
        return self.config.model

    @property
    def grace(self) -> int:
        """Days in which an ended contract may still be renewed; read without the figures of the score,
        unless a person set some, which are checked. Raises BadValue."""
        return self.model.grace if self.config.weighs_otherwise else self.config.grace_days


def scored(world: World, account: int | None = None) -> list[int]:
    """The ids of the accounts that have a score or are leaving, all or one; none for an account without."""
    gone = left(world)
    rows = world.book.rows("account_facts.scored", account=account)
    return [row[0] for row in rows if world.has(row[0]) and row[0] not in gone]


class Whole(NamedTuple):
    """What accounts are held against in the whole of a book of which only a part is seen: scores, and the
    order of the morning."""

    of_books: dict[int, OfBook]
    revenues: list[int | None]


def of_whole(world: World) -> Whole:
    """It before the book is narrowed."""
    every = scored(world)
    arr = world.totals.apart().by_account(every)
    return Whole(of_books(world), [arr.get(each) for each in every])


class Beside(NamedTuple):
    """What is known of accounts and stands in rows of its own, by account; `cadences` by tier: days
    between check-ins and between QBRs. `silent`: the books in which nobody was spoken to within a year, by
    `book_of`. `runs`: whether a
    contract does, of accounts of which one has begun."""

    cadences: dict[str, tuple[int, int | None]]
    silent: frozenset[int]
    arr: dict[int, int | None]
    people: dict[int, list[Person]]
    contracts: dict[int, list[OpenContract]]
    tasks: dict[int, list[OpenTask]]
    talks: Talks
    signs: dict[int, Signs]
    departures: dict[int, Departure]
    runs: dict[int, bool]


def read(world: World, accounts: list[int], *, whole: bool = True, money: bool = True) -> list[Facts]:
    """The facts of some accounts, by code. Without `whole`, what the score needs is left out:
    contracts, tasks, signs, and who was spoken to; without `money`, their revenue."""
    ids = jsontext.dumps(accounts)
    rows = world.book.rows("account_facts.accounts", **days_of(world), accounts=ids)
    talks = read_talks(world.book, world.today, ids) if whole else {}
    arr = world.totals.by_account(accounts) if money else {}
    beside = Beside(
        cadences=cadences_of(world),
        silent=without_talks(of_books(world)) if whole else silent_books(world),
        arr=arr,
        people=read_people(world, ids, whole=whole),
        contracts=by_account(read_contracts(world, accounts)) if whole else {},
        tasks=by_account(read_tasks(world, accounts, world.today)) if whole else {},
        talks=talks,
        signs=read_signs(world, ids, talks) if whole else {},
        departures=departures(world),
        runs=running(world, accounts, arr) if whole else {},
    )
    there = read_participants(world, [row["touch_id"] for row in rows if row["touch_id"] is not None])
    return [with_records(facts_of(row[:SCORED], beside), row[SCORED:], there) for row in rows]


def read_calls(world: World, accounts: list[int]) -> list[Facts]:
    """What a check-in is of some accounts, by code: the last touch, the meeting booked, the revenue, and of
    their people the one to turn to."""
    values = {**days_of(world), "accounts": jsontext.dumps(accounts)}
    arr, silent, gone = world.totals.by_account(accounts), silent_books(world), departures(world)
    beside = Beside(cadences_of(world), silent, arr, {}, {}, {}, {}, {}, gone, {})
    found = []
    for row in world.book.rows("account_facts.calls", **values):
        name, owner, touch_kind, booked_kind, contact, role, left_on, *about = row[SCORED:]
        person = () if contact is None else (Person(contact, role, day(left_on), *about),)
        facts = facts_of(row[:SCORED], beside)
        found.append(
            facts._replace(
                name=name, owner=owner, touch_kind=touch_kind, booked_kind=booked_kind, people=person
            )
        )
    return found


def read_dated(world: World, accounts: list[int], until: dt.date) -> Iterator[Facts]:
    """What of some accounts has its day: contracts, tasks due up to `until`, open issues and opportunities,
    the next check-in and review; some accounts at a time. Their people and their revenue are left out."""
    cadences, silent, gone = cadences_of(world), silent_books(world), departures(world)
    for at in range(0, len(accounts), AT_ONCE):
        some = accounts[at : at + AT_ONCE]
        ids = jsontext.dumps(some)
        contracts = by_account(read_contracts(world, some))
        tasks = by_account(read_tasks(world, some, until))
        beside = Beside(cadences, silent, {}, {}, contracts, tasks, {}, read_pending(world, ids), gone, {})
        for row in world.book.rows("account_facts.accounts", **days_of(world), accounts=ids):
            yield with_records(facts_of(row[:SCORED], beside), row[SCORED:], {})


def with_people(world: World, facts: list[Facts]) -> list[Facts]:
    """Facts with the people of their accounts, and with who took part in the last touch."""
    people = read_people(world, jsontext.dumps([each.id for each in facts]), whole=False)
    there = read_participants(world, [each.touch_id for each in facts if each.touch_id is not None])
    return [
        each._replace(
            people=tuple(people.get(each.id, ())), touch_people=tuple(there.get(each.touch_id or 0, ()))
        )
        for each in facts
    ]


def read_bare(world: World) -> Iterator[Facts]:
    """Every account that has a score, as far as scores and priorities need it: no names, no records.

    The facts come some accounts at a time: nobody holds those of the whole book who doesn't want to. What a
    score and a priority is worked out from is the same here and in the whole facts (`read`).
    """
    yield from bare(world, scored(world))


def bare(
    world: World, accounts: list[int], known: "Contacts | None" = None, *, ranks: bool = True
) -> Iterator[Facts]:
    """The same of some accounts; `known` are contacts that needn't be read again. Where nobody `ranks` them,
    what a score doesn't need is left out: late replies and opportunities."""
    silent, gone = without_talks(of_books(world)), departures(world)
    known = {} if known is None else known
    for at in range(0, len(accounts), AT_ONCE):
        yield from bare_of(world, accounts[at : at + AT_ONCE], silent, known, gone, ranks=ranks)


def bare_of(
    world: World,
    accounts: list[int],
    silent: frozenset[int],
    known: "Contacts",
    gone: dict[int, Departure],
    *,
    ranks: bool,
) -> Iterator[Facts]:
    """The same of so few accounts that their facts are read at once."""
    ids = jsontext.dumps(accounts)
    # What reads the touches comes first, one after the other, while SQLite holds their pages.
    rows = world.book.rows("bare_facts.facts", **days_of(world), accounts=ids)
    talks = read_talks(world.book, world.today, ids)
    people = bare_people(world, accounts, known)
    signs = read_signs(world, ids, talks, ranks=ranks)
    arr = world.totals.by_account(accounts)
    beside = Beside(
        cadences=cadences_of(world),
        silent=silent,
        arr=arr,
        people=people,
        contracts=by_account(read_contracts(world, accounts)),
        tasks=by_account(read_tasks(world, accounts, world.today)),
        talks=talks,
        signs=signs,
        departures=gone,
        runs=running(world, accounts, arr),
    )
    for row in rows:
        yield facts_of(row, beside)


def facts_of(row: Iterable[Any], beside: Beside) -> Facts:
    """One account's facts, without names and records. `felt` is a day and how it felt, in one text."""
    (
        account, code, tier, status, owner_since, added_on, customer_since, cadence_days, qbr_days,
        snoozed_until, pulse, pulse_on, touch_on, booked_on, felt, qbr_on, has_task, has_goal,
    ) = row  # fmt: skip
    usual, usual_qbr = beside.cadences[tier]
    talks, named, touches = beside.talks.get(account, NO_TALKS)
    leaving, contracts = beside.departures.get(account), tuple(beside.contracts.get(account, ()))
    if leaving is not None:  # it has neither open contracts nor reviews
        status, contracts, qbr_days, usual_qbr = leaving.status, (), None, None
    return Facts(
        account, code, tier, status, day(owner_since), sure(added_on), day(customer_since),
        cadence_days or usual, qbr_days or usual_qbr, day(snoozed_until), pulse, day(pulse_on),
        felt[DAY:] if felt else None, day(felt[:DAY]) if felt else None, day(touch_on), day(booked_on),
        day(qbr_on), has_task == 1, has_goal == 1, talks, named, beside.arr.get(account, 0),
        tuple(beside.people.get(account, ())), contracts,
        tuple(beside.tasks.get(account, ())), beside.signs.get(account, NO_SIGNS),
        book_of(account) in beside.silent, leaving, touches, beside.runs.get(account),
    )  # fmt: skip


def with_records(facts: Facts, records: Sequence[Any], there: dict[int, list[int]]) -> Facts:
    """The same with the names and the records that a person sees; `there` are the people of a touch."""
    name, owner, touch, kind, *booked = records
    whole: tuple[Any, ...] = (*facts[:BARE], name, owner, touch, kind, tuple(there.get(touch, ())), *booked)
    return Facts._make(whole)


def days_of(world: World) -> dict[str, str]:
    """Today, and the last day on which a meeting is booked soon."""
    return {"today": world.today.isoformat(), "week": after(world.today, BOOKED_DAYS).isoformat()}


def cadences_of(world: World) -> dict[str, tuple[int, int | None]]:
    """Days between check-ins and between QBRs, by tier."""
    return {tier: (world.config.cadence_days(tier), world.config.qbr_days(tier)) for tier in TIERS}


def by_account(records: Iterable[Owned]) -> dict[int, list[Owned]]:
    """Records by the account that they belong to."""
    found: dict[int, list[Owned]] = defaultdict(list)
    for record in records:
        found[record.account_id].append(record)
    return found


def is_silent(world: World) -> bool:
    """Whether the book has no touch within a year: then its conversations are not on record, and nobody is
    late. Lists ask for that alone; what scores depend on beside it is `of_books`."""
    year = before(world.last, YEAR).isoformat()

    def read() -> bool:
        (row,) = world.book.rows("account_facts.touched", today=world.today.isoformat(), year=year)
        return not row[0]

    return world.book.once("silent", read, world.today, year)


def without_talks(books: Mapping[int, OfBook]) -> frozenset[int]:
    """The books without a touch within a year, by their numbers."""
    return frozenset(number for number, each in books.items() if each.silent)


def silent_books(world: World) -> frozenset[int]:
    """The same for lists, which ask for that alone; of a book of one's own its own number, or none."""
    if world.book.rollup is not None:
        return without_talks(of_books(world))
    return frozenset([0]) if is_silent(world) else frozenset()


def untouched(world: World, accounts: list[int]) -> frozenset[int]:
    """Those of some accounts that nobody was ever in touch with, as far as the book knows."""
    values = {"today": world.today.isoformat(), "accounts": jsontext.dumps(accounts)}
    return frozenset(account for (account,) in world.book.rows("account_facts.untouched", **values))


def running(world: World, accounts: list[int], arr: dict[int, int | None]) -> dict[int, bool]:
    """Whether a contract runs, of those accounts of which one has begun. What brings revenue does; only of
    the others it is asked for."""
    others = [account for account in accounts if account not in arr]
    if not others:
        return dict.fromkeys(arr, True)
    values = {"today": world.today.isoformat(), "grace": f"+{world.grace}"}
    rows = world.book.rows("account_facts.running", **values, accounts=jsontext.dumps(others))
    return dict.fromkeys(arr, True) | {account: runs == 1 for account, runs in rows}


def read_participants(world: World, touches: list[int]) -> dict[int, list[int]]:
    """The people of some touches, by touch."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in world.book.rows("account_facts.participants", ids=jsontext.dumps(touches)):
        found[row["interaction_id"]].append(row["contact_id"])
    return found


def read_people(world: World, ids: str, *, whole: bool) -> dict[int, list[Person]]:
    """Contacts by account; with `whole`, with the day they last took part in a touch within 90 days. What
    somebody said for another account is not said here."""
    last: dict[tuple[int, int], str] = {}
    if whole:
        since = before(world.today, PEOPLE_DAYS).isoformat()
        touched = world.book.rows(
            "account_facts.people_touched", since=since, today=world.today.isoformat(), accounts=ids
        )
        for account, contact, on in touched:
            if on > last.get((account, contact), ""):
                last[account, contact] = on
    found: dict[int, list[Person]] = defaultdict(list)
    for account, contact, name, role, left_on, successor, primary, prefers, phones, emails in world.book.rows(
        "account_facts.people", accounts=ids
    ):
        last_on = day(last.get((account, contact)))
        found[account].append(
            Person(
                contact, role, day(left_on), successor, last_on, name, primary == 1, prefers, phones, emails
            )
        )
    return found


def people_to_call(world: World, accounts: list[int]) -> dict[int, Person]:
    """Whom to turn to (`Facts.to_call`) by account, for lists that ask no more of an account."""
    rows = world.book.rows(
        "account_facts.to_call", today=world.today.isoformat(), accounts=jsontext.dumps(accounts)
    )
    return {
        account: Person(contact, role, day(left_on), successor, None, name, False, prefers, phones, emails)
        for account, contact, name, role, left_on, successor, prefers, phones, emails in rows
    }


def bare_people(world: World, accounts: list[int], known: Contacts) -> dict[int, list[Person]]:
    """Contacts by account: role, whether they left, and whether they were spoken to within 90 days
    (where that counts; the day stands for any). Those that aren't `known` yet are put there."""
    if missing := [account for account in accounts if account not in known]:
        known |= {account: [] for account in missing}
        for account, *about in world.book.rows("bare_facts.people", accounts=jsontext.dumps(missing)):
            contact, role, left_on, successor = about
            known[account].append(Person(contact, role, day(left_on), successor, None))
    since, today = before(world.today, PEOPLE_DAYS).isoformat(), world.today
    ids = jsontext.dumps(accounts)
    rows = world.book.rows("bare_facts.spoken", since=since, today=today.isoformat(), accounts=ids)
    spoken = {(account, contact) for account, contact in rows}
    return {
        account: [
            Person(each.id, each.role, each.left_on, each.successor_id, today)
            if (account, each.id) in spoken
            else each
            for each in known[account]
        ]
        for account in accounts
    }


def read_contracts(
    world: World, accounts: list[int] | None = None, until: dt.date | None = None
) -> list[OpenContract]:
    """Contracts with an end that await their outcome, as they run: those of some accounts, or those that are
    past their end on record or near it: with that or their notice day on or before `until`."""
    today = world.today.isoformat()
    if accounts is None:
        last = None if until is None else until.isoformat()
        found = world.book.rows("account_facts.open_contracts", today=today, until=last)
    else:
        found = world.book.rows("account_facts.contracts_of", today=today, accounts=jsontext.dumps(accounts))
    gone = departures(world) if found else {}
    return [
        as_open(
            OpenContract(
                id_, owner, account, name, product, sure(starts), sure(ends), day(notice), auto == 1, stage,
                forecast, value, currency, day(until_then),
            ),
            world.last, length, notice_days, of_months,
        )
        for (
            id_, owner, account, name, product, starts, ends, notice, auto, length, notice_days, of_months,
            stage, forecast, value, currency, until_then,
        ) in found
        if world.has(owner) and owner not in gone
    ]  # fmt: skip


def as_open(
    found: OpenContract, today: dt.date, length: int | None, days: int | None, months: int | None
) -> OpenContract:
    """A contract as it runs: what auto-renewed goes on in implied terms, of so many months."""
    if not found.auto_renew:
        return found
    from amcli.rules.implied import Recorded, as_it_runs  # few contracts do

    return as_it_runs(found, Recorded(found.starts_on, found.ends_on, length, days, months), today)


def read_tasks(world: World, accounts: list[int] | None = None, due: dt.date | None = None) -> list[OpenTask]:
    """Tasks that are not done: all but those that rest, those of some accounts, or those due by a day."""
    values = {"today": world.today.isoformat(), "due": due.isoformat() if due else None}
    if accounts is None:
        found = world.book.rows("account_facts.open_tasks", **values)
    else:
        found = world.book.rows("account_facts.tasks_of", **values, accounts=jsontext.dumps(accounts))
    resting = at_rest(world) if accounts is None else set()
    return [
        OpenTask(
            id_, owner, account, name, contact, title, day(due_on), promised == 1, promised_by, waiting_on,
            day(first_due_on), assignee, repeat, day(said_on), goal, play,
        )
        for (
            id_, owner, account, name, contact, title, due_on, promised, promised_by, waiting_on,
            first_due_on, assignee, repeat, said_on, goal, play,
        ) in found
        if world.has(owner) and not rests(owner, title, resting)
    ]  # fmt: skip
