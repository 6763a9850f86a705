"""The root command: global options, and the register of commands, each loaded when it is called.

`am --help` lists every command from this register without importing one of them. A line is read without Typer
(`commands.line`) wherever that can be; Typer's command tree is made only for the others.
"""

from amcli import __version__
from amcli.commands.declared import Entry, Register, option
from amcli.commands.line import light_call
from amcli.context import Run
from amcli.errors import BadValue, Ended
from amcli.hints import Annotated, Any

DAILY = "Every day"
RECORDS = "Records (add, list, show, edit, rm and more)"
HOUSEKEEPING = "Setup and data"

COMMANDS: dict[str, Entry] = {
    "today": Entry("today", "today", "See what to do today, in what order, and why (the same as am)", DAILY),
    "ui": Entry("ui", "ui", "Go through the morning on one screen, with single keys", DAILY),
    "week": Entry("today", "week", "See meetings, deadlines and tasks of the next seven days", DAILY),
    "next": Entry("brief", "next_", "Read the brief for the first account on today's list", DAILY),
    "away": Entry("away", "away", "See what's due while you're away, with a note for a colleague", DAILY),
    "log": Entry(
        "log", "log", "Log a call, email or meeting in one line", DAILY, writes=True, undone="logged"
    ),
    "meet": Entry("meet", "meet", "Book or move a meeting", DAILY, writes=True, undone=""),
    "held": Entry("meet", "held", "Confirm that a meeting took place, or didn't", DAILY, undone="changed"),
    "checkins": Entry("checkins", "checkins", "List customers overdue for a check-in", DAILY),
    "renewals": Entry("renewals", "renewals", "List contracts up for renewal, by deadline", DAILY),
    "risks": Entry("risks", "risks", "List accounts at risk and why, or explain one score", DAILY),
    "accounts": Entry("accounts", "accounts", "List the whole book: ARR, health, next step, renewal", DAILY),
    "show": Entry("show", "show", "Show an account or any other record", DAILY),
    "brief": Entry("brief", "brief", "Prepare for a meeting: who's who, what's owed, what to ask", DAILY),
    "timeline": Entry("timeline", "timeline", "Show what happened with an account", DAILY),
    "find": Entry("find", "find", "Search all text in the book", DAILY),
    "tasks": Entry("task", "tasks", "List open tasks and promises, yours and theirs", DAILY),
    "replies": Entry("replies", "replies", "List who owes a reply, you or they", DAILY),
    "done": Entry(
        "task", "done", "Mark a task or promise as done, or an email as settled", DAILY, writes=True
    ),
    "snooze": Entry(
        "snooze", "snooze", "Postpone a check-in, task, renewal or any other record", DAILY, writes=True
    ),
    "renew": Entry("contract", "renew", "Record a renewal", DAILY, writes=True),
    "stage": Entry("contract", "stage", "Move a renewal to another stage", DAILY, writes=True),
    "churn": Entry("contract", "churn", "Record a contract as lost", DAILY, writes=True),
    "digest": Entry("digest", "digest", "Print the daily or weekly digest", DAILY, was="summary"),
    "portfolio": Entry(
        "portfolio", "portfolio", "Review the whole book: mix, risk, workload, white space", DAILY
    ),
    "metrics": Entry("metrics", "metrics", "Calculate NRR, GRR, renewal rates, NPS and more", DAILY),
    "forecast": Entry("forecast", "forecast", "Forecast renewals and the gap to your target", DAILY),
    "backtest": Entry(
        "backtest", "backtest", "Check whether the score warned of past losses", DAILY, at_home=True
    ),
    "undo": Entry("history", "undo", "Undo the last change", DAILY, writes=True, undone="undone"),
    "redo": Entry("history", "redo", "Redo what you just undid", DAILY, writes=True, undone="redone"),
    "history": Entry(
        "history", "history", "Show what changed, when and by which command", DAILY, at_home=True
    ),
    "proposals": Entry("proposals", "app", "Decide on what assistants ask to change", DAILY, at_home=True),
    "account": Entry("account", "app", "Customers", RECORDS),
    "contact": Entry("contact", "app", "People at your customers", RECORDS),
    "contract": Entry("contract", "app", "What they bought, for how long and for how much", RECORDS),
    "activity": Entry("activity", "app", "Calls, emails, meetings and notes", RECORDS, was="interaction"),
    "task": Entry("task", "app", "To-dos and promises", RECORDS),
    "opportunity": Entry("opportunity", "app", "Upsells, cross-sells and referrals", RECORDS, short="opp"),
    "issue": Entry("issue", "app", "Customers' problems, until they are resolved", RECORDS),
    "feedback": Entry("feedback", "app", "What customers say about you, by theme", RECORDS),
    "survey": Entry("survey", "app", "NPS, CSAT and CES answers", RECORDS),
    "usage": Entry("usage", "app", "How much of what they bought they use", RECORDS),
    "news": Entry("news", "app", "News at a customer: takeover, new boss, budget cut", RECORDS, was="event"),
    "goal": Entry("goal", "app", "What customers want to achieve", RECORDS),
    "product": Entry("product", "app", "Your products and list prices", RECORDS),
    "target": Entry("target", "app", "Your targets for a period", RECORDS),
    "qbr": Entry("qbr", "app", "Business reviews: which are due, prepare one, log one", RECORDS),
    "play": Entry("play", "app", "Checklists that become tasks", RECORDS),
    "init": Entry("init", "init", "Create your own book", HOUSEKEEPING, undone="made"),
    "demo": Entry("demo", "demo", "Explore a sample book, separate from yours", HOUSEKEEPING, undone="made"),
    "team": Entry("team", "app", "Share your book with your team's lead, on your own server", HOUSEKEEPING),
    "import": Entry(
        "import_",
        "import_files",
        "Import files: a plan first, then everything or nothing",
        HOUSEKEEPING,
        writes=True,
        undone="imported",
    ),
    "export": Entry(
        "export", "app", "Export everything, or a calendar, address book or web page", HOUSEKEEPING
    ),
    "unmatched": Entry(
        "unmatched", "app", "Link unknown addresses and numbers to contacts", HOUSEKEEPING, at_home=True
    ),
    "backup": Entry(
        "backup", "backup", "Back up the book, or list backups", HOUSEKEEPING, writes=True, undone=""
    ),
    "restore": Entry("backup", "restore", "Restore a backup", HOUSEKEEPING, writes=True, undone="restored"),
    "forget": Entry(
        "forget", "forget", "Remove a person or a customer for good", HOUSEKEEPING, writes=True, undone=""
    ),
    "doctor": Entry("doctor", "doctor", "Check the book for damage and likely duplicates", HOUSEKEEPING),
    "report": Entry("report", "report", "Run a saved report", HOUSEKEEPING),
    "sql": Entry("sql", "sql", "Query the book in SQL, read-only", HOUSEKEEPING),
    "schema": Entry("schema", "schema", "Print the JSON Schema of records and output", HOUSEKEEPING),
    "mcp": Entry("mcp", "mcp", "Let an assistant ask the book (MCP)", HOUSEKEEPING),
    "cron": Entry("cron", "cron", "Print a schedule for the digest: cron or systemd", HOUSEKEEPING),
    "config": Entry("config", "app", "View and change settings", HOUSEKEEPING),
    "completion": Entry("completion", "app", "Set up tab completion", HOUSEKEEPING),
    "help": Entry("help", "help_", "Read the guides: start, dates, money, output and more", HOUSEKEEPING),
}


