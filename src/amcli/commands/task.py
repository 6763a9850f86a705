"""`am task` and the short `tasks` and `done`: what is owed, by whom, and when. Putting off: snooze.py."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated, due_words
from amcli.commands.declared import Group, argument, option
from amcli.commands.filtering import AccountAndFilters, Asked
from amcli.commands.options import REPORT_OPTIONS, AccountArg, finish, shows
from amcli.commands.readers import HAPPENED, Name, Value, working_day
from amcli.commands.records import add_common, kind_of, plain_values
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown
from amcli.vocabulary import reference


class Repeat(Value):
    """How a task repeats, kept as an RRULE."""

    name = "RULE"

    def read(self, text: str, run: Run) -> str:
        """The RRULE of what was typed."""
        from amcli.rules.repeats import parse_repeat

        return parse_repeat(text, run.today)


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: the contact's id; who promised it; the first day of what repeats.

    Called inside the transaction that writes them: marking what repeats as done makes the next one.
    """
    from amcli.storage import lines, records, snoozes

    found = plain_values(run, given, row)
    before = records.list_records(run.book, "task", row=row)[0] if row is not None else {}
    if "contact" in found or "goal" in found:
        account = lines.with_code(run.book, before["account"])["id"] if before else None
        found = linked_values(run, found, account)
    found |= promise_values(found, before)
    if found.get("repeat"):
        found |= repeat_values(run, found, before)
    if row is not None and "due_on" in found:
        snoozes.forget(run.book, "task", row)
    if row is not None and found.get("done_on") and before["done_on"] is None:
        coming_after(run, row, found.get("repeat", before["repeat"]))
    return found


def linked_values(run: Run, found: dict[str, Any], account: int | None) -> dict[str, Any]:
    """Columns with the ids of the contact and the goal in the place of what was typed. Raises NotFound,
    Ambiguous, and Refused for a goal of another account."""
    from amcli.commands.references import goal_of, with_person

    made = with_person(run, found, account)
    if "goal" in made:
        text = made.pop("goal")
        made["goal_id"] = None if text is None else goal_of(run, text, account)
    return made


