"""The days on which accounts lost annual recurring revenue, and how much. Pure.

A loss is a day, not a period: what happened between two days is bridge.py.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from amcli.hints import NamedTuple
from amcli.rules.metrics.bridge import CONTRACTION
from amcli.rules.metrics.contracts import Term, within
from amcli.rules.numbers import BASIS_POINTS

DAY = dt.timedelta(days=1)
CHURN = "churn"
KINDS = (CHURN, CONTRACTION)
Convert = Callable[[int, str], int]
"""An amount in minor units of a currency, in those of the base currency."""


class Loss(NamedTuple):
    """An account's revenue fell on a day, by an amount in minor units of the base currency."""

    account: int
    on: dt.date
    amount: int
    kind: str


class Revenue:
    """What one account brings a year, as steps: each with the day from which it holds."""

    def __init__(self, terms: Iterable[Term], worth: Convert) -> None:
        steps: dict[dt.date, int] = defaultdict(int)
        for term in terms:
            contract, stop = term.contract, term.stop
            if stop is None or stop > contract.starts_on:
                amount = worth(contract.value, contract.currency)
                steps[contract.starts_on] += amount
                if stop is not None:
                    steps[stop] -= amount
        self.days = sorted(day for day, step in steps.items() if step)
        self.levels = list(accumulate(steps[day] for day in self.days))

    def on(self, day: dt.date) -> int:
        at = bisect_right(self.days, day)
        return self.levels[at - 1] if at else 0

    def losses(self, account: int, grace: int) -> Iterator[Loss]:
        """Every fall. What comes back within the grace was not lost, so a contract that another follows a
        few days later is none."""
        for at in range(1, len(self.days)):
            day, before = self.days[at], self.levels[at - 1]
            later = bisect_right(self.days, within(day, grace))
            kept = max(self.levels[at:later])
            lost = before - max(kept, 0)
            if lost > 0:
                yield Loss(account, day, lost, CHURN if kept <= 0 else CONTRACTION)


def revenues(terms: Iterable[Term], worth: Convert) -> dict[int, Revenue]:
    """The revenue of every account that has a contract with a value."""
    held: dict[int, list[Term]] = defaultdict(list)
    for term in terms:
        held[term.contract.account].append(term)
    return {account: Revenue(each, worth) for account, each in held.items()}


def losses(found: dict[int, Revenue], grace: int, least: int = 0) -> list[Loss]:
    """The losses of every account, by day: every fall, or those of at least a share of what the account
    brought the day before, in basis points; of all of it, what churned alone."""
    every = [
        loss
        for account, each in found.items()
        for loss in each.losses(account, grace)
        if not least or loss.amount * BASIS_POINTS >= least * each.on(loss.on - DAY)
    ]
    return sorted(every, key=lambda loss: (loss.on, loss.account))
