"""Plays in the book: what was started and for what, its tasks, and how it ends. What is due to be started is
facts/plays.py; what a start makes is rules/plays.py."""

import datetime as dt
from collections.abc import Collection

from amcli import jsontext
from amcli.rules.plays import Occurrence, Task
from amcli.storage import writes
from amcli.storage.connection import Book, Row


def same(book: Book, name: str, of: Occurrence) -> Row | None:
    """The play that was started for this already; None where none was."""
    return book.row("plays.same", name=name, account=of.account, contract=of.contract, on=of.on.isoformat())


def start(book: Book, name: str, of: Occurrence, tasks: Collection[Task], today: dt.date) -> int:
    """Record a play and its tasks, in a transaction; gives the play's id."""
    columns = {"account_id": of.account, "contract_id": of.contract, "on": of.on}
    play = writes.insert(book, "play", {"name": name, **columns, "started_on": today})
    for each in tasks:
        promise = {"promised": True, "promised_by": "me"} if each.promised else {}
        writes.insert(
            book,
            "task",
            {
                "account_id": of.account,
                "contact_id": each.contact,
                "title": each.title,
                "due_on": each.due_on,
                "first_due_on": each.due_on,
                "assignee": each.assignee,
                "play_id": play,
                **promise,
            },
        )
    return play


def running(book: Book, account: int, name: str | None, contract: int | None = None) -> list[Row]:
    """The plays of an account, or of one of its contracts, that run."""
    return book.rows("plays.running", account=account, name=name, contract=contract)


def open_steps(book: Book, play: int) -> list[Row]:
    """The steps of a play that are not done."""
    return book.rows("plays.open_steps", play=play)


def stop(book: Book, play: int, today: dt.date) -> int:
    """End a play, in a transaction: its open steps go, done ones stay. Gives how many went."""
    steps = [row["title"] for row in open_steps(book, play)]
    take(book, play, steps)
    writes.update(book, "play", play, {"stopped_on": today})
    return len(steps)


def take(book: Book, play: int, titles: Collection[str]) -> int:
    """Delete the open steps of a play that have one of these titles, in a transaction; gives how many."""
    steps = [row["id"] for row in open_steps(book, play) if row["title"] in titles] if titles else []
    for each in steps:
        writes.delete(book, "task", each)
    return len(steps)


def of_contracts(book: Book, contracts: Collection[int]) -> list[Row]:
    """The plays of some contracts that run."""
    return book.rows("plays.of_contracts", contracts=jsontext.dumps(list(contracts))) if contracts else []


def over(book: Book, contracts: Collection[int] | None = None) -> list[Row]:
    """The plays that run though their contract has its outcome: all, or those of some contracts."""
    ids = None if contracts is None else jsontext.dumps(list(contracts))
    return book.rows("plays.over", contracts=ids)
