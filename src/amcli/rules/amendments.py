"""What a contract is worth a year on a day with its amendments, and whether that is ever below zero.

The rule of `am contract amend`, for whatever else changes a contract: triggers hold other programs to the
same (storage/triggers.py). Not for when revenue counts (metrics/contracts.py): an outcome changes no value.
"""

from collections.abc import Iterable, Sequence

from amcli.hints import Any, NamedTuple
from amcli.rules.dates import on_day
from amcli.rules.isodays import sure
from amcli.rules.money import grouped


class Part(NamedTuple):
    """A contract or an amendment of it: what it adds a year, in minor units, from a day to before another,
    as ISO text. What is at another account, or in another currency, is counted by itself."""

    id: int
    contract: int
    account: int
    currency: str | None
    starts_on: str
    stops_on: str | None
    value: int

    @property
    def purse(self) -> tuple[int, str | None]:
        """What it is added up with."""
        return self.account, self.currency

    def on(self, day: str) -> int:
        """What it adds on a day."""
        return self.value if self.starts_on <= day and (self.stops_on is None or day < self.stops_on) else 0


class Fall(NamedTuple):
    """The first day on which a contract is worth less than nothing, and how much; `by` are the parts that
    took it there: those that add less on that day than before, else those that changed otherwise."""

    contract: int
    day: str
    value: int
    currency: str
    by: tuple[int, ...]

    def __str__(self) -> str:
        """`below zero on 2 Mar 2026: EUR -3,000 a year`."""
        worth = f"{self.currency} {grouped(self.value, self.currency)}"
        return f"below zero on {on_day(sure(self.day))}: {worth} a year"


def part_of(row: Any) -> Part:
    """A row of the table of contracts, as SQLite or the journal keeps it."""
    contract = row["id"] if row["amends_id"] is None else row["amends_id"]
    days = row["starts_on"], row["terminated_on"]
    return Part(row["id"], contract, row["account_id"], row["currency"], *days, row["annual_value"] or 0)


def fall(parts: Sequence[Part], before: Sequence[Part] = ()) -> Fall | None:
    """Where a contract falls below zero, if it does; where it was as low `before`, nothing took it there.
    `parts` are the contract and all its amendments."""
    for day in sorted(days(parts) | days(before)):
        least = lowest(before, day)
        for purse in {part.purse for part in parts}:
            value = worth(parts, day, purse)
            if value < min(least, 0):
                had = {part.id: part.on(day) for part in before}
                by = tuple(part.id for part in parts if part.on(day) < had.get(part.id, 0))
                changed = tuple(part.id for part in parts if part not in before)
                return Fall(parts[0].contract, day, value, purse[1] or "", by or changed)
    return None


def worth(parts: Sequence[Part], day: str, purse: tuple[int, str | None]) -> int:
    """What those of one account and currency come to on a day; all stop with the contract."""
    if any(part.id == part.contract and part.stops_on is not None and part.stops_on <= day for part in parts):
        return 0
    return sum(part.on(day) for part in parts if part.purse == purse)


def lowest(parts: Sequence[Part], day: str) -> int:
    """The least that those of any account and currency come to on a day."""
    return min((worth(parts, day, purse) for purse in {part.purse for part in parts}), default=0)


def days(parts: Iterable[Part]) -> set[str]:
    """The days on which the value may change."""
    return {day for part in parts for day in (part.starts_on, part.stops_on) if day is not None}
