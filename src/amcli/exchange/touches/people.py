"""Who an address or a number is: one of us, people at customers, a customer by its domain, or nobody known.

Not for reading addresses out of a mail or an event, and not for writing anything.
"""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from amcli.exchange.store import Store
from amcli.rules.maildomains import PUBLIC_DOMAINS, bare_domain

EMAIL, PHONE = "email", "phone"


class Person(NamedTuple):
    """A contact, their account, and the day since which they are no longer there."""

    contact: int
    account: int
    left_on: str | None


class People:
    """The people of a book by their e-mail addresses and E.164 numbers.

    `me` are my own addresses; one that begins with `@` stands for all of a domain. What was tied to a
    contact by hand counts as theirs, what was ignored as nobody's.
    """

    def __init__(self, store: Store, me: Collection[str] = (), by_domain: bool = False) -> None:
        self._mine = {plain(address) for address in me}
        self._found: dict[str, list[Person]] = defaultdict(list)
        self._domains: dict[str, set[int]] = defaultdict(set)
        self._ignored: set[str] = set()
        people: dict[int, Person] = {}
        columns = ["id", "account_id", "left_on", "emails", "phones"]
        for row, account, left_on, emails, phones in store.records("contact", columns):
            people[row] = person = Person(row, account, left_on)
            numbers = {each["e164"] for each in json.loads(phones) if each["e164"]}
            for key in {plain(address) for address in json.loads(emails)} | numbers:
                self._found[key].append(person)
        for kind in (EMAIL, PHONE):
            self._tie(store.ties(kind), people)
        if by_domain:
            self._read_domains(store)

    def _tie(self, ties: dict[str, tuple[int | None, bool]], people: dict[int, Person]) -> None:
        for address, (contact, ignored) in ties.items():
            if ignored:
                self._ignored.add(address)
            elif contact is not None and people[contact] not in self._found[address]:
                self._found[address].append(people[contact])

    def _read_domains(self, store: Store) -> None:
        for row, domain in store.records("account", ["id", "domain"]):
            if domain and (bare := bare_domain(domain)) not in PUBLIC_DOMAINS:
                self._domains[bare].add(row)

    def is_me(self, address: str) -> bool:
        """Whether an address is one of mine, or of my own domain."""
        key = plain(address)
        return key in self._mine or key[key.find("@") :] in self._mine

    def at(self, address: str, on: str) -> list[Person]:
        """The contacts who have this address or number, without those who had left by that day."""
        return [
            person
            for person in self._found.get(plain(address), ())
            if person.left_on is None or on <= person.left_on
        ]

    def account_of(self, address: str) -> int | None:
        """The one account of the address's domain, where domains count and no contact has the address."""
        if plain(address) in self._found or self.is_ignored(address):
            return None
        accounts = self._domains.get(plain(address).rpartition("@")[2], set())
        return next(iter(accounts)) if len(accounts) == 1 else None

    def is_ignored(self, address: str) -> bool:
        """Whether a person said that this address is nobody's."""
        return plain(address) in self._ignored


def plain(address: str) -> str:
    """An address as it is compared: no blanks, no `mailto:`, any case."""
    bare = address.strip().casefold()
    return bare.removeprefix("mailto:").strip("<>")
