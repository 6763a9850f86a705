"""`am export calendar` and `am export vcard`: files for other programs, to standard output or in place.

What stands in them is in `interchange.out.calendar` and `interchange.out.cards`.
"""

from typing import Annotated

import typer

from amcli.commands.filtering import Asked, Filters
from amcli.commands.params import Word
from amcli.context import Run, current, is_path
from amcli.errors import BadValue
from amcli.rules.names import quoted
from amcli.vocabulary import VCARD_VERSIONS

To = Annotated[
    str | None,
    typer.Option("--to", metavar="FILE", help="Write to this file (default: standard output)."),
]


def calendar(context: typer.Context, words: Filters = None, to: To = None) -> None:
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
    from amcli.reports.diary import entries

    run = current(context)
    asked = Asked(run, words)
    with run.book.reading():
        asked.restrict()
        found = entries(run.world)
    hand_over(run, calendar_text(found, run.world.totals.base, asked.words), to)


def vcard(
    context: typer.Context,
    words: Filters = None,
    version: Annotated[
        str, typer.Option("--version", click_type=Word(VCARD_VERSIONS), help="vCard version.")
    ] = VCARD_VERSIONS[0],
    everyone: Annotated[
        bool, typer.Option("--all", "-a", help="Include people who left and people of archived accounts.")
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
    from amcli.interchange.out.cards import cards_text
    from amcli.reports.addressbook import cards

    run = current(context)
    with run.book.reading():
        found = cards(run.world, Asked(run, words).ids("contact"), everyone=everyone)
    hand_over(run, cards_text(found, version), to)


def hand_over(run: Run, text: str, to: str | None) -> None:
    """Put a file in its place, or write it out as it is."""
    if to is None:
        run.stdout.write(text)
        return
    if not is_path(to):
        raise BadValue(f"--to {quoted(to)}: not the name of a file.")
    from amcli.interchange.out.files import write_file

    write_file(to, text)
