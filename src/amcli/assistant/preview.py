"""What a line would change, found by running it on a private copy of the book: in sentences, for the
question, and as a whole, so that it can be told whether anything of it has changed when the answer comes.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from amcli.again import Answer, again
from amcli.context import Origin, Run
from amcli.hints import NamedTuple
from amcli.reports.history import row_now, sentence, titled
from amcli.reports.undo import whole
from amcli.rules.names import shown
from amcli.storage.connection import Book
from amcli.storage.journal import INNER, Change, changes_of, newest_change
from amcli.storage.opening import open_book
from amcli.storage.replay import twin
from amcli.vocabulary import words

MOST = 8
TIMES = ("created_at", "updated_at")
ROOM = "PRAGMA cache_size = -4000"
Seen = list[Any]


class Preview(NamedTuple):
    """What a line would do: its answer; what changes in sentences; the codes and ids of the accounts that it
    is about; and all that it found and would write, as one mark."""

    answer: Answer
    changes: list[str]
    codes: list[str]
    accounts: set[int]
    seen: str


def preview(run: Run, argv: list[str], origin: Origin) -> Preview:
    """Run a line on a copy of the book that nobody sees. Raises AmcliError where there is no book."""
    book = open_book(run.book_file, "mcp")
    try:
        copy = twin(book)
    finally:
        book.close()
    try:
        copy.db.execute(ROOM)
        before = newest_change(copy)
        answer = again(run, argv, origin, lent=copy)
        found = [whole(copy, each) for each in written(copy, before)] if answer.code == 0 else []
        owners = sorted({each for change in found if (each := owner_of(copy, change)) is not None})
        rows = [row for each in owners if (row := row_now(copy, "account", each)) is not None]
        return Preview(
            answer,
            list(said(copy, found, {row["id"]: row["name"] for row in rows})),
            [row["code"] for row in rows],
            set(owners),
            mark_of(found, rows),
        )
    finally:
        copy.close()


def written(copy: Book, before: int) -> list[Change]:
    """The rows that were written since a change."""
    return [each for txn in range(before + 1, newest_change(copy) + 1) for each in changes_of(copy, txn)]


def owner_of(copy: Book, change: Change) -> int | None:
    """The account that a changed row is of."""
    row = change.after or change.before or {}
    if change.table != "snooze":
        return change.row if change.table == "account" else row.get("account_id")
    if row["kind"] == "account":
        return int(row["row"])
    return (row_now(copy, row["kind"], row["row"]) or {}).get("account_id")


def said(copy: Book, found: list[Change], names: dict[int, str]) -> Iterator[str]:
    """What changes: `Acme Robotics: k68 stage proposed → verbal`."""
    lines = list(dict.fromkeys(each for change in found if (each := told(copy, change, names))))
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"and {len(lines) - MOST} more records"


def told(copy: Book, change: Change, names: dict[int, str]) -> str:
    """One row in a sentence; inner ones are told by their records."""
    if change.table in INNER:
        return ""
    owner = owner_of(copy, change)
    text = added(change) if change.before is None and change.table != "snooze" else sentence(change)
    return f"{shown(names[owner])}: {text}" if text and owner in names else text


def added(change: Change) -> str:
    """A new record, which has no reference yet that holds: `task added (Send the offer), due 2026-03-06`."""
    row = change.after or {}
    kind = words(row["kind"]) if change.table == "interaction" else change.table
    title = shown(titled(row) or "")
    due = f", due {row['due_on']}" if row.get("due_on") else ""
    day = f" on {row['on']}" if row.get("on") else ""
    return f"{kind} added{day}{f' ({title})' if title else ''}{due}"


def mark_of(found: list[Change], accounts: list[dict[str, Any]]) -> str:
    """All of it as one mark, without what differs each time: the ids of new rows, and when they are made."""
    new = {(each.table, each.row) for each in found if each.before is None}
    seen: Seen = [[as_seen(each, new) for each in found if each.table not in ("health", "value_source")]]
    seen.append([{name: value for name, value in row.items() if name not in TIMES} for row in accounts])
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def as_seen(change: Change, new: set[tuple[str, int]]) -> Seen:
    """One changed row: as it was, and as it would be."""
    if change.before is None:
        row = change.after or {}
        kept = {name: value for name, value in row.items() if name not in ("id", *TIMES)}
        return [change.table, None, None, {name: of_new(name, each, new) for name, each in kept.items()}]
    after = {name: value for name, value in (change.after or {}).items() if name not in TIMES}
    return [change.table, change.row, change.before, after if change.after else None]


def of_new(name: str, value: Any, new: set[tuple[str, int]]) -> Any:
    """A value; the number of a row that is new itself counts for nothing."""
    return "new" if name.endswith("_id") and (name.removesuffix("_id"), value) in new else value
