"""Saying whose an address is that no contact has: somebody's or nobody's, for good; and the way back.

The table is not journalled, as imports fill it; what a person says about an address is, by hand, so that
undo takes it back. Not for the list (reports/unmatched.py) nor for what an import makes of it.
"""

from amcli.storage.connection import Book, Row
from amcli.storage.writes import keep

TABLE = "unmatched"
EMAIL, PHONE, NAME = "email", "phone", "name"


def kind_of(address: str) -> str:
    """What an address is: a number of the world, a name, or an address."""
    if "@" in address:
        return EMAIL
    return PHONE if address[:1] == "+" and address[1:].isdigit() else NAME


def found(book: Book, address: str) -> Row | None:
    """The row of an address, where it was seen or spoken of before."""
    query = "SELECT * FROM unmatched WHERE kind = ? AND address = ?"
    row: Row | None = book.db.execute(query, (kind_of(address), address)).fetchone()
    return row


def holder(book: Book, address: str) -> Row | None:
    """The contact who has an address or number by themselves."""
    query = (
        "SELECT id, name FROM contact WHERE "
        "EXISTS (SELECT 1 FROM json_each(emails) WHERE lower(value) = :key) OR "
        "EXISTS (SELECT 1 FROM json_each(phones) WHERE json_extract(value, '$.e164') = :key)"
    )
    row: Row | None = book.db.execute(query, {"key": address}).fetchone()
    return row


def link(book: Book, txn: int, address: str, contact: int) -> None:
    write(book, txn, address, {"contact_id": contact, "ignored": 0})


def ignore(book: Book, txn: int, address: str) -> None:
    """Make an address, or all of a domain, nobody's."""
    write(book, txn, address, {"contact_id": None, "ignored": 1})


def reset(book: Book, txn: int, address: str) -> bool:
    """Take back what was said of an address, which is open again; gives whether anything was."""
    row = found(book, address)
    if row is None or not (row["ignored"] or row["contact_id"]):
        return False
    if row["seen"]:
        write(book, txn, address, {"contact_id": None, "ignored": 0})
    else:
        keep(book, txn, TABLE, row["id"], dict(row), None)
        book.db.execute("DELETE FROM unmatched WHERE id = ?", (row["id"],))
    return True


def write(book: Book, txn: int, address: str, said: dict[str, object]) -> None:
    """Write what was said of an address and journal it; one that was never seen gets its row."""
    row = found(book, address)
    if row is None:
        values = {"kind": kind_of(address), "address": address, "seen": 0, **said}
        query = (
            "INSERT INTO unmatched(kind, address, seen, contact_id, ignored) "
            "VALUES (:kind, :address, :seen, :contact_id, :ignored)"
        )
        number = book.db.execute(query, values).lastrowid
        assert number is not None
        keep(book, txn, TABLE, number, None, {"id": number, **values})
        return
    before = {name: row[name] for name in said}
    if before != said:
        query = "UPDATE unmatched SET contact_id = :contact_id, ignored = :ignored WHERE id = :id"
        book.db.execute(query, {**said, "id": row["id"]})
        known = {"address": address}
        keep(book, txn, TABLE, row["id"], {**known, **before}, {**known, **said})
