"""`am export calendar`, `vcard` and `html`: files for other programs, to standard output or in place.

What stands in them is in `interchange.out`, `reports` and `output.html`.
"""

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import warn_of_left_out
from amcli.commands.readers import Word
from amcli.context import Run, is_path
from amcli.errors import BadValue
from amcli.facts.histories import used
from amcli.hints import Annotated
from amcli.interchange.out.cards import cards_text
from amcli.interchange.out.files import write_file
from amcli.output import readable
from amcli.output.html import html as written
from amcli.page import Footer, Page
from amcli.reports import charts
from amcli.reports.diary import cards, entries
from amcli.reports.review import BASELINE_DAYS, read_review, review_page
from amcli.reports.web import book_page, read_told
from amcli.rules.isodays import before
from amcli.rules.names import quoted
from amcli.storage import resolve
from amcli.vocabulary import VCARD_VERSIONS

To = Annotated[
    str | None,
    option("--to", metavar="FILE", help="Write to this file (default: standard output)."),
]


def calendar(run: Run, words: Filters = None, to: To = None) -> None:
    """Export deadlines, tasks and check-ins as a calendar.

    Writes an iCalendar file with all-day events: notice deadlines (reminders 14 and 3 days before), ends
    of contracts (30 days before), check-ins, QBRs, and tasks and promises with a date. Late ones stay on
    their date. Events keep their UID, so a calendar can subscribe to the file: am help calendar.

    \b
    am export calendar > book.ics
    am export calendar --to ~/public/book.ics
    am export calendar tier:key
    """
    from amcli.interchange.out.calendar import calendar_text

    asked = Asked(run, words)
    asked.restrict()
    found = entries(run.world)
    hand_over(run, calendar_text(found, run.world.totals.base, asked.words), to)


def vcard(
    run: Run,
    words: Filters = None,
    version: Annotated[
        str, option("--version", reader=Word(VCARD_VERSIONS), help="vCard version.")
    ] = VCARD_VERSIONS[0],
    everyone: Annotated[
        bool, option("--all", "-a", help="Include people who left and people of archived accounts.")
    ] = False,
    to: To = None,
) -> None:
    """Export people as vCards.

    Exports name, company, title, email addresses, numbers, notes and tags. Roles and where people stand
    are left out. Each card keeps its UID, so importing it again updates people and adds no duplicates.

    \b
    am export vcard > people.vcf
    am export vcard role:champion tier:key --version 3.0
    am export vcard --to people.vcf
    """
    found = cards(run.world, Asked(run, words).ids("contact"), everyone=everyone)
    hand_over(run, cards_text(found, version), to)


def hand_over(run: Run, text: str, to: str | None) -> None:
    """Put a file in its place, or write it out as it is."""
    if to is None:
        run.stdout.write(text)
        return
    if not is_path(to):
        raise BadValue(f"--to {quoted(to)}: not the name of a file.")
    write_file(to, text)


LARGEST = 10


def html(
    run: Run,
    words: Filters = None,
    account: Annotated[
        str | None,
        option("--account", metavar="ACCOUNT", help="One customer's review, without anything internal."),
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
    asked = Asked(run, words)
    page = whole(run, asked) if account is None else customer(run, asked, account)
    hand_over(run, written(readable(run, page)), to)
    if account is None:
        warn_of_left_out(run)


def whole(run: Run, asked: Asked) -> Page:
    """The page of the book, or of the accounts that filters choose."""
    asked.restrict()
    return book_page(read_told(run.world, LARGEST, run.book_file, asked.words), asked.words)


def customer(run: Run, asked: Asked, account: str) -> Page:
    """The page of one customer. Raises BadValue beside filters."""
    found = resolve.account(run.book, account)
    asked.account = found
    asked.refuse_filters()
    review = read_review(run.world, found["id"], None)
    since = before(review.period.from_, BASELINE_DAYS).isoformat()
    pictures = charts.usage(used(run.world, found["id"], since))
    made = Footer(f"Prepared on {review.date.isoformat()}.")
    return review_page(review, internal=False, footer=[made], charts=pictures)
