"""The morning: the object of `am today` and what fills it."""

import datetime as dt
from typing import Any, NamedTuple

from amcli.book.queries import checkins, renewals, risks, tasks
from amcli.book.queries.checkins import iso
from amcli.book.queries.facts import World, read
from amcli.fields import Row, fields
from amcli.rules import cadence, priority
from amcli.rules.facts import Facts

ACTION_FIELDS = fields("""
rank     int    1 is first
lane     text   owed (promised or owed), dated (a date is forcing it), quiet (they need to hear from you)
account  text   the account's code
name     text   the account's name
arr      money  annual recurring revenue
why      text   the strongest reason
others   list   the other reasons
command  text   the command to type
priority number urgency times weight
""")
QBR_FIELDS = fields("""
account      text the account's code
name         text the account's name
last_qbr_on  day  day of the last review
due_on       day  day on which the review is due
days_overdue int  days since then; negative while it is ahead
""")


class Morning(NamedTuple):
    """Everything the morning is drawn from."""

    actions: list[priority.Action]
    found: list[risks.Assessed]
    data: Row
    facts: list[Facts]


def read_morning(world: World) -> Morning:
    """One pass over the book: facts, scores, lists, actions."""
    facts = read(world)
    found = risks.assessed(world, facts)
    actions = rank(world, found)
    scored = {each.facts.id: each.score for each in found}
    until = renewals.until_day(world, "90d")
    near = renewals.rows(world, facts, scored, until)
    due = [row for row in tasks.rows(world) if row["due_on"] and row["due_on"] <= world.today.isoformat()]
    data: Row = {
        "date": world.today.isoformat(),
        "actions": [action_row(world, at, each) for at, each in enumerate(actions, 1)],
        "checkins": only(checkins.FIELDS, checkins.rows(world, facts, within=None, everything=False)),
        "renewals": only(
            renewals.FIELDS, renewals.rows(world, facts, scored, renewals.until_day(world, None))
        ),
        "risks": only(
            risks.FIELDS, [r for r in risks.rows(world, found, everything=False) if r["score"] is not None]
        ),
        "tasks": only(tasks.FIELDS, due),
        "qbrs": qbrs(world, facts),
        "totals": {
            "accounts": len(facts),
            "arr": world.totals.major(total(facts)),
            "currency": world.totals.base,
            "arr_at_risk": world.totals.major(risks.at_risk_arr(found)),
            "renewing_90d": world.totals.major(sum(row["base_value"] or 0 for row in near)),
        },
    }
    return Morning(actions, found, data, facts)


def total(facts: list[Facts]) -> int | None:
    """ARR of all; None when any of it has no rate, since a total must not lie."""
    values = [each.arr for each in facts]
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


def only(declared: Any, rows: list[Row]) -> list[Row]:
    """Rows with their declared fields alone."""
    return [{field.name: row[field.name] for field in declared} for row in rows]


def rank(world: World, found: list[risks.Assessed]) -> list[priority.Action]:
    """The actions of the day, in order."""
    weights = priority.weights([each.facts for each in found]) if found else {}
    actions = []
    for each in found:
        wanted = list(priority.items(each.facts, each.reasons, each.score.band, world.today))
        action = priority.action(each.facts, wanted, weights[each.facts.id])
        if action is not None:
            actions.append(action)
    return priority.ordered(actions)


def action_row(world: World, at: int, each: priority.Action) -> Row:
    """One action as JSON has it."""
    first, *others = each.items
    return {
        "rank": at,
        "lane": each.lane,
        "account": each.facts.code,
        "name": each.facts.name,
        "arr": world.totals.major(each.facts.arr),
        "why": first.text,
        "others": [item.text for item in others],
        "command": first.command,
        "priority": round(each.priority, 2),
    }


def qbrs(world: World, facts: list[Facts]) -> list[Row]:
    """Reviews that are due, the longest overdue first."""
    found = []
    for each in facts:
        due = cadence.qbr_due_on(each)
        if due is not None and due <= world.today:
            found.append(qbr_row(each, due, world.today))
    return sorted(found, key=lambda row: (-row["days_overdue"], row["account"]))


def qbr_row(each: Facts, due: dt.date, today: dt.date) -> Row:
    """One review as JSON has it."""
    return {
        "account": each.code,
        "name": each.name,
        "last_qbr_on": iso(each.qbr_on),
        "due_on": due.isoformat(),
        "days_overdue": (today - due).days,
    }
