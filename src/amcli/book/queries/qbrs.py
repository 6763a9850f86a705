"""Reviews with customers: which are due (the fields are those of the morning), which were held."""

import datetime as dt

from amcli.book.queries.facts import World, read, scored
from amcli.book.queries.morning import QBR_FIELDS, qbr_row
from amcli.book.queries.records import listed
from amcli.errors import BadValue
from amcli.fields import Row
from amcli.rules import cadence
from amcli.rules.dates import parse_duration

FIELDS = QBR_FIELDS


def until_day(world: World, within: str | None) -> dt.date:
    """The last day that `--in` reaches; today where it was not given. Raises BadValue."""
    if within is None:
        return world.today
    try:
        return parse_duration(within).after(world.today)
    except BadValue as error:
        raise BadValue(f"--in {error.message}", error.hint) from None


def due(world: World, until: dt.date) -> list[Row]:
    """Reviews due up to a day, the longest overdue first; each with the `facts` of its account."""
    found = []
    for each in read(world, scored(world), whole=False):
        day = cadence.qbr_due_on(each)
        if day is not None and day <= until:
            found.append({**qbr_row(each, day, world.today), "facts": each})
    return sorted(found, key=lambda row: (-row["days_overdue"], row["account"]))


def held(world: World, account: int | None) -> list[Row]:
    """Reviews that were held, of all accounts or one, the newest first: interactions of that kind."""
    today = world.today.isoformat()
    return [
        row
        for row in listed(world.book, "interaction", account=account)
        if row["kind"] == "qbr" and row["on"] <= today and not row["tried"] and not row["planned"]
    ]
