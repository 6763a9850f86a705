"""Who is leaving, and who has left: read from the losses that are recorded, never stored.

A customer whose last contracts are lost is served to the last day, and is churned from the day after.
"""

import datetime as dt

from amcli.fields import Row
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules.facts import WIN_BACK, Departure
from amcli.rules.isodays import day, sure

if TYPE_CHECKING:
    from amcli.facts.account_facts import World
    from amcli.storage.connection import Row as Record

LEAVING, CHURNED = "leaving", "churned"


class Lost(NamedTuple):
    """How a customer left, or leaves: the last day, when and why it was recorded, what was worth so much to
    that day in minor units of the base currency, since when they were a customer, and when to try again."""

    contract: int
    on: dt.date | None
    recorded_on: dt.date | None
    reason: str | None
    value: int | None
    since: dt.date
    win_back_on: dt.date | None


def departures(world: "World") -> dict[int, Departure]:
    """Those who are leaving or have left, by account; not those whose status says so itself. Read once, until
    something is written."""
    grace = f"+{int(world.config.get('book.grace_days'))}"

    def read() -> dict[int, Departure]:
        rows = world.book.rows("churn.departed", today=world.today.isoformat(), grace=grace)
        return {row["account_id"]: departure(row) for row in rows}

    return world.book.once("departures", read, world.today, grace)


def departure(row: "Record") -> Departure:
    """How one account leaves, or left."""
    return Departure(
        row["status"], day(row["leaves_on"]), row["contract"], row["product"], sure(row["starts_on"]),
        day(row["outcome_on"]), row["reason"], row["value"], row["currency"],
    )  # fmt: skip


def left(world: "World") -> set[int]:
    """The accounts that have left since their last day."""
    return {account for account, each in departures(world).items() if each.status == CHURNED}


def beside_standings(world: "World") -> dict[int, int | None]:
    """The revenue that runs of accounts without a standing, whose status alone says that they left: contracts
    decide what revenue there is. In minor units of the base currency; None where it has no rate."""
    rows = world.book.rows("churn.unscored")
    return world.totals.by_account([row["id"] for row in rows if world.has(row["id"])]) if rows else {}


def as_read(world: "World", row: Row) -> Row:
    """An account's record with its status as it is read, and the last day of one who is leaving."""
    found = departures(world).get(row["id"])
    last = None if found is None or found.leaves_on is None else found.leaves_on.isoformat()
    status = row["status"] if found is None else found.status
    return {**row, "status": status, "leaves_on": last if status == LEAVING else None}


def lost(world: "World", account: int) -> Lost | None:
    """How a customer left, or leaves; None where no loss is recorded."""
    row = world.book.row("churn.lost", account=account, today=world.today.isoformat(), win_back=WIN_BACK)
    if row is None:
        return None
    last = day(row["last_on"])
    return Lost(
        row["id"], last, day(row["outcome_on"]), row["reason"], worth_on(world, account, last),
        sure(row["since"]), day(row["win_back_on"]),
    )  # fmt: skip


def worth_on(world: "World", account: int, last: dt.date | None) -> int | None:
    """What an account was worth a year on its last day, at the rates of today."""
    day = min(last or world.today, world.today)
    return world.totals.on(day).by_account([account]).get(account, 0)


def win_backs(world: "World") -> dict[int, dt.date]:
    """The day on which to try again, by account."""
    rows = world.book.rows("churn.win_backs", win_back=WIN_BACK)
    return {row["account_id"]: sure(row["due_on"]) for row in rows if world.has(row["account_id"])}


def at_rest(world: "World") -> set[int]:
    """The lost accounts: what is open there rests, in no list of the whole book."""
    stored = world.book.db.execute("SELECT id FROM account WHERE status = 'churned'")
    return {row["id"] for row in stored} | left(world)


def rests(account: int, title: str, resting: set[int]) -> bool:
    """Whether a task rests: one of a lost account, but for the one that says to try again."""
    return account in resting and not title.startswith(WIN_BACK)
