"""`am export html`: the book, or one customer, as a page for a browser. Its words are in `documents`."""

from typing import TYPE_CHECKING, Annotated

import typer

from amcli.commands.exporting import To, hand_over
from amcli.commands.filtering import Asked, Filters
from amcli.context import Run, current

if TYPE_CHECKING:
    from amcli.documents.web import WebPage

LARGEST = 10


def html(
    context: typer.Context,
    words: Filters = None,
    account: Annotated[
        str | None,
        typer.Option(
            "--account", metavar="ACCOUNT", help="One customer's review, without anything internal."
        ),
    ] = None,
    to: To = None,
) -> None:
    """Export the book, or a customer's review, as a web page.

    The page shows your morning, renewals, risk, revenue, retention, concentration and workload, with
    charts and their figures. It is one file, without scripts, and loads nothing from the network. With
    --account it shows what am qbr brief prints for a customer, nothing internal: am help pictures.

    \b
    am export html > book.html
    am export html tier:key --to key.html
    am export html --account acme --to acme.html
    """
    from amcli.documents import web

    run = current(context)
    asked = Asked(run, words)
    with run.book.reading():
        page = whole(run, asked) if account is None else customer(run, asked, account)
    hand_over(run, web.html(page), to)


def whole(run: Run, asked: Asked) -> "WebPage":
    """The page of the book, or of the accounts that filters choose."""
    from amcli.documents.web_book import page
    from amcli.reports.web import read_told

    asked.restrict()
    return page(read_told(run.world, LARGEST), asked.words)


def customer(run: Run, asked: Asked, account: str) -> "WebPage":
    """The page of one customer. Raises BadValue beside filters."""
    from amcli.documents.web_customer import page
    from amcli.facts.histories import used
    from amcli.reports.review import BASELINE_DAYS, read_review
    from amcli.rules.isodays import before
    from amcli.storage import resolve

    found = resolve.account(run.book, account)
    asked.account = found
    asked.refuse_filters()
    review = read_review(run.world, found["id"], None)
    since = before(review.period.from_, BASELINE_DAYS).isoformat()
    return page(review, used(run.world, found["id"], since))
