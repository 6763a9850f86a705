"""`am log --stdin`: many interactions from standard input; what a row of them holds.

How rows are read and written, all or nothing, is in rows.py.
"""

from typing import Any

from amcli import vocabulary as v
from amcli.commands.adding import Made
from amcli.commands.booked import placed, unclear_words, warn_unclear
from amcli.commands.entry import Entry, follow_ups, inferred, insert_entry, mentioned
from amcli.commands.params import DUE, HAPPENED, Name, Text, TimeOfDay, Whole, Word
from amcli.commands.rows import Cell, Row, Shape, write_all
from amcli.context import Run
from amcli.errors import BadValue
from amcli.vocabulary import reference

SHAPE = Shape(
    cells={
        "account": Cell(None),
        "summary": Cell(Text()),
        "body": Cell(Text()),
        "kind": Cell(Word(v.INTERACTION_KINDS)),
        "with": Cell(None, many=True),
        "on": Cell(HAPPENED),
        "at": Cell(TimeOfDay()),
        "minutes": Cell(Whole(0, 10080)),
        "direction": Cell(Word(v.DIRECTIONS)),
        "feel": Cell(Word(v.PULSES)),
        "purpose": Cell(Word(v.PURPOSES)),
        "tried": Cell(None, flag=True),
        "next": Cell(Name()),
        "promise": Cell(Name()),
        "theirs": Cell(Name()),
        "due": Cell(DUE),
    },
    aliases={"text": "summary", "contacts": "with", "contact": "with"},
    needed=("account",),
    ignored=("interaction", "id", "created_at", "updated_at"),
    unset=("planned", "cancelled"),
)
COLUMNS = ("at", "minutes", "direction", "summary", "body", "feel")


def log_lines(run: Run, account: str | None) -> None:
    """Log every row of standard input in one transaction and print the references. Raises Refused
    naming the bad lines, BadValue where there is none that can be read."""
    base = {} if account is None else {"account": account}
    write_all(run, SHAPE, "logged", lambda row: logged(run, row), base)


def logged(run: Run, row: Row) -> Made:
    """Log one row."""
    entry = entry_of(run, row)
    ref = reference("interaction", insert_entry(run, entry)[0])
    if not run.terminal:
        warn_unclear(run, entry)
    return Made(ref, [f"{ref} logged", *unclear_words(run, entry)])


def entry_of(run: Run, row: Row) -> Entry:
    """One row as an interaction, or the booked one that it was. Raises NotFound, Ambiguous, BadValue."""
    from amcli.storage import resolve

    account = resolve.account(run.book, row["account"])
    people = [resolve.contact(run.book, name, account["id"])["id"] for name in row.get("with", ())]
    text = row.get("summary")
    recognised = [] if people or not text else mentioned(run, account["id"], text)
    kind = row.get("kind", "call")
    due = row.get("due")
    if due is not None and not {"next", "promise", "theirs"} & set(row):
        raise BadValue("due needs next, promise or theirs.")
    columns: dict[str, Any] = {name: row[name] for name in COLUMNS if name in row}
    columns |= {
        "kind": kind,
        "on": row.get("on", run.today),
        "tried": row.get("tried", False),
        "purpose": row.get("purpose") or inferred(run, account["id"], kind, text)[0],
    }
    tasks = follow_ups(row.get("next"), row.get("promise"), due, row.get("theirs"))
    entry = Entry(account, columns, people or recognised, bool(recognised), tasks)
    return placed(run, entry, kind_typed="kind" in row)
