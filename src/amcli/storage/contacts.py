"""A person who goes to another account, and what of them stays where they were.

Not for who reaches whom (`queries`), nor for two records of one person (`merging`).
"""

import datetime as dt

from amcli import jsontext
from amcli.hints import Any
from amcli.rules.names import folded
from amcli.storage import writes
from amcli.storage.connection import Book, Row

# What was true of them at the old account only; it stays there.
OF_THE_PLACE = ("title", "role")


def move(book: Book, person: Row, account: int, day: dt.date, note: str) -> int:
    """Let a person go to another account; gives the id of the record that stays behind.

    The person keeps their record, so that everything they took part in keeps naming them. At the old
    account stays a record of the one who left on `day`, with title, role and successor: its map and its
    score still know that the champion went. Whom they followed there leads to that record.
    """
    stays: dict[str, Any] = {name: person[name] for name in (*OF_THE_PLACE, "stance", "successor_id")}
    old = {"account_id": person["account_id"], "name": person["name"], "left_on": day, "notes": note}
    left = writes.insert(book, "contact", {**old, **stays})
    query = "SELECT id FROM contact WHERE successor_id = ? AND account_id = ?"
    for each in book.db.execute(query, (person["id"], person["account_id"])).fetchall():
        writes.update(book, "contact", each["id"], {"successor_id": left})
    emptied: dict[str, Any] = dict.fromkeys((*OF_THE_PLACE, "left_on", "successor_id"))
    writes.update(book, "contact", person["id"], {**emptied, "primary": False, "account_id": account})
    return left


def refile(book: Book, person: int, account: int) -> None:
    """Put a person who was filed under the wrong account under the right one; nothing stays behind."""
    writes.update(book, "contact", person, {"account_id": account})


def namesakes(book: Book, person: int, account: int) -> list[Row]:
    """People of an account with the name or an e-mail address of a person, but for that one."""

    def keys(row: Row) -> set[str]:
        return {folded(str(text)) for text in (row["name"], *jsontext.loads(row["emails"]))}

    query = "SELECT id, name, emails FROM contact WHERE {} ORDER BY id"
    wanted = keys(book.db.execute(query.format("id = ?"), (person,)).fetchone())
    found = book.db.execute(query.format("account_id = ? AND id <> ?"), (account, person)).fetchall()
    return [row for row in found if keys(row) & wanted]


def called(book: Book, account: int, name: str, today: dt.date) -> Row | None:
    """The first person of an account with a name, in any case, who has not left by a day."""
    query = """
        SELECT id, name, title FROM contact
        WHERE account_id = ? AND (left_on IS NULL OR left_on > ?) ORDER BY id"""
    found = book.db.execute(query, (account, today.isoformat()))
    return next((row for row in found if folded(row["name"]) == folded(name)), None)


def open_tasks_with(book: Book, person: int, today: dt.date) -> list[Row]:
    """Tasks with a person that are not done on a day."""
    query = "SELECT id, title FROM task WHERE contact_id = ? AND (done_on IS NULL OR done_on > ?) ORDER BY id"
    return book.db.execute(query, (person, today.isoformat())).fetchall()


def contacts_of(book: Book, account: int) -> list[Row]:
    """Contacts of an account, by id."""
    return book.rows("people_of", account=account)
