"""The morning: `today`, `week`, `next`."""

import datetime as dt
from typing import Any

import typer

from amcli.commands.options import DUE_OPTIONS, PAGE_OPTIONS, Everything, finish, shows
from amcli.context import Run, current
from amcli.errors import NotFound
from amcli.output.result import Listing, Options, Page


@shows(PAGE_OPTIONS)
def today(context: typer.Context, everything: Everything = False, *, out: Options) -> None:
    """What to do today, in which order, and why.

    Three lanes: what you promised or owe, what a date is forcing, who needs to hear from you. An
    account stands once, with its strongest reason and the command to type next.

    \b
    am                          the same
    am today --all              every line, not the first twelve
    am today -o json | jq -r '.actions[].command'
    """
    show_morning(current(context), everything, out)


def show_morning(run: Run, everything: bool, out: Options) -> None:
    """Show the morning of the open book; what only a program reads is put together only for one."""
    from amcli.book.queries.morning import ACTION_FIELDS, data, read_morning
    from amcli.documents.morning import markdown
    from amcli.output import is_drawn

    drawn = is_drawn(run, out)
    found = read_morning(run.world, bare=drawn)
    about: dict[str, Any] = {"morning": found, "everything": everything, "path": run.book_path}
    if drawn:
        finish(run, Page("morning", {}, markdown, about=about), out)
        return
    made = data(found)
    references = [action.facts.code for action in found.actions]
    finish(run, Page("morning", made, markdown, references, ACTION_FIELDS, made["actions"], about), out)


@shows(DUE_OPTIONS)
def week(context: typer.Context, *, out: Options) -> None:
    """The days ahead: what falls due in the next seven days, day by day.

    \b
    am week
    am week -o json | jq '.[] | select(.kind == "renewal")'
    """
    from amcli.book.queries import week as query

    run = current(context)
    rows = query.rows(run.world, run.today + dt.timedelta(days=7))
    finish(run, Listing("week", query.FIELDS, rows, lambda row: str(row["ref"]), {"world": run.world}), out)


@shows(PAGE_OPTIONS)
def next_(context: typer.Context, *, out: Options) -> None:
    """The account of the morning's first line, at a glance.

    \b
    am next
    am next -o ids
    """
    from amcli.book.queries.morning import read_morning
    from amcli.commands.look import show_record

    run = current(context)
    actions = read_morning(run.world, bare=True).actions
    if not actions:
        raise NotFound("nothing is late and nothing is due today.", "The days ahead: am week")
    show_record(run, "account", actions[0].facts.id, out)
