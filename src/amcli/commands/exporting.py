"""`am export calendar`, `vcard` and `html`: files for other programs, to standard output or in place.

What stands in them is in `interchange.out`, `reports` and `output.html`.
"""

from amcli.commands.declared import option
from amcli.commands.filtering import AccountAndFilters, Asked, Filters
from amcli.commands.options import warn_of_left_out
from amcli.commands.readers import Word
from amcli.context import Run, is_path
from amcli.errors import BadValue
from amcli.hints import Annotated
from amcli.interchange.out.cards import cards_text
from amcli.interchange.out.files import write_file
from amcli.output import readable
from amcli.output.html import html as written
from amcli.page import Page
from amcli.reports.customer_page import read_customer
from amcli.reports.diary import cards, entries
from amcli.reports.review import late
from amcli.reports.web import book_page, read_told
from amcli.rules.formatting import count
from amcli.rules.names import quoted, shown
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
    """Put a file in its place, and name it to a person; or write it out as it is."""
    if to is None:
        run.stdout.write(text)
        return
    if not is_path(to):
        raise BadValue(f"--to {quoted(to)}: not the name of a file.")
    write_file(to, text)
    if run.terminal:
        print(shown(to), file=run.stdout)


LARGEST = 10


def html(
    run: Run,
    words: AccountAndFilters = None,
    account: Annotated[
        str | None,
        option("--account", metavar="ACCOUNT", help="A page for this customer, the same as ACCOUNT alone."),
    ] = None,
    internal: Annotated[
        bool, option("--internal", help="With an account: add what the customer may not see.")
    ] = False,
    to: To = None,
) -> None:
    """Export the book, or a page for a customer, as a web page.

    Without an account the page is yours: the morning as am shows it, check-ins, renewals, risk, tasks and
    accounts as tables that you can sort and filter, then revenue and workload as charts. It is internal.

    With an account the page is for the customer: what am qbr brief prints, with charts. Nothing internal
    is on it unless you add --internal. Each page is one file that loads nothing: am help pictures.

    \b
    am export html > book.html
    am export html tier:key --to key.html
    am export html acme --to acme.html
    am export html acme --internal --to acme-internal.html
    """
    asked = Asked(run, words, takes_account=account is None)
    if account is not None:
        asked.account = resolve.account(run.book, account)
    if asked.account is None:
        if internal:
            raise BadValue("--internal needs an account: the page of a book is internal.", ACCOUNT_HINT)
        hand_over(run, written(readable(run, whole(run, asked))), to)
        warn_of_left_out(run)
        return
    asked.refuse_filters()
    page, review = read_customer(run.world, asked.account["id"], internal=internal)
    hand_over(run, written(readable(run, page)), to)
    if run.terminal and not internal and (hidden := late(review)):
        run.warn(f"{count(hidden, 'late promise')} left out. With --internal the page has all.")


ACCOUNT_HINT = "For example: am export html acme --internal"


def whole(run: Run, asked: Asked) -> Page:
    """The page of the book, or of the accounts that filters choose."""
    asked.restrict()
    return book_page(read_told(run.world, LARGEST, run.book_file, asked.words), asked.words)
