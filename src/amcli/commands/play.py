"""`am play`: checklists that become tasks. What a play says is in config/plays.py, when one is due in
facts/plays.py."""

import datetime as dt
from functools import partial

from amcli.commands.config_check import faults_of
from amcli.commands.declared import Group, argument, option
from amcli.commands.filtering import AccountAndFilters, Asked, Filters
from amcli.commands.options import LIST_OPTIONS, PAGE_OPTIONS, Everything, finish, shows
from amcli.commands.readers import EITHER, Name
from amcli.config.plays import SWITCHED_ON, files, find_play, read_plays, switched_on
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options, Page
from amcli.rules.dates import on_day, weekday_day
from amcli.rules.isodays import sure
from amcli.rules.names import in_shell, shown
from amcli.rules.plays import Occurrence, Play
from amcli.vocabulary import PLAY_DAYS, reference

if TYPE_CHECKING:
    from amcli.facts.plays import Started

NameArg = Annotated[
    str, argument(metavar="NAME", reader=Name(), help="The play's name, for example renewal.")
]
Names = Annotated[list[str], argument(metavar="NAME...", help="Plays, for example renewal.")]
Target = Annotated[str, argument(metavar="ACCOUNT|CONTRACT", help="An account, or a contract (k12).")]
app = Group("Checklists that become tasks.")


@app.command("list")
@shows(LIST_OPTIONS)
def list_(run: Run, words: Filters = None, *, out: Options) -> None:
    """List plays: those amcli comes with, and yours.

    Yours are files in plays/ next to your settings file; one with the name of a built-in one
    replaces it.

    \b
    am play list
    am play list -o json | jq -r '.[] | select(.switched_on) | .name'
    """
    from amcli.reports import plays as report
    from amcli.reports.plays_page import plays_page

    asked = Asked(run, words)
    on, found = switched_on(run.config), read_plays(run.config)
    rows = asked.among(report.FIELDS, [report.play_row(each, on) for each in found.plays.values()])
    finish(
        run,
        Listing("plays", report.FIELDS, rows, lambda row: str(row["name"]), asked.about(), plays_page),
        out,
    )
    warn(run, found.faults)


def warn(run: Run, faults: list[str]) -> None:
    """Name the files that can't be read; they stop nothing else."""
    for fault in faults:
        run.warn(fault)


@app.command("show")
@shows(PAGE_OPTIONS)
def show(run: Run, name: NameArg, *, out: Options) -> None:
    """Show a play: its trigger, its filters and its steps.

    \b
    am play show renewal
    am play show renewal -o json | jq -r '.steps[].title'
    """
    from amcli.reports import plays as report
    from amcli.reports.plays_page import play_page

    play, on = find_play(run.config, name), switched_on(run.config)
    page = partial(play_page, play, on)
    finish(run, Page("play", report.play_object(play, on), [play.name], page=page), out)


@app.command("check")
def check(run: Run) -> None:
    """Check every play's file.

    Names files that can't be read, with the line. Filters are tried on your book if you have one.

    \b
    am play check
    am play check && am play on renewal
    """
    faults = faults_of(run)
    if faults:
        many = "1 mistake" if len(faults) == 1 else f"{len(faults)} mistakes"
        raise BadValue(f"your plays have {many}.", "\n".join(f"\t{shown(fault)}" for fault in faults))
    print(f"{len(files(run.config))} plays, no mistakes.", file=run.stdout)


@app.command("on")
def on(run: Run, names: Names) -> None:
    """Switch plays on: their triggers start them from now on.

    Writes the setting plays.on; am undo reverses it.

    \b
    am play on renewal champion-left
    am play run              starts what is due by now
    """
    plays = [find_play(run.config, name) for name in names]
    for play in plays:
        if play.on is None:
            raise Refused(
                f"{shown(play.name)} has no trigger, so nothing would start it. Nothing was changed.",
                f"Start it by hand: am play start {in_shell(play.name)} ACCOUNT",
            )
    switch(run, list(dict.fromkeys([*switched_on(run.config), *names])))
    daily = any(play.on in PLAY_DAYS for play in plays)
    say(run, [f"On: {shown(', '.join(names))}.{' · am play run' if daily else ''}"], "\n".join(names))


@app.command("off")
def off(run: Run, names: Names) -> None:
    """Switch plays off: what was started goes on.

    \b
    am play off renewal
    am play stop renewal acme      ends one that was started
    """
    before = switched_on(run.config)
    for name in names:
        if name not in before:
            find_play(run.config, name)
    switch(run, [name for name in before if name not in names])
    say(run, [f"Off: {shown(', '.join(names))}."], "\n".join(names))


def switch(run: Run, names: list[str]) -> None:
    """Write which plays are switched on."""
    from amcli.commands.config import keep
    from amcli.config.file import with_value, without

    path = run.config_path
    text = with_value(path, SWITCHED_ON, names) if names else without(path, SWITCHED_ON)
    if text is not None:
        keep(run, text)


