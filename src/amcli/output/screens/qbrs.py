"""`am qbr due`: account, when it is due, the last review, ARR, and the command that prepares it."""

from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import arr_of, column_day
from amcli.rules.dates import weekday_day


def draw(screen: Screen, listing: Listing) -> None:
    rows, about = listing.rows, listing.about
    if not rows:
        nothing(screen, about)
        return
    whole = about["whole"]
    overdue = sum(1 for row in whole if row["days_overdue"] > 0)
    today = sum(1 for row in whole if row["days_overdue"] == 0)
    counts = [(overdue, "overdue"), (today, "due today"), (len(whole) - overdue - today, "ahead")]
    screen.heading("QBRs due", " · ".join(f"{number} {word}" for number, word in counts if number), [])
    screen.line()
    columns = [
        Column("", gap=1),
        Column("Account", most=24 if screen.wide else 20),
        Column("Due", True),
        Column("", True),
        Column("Last QBR", True),
        Column("ARR", True),
        Column("Next step"),
    ]
    screen.table(columns, [line(about["world"], row) for row in rows])
    left = len(whole) - len(rows)
    hint = "" if about["within"] or about["everything"] else "am qbr due --in 30d"
    if left or hint:
        screen.line()
        screen.footer([(f"{left:,} more" if left else "", hint)])


def line(world: Any, row: Any) -> list[Any]:
    late = row["days_overdue"]
    mark: Any = Part("!", "alarm") if late > 0 else Part("•", "due") if late == 0 else ""
    when = (
        Part(f"{late}d overdue", "late")
        if late > 0
        else Part("today", "due")
        if late == 0
        else f"in {-late}d"
    )
    last = column_day(row["last_qbr_on"], world.today) if row["last_qbr_on"] else "never"
    command = Part(f"am qbr brief {safe(row['account'])}", "command")
    due = column_day(row["due_on"], world.today)
    return [mark, safe(row["name"]), due, when, last, arr_of(world, row["facts"]), command]


def nothing(screen: Screen, about: Any) -> None:
    """No row: say which comes next."""
    ahead = about["ahead"]()
    if not ahead:
        screen.line("No QBRs due: no account has a QBR interval.")
        return
    first = ahead[0]
    day = weekday_day(about["day"](first["due_on"]), about["world"].today)
    screen.line(f"No QBRs due. Next: {safe(first['name'])}, {day}.")
