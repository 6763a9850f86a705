"""What an entry of the log is to the meetings that are booked: one of them that was held, or another booked.

Not for the commands that book and confirm (meeting.py), nor for what fits (rules.meetings).
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from amcli.commands.entry import Entry, inferred
from amcli.context import Run
from amcli.errors import BadValue
from amcli.rules.dates import weekday_day
from amcli.rules.meetings import Booked, Held, fitting
from amcli.rules.names import shown
from amcli.vocabulary import reference, words

if TYPE_CHECKING:
    from amcli.storage.connection import Row


def placed(run: Run, entry: Entry, *, kind_typed: bool) -> Entry:
    """An entry with what it is: booked where its day is ahead; the booked meeting that it fits, held; or the
    several that it fits, none of which it is. Raises BadValue for an attempt on a day ahead."""
    columns = entry.columns
    if columns["on"] > run.today:
        if columns["tried"]:
            raise BadValue(
                f"--tried: {columns['on']} is still ahead. Nothing was logged.",
                f"To book a call: am meet {entry.account['code']} {columns['on']}",
            )
        return entry._replace(columns={**columns, "planned": columns["kind"] != "note"})
    if columns["tried"]:
        return entry
    from amcli.storage.meetings import booked_with

    booked = booked_with(run.book, entry.account["id"], columns["on"])
    if not booked:
        return entry
    said = Held(columns["kind"] if kind_typed else None, columns.get("at"), frozenset(entry.contacts))
    found = fitting(said, booked, run.hour_of(columns["on"]))
    if len(found) == 1:
        return held_as(run, entry, found[0])
    return entry._replace(unclear=tuple(found))


def held_as(run: Run, entry: Entry, booked: Booked) -> Entry:
    """An entry that is what was said in a meeting that was booked: of its kind, for the purpose of that."""
    purpose, because = entry.columns["purpose"], entry.because
    if purpose is None:
        purpose, because = inferred(run, entry.account["id"], booked.kind, entry.columns["summary"])
    columns = {**entry.columns, "kind": booked.kind, "purpose": purpose}
    return entry._replace(columns=columns, because=because, held=booked)


def named(booked: Booked) -> str:
    """`10:00 call`, `QBR`."""
    kind = booked.kind.upper() if booked.kind == "qbr" else words(booked.kind)
    return f"{booked.at} {kind}" if booked.at else kind


def which(account: "Row", on: dt.date, found: Sequence[Booked], today: dt.date) -> list[str]:
    """That several meetings are booked and none of them was held, and the command for each."""
    day = "today" if on == today else f"for {weekday_day(on, today)}"
    each = " or ".join(f"am held {reference('interaction', one.id)} ({named(one)})" for one in found)
    first = f"{len(found)} meetings with {shown(account['name'])} are booked {day}; none was marked as held."
    return [first, each]


def warn_unclear(run: Run, entry: Entry) -> None:
    """Say in a pipe, too, that several booked meetings may have been it."""
    if entry.unclear:
        run.warn(" ".join(unclear_words(run, entry)))


def unclear_words(run: Run, entry: Entry) -> list[str]:
    """That several booked meetings may have been it, where that is so."""
    if not entry.unclear:
        return []
    return which(entry.account, entry.columns["on"], entry.unclear, run.today)
