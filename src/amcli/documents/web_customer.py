"""The page of one customer, for a browser: what `am qbr brief` would send, with the use as pictures.

Nothing in it is for us alone: it is made of the sections for the customer, and of nothing else.
"""

from collections.abc import Sequence

from amcli.documents import pictures, review
from amcli.documents.parts import ABSENT, Line, Section
from amcli.documents.web import Item, Part, WebPage, part
from amcli.fields import Row
from amcli.rules.review import Review

USE = "Usage"
NUMBERED = "asked"


def page(found: Review, used: Sequence[Row]) -> WebPage:
    """The whole page; `used` are the figures of use of its period."""
    sheet = review.sheet(found, internal=False)
    lead = ", ".join((sheet.purpose, *sheet.facts))
    parts = [made(at, each, used) for at, each in enumerate(sheet.sections, 1)]
    return WebPage(sheet.title, lead, tuple(parts), f"Prepared on {found.date.isoformat()}.")


def made(at: int, each: Section, used: Sequence[Row]) -> Part:
    """A section; where it is about use, with its pictures."""
    return part(
        f"part-{at}",
        each.title,
        items=map(item, each.lines),
        ordered=each.kind == NUMBERED,
        charts=pictures.usage(used) if each.title == USE else (),
    )


def item(found: Line) -> Item:
    """A line, its cells that say nothing left out."""
    said = [cell.words if cell.spelled is None else cell.spelled for cell in found.cells]
    return Item(found.label, tuple(each.rstrip() for each in said if each not in ABSENT))
