"""`am config list`: names and values whole; what each is for only where there is room beside them."""

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe

LEAST_HELP = 30
LEAST_SOURCE = 7


def draw(screen: Screen, listing: Listing) -> None:
    rows = [[safe(row[field.name]) for field in listing.fields] for row in listing.rows]
    titles = ("Setting", "Value", "From", "")
    sizes = [max(screen.length(each) for each in (titles[at], *(row[at] for row in rows))) for at in range(4)]
    name, value, source, _ = sizes
    room = screen.width - name - 2
    source = min(source, max(LEAST_SOURCE, room - value - 2))
    value = min(value, room - source - 2)
    rest = room - value - source - 4
    columns = [Column("Setting"), Column("Value"), Column("From")]
    widths = [name, value, source]
    if rest >= LEAST_HELP:
        columns.append(Column("What it is for"))
        widths.append(rest)
    lines = [line for row in rows for line in lines_of(row, value, len(columns))]
    screen.table(columns, lines, widths)
    left = listing.about["defaults"]
    footer = [(f"{left} more at their defaults", "am config list --all")] if left else []
    if len(columns) < 4:
        footer.append(("What each is for", "am help config"))
    if footer:
        screen.line()
        screen.footer(footer)


def lines_of(row: list[str], room: int, columns: int) -> list[list[str | Part]]:
    """A setting; a value that is wider than its column goes on below."""
    name, value, source, purpose = row
    pieces = [value[at : at + room] for at in range(0, len(value), room)]
    found: list[list[str | Part]] = [[name, pieces[0], Part(source, "muted"), Part(purpose, "muted")]]
    found += [["", piece, "", ""] for piece in pieces[1:]]
    return [line[:columns] for line in found]