def root(
    run: Run,
    book: Annotated[
        str | None, option("--book", metavar="PATH", help="Use another book file (or set AMCLI_BOOK).")
    ] = None,
    config: Annotated[
        str | None,
        option("--config", metavar="PATH", help="Use another settings file (or set AMCLI_CONFIG)."),
    ] = None,
    today: Annotated[
        str | None, option("--today", metavar="DATE", help="Act as if today were this date.")
    ] = None,
    color: Annotated[
        str, option("--color", metavar="auto|always|never", help="When to use colour.")
    ] = "auto",
    version: Annotated[bool, option("--version", help="Show the version and exit.")] = False,
    verbose: Annotated[
        bool, option("--verbose", help="With --version: also Python, SQLite, the book and its schema.")
    ] = False,
) -> None:
    """Your book of business in the terminal: who to call today, and why."""
    run.book_option, run.config_option, run.today_option = book, config, today
    run.take_option("color", color)
    if version:
        say_version(run, verbose)
        raise Ended(0)
    if verbose:
        raise BadValue("--verbose goes with --version.", "am --version --verbose")


def say_version(run: Run, verbose: bool) -> None:
    """The version alone, or all that it stands on."""
    if not verbose:
        print(f"amcli {__version__}", file=run.stdout)
        return
    from amcli.commands.about import tell_versions

    tell_versions(run)


AM = Register(root, COMMANDS, (DAILY, RECORDS, HOUSEKEEPING))
Run.judge = AM.judge


def call(run: Run) -> Any:
    """Call the command that was typed; gives what it gives, or the code that it ends with."""
    light = light_call(run, AM)
    if light is not None:
        return light()
    from amcli.commands.tree import call_typed

    return call_typed(whole(), run)


def whole() -> Any:
    """`am` itself as a Typer command, made once a process."""
    from amcli.commands.tree import root_of

    return root_of(AM)
