"""The book as it was on a day, for one question: `--as-of`.

Facts that carry a day need nothing: the queries leave out what is dated later. What carries none (stage,
tier, owner, role, pulse) is read back from the journal into temporary tables of the same names, which
hide the real ones from this connection alone. Nothing is written. Of a record that was put on record
later, such fields count as missing, so that no answer looks ahead.
"""

import datetime as dt
import json
import sqlite3

from amcli.errors import Refused
from amcli.hints import Any, NamedTuple
from amcli.storage.connection import Book, translated


class Undated(NamedTuple):
    """The fields of a table that carry no day, with what each is where it is missing. Rows of a table
    that is `dropped` are left out where they were put on record later, unless one of the `days`, which
    then must lie in the past, shows that they were there."""

    fields: dict[str, Any]
    dropped: bool = False
    days: tuple[str, ...] = ()


UNDATED: dict[str, Undated] = {
    "account": Undated(
        {
            "status": "active",
            "tier": "standard",
            "tags": "[]",
            "extra": "{}",
            **dict.fromkeys(
                (
                    "status_on", "owner", "team", "industry", "segment", "region", "cadence_days", "qbr_days",
                    "snoozed_until", "pulse", "pulse_on", "pulse_note", "domain", "website", "phone",
                    "address", "objectives", "notes", "parent_id",
                )
            ),
        }
    ),
    "contact": Undated(
        {
            "primary": 0,
            "tags": "[]",
            "extra": "{}",
            **dict.fromkeys(("role", "stance", "successor_id", "prefers", "title", "notes")),
        }
    ),
    "contract": Undated({"stage": "not_started", "forecast": None, "forecast_value": None}),
    "opportunity": Undated({}, dropped=True),
    "task": Undated({}, dropped=True, days=("done_on",)),
    "goal": Undated({}, dropped=True, days=("progress_on", "met_on")),
    "issue": Undated({}),
    "snooze": Undated({}, dropped=True),
}  # fmt: skip

KEY = "pruned"
NOT_YET = """
DELETE FROM account WHERE added_on > :day AND (customer_since IS NULL OR customer_since > :day)
"""
LATER = """
SELECT j."row", j.before, j.after FROM main.journal j JOIN main.txn x ON x.id = j.txn
WHERE j.tbl = :table AND x.at >= :limit ORDER BY j.id DESC
"""


class Pruned(NamedTuple):
    """From which day on the history is known, and the first change of it (pruning.py)."""

    before: dt.date
    first: int


def pruned(db: sqlite3.Connection) -> Pruned | None:
    """From when on the history is known; None where all of it is."""
    found = db.execute("SELECT value FROM setting WHERE key = ?", (KEY,)).fetchone()
    if found is None:
        return None
    day, first = json.loads(found[0])
    return Pruned(dt.date.fromisoformat(day), int(first))


def look_back(book: Book, day: dt.date) -> None:
    """Let every query of this connection see the book as it was at the end of a day. Raises Refused for one
    before which the history was pruned."""
    refuse_pruned(book, day)
    limit = end_of(day)
    book.looks_back = True
    with translated(book.file):
        book.open_temporary()
        for table, undated in UNDATED.items():
            book.db.execute(f'CREATE TEMP TABLE "{table}" AS SELECT * FROM main."{table}"')
            index(book, table)
            late = roll_back(book, table, limit)
            forget(book, table, undated, late, day)
        book.db.execute(NOT_YET, {"day": day.isoformat()})


def refuse_pruned(book: Book, day: dt.date) -> None:
    """Refuse a day of which nobody knows any more how the book was: the journal begins later."""
    known = pruned(book.db)
    if known is not None and day < (last := known.before - dt.timedelta(days=1)):
        raise Refused(
            f"not known before {known.before}: the history until then was deleted (am history --prune).",
            f"The earliest day to look back to: --as-of {last}",
        )


def end_of(day: dt.date) -> str:
    """The first instant after a local day, as the journal writes instants."""
    midnight = dt.datetime.combine(min(day, dt.date.max - dt.timedelta(days=1)), dt.time()) + dt.timedelta(
        days=1
    )
    return midnight.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def index(book: Book, table: str) -> None:
    """The indexes that the queries need."""
    book.db.execute(f'CREATE UNIQUE INDEX temp."past_{table}_id" ON "{table}"(id)')
    columns = {row["name"] for row in book.db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    if "account_id" in columns:
        book.db.execute(f'CREATE INDEX temp."past_{table}_account" ON "{table}"(account_id)')


def roll_back(book: Book, table: str, limit: str) -> list[int]:
    """Take back what was changed since, the newest change first; gives the rows that were put on record
    since. A record that was deleted since stays away."""
    late: set[int] = set()
    for row, before, after in book.db.execute(LATER, {"table": table, "limit": limit}).fetchall():
        if before is None:
            late.add(row)
            continue
        late.discard(row)
        if after is not None or is_there(book, table, row):
            values = json.loads(before)
            assignments = ", ".join(f'"{name}" = :{name}' for name in values)
            book.db.execute(f'UPDATE temp."{table}" SET {assignments} WHERE id = :id', values)
    return sorted(late)


def is_there(book: Book, table: str, row: int) -> bool:
    """Whether a row was put back after it had been deleted."""
    found = book.db.execute(f'SELECT 1 FROM temp."{table}" WHERE id = ?', (row,)).fetchone()
    return found is not None


def forget(book: Book, table: str, undated: Undated, late: list[int], day: dt.date) -> None:
    """Empty the undated fields of rows that were put on record later, or leave such rows out: of the table
    that the connection sees, its own where it has one."""
    chosen = "id IN (SELECT value FROM json_each(:late))"
    values = {"late": json.dumps(late), "day": day.isoformat()}
    if undated.dropped:
        seen = "".join(f' AND ("{name}" IS NULL OR "{name}" > :day)' for name in undated.days)
        book.db.execute(f'DELETE FROM "{table}" WHERE {chosen}{seen}', values)
    elif undated.fields:
        assignments = ", ".join(f'"{name}" = :{name}' for name in undated.fields)
        book.db.execute(f'UPDATE "{table}" SET {assignments} WHERE {chosen}', undated.fields | values)


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
    "play": Carried("started_on", {"stopped_on": ()}),
    "product": Carried(None, {}),
    "target": Carried(None, {}),
}


def only_then(book: Book, kind: str, day: dt.date) -> None:
    """Let a connection that has looked back to a day list the records of a kind that were there. What `past`
    does for accounts, tasks, goals and opportunities is enough."""
    if kind not in CARRIED:
        return
    with translated(book.file):
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
