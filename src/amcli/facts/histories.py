"""How an account went over time: its kept scores and its figures of use, the oldest first, for pictures."""

from amcli.facts.account_facts import World
from amcli.fields import Row

EVER = "0001-01-01"


def scores_kept(world: World, account: int) -> list[Row]:
    """The score of each day on which it was kept; scores of other weights cannot be compared with it."""
    rows = world.book.rows(
        "histories.scores", account=account, today=world.today.isoformat(), model=world.model.version
    )
    return [dict(row) for row in rows]


def used(world: World, account: int, since: str = EVER) -> list[Row]:
    """The figures of use, by metric and day."""
    rows = world.book.rows("histories.usage", account=account, since=since, today=world.today.isoformat())
    return [dict(row) for row in rows]
