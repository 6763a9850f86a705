"""A book with three people at two customers, and what chats became of it."""

from pathlib import Path
from typing import Any

from tests.interchange.helpers import ACCOUNTS, Desk

CONTACTS = (
    "account,name,email,phone\n"
    "acme,Jane Orr,jane@acme.example,+44 20 7946 0011\n"
    "acme,Ben Okoro,ben@acme.example,\n"
    "beta,Jo Voss,jo@beta.example,+44 20 7946 0018\n"
)
COLUMNS = 'a.code, i.kind, i."on", i.at, i.direction, i.tried, i.summary'


def made(folder: Path) -> Desk:
    """A desk with such a book."""
    desk = Desk(folder)
    desk.imported(desk.file("accounts.csv", ACCOUNTS), desk.file("contacts.csv", CONTACTS))
    return desk


def chats(desk: Desk, columns: str = COLUMNS) -> list[tuple[Any, ...]]:
    """What there is of chats and calls, in the order of time."""
    return desk.rows(
        f"SELECT {columns} FROM interaction i JOIN account a ON a.id = i.account_id "
        'ORDER BY i."on", i.at, a.code, i.kind'
    )


def people(desk: Desk) -> list[tuple[Any, ...]]:
    """Who was in each."""
    return desk.rows(
        'SELECT i."on", i.at, c.name FROM interaction i JOIN interaction_contact ic '
        "ON ic.interaction_id = i.id JOIN contact c ON c.id = ic.contact_id "
        'ORDER BY i."on", i.at, c.name'
    )


def strangers(desk: Desk) -> list[tuple[Any, ...]]:
    """Who is on the list of the unmatched."""
    return desk.rows("SELECT kind, address, name, seen FROM unmatched ORDER BY address")
