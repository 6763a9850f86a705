"""`am history`: each change with its number, when, the command, and what it changed."""

from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import minute, of

MOST = 3


def draw(screen: Screen, listing: Listing) -> None:
    if not listing.rows:
        screen.line("Nothing has changed yet.")
        return
    of_all = of(len(listing.rows), len(listing.about["whole"]))
    latest = "the latest " if listing.about["cut"] == len(listing.rows) else ""
    screen.heading(listing.about["title"], f"{latest}{of_all} changes", [])
    screen.line()
    columns = [Column("No", True), Column("When", most=16), Column("Command and what it changed")]
    screen.table(columns, [each for row in listing.rows for each in lines(row)])
    screen.line()
    # What came last can be taken back, unless that was an undo or is undone itself: then `am undo`
    # means another change, and which one is not said here.
    newest = max(listing.rows, key=lambda row: row["change"])
    last = not newest["undone"] and not newest["undoing"]
    screen.footer([('"undone": this change was reversed.', f"am undo {newest['change']}" if last else "")])


def lines(row: Any) -> list[list[Any]]:
    """One change: the command, then each record."""
    undone = Part(" undone", "muted") if row["undone"] else Part("")
    found: list[list[Any]] = [
        [str(row["change"]), minute(row["at"]), [Part(f"am {safe(row['command'])}"), undone]]
    ]
    for each in row["what"][:MOST]:
        found.append(["", "", Part(f"  {each}", "muted")])
    more = row["records"] - len(row["what"][:MOST])
    if more > 0 and len(row["what"]) > MOST:
        found.append(["", "", Part(f"  and {more} more", "muted")])
    return found
