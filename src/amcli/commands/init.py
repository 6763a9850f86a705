"""`am init`: a book of one's own."""

import os

from amcli.commands.declared import option
from amcli.commands.options import Quiet
from amcli.commands.readers import Currency
from amcli.context import Run
from amcli.hints import Annotated
from amcli.output import say
from amcli.rules.names import shown
from amcli.storage.failures import short_path
from amcli.storage.schema import create

ANOTHER_CURRENCY = "Another one: am config set book.currency CODE"


def init(
    run: Run,
    currency: Annotated[
        str | None, option("--currency", reader=Currency(), help="Base currency of all totals, such as EUR.")
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
    say(run, lines, shown(str(run.book_path)))


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
