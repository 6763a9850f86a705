"""`am week`: the days ahead, day by day."""

import datetime as dt

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import of
from amcli.rules.dates import weekday_day


def draw(screen: Screen, listing: Listing) -> None:
    """Draw the list."""
    today = listing.about["world"].today
    last = weekday_day(today + dt.timedelta(days=7), today)
    if not listing.rows:
        screen.line(f"Nothing falls due until {last}.")
        return
    screen.heading("Week", f"{of(len(listing.rows), len(listing.about['whole']))} until {last}", [])
    screen.line()
    columns = [
        Column("", True),
        Column("What"),
        Column("Account", most=24 if screen.wide else 17),
        Column("", most=12),
        Column("Next"),
    ]
    rows = []
    before = ""
    for row in listing.rows:
        day = weekday_day(dt.date.fromisoformat(row["on"]), today) if row["on"] != before else ""
        before = row["on"]
        rows.append(
            [
                Part(day, "heading"),
                row["kind"],
                safe(row["name"]),
                Part(safe(row["ref"]), "muted"),
                safe(row["text"]),
            ]
        )
    screen.table(columns, rows)
    screen.line()
    screen.footer([("", "today: am")])
