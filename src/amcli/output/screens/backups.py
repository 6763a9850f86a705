"""`am backup --list`: the copies of the book, the newest first."""

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.rules.formatting import count, minute, size


def draw(screen: Screen, listing: Listing) -> None:
    if not listing.rows:
        screen.line("No backup yet.")
        screen.line()
        screen.footer([("am makes one before each import, merge, restore and upgrade.", "am backup")])
        return
    columns = [Column("When", most=16), Column("Before"), Column("Size", True), Column("Name")]
    rows = [
        [minute(row["at"]), before(row["reason"]), size(row["size"]), safe(row["name"])]
        for row in listing.rows
    ]
    screen.table(columns, rows)
    screen.line()
    whole = sum(row["size"] for row in listing.rows)
    screen.line(Part(f"{count(len(rows), 'backup')}, {size(whole)}", "muted"))
    screen.footer([("am restore without a name restores the newest.", "am restore")])


def before(reason: str) -> str:
    """What a copy was made before; nothing where somebody asked for it."""
    return "-" if reason == "asked" else reason
