"""Addresses and numbers that no contact has, counted for the list of the unmatched (`am unmatched`).

Whoever counts sees to it that one mail or meeting is counted once.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from amcli.interchange.store import Store


class Stranger(NamedTuple):
    """An address (as people.plain has it) or an E.164 number, as it was seen on a day."""

    address: str
    name: str | None
    on: str


def count_strangers(store: Store, kind: str, strangers: Iterable[Stranger]) -> int:
    """Put them on the list; gives how many addresses there were."""
    times: Counter[str] = Counter()
    names: dict[str, str | None] = {}
    days: dict[str, tuple[str, str]] = {}
    for address, name, on in strangers:
        times[address] += 1
        names[address] = name or names.get(address)
        first, last = days.get(address, (on, on))
        days[address] = (min(first, on), max(last, on))
    store.put_unmatched(
        kind, [(address, names[address], times[address], *days[address]) for address in times]
    )
    return len(times)
