"""`am timeline ACCOUNT`: what happened, the newest first, with years where they change."""

import datetime as dt
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import of


def draw(screen: Screen, listing: Listing) -> None:
    about, rows = listing.about, listing.rows
    if not rows:
        screen.line(
            [
                Part(f"Nothing recorded with {safe(about['name'])} yet: "),
                Part(f"am log {safe(about['code'])}", "command"),
            ]
        )
        return
    screen.heading(safe(about["name"]), entries(len(rows), len(about["whole"])), [])
    screen.line()
    columns = [
        Column("On", True),
        Column("", most=8),
        Column("What", most=16),
        Column("With", most=20 if screen.wide else 14),
        Column("Said"),
    ]
    screen.table(columns, [line(row, at, rows) for at, row in enumerate(rows)])


def entries(shown: int, whole: int) -> str:
    """`15 of 60 entries`."""
    return f"{of(shown, whole)} {'entry' if whole == 1 else 'entries'}"


def line(row: Any, at: int, rows: Any) -> list[Any]:
    """One entry; the year stands with the first one of each."""
    day = dt.date.fromisoformat(row["on"])
    first = at == 0 or rows[at - 1]["on"][:4] != row["on"][:4]
    from amcli.rules.dates import MONTHS

    text = f"{day.day} {MONTHS[day.month - 1][:3]}" + (f" {day.year}" if first else "     ")
    return [text, Part(row["ref"] or "", "muted"), safe(row["kind"]), safe(row["people"]), safe(row["text"])]