def promise_values(found: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Whether it is a promise and whose, from `--promised`, `--theirs` and `--promised-by`; takes them
    from what was found. Raises BadValue where they contradict each other."""
    theirs = found.pop("_theirs", None)
    if theirs and (found.get("promised") is False or found.get("promised_by") == "me"):
        raise BadValue("--theirs makes it their promise, not yours.")
    made: dict[str, Any] = {}
    if theirs is not None and (theirs or before.get("promised_by") == "them"):
        made = {"promised": True, "promised_by": "them" if theirs else "me"}
    if found.get("promised_by"):
        made = {"promised": found.get("promised", True), "promised_by": found["promised_by"]}
    if found.get("promised") and "promised_by" not in made:
        made["promised_by"] = before.get("promised_by") or "me"
    if found.get("promised") is False:
        made["promised_by"] = None
    return made


def repeat_values(run: Run, found: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The day from which a repeating task counts: its due date, else the first one from today on.

    Raises BadValue for a rule that does not come again from that day on.
    """
    from amcli.rules.repeats import first_from

    given = found.get("due_on")
    due = given or (dt.date.fromisoformat(before["due_on"]) if before.get("due_on") else None)
    first = first_from(found["repeat"], due or run.today)
    if first is None:
        raise BadValue(f"--repeat {found['repeat']}: no such date from {due} on.")
    if due is None:
        first = working_day(first, run)
        return {"due_on": first, "first_due_on": first}
    # A series is counted from the first day of its task; whoever gives both means them together.
    return {"first_due_on": given} if given else {}


def coming_after(run: Run, row: int, repeat: str | None) -> Any:
    """The next of a task that repeats, made if it is not there; None where there is none."""
    if repeat is None:
        return None
    from amcli.storage.series import follow_up

    return follow_up(run.book, row, run.today, run.config.calendar().moved)


def is_open(row: Mapping[str, Any], today: dt.date) -> bool:
    """Whether a task is not done on a day."""
    return row["done_on"] is None or row["done_on"] > today.isoformat()


KIND = kind_of("task", values, is_open, readers={"repeat": Repeat()})
KIND = KIND._replace(many=("due_on", "assignee", "waiting_on"))
app = Group("To-dos and promises.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    title: Annotated[str, argument(metavar="TITLE", reader=Name(), help="What needs to be done.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Add a task.

    \b
    am task add acme "Send SSO quote" --due fri
    am task add acme "Names for the pilot" --theirs --due +10d
    am task add acme "Usage report" --due eom --repeat monthly
    am task add acme --stdin < tasks.jsonl
    """
    from amcli.storage import resolve

    return add_to(run, resolve.account(run.book, account), title, given)


def add_to(run: Run, account: Any, title: str, given: dict[str, Any]) -> Made:
    """Write a task of an account, with options as they were typed."""
    from amcli.storage import writes

    links = {name: given.pop(name) for name in ("contact", "goal") if given.get(name)}
    columns = values(run, given, None) | linked_values(run, links, account["id"])
    due = columns.get("due_on")
    columns |= {"account_id": account["id"], "title": title, "first_due_on": due}
    row = writes.insert(run.book, "task", columns)
    ref = reference("task", row)
    said = f"{due_words(due, run.today)}{repeat_words(columns.get('repeat'))}{step_words(columns)}"
    return Made(ref, [f"{shown(account['name'])}: {ref} {shown(title)}{said}."])


def step_words(columns: Mapping[str, Any]) -> str:
    """`, a step of g2`."""
    return f", a step of {reference('goal', columns['goal_id'])}" if columns.get("goal_id") else ""


def repeat_words(repeat: str | None) -> str:
    """`, every 2 weeks`."""
    if repeat is None:
        return ""
    from amcli.rules.repeats import repeat_words

    return f", {repeat_words(repeat)}"


add_common(
    app,
    KIND,
    {
        "list": "am task list acme\nam task list --open            the same fields, open ones only",
        "show": "am task show t31\nam task show t31 -o json",
        "edit": (
            "am task edit t31 --due fri\n"
            'am task edit t31 --waiting-on Bo --repeat "every 2 weeks"\n'
            "am task edit due.before:today --due +7d\n"
            'am task edit assignee:bo --assignee "Ana Bell" --dry-run'
        ),
        "rm": "am task rm t31\nam task rm t31 --yes",
    },
)


@shows(REPORT_OPTIONS)
def tasks(
    run: Run,
    words: AccountAndFilters = None,
    mine: Annotated[bool, option("--mine", help="Show only what you promised.")] = False,
    theirs: Annotated[bool, option("--theirs", help="Show only what they promised.")] = False,
    promises: Annotated[bool, option("--promises", help="Show only promises, yours and theirs.")] = False,
    waiting: Annotated[bool, option("--waiting", help="Show only what is waiting on a colleague.")] = False,
    waiting_on: Annotated[
        str | None,
        option("--waiting-on", metavar="NAME", help="Show only what is waiting on this colleague."),
    ] = None,
    *,
    out: Options,
) -> None:
    """List open tasks and promises, yours and theirs, most overdue first.

    \b
    am tasks --theirs                what they promised, most overdue first
    am tasks acme --waiting-on bo
    am tasks tier:key due.before:+7d
    am tasks -o json | jq '.[] | select(.promised)'
    """
    from amcli.reports import tasks as query

    asked = Asked(run, words, takes_account=True)
    sides = {side for side, wanted in (("me", mine), ("them", theirs)) if wanted or promises}
    whom = waiting_on if waiting_on is not None else ("" if waiting else None)
    rows = query.chosen_tasks(query.task_rows(run.world, asked.account_id, asked.ids("task")), sides, whom)
    page = partial(query.tasks_page, run.today, some=bool(sides) or whom is not None)
    finish(run, Listing("tasks", query.FIELDS, rows, lambda row: str(row["task"]), asked.about(), page), out)


def named_task(run: Run, ref: str) -> Any:
    """The task that was named: by its reference, or an account's one open task."""
    from amcli.storage import resolve

    return task_of(run, resolve.any_record(run.book, ref, people=False))


def task_of(run: Run, found: Any) -> Any:
    """The task that a record is, or that an account stands for."""
    from amcli.commands.references import of_another_kind, only_open
    from amcli.facts.account_facts import read_tasks
    from amcli.rules.facts import OpenTask
    from amcli.storage import records

    if found.kind == "task":
        return records.list_records(run.book, "task", row=found.row)[0]
    if found.kind != "account":
        raise of_another_kind(run, found, "task")

    def words(task: OpenTask) -> tuple[str, ...]:
        return reference("task", task.id), shown(task.title), due_words(task.due_on, run.today)[2:]

    task = only_open(run, found.row, "task", read_tasks(run.world, [found.row]), words)
    return records.list_records(run.book, "task", row=task.id)[0]


def done(
    run: Run,
    refs: Annotated[
        list[str],
        argument(
            metavar="REF...", help="Tasks (t31), an account with one open task, or emails and chats (n213)."
        ),
    ],
    on: Annotated[
        dt.date | None, option("--on", reader=HAPPENED, help="When it was done (default: today).")
    ] = None,
) -> None:
    """Mark a task or promise as done, or an email as settled.

    A repeating task gets its next one after today; missed ones don't pile up.

    \b
    am done t31
    am done acme              its one open task
    am done n213              an email or chat that needs no answer
    am done t31 t33 --on yesterday
    """
    from amcli.storage import resolve

    named = [resolve.any_record(run.book, ref, people=False) for ref in refs]
    messages = [each for each in named if each.kind == "interaction"]
    finished = [task_of(run, each) for each in named if each.kind != "interaction"]
    if messages:
        settle_and_finish(run, messages, finished, on)
        return
    mark_done(run, finished, on or run.today, again=on is not None)


def settle_and_finish(run: Run, messages: list[Any], finished: list[Any], on: dt.date | None) -> None:
    """Write that emails and chats need no answer, and that tasks are done, in one step."""
    from amcli.commands.replies import answerable, settle, settled_words

    day, again = on or run.today, on is not None
    rows = [answerable(run, each, again=again) for each in messages]
    with run.book.transaction():
        settle(run, rows, day, again=again)
        coming = write_done(run, finished, day, again=again)
    for row in rows:
        say(run, [settled_words(run, row, day, again=again)], row["interaction"])
    say_done(run, finished, day, coming, again=again)


def mark_done(run: Run, finished: list[Any], day: dt.date | None, *, again: bool = False) -> None:
    """Write the day on which tasks were done; None opens them again. What was already done keeps its
    day unless `again`. What repeats gets its next one, in the same transaction."""
    with run.book.transaction():
        coming = write_done(run, finished, day, again=again)
    say_done(run, finished, day, coming, again=again)


def write_done(run: Run, finished: list[Any], day: dt.date | None, *, again: bool) -> dict[str, Any]:
    """Write it within a transaction; gives the next of what repeats, by what it follows."""
    from amcli.storage import writes

    coming: dict[str, Any] = {}
    for task in finished:
        if day is None or again or not task["done_on"]:
            writes.update(run.book, "task", task["id"], {"done_on": day})
        if day is not None and not task["done_on"]:
            coming[task["task"]] = coming_after(run, task["id"], task["repeat"])
    return coming


def say_done(
    run: Run, finished: list[Any], day: dt.date | None, coming: Mapping[str, Any], *, again: bool
) -> None:
    """Say of each task what became of it."""
    for task in finished:
        already = task["done_on"] and not again
        when = "" if already else dated(day, run.today)
        word = "is open again" if day is None else "was already done" if already else f"done{when}"
        word += coming_words(coming.get(task["task"]), task, run.today)
        say(run, [f"{task['task']} {word}: {shown(task['title'])} ({shown(task['account'])})"], task["task"])


def coming_words(coming: Any, task: Mapping[str, Any], today: dt.date) -> str:
    """`; next t49 on Mon 6 Apr` of a task that repeats."""
    if coming is None:
        return ""
    on = f" on {weekday_day(coming.due_on, today)}" if coming.due_on else ""
    return f"; next {reference('task', coming.row)}{on}"


@app.command("done", writes=True)
def task_done(
    run: Run,
    refs: Annotated[list[str], argument(metavar="REF...", help="Tasks.")],
    on: Annotated[
        dt.date | None, option("--on", reader=HAPPENED, help="When it was done (default: today).")
    ] = None,
) -> None:
    """Mark a task or promise as done (the same as am done).

    \b
    am task done t31
    am task done t31 t33 --on yesterday
    """
    done(run, refs, on)


@app.command("reopen", writes=True)
def reopen(run: Run, refs: Annotated[list[str], argument(metavar="REF...", help="Tasks.")]) -> None:
    """Reopen a task.

    \b
    am task reopen t31
    am task reopen t31 t33
    """
    mark_done(run, [named_task(run, ref) for ref in refs], None)
