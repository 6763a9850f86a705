"""Everything that metrics are made of, as it comes out of the book: plain records, by account.

Not for reading it (facts/ledger.py) and not for sums.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable

from amcli.hints import NamedTuple
from amcli.rules.metrics.contracts import Term


class Client(NamedTuple):
    """An account; `parent` is the topmost account above it, itself where there is none. The last days are
    those on or before the last day of the period."""

    id: int
    code: str
    name: str
    status: str
    tier: str
    segment: str | None
    owner: str | None
    region: str | None
    parent: int
    added: dt.date
    since: dt.date | None
    cadence: int | None
    qbr_cadence: int | None
    last_touch: dt.date | None = None
    last_qbr: dt.date | None = None

    def served_on(self, day: dt.date) -> bool:
        """Whether it is looked after: onboarding or active, and an account already on a day. An imported one
        may have been a customer, or spoken to, before it was added."""
        if self.status not in ("onboarding", "active"):
            return False
        return self.added <= day or any(on is not None and on <= day for on in (self.since, self.last_touch))


class Answer(NamedTuple):
    """An answer to a survey."""

    account: int
    id: int
    contact: int | None
    kind: str
    on: dt.date
    score: float
    scale: float


class Ticket(NamedTuple):
    """An issue. `at_first_contact` is None where nobody recorded it."""

    account: int
    id: int
    opened: dt.date
    resolved: dt.date | None
    at_first_contact: bool | None


class Promise(NamedTuple):
    """A task promised by me or by them, and the day it was first promised for."""

    account: int
    id: int
    by: str
    due: dt.date
    done: dt.date | None


class Met(NamedTuple):
    """The first goal of an account that was met."""

    account: int
    id: int
    on: dt.date


class Deal(NamedTuple):
    """An opportunity that was closed."""

    account: int
    id: int
    kind: str
    won: bool
    closed: dt.date
    value: int | None
    currency: str | None


class Billed(NamedTuple):
    """A one-off, or usage, by the last day of what it is for."""

    account: int
    kind: str
    product: int | None
    on: dt.date
    value: int
    currency: str


class Target(NamedTuple):
    """My number for the period: an amount of the base currency, or a ratio in basis points. An `owner`'s is a
    ratio that is theirs alone, in a book of several."""

    metric: str
    value: int
    owner: str | None = None


class Ledger(NamedTuple):
    """The records of some accounts. `others` are contracts of accounts that are left out: one of them may
    follow a contract of these. `part`: they are not the whole book, of which targets are."""

    clients: tuple[Client, ...] = ()
    terms: tuple[Term, ...] = ()
    others: tuple[Term, ...] = ()
    answers: tuple[Answer, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    promises: tuple[Promise, ...] = ()
    met: tuple[Met, ...] = ()
    deals: tuple[Deal, ...] = ()
    billed: tuple[Billed, ...] = ()
    targets: tuple[Target, ...] = ()
    part: bool = False


def parted(ledger: Ledger, key: Callable[[Client], Hashable]) -> dict[Hashable, Ledger]:
    """The ledgers of groups of accounts, by what their accounts share; targets are the whole book's."""
    group = {client.id: key(client) for client in ledger.clients}
    parts: dict[Hashable, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for client in ledger.clients:
        parts[group[client.id]]["clients"].append(client)
    for term in ledger.terms:
        parts[group[term.contract.account]]["terms"].append(term)
    for name in ("answers", "tickets", "promises", "met", "deals", "billed"):
        for each in getattr(ledger, name):
            parts[group[each.account]][name].append(each)
    return {
        found: Ledger(**{name: tuple(records) for name, records in lists.items()}, part=True)  # type: ignore[arg-type]
        for found, lists in parts.items()
    }
