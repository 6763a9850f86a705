"""Who owes a reply: whose turn it is after the last email or chat, how long that has waited, when it is late.
Pure; which messages are the last word is asked in `facts/replies.sql`.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from amcli.hints import NamedTuple

DAYS = 60  # further back nobody waits any more, unless somebody asks
ME, THEM = "me", "them"
SIDE = {"in": ME, "out": THEM}


class Message(NamedTuple):
    """An email or chat after which nobody answered: `way` is who wrote last in it, `in` or `out`, `person`
    who of those in it is still there; None where it names nobody. `until`: it is snoozed until then."""

    id: int
    account: int
    code: str
    name: str
    kind: str
    on: dt.date
    at: str | None
    summary: str | None
    way: str
    contact: int | None
    person: str | None
    until: dt.date | None

    @property
    def side(self) -> str:
        """Who owes a reply to it."""
        return SIDE[self.way]

    @property
    def mine(self) -> bool:
        """Whether that is me."""
        return self.way == "in"


class Reply(NamedTuple):
    """A reply that is owed: what to, how many working days that has waited, whether mine is late, and by how
    many working days (`past`)."""

    to: Message
    days: int
    late: bool
    past: int

    @property
    def contact(self) -> str | None:
        """Who it is about, as of a task."""
        return self.to.person


class Patience(NamedTuple):
    """After how many working days a reply of mine is late, and theirs is listed."""

    owe_days: int
    wait_days: int


def owed(
    messages: Iterable[Message], today: dt.date, worked: Callable[[dt.date], bool], patience: Patience
) -> list[Reply]:
    """The replies that are owed on a day: mine at once, theirs once they had time."""
    found = [(each, waited(each.on, today, worked)) for each in messages]
    return [
        Reply(each, days, each.mine and days > patience.owe_days, days - patience.owe_days)
        for each, days in found
        if each.mine or days >= patience.wait_days
    ]


def waited(on: dt.date, today: dt.date, worked: Callable[[dt.date], bool]) -> int:
    """The working days after a day, up to another."""
    return sum(1 for after in range(1, (today - on).days + 1) if worked(on + dt.timedelta(after)))


def order(reply: Reply, arr: int | None) -> tuple[bool, bool, int, int, str, int]:
    """Sort key: mine first, the late ones first, by days and ARR falling, then by code."""
    to = reply.to
    return not to.mine, not reply.late, -reply.days, -(arr or 0), to.code, to.id
