"""The root command: global options, and the register of commands, each loaded when it is called.

`am --help` lists every command from this register without importing one of them.
"""

from functools import cache
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from amcli.commands.groups import HELP_OPTIONS, Verbs, new_app
from amcli.context import Run

DAILY = "Every day"
RECORDS = "Records (add, list, show, edit, rm, and more)"
HOUSEKEEPING = "Housekeeping"


class Entry(NamedTuple):
    """Where a command lives, its line in the help, and the section it stands in."""

    module: str
    attribute: str
    help: str
    section: str


COMMANDS: dict[str, Entry] = {
    "today": Entry("morning", "today", "What to do today, in which order, and why (also: plain am)", DAILY),
    "week": Entry("morning", "week", "The days ahead", DAILY),
    "next": Entry("morning", "next_", "The brief of the morning's first line", DAILY),
    "away": Entry("away", "away", "What falls due while you are away, and a note for a colleague", DAILY),
    "log": Entry("log", "log", "Log a call, a mail or a meeting in one line", DAILY),
    "checkins": Entry("lists", "checkins", "Who has not heard from you in time", DAILY),
    "renewals": Entry("lists", "renewals", "Contracts whose end or notice day is near", DAILY),
    "risks": Entry("lists", "risks", "Accounts at risk, with reasons; or one account's score", DAILY),
    "accounts": Entry(
        "accounts", "accounts", "The whole book: ARR, health, last touch, next step, renewal", DAILY
    ),
    "show": Entry("look", "show", "Any record at a glance", DAILY),
    "brief": Entry("brief", "brief", "One page for a meeting: who, what is owed, what to ask", DAILY),
    "timeline": Entry("look", "timeline", "What happened with an account", DAILY),
    "find": Entry("look", "find", "Search all text in the book", DAILY),
    "tasks": Entry("task", "tasks", "What is owed, by whom, and when", DAILY),
    "done": Entry("task", "done", "A task or promise is done", DAILY),
    "snooze": Entry("snooze", "snooze", "Put something off until later", DAILY),
    "renew": Entry("contract", "renew", "A contract is renewed", DAILY),
    "stage": Entry("contract", "stage", "How far a renewal has come", DAILY),
    "churn": Entry("contract", "churn", "A contract ends and is not renewed", DAILY),
    "summary": Entry("summary", "summary", "The digest of a day or a week, for a mail", DAILY),
    "portfolio": Entry("portfolio", "portfolio", "The whole book: balance, load, gaps", DAILY),
    "metrics": Entry("metrics", "metrics", "Revenue kept, grown and lost; how customers were served", DAILY),
    "forecast": Entry("forecast", "forecast", "What renewals may bring; what my number still lacks", DAILY),
    "backtest": Entry("backtest", "backtest", "Whether the score warned of the losses that came", DAILY),
    "undo": Entry("history", "undo", "Take back the last change", DAILY),
    "redo": Entry("history", "redo", "Put back what undo took", DAILY),
    "history": Entry("history", "history", "What changed, when, by which command", DAILY),
    "account": Entry("account", "app", "Customers", RECORDS),
    "contact": Entry("contact", "app", "People at customers", RECORDS),
    "contract": Entry("contract", "app", "What was bought, for how long, for how much", RECORDS),
    "interaction": Entry("interaction", "app", "Calls, mails, meetings, notes", RECORDS),
    "task": Entry("task", "app", "Things to do and promises", RECORDS),
    "opportunity": Entry("opportunity", "app", "Upsells, cross-sells, referrals", RECORDS),
    "issue": Entry("issue", "app", "Customers' problems, until they are solved", RECORDS),
    "feedback": Entry("feedback", "app", "What customers say about you, by theme", RECORDS),
    "survey": Entry("survey", "app", "What customers answered: NPS, CSAT, CES", RECORDS),
    "usage": Entry("usage", "app", "How much of what they bought they use", RECORDS),
    "event": Entry("event", "app", "Takeovers, new bosses, budget cuts, funding", RECORDS),
    "goal": Entry("goal", "app", "What customers want to reach", RECORDS),
    "product": Entry("product", "app", "The catalogue", RECORDS),
    "target": Entry("target", "app", "My number for a period", RECORDS),
    "qbr": Entry("qbr", "app", "Reviews with customers: due, brief, held", RECORDS),
    "init": Entry("start", "init", "Make your own book", HOUSEKEEPING),
    "demo": Entry("start", "demo", "Look around in a sample book, kept apart from yours", HOUSEKEEPING),
    "import": Entry(
        "importing", "import_files", "Bring in files: a plan first, then all or nothing", HOUSEKEEPING
    ),
    "export": Entry("export", "app", "Everything out again; also a calendar, an address book", HOUSEKEEPING),
    "unmatched": Entry("unmatched", "app", "Who wrote or called and is nobody's contact", HOUSEKEEPING),
    "backup": Entry("backup", "backup", "Copy the whole book, checked; or list the copies", HOUSEKEEPING),
    "restore": Entry("backup", "restore", "Put a backup in the place of the book", HOUSEKEEPING),
    "doctor": Entry("doctor", "doctor", "What is likely there twice, and what merges it", HOUSEKEEPING),
    "report": Entry("report", "report", "A list saved under a name, with its filters", HOUSEKEEPING),
    "sql": Entry("sql", "sql", "Ask the book in SQL; nothing is written", HOUSEKEEPING),
    "schema": Entry("schema", "schema", "The JSON Schema of what commands print", HOUSEKEEPING),
    "cron": Entry("cron", "cron", "The digest by itself, by cron or systemd", HOUSEKEEPING),
    "config": Entry("settings", "app", "Settings, and where each value comes from", HOUSEKEEPING),
    "completion": Entry("completion", "app", "With a tab, what may come next, in your shell", HOUSEKEEPING),
    "help": Entry(
        "topics", "help_", "Guides: start, dates, money, output, exit-codes and more", HOUSEKEEPING
    ),
}


