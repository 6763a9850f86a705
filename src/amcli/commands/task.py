"""`am task` and the short `tasks`, `done`, `snooze`: what is owed, by whom, and when."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from amcli import vocabulary as v
from amcli.commands.groups import group
from amcli.commands.options import DUE_OPTIONS, AccountArg, Reason, RefArg, finish, shows
from amcli.commands.params import DUE, HAPPENED, Name, Text, Word, working_day
from amcli.commands.records import Kind, Opt, add_common, plain_values, with_options
from amcli.context import Run, current
from amcli.errors import Ambiguous, NotFound, Refused
from amcli.output.result import Listing, Options
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown
from amcli.vocabulary import reference

TEXT = Text()
SNOOZE_DAYS = 7
OPTIONS = (
    Opt("due_on", ("--due", "-d"), DUE, "When it is due: fri, +10d, 28 feb."),
    Opt("contact", ("--with", "-w"), TEXT, "The person it concerns."),
    Opt("promised", ("--promised",), None, "It is a promise.", flag=True),
    Opt("promised_by", ("--promised-by",), Word(v.PROMISED_BY), "Who promised it: me or them."),
    Opt("assignee", ("--assignee",), TEXT, "Who does it."),
    Opt("waiting_on", ("--waiting-on",), TEXT, "The colleague it waits for."),
)
EDIT_OPTIONS = (
    Opt("title", ("--title",), Name(), "What is to be done."),
    *OPTIONS,
    Opt("done_on", ("--done",), HAPPENED, "When it was done."),
)


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: the contact's id; who promised makes it a promise."""
    from amcli.book import resolve
    from amcli.book.queries import records

    found = plain_values(run, given, row)
    if "contact" in found:
        text = found.pop("contact")
        account = None
        if row is not None:
            account = resolve.account(run.book, records.listed(run.book, "task", row=row)[0]["account"])["id"]
        found["contact_id"] = None if text is None else resolve.contact(run.book, text, account)["id"]
    if found.get("promised_by"):
        found.setdefault("promised", True)
    if found.get("promised"):
        found.setdefault("promised_by", "me")
    if found.get("promised") is False:
        found["promised_by"] = None
    return found


KIND = Kind("task", "tasks", EDIT_OPTIONS, values)
NEW = Kind("task", "tasks", OPTIONS, values)
app = group("Things to do, and promises in both directions.")


@app.command("add")
@with_options(NEW)
def add(
    context: typer.Context,
    account: AccountArg,
    title: Annotated[str, typer.Argument(metavar="TITLE", click_type=Name(), help="What is to be done.")],
    *,
    given: dict[str, Any],
) -> None:
    """Add something to do.

    \b
    am task add acme "Send SSO quote" --due fri
    am task add acme "Security answers" --promised --due "26 feb" -w omar
    am task add acme "Names for the pilot" --promised-by them --due +10d
    """
    from amcli.book import resolve, writes
    from amcli.output import say

    run = current(context)
    found = resolve.account(run.book, account)
    contact = given.pop("contact", None)
    with run.book.transaction():
        columns = values(run, given, None)
        if contact:
            columns["contact_id"] = resolve.contact(run.book, contact, found["id"])["id"]
        due = columns.get("due_on")
        columns |= {"account_id": found["id"], "title": title, "first_due_on": due}
        row = writes.insert(run.book, "task", columns)
    ref = reference("task", row)
    say(run, [f"{shown(found['name'])}: {ref} {shown(title)}{due_words(due, run.today)}."], ref)


def due_words(due: dt.date | None, today: dt.date) -> str:
    """`, due Fri 6 Mar`."""
    if due is None:
        return ", no date"
    return ", due today" if due == today else f", due {weekday_day(due, today)}"


add_common(
    app,
    KIND,
    {
        "list": "am task list acme\nam tasks                       open ones only",
        "show": "am task show t31\nam task show t31 -o json",
        "edit": 'am task edit t31 --due fri\nam task edit t31 --title "Send the SSO quote"',
        "rm": "am task rm t31\nam task rm t31 --yes",
    },
)


@shows(DUE_OPTIONS)
def tasks(
    context: typer.Context,
    account: Annotated[str | None, typer.Argument(metavar="[ACCOUNT]", help="Only this account's.")] = None,
    *,
    out: Options,
) -> None:
    """What is owed, by whom, and when: open tasks, the longest overdue first.

    \b
    am tasks
    am tasks acme
    am tasks -o json | jq '.[] | select(.promised)'
    """
    from amcli.book import resolve
    from amcli.book.queries import tasks as query

    run = current(context)
    of = resolve.account(run.book, account)["id"] if account is not None else None
    rows = query.rows(run.world, of)
    finish(run, Listing("tasks", query.FIELDS, rows, lambda row: str(row["task"]), {"today": run.today}), out)


