"""Tying renewals together: a contract that goes on where one for the same product ended.

The one that ended within 60 days before becomes the predecessor (`renewed_by`). Only pairs of which the
import made at least one are looked at, so a second import links nothing more.
"""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from amcli.interchange.store import Store

DAYS_BETWEEN = 60
LINK_COLUMNS = (
    *("id", "account_id", "product_id", "starts_on", "ends_on"),
    *("renewed_by_id", "amends_id", "outcome", "terminated_on"),
)


class Linkable(NamedTuple):
    """A contract, as far as linking goes."""

    row: int
    account: int
    product: int | None
    starts_on: str
    ends_on: str | None
    renewed_by: int | None
    amends: int | None
    outcome: str | None
    terminated_on: str | None


def link_renewals(store: Store, created: set[int]) -> int:
    """Link what the contracts in `created` continue, or are continued by; gives how many links."""
    terms = [Linkable(*record) for record in store.records("contract", LINK_COLUMNS)]
    preceded = {term.renewed_by for term in terms if term.renewed_by is not None}
    series: dict[tuple[int, int | None], list[Linkable]] = defaultdict(list)
    for term in terms:
        if term.amends is None:
            series[term.account, term.product].append(term)
    linked = 0
    for group in series.values():
        if created.isdisjoint(term.row for term in group):
            continue
        for before, after in pairs(group, preceded):
            if before.row in created or after.row in created:
                linked += store.change("contract", before.row, {"renewed_by_id": after.row}) is None
    return linked


def pairs(group: list[Linkable], preceded: set[int]) -> list[tuple[Linkable, Linkable]]:
    """Predecessor and successor among contracts of one account and product, each used once."""
    free = [
        term
        for term in group
        if term.ends_on
        and term.renewed_by is None
        and term.outcome != "churned"
        and term.terminated_on is None
    ]
    found = []
    for after in sorted(group, key=lambda term: (term.starts_on, term.row)):
        if after.row in preceded:
            continue
        earliest = earlier(after.starts_on)
        fits = [term for term in free if term.ends_on and earliest <= term.ends_on < after.starts_on]
        if fits:
            before = max(fits, key=lambda term: (term.ends_on, -term.row))
            free.remove(before)
            found.append((before, after))
    return found


def earlier(day: str) -> str:
    """The first day on which a contract may have ended to count as continued on `day`."""
    try:
        return (dt.date.fromisoformat(day) - dt.timedelta(days=DAYS_BETWEEN)).isoformat()
    except OverflowError:
        return "0001-01-01"
