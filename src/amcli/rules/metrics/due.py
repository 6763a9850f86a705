"""Which contracts were due in a period, and what became of each: the lines of the renewal rates.

Not for how pressing a renewal is (rules/renewals.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from amcli.rules.metrics.contracts import DAY, Contract, within
from amcli.rules.metrics.shape import Scope


class Line(NamedTuple):
    """Contracts that were due together, because one contract follows them: what they brought, and what
    follows. `open`: nobody has recorded yet what became of them."""

    contracts: tuple[Contract, ...]
    due: dt.date
    value: int
    renewed: int | None
    open: bool

    @property
    def account(self) -> int:
        """Whose they are."""
        return self.contracts[0].account


def lines(scope: Scope) -> list[Line]:
    """What was due in the period, in the order of the days. Contracts without an end and amendments never
    are; one that follows several makes one line of them, due with the last."""
    contracts = {term.contract.id: term.contract for term in scope.ledger.terms}
    changes: dict[int, list[Contract]] = defaultdict(list)
    for each in contracts.values():
        if each.amends is not None:
            changes[each.amends].append(each)
    together: dict[tuple[str, int], list[Contract]] = defaultdict(list)
    for each in contracts.values():
        if each.amends is None and each.ends_on is not None:
            follower = follower_of(each, contracts, scope.settings.grace)
            key = ("one", each.id) if follower is None else ("shared", follower.id)
            together[key].append(each)
    found = []
    for (_, row), group in together.items():
        due = max(due_on(each) for each in group)
        if scope.within(due):
            follower = contracts[row] if contracts[row] not in group else None
            found.append(line(scope, group, due, follower, changes))
    return sorted(found, key=lambda each: (each.due, each.contracts[0].id))


def line(
    scope: Scope,
    group: Sequence[Contract],
    due: dt.date,
    follower: Contract | None,
    changes: dict[int, list[Contract]],
) -> Line:
    """What was due on a day, with its amendments, and what followed."""
    value = sum(worth(scope, each, due_on(each), changes) for each in group)
    renewed = None if follower is None else worth(scope, follower, follower.starts_on, changes)
    waiting = follower is None and all(each.outcome != "churned" and stays(each) for each in group)
    return Line(tuple(sorted(group)), due, value, renewed, waiting)


def stays(contract: Contract) -> bool:
    """Whether a contract was not ended before its end."""
    return contract.terminated_on is None or contract.terminated_on > (contract.ends_on or dt.date.max)


def follower_of(contract: Contract, contracts: dict[int, Contract], grace: int) -> Contract | None:
    """The contract that renews this one: it starts within the grace, whenever that was recorded."""
    follower = contracts.get(contract.renewed_by) if contract.renewed_by is not None else None
    if follower is None or contract.ends_on is None or follower.starts_on > within(contract.ends_on, grace):
        return None
    return follower


def due_on(contract: Contract) -> dt.date:
    """The last day; of one that was ended early without a successor, the day before that."""
    assert contract.ends_on is not None
    if contract.terminated_on is not None and contract.renewed_by is None:
        return min(contract.ends_on, contract.terminated_on - DAY)
    return contract.ends_on


def worth(scope: Scope, contract: Contract, day: dt.date, changes: dict[int, list[Contract]]) -> int:
    """What a contract brings a year with the amendments that count on a day."""
    counted = [
        each
        for each in changes.get(contract.id, ())
        if each.starts_on <= day and (each.terminated_on is None or day < each.terminated_on)
    ]
    return sum(scope.now(each.value, each.currency) for each in (contract, *counted))
