"""The contracts of a book in the order in which periods ask for them, sorted once for any number of periods.

Not for what a period makes of them (bridge.py, due.py).
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property

from amcli.hints import Any
from amcli.rules.metrics.contracts import Term

NEVER = dt.date.max.toordinal() + 1
number_of = cache(dt.date.toordinal)  # many contracts share few days: each number is held once


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
        self._counting: list[Any] = []  # its rows, of which those of the period after it are made
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
        """The terms that count on one of two days, by account."""
        if self._between is not None and self._between[0] == (opening, closing):
            return self._between[1]
        first, last = opening.toordinal(), closing.toordinal()
        started = self._rows[: bisect_right(self._starts, last)]
        if self._between is not None and self._between[0][1] == opening <= closing:
            started = [*self._counting, *started[bisect_right(self._starts, first) :]]
        self._counting = [row for row in started if row[1] > first]
        found: dict[int, list[Term]] = defaultdict(list)
        for _, _, account, term in self._counting:
            found[account].append(term)
        self._between = (opening, closing), found
        return found

    def moving(self, opening: dt.date, closing: dt.date) -> set[int]:
        """The accounts of which not all that counts on one of two days counts on both."""
        self.between(opening, closing)
        first, last = min(opening, closing).toordinal(), max(opening, closing).toordinal()
        return {account for start, stop, account, _ in self._counting if start > first or stop <= last}

    def ahead(self, day: dt.date) -> list[Term]:
        """The terms that start after a day and last a day at least."""
        rows = self._rows[bisect_right(self._starts, day.toordinal()) :]
        return [term for start, stop, _, term in rows if stop > start]

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
