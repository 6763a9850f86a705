"""The one way out: every result of every command leaves the program through `render`.

Rich is imported only where a person reads: to draw, for a bar of progress, and to measure letters
that may be wide.
"""

from functools import partial

from amcli.config.lastlist import PRODUCT
from amcli.hints import TYPE_CHECKING, TypeVar, cast
from amcli.output.result import Listing, Options, Page
from amcli.rules.names import markdown_text, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amcli.context import Run
    from amcli.page import Page as PersonsPage

DUE = 10
Made = TypeVar("Made")
# Screens whose lines stand for records, one each; a line of another one cannot be meant by `3`.
OF_RECORDS = frozenset(
    [
        *("accounts", "checkins", "find", "held", "qbrs", "records", "renewals", "replies", "risks", "tasks"),
        *("timeline", "usage"),
        "week",
    ]
)
# Screens of lists whose filters choose rows; the others are of the accounts that filters choose.
OF_ROWS = frozenset(
    [
        *("accounts", "records", "renewals", "tasks", "usage", "themes", "find", "timeline", "history"),
        *("settings", "duplicates", "plain", "held", "replies"),
    ]
)


def chosen_format(run: "Run", result: Listing | Page, options: Options) -> str:
    """The format asked for; otherwise a table on a terminal, TSV for a list and Markdown for a page."""
    if options.output:
        return options.output
    if run.terminal:
        return "table"
    return "tsv" if isinstance(result, Listing) else "md"


def in_base(run: "Run", amount: int | float, currency: str | None) -> int | None:
    """An amount of a list in the book's own currency, to be sorted by; None without a rate."""
    from amcli.rules.money import from_major

    return run.world.totals.in_base(from_major(amount, currency), currency) if currency else None


def is_drawn(run: "Run", options: Options) -> bool:
    """Whether a list will be drawn for a person rather than written for a program."""
    return (options.output or ("table" if run.terminal else "tsv")) == "table"


def few_colours(environ: "Mapping[str, str]", *, terminal: bool) -> bool:
    """Whether there are 16 colours rather than 256, by what the environment says of a terminal."""
    term = environ.get("TERM", "").lower()
    named = any(word in term for word in ("256", "direct", "kitty", "truecolor"))
    many = named or environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or not terminal
    return "16color" in term or term == "linux" or not many


def render(run: "Run", result: Listing | Page, options: Options) -> int:
    """Write a result to standard output; gives the exit code (10 with `--exit-code` when not empty)."""
    from amcli.output import formats

    run.refuse_another_book()
    result = readable(run, result)
    form = chosen_format(run, result, options)
    if isinstance(result, Listing):
        result = formats.shaped(result, options, partial(in_base, run))
    if form == "table":
        from amcli.output.paging import paged

        with paged(run):
            draw(run, result, options)
    else:
        if form == "md" and run.title is not None:
            print(f"## {markdown_text(shown(run.title))}\n", file=run.stdout)
        end = "\0" if options.null else "\n"
        run.stdout.writelines(f"{line}{end}" for line in formats.lines_of_form(result, options, form))
    return DUE if options.exit_code and result.rows else 0


def readable(run: "Run", made: Made) -> Made:
    """Rows, objects or a page as they are printed; of a roll-up with commands that only read."""
    if not run.rolled_up:
        return made
    from amcli.rules.readonly import Reading

    return cast("Made", Reading(run.judge).only_reading(made))


def draw(run: "Run", result: Listing | Page, options: Options) -> None:
    """Draw for a person."""
    from amcli.output import terminal
    from amcli.output.screen import Screen

    name = result.screen
    if isinstance(result, Listing) and (options.fields or (result.about["whole"] and not result.rows)):
        name = "plain"
    filters = result.about.get("filters")
    screen = Screen(run, filters)
    screen.title()
    nothing = isinstance(result, Listing) and not result.rows and name in OF_ROWS
    if filters and (nothing or result.about["fits_none"]):
        screen.nothing_fits(result.about["hint"]())
        run.remember([])
        return
    page = terminal.settled(screen, page_of(result, plain=name == "plain"))
    remember(run, result, page)
    terminal.draw_page(screen, page)
    screen.filtered()
    if filters and isinstance(result, Listing) and not result.rows:
        screen.all_that_fit(result.about)


def remember(run: "Run", result: Listing | Page, page: "PersonsPage") -> None:
    """Keep what the lines of a page stand for, before a person who saw enough of them ends the drawing."""
    in_order = page.shown
    if isinstance(result, Listing) and run.terminal:
        rows = (result.rows if in_order is None else in_order) if result.screen in OF_RECORDS else []
        mark = PRODUCT if result.about.get("kind") == "product" else ""
        run.remember([f"{mark}{result.reference(row)}" for row in rows])
    elif isinstance(result, Page) and in_order is not None:
        run.remember([str(row["ref"]) for row in in_order])


def page_of(result: Listing | Page, *, plain: bool) -> "PersonsPage":
    """What a person sees of a result. A list whose fields were chosen, or that has no page, is a plain table,
    and so is one of which `--limit` left nothing."""
    if isinstance(result, Page):
        assert result.page is not None
        return result.page()
    if plain or result.page is None:
        from amcli.output.formats import plain_page

        return plain_page(result)
    return result.page(result.rows, result.about["whole"])


def say(run: "Run", lines: list[str], reference: str | None = None) -> None:
    """What a writing command answers: sentences for a person; in a pipe the reference only.

    Callers have made the text of the book safe with `shown`; doing it again would double backslashes.
    """
    run.refuse_another_book()
    if not run.terminal and reference is not None:
        print(reference, file=run.stdout)
        return
    from amcli.output.sentences import fitted, width_of

    width = width_of(run)
    utf8 = (run.stdout.encoding or "utf-8").lower().startswith("utf")
    for line in lines:
        plain = line if utf8 else line.replace(" · ", " | ").replace("→", "->")
        for each in fitted(plain, width, " · " if utf8 else " | "):
            print(each, file=run.stdout)
