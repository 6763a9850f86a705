"""`am tasks`: what is owed: handle, account, title, due, who; the late ones first."""

import datetime as dt
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.screens.plain import shared_widths
from amcli.rules.dates import short_day, weekday_day


def draw(screen: Screen, listing: Listing) -> None:
    rows, whole, today = listing.rows, listing.about["whole"], listing.about["today"]
    if not rows:
        screen.line("No open tasks match." if listing.about.get("chosen") else "No open tasks.")
        return
    heading(screen, whole)
    screen.line()
    columns = [
        Column("", gap=1),
        Column(""),
        Column("Account", most=24 if screen.wide else 17),
        Column("What"),
        Column("Due"),
        Column("Who", most=44 if screen.wide else 24),
    ]
    lines = [line(screen, row, today) for row in rows]
    sizes = shared_widths(screen, columns, lines)
    screen.table(columns, lines, sizes)
    screen.line()
    left = len(whole) - len(rows)
    screen.footer([(f"{left:,} more" if left else "", f"mark done: am done {rows[0]['task']}")])


def heading(screen: Screen, rows: list[Any]) -> None:
    """How many are late, due and ahead, of all there are; how many wait for somebody else."""
    late = sum(1 for row in rows if (row["days_overdue"] or 0) > 0)
    due = sum(1 for row in rows if row["days_overdue"] == 0)
    theirs = sum(1 for row in rows if row["promised_by"] == "them")
    waiting = sum(1 for row in rows if row["waiting_on"])
    counts = [
        f"{late} late" if late else "",
        f"{due} due today" if due else "",
        f"{len(rows) - late - due} coming up" if len(rows) > late + due else "",
    ]
    right = [[Part(f"{theirs} owed to you")]] if theirs else []
    right += [[Part(f"{waiting} waiting on a colleague")]] if waiting else []
    screen.heading("Tasks", " · ".join(part for part in counts if part), right)


def line(screen: Screen, row: Any, today: dt.date) -> list[Any]:
    overdue = row["days_overdue"]
    mark: Any = ""
    if overdue is not None and overdue >= 0:
        mark = Part("!", "alarm") if overdue else Part("•", "due")
    if row["due_on"] is None:
        when: Any = "-"
    elif overdue > 0:
        when = Part(f"{overdue}d late", "late")
    else:
        when = (
            Part("today", "due") if overdue == 0 else weekday_day(dt.date.fromisoformat(row["due_on"]), today)
        )
    return [
        mark,
        Part(row["task"], "muted"),
        safe(row["name"]),
        safe(row["title"]),
        when,
        who(screen, row, today) or "-",
    ]


def who(screen: Screen, row: Any, today: dt.date) -> str:
    """Who owes it, since when, to whom, and who it waits on: `they owe, first due 12 Feb, waiting on Bo`."""
    owes = {"me": "promised", "them": "they owe"}.get(row["promised_by"] or "", "")
    first = row["first_due_on"]
    if first is not None and first < min(row["due_on"] or first, today.isoformat()):
        owes = f"{owes or 'due'}, first due {short_day(dt.date.fromisoformat(first), today)},"
    waits = f"waiting on {safe(row['waiting_on'])}" if row["waiting_on"] else ""
    person = safe(row["contact"]) if row["contact"] and (screen.wide or not (owes or waits)) else ""
    told = " ".join(part for part in (owes, person) if part).removesuffix(",")
    return ", ".join(part for part in (told, waits) if part)
