"""`am feedback themes`: what customers talk about, with the revenue behind each theme."""

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import column_day, count, money, of


def draw(screen: Screen, listing: Listing) -> None:
    about, rows = listing.about, listing.rows
    if not rows:
        screen.line([Part("No feedback yet. Add some: "), Part("am feedback add ACCOUNT TEXT", "command")])
        return
    whole = about["whole"]
    screen.heading("Themes", of(len(rows), len(whole)), [])
    screen.line()
    columns = [
        Column("Theme", most=40),
        Column("Count", True),
        Column("Accounts", True),
        Column(f"ARR {rows[0]['currency']}", True),
        Column("Newest", True),
        Column("Feedback"),
    ]
    screen.table(
        columns,
        [
            [
                safe(row["theme"]),
                f"{row['count']:,}",
                f"{row['accounts']:,}",
                money(row["minor"], row["currency"]),
                column_day(row["newest_on"], about["today"]),
                Part(", ".join(row["refs"]), "muted"),
            ]
            for row in rows
        ],
    )
    screen.line()
    said = count(sum(row["count"] for row in whole), "record of feedback", "records of feedback")
    screen.footer([(said, f"am show {rows[0]['refs'][0]}")])
