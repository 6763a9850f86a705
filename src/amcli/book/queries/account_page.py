"""Everything about one account at a glance: the object of `am show ACCOUNT`."""

import datetime as dt
from typing import Any

from amcli.book.queries import records, risks
from amcli.book.queries.checkins import next_step
from amcli.book.queries.checkins import row as checkin_row
from amcli.book.queries.facts import World, read, scored
from amcli.book.snoozes import snooze_of
from amcli.fields import Row
from amcli.rules import cadence
from amcli.rules.isodays import iso
from amcli.rules.money import to_major
from amcli.rules.score import expired_pulse
from amcli.vocabulary import reference

TOUCHES = 6


def read_page(world: World, account: int) -> tuple[Row, Any]:
    """The page, and the assessed account where it is scored."""
    book, today = world.book, world.today
    record = records.listed(book, "account", row=account)[0]
    facts = read(world, scored(world, account))
    assessed = risks.assessed(world, facts)[0] if facts else None
    arr = facts[0].arr if facts else world.totals.by_account([account]).get(account, 0)
    page: Row = {
        **record,
        "account": record["code"],
        "arr": world.totals.major(arr),
        "currency": world.totals.base,
        "score": assessed.score.score if assessed else None,
        "band": assessed.score.band if assessed else None,
        "trend": assessed.trend if assessed else None,
        "reasons": risks.row(world, assessed)["reasons"] if assessed else [],
        "pulse_expired_on": expired_on(world, facts[0]) if facts else None,
        "checkin": checkin(world, facts[0]) if facts else None,
        "contracts": contracts(world, account),
        "contacts": people(world, account),
        "open": open_things(world, account),
        "interactions": interactions(world, account),
        "next_step": next_step(facts[0], today) if facts else None,
    }
    return page, assessed


def expired_on(world: World, facts: Any) -> str | None:
    """The last day on which the newest pulse counted, where it counts no more."""
    gone = expired_pulse(facts, world.today, world.model)
    return gone[1].isoformat() if gone else None


def checkin(world: World, facts: Any) -> Row:
    """Where the check-in stands."""
    found = cadence.checkin(facts, world.today, world.today)
    snooze = snooze_of(world.book, "account", facts.id, world.today) if found.state == "snoozed" else None
    row = checkin_row(world, facts, found, snooze)
    names = (
        "cadence_days",
        "last_touch_on",
        "last_touch_kind",
        "due_on",
        "days_overdue",
        "state",
        "booked_on",
        "snoozed_until",
        "snooze_reason",
    )
    return {name: row[name] for name in names}


def contracts(world: World, account: int) -> list[Row]:
    """Contracts that run, wait for their outcome or are still ahead; amendments after their parent."""
    rows = world.book.rows("account_contracts", account=account, today=world.today.isoformat())
    return [
        {
            "contract": reference("contract", row["id"]),
            "product": row["product"],
            "quantity": row["quantity"],
            "starts_on": row["starts_on"],
            "ends_on": row["ends_on"],
            "annual_value": None
            if row["annual_value"] is None
            else to_major(row["annual_value"], row["currency"]),
            "currency": row["currency"],
            "auto_renew": bool(row["auto_renew"]),
            "notice_by": notice(row),
            "stage": row["stage"],
            "forecast": row["forecast"],
            "outcome": row["outcome"],
            "amends": reference("contract", row["amends_id"]) if row["amends_id"] else None,
        }
        for row in rows
    ]


def notice(row: Any) -> str | None:
    """The last day for notice."""
    if row["ends_on"] is None or row["notice_days"] is None:
        return None
    return iso(dt.date.fromisoformat(row["ends_on"]) - dt.timedelta(days=row["notice_days"]))


def people(world: World, account: int) -> list[Row]:
    """Contacts, those still there first, each with the day they last took part in a touch."""
    import json

    rows = world.book.rows("account_people", account=account, today=world.today.isoformat())
    return [
        {
            "contact": reference("contact", row["id"]),
            "name": row["name"],
            "title": row["title"],
            "role": row["role"],
            "stance": row["stance"],
            "primary": bool(row["primary"]),
            "left_on": row["left_on"],
            "last_touch_on": row["last_on"],
            "phones": [phone.get("typed") for phone in json.loads(row["phones"]) if isinstance(phone, dict)],
            "emails": json.loads(row["emails"]),
        }
        for row in rows
    ]


def open_things(world: World, account: int) -> list[Row]:
    """Tasks, promises, issues, opportunities and goals that are open, by kind and day."""
    rows = world.book.rows("account_open", account=account, today=world.today.isoformat())
    return [
        {
            "ref": reference(row["record"], row["id"]),
            "record": row["record"],
            "title": row["title"],
            "due_on": row["due_on"],
            "state": row["state"],
            "waiting_on": row["waiting_on"],
            "value": None if row["value"] is None else to_major(row["value"], row["currency"]),
            "currency": row["currency"],
        }
        for row in rows
    ]


def interactions(world: World, account: int) -> list[Row]:
    """The last interactions, and those ahead, the newest first."""
    rows = records.as_row
    found = world.book.rows("account_interactions", account=account, limit=TOUCHES)
    names = ("interaction", "on", "at", "kind", "tried", "planned", "summary", "feel", "contacts")
    made = [rows("interaction", row) for row in found]
    return [{name: row[name] for name in names} for row in made]
