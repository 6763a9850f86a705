"""What a roll-up says of itself: from which books it is, as of when, and who is left out of it.

A roll-up is a book that is made of others and only read (rolling.py). Ids in it are those of the books, moved
by a block for each, so the owner of a record is known by its id. Only loaded for a roll-up.
"""

import sqlite3

from amcli import jsontext
from amcli.hints import Any, NamedTuple
from amcli.rules.isodays import sure

KEY = "book.rollup"
CODES = "book.rollup.codes"  # by id: what accounts are called in their own books, where that is another code
BLOCK = 10**9
MARK = 0x616D6372  # "amcr": the application_id of the file, by which opening knows it
LATE_DAYS = 3


class Member(NamedTuple):
    """A book in a roll-up: its number there, and what the server knew of it. `settings` are those that change
    figures and were set there."""

    n: int
    id: str
    name: str
    pushed_at: str
    change: int
    login: str
    currency: str | None
    schema: int
    settings: dict[str, Any]


class LeftOut(NamedTuple):
    """An account that is counted in another book, as `robin/acme`, and the one that counts for it; revenue in
    minor units of the reader's currency."""

    account: str
    name: str
    kept: str
    arr: int | None


class Parcel(NamedTuple):
    """An account that was sent, not taken yet, and is in neither of its books."""

    account: str
    name: str
    sender: str
    to: str
    sent_at: str


class Rollup(NamedTuple):
    """What a roll-up says of itself."""

    at: str
    currency: str
    books: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]
    parcels: tuple[Parcel, ...]

    def owner_of(self, row: int) -> str | None:
        """The book that a record is from; None for what is of all of them."""
        n = row // BLOCK
        return self.books[n - 1].name if 0 < n <= len(self.books) else None

    def book(self, name: str) -> Member | None:
        """A book by its name."""
        return next((each for each in self.books if each.name == name), None)

    def late(self, today: str) -> list[tuple[Member, int]]:
        """The books that weren't pushed for days, and for how many."""
        end = sure(today).toordinal()
        since = [(each, end - sure(each.pushed_at[:10]).toordinal()) for each in self.books]
        return [(each, days) for each, days in since if days >= LATE_DAYS]

    def as_text(self) -> str:
        """All of it, as the book keeps it."""
        kept = self._asdict()
        kept["books"] = [each._asdict() for each in self.books]
        kept["left_out"] = [each._asdict() for each in self.left_out]
        kept["parcels"] = [each._asdict() for each in self.parcels]
        return jsontext.dumps(kept)


def read_rollup(db: sqlite3.Connection) -> Rollup:
    """What the roll-up of a connection says of itself. Raises LookupError for a file that is none."""
    found = db.execute("SELECT value FROM setting WHERE key = ?", (KEY,)).fetchone()
    if found is None:
        raise LookupError(KEY)
    kept = jsontext.loads(found[0])
    return Rollup(
        kept["at"],
        kept["currency"],
        tuple(Member(**each) for each in kept["books"]),
        tuple(LeftOut(**each) for each in kept["left_out"]),
        tuple(Parcel(**each) for each in kept["parcels"]),
    )
