"""`am goal`: what customers want to reach with what they bought, and how far they are."""

import datetime as dt
from collections.abc import Mapping

from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated, due_words
from amcli.commands.declared import Group, argument, option
from amcli.commands.options import AccountArg, Due, On
from amcli.commands.readers import LINE, Name
from amcli.commands.records import add_common, kind_of, plain_values
from amcli.commands.references import of_another_kind, only_open, owner
from amcli.context import Run
from amcli.errors import BadValue, NotFound, Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.rules.dates import weekday_day
from amcli.rules.isodays import day as iso_day
from amcli.rules.names import shown
from amcli.storage import records, resolve, writes
from amcli.vocabulary import reference

GoalArg = Annotated[str, argument(metavar="REF", help="A goal (g2), or an account with one open goal.")]


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: a day makes it met, another status takes that day away."""
    found = plain_values(run, given, row)
    if row is not None and found.get("agreed_with"):
        found["agreed_with"] = agreed(run, found["agreed_with"], owner(run, "goal", row))
    if found.get("met_on"):
        found.setdefault("status", "met")
    present = records.list_records(run.book, "goal", row=row)[0] if row is not None else {}
    if found.get("status") == "met" and not found.get("met_on", present.get("met_on")):
        found["met_on"] = run.today
    elif found.get("status", "met") != "met":
        found["met_on"] = None
    return found


def agreed(run: Run, text: str, account: int) -> str:
    """The full name of a contact, where that is who was meant; else the name as it was typed."""
    try:
        return str(resolve.contact(run.book, text, account)["name"])
    except NotFound:
        return text


def is_open(row: Row, today: dt.date) -> bool:
    """Whether a goal is still to be reached."""
    return bool(row["status"] == "open")


KIND = kind_of("goal", values, is_open)
app = Group("What customers want to achieve.")


def asked_title(run: Run, account: str) -> str:
    """What a customer wants to reach, from a person. Raises BadValue where nothing is given."""
    line = run.ask_line(f"{shown(resolve.account(run.book, account)['name'])}, what do they want to achieve?")
    if not line:
        hint = 'For example: am goal add ACCOUNT "Answer within a day"'
        raise BadValue("TITLE is missing: what do they want to achieve?", hint)
    return Name().read(line, run)


@app.command("add", writes=True)
@adds(KIND, asks={"title": asked_title})
def add(
    run: Run,
    account: AccountArg,
    title: Annotated[str, argument(metavar="[TITLE]", reader=Name(), help="What they want to achieve.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Add a goal.

    \b
    am goal add acme "Answer within a day" --measure "hours to answer" --target 24
    am goal add acme "All teams on board" --due eoq -w jane
    am goal add --stdin < goals.csv
    """
    found = resolve.account(run.book, account)
    columns = {"account_id": found["id"], "title": title, **values(run, given, None)}
    if columns.get("agreed_with"):
        columns["agreed_with"] = agreed(run, columns["agreed_with"], found["id"])
    row = writes.insert(run.book, "goal", columns)
    ref = reference("goal", row)
    due = due_words(columns.get("due_on"), run.today)
    person = f", agreed with {shown(columns['agreed_with'])}" if columns.get("agreed_with") else ""
    return Made(ref, [f"{shown(found['name'])}: {ref} {shown(title)}{due}{person}."])


def named_goal(run: Run, ref: str) -> Row:
    """The goal that was named: by its reference, or an account's one open goal."""
    found = resolve.any_record(run.book, ref)
    if found.kind == "goal":
        return records.list_records(run.book, "goal", row=found.row)[0]
    if found.kind != "account":
        raise of_another_kind(run, found, "goal")
    goals = [
        row for row in records.list_records(run.book, "goal", account=found.row) if is_open(row, run.today)
    ]

    def words(row: Row) -> tuple[str, ...]:
        return row["goal"], shown(row["title"]), due_words(iso_day(row["due_on"]), run.today)[2:]

    return only_open(run, found.row, "goal", goals, words)


def change(run: Run, goal: Row, columns: dict[str, Any], word: str) -> None:
    """Write the fields of a goal and say what became of it."""
    with run.book.transaction():
        writes.update(run.book, "goal", goal["id"], columns)
    say(run, [f"{goal['goal']} {word}: {shown(goal['title'])} ({shown(goal['account'])})"], goal["goal"])


