"""What a metric is: a name, a rule in words, the items it is counted from, and how they make its number.

Not for any one metric (retention.py, renewing.py, voices.py, working.py, selling.py).
"""

import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property

from amcli.hints import Any, NamedTuple, TypeVar, cast
from amcli.rules.metrics.bridge import Bridge, Move, Rate, Window, bridge
from amcli.rules.metrics.history import History
from amcli.rules.metrics.ledger import Ledger

Number = Fraction | float | int
Made = TypeVar("Made")
RATIO, POINTS, DAYS, MONEY, SCORE, COUNT = "ratio", "points", "days", "money", "score", "count"


class Item(NamedTuple):
    """One account or record behind a number: its part above the line, its part below it, and why."""

    account: int
    top: Number
    bottom: Number = 1
    record: tuple[str, int] | None = None
    on: dt.date | None = None
    note: str = ""


class Settings(NamedTuple):
    """What a person set for metrics."""

    today: dt.date
    grace: int = 30
    latest: bool = False
    margin: Fraction | None = None
    by_parent: bool = False


class Scope:
    """The accounts and the period that metrics are asked for. What several need is worked out once;
    `history` is that of another scope of the same contracts."""

    def __init__(
        self, ledger: Ledger, window: Window, rate: Rate, settings: Settings, history: History | None = None
    ) -> None:
        self.ledger = ledger
        self.window = window
        self.rate = rate
        self.settings = settings
        self._made: dict[Any, Any] = {}
        parents = {client.id: client.parent for client in ledger.clients} if settings.by_parent else {}
        self.history = history or History(
            ledger.terms, lambda account: parents.get(account, account), ledger.others
        )

    @cached_property
    def bridge(self) -> Bridge:
        return bridge(self.history, self.window, self.rate)

    def once(self, work: "Callable[[Scope], Made]") -> "Made":
        """What a function makes of this scope, made once."""
        if work not in self._made:
            self._made[work] = work(self)
        return cast("Made", self._made[work])

    @cached_property
    def cohort(self) -> list[Move]:
        """The accounts with revenue at the opening."""
        return self.bridge.cohort

    def now(self, amount: int, currency: str) -> int:
        """An amount in the base currency at the closing day's rate."""
        return self.rate(amount, currency, self.window.last)

    def within(self, day: dt.date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and self.window.first <= day <= self.window.last


class Figure(NamedTuple):
    """A number with the two behind it; without a number, why there is none."""

    value: Number | None
    top: Number
    bottom: Number
    why: str | None = None


Items = Callable[[Scope], Sequence[Item]]
Reduce = Callable[[Scope, Sequence[Item]], Number | None]


class Metric(NamedTuple):
    """A metric. `formula` and `source` are what `am metrics NAME` says; `undefined` is why there may be no
    number; `noun` is what the lower of its two numbers counts, `money` whether both are amounts. `sums`
    gives both numbers without an item for each account. `was` is the name that it had before."""

    name: str
    label: str
    unit: str
    formula: str
    source: str
    undefined: "str | Callable[[Scope], str]"
    noun: str
    items: Items
    reduce: Reduce
    money: bool = False
    sums: "Callable[[Scope], tuple[int, int]] | None" = None
    was: str = ""

    def figure(self, scope: Scope) -> Figure:
        """Its number in a scope, made once."""
        return scope.once(self.made)

    def made(self, scope: Scope) -> Figure:
        """Its number in a scope."""
        items = self.items(scope) if self.sums is None else [Item(0, *self.sums(scope))]
        value = self.reduce(scope, items)
        above: Number = sum(item.top for item in items)
        below: Number = sum(item.bottom for item in items)
        return Figure(value, above, below, self.why(scope) if value is None else None)

    def why(self, scope: Scope) -> str:
        return self.undefined if isinstance(self.undefined, str) else self.undefined(scope)


def share(_: Scope, items: Sequence[Item]) -> Number | None:
    """What lies above the line as a part of what lies below it."""
    below = sum(item.bottom for item in items)
    return Fraction(sum(item.top for item in items)) / Fraction(below) if below > 0 else None


def points(scope: Scope, items: Sequence[Item]) -> Number | None:
    """A share in points of a hundred."""
    found = share(scope, items)
    return None if found is None else 100 * found


def mean(_: Scope, items: Sequence[Item]) -> Number | None:
    """The mean of the parts above the line."""
    return Fraction(sum(item.top for item in items)) / len(items) if items else None


def median(_: Scope, items: Sequence[Item]) -> Number | None:
    """The one in the middle; of an even number the mean of the two in the middle."""
    values = sorted([item.top for item in items])
    if not values:
        return None
    middle = len(values) // 2
    upper = Fraction(values[middle])
    return upper if len(values) % 2 else (Fraction(values[middle - 1]) + upper) / 2


def total(_: Scope, items: Sequence[Item]) -> Number | None:
    """The sum of the parts above the line, never undefined."""
    return sum(item.top for item in items)
