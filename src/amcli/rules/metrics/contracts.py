"""From when to when each contract counts as annual recurring revenue, and what it was on a day.

ARR on day D of a contract is its annual value, in full from its start, if D lies from `starts_on` to
before its stop. Not for what changed between two days (bridge.py).
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from amcli.hints import NamedTuple

LAPSED, UNCONFIRMED = "lapsed", "unconfirmed"
DAY = dt.timedelta(days=1)


class Contract(NamedTuple):
    """A contract, or an amendment of one (`amends`), as far as revenue goes.

    `value` is what it brings a year, in minor units of `currency`; an amendment's is the signed change.
    `renew_months`: how long it auto-renews for, where that isn't its own length.
    """

    id: int
    account: int
    product: int | None
    quantity: int | None
    starts_on: dt.date
    ends_on: dt.date | None
    value: int
    currency: str
    auto_renew: bool = False
    outcome: str | None = None
    renewed_by: int | None = None
    amends: int | None = None
    terminated_on: dt.date | None = None
    signed_on: dt.date | None = None
    renew_months: int | None = None


class Term(NamedTuple):
    """The days on which a contract counts: from its start to before `stop`, which may never come.

    `state` says why it still counts after its `end`: nobody has recorded an outcome yet. An amendment ends
    with its contract, whatever its own last day is.
    """

    contract: Contract
    stop: dt.date | None
    state: str | None = None
    end: dt.date | None = None

    def runs(self, day: dt.date) -> bool:
        """Whether it counts on a day."""
        return self.contract.starts_on <= day and (self.stop is None or day < self.stop)

    def state_on(self, day: dt.date) -> str | None:
        """`lapsed` or `unconfirmed` for one that counts on a day after its end."""
        return self.state if self.end is not None and day > self.end and self.runs(day) else None


def terms(contracts: Sequence[Contract], today: dt.date, grace: int) -> list[Term]:
    """When each contract counts, as known on `today`; `grace` days after its end it may still be renewed."""
    known = {each.id: each for each in contracts}
    found = {each.id: own_term(each, known, today, grace) for each in contracts if each.amends is None}
    return [
        found[each.id] if each.amends is None else amended(each, found.get(each.amends)) for each in contracts
    ]


def own_term(contract: Contract, known: Mapping[int, Contract], today: dt.date, grace: int) -> Term:
    """The term of a contract that is no amendment: it stops with the first of its termination, its
    successor's start, and the day after its end, where nothing puts that off."""
    after = known.get(contract.renewed_by) if contract.renewed_by is not None else None
    end, state = natural_end(contract, after, today, grace)
    for day in (contract.terminated_on, after.starts_on if after else None):
        if day is not None and (end is None or day < end):
            end = day
    return Term(contract, end, state, contract.ends_on)


def natural_end(
    contract: Contract, after: Contract | None, today: dt.date, grace: int
) -> tuple[dt.date | None, str | None]:
    """The day after the end, which the last day there is doesn't have; put off to a successor within the
    grace, or while the outcome is open."""
    if contract.ends_on is None or contract.ends_on == dt.date.max:
        return None, None
    end = contract.ends_on + DAY
    if after is not None:
        return (after.starts_on if end <= after.starts_on <= within(contract.ends_on, grace) else end), None
    if contract.outcome == "churned":
        return end, None
    if contract.auto_renew:
        return None, UNCONFIRMED
    return (None, LAPSED) if today <= within(contract.ends_on, grace) else (end, None)


def within(end: dt.date, grace: int) -> dt.date:
    """The last day of the grace after an end."""
    try:
        return end + dt.timedelta(grace)
    except OverflowError:
        return dt.date.max


def amended(contract: Contract, parent: Term | None) -> Term:
    """An amendment stops with its parent, or before where it was terminated itself."""
    stop, state, end = parent[1:] if parent else (None, None, None)
    stops = [day for day in (stop, contract.terminated_on) if day is not None]
    return Term(contract, min(stops, default=None), state, end)
