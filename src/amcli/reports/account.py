"""Everything about one account at a glance: the object of `am show ACCOUNT`, whose page is `account_page`."""

from amcli import jsontext
from amcli.facts import assessments
from amcli.facts.account_facts import World, read, scored
from amcli.facts.churn import CHURNED, LEAVING, as_read, lost
from amcli.fields import Row, Shape, fields, shape
from amcli.hints import Any
from amcli.records.declaration import listed_fields
from amcli.reports import risks
from amcli.reports.checkins import FIELDS as CHECKIN_FIELDS
from amcli.reports.checkins import row as checkin_row
from amcli.reports.plays import STATUS, status_rows
from amcli.rules import cadence
from amcli.rules.cadence import checkin_step
from amcli.rules.groups import FIELDS as GROUP_FIELDS
from amcli.rules.groups import MEMBER
from amcli.rules.implied import as_json as implied_json
from amcli.rules.implied import running_term
from amcli.rules.isodays import iso
from amcli.rules.money import to_major
from amcli.rules.score import expired_pulse
from amcli.storage import records
from amcli.storage.snoozes import snooze_of
from amcli.vocabulary import (
    CONTRACT_KINDS,
    FORECASTS,
    OUTCOMES,
    ROLES,
    SHOWN_HEALTHS,
    STAGES,
    STANCES,
    reference,
)

TOUCHES = 6
# The fields of the record come first: those of `records`.
FIELDS = fields(
    """
account          text!   its code
arr              money   annual recurring revenue
currency         text!   currency of arr
score            int     health score; null while too little is known, or where it has none
health/band text    critical, at_risk, watch, healthy, unknown or leaving
trend            int     change of the score in 30 days
reasons          list!   what moves the score
pulse_expired_on day     the last day on which the pulse counted, where it counts no more
checkin          object  the check-in; null for an account without one
contracts        list!   contracts that are running, ended and not recorded, or ahead
contacts         list!   the people, those still there first
open             list!   tasks, promises, issues, opportunities and goals that are open
interactions     list!   the last activities, and those ahead
next_step        text    what to do next
leaves_on        day     last day of a customer who is leaving
lost             object  how a customer left, or leaves; null without a recorded loss
not_recurring    list!   one-offs and usage of the last twelve months, and ahead, by product
plays            list!   plays that are running, with how many steps are done: as am play status
""",
    health=SHOWN_HEALTHS,
)
FIELDS = (*FIELDS, *GROUP_FIELDS)
CHECKIN = tuple(
    field
    for field in CHECKIN_FIELDS
    if field.name
    in (
        "cadence_days", "last_touch_on", "last_touch_kind", "due_on", "days_overdue", "state", "booked_on",
        "snoozed_until", "snooze_reason",
    )
)  # fmt: skip
CONTRACT = shape(
    """
contract     text! its reference, such as k12
product      text  what was bought
quantity     int   how many
starts_on    day!  first day
ends_on      day   last day; null runs until terminated
annual_value money value a year; the change, for an amendment
currency     text  currency of annual_value
auto_renew   bool! whether it auto-renews
notice_by    day   last day on which notice can be given
stage        text! how far the renewal has come
forecast     text  commit, likely, doubtful or lost
outcome      text  renewed or churned
renewed_by   text  the contract that follows
amends       text  the contract that this one amends
unconfirmed  bool! whether it auto-renewed, and nobody recorded it; the days above stay those on record
auto_renewed_on day first day of the term that then runs; null otherwise
next_ends_on day   last day of that term
next_notice_by day last day on which notice can be given of that term
next_deadline/next_act_by day the deadline of that term
""",
    stage=STAGES,
    forecast=FORECASTS,
    outcome=OUTCOMES,
)
NOT_RECURRING = shape(
    """
kind     text! one_off or usage
product  text  what was bought
last_on  day!  the last day of the newest
contracts int! how many there are
value    money what they come to
currency text  currency of value
contract text! the newest, such as k12
""",
    kind=CONTRACT_KINDS[1:],
)
PERSON = shape(
    """
contact       text! their reference, such as p4
name          text! name
title         text  job title
role          text  role in the decision
stance        text  supporter, neutral or critic
primary       bool! first to call
left_on       day   day on which they left
last_touch_on day   day on which they last took part in a touch
phones        list! phone numbers as typed
emails        list! email addresses
""",
    role=ROLES,
    stance=STANCES,
)
LOST = shape(
    """
contract    text! the contract that was lost, such as k12
on          day   the last day
recorded_on day   when it was recorded
reason      text  why
value       money what the customer was worth a year on the last day
currency    text! currency of value
since       day!  first day of the first contract
win_back_on day   when to try again
"""
)
OPEN = shape(
    """
ref        text! the record, as commands take it
record     text! its kind
title      text! what it is called
due_on     day   its day
state      text  promise, severity, stage or the like
waiting_on text  the colleague it is waiting on
value      money what an opportunity is worth
currency   text  currency of value
goal       text  the goal that a task is a step of, such as g2
play       text  the play that a task is a step of
""",
    record=("task", "issue", "opportunity", "goal"),
)
TALK = tuple(
    field
    for field in listed_fields("interaction")
    if field.name
    in ("interaction", "on", "at", "kind", "tried", "planned", "cancelled", "summary", "feel", "contacts")
)
PAGE = Shape(
    FIELDS,
    {
        "reasons": risks.REASON,
        "checkin": Shape(CHECKIN),
        "lost": LOST,
        "contracts": CONTRACT,
        "contacts": PERSON,
        "open": OPEN,
        "interactions": Shape(TALK),
        "not_recurring": NOT_RECURRING,
        "children": MEMBER,
        "plays": Shape(STATUS),
    },
)


