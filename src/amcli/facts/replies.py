"""Which replies are owed on a day: a query for many accounts at once, what it means in `rules.replies`."""

import datetime as dt
from collections.abc import Iterable

from amcli.hints import TYPE_CHECKING
from amcli.rules.isodays import before, day, sure
from amcli.rules.replies import DAYS, Message, Patience, Reply, owed
from amcli.storage.connection import Row

if TYPE_CHECKING:
    from amcli.facts.account_facts import World


def patience(world: "World") -> Patience:
    """What the settings say. Raises BadValue."""
    config = world.config
    return Patience(int(config.get("replies.owe_days")), int(config.get("replies.wait_days")))


def last_words(
    world: "World",
    accounts: str,
    since: dt.date | None = None,
    way: str | None = None,
    row: int | None = None,
) -> list[Message]:
    """The messages after which nobody answered, of the accounts of a JSON array of ids."""
    first = since or before(world.today, DAYS)
    found = world.book.rows(
        "replies.last", accounts=accounts, since=first.isoformat(), today=world.today.isoformat(), way=way,
        row=row,
    )  # fmt: skip
    return [message(each) for each in found]


def message(row: Row) -> Message:
    id_, account, code, name, kind, on, at, summary, way, contact, person, until = row
    return Message(
        id_, account, code, name, kind, sure(on), at, summary, way, contact, person, day(until)
    )  # fmt: skip


def replies(world: "World", messages: Iterable[Message]) -> list[Reply]:
    """The replies that are owed to some messages. Raises BadValue."""
    return owed(messages, world.today, world.config.worked, patience(world))


def late_of_mine(world: "World", accounts: str) -> list[Reply]:
    """The replies of mine that are late, those that are snoozed too. Raises BadValue."""
    messages = last_words(world, accounts, way="in")
    return [each for each in replies(world, messages) if each.late] if messages else []