def named_task(run: Run, ref: str) -> Any:
    """The task that was named: by its reference, or an account's one open task."""
    from amcli.book import resolve
    from amcli.book.queries import records
    from amcli.book.queries.facts import read_tasks

    found = resolve.any_record(run.book, ref)
    if found.kind == "task":
        return records.listed(run.book, "task", row=found.row)[0]
    if found.kind != "account":
        raise Refused(f"{shown(ref)} ({found.kind}) is not a task.", "Open tasks: am tasks")
    open_tasks = read_tasks(run.world, found.row)
    if len(open_tasks) == 1:
        return records.listed(run.book, "task", row=open_tasks[0].id)[0]
    if not open_tasks:
        raise NotFound(f"{shown(ref)} has no open task")
    rows = [
        (reference("task", task.id), shown(task.title), due_words(task.due_on, run.today)[2:])
        for task in open_tasks
    ]
    raise Ambiguous(f"{shown(ref)} has {len(open_tasks)} open tasks. Which one?", resolve.table(rows))


def done(
    context: typer.Context,
    refs: Annotated[
        list[str], typer.Argument(metavar="REF...", help="Tasks (t31), or an account with one open task.")
    ],
    on: Annotated[
        Any, typer.Option("--on", click_type=HAPPENED, help="When it was done; today otherwise.")
    ] = None,
) -> None:
    """A task or promise is done.

    \b
    am done t31
    am done acme              its one open task
    am done t31 t33 --on yesterday
    """
    run = current(context)
    finished = [named_task(run, ref) for ref in refs]
    mark_done(run, finished, on or run.today, again=on is not None)


def mark_done(run: Run, finished: list[Any], day: dt.date | None, *, again: bool = False) -> None:
    """Write the day on which tasks were done; None opens them again. What is done already keeps its
    day unless `again`."""
    from amcli.book import writes
    from amcli.output import say

    with run.book.transaction():
        for task in finished:
            if day is None or again or not task["done_on"]:
                writes.update(run.book, "task", task["id"], {"done_on": day})
    for task in finished:
        already = task["done_on"] and not again
        word = "is open again" if day is None else "is done already" if already else "done"
        say(run, [f"{task['task']} {word}: {shown(task['title'])} ({shown(task['account'])})"], task["task"])


@app.command("done")
def task_done(
    context: typer.Context,
    refs: Annotated[list[str], typer.Argument(metavar="REF...", help="Tasks.")],
    on: Annotated[Any, typer.Option("--on", click_type=HAPPENED, help="When; today otherwise.")] = None,
) -> None:
    """A task or promise is done (the same as am done).

    \b
    am task done t31
    am task done t31 t33 --on yesterday
    """
    done(context, refs, on)


@app.command("reopen")
def reopen(
    context: typer.Context, refs: Annotated[list[str], typer.Argument(metavar="REF...", help="Tasks.")]
) -> None:
    """A task is not done after all.

    \b
    am task reopen t31
    am task reopen t31 t33
    """
    run = current(context)
    mark_done(run, [named_task(run, ref) for ref in refs], None)


def snooze(
    context: typer.Context,
    ref: RefArg,
    day: Annotated[
        Any, typer.Argument(metavar="[DATE]", click_type=DUE, help="Until when; a week otherwise.")
    ] = None,
    reason: Reason = None,
) -> None:
    """Put something off until later: an account's check-in, a task, a contract.

    A snoozed check-in leaves the lists until its day; the score does not move. A task gets a new
    due date and keeps its first one.

    \b
    am snooze acme                     its check-in, for a week
    am snooze t31 fri --reason "waiting for legal"
    am snooze k12 +2w
    """
    from amcli.book import resolve, writes
    from amcli.output import say

    run = current(context)
    found = resolve.any_record(run.book, ref)
    until = day or working_day(run.today + dt.timedelta(days=SNOOZE_DAYS), run)
    if until < run.today:
        raise Refused(
            f"{weekday_day(until, run.today)} has passed; nothing was changed.", "Later: am snooze REF +7d"
        )
    with run.book.transaction():
        if found.kind == "account":
            writes.update(run.book, "account", found.row, {"snoozed_until": until})
        elif found.kind == "task":
            writes.update(run.book, "task", found.row, {"due_on": until})
        if found.kind not in ("account", "task") or reason:
            writes.snooze(run.book, found.kind, found.row, until, reason)
    name = shown(title_of_ref(run, found))
    verb = "due" if found.kind == "task" else "until"
    why = f" ({shown(reason)})" if reason else ""
    say(run, [f"{name}: put off, {verb} {weekday_day(until, run.today)}{why}."], ref_of(run, found))


def title_of_ref(run: Run, found: Any) -> str:
    """A record's name for a sentence."""
    from amcli.book.queries.labels import label

    return label(run.book, found.kind, found.row)


def ref_of(run: Run, found: Any) -> str:
    """What commands accept for a record."""
    if found.kind == "account":
        from amcli.book.queries import records

        return str(records.listed(run.book, "account", row=found.row)[0]["code"])
    return reference(found.kind, found.row)
