"""Contracts and periods made by hand for the rules of revenue.

The period is the fourth quarter of 2025, so that it opens on 30 September; today is 2 March 2026. A dollar is
0.40 at the opening and 0.50 at the end.
"""

import datetime as dt
from collections.abc import Sequence

from amcli.rules.metrics.bridge import Move, Window
from amcli.rules.metrics.contracts import Contract, Term, terms
from amcli.rules.metrics.history import History
from amcli.rules.metrics.ledger import Ledger
from amcli.rules.metrics.metric import Scope, Settings

FIRST, LAST, TODAY = dt.date(2025, 10, 1), dt.date(2025, 12, 31), dt.date(2026, 3, 2)
QUARTER = Window(FIRST, LAST)


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def contract(
    number: int, starts: str, ends: str | None, value: int, account: int = 1, **given: object
) -> Contract:
    """A contract in EUR; days in `given` may be texts."""
    days = {name: on(each) for name, each in given.items() if isinstance(each, str) and name.endswith("_on")}
    base = {"product": 1, "quantity": 10, "currency": "EUR"} | given | days
    ended = None if ends is None else on(ends)
    return Contract(number, account, starts_on=on(starts), ends_on=ended, value=value, **base)  # type: ignore[arg-type]


def rate(amount: int, currency: str, day: dt.date) -> int:
    """Half an euro to the dollar, two fifths before the quarter."""
    if currency == "EUR":
        return amount
    return amount * 5 // 10 if day >= FIRST else amount * 4 // 10


def scope(*contracts: Contract, window: Window = QUARTER, today: dt.date = TODAY, **given: object) -> Scope:
    settings = Settings(today, **given)  # type: ignore[arg-type]
    return Scope(Ledger(terms=tuple(terms(contracts, today, settings.grace))), window, rate, settings)


def history(found: Sequence[Term]) -> History:
    return History(found, lambda account: account)


def moved(*pairs: tuple[int, int]) -> Scope:
    """A scope whose accounts, numbered from 1, begin and end with so much."""
    found = scope()
    moves = [Move(number, None, *pair) for number, pair in enumerate(pairs, 1)]
    changed = tuple(move for move in moves if move.opening != move.closing)
    found.__dict__["bridge"] = found.bridge._replace(moves=tuple(moves), changed=changed)
    return found