@app.command("start", writes=True, undone="")
def start(
    run: Run,
    name: NameArg,
    target: Target,
    on: Annotated[
        dt.date | None,
        option("--on", reader=EITHER, help="The day its steps are counted from (default: its trigger's)."),
    ] = None,
    everything: Annotated[
        bool, option("--all", "-a", help="Include steps whose day has passed, due today.")
    ] = False,
) -> None:
    """Start a play: its steps become tasks.

    Steps whose day has passed are left out, and so are those that aren't needed. A play starts once for an
    account or contract and day.

    \b
    am play start renewal k12
    am play start renewal acme --all
    am play start qbr acme --on "15 apr"
    """
    from amcli.facts import plays as facts
    from amcli.storage import plays

    run.refuse_rollup()
    play = find_play(run.config, name)
    of = occurrence_of(run, play, target, on)
    if (there := plays.same(run.book, play.name, of)) is not None:
        say(run, [already(run, there)], reference("play", there["id"]))
        return
    made = facts.planned(run.world, play, of, facts.Chosen(run.world), passed_too=everything)
    if not made.tasks:
        hint = "To include them: --all" if made.passed else None
        raise Refused(f"no step of {shown(play.name)} is still ahead. Nothing was changed.", hint)
    with run.book.transaction():
        found = facts.started(run.world, play, of, made)
    say(run, start_lines(run, found), reference("play", found.row))


def occurrence_of(run: Run, play: Play, target: str, on: dt.date | None) -> Occurrence:
    """What a play is to be started for: a contract where its trigger is one of contracts, else an account and
    the contract that was named. Raises NotFound, Ambiguous; Refused for a contract without such a day."""
    from amcli.facts.plays import usual_day
    from amcli.storage import resolve

    if play.of_contract:
        found = resolve.contract(run.book, target)
        day = on or usual_day(run.world, play, found["account_id"], found["id"])
        if day is None:
            ref = reference("contract", found["id"])
            raise Refused(
                f"{ref} has no open end to count from. Nothing was changed.", "Give a day: --on DATE"
            )
        return Occurrence(found["account_id"], found["id"], day)
    named = resolve.any_record(run.book, target, people=False)
    if named.kind == "contract" and play.on is None:
        found = resolve.contract(run.book, target)
        return Occurrence(found["account_id"], found["id"], on or run.today)
    account = int(resolve.account(run.book, target)["id"])
    return Occurrence(account, None, on or usual_day(run.world, play, account, None) or run.today)


def already(run: Run, there: Any) -> str:
    """The sentence about a play that was started before."""
    day = dt.date.fromisoformat(there["started_on"])
    stopped = ", and stopped" if there["stopped_on"] else ""
    name = shown(there["name"])
    return f"{name} was already started for this day on {on_day(day)}{stopped}. Nothing was changed."


def start_lines(run: Run, found: "Started") -> list[str]:
    """What a person is told of a play that they started: every task, and what was left out."""
    from amcli.reports.plays import started_words
    from amcli.storage import plays

    head, *left_out = started_words(run.world, found)
    made = [
        (reference("task", row["id"]), shown(row["title"]), weekday_day(sure(row["due_on"]), run.today))
        for row in plays.open_steps(run.book, found.row)
    ]
    tasks = [f"{ref} {title}, due {day}" for ref, title, day in made]
    return [head, *tasks, *left_out, "to undo: am undo"]


@app.command("run", writes=True, undone="")
def run_(run: Run) -> None:
    """Start the plays that are due, by notice deadline, end, QBR and anniversary.

    Only those that are switched on, each once. am cron runs it before the digest. It also ends plays of
    contracts whose outcome came with an import.

    \b
    am play run
    am play run && am tasks
    """
    from amcli.facts import plays as facts
    from amcli.reports.plays import ended_words, started_words
    from amcli.storage import plays

    waits, faults = facts.waiting(run.world)
    warn(run, faults)
    started, ended = [], []
    if waits or plays.over(run.book):
        with run.book.transaction():
            ended = facts.end_over(run.world)
            started = facts.start_waiting(run.world, waits)
    for over in ended:
        say(run, [ended_words(over)], "")
    for each in started:
        say(run, started_words(run.world, each), reference("play", each.row))
    if run.terminal and not started and not ended:
        none_on = not switched_on(run.config)
        say(run, ["No plays are on. · am play list" if none_on else "Nothing to start."])


@app.command("stop", writes=True, undone="")
def stop(run: Run, name: NameArg, target: Target) -> None:
    """Stop a play: open steps are removed, done ones stay.

    \b
    am play stop renewal k12
    am play stop onboarding acme
    """
    from amcli.rules.formatting import count
    from amcli.storage import plays, resolve

    named = resolve.any_record(run.book, target, people=False)
    row = (
        resolve.contract(run.book, target) if named.kind == "contract" else resolve.account(run.book, target)
    )
    account, contract = (row["account_id"], row["id"]) if named.kind == "contract" else (row["id"], None)
    found = plays.running(run.book, account, name, contract)
    whom = shown(row["account_name"] if named.kind == "contract" else row["name"])
    if not found:
        raise Refused(
            f"{shown(name)} isn't running for {whom}. Nothing was changed.", "Running: am play status"
        )
    with run.book.transaction():
        went = sum(plays.stop(run.book, each["id"], run.today) for each in found)
    said = f"{whom}: {shown(name)} stopped; {count(went, 'open task')} removed. · to undo: am undo"
    say(run, [said], "\n".join(reference("play", each["id"]) for each in found))


@app.command("status")
@shows(LIST_OPTIONS)
def status(
    run: Run, words: AccountAndFilters = None, everything: Everything = False, *, out: Options
) -> None:
    """List running plays: steps done, and the next one; --all: ended ones too.

    \b
    am play status
    am play status acme
    am play status --all -o json | jq '.[] | select(.stopped_on)'
    """
    from amcli.reports import plays as report
    from amcli.reports.plays_page import status_page

    asked = Asked(run, words, takes_account=True)
    rows = asked.found(report.STATUS, report.status_rows(run.world, asked.account_id, everything=everything))
    page = partial(status_page, run.today, everything=everything)
    finish(
        run, Listing("status", report.STATUS, rows, lambda row: str(row["play"]), asked.about(), page), out
    )