def read_account(world: World, account: int) -> tuple[Row, assessments.Assessed | None]:
    """The object, and the assessed account where it is scored."""
    book, today = world.book, world.today
    record = as_read(world, records.list_records(book, "account", row=account)[0])
    facts = read(world, scored(world, account))
    assessed = assessments.assessed(world, facts)[0] if facts else None
    arr = facts[0].arr if facts else world.totals.by_account([account]).get(account, 0)
    page: Row = {
        **record,
        "account": record["code"],
        "arr": world.totals.major(arr),
        "currency": world.totals.base,
        "score": assessed.score.score if assessed else None,
        "health": assessed.score.health if assessed else None,
        "trend": assessed.trend if assessed else None,
        "reasons": risks.row(world, risks.told_of(world, assessed))["reasons"] if assessed else [],
        "pulse_expired_on": expired_on(world, facts[0]) if facts else None,
        "checkin": checkin(world, facts[0]) if facts else None,
        "contracts": contracts(world, account),
        "contacts": people(world, account),
        "open": open_things(world, account),
        "interactions": interactions(world, account),
        "next_step": checkin_step(facts[0], today) if facts else None,
        "lost": loss(world, account) if record["status"] in (LEAVING, CHURNED) else None,
        "not_recurring": not_recurring(world, account),
        **group(world, account),
        "plays": status_rows(world, account, everything=False),
    }
    return page, assessed


def group(world: World, account: int) -> Row:
    """Who it belongs to and who to it, with their revenue."""
    found = world.totals.group(account)
    values = {**found._asdict(), "children": [each._asdict() for each in found.children]}
    return {field.name: values[field.name] for field in GROUP_FIELDS}


def loss(world: World, account: int) -> Row | None:
    """How a customer left, or leaves."""
    found = lost(world, account)
    if found is None:
        return None
    return {
        "contract": reference("contract", found.contract),
        "on": iso(found.on),
        "recorded_on": iso(found.recorded_on),
        "reason": found.reason,
        "value": world.totals.major(found.value),
        "currency": world.totals.base,
        "since": found.since.isoformat(),
        "win_back_on": iso(found.win_back_on),
    }


def expired_on(world: World, facts: Any) -> str | None:
    """The last day on which the newest pulse counted, where it counts no more."""
    gone = expired_pulse(facts, world.today, world.model)
    return gone[1].isoformat() if gone else None


def checkin(world: World, facts: Any) -> Row:
    found = cadence.checkin(facts, world.today, world.today)
    snooze = snooze_of(world.book, "account", facts.id, world.today) if found.state == "snoozed" else None
    row = checkin_row(world, facts, found, snooze)
    return {field.name: row[field.name] for field in CHECKIN}


def contracts(world: World, account: int) -> list[Row]:
    """Contracts that run, wait for their outcome or are still ahead; amendments after their parent."""
    rows = world.book.rows("account.contracts", account=account, today=world.today.isoformat())
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
            "notice_by": row["notice_by"],
            "stage": row["stage"],
            "forecast": row["forecast"],
            "outcome": row["outcome"],
            "renewed_by": reference("contract", row["renewed_by_id"]) if row["renewed_by_id"] else None,
            "amends": reference("contract", row["amends_id"]) if row["amends_id"] else None,
            **implied_json(running_term(row, world.today), world.today),
        }
        for row in rows
    ]


def not_recurring(world: World, account: int) -> list[Row]:
    """One-offs and usage of the last twelve months, and ahead, by product."""
    return [
        {
            "kind": row["kind"],
            "product": row["product"],
            "last_on": row["last_on"],
            "contracts": row["contracts"],
            "value": None if row["value"] is None else to_major(row["value"], row["currency"]),
            "currency": row["currency"],
            "contract": reference("contract", row["id"]),
        }
        for row in world.book.rows("account.not_recurring", account=account, today=world.today.isoformat())
    ]


def people(world: World, account: int) -> list[Row]:
    """Contacts, those still there first, each with the day they last took part in a touch."""
    rows = world.book.rows("account.people", account=account, today=world.today.isoformat())
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
            "phones": [each.get("typed") for each in jsontext.loads(row["phones"]) if isinstance(each, dict)],
            "emails": jsontext.loads(row["emails"]),
        }
        for row in rows
    ]


def open_things(world: World, account: int) -> list[Row]:
    """Tasks, promises, issues, opportunities and goals that are open, by kind and day."""
    rows = world.book.rows("account.open", account=account, today=world.today.isoformat())
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
            "goal": reference("goal", row["goal_id"]) if row["goal_id"] else None,
            "play": row["play"],
        }
        for row in rows
    ]


def interactions(world: World, account: int) -> list[Row]:
    """The last activities, and those ahead, the newest first."""
    rows = records.as_row
    found = world.book.rows("account.interactions", account=account, limit=TOUCHES)
    made = [rows("interaction", row) for row in found]
    return [{field.name: row[field.name] for field in TALK} for row in made]
