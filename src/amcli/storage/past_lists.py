"""Lists of records as they were on a day that has passed: which are left out, and what had not happened yet.

`past` gives a connection the fields that carry no day, which is all that reports need. A list of records also
has to leave out those that were not there. Not for reports.
"""

import datetime as dt
import json
from typing import NamedTuple

from amcli.storage.connection import Book, translated
from amcli.storage.past import UNDATED, end_of, index, roll_back


class Carried(NamedTuple):
    """The field whose day shows that a record was there, though it was typed in later: without one, it counts
    as not there. `ahead`: days within it that may not have come, with the fields that came with each."""

    day: str | None
    ahead: dict[str, tuple[str, ...]]


CARRIED: dict[str, Carried] = {
    "contact": Carried(None, {}),
    "contract": Carried(
        "starts_on", {"outcome_on": ("outcome", "reason", "renewed_by_id"), "terminated_on": ()}
    ),
    "interaction": Carried("on", {}),
    "issue": Carried(
        "opened_on",
        {
            "escalated_on": ("escalated_to",),
            "first_response_on": (),
            "resolved_on": ("resolution", "resolved_first_contact"),
        },
    ),
    "feedback": Carried("on", {"relayed_on": (), "closed_on": ("outcome",)}),
    "survey": Carried("on", {}),
    "usage": Carried("on", {}),
    "event": Carried("on", {}),
    "handoff": Carried("on", {}),
    "product": Carried(None, {}),
    "target": Carried(None, {}),
}


def only_then(book: Book, kind: str, day: dt.date) -> None:
    """Let a connection that has looked back to a day list the records of a kind that were there. What `past`
    does for accounts, tasks, goals and opportunities is enough."""
    if kind not in CARRIED:
        return
    with translated(book.path):
        if kind not in UNDATED:
            book.db.execute(f'CREATE TEMP TABLE "{kind}" AS SELECT * FROM main."{kind}"')
            index(book, kind)
        late = json.dumps(roll_back(book, kind, end_of(day)))
        leave_out(book, kind, {"late": late, "day": day.isoformat()})


def leave_out(book: Book, kind: str, values: dict[str, str]) -> None:
    """Leave out what was typed in later and was not there; empty what had not happened in the rest."""
    carried = CARRIED[kind]
    chosen = "id IN (SELECT value FROM json_each(:late))"
    there = f'AND ("{carried.day}" IS NULL OR "{carried.day}" > :day)' if carried.day else ""
    book.db.execute(f'DELETE FROM "{kind}" WHERE {chosen} {there}', values)
    for column, others in carried.ahead.items():
        empty = ", ".join(f'"{name}" = NULL' for name in (column, *others))
        book.db.execute(f'UPDATE "{kind}" SET {empty} WHERE {chosen} AND "{column}" > :day', values)
