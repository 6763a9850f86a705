"""`am held`: the meetings that nobody confirmed, each with the command that does."""

import datetime as dt
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import of
from amcli.rules.dates import weekday_day
from amcli.vocabulary import words


def draw(screen: Screen, listing: Listing) -> None:
    if not listing.rows:
        screen.line("No meeting waits to be confirmed.")
        return
    today = listing.about["world"].today
    screen.heading("Held?", of(len(listing.rows), len(listing.about["whole"])), [])
    screen.line()
    columns = [
        Column("", True),
        Column(""),
        Column("Account", most=24 if screen.wide else 20),
        Column("It was held"),
        *([Column("With", most=24)] if screen.wide else []),
        Column("What"),
    ]
    screen.table(columns, [line(screen, row, today) for row in listing.rows])
    screen.line()
    screen.footer([("", "it wasn't: am held REF --no")])


def line(screen: Screen, row: Any, today: dt.date) -> list[Any]:
    kind = row["kind"].upper() if row["kind"] == "qbr" else words(row["kind"])
    people = [safe(", ".join(row["people"]) or "-")] if screen.wide else []
    return [
        weekday_day(dt.date.fromisoformat(row["on"]), today),
        Part(row["at"] or "", "muted"),
        safe(row["name"]),
        Part(row["command"], "command"),
        *people,
        safe((row["summary"] or kind).split("\n")[0]),
    ]
