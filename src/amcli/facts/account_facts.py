"""The facts of `rules.facts` for many accounts at once: a few queries, never one an account."""

import datetime as dt
import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from amcli.config.settings import Config
from amcli.facts.signs import NO_TALKS, Talks, read_signs, read_talks
from amcli.rules.facts import NO_SIGNS, YEAR, Facts, OpenContract, OpenTask, Person, Signs
from amcli.rules.isodays import after, before, day, sure
from amcli.storage.connection import Book, Row
from amcli.storage.totals import Totals
from amcli.vocabulary import TIERS

if TYPE_CHECKING:
    from amcli.rules.model import Model

BOOKED_DAYS = 7
PEOPLE_DAYS = 90


class World(NamedTuple):
    """What every report is asked for: the book, the day, the configuration; and, where a filter chose some,
    the ids of the accounts that it is of `only`."""

    book: Book
    today: dt.date
    config: Config
    totals: Totals
    only: frozenset[int] | None = None

    def has(self, account: int) -> bool:
        """Whether a report is to speak of an account."""
        return self.only is None or account in self.only

    @property
    def model(self) -> "Model":
        """The figures of the score."""
        return self.config.model


def scored(world: World, account: int | None = None) -> list[int]:
    """The ids of the accounts that have a score, all or one; none for an account without."""
    return [row[0] for row in world.book.rows("scored_accounts", account=account) if world.has(row[0])]


def read(world: World, accounts: list[int], *, whole: bool = True, money: bool = True) -> list[Facts]:
    """The facts of some accounts, by code. Without `whole`, what the score needs is left out:
    contracts, tasks, signs, and who was spoken to; without `money`, their revenue."""
    book, today, ids = world.book, world.today.isoformat(), json.dumps(accounts)
    week = after(world.today, BOOKED_DAYS).isoformat()
    rows = book.rows("accounts", today=today, week=week, accounts=ids)
    touches = [row["touch_id"] for row in rows if row["touch_id"] is not None]
    named: dict[int, list[int]] = defaultdict(list)
    for row in book.rows("participants", ids=json.dumps(touches)):
        named[row["interaction_id"]].append(row["contact_id"])
    people = read_people(world, ids, whole=whole)
    arr = world.totals.by_account(accounts) if money else {}
    contracts: dict[int, list[OpenContract]] = defaultdict(list)
    tasks: dict[int, list[OpenTask]] = defaultdict(list)
    talks: Talks = {}
    signs: dict[int, Signs] = {}
    if whole:
        for contract in read_contracts(world, accounts):
            contracts[contract.account_id].append(contract)
        for task in due_tasks(world, accounts):
            tasks[task.account_id].append(task)
        talks = read_talks(book, world.today, ids)
        signs = read_signs(book, world.today, world.model, ids, talks)
    cadences = {tier: (world.config.cadence_days(tier), world.config.qbr_days(tier)) for tier in TIERS}
    silent = is_silent(world)
    return [
        facts_of(
            row, cadences[row["tier"]], named[row["touch_id"]], talks.get(row["id"], NO_TALKS),
            arr.get(row["id"], 0), people[row["id"]], contracts[row["id"]], tasks[row["id"]],
            signs.get(row["id"], NO_SIGNS), silent,
        )
        for row in rows
    ]  # fmt: skip


def is_silent(world: World) -> bool:
    """Whether the book has no touch within a year: then its conversations are not on record, and nobody is
    late."""
    since = before(world.today, YEAR).isoformat()
    return not world.book.rows("any_touch", since=since, today=world.today.isoformat())


def facts_of(
    row: Row,
    cadences: tuple[int, int | None],
    named: list[int],
    talks: tuple[str, bool],
    arr: int | None,
    people: list[Person],
    contracts: list[OpenContract],
    tasks: list[OpenTask],
    signs: Signs,
    silent: bool,
) -> Facts:
    """One account's facts."""
    (
        id_, code, name, tier, status, owner, owner_since, added_on, customer_since,
        own_cadence, own_qbr, snoozed, pulse, pulse_on, touch_id, touch_on, touch_kind, booked_id,
        booked_on, booked_kind, booked_at, booked_summary, feel, feel_on, qbr_on, has_task, has_goal,
    ) = row  # fmt: skip
    return Facts(
        id_, code, name, tier, status, owner, day(owner_since), sure(added_on), day(customer_since),
        own_cadence or cadences[0], own_qbr or cadences[1], day(snoozed), pulse, day(pulse_on),
        feel, day(feel_on), touch_id, day(touch_on), touch_kind, tuple(named), booked_id, day(booked_on),
        booked_kind, booked_at, booked_summary, day(qbr_on), has_task == 1, has_goal == 1,
        talks[0], talks[1], arr, tuple(people), tuple(contracts), tuple(tasks), signs, silent,
    )  # fmt: skip


def read_people(world: World, ids: str, *, whole: bool) -> dict[int, list[Person]]:
    """Contacts by account; with `whole`, with the day they last took part in a touch within 90 days."""
    last: dict[tuple[int, int], str] = {}
    if whole:
        since = before(world.today, PEOPLE_DAYS).isoformat()
        touched = world.book.rows("people_touched", since=since, today=world.today.isoformat(), accounts=ids)
        for account, contact, on in touched:
            if on > last.get((account, contact), ""):
                last[account, contact] = on
    found: dict[int, list[Person]] = defaultdict(list)
    for account, row, name, role, left_on, successor, primary, prefers, phones, emails in world.book.rows(
        "people", accounts=ids
    ):
        spoken = last.get((account, row))  # what somebody said for another account is not said here
        found[account].append(
            Person(
                row, name, role, day(left_on), successor, primary == 1, prefers, phones, emails, day(spoken)
            )
        )
    return found


def read_contracts(
    world: World, accounts: list[int] | None = None, until: dt.date | None = None
) -> list[OpenContract]:
    """Contracts with an end that await their outcome; those of some accounts, or those that are past
    their end or near it: with their end or their notice day on or before `until`."""
    values = {
        "today": world.today.isoformat(),
        "accounts": None if accounts is None else json.dumps(accounts),
        "until": None if until is None else until.isoformat(),
    }
    return [
        OpenContract(
            id_, account_id, account, name, product, sure(starts_on), sure(ends_on), day(notice_by),
            auto_renew == 1, stage, forecast, value, currency, day(snoozed),
        )
        for (
            id_, account_id, account, name, product, starts_on, ends_on, notice_by, auto_renew,
            stage, forecast, value, currency, snoozed,
        ) in world.book.rows("open_contracts", **values)
        if world.has(account_id)
    ]  # fmt: skip


def due_tasks(world: World, accounts: list[int]) -> list[OpenTask]:
    """Open tasks whose day has come; of one account, where just one is asked for."""
    one = accounts[0] if len(accounts) == 1 else None
    return read_tasks(world, one, due=world.today)


def read_tasks(world: World, account: int | None = None, due: dt.date | None = None) -> list[OpenTask]:
    """Tasks that are not done: all, one account's, or those due by a day."""
    values = {"today": world.today.isoformat(), "account": account, "due": due.isoformat() if due else None}
    return [
        OpenTask(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            name=row["name"],
            contact=row["contact"],
            title=row["title"],
            due_on=day(row["due_on"]),
            promised=row["promised"] == 1,
            promised_by=row["promised_by"],
            waiting_on=row["waiting_on"],
            first_due_on=day(row["first_due_on"]),
            assignee=row["assignee"],
            repeat=row["repeat"],
            said_on=day(row["said_on"]),
        )
        for row in world.book.rows("open_tasks", **values)
        if world.has(row["account_id"])
    ]
