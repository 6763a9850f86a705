"""The two ways to begin: a book of one's own, and a sample book to look around in."""

import os
import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from amcli.commands.options import Quiet
from amcli.commands.params import Currency
from amcli.context import Run, current
from amcli.errors import BadValue
from amcli.rules.names import shown
from amcli.storage.connection import short_path

ANOTHER_CURRENCY = "Another one: am config set book.currency CODE"


def init(
    context: typer.Context,
    currency: Annotated[
        Any,
        typer.Option("--currency", click_type=Currency(), help="Base currency of all totals, such as EUR."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Create your own book, empty and readable only by you.

    It goes into your data directory, or where --book or AMCLI_BOOK says, and never overwrites a file.
    Without --currency a terminal is asked for it; in a script, totals use the one currency your amounts
    share.

    \b
    am init
    am init --currency EUR
    am --book ~/clients.db init
    """
    from amcli.output import say
    from amcli.storage.schema import create

    run = current(context)
    if currency is None and not quiet:
        currency = asked_currency(run)
    create(run.book_path, currency)
    if quiet:
        return
    if currency is None and not run.can_ask():
        run.warn(f"{totals_words(run)}. {ANOTHER_CURRENCY}")
    lines = [
        f"Your book is at {shown(short_path(run.book_path))}, {totals_words(run, currency)}.",
        "Next: am import accounts.csv           from a CRM export; shows a plan first",
        '  or: am account add "Acme Robotics"   by hand; a name is enough',
    ]
    if currency is None and run.can_ask():
        lines.append(ANOTHER_CURRENCY)
    say(run, lines, str(run.book_path))


def asked_currency(run: Run) -> str | None:
    """The currency that a person says; an empty answer leaves it open. Raises BadValue."""
    if os.path.lexists(run.book_path) or run.config.get("book.currency"):
        return None  # a book that is there isn't made again, and a setting has answered already
    line = run.ask_line("Currency of your totals, such as EUR? (empty: that of your amounts)")
    return Currency().read(line, run) if line else None


def totals_words(run: Run, currency: str | None = None) -> str:
    """`totals in EUR`, or in which currency they will be."""
    chosen = currency or run.config.get("book.currency")
    return f"totals in {chosen or 'the currency of your amounts, USD where they differ'}"


def demo(
    context: typer.Context,
    path: Annotated[
        str | None,
        typer.Argument(metavar="[PATH]", help="Where to create it (default: your data directory)."),
    ] = None,
) -> None:
    """Explore a sample book, separate from yours.

    Forty invented accounts with dates around today. In a terminal it shows their morning; in a pipe it
    prints the variables that open it. Run it again to start over: the book is created new and your
    changes in it are gone. One contract is in dollars and needs an exchange rate, so the sample has its
    own settings file.

    \b
    am demo                     the morning of a full book
    export $(am demo)           stay in it, in this shell
    am demo trial.db            create it somewhere else
    """
    from amcli.demo.book import make, settings_path

    run = current(context)
    target = demo_path(run, path)
    make(target, run.today, run.command_line)
    settings = settings_path(target)
    words = [f"AMCLI_BOOK={shlex.quote(str(target))}", f"AMCLI_CONFIG={shlex.quote(str(settings))}"]
    if not run.terminal:
        for word in words:
            print(word, file=run.stdout)
        return
    show_its_morning(run, target, settings)
    print(f"\nTo stay in it: export {' '.join(words)}", file=run.stdout)


def demo_path(run: Run, given: str | None) -> Path:
    """Where the sample book goes: as told, else in a folder of its own beside the real book."""
    told = given if given is not None else run.book_option
    if told is not None:
        if "\0" in told or not told.strip():
            raise BadValue("PATH: not a path.")
        return Path(told).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("amcli", appauthor=False).resolve() / "demo" / "book.db"


def show_its_morning(run: Run, book: Path, settings: Path) -> None:
    """The morning of the sample book, as `am` shows it once one stays in it."""
    from amcli.commands.filtering import Asked
    from amcli.commands.morning import show_morning
    from amcli.output.result import Options

    inside = Run(run.argv, run.environ, run.stdin, run.stdout, run.stderr)
    inside.book_option, inside.config_option = str(book), str(settings)
    inside.today_option, inside.color = run.today.isoformat(), run.color
    try:
        show_morning(inside, False, False, Asked(inside, None), Options())
    finally:
        inside.close()
