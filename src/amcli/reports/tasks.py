"""What is owed, by whom and when: the fields of `am tasks`, the rows that fill them, and their page."""

import datetime as dt
from collections.abc import Collection

from amcli.facts.account_facts import World, read_tasks
from amcli.fields import Row, fields
from amcli.page import Cell, Column, Footer, Line, Page, Table, Words, dash, says
from amcli.rules.dates import short_day, weekday_day
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
goal         text  the goal that it is a step of, such as g2
play         text  the play that it is a step of, such as renewal
""",
    promised_by=PROMISED_BY,
)


def task_rows(world: World, account: int | None = None, only: frozenset[int] | None = None) -> list[Row]:
    """Open tasks: dated ones first, the longest overdue first; `only` are the ids of those that a filter
    chose."""
    return [
        row(world, each)
        for each in read_tasks(world, None if account is None else [account])
        if only is None or each.id in only
    ]


def chosen_tasks(rows: list[Row], sides: Collection[str], waiting_on: str | None) -> list[Row]:
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
        "goal": None if each.goal is None else reference("goal", each.goal),
        "play": each.play,
    }


COLUMNS = (
    Column("", gap=1),
    Column(""),
    Column("Account", most=24, short=17),
    Column("What"),
    Column("Due"),
    Column("Who", most=44, short=24),
)
OWES = {"me": "promised", "them": "they owe"}


def tasks_page(today: dt.date, shown: list[Row], whole: list[Row], *, some: bool) -> Page:
    """What a person sees of the rows that are shown and of all of them; `some`: an option chose them."""
    if not shown:
        return says("No open tasks match." if some else "No open tasks.")
    left = len(whole) - len(shown)
    footer = Footer(f"{left:,} more" if left else "", f"mark done: am done {shown[0]['task']}")
    table = Table(COLUMNS, [line(row, today) for row in shown], shared=True)
    return Page("Tasks", counts(whole), waiting(whole), [table], [footer])


def counts(rows: list[Row]) -> str:
    """How many are late, due and ahead."""
    late = sum(1 for row in rows if (row["days_overdue"] or 0) > 0)
    due = sum(1 for row in rows if row["days_overdue"] == 0)
    ahead = len(rows) - late - due
    named = ((late, "late"), (due, "due today"), (ahead, "coming up"))
    return " · ".join(f"{number} {word}" for number, word in named if number)


def waiting(rows: list[Row]) -> list[Words]:
    """How many wait for somebody else."""
    theirs = sum(1 for row in rows if row["promised_by"] == "them")
    colleagues = sum(1 for row in rows if row["waiting_on"])
    found: list[Words] = [f"{theirs} owed to you"] if theirs else []
    return [*found, f"{colleagues} waiting on a colleague"] if colleagues else found


def line(row: Row, today: dt.date) -> Line:
    late = row["days_overdue"]
    mark = Cell() if late is None or late < 0 else Cell("!", "alarm") if late else Cell("•", "due")
    wide, short = (who(row, today, person=person) or "-" for person in (True, False))
    return [
        mark,
        Cell(row["task"], "muted"),
        dash(row["name"]),
        dash(row["title"] if row["play"] is None else f"{row['play']}: {row['title']}"),
        when(row, today),
        Cell(wide, short=short),
    ]


def when(row: Row, today: dt.date) -> str | Cell:
    """How late it is, or when it is due."""
    if row["due_on"] is None:
        return "-"
    if row["days_overdue"] > 0:
        return Cell(f"{row['days_overdue']}d late", "late")
    if row["days_overdue"] == 0:
        return Cell("today", "due")
    return weekday_day(dt.date.fromisoformat(row["due_on"]), today)


def who(row: Row, today: dt.date, *, person: bool) -> str:
    """Who owes it, since when, to whom, and who it waits on: `they owe, first due 12 Feb, waiting on Bo`;
    the person where there is room, or where there is nothing else to say."""
    owes = OWES.get(row["promised_by"] or "", "")
    first = row["first_due_on"]
    if first is not None and first < min(row["due_on"] or first, today.isoformat()):
        owes = f"{owes or 'due'}, first due {short_day(dt.date.fromisoformat(first), today)},"
    waits = f"waiting on {row['waiting_on']}" if row["waiting_on"] else ""
    named = row["contact"] if row["contact"] and (person or not (owes or waits)) else ""
    said = " ".join(part for part in (owes, named) if part).removesuffix(",")
    step = f"step of {row['goal']}" if row["goal"] else ""
    return ", ".join(part for part in (said, waits, step) if part)
