"""The days ahead: the fields of `am week` and the rows that fill them."""

import datetime as dt
from collections.abc import Iterator

from amcli.facts.account_facts import World, read, read_tasks, scored
from amcli.fields import Row, fields
from amcli.reports.ahead import KINDS, Dated, Stretch, dated
from amcli.reports.meetings import meeting_row, read_meetings

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


def rows(world: World, until: dt.date) -> list[Row]:
    """Everything dated from today to a day, by day; what is late is the morning's.

    A working day that the configuration calls free stands there too, before what falls on it.
    """
    stretch = Stretch(world.today, until)
    found = dated(world, stretch, read(world, scored(world), whole=False), read_tasks(world))
    booked = {each.ref: meeting_row(each) for each in read_meetings(world, world.today, until)}
    lines = [row(each, booked.get(each.ref)) for each in found]
    return sorted([*free_days(world, stretch), *lines], key=lambda each: str(each["on"]))


def row(each: Dated, meeting: Row | None) -> Row:
    """One line."""
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
    """One line."""
    first = {"on": on.isoformat(), "kind": kind, "account": account, "name": name}
    return {**first, "text": text, "ref": ref, "meeting": meeting}
