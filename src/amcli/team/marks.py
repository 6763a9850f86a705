"""Up to which change a server has a book, and whether the book still has exactly that change.

The mark is the change's instant, the first word of its command, and a hash of the whole: every member of a
team may read it, so it holds nothing of a customer.
"""

import hashlib

from amcli import patterns
from amcli.hints import NamedTuple
from amcli.storage.connection import Connection
from amcli.storage.past import pruned

HASHED = 12


class Mark(NamedTuple):
    """The number of a change and its mark. A book without any change has 0 and an empty one."""

    change: int
    mark: str

    @property
    def command(self) -> str:
        """The first word of the command."""
        return self.mark.split(" ")[1] if self.mark.count(" ") == 2 else ""

    @property
    def at(self) -> str:
        return self.mark.partition(" ")[0]


def mark_of(at: str, command: str) -> str:
    """The mark of a change: when, what, and a hash of the whole line."""
    first = command.partition(" ")[0]
    word = first if patterns.fullmatch("[a-z]{2,20}", first) else "-"
    return f"{at} {word} {hashlib.sha256(command.encode()).hexdigest()[:HASHED]}"


def last(db: Connection) -> Mark:
    """The last change of a book."""
    found = db.execute("SELECT id, at, command FROM txn ORDER BY id DESC LIMIT 1").fetchone()
    return Mark(0, "") if found is None else Mark(found[0], mark_of(found[1], found[2]))


def fits(db: Connection, mark: Mark) -> bool:
    """Whether a book has exactly this change, as far as it still knows it: what was forgotten or pruned since
    has lost its command, or is no more. If not, it was restored or copied."""
    if mark.change == 0:
        return True
    found = db.execute("SELECT at, command FROM txn WHERE id = ?", (mark.change,)).fetchone()
    if found is None:
        return is_pruned(db, mark.change)
    if mark_of(*found) == mark.mark:
        return True
    return str(found[0]) == mark.at and (is_pruned(db, mark.change) or is_cut(db, mark.change))


def is_pruned(db: Connection, change: int) -> bool:
    """Whether the history begins after a change."""
    known = pruned(db)
    return known is not None and known.first > change


def is_cut(db: Connection, change: int) -> bool:
    """Whether something was taken out of a change."""
    return db.execute("SELECT 1 FROM cut WHERE id = ?", (change,)).fetchone() is not None


def is_whole(db: Connection, change: int) -> bool:
    """Whether the journal still has all that happened since a change: nothing of it was pruned, nobody was
    forgotten, and no row was put in the place of another, which leaves no trace."""
    known = pruned(db)
    if known is not None and known.first > change + 1:
        return False
    return db.execute("SELECT 1 FROM cut WHERE id > ?", (change,)).fetchone() is None
