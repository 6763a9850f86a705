"""How annual recurring revenue came from one day to another: the bridge, net per account, to the cent.

opening + fx + new + reactivated + expansion - contraction - churned = closing. Movements are counted at the
closing day's rates; `fx` is what the rates alone did to the opening. Not for rates made of these sums
(retention.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from amcli.errors import Refused
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
PROBE = 10**40  # an amount in which two rates differ wherever they do
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
    """The revenue of a period. `moves` has every account that had some at either end, `changed` those of
    them that didn't stay as they were."""

    opening: int
    fx: int
    moves: tuple[Move, ...]
    lapsed: int
    unconfirmed: int
    changed: tuple[Move, ...] = ()

    @property
    def closing(self) -> int:
        """At the end of the last day."""
        return self.base + sum(move.closing - move.opening for move in self.changed)

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
            (move for move in self.changed if move.kind == kind),
            key=lambda move: (-move.amount, move.account),
        )

    def total(self, kind: str) -> int:
        """What all of them moved by, without sign."""
        return sum(move.amount for move in self.changed if move.kind == kind)


class Kept(NamedTuple):
    """What every account brought on a day, at its rates, as accounts that stay as they are."""

    day: dt.date
    rate: Rate
    stays: dict[int, Move]


def bridge(history: History, window: Window, rate: Rate) -> Bridge:
    """The bridge of a window. Of one that begins where the last one that was asked for ended, only the
    accounts are added up again of which something started or stopped, unless a rate changed."""
    first, last = window.opening, window.last
    held, moving = history.between(first, last), history.moving(first, last)
    stays = known(history, window, rate)
    if stays is None:
        stays, moving = {}, set(held)
    same = [stays[account] for account in held if account not in moving]
    opening = sum([move.opening for move in same])
    moves = [move for move in same if move.opening]
    at = len(moves)
    for account in moving:
        at_first, before, after = ends(held[account], window, rate)
        opening += at_first
        stays[account] = Move(account, None, after, after)
        if before != after:
            kind = kind_of(history, account, before, after, window, rate)
            moves.append(Move(account, kind, before, after))
        elif before:
            moves.append(stays[account])
    history.made["kept"] = Kept(last, rate, stays)
    base = sum([move.opening for move in moves])
    changed = tuple(move for move in moves[at:] if move.kind is not None)
    return Bridge(opening, base - opening, tuple(moves), *past_end(history, last, rate), changed)


def known(history: History, window: Window, rate: Rate) -> dict[int, Move] | None:
    """What every account brought at the opening, where the window before ended there and no rate has changed
    since."""
    kept: Kept | None = history.made.get("kept")
    if kept is None or kept.day != window.opening or kept.rate is not rate or window.last < window.opening:
        return None
    try:
        return kept.stays if all(is_steady(each, window, rate) for each in history.currencies) else None
    except Refused:  # of a currency that may not be needed on these days
        return None


def is_steady(currency: str, window: Window, rate: Rate) -> bool:
    """Whether a currency is worth the same at both ends of a window, to the last digit."""
    return rate(PROBE, currency, window.opening) == rate(PROBE, currency, window.last)


def ends(terms: Iterable[Term], window: Window, rate: Rate) -> tuple[int, int, int]:
    """What an account brings at the opening at that day's rates; then at the opening and at the closing, at
    the closing day's."""
    first, last = window.opening, window.last
    at_first = before = after = 0
    for term in terms:
        contract = term.contract
        amount = rate(contract.value, contract.currency, last)
        if term.runs(first):
            at_first += rate(contract.value, contract.currency, first)
            before += amount
        if term.runs(last):
            after += amount
    return at_first, before, after


def past_end(history: History, day: dt.date, rate: Rate) -> tuple[int, int]:
    """What lapsed and what auto-renewed of the revenue of a day."""
    apart = {LAPSED: 0, UNCONFIRMED: 0}
    for term in history.past_end(day):
        if (state := term.state_on(day)) is not None:
            apart[state] += rate(term.contract.value, term.contract.currency, day)
    return apart[LAPSED], apart[UNCONFIRMED]


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
