"""The days ahead: the fields of `am week`, the rows that fill them, and their page."""

import datetime as dt
from collections.abc import Iterator

from amcli.facts.account_facts import World, read, read_tasks, scored
from amcli.fields import Row, fields
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.reports.ahead import KINDS, Dated, Stretch, dated
from amcli.reports.meetings import meeting_row, read_meetings
from amcli.rules.dates import weekday_day
from amcli.rules.formatting import of

WEEK_KINDS = (*(kind for kind in KINDS if kind != "theirs"), "free")
FIELDS = fields(
    """
on      day!  the day
kind    text! meeting, promise, task, issue, notice, renewal, opportunity, goal, qbr, checkin or free
account text  the account's code; null for a free day
name    text  the account's name
text    text! what it is; why the day is free
ref     text  the record, as commands take it
meeting object the meeting, as am today has it; null for anything else
""",
    kind=WEEK_KINDS,
)


def week_rows(world: World, until: dt.date) -> list[Row]:
    """Everything dated from today to a day, by day; what is late is the morning's.

    A working day that the configuration calls free stands there too, before what falls on it.
    """
    stretch = Stretch(world.today, until)
    found = dated(world, stretch, read(world, scored(world), whole=False), read_tasks(world))
    booked = {each.ref: meeting_row(each) for each in read_meetings(world, world.today, until)}
    lines = [row(each, booked.get(each.ref)) for each in found]
    return sorted([*free_days(world, stretch), *lines], key=lambda each: str(each["on"]))


def row(each: Dated, meeting: Row | None) -> Row:
    theirs = each.kind == "theirs"
    waits = f", waiting on {each.waiting_on}" if each.waiting_on else ""
    mark = f", {each.mark}" if each.mark else ""
    text = f"{'They owe: ' if theirs else ''}{each.text}{mark}{waits}"
    kind = "promise" if theirs else each.kind
    return line(each.on, kind, each.account, each.name, text, each.ref, meeting)


def free_days(world: World, stretch: Stretch) -> Iterator[Row]:
    """The working weekdays that are free, and why, where the configuration names any."""
    calendar = world.config.calendar()
    if not calendar.off and not calendar.places:
        return
    for number in range(stretch.first.toordinal(), stretch.last.toordinal() + 1):
        on = dt.date.fromordinal(number)
        why = calendar.named(on)
        if why is not None:
            yield line(on, "free", None, None, why, None)


def line(
    on: dt.date,
    kind: str,
    account: str | None,
    name: str | None,
    text: str,
    ref: str | None,
    meeting: Row | None = None,
) -> Row:
    first = {"on": on.isoformat(), "kind": kind, "account": account, "name": name}
    return {**first, "text": text, "ref": ref, "meeting": meeting}


COLUMNS = (
    Column("", right=True),
    Column("What"),
    Column("Account", most=24, short=17),
    Column("", most=12),
    Column("Next"),
)


def week_page(today: dt.date, until: dt.date, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the rows that are shown and of all of them, day by day."""
    last = weekday_day(until, today)
    if not shown:
        return says(f"Nothing is due up to and including {last}.")
    counted = (sum(row["kind"] != "free" for row in rows) for rows in (shown, whole))
    days = ["", *(row["on"] for row in shown)]
    lines = [entry(row, today, first=row["on"] != before) for row, before in zip(shown, days, strict=False)]
    title = f"Next {(until - today).days} days"
    return Page(title, f"{of(*counted)} until {last}", (), [Table(COLUMNS, lines)], [Footer("", "today: am")])


def entry(row: Row, today: dt.date, *, first: bool) -> Line:
    """One thing; its day stands with the `first` of each day."""
    role = "muted" if row["kind"] == "free" else ""
    return [
        Cell(weekday_day(dt.date.fromisoformat(row["on"]), today) if first else "", "heading"),
        Cell(row["kind"], role),
        row["name"] or "",
        Cell(row["ref"] or "", "muted"),
        Cell(dash(row["text"]), role),
    ]
