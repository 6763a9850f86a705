"""What is owed, by whom and when: the fields of `am tasks` and the rows that fill them."""

from amcli.book.queries.facts import World, iso, read_tasks
from amcli.fields import Row, fields
from amcli.rules.facts import OpenTask
from amcli.vocabulary import reference

FIELDS = fields("""
task         text the task's reference, such as t31
account      text the account's code
name         text the account's name
contact      text the person it concerns
title        text what is to be done
due_on       day  when it is due
days_overdue int  days since then; negative while it is ahead; null without a day
promised     bool whether it is a promise
promised_by  text me or them
waiting_on   text the colleague it waits for
""")


def rows(world: World, account: int | None = None) -> list[Row]:
    """Open tasks: dated ones first, the longest overdue first."""
    return [row(world, each) for each in read_tasks(world, account)]


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
    }
