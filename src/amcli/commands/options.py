"""Option groups that many commands share, each declared once, and the last step of every report."""

import datetime as dt
from collections.abc import Callable, Sequence

from amcli import vocabulary
from amcli.commands.declared import Declared, argument, command_of, declared_of, option, switch
from amcli.commands.readers import DUE, HAPPENED, Length, Name, Text, TimeOfDay, Whole, Word
from amcli.context import Run
from amcli.errors import BadValue, Ended
from amcli.hints import TYPE_CHECKING, Annotated, Any, TypeVar
from amcli.output import render
from amcli.output.result import Listing, Options, Page
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from amcli.facts.account_facts import World
    from amcli.fields import Row
    from amcli.page import Page as PersonsPage
    from amcli.rules.charts import Chart
    from amcli.rules.dates import Period

F = TypeVar("F", bound=Callable[..., Any])
OUTPUT = option("--output", "-o", reader=Word(vocabulary.OUTPUT_FORMATS), help="Output format.").of("output")
NULL = switch("--null", "-0", help="Print ids separated by NUL, for xargs -0.").of("null")
FIELDS = option("--fields", metavar="A,B", help="Show only these fields, in this order.").of("fields")
SORT = option("--sort", "-s", metavar="A,-B", help="Sort by these fields; - for descending.").of("sort")
LIMIT = option("--limit", reader=Whole(0), help="Show at most N rows.").of("limit")
NO_HEADER = switch("--no-header", help="Leave out the header line in CSV, TSV and Markdown.").of("no_header")
EXIT_CODE = switch("--exit-code", help="Exit with code 10 if there is anything to show.").of("exit_code")
AS_OF = option("--as-of", reader=HAPPENED, help="Show it as it was on a past date.").of("as_of")
RAW = switch("--raw", help="In CSV, don't put ' before text a spreadsheet would run.").of("raw")
PAGE_OPTIONS = (OUTPUT, NULL, RAW)
LIST_OPTIONS = (*PAGE_OPTIONS, FIELDS, SORT, LIMIT, NO_HEADER)
DUE_OPTIONS = (*LIST_OPTIONS, EXIT_CODE)
# Reports that can be asked about a day that has passed.
REPORT_PAGE_OPTIONS = (*PAGE_OPTIONS, AS_OF)
REPORT_OPTIONS = (*DUE_OPTIONS, AS_OF)
RECORD_OPTIONS = (*LIST_OPTIONS, AS_OF)
# The commands whose answer has a total of accounts.
TOTALS = frozenset({
    "today", "week", "checkins", "renewals", "risks", "portfolio", "metrics", "forecast", "account list",
})  # fmt: skip
AccountArg = Annotated[str, argument(metavar="ACCOUNT", help="Code, name or any part of it.")]
ContractArg = Annotated[
    str, argument(metavar="ACCOUNT|CONTRACT", help="A contract (k12), or an account with one open contract.")
]
ContractArgs = Annotated[
    list[str],
    argument(metavar="ACCOUNT|CONTRACT...", help="Contracts (k12), or accounts with one open contract each."),
]
RefArg = Annotated[str, argument(metavar="REF", help="A record (t31, k12, n213), or an account.")]
Within = Annotated[
    str | None,
    option("--in", "--within", "-i", metavar="DURATION", help="How far ahead to look, for example 30d."),
]
Everything = Annotated[bool, option("--all", "-a", help="Show everything.")]
Yes = Annotated[bool, option("--yes", "-y", help="Answer yes to every question.")]
Quiet = Annotated[bool, option("--quiet", "-q", help="Print nothing.")]
Due = Annotated[dt.date | None, option("--due", "-d", reader=DUE, help="When it is due: fri, +10d, 28 feb.")]
On = Annotated[
    dt.date | None,
    option("--on", reader=HAPPENED, help="When it happened: yesterday, mon, 28 feb (default: today)."),
]
Reason = Annotated[str | None, option("--reason", "-r", reader=Text(), help="Why.")]
Duration = Length()
# What is said of a conversation, by whichever command it is recorded.
With = Annotated[
    list[str] | None,
    option("--with", "-w", metavar="CONTACT", help="Who was there: jane,omar, or repeat it."),
]
At = Annotated[str | None, option("--at", reader=TimeOfDay(), help="Time.")]
Minutes = Annotated[int | None, option("--minutes", reader=Whole(0, 10080), help="How long.")]
Direction = Annotated[
    str | None, option("--direction", reader=Word(vocabulary.DIRECTIONS), help="Who started it.")
]
Feel = Annotated[str | None, option("--feel", "-f", reader=Word(vocabulary.PULSES), help="How it went.")]
Purpose = Annotated[
    str | None, option("--purpose", reader=Word(vocabulary.PURPOSES), help="What it was about.")
]
Next = Annotated[
    str | None, option("--next", "-n", metavar="TEXT", reader=Name(), help="Add a task as the next step.")
]
Promise = Annotated[
    str | None, option("--promise", "-p", metavar="TEXT", reader=Name(), help="What you promised.")
]
Theirs = Annotated[str | None, option("--theirs", metavar="TEXT", reader=Name(), help="What they promised.")]
FollowUpDue = Annotated[
    dt.date | None, option("--due", "-d", reader=DUE, help="When the task or promise is due.")
]
Editor = Annotated[bool, option("--editor", "-e", help="Write the whole text in your editor.")]


