"""Any list as a plain table: its declared fields as columns, widest columns wrapped."""

from amcli.output.formats import cell
from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.rules.formatting import count, of


def draw(screen: Screen, listing: Listing) -> None:
    """Draw a list that has no screen of its own, or whose fields were chosen."""
    whole = len(listing.about["whole"])
    if not listing.rows:
        screen.line(f"None of {count(whole, 'row')}." if whole else "Nothing to show.")
        return
    columns = [Column(safe(field.name), field.type in ("int", "number", "money")) for field in listing.fields]
    rows = [[safe(cell(row[field.name])) for field in listing.fields] for row in listing.rows]
    screen.table(columns, rows, shared_widths(screen, columns, rows))
    screen.line()
    screen.line(Part(f"{of(len(rows), whole)} row{'' if whole == 1 else 's'}", "muted"))


def shared_widths(screen: Screen, columns: list[Column], rows: list[list[str]]) -> list[int]:
    """Natural widths while they fit; otherwise the widest columns give way until they do."""
    sizes = []
    for at, column in enumerate(columns):
        natural = max([screen.length(row[at]) for row in rows] + [len(column.title), 1])
        sizes.append(min(natural, column.most or natural))
    room = screen.width - 2 * (len(columns) - 1)
    while sum(sizes) > room and max(sizes) > 6:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes
