"""Plays: what there are, what one says, and how far those that were started have come."""

from amcli.facts.account_facts import World
from amcli.fields import Row, Shape, fields, shape
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.dates import on_day, weekday_day
from amcli.rules.formatting import count
from amcli.rules.names import in_shell, shown
from amcli.vocabulary import PLAY_DAYS, PLAY_EVENTS, reference, words

if TYPE_CHECKING:
    from amcli.facts.plays import Ended, Settled, Started
    from amcli.rules.plays import Play

TRIGGERS = (*PLAY_EVENTS, *PLAY_DAYS)
FIELDS = fields(
    """
name     text! the play's name
title    text! what people read
on       text  its trigger; null: only started by hand
for      text  filters that choose for which accounts or contracts
steps    int!  how many steps it has
switched_on bool! whether its trigger starts it
own      bool! whether it is yours, not one that amcli comes with
path     text! its file
""",
    on=TRIGGERS,
)
STEP = shape("""
title    text! what is to be done, with words in braces
due      text! when, from the trigger's day: -120d, +2w
promised bool! whether it is your promise
assignee text  who does it
unless   text  filters: where all of them hold, the step is left out
""")
PAGE = Shape(
    tuple(field._replace(type="list") if field.name == "steps" else field for field in FIELDS),
    {"steps": STEP},
)
STATUS = fields("""
account    text! the account's code
play       text! the play's name
contract   text  the contract that it is for
on         day!  the day of its trigger
started_on day!  when it was started
stopped_on day   when it was stopped
done       int!  how many of its steps are done
steps      int!  how many there are
next       text  the next open step
due_on     day   when that is due
task       text  that step's reference, such as t31
ref        text! the reference of the play that was started, such as y3
name       text! the account's name
""")


def play_row(play: "Play", on: list[str]) -> Row:
    """A play as JSON has it in the list."""
    return {
        "name": play.name,
        "title": play.title,
        "on": play.on,
        "for": " ".join(map(in_shell, play.filters)) or None,
        "steps": len(play.steps),
        "switched_on": play.name in on,
        "own": play.own,
        "path": play.path,
        "play": play,
    }


def play_object(play: "Play", on: list[str]) -> Row:
    """A play as JSON has it alone, with its steps."""
    row = play_row(play, on)
    del row["play"]
    steps = [
        {
            "title": step.title,
            "due": step.due,
            "promised": step.promised,
            "assignee": step.assignee,
            "unless": " ".join(map(in_shell, step.unless)) or None,
        }
        for step in play.steps
    ]
    return row | {"steps": steps}


def status_rows(world: World, account: int | None, *, everything: bool) -> list[Row]:
    """Plays that were started, and how far each has come; without `everything` those that run."""
    found = world.book.rows(
        "plays.status", account=account, today=world.today.isoformat(), everything=int(everything)
    )
    return [status_row(row) for row in found if world.has(row["account_id"])]


def status_row(row: Any) -> Row:
    """One play that was started, as JSON has it."""
    return {
        "account": row["account"],
        "play": row["name"],
        "contract": None if row["contract_id"] is None else reference("contract", row["contract_id"]),
        "on": row["on"],
        "started_on": row["started_on"],
        "stopped_on": row["stopped_on"],
        "done": row["done"],
        "steps": row["steps"],
        "next": row["next"],
        "due_on": row["due_on"],
        "task": None if row["next_id"] is None else reference("task", row["next_id"]),
        "ref": reference("play", row["id"]),
        "name": row["account_name"],
    }


def started_words(world: World, found: "Started") -> list[str]:
    """What is said of a play that was started, and of steps that it left out."""
    tasks, of, play = found.plan.tasks, found.of, found.play
    (name,) = world.book.db.execute("SELECT name FROM account WHERE id = ?", (of.account,)).fetchone()
    contract = "" if of.contract is None else f" for {reference('contract', of.contract)}"
    day = "" if of.on == world.today else f", {words(play.on) if play.on else 'day'} {on_day(of.on)}"
    first = min(each.due_on for each in tasks)
    said = f"{shown(name)}: {shown(play.name)} started{contract}{day}: {count(len(tasks), 'task')}"
    return [f"{said}, first due {weekday_day(first, world.today)}.", *left_out_words(found)]


def settled_words(world: World, found: "Settled") -> list[str]:
    """What is said of plays that a change started and ended."""
    started = [line for each in found.started for line in started_words(world, each)]
    return [*map(ended_words, found.ended), *map(shorter_words, found.shorter), *started]


def shorter_words(found: "Ended") -> str:
    """What is said of a play of which steps went."""
    went = count(found.steps, "open task")
    return (
        f"{shown(found.account)}: {shown(found.name)} for {found.contract}: {went} no longer needed, removed."
    )


def left_out_words(found: "Started") -> list[str]:
    """How many steps a start left out, and why."""
    passed, needless = found.plan.passed, found.plan.needless
    parts = [f"{count(passed, 'step')} already past"] if passed else []
    parts += [f"{count(needless, 'step')} not needed"] if needless else []
    return [f"Left out: {', '.join(parts)}."] if parts else []


def ended_words(found: "Ended") -> str:
    """What is said of a play that ended with its contract's outcome."""
    went = count(found.steps, "open task")
    return f"{shown(found.account)}: {shown(found.name)} for {found.contract} is over; {went} removed."