def shows(options: Sequence[Declared], listed: str | None = None) -> Callable[[F], F]:
    """Give a command a group of output options in the place of its `out: Options` parameter; `listed` is the
    kind of record that it lists, where it can look back."""
    names = [each.name for each in options]

    def decorate(function: F) -> F:
        def command(run: Run, **values: Any) -> Any:
            given = {name: values.pop(name) for name in names}
            if (day := given.pop("as_of", None)) is not None:
                run.look_back(day, listed)
            return function(run, **values, out=asked(**given))

        return command_of(command, (*declared_of(function), *options), function)  # type: ignore[return-value]

    return decorate


def asked(*, output: str | None, null: bool, **others: Any) -> Options:
    """How the output was asked for; `-0` is a way of writing ids, so it stands for `-o ids`."""
    if null and output not in (None, "ids"):
        raise BadValue(f"-0 separates ids, so it can't be combined with -o {output}.", "Use: -o ids -0")
    return Options("ids" if null else output, null=null, **others)


def finish(run: Run, result: Listing | Page, options: Options) -> None:
    """Show a report, warn of missing rates, and end with the exit code."""
    code = render(run, result, options)
    if "world" in run.__dict__ and (warning := run.world.totals.warning()):
        run.warn(warning)
    if (" ".join(run.verbs) or "today") in TOTALS:
        warn_of_left_out(run)
    if code:
        raise Ended(code)


def warn_of_left_out(run: Run) -> None:
    """Say with each total of a team's book that a customer of two books is counted once."""
    rollup = run.book.rollup if run.rolled_up else None
    if rollup is not None and rollup.left_out:
        from amcli.rules.conflicts import left_out_words

        run.warn(left_out_words(len(rollup.left_out)))


def within_option(
    text: str | None, read: Callable[["World", str | None], dt.date], world: "World"
) -> dt.date:
    """The last day of `--in`, or BadValue naming the option."""
    try:
        return read(world, text)
    except BadValue as error:
        raise BadValue(f"--in {error.message}", error.hint) from None


def period_of(run: Run, text: str | None, *, ahead: bool = False) -> "Period | None":
    """The period that was asked for. Raises BadValue for one that has not begun, unless it may lie ahead."""
    if text is None:
        return None
    from amcli.rules.periods import parse_period

    try:
        period: Period = parse_period(text, run.today, order=run.date_order)
        if period.first > run.today and not ahead:
            raise BadValue(f"{quoted(text)}: it is in the future.", "For example: --period last-quarter")
    except BadValue as error:
        raise BadValue(f"--period {error.message}", error.hint) from None
    return period


Plot = Annotated[bool, option("--plot", help="Draw a chart; in a pipe, print its figures.")]


def show_charts(
    run: Run, result: Listing | Page, charts: "Callable[[Sequence[Row]], Sequence[Chart]]", out: Options
) -> None:
    """Show a report as pictures, made of its rows as `--sort` and `--limit` leave them."""
    if out.output not in (None, "table", "md"):
        finish(run, result, out)
        return
    from amcli.page import Chart as Picture
    from amcli.page import Page as PersonsPage

    if isinstance(result, Listing):
        from amcli.output.formats import shaped

        result = shaped(result, out)
    found = list(charts(result.rows))
    about = {key: result.about[key] for key in ("filters", "fits_none", "hint") if key in result.about}
    page = PersonsPage(parts=[Picture(each.title, each) for each in found])
    finish(run, Page("picture", {}, about=about, page=lambda: page), out)


def show_page(run: Run, data: "Row", page: "Callable[[], PersonsPage]", out: Options) -> None:
    """Show a page about one account: drawn for a person, Markdown in a pipe, an object as JSON."""
    finish(run, Page("brief", data, references=[data["account"]], page=page), out)
