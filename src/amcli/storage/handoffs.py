"""Writing a handoff: one record a takeover, completed by what is known later. Not for listing them."""

import datetime as dt
from collections.abc import Mapping

from amcli.hints import NamedTuple
from amcli.rules.names import folded
from amcli.storage import writes
from amcli.storage.connection import Book, Row


class Takeover(NamedTuple):
    """Who gives an account to whom, on which day; a day is `given` when a person said it."""

    account: int
    from_owner: str | None
    to_owner: str | None
    on: dt.date
    given: bool


def to_complete(book: Book, takeover: Takeover, owner_since: str | None) -> Row | None:
    """The handoff on record that a takeover is about: the newest one, to the same owner, not older than
    the time since when they own the account; without an owner, only that of the same day."""
    query = 'SELECT * FROM handoff WHERE account_id = ? ORDER BY "on" DESC, id DESC LIMIT 1'
    found: Row | None = book.db.execute(query, (takeover.account,)).fetchone()
    if found is None or not same(found["to_owner"], takeover.to_owner):
        return None
    if takeover.from_owner and found["from_owner"] and not same(found["from_owner"], takeover.from_owner):
        return None
    if takeover.to_owner is None:
        return found if found["on"] == takeover.on.isoformat() else None
    return found if owner_since is None or found["on"] >= owner_since else None


def same(one: str | None, other: str | None) -> bool:
    """Whether two owners are the same, in any case."""
    return (None if one is None else folded(one)) == (None if other is None else folded(other))


def record(book: Book, takeover: Takeover, old: Row | None, texts: Mapping[str, str | None]) -> int:
    """Write a handoff, or what is new about one on record; gives its id. With a new owner the account
    changes hands too."""
    who = {"from_owner": takeover.from_owner, "to_owner": takeover.to_owner}
    if old is None:
        values = {"account_id": takeover.account, **who, "on": takeover.on, **texts}
        return writes.insert(book, "handoff", values)
    changes = {name: value for name, value in who.items() if value and not old[name]} | dict(texts)
    if takeover.given:
        changes["on"] = takeover.on.isoformat()
    writes.update(book, "handoff", old["id"], changes)
    return int(old["id"])


def give(book: Book, takeover: Takeover) -> None:
    """Make the one who takes over the account's owner, from that day."""
    changes = {"owner": takeover.to_owner, "owner_since": takeover.on}
    writes.update(book, "account", takeover.account, changes)
