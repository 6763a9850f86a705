"""`am report`: lists with their filters and fields, saved in the configuration under a name.

A report is run as the command line that it stands for. The tables are read in `configreports`.
"""

import datetime as dt
import shlex
from collections.abc import Iterator
from itertools import chain

from amcli.commands.declared import argument
from amcli.commands.filtering import Filters
from amcli.commands.options import REPORT_OPTIONS, finish, shows
from amcli.config.reports import FIELDS, Report, read_report
from amcli.config.settings import Config
from amcli.context import Run
from amcli.errors import BadValue
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.page import Cell, Column, Footer, Page, Table, dash, says
from amcli.rules.names import in_shell, quoted, shown

TAKEN = ("save", "list")
EXAMPLE = "am report save big-renewals -- renewals --in 120d value.over:50k"


@shows(REPORT_OPTIONS)
def report(
    run: Run,
    name: Annotated[
        str | None, argument(metavar="[REPORT]", help="A saved report (default: list them all).")
    ] = None,
    words: Filters = None,
    *,
    out: Options,
) -> None:
    """Run a saved report, with more filters if you like; or save one.

    Reports live in your settings file: a list with its filters, fields, sorting, limit and title. What
    you type overrides what is saved: am help reports.

    \b
    am report list
    am report big-renewals
    am report big-renewals region:emea -o csv
    am report save big-renewals -- renewals --in 120d value.over:50k
    """
    if name == "save" and name not in run.config.reports():
        save(run, words or [])
        return
    if name is None or (name == "list" and name not in run.config.reports()):
        rows = list(readable(run))
        finish(run, Listing("reports", FIELDS, rows, lambda row: str(row["report"]), page=reports_page), out)
        return
    found = run.config.report(name)
    if run.title is None:
        run.title = found.title
    command, words_of_base = listing_of(run, found)
    given = found.options() | options_of(out)
    if run.as_of is not None:
        words_of_base += looking_back(command, found, run.as_of)
    from amcli.commands.tree import run_listing

    line = [*words_of_base, *found.filter, *(words or ()), *chain.from_iterable(given.values())]
    run_listing(command, line, run.typed.tree)


def save(run: Run, words: list[str]) -> None:
    """Keep a command line under a name, tried before it is kept. Raises BadValue for what is no list."""
    from amcli.commands.config import keep
    from amcli.commands.config_check import tried
    from amcli.config.file import with_value

    if len(words) < 2:
        raise BadValue("a name and a list are needed.", f"Such as: {EXAMPLE}")
    name, *line = words
    if name in TAKEN:
        raise BadValue(f"{quoted(name)} is a word of am report itself.", "Give it another name")
    if "." in name:
        raise BadValue(f"{quoted(name)}: a name without dots.", f"Such as: {EXAMPLE}")
    line = line[1:] if line[0] == "am" else line
    table = {"base": shlex.join(line)}
    found = read_report(name, table)
    reports = run.config.reports()
    config = Config(run.config_path, {**run.config.values, "reports": {**reports, name: table}})
    listing_of(run, found)
    run.verbs[:] = ["report"]
    if run.book_path.is_file():
        tried(run, name, config)
    keep(run, with_value(run.config_path, f"reports.{name}", table))
    verb = "changed" if name in reports else "saved"
    say(
        run,
        [f"{shown(name)} {verb}: am {shown(table['base'])}. Run it: am report {in_shell(shown(name))}"],
        name,
    )


def looking_back(command: Any, found: Report, day: dt.date) -> list[str]:
    """The option that lets the list of a report look back, too. Raises BadValue where it cannot."""
    if not any("--as-of" in param.opts for param in command.params):
        base = quoted(shlex.join(found.base))
        raise BadValue(f"--as-of: {base} can't show a past date.", "Which ones can: am help output")
    return ["--as-of", day.isoformat()]


def readable(run: Run) -> Iterator[dict[str, Any]]:
    """The reports that can be read; each of the others is a warning."""
    for name in run.config.reports():
        try:
            yield row_of(run.config.report(name))
        except BadValue as error:
            run.warn(f"{error.message} am config check")


def row_of(found: Report) -> dict[str, Any]:
    """A report as JSON has it."""
    return {
        "report": found.name,
        "title": found.title,
        "base": shlex.join(found.base),
        "filter": list(found.filter),
        "fields": found.fields,
        "sort": found.sort,
        "limit": found.limit,
    }


def reports_page(rows: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the saved reports: each with the command line that it stands for."""
    if not rows:
        return says("No reports saved yet. How to save one: ", Cell("am help reports", "command"))
    columns = (Column("Report", most=24), Column("Title", most=30), Column("Shows"))
    lines = [[dash(row["report"]), dash(row["title"]), shows_of(row)] for row in rows]
    first = f"am report {in_shell(rows[0]['report'])}"
    return Page("Reports", str(len(rows)), parts=[Table(columns, lines)], footer=[Footer(command=first)])


def shows_of(row: Row) -> str:
    """A list and its filters, as one would type them."""
    return " ".join([dash(row["base"]), *map(in_shell, row["filter"])])


def options_of(out: Options) -> dict[str, list[str]]:
    """Options that were typed, by their names, as words of a command line."""
    given = {f"--{name.replace('_', '-')}": value for name, value in out._asdict().items()}
    return {
        name: [name] if value is True else [name, str(value)]
        for name, value in given.items()
        if value is not None and value is not False
    }


def listing_of(run: Run, found: Report) -> tuple[Any, list[str]]:
    """The command that a report is of, and what is left of its words. Raises BadValue where it is no list."""
    run.verbs.clear()
    tree: Any = run.typed.tree
    command, inner, rest = tree.command, tree, list(found.base)
    while rest and hasattr(command, "resolve_command"):
        _, command, rest = command.resolve_command(inner, rest)
        inner = command.context_class(command, info_name=command.name, parent=run.typed.tree)
    filtered = any(param.name == "words" for param in command.params) or command.name == "find"
    if not filtered or command.name == "report":
        run.verbs[:] = ["report"]
        base = quoted(shlex.join(found.base))
        raise BadValue(
            f"reports.{shown(found.name)}: {base} is no list with filters.",
            'For example: base = "renewals", or base = "contact list"',
        )
    return command, rest
