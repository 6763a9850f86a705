"""The root command: global options, and the register of commands, each loaded when it is called.

`am --help` lists every command from this register without importing one of them.
"""

from functools import cache
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from amcli import __version__
from amcli.commands.declared import option
from amcli.commands.tree import Verbs, callback_of, new_app, tree_of
from amcli.context import Run
from amcli.errors import BadValue, Ended
from amcli.rules.names import quoted

DAILY = "Every day"
RECORDS = "Records (add, list, show, edit, rm and more)"
HOUSEKEEPING = "Setup and data"


class Entry(NamedTuple):
    """Where a command lives, its line in the help, and the section it stands in."""

    module: str
    attribute: str
    help: str
    section: str


COMMANDS: dict[str, Entry] = {
    "today": Entry("today", "today", "See what to do today, in what order, and why (the same as am)", DAILY),
    "week": Entry("today", "week", "See meetings, deadlines and tasks of the next seven days", DAILY),
    "next": Entry("brief", "next_", "Read the brief for the first account on today's list", DAILY),
    "away": Entry("away", "away", "See what's due while you're away, with a note for a colleague", DAILY),
    "log": Entry("log", "log", "Log a call, email or meeting in one line", DAILY),
    "meet": Entry("meet", "meet", "Book or move a meeting", DAILY),
    "held": Entry("meet", "held", "Confirm that a meeting took place, or didn't", DAILY),
    "checkins": Entry("checkins", "checkins", "List customers overdue for a check-in", DAILY),
    "renewals": Entry("renewals", "renewals", "List contracts up for renewal, by deadline", DAILY),
    "risks": Entry("risks", "risks", "List accounts at risk and why, or explain one score", DAILY),
    "accounts": Entry("accounts", "accounts", "List the whole book: ARR, health, next step, renewal", DAILY),
    "show": Entry("show", "show", "Show an account or any other record", DAILY),
    "brief": Entry("brief", "brief", "Prepare for a meeting: who's who, what's owed, what to ask", DAILY),
    "timeline": Entry("timeline", "timeline", "Show what happened with an account", DAILY),
    "find": Entry("find", "find", "Search all text in the book", DAILY),
    "tasks": Entry("task", "tasks", "List open tasks and promises, yours and theirs", DAILY),
    "done": Entry("task", "done", "Mark a task or promise as done", DAILY),
    "snooze": Entry("snooze", "snooze", "Postpone a check-in, task, renewal or any other record", DAILY),
    "renew": Entry("contract", "renew", "Record a renewal", DAILY),
    "stage": Entry("contract", "stage", "Move a renewal to another stage", DAILY),
    "churn": Entry("contract", "churn", "Record a contract as lost", DAILY),
    "summary": Entry("summary", "summary", "Print the daily or weekly digest", DAILY),
    "portfolio": Entry(
        "portfolio", "portfolio", "Review the whole book: mix, risk, workload, white space", DAILY
    ),
    "metrics": Entry("metrics", "metrics", "Calculate NRR, GRR, renewal rates, NPS and more", DAILY),
    "forecast": Entry("forecast", "forecast", "Forecast renewals and the gap to your target", DAILY),
    "backtest": Entry("backtest", "backtest", "Check whether the score warned of past losses", DAILY),
    "undo": Entry("history", "undo", "Undo the last change", DAILY),
    "redo": Entry("history", "redo", "Redo what you just undid", DAILY),
    "history": Entry("history", "history", "Show what changed, when and by which command", DAILY),
    "account": Entry("account", "app", "Customers", RECORDS),
    "contact": Entry("contact", "app", "People at your customers", RECORDS),
    "contract": Entry("contract", "app", "What they bought, for how long and for how much", RECORDS),
    "interaction": Entry("interaction", "app", "Calls, emails, meetings and notes", RECORDS),
    "task": Entry("task", "app", "To-dos and promises", RECORDS),
    "opportunity": Entry("opportunity", "app", "Upsells, cross-sells and referrals", RECORDS),
    "issue": Entry("issue", "app", "Customers' problems, until they are resolved", RECORDS),
    "feedback": Entry("feedback", "app", "What customers say about you, by theme", RECORDS),
    "survey": Entry("survey", "app", "NPS, CSAT and CES answers", RECORDS),
    "usage": Entry("usage", "app", "How much of what they bought they use", RECORDS),
    "event": Entry("event", "app", "News at a customer: takeover, new boss, budget cut", RECORDS),
    "goal": Entry("goal", "app", "What customers want to achieve", RECORDS),
    "product": Entry("product", "app", "Your products and list prices", RECORDS),
    "target": Entry("target", "app", "Your targets for a period", RECORDS),
    "qbr": Entry("qbr", "app", "Business reviews: which are due, prepare one, log one", RECORDS),
    "init": Entry("init", "init", "Create your own book", HOUSEKEEPING),
    "demo": Entry("demo", "demo", "Explore a sample book, separate from yours", HOUSEKEEPING),
    "import": Entry(
        "import_", "import_files", "Import files: a plan first, then everything or nothing", HOUSEKEEPING
    ),
    "export": Entry(
        "export", "app", "Export everything, or a calendar, address book or web page", HOUSEKEEPING
    ),
    "unmatched": Entry("unmatched", "app", "Link unknown addresses and numbers to contacts", HOUSEKEEPING),
    "backup": Entry("backup", "backup", "Back up the book, or list backups", HOUSEKEEPING),
    "restore": Entry("backup", "restore", "Restore a backup", HOUSEKEEPING),
    "doctor": Entry("doctor", "doctor", "Find likely duplicates", HOUSEKEEPING),
    "report": Entry("report", "report", "Run a saved report", HOUSEKEEPING),
    "sql": Entry("sql", "sql", "Query the book in SQL, read-only", HOUSEKEEPING),
    "schema": Entry("schema", "schema", "Print the JSON Schema of records and output", HOUSEKEEPING),
    "cron": Entry("cron", "cron", "Print a schedule for the digest: cron or systemd", HOUSEKEEPING),
    "config": Entry("config", "app", "View and change settings", HOUSEKEEPING),
    "completion": Entry("completion", "app", "Set up tab completion", HOUSEKEEPING),
    "help": Entry("help", "help_", "Read the guides: start, dates, money, output and more", HOUSEKEEPING),
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
    at = next((at for at, word in enumerate(words) if word in COMMANDS), None)
    if at is not None:
        from amcli.commands.nearest import said

        typed = " ".join(map(said, [words[at], *words[at + 1 :], *words[:at]]))
        raise BadValue(f"{quoted(words[0])} goes after the command.", f"Type am {typed}")


class Root(Verbs):
    """`am` itself: commands come from the register and are imported when they are called."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line; `am` alone is the morning, and so is `am` with its options."""
        return super().parse_args(ctx, with_morning(args))

    def invoke(self, ctx: Any) -> Any:
        """Call the command that was named, or the morning."""
        found = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            morning = load("today")
            with morning.make_context("today", [], parent=ctx) as inner:
                morning.invoke(inner)
        return found

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
    return tree_of(name, getattr(import_module(f"amcli.commands.{entry.module}"), entry.attribute))


def root(
    run: Run,
    book: Annotated[
        str | None, option("--book", metavar="PATH", help="Use another book file (or set AMCLI_BOOK).")
    ] = None,
    config: Annotated[
        str | None,
        option(
            "--config",
            metavar="PATH",
            help="Use another settings file (or set AMCLI_CONFIG).",
        ),
    ] = None,
    today: Annotated[
        str | None, option("--today", metavar="DATE", help="Act as if today were this date.")
    ] = None,
    color: Annotated[
        str, option("--color", metavar="auto|always|never", help="When to use colour.")
    ] = "auto",
    version: Annotated[bool, option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Your book of business in the terminal: who to call today, and why."""
    if version:
        print(f"amcli {__version__}", file=run.stdout)
        raise Ended(0)
    run.book_option, run.config_option, run.today_option = book, config, today
    run.take_option("color", color)


app = new_app(cls=Root, invoke_without_command=True)
app.callback(epilog="New here: am help start. Any command: am COMMAND --help.")(callback_of(root))


@cache
def whole() -> Any:
    """`am` itself as a Typer command, made once a process."""
    return typer.main.get_command(app)