def newer(run: Run, goal: Row, actual: str, day: dt.date) -> dict[str, Any]:
    """What has been reached by a day, as columns. Raises Refused where a later figure is on record."""
    known = iso_day(goal["progress_on"])
    if known is not None and known > day:
        raise Refused(
            f"{goal['goal']} has a later figure, from {weekday_day(known, run.today)}. Nothing was changed.",
            f"Correct it: am goal edit {goal['goal']} --actual ... --progress-on ...",
        )
    return {"actual": actual, "progress_on": day}


@app.command("progress", writes=True)
def progress(
    run: Run,
    ref: GoalArg,
    actual: Annotated[str, argument(metavar="ACTUAL", reader=Name(), help="How far it is now.")],
    on: On = None,
) -> None:
    """Record progress on a goal.

    \b
    am goal progress g2 "31 hours"
    am goal progress acme 75% --on mon      its one open goal
    """
    goal = named_goal(run, ref)
    day = on or run.today
    target = f" (target {shown(goal['target'])})" if goal["target"] else ""
    said = f"at {shown(actual)}{target}{dated(day, run.today)}"
    change(run, goal, newer(run, goal, actual, day), said)


@app.command("met", writes=True)
def met(
    run: Run,
    ref: GoalArg,
    actual: Annotated[str | None, argument(metavar="[ACTUAL]", reader=Name(), help="The result.")] = None,
    on: On = None,
) -> None:
    """Mark a goal as met.

    \b
    am goal met g2
    am goal met acme "22 hours" --on fri
    """
    goal = named_goal(run, ref)
    if goal["status"] == "met" and on is None and actual is None:
        change(run, goal, {}, "is met already")
        return
    day = on or (run.today if goal["status"] != "met" else iso_day(goal["met_on"])) or run.today
    columns = newer(run, goal, actual, day) if actual is not None else {}
    change(run, goal, {**columns, "status": "met", "met_on": day}, f"met{dated(day, run.today)}")


@app.command("missed", writes=True)
def missed(run: Run, ref: GoalArg) -> None:
    """Mark a goal as missed.

    \b
    am goal missed g2
    am goal missed acme       its one open goal
    """
    change(run, named_goal(run, ref), {"status": "missed", "met_on": None}, "missed")


@app.command("drop", writes=True)
def drop(run: Run, ref: GoalArg) -> None:
    """Drop a goal the customer no longer wants.

    \b
    am goal drop g2
    am goal drop acme         its one open goal
    """
    change(run, named_goal(run, ref), {"status": "dropped", "met_on": None}, "dropped")


@app.command("step", writes=True, undone="")
def step(
    run: Run,
    ref: GoalArg,
    title: Annotated[str, argument(metavar="TITLE", reader=Name(), help="What needs to be done.")],
    due: Due = None,
    theirs: Annotated[bool, option("--theirs", help="Make it their promise.")] = False,
    contact: Annotated[
        str | None, option("--with", "-w", metavar="CONTACT", help="The contact it is about.")
    ] = None,
    assignee: Annotated[str | None, option("--assignee", reader=LINE, help="Who owns it.")] = None,
) -> None:
    """Add a step towards a goal: a task, yours or theirs.

    The customer sees it: am account plan ACCOUNT --for customer.

    \b
    am goal step g2 "Pilot in plant 3" --due "30 jun"
    am goal step acme "Names for the pilot" --theirs -w jane     its one open goal
    """
    from amcli.commands.task import add_to

    goal = named_goal(run, ref)
    account = resolve.account(run.book, goal["account"], itself=True)
    typed = {"due_on": due, "_theirs": theirs or None, "contact": contact, "assignee": assignee}
    given = {name: value for name, value in typed.items() if value is not None}
    with run.book.transaction():
        made = add_to(run, account, title, {**given, "goal": goal["goal"]})
    say(run, made.said, made.reference)


add_common(
    app,
    KIND,
    {
        "list": "am goal list acme\nam goal list --open",
        "show": "am goal show g2\nam goal show g2 -o json",
        "edit": "am goal edit g2 --due eoq\nam goal edit g2 --target 20 --status open",
        "rm": "am goal rm g2\nam goal rm g2 --yes",
    },
)
