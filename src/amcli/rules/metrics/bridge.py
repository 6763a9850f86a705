"""How annual recurring revenue came from one day to another: the bridge, net per account, to the cent.

opening + fx + new + reactivated + expansion - contraction - churned = closing. Movements are counted at the
closing day's rates; `fx` is what the rates alone did to the opening. Not for rates made of these sums
(retention.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from amcli.hints import NamedTuple
from amcli.rules.metrics.contracts import DAY, LAPSED, UNCONFIRMED, Term
from amcli.rules.metrics.history import History

NEW, REACTIVATED, EXPANSION, CONTRACTION, CHURNED = MOVES = (
    "new",
    "reactivated",
    "expansion",
    "contraction",
    "churned",
)
Rate = Callable[[int, str, dt.date], int]
"""An amount in minor units of a currency, in those of the base currency, at a day's rate."""


class Window(NamedTuple):
    """The days of a period; it closes today where it runs on."""

    first: dt.date
    last: dt.date

    @property
    def opening(self) -> dt.date:
        """The day before, at whose end it opens; the first day of all has none before it."""
        return self.first - DAY if self.first > dt.date.min else self.first


class Move(NamedTuple):
    """What became of an account: its revenue at both ends, both at the closing day's rates."""

    account: int
    kind: str | None
    opening: int
    closing: int

    @property
    def amount(self) -> int:
        """How much it moved, without sign."""
        return abs(self.closing - self.opening)


class Bridge(NamedTuple):
    """The revenue of a period. `moves` has every account that had some at either end."""

    opening: int
    fx: int
    moves: tuple[Move, ...]
    lapsed: int
    unconfirmed: int

    @property
    def closing(self) -> int:
        """At the end of the last day."""
        return sum(move.closing for move in self.moves)

    @property
    def base(self) -> int:
        """The opening at the closing day's rates: what rates are a share of."""
        return self.opening + self.fx

    @property
    def cohort(self) -> list[Move]:
        """The accounts with revenue at the opening."""
        return [move for move in self.moves if move.opening > 0]

    def of(self, kind: str) -> list[Move]:
        """The accounts that moved so, the largest move first."""
        return sorted(
            (move for move in self.moves if move.kind == kind), key=lambda move: (-move.amount, move.account)
        )

    def total(self, kind: str) -> int:
        """What all of them moved by, without sign."""
        return sum(move.amount for move in self.moves if move.kind == kind)


def bridge(history: History, window: Window, rate: Rate) -> Bridge:
    opening, first, last = 0, window.opening, window.last
    moves: list[Move] = []
    apart = {LAPSED: 0, UNCONFIRMED: 0}
    moving = history.moving(first, last)
    for account, held in history.between(first, last).items():
        before = after = 0
        moves_on = account in moving  # of others every contract counts on both days
        for term in held:
            contract = term.contract
            amount = rate(contract.value, contract.currency, last)
            if not moves_on or term.runs(first):
                opening += rate(contract.value, contract.currency, first)
                before += amount
            if not moves_on or term.runs(last):
                after += amount
                if term.state is not None and (state := term.state_on(last)):
                    apart[state] += amount
        if before == after:
            if before:
                moves.append(Move(account, None, before, after))
        else:
            moves.append(Move(account, kind_of(history, account, before, after, window, rate), before, after))
    base = sum([move.opening for move in moves])
    return Bridge(opening, base - opening, tuple(moves), apart[LAPSED], apart[UNCONFIRMED])


def kind_of(
    history: History, account: int, before: int, after: int, window: Window, rate: Rate
) -> str | None:
    """What an account's revenue did over the whole period; None where it ended as it began."""
    if before <= 0 < after:
        return REACTIVATED if had_some(history.of[account], window, rate) else NEW
    if after <= 0 < before:
        return CHURNED
    if after == before:
        return None
    return EXPANSION if after > before else CONTRACTION


def had_some(held: Iterable[Term], window: Window, rate: Rate) -> bool:
    """Whether an account had revenue on any day before the opening."""
    steps: dict[dt.date, int] = defaultdict(int)
    for term in held:
        contract = term.contract
        if contract.starts_on <= window.opening and (term.stop is None or term.stop > contract.starts_on):
            amount = rate(contract.value, contract.currency, window.last)
            steps[contract.starts_on] += amount
            if term.stop is not None and term.stop <= window.opening:
                steps[term.stop] -= amount
    running = 0
    for day in sorted(steps):
        running += steps[day]
        if running > 0:
            return True
    return False
