"""What is put off until later, and why: one row of the snooze table for each record.

An account's check-in and a task's due date also keep the day themselves (`account.snoozed_until`,
`task.due_on`), which is what the lists go by; the row then holds the reason.
"""

import datetime as dt

from amcli.errors import Refused
from amcli.hints import NamedTuple
from amcli.storage import writes
from amcli.storage.connection import Book

# A day that was set by hand since then is no snooze any more.
OF_KIND = """
SELECT s."row", s.until, s.reason FROM snooze s
LEFT JOIN account a ON s.kind = 'account' AND a.id = s."row"
LEFT JOIN task t ON s.kind = 'task' AND t.id = s."row"
WHERE s.kind = :kind AND s.until > :today
  AND CASE s.kind WHEN 'account' THEN s.until IS a.snoozed_until
                  WHEN 'task' THEN s.until IS t.due_on ELSE 1 END"""


class Snooze(NamedTuple):
    """Until when a record is put off, and why."""

    until: dt.date
    reason: str | None


class Woken(NamedTuple):
    """A record that is no longer put off; a task with the day on which it is due again."""

    due_on: dt.date | None


def put_off(book: Book, kind: str, row: int, until: dt.date, reason: str | None) -> None:
    """Put a record off until a day; a second time replaces the first. Raises Refused for a task that
    is done."""
    if kind == "account":
        writes.update(book, "account", row, {"snoozed_until": until})
    elif kind == "task":
        if book.db.execute("SELECT done_on FROM task WHERE id = ?", (row,)).fetchone()["done_on"]:
            raise Refused("a task that is done can't be snoozed.", "Reopen it first: am task reopen REF")
        writes.update(book, "task", row, {"due_on": until})
    if kind != "account" or reason is not None or number_of(book, kind, row) is not None:
        writes.snooze(book, kind, row, until, reason)


def wake(book: Book, kind: str, row: int) -> Woken | None:
    """Take a snooze back; None where there is none. A task is due again on its first day."""
    found = book.db.execute('SELECT * FROM snooze WHERE kind = ? AND "row" = ?', (kind, row)).fetchone()
    if found is not None:
        writes.delete(book, "snooze", found["id"])
    if kind == "account":
        changed = writes.update(book, "account", row, {"snoozed_until": None})
        return Woken(None) if changed or found is not None else None
    if found is None or kind != "task":
        return None if found is None else Woken(None)
    task = book.db.execute("SELECT due_on, first_due_on, done_on FROM task WHERE id = ?", (row,)).fetchone()
    first = task["first_due_on"]
    if first is None or task["done_on"] is not None or task["due_on"] != found["until"]:
        return Woken(None)
    writes.update(book, "task", row, {"due_on": first})
    return Woken(dt.date.fromisoformat(first))


def forget(book: Book, kind: str, row: int) -> None:
    """Drop a snooze whose day was set by hand since."""
    number = number_of(book, kind, row)
    if number is not None:
        writes.delete(book, "snooze", number)


def number_of(book: Book, kind: str, row: int) -> int | None:
    """The id of a record's row in the snooze table."""
    found = book.db.execute('SELECT id FROM snooze WHERE kind = ? AND "row" = ?', (kind, row)).fetchone()
    return None if found is None else int(found["id"])


def asleep(book: Book, kind: str, today: dt.date) -> dict[int, Snooze]:
    """The records of a kind that are put off past a day, by id. An account is there only while its
    reason is of the snooze that its `snoozed_until` names."""
    rows = book.db.execute(OF_KIND, {"kind": kind, "today": today.isoformat()})
    return {row["row"]: Snooze(dt.date.fromisoformat(row["until"]), row["reason"]) for row in rows}


def snooze_of(book: Book, kind: str, row: int, today: dt.date) -> Snooze | None:
    """Until when one record is put off past a day, and why; None where it is not."""
    return asleep(book, kind, today).get(row)
