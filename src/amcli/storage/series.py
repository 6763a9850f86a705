"""The next task of a series, made when one is done. What days a rule falls on is rules/repeats.py."""

import datetime as dt

from amcli.hints import NamedTuple
from amcli.rules import repeats
from amcli.rules.isodays import day
from amcli.storage import writes
from amcli.storage.connection import Book, Row

KEPT = ("account_id", "contact_id", "title", "promised", "promised_by", "assignee", "goal_id")
SERIES = """
SELECT id, due_on, done_on, repeat FROM task
WHERE account_id = :account_id AND title = :title AND repeat IS NOT NULL AND id <> :id
ORDER BY due_on DESC, id DESC"""


class Coming(NamedTuple):
    """The next task of a series: its id, and its day where it has one."""

    row: int
    due_on: dt.date | None


def follow_up(book: Book, row: int, today: dt.date, moves: repeats.Moves) -> Coming | None:
    """The next of a task that is done: the one that is open already, else a new one; None where the
    series has ended or went on before.

    Runs inside the transaction that marks the task done, so that one undo takes back both. The new
    one is due after both the task's own day and today: what was missed is never made up for.
    """
    task = book.db.execute("SELECT * FROM task WHERE id = ?", (row,)).fetchone()
    values = {name: task[name] for name in ("account_id", "title", "id")}
    series = [
        each
        for each in book.db.execute(SERIES, values).fetchall()
        if repeats.same_series(each["repeat"], task["repeat"])
    ]
    for each in series:
        if each["done_on"] is None:
            return Coming(each["id"], day(each["due_on"]))
    on = day(task["first_due_on"]) or day(task["due_on"]) or today
    found = repeats.following(task["repeat"], on, max(day(task["due_on"]) or today, today), moves)
    if found is None or any((day(each["due_on"]) or today) >= found.on for each in series):
        return None
    return insert(book, task, moves(found.on), found.repeat)


def insert(book: Book, task: Row, due: dt.date, repeat: str) -> Coming:
    """Write the next task of a series."""
    values = {name: task[name] for name in KEPT}
    values |= {"due_on": due, "first_due_on": due, "repeat": repeat}
    return Coming(writes.insert(book, "task", values), due)
