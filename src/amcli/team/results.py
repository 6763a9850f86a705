"""What amcli works out of each account on a day, for programs that read the server: they get results, and
need no rules of ours.
"""

from collections.abc import Iterator

from amcli.facts.account_facts import World, read, read_contracts
from amcli.facts.day_state import standings
from amcli.hints import Any, NamedTuple
from amcli.rules import cadence, renewals
from amcli.rules.isodays import iso


class Result(NamedTuple):
    """Where an account stands on a day; amounts in minor units of the base currency."""

    account_id: int
    on: str
    arr: int | None
    currency: str
    score: int | None
    band: str
    checkin: str | None
    days_overdue: int | None
    act_by: str | None
    value_due: int


def results(world: World) -> Iterator[Result]:
    """The result of each account that has one today. Raises BadValue."""
    world = world._replace(only=None)
    today, found = world.today, standings(world)
    ids = [each.id for each in found]
    facts = {each.id: each for each in read(world, ids, whole=False, money=False)}
    deadlines: dict[int, str] = {}
    for contract in read_contracts(world, ids):
        on = iso(renewals.deadline(contract, today))
        known = deadlines.get(contract.account_id)
        if on is not None and (known is None or on < known):
            deadlines[contract.account_id] = on
    for each in found:
        state = cadence.checkin(facts[each.id], today, today) if each.id in facts else None
        yield Result(
            each.id, today.isoformat(), each.arr, world.totals.base, each.score, each.health,
            None if state is None else state.state, None if state is None else state.days_overdue,
            deadlines.get(each.id), each.renewing,
        )  # fmt: skip


def as_rows(every: Iterator[Result]) -> list[tuple[Any, ...]]:
    return [tuple(each) for each in every]
