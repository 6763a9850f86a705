"""`am report` alone: the saved reports, each with the command line that it stands for."""

from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.rules.names import in_shell


def draw(screen: Screen, listing: Listing) -> None:
    if not listing.rows:
        screen.line([Part("No reports saved yet. How to save one: "), Part("am help reports", "command")])
        return
    screen.heading("Reports", str(len(listing.rows)), [])
    screen.line()
    columns = [Column("Report", most=24), Column("Title", most=30), Column("Shows")]
    screen.table(columns, [[safe(row["report"]), safe(row["title"]), shows(row)] for row in listing.rows])
    screen.line()
    screen.footer([("", f"am report {in_shell(safe(listing.rows[0]['report']))}")])


def shows(row: Any) -> str:
    """The list and its filters, as one would type them."""
    return " ".join([safe(row["base"]), *(in_shell(safe(word)) for word in row["filter"])])
