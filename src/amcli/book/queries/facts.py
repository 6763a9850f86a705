"""The facts of `rules.facts` for the whole book at once, or for one account: a few queries, no loop
of queries."""

import datetime as dt
import json
from collections import defaultdict
from typing import NamedTuple

from amcli.book.connection import Book, Row
from amcli.book.totals import Totals
from amcli.config import Config
from amcli.rules.facts import Facts, OpenContract, OpenTask, Person
from amcli.rules.score import PEOPLE_DAYS

BOOKED_DAYS = 7


class World(NamedTuple):
    """What every report is asked for: the book, the day, the configuration."""

    book: Book
    today: dt.date
    config: Config
    totals: Totals

    @property
    def grace(self) -> int:
        """Days in which an ended contract may still be renewed."""
        return int(self.config.get("book.grace_days"))


def day(text: str | None) -> dt.date | None:
    """A day from its ISO text."""
    return None if text is None else dt.date.fromisoformat(text)


def sure(text: str) -> dt.date:
    """A day that is never missing."""
    return dt.date.fromisoformat(text)


def before(today: dt.date, days: int) -> dt.date:
    """A day some days earlier, at least the first day there is."""
    return dt.date.fromordinal(max(1, today.toordinal() - days))


def after(today: dt.date, days: int) -> dt.date:
    """A day some days later, at most the last day there is."""
    return dt.date.fromordinal(min(dt.date.max.toordinal(), today.toordinal() + days))


def read(world: World, account: int | None = None) -> list[Facts]:
    """The facts of every account that is onboarding or active, by code; or of one of them."""
    book, today = world.book, world.today
    rows = book.rows(
        "accounts", today=today.isoformat(), week=after(today, BOOKED_DAYS).isoformat(), account=account
    )
    touches = json.dumps([row["touch_id"] for row in rows if row["touch_id"] is not None])
    named = defaultdict(list)
    for row in book.rows("participants", ids=touches):
        named[row["interaction_id"]].append(row["contact_id"])
    people = read_people(world, account)
    contracts = defaultdict(list)
    for contract in read_contracts(world, account):
        contracts[contract.account_id].append(contract)
    tasks = defaultdict(list)
    for task in read_tasks(world, account):
        tasks[task.account_id].append(task)
    arr = world.totals.by_account(account)
    recent = {
        row["id"]: (row["touches"], row["named"] or 0)
        for row in book.rows("named_touches", today=today.isoformat(), account=account)
    }
    return [
        facts_of(
            row, world.config, named[row["touch_id"]], recent[row["id"]], arr.get(row["id"], 0),
            people[row["id"]], contracts[row["id"]], tasks[row["id"]],
        )
        for row in rows
    ]  # fmt: skip


def facts_of(
    row: Row,
    config: Config,
    named: list[int],
    recent: tuple[int, int],
    arr: int | None,
    people: list[Person],
    contracts: list[OpenContract],
    tasks: list[OpenTask],
) -> Facts:
    """One account's facts."""
    tier = row["tier"]
    return Facts(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        tier=tier,
        status=row["status"],
        owner=row["owner"],
        added_on=sure(row["added_on"]),
        customer_since=day(row["customer_since"]),
        cadence_days=row["cadence_days"] or config.cadence_days(tier),
        qbr_days=row["qbr_days"] or config.qbr_days(tier),
        snoozed_until=day(row["snoozed_until"]),
        pulse=row["pulse"],
        pulse_on=day(row["pulse_on"]),
        feel=row["feel"],
        feel_on=day(row["feel_on"]),
        touch_id=row["touch_id"],
        touch_on=day(row["touch_on"]),
        touch_kind=row["touch_kind"],
        touch_people=tuple(named),
        booked_id=row["booked_id"],
        booked_on=day(row["booked_on"]),
        booked_kind=row["booked_kind"],
        booked_at=row["booked_at"],
        booked_summary=row["booked_summary"],
        qbr_on=day(row["qbr_on"]),
        has_task=bool(row["has_task"]),
        has_goal=bool(row["has_goal"]),
        recent_touches=recent[0],
        recent_named=recent[1],
        arr=arr,
        people=tuple(people),
        contracts=tuple(contracts),
        tasks=tuple(tasks),
    )


def read_people(world: World, account: int | None) -> dict[int, list[Person]]:
    """Contacts by account, with the day they last took part in a touch within 90 days."""
    since = before(world.today, PEOPLE_DAYS)
    last = {
        (row["account_id"], row["contact_id"]): day(row["last_on"])
        for row in world.book.rows(
            "people_touched", since=since.isoformat(), today=world.today.isoformat(), account=account
        )
    }
    found = defaultdict(list)
    for row in world.book.rows("people", account=account):
        found[row["account_id"]].append(
            Person(
                id=row["id"],
                name=row["name"],
                role=row["role"],
                left_on=day(row["left_on"]),
                successor_id=row["successor_id"],
                primary=bool(row["primary"]),
                prefers=row["prefers"],
                phone=first_phone(row["phones"]),
                email=first_email(row["emails"]),
                last_on=last.get((row["account_id"], row["id"])),
            )
        )
    return found


def first_phone(text: str) -> str | None:
    """The first number as it was typed."""
    phones = json.loads(text) if text != "[]" else []
    return phones[0].get("typed") if phones and isinstance(phones[0], dict) else None


def first_email(text: str) -> str | None:
    """The first address."""
    emails = json.loads(text) if text != "[]" else []
    return str(emails[0]) if emails else None


def read_contracts(world: World, account: int | None = None) -> list[OpenContract]:
    """Contracts with an end that await their outcome."""
    return [
        OpenContract(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            name=row["name"],
            product=row["product"],
            starts_on=sure(row["starts_on"]),
            ends_on=sure(row["ends_on"]),
            notice_days=row["notice_days"],
            auto_renew=bool(row["auto_renew"]),
            stage=row["stage"],
            forecast=row["forecast"],
            value=row["annual_value"],
            currency=row["currency"],
            snoozed_until=day(row["snoozed_until"]),
        )
        for row in world.book.rows("open_contracts", today=world.today.isoformat(), account=account)
    ]


def read_tasks(world: World, account: int | None = None) -> list[OpenTask]:
    """Tasks that are not done."""
    return [
        OpenTask(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            name=row["name"],
            contact=row["contact"],
            title=row["title"],
            due_on=day(row["due_on"]),
            promised=bool(row["promised"]),
            promised_by=row["promised_by"],
            waiting_on=row["waiting_on"],
        )
        for row in world.book.rows("open_tasks", today=world.today.isoformat(), account=account)
    ]
