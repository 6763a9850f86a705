"""`am done n213`: an email or chat that needs no answer. Not for tasks (task.py)."""

import datetime as dt

from amcli import jsontext
from amcli.commands.confirmations import dated
from amcli.commands.references import code_of, of_another_kind, planned, with_article
from amcli.context import Run
from amcli.errors import Refused
from amcli.facts.account_facts import scored
from amcli.facts.replies import last_words
from amcli.fields import Row
from amcli.hints import Any
from amcli.rules.names import shown
from amcli.storage import lines, records, writes
from amcli.vocabulary import words

UNKNOWN = "who wrote last isn't known"
ANSWERED = "something followed it already, or nobody of those in it is still there"


def answerable(run: Run, found: Any, *, again: bool) -> Row:
    """The email or chat that was named, as its record. Raises Refused for what waits for no answer."""
    row = records.listed(run.book, "interaction", row=found.row)[0]
    if planned(run, found.row):
        raise of_another_kind(run, found, "task")
    if (row["settled_on"] is not None and not again) or is_last_word(run, row):
        return row
    name, reason = lines.label(run.book, row["interaction"]), why(run, row)
    hint = f"What is: am replies {code_of(run, lines.with_code(run.book, row['account'])['id'])}"
    if reason == UNKNOWN:
        hint = f"Say who: am interaction edit {row['interaction']} --last-direction in"
    raise Refused(f"{name} isn't waiting for an answer: {reason}. Nothing was changed.", hint)


def is_last_word(run: Run, row: Row) -> bool:
    """Whether nothing has followed an email or chat, however long ago it was, but for what settled it."""
    account = lines.with_code(run.book, row["account"])["id"]
    of = jsontext.dumps(scored(run.world, account))
    return bool(last_words(run.world, of, dt.date.min, row=row["id"])) or row["settled_on"] is not None


def why(run: Run, row: Row) -> str:
    """Why an interaction waits for no answer."""
    if row["tried"]:
        return "it reached nobody"
    if row["kind"] not in ("email", "chat"):
        return f"it is {with_article(words(row['kind']))}"
    if row["last_direction"] is None and row["direction"] not in ("in", "out"):
        return UNKNOWN
    if not scored(run.world, lines.with_code(run.book, row["account"])["id"]):
        return f"{shown(lines.with_code(run.book, row['account'])['name'])} is no customer now"
    return "it is still ahead" if row["on"] > run.today.isoformat() else ANSWERED


def settle(run: Run, rows: list[Row], day: dt.date, *, again: bool) -> None:
    """Write, within a transaction, that some emails and chats need no answer. What was said before keeps its
    day unless `again`."""
    for row in rows:
        if again or row["settled_on"] is None:
            writes.update(run.book, "interaction", row["id"], {"settled_on": day})


def settled_words(run: Run, row: Row, day: dt.date, *, again: bool) -> str:
    """`n213 needs no answer: Prices for 2027 (Acme Robotics)`."""
    already = row["settled_on"] is not None and not again
    said = "already needed no answer" if already else f"needs no answer{dated(day, run.today)}"
    what = shown(row["summary"] or words(row["kind"]))
    name = shown(lines.with_code(run.book, row["account"])["name"])
    return f"{row['interaction']} {said}: {what} ({name})"