# The options of `am` itself; any other option before a command is one of the morning's.
WITH_VALUE = ("--book", "--config", "--today", "--color")
ALONE = ("--version", "--help", "-h")


def with_morning(args: list[str]) -> list[str]:
    """The words of the command line, with `today` before an option or a filter of the morning: `am --all`,
    `am tier:key`."""
    at = 0
    while at < len(args):
        word = args[at]
        if word in WITH_VALUE:
            at += 2
        elif word.startswith(tuple(f"{name}=" for name in WITH_VALUE)):
            at += 1
        elif ":" in word or (word.startswith("-") and word not in ALONE and word.strip("-")):
            refuse_late_command(args[at:])
            return [*args[:at], "today", *args[at:]]
        else:
            break
    return args


def refuse_late_command(words: list[str]) -> None:
    """Raise BadValue for a command behind its own options, which the morning would take for a name."""
    late = next((word for word in words if word in COMMANDS), None)
    if late is not None:
        from amcli.errors import BadValue
        from amcli.rules.names import quoted

        raise BadValue(f"{quoted(words[0])} goes after the command.", f"Say: am {late} ... {words[0]}")


class Root(Verbs):
    """`am` itself: commands come from the register and are imported when they are called."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line; `am` alone is the morning, and so is `am` with its options."""
        return super().parse_args(ctx, with_morning(args))

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the register's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import one command."""
        return load(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands by section, from the register alone."""
        for section in (DAILY, RECORDS, HOUSEKEEPING):
            rows = [(name, entry.help) for name, entry in COMMANDS.items() if entry.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)


@cache
def load(name: str) -> Any:
    """The Typer command of a register entry, made once a process."""
    entry = COMMANDS[name]
    found = getattr(import_module(f"amcli.commands.{entry.module}"), entry.attribute)
    if not isinstance(found, typer.Typer):
        single = new_app()
        single.command(name, context_settings=HELP_OPTIONS)(found)
        found = single
    command = typer.main.get_command(found)
    command.name = name
    return command


app = new_app(cls=Root, invoke_without_command=True)


@app.callback(epilog="Guides: am help start. Every command: am COMMAND --help.")
def root(
    context: typer.Context,
    book: Annotated[str | None, typer.Option(metavar="PATH", help="Another book (AMCLI_BOOK).")] = None,
    config: Annotated[str | None, typer.Option(metavar="PATH", help="Another configuration.")] = None,
    today: Annotated[str | None, typer.Option(metavar="DATE", help="Act as if it were this day.")] = None,
    color: Annotated[str, typer.Option(metavar="auto|always|never", help="When to use colour.")] = "auto",
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """A book of business in the terminal: who to call today, and why."""
    run: Run = context.obj
    if version:
        from amcli import __version__

        print(f"amcli {__version__}", file=run.stdout)
        raise typer.Exit
    run.book_option, run.config_option, run.today_option = book, config, today
    if color not in ("auto", "always", "never"):
        from amcli.errors import BadValue
        from amcli.rules.names import quoted

        raise BadValue(f"--color {quoted(color)}: auto, always or never.")
    run.color = color
    if context.invoked_subcommand is None:
        morning = load("today")
        with morning.make_context("today", [], parent=context) as inner:
            morning.invoke(inner)


@cache
def whole() -> Any:
    """`am` itself as a Typer command, made once a process."""
    return typer.main.get_command(app)
