"""What the loss of a contract means for its account: status, and what is still open. Who is leaving is read
(facts/churn.py)."""

import datetime as dt
from collections.abc import Collection

from amcli import jsontext
from amcli.storage import writes
from amcli.storage.connection import Book

CUSTOMER = ("onboarding", "active")


def status_of(book: Book, account: int) -> str:
    """The status of an account as it is stored."""
    return str(book.db.execute("SELECT status FROM account WHERE id = ?", (account,)).fetchone()["status"])


def wake_account(book: Book, account: int, today: dt.date) -> bool:
    """A new contract makes a churned account active again; gives whether it did."""
    if status_of(book, account) != "churned":
        return False
    writes.update(book, "account", account, {"status": "active", "status_on": today})
    return True


def is_last(
    book: Book, account: int, lost: Collection[int], today: dt.date, grace: int, *, served: bool = False
) -> bool:
    """Whether nothing of an account runs or is ahead, but for contracts that are lost: these count too until
    their last day where it is asked whether the customer is `served`. Until `grace` days after its end a
    contract without an outcome runs."""
    found = book.row(
        "losses.running", account=account, today=today.isoformat(), grace=f"+{grace}", served=int(served),
        without=jsontext.dumps(list(lost)),
    )  # fmt: skip
    return found is not None and not found["contracts"]


def close_account(book: Book, account: int, today: dt.date, grace: int) -> bool:
    """An account whose last contract was lost and runs no more is churned; gives whether it is."""
    if status_of(book, account) not in CUSTOMER or not is_last(book, account, (), today, grace, served=True):
        return False
    writes.update(book, "account", account, {"status": "churned", "status_on": today})
    return True


def still_open(book: Book, account: int, today: dt.date) -> dict[str, int]:
    """How much is open at an account, by kind."""
    found = book.row("losses.still_open", account=account, today=today.isoformat())
    return dict(found) if found is not None else {}


def closable(book: Book, account: int, today: dt.date) -> list[tuple[str, int]]:
    """What goes with a customer: tasks that nobody promised, opportunities, goals."""
    rows = book.rows("losses.closable", account=account, today=today.isoformat())
    return [(row["kind"], row["id"]) for row in rows]


def close_open(book: Book, account: int, today: dt.date, reason: str | None) -> None:
    """Close what goes with a customer: opportunities are lost and goals dropped, tasks go; promises and
    issues stay."""
    changes: dict[str, dict[str, object]] = {
        "opportunity": {"stage": "lost", "closed_on": today, **({"reason": reason} if reason else {})},
        "goal": {"status": "dropped"},
    }
    for kind, row in closable(book, account, today):
        if kind in changes:
            writes.update(book, kind, row, changes[kind])
        else:
            writes.delete(book, kind, row)


def same_task(book: Book, account: int, title: str, on: dt.date) -> int | None:
    """The open task of the same title and day, which a loss recorded in the same step has made already."""
    query = "SELECT id FROM task WHERE account_id = ? AND title = ? AND due_on = ? AND done_on IS NULL"
    found = book.db.execute(query, (account, title, on.isoformat())).fetchone()
    return None if found is None else int(found["id"])
