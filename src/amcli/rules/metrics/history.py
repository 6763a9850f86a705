"""The contracts of a book in the order in which periods ask for them, sorted once for any number of periods.

Not for what a period makes of them (bridge.py, due.py).
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property

from amcli.hints import Any
from amcli.rules.metrics.contracts import Term

NEVER = dt.date.max.toordinal() + 1
number_of = cache(dt.date.toordinal)  # many contracts share few days: each number is held once


def end_of(term: Term) -> dt.date:
    """The last day that a term has on record."""
    return term.end or dt.date.max


class History:
    """Terms by the account that they are counted with: `unit` says which that is. What follows a contract is
    looked for among `others`, too, or where `like` looks for it, of which this is a part."""

    def __init__(
        self,
        terms: Sequence[Term],
        unit: Callable[[int], int],
        others: Sequence[Term] = (),
        like: "History | None" = None,
    ) -> None:
        self.terms = terms
        self.unit = unit
        self.others = others
        self.like = like
        self.made: dict[str, Any] = {}  # what is worked out of it once, by who does
        self._between: tuple[tuple[dt.date, dt.date], dict[int, list[Term]]] | None = None  # asked for last
        self._moving: tuple[tuple[dt.date, dt.date], set[int]] | None = None
        self._rows = [
            (
                number_of(term.contract.starts_on),
                NEVER if term.stop is None else number_of(term.stop),
                unit(term.contract.account),
                term,
            )
            for term in terms
        ]
        self._rows.sort(key=lambda row: row[0])
        self._starts = [row[0] for row in self._rows]

    def between(self, opening: dt.date, closing: dt.date) -> dict[int, list[Term]]:
        """The terms that count on one of two days, by account. Of days that follow those asked for before,
        only the accounts are looked at of which something starts or stops."""
        if self._between is not None and self._between[0] == (opening, closing):
            return self._between[1]
        first, last = opening.toordinal(), closing.toordinal()
        before = self._between
        if before is not None and before[0][0] <= before[0][1] == opening <= closing:
            found = before[1]
            self._go_on(found, before[0][0].toordinal(), first, last)
        else:
            found = defaultdict(list)
            for _, stop, account, term in self._rows[: bisect_right(self._starts, last)]:
                if stop > first:
                    found[account].append(term)
        self._between = (opening, closing), found
        return found

    def _go_on(self, found: dict[int, list[Term]], before: int, first: int, last: int) -> None:
        """Let what counts on one of two days be that of the two that follow; `before` was the first."""

        def goes_on(term: Term) -> bool:
            return term.stop is None or number_of(term.stop) > first

        for account in self._stopped(before, first):
            if left := [*filter(goes_on, found.get(account, ()))]:
                found[account] = left
            else:
                found.pop(account, None)
        for _, stop, account, term in self._started(first, last):
            if stop > first:
                found.setdefault(account, []).append(term)

    def _stopped(self, first: int, last: int) -> set[int]:
        """The accounts of which a term stops after one day and by another."""
        stops, accounts = self._stops
        return set(accounts[bisect_right(stops, first) : bisect_right(stops, last)])

    def _started(self, first: int, last: int) -> "list[tuple[int, int, int, Term]]":
        """The rows of the terms that start after one day and by another."""
        return self._rows[bisect_right(self._starts, first) : bisect_right(self._starts, last)]

    @cached_property
    def _stops(self) -> tuple[list[int], list[int]]:
        """The days on which terms stop, in their order, and whose they are."""
        rows = sorted((stop, account) for _, stop, account, _ in self._rows if stop != NEVER)
        return [stop for stop, _ in rows], [account for _, account in rows]

    def moving(self, opening: dt.date, closing: dt.date) -> set[int]:
        """The accounts of which not all that counts on one of two days counts on both."""
        if self._moving is None or self._moving[0] != (opening, closing):
            first, last = min(opening, closing).toordinal(), max(opening, closing).toordinal()
            held = self.between(opening, closing)
            touched = {*self._stopped(first, last), *(row[2] for row in self._started(first, last))}
            found = {account for account in touched if account in held}
            self._moving = (opening, closing), found
        return self._moving[1]

    @cached_property
    def currencies(self) -> frozenset[str]:
        """In which amounts are."""
        return frozenset(term.contract.currency for term in self.terms)

    @cached_property
    def waiting(self) -> list[Term]:
        """The terms that may count after their end, because nobody recorded yet what became of them, by
        their ends."""
        found = [term for term in self.terms if term.state is not None]
        return sorted(found, key=end_of)

    def past_end(self, day: dt.date) -> list[Term]:
        """Those of them whose end lies before a day."""
        return self.waiting[: bisect_left(self.waiting, day, key=end_of)]

    @cached_property
    def of(self) -> dict[int, list[Term]]:
        found: dict[int, list[Term]] = defaultdict(list)
        for _, _, account, term in self._rows:
            found[account].append(term)
        return found

    @cached_property
    def known(self) -> dict[int, Term]:
        """All that may follow a contract, by its id."""
        if self.like is not None:
            return self.like.known
        return {term.contract.id: term for term in (*self.terms, *self.others)}

    @cached_property
    def preceding(self) -> dict[int, list[Term]]:
        """What each contract follows, by its id."""
        if self.like is not None:
            return self.like.preceding
        found: dict[int, list[Term]] = defaultdict(list)
        for term in self.known.values():
            if term.contract.renewed_by is not None:
                found[term.contract.renewed_by].append(term)
        return found

    @cached_property
    def changes(self) -> dict[int, list[Term]]:
        if self.like is not None:
            return self.like.changes
        found: dict[int, list[Term]] = defaultdict(list)
        for term in self.known.values():
            if term.contract.amends is not None:
                found[term.contract.amends].append(term)
        return found
