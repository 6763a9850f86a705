"""Accounts on their way from one book to another, as the server knows them.

A parcel holds an account as its sender last pushed it. It is taken once, by either side; what the sender
wrote in between follows in another one. `from_has` and `to_has` say whose rows on the server have the
account, and are written with these rows, so that at every moment one can tell where it is. Not for what is
in a parcel (storage/bundles.py).
"""

from collections import Counter

from amcli.hints import Any, NamedTuple
from amcli.rules.names import folded
from amcli.storage.bundles import Bundle, written
from amcli.storage.connection import Book
from amcli.storage.parcels import account_of, see
from amcli.team.server import Connection

COLUMNS = """
SELECT p.id::text, p.from_book::text, p.to_book::text, f.name, t.name, p.account_id, p.code, p.name,
  p.message, p.sent_at, p.taken_at, p.taken_by::text, p.settled_at, p.follows::text, p.from_has, p.to_has
FROM am.parcel p LEFT JOIN am.book f ON f.id = p.from_book LEFT JOIN am.book t ON t.id = p.to_book"""
IN_ORDER = "ORDER BY p.sent_at, p.id"
RECENT_DAYS = 30
# The instant, as the book writes one, by the one clock that all have: in its order parcels follow each other.
NOW = """to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""


class Sent(NamedTuple):
    """A parcel as the server knows it, without what is in it."""

    id: str
    from_book: str
    to_book: str
    from_name: str | None
    to_name: str | None
    account_id: int
    code: str
    name: str
    message: str | None
    sent_at: str
    taken_at: str | None
    taken_by: str | None
    settled_at: str | None
    follows: str | None
    from_has: bool
    to_has: bool

    @property
    def root(self) -> str:
        """The parcel that it began with."""
        return self.follows or self.id

    @property
    def holder(self) -> str | None:
        """The book that has the account: until it is taken the sender's, where that still has it."""
        if self.taken_at is None:
            return self.from_name if self.from_has else self.to_name if self.to_has else None
        by_sender = self.taken_by == self.from_book
        has = self.from_has if by_sender else self.to_has
        return (self.from_name if by_sender else self.to_name) if has else None

    def taker(self) -> str:
        """Who has it, by name."""
        found = self.from_name if self.taken_by == self.from_book else self.to_name
        return found or "a book that has left"


def every(connection: Connection, where: str = "true", *values: Any, lock: bool = False) -> list[Sent]:
    """Parcels that the login may see, the oldest first."""
    query = f"{COLUMNS} WHERE {where} {IN_ORDER}{' FOR UPDATE OF p' if lock else ''}"
    return [Sent(*found) for found in connection.execute(query.encode(), values)]


def of_book(connection: Connection, number: str, *, lock: bool = False) -> list[Sent]:
    """The parcels from and to a book."""
    return every(connection, "%s::uuid IN (p.from_book, p.to_book)", number, lock=lock)


def content(connection: Connection, parcel: str) -> Any:
    """What is in a parcel, as JSON has it."""
    found = connection.execute("SELECT bundle FROM am.parcel WHERE id = %s", (parcel,)).fetchone()
    return found[0] if found else None


def list_parcels(connection: Connection, since: str = "") -> list[dict[str, Any]]:
    """The parcels that the login may see: all that are open, and those taken since an instant."""
    found = every(connection)
    holders = {each.id: each.holder for each in found}
    return [
        {
            "account": each.code, "name": each.name, "from": each.from_name, "to": each.to_name,
            "message": each.message, "sent_at": each.sent_at, "taken_at": each.taken_at,
            "in_book": holders.get(each.root),
        }
        for each in found
        if each.taken_at is None or each.taken_at >= since
    ]  # fmt: skip


def waiting(connection: Connection) -> list[dict[str, Any]]:
    """The parcels that nobody has taken yet."""
    return [each for each in list_parcels(connection) if each["taken_at"] is None]


def see_all(connection: Connection, book: Book, number: str) -> None:
    """Keep in the book who else there is, and what waits for it."""
    books = connection.execute("SELECT name FROM am.book WHERE id <> %s ORDER BY name", (number,))
    waiting_ = [each for each in of_book(connection, number) if each.taken_at is None]
    codes = Counter(each.code for each in waiting_)
    see(
        book,
        [name for (name,) in books],
        [
            [each.code if codes[each.code] == 1 else f"{each.from_name}/{each.code}", each.name]
            for each in waiting_
        ],
    )


def fits(each: Sent, text: str) -> bool:
    """Whether a person means a parcel: by the account's code or name, also behind its sender's name."""
    wanted = folded(text.strip())
    owner, slash, rest = wanted.partition("/")
    names = (folded(each.code), folded(each.name))
    return wanted in names or (bool(slash) and owner == each.from_name and rest in names)


def put(
    connection: Connection, to: str, bundle: Bundle, message: str | None, follows: str | None = None
) -> None:
    """Send an account, or what follows one."""
    import uuid

    connection.execute(
        "INSERT INTO am.parcel"
        " (id, from_book, to_book, account_id, code, name, bundle, message, follows, sent_at)"
        f" VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, {NOW})".encode(),
        (
            str(uuid.uuid4()), bundle.book, to, bundle.account, bundle.row["code"], bundle.row["name"],
            written(bundle), message, follows,
        ),
    )  # fmt: skip


def renew(connection: Connection, parcel: str, bundle: Bundle) -> None:
    """Put the account as it is now in the place of what a parcel has."""
    connection.execute(
        "UPDATE am.parcel SET bundle = %s, code = %s, name = %s WHERE id = %s",
        (written(bundle), bundle.row["code"], bundle.row["name"], parcel),
    )


def is_here(book: Book, account: int) -> bool:
    return book.db.execute("SELECT 1 FROM account WHERE id = ?", (account,)).fetchone() is not None


def settle_parcel(connection: Connection, parcel: Sent) -> None:
    """Note that the sender has seen a parcel taken."""
    connection.execute(
        f"UPDATE am.parcel SET settled_at = {NOW} WHERE id = %s AND taken_at = %s".encode(),
        (parcel.id, parcel.taken_at),
    )


def row_of(book: Book, parcel: Sent) -> int | None:
    """The account of a parcel here, by the id that its sender gave it; it may be another's by now, with which
    it was merged."""
    return account_of(book.db, parcel.from_book, parcel.account_id)


def empty(connection: Connection, parcel: Sent) -> None:
    connection.execute("UPDATE am.parcel SET bundle = '{}' WHERE id = %s", (parcel.id,))


def side_of(parcel: Sent, number: str) -> str:
    return "from_has" if parcel.from_book == number else "to_has"


def mark(connection: Connection, parcel: Sent, number: str) -> None:
    """Mark a parcel taken by a book, whose rows on the server have the account from here on."""
    side = side_of(parcel, number)
    settled = NOW if side == "from_has" else "NULL"
    values = f"taken_at = {NOW}, taken_by = %s, settled_at = {settled}, {side} = true"
    statement = f"UPDATE am.parcel SET {values} WHERE id = %s"
    connection.execute(statement.encode(), (number, parcel.id))


def reopen(connection: Connection, parcel: Sent, number: str) -> None:
    """Let a parcel wait again: what its taker had of it was undone."""
    side = side_of(parcel, number)
    connection.execute(
        f"UPDATE am.parcel SET taken_at = NULL, taken_by = NULL, settled_at = NULL, {side} = false"
        " WHERE id = %s".encode(),
        (parcel.id,),
    )
