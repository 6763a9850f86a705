"""What is owed, by whom and when: the fields of `am tasks` and the rows that fill them."""

from collections.abc import Collection

from amcli.facts.account_facts import World, read_tasks
from amcli.fields import Row, fields
from amcli.rules.facts import OpenTask
from amcli.rules.isodays import iso
from amcli.rules.names import search_key
from amcli.vocabulary import PROMISED_BY, reference

FIELDS = fields(
    """
task         text! the task's reference, such as t31
account      text! the account's code
name         text! the account's name
contact      text  the person it concerns
title        text! what is to be done
due_on       day   when it is due
days_overdue int   days since then; negative while it is ahead; null without a day
promised     bool! whether it is a promise
promised_by  text  me or them
waiting_on   text  the colleague it is waiting on
first_due_on day   when it was first due
said_on      day   date of the conversation it comes from
assignee     text  who does it
repeat       text  how it repeats, as an RRULE
""",
    promised_by=PROMISED_BY,
)


def rows(world: World, account: int | None = None, only: frozenset[int] | None = None) -> list[Row]:
    """Open tasks: dated ones first, the longest overdue first; `only` are the ids of those that a filter
    chose."""
    return [row(world, each) for each in read_tasks(world, account) if only is None or each.id in only]


def chosen(rows: list[Row], sides: Collection[str], waiting_on: str | None) -> list[Row]:
    """Those promised by one of the sides, where any is named, and waiting for a colleague of that name
    or any part of it, where that is asked for; an empty name is anybody."""
    name = None if waiting_on is None else search_key(waiting_on.strip())
    return [
        each
        for each in rows
        if (not sides or each["promised_by"] in sides)
        and (name is None or (each["waiting_on"] and name in search_key(each["waiting_on"])))
    ]


def row(world: World, each: OpenTask) -> Row:
    """One task."""
    return {
        "task": reference("task", each.id),
        "account": each.account,
        "name": each.name,
        "contact": each.contact,
        "title": each.title,
        "due_on": iso(each.due_on),
        "days_overdue": None if each.due_on is None else (world.today - each.due_on).days,
        "promised": each.promised,
        "promised_by": each.promised_by or ("me" if each.promised else None),
        "waiting_on": each.waiting_on,
        "first_due_on": iso(each.first_due_on),
        "said_on": iso(each.said_on),
        "assignee": each.assignee,
        "repeat": each.repeat,
    }
