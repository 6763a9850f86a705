"""Figures that rows give for a contract: those of one account, metric and day are added up, since the book
keeps one figure for each.

Held until all rows of the file are read. Not for rows that name their account alone: two figures there
contradict each other.
"""

from typing import Any, NamedTuple

from amcli.interchange.tables.columns import Mapping
from amcli.interchange.tables.rowreader import Read

ADDED = ("value", "entitlement")


class Held(NamedTuple):
    """A row that waits: where it stands, its cells, what was read, and of which contracts."""

    line: int
    cells: list[str]
    read: Read
    contracts: frozenset[str]


class ContractSums:
    """The rows of one file of figures, by account, metric and day."""

    def __init__(self, mapping: Mapping) -> None:
        places = {column.field.name: place for place, column in enumerate(mapping.columns)}
        self.wanted = mapping.kind.table == "usage" and "contract" in places
        self.added = 0
        self._contract = places.get("contract", 0)
        self._key = [places[name] for name in ("metric", "on") if name in places]
        self._figures = [places[name] for name in ADDED if name in places]
        self._rows: dict[Any, Held] = {}
        self._others: list[Held] = []

    def hold(self, account: int | None, line: int, cells: list[str], read: Read) -> None:
        """Keep a row, or add it to those of the account's other contracts with this metric and day."""
        key = (account, *(read[place] for place in self._key))
        contract = read[self._contract]
        row = Held(line, cells, read, frozenset() if contract is None else frozenset({contract}))
        first = self._rows.setdefault(key, row)
        if first is row:
            return
        if not row.contracts or row.contracts & first.contracts:
            self._others.append(row)  # the same again, or one that contradicts it
            return
        self._rows[key] = first._replace(
            read=self._sum(first.read, read), contracts=first.contracts | row.contracts
        )
        self.added += 1

    def rows(self) -> list[Held]:
        """All that was held, in the order of the file as far as that was kept."""
        return [*self._rows.values(), *self._others]

    def _sum(self, first: Read, second: Read) -> Read:
        found = list(first)
        for place in self._figures:
            if second[place] is not None:
                found[place] = second[place] + (found[place] or 0)
        return tuple(found)
