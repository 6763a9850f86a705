"""What an assistant gave, with every name and day settled before anybody is asked: codes and references in
the place of names, days as they are on the calendar. So a line means the same whenever it runs.
"""

from functools import partial
from typing import Any

from amcli.assistant.arguments import Given
from amcli.assistant.tools import Tool
from amcli.context import Origin, Run
from amcli.errors import BadValue
from amcli.rules.dates import Side
from amcli.rules.daywords import parse_day
from amcli.rules.meetings import read_when
from amcli.rules.names import quoted
from amcli.storage import resolve
from amcli.storage.journal import Way, newest_to_undo
from amcli.vocabulary import reference

# The days that a tool takes, by the side of today on which they lie.
DAYS = {"on": Side.HAPPENED, "due": Side.DUE, "until": Side.DUE}
AHEAD_TOO = ("churn",)  # whose `on` may be either: a contract was lost, or will be
BOOKS = ("log", "meet")  # where a person who stands for their account takes part


def settled(run: Run, tool: Tool, given: Given, origin: Origin) -> Given:
    """The same with settled names and days. Raises NotFound, Ambiguous, BadValue."""
    made = {name: value for name, value in given.items() if name != "why"}
    for name, side in DAYS.items():
        if name in made:
            either = name == "on" and tool.name in AHEAD_TOO
            made[name] = day(run, name, made[name], Side.EITHER if either else side)
    if tool.name == "undo":
        return {"change": str(newest_of(run, origin))}
    account = in_place(run, tool, made)
    if "with" in made:
        several = tool.properties["with"]["maxItems"] > 1  # else a comma is a part of the one name
        names = [each for name in made["with"] for each in (name.split(",") if several else (name,))]
        made["with"] = [person(run, each, account) for each in names]
    if tool.name == "log":
        made.setdefault("on", run.today.isoformat())
    if tool.name == "meet":
        made |= time_of(run, made.pop("when"))
    return made


def newest_of(run: Run, origin: Origin) -> int:
    """The newest change of this client alone. Raises NotFound."""
    return int(newest_to_undo(run.book, Way(origin.via, origin.client or ""))["id"])


def day(run: Run, name: str, text: str, side: Side) -> str:
    """A day of the calendar. Raises BadValue."""
    try:
        return parse_day(text, run.today, side, order=run.date_order).isoformat()
    except BadValue as error:
        raise BadValue(f"{name} {error.message}", error.hint) from None


def time_of(run: Run, text: str) -> Given:
    """The day and the time of a meeting. Raises BadValue."""
    parse = partial(parse_day, today=run.today, side=Side.DUE, order=run.date_order)
    when, rest = read_when(text.split() or [""], parse)
    if rest:
        raise BadValue(f"when {quoted(text)}: not a day and a time.", "For example: thu 14:00")
    return {"day": (when.day or run.today).isoformat(), "time": when.at}


def in_place(run: Run, tool: Tool, made: Given) -> int | None:
    """Put the code or reference in the place of what names the record; gives its account. A person stands for
    theirs, and takes part in what is logged or booked. Raises NotFound, Ambiguous."""
    name = "account" if "account" in made else "ref"
    if name == "ref":
        found = resolve.any_record(run.book, made[name], people=tool.name in BOOKS)
        if found.kind != "account" and (found.kind != "contact" or tool.name not in BOOKS):
            made[name] = reference(found.kind, found.row)
            return owner_of(run, found)
    account, who = resolve.account_and_person(run.book, made[name])
    made[name] = account["code"]
    if who is not None and tool.name in BOOKS and not made.get("with"):
        made["with"] = [reference("contact", who["id"])]
    return int(account["id"])


def owner_of(run: Run, found: Any) -> int | None:
    """The account that a record belongs to; None of one that belongs to none."""
    if found.kind in ("product", "target"):
        return None
    query = f'SELECT account_id FROM "{found.kind}" WHERE id = ?'
    row = run.book.db.execute(query, (found.row,)).fetchone()
    return None if row is None else int(row["account_id"])


def person(run: Run, text: str, account: int | None) -> str:
    """A contact by their reference. Raises NotFound, Ambiguous."""
    return reference("contact", resolve.contact(run.book, text, account)["id"])
