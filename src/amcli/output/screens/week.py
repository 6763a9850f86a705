"""`am week`: the days ahead, day by day."""

import datetime as dt
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import of
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown


def draw(screen: Screen, listing: Listing) -> None:
    today = listing.about["world"].today
    last = weekday_day(listing.about["until"], today)
    if not listing.rows:
        screen.line(f"Nothing is due until {last}.")
        return
    counted = [sum(row["kind"] != "free" for row in rows) for rows in (listing.rows, listing.about["whole"])]
    screen.heading(f"Next {(listing.about['until'] - today).days} days", f"{of(*counted)} until {last}", [])
    screen.line()
    columns = [
        Column("", True),
        Column("What"),
        Column("Account", most=24 if screen.wide else 17),
        Column("", most=12),
        Column("Next"),
    ]
    rows: list[list[Any]] = []
    before = ""
    for row in listing.rows:
        day = weekday_day(dt.date.fromisoformat(row["on"]), today) if row["on"] != before else ""
        before = row["on"]
        rows.append(
            [
                Part(day, "heading"),
                Part(row["kind"], "muted" if row["kind"] == "free" else ""),
                shown(row["name"] or ""),
                Part(shown(row["ref"] or ""), "muted"),
                Part(safe(row["text"]), "muted" if row["kind"] == "free" else ""),
            ]
        )
    screen.table(columns, rows)
    screen.line()
    screen.footer([("", "today: am")])
