"""What came in from a mailbox or a phone log, one by one, and who of it was known then.

Each is looked at again in every import, as its people may have become known since; strangers in it are
counted once ever. Not for the interactions it became (taking.py).
"""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from amcli.interchange.store import Store
from amcli.interchange.touches.people import Person
from amcli.interchange.touches.taking import AFTER_PARTS


class Known(NamedTuple):
    """Who of something is known: contacts with their accounts, and accounts by their domain alone."""

    contacts: dict[int, int]
    domains: frozenset[int] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Each of them in a word, to be remembered."""
        return frozenset({str(contact) for contact in self.contacts} | {f"@{each}" for each in self.domains})

    def accounts(self, new: Iterable[str]) -> dict[int, tuple[int, ...]]:
        """The accounts where somebody is new, each with those of its contacts who are."""
        names = set(new)
        found: dict[int, list[int]] = {each: [] for each in self.domains if f"@{each}" in names}
        for contact, account in self.contacts.items():
            if str(contact) in names:
                found.setdefault(account, []).append(contact)
        return {account: tuple(contacts) for account, contacts in sorted(found.items())}


class Past(NamedTuple):
    """Whether something came in before, who was known of it then, and an interaction that it became."""

    there: bool = False
    names: frozenset[str] = frozenset()
    row: int | None = None


class Seen:
    """What came in from one source, kept under `source` beside its interactions."""

    def __init__(self, store: Store, source: str) -> None:
        self._store = store
        self._source = source

    def of(self, key: str) -> Past:
        """What is known of something; where the import was undone it is as if nobody had been."""
        found = self._store.arrivals(self._source, key, f"{key}{AFTER_PARTS}")
        if key not in found:
            return Past()
        said, row = found[key]
        if row is not None and self._store.account_of(row) is None and self._store.taken_back(row):
            return Past(there=True)
        return Past(True, frozenset(json.loads(said or "[]")), row)

    def put(self, key: str, names: Iterable[str], row: int | None) -> None:
        """Remember it."""
        self._store.put_arrivals(self._source, [(key, json.dumps(sorted(names)), row)])


def known(people: Iterable[Person], domains: Iterable[int | None] = ()) -> Known:
    """Those who are known, once each."""
    contacts = {each.contact: each.account for each in people}
    return Known(contacts, frozenset(each for each in domains if each is not None))


def digest(parts: Iterable[str]) -> str:
    """A short name for some texts: the same for the same, another for any others."""
    text = "\0".join(parts).encode("utf-8", "replace")
    return blake2b(text, digest_size=10).hexdigest()
