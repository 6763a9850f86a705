"""Who an address, a number or a name is: one of us, people at customers, a customer by its domain, or nobody.

Not for reading addresses out of a mail, an event or a chat, and not for writing anything.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from amcli.hints import NamedTuple
from amcli.interchange.store import Store
from amcli.rules.maildomains import PUBLIC_DOMAINS, bare_domain
from amcli.rules.names import name_key

EMAIL, PHONE, NAME = "email", "phone", "name"


class Person(NamedTuple):
    """A contact, their account, and the day since which they are no longer there."""

    contact: int
    account: int
    left_on: str | None


class People:
    """The people of a book by their e-mail addresses and E.164 numbers; `by_name` also by their names.

    `me` are my own addresses; one that begins with `@` stands for all of a domain. What was tied to a
    contact by hand counts as theirs, what was ignored as nobody's.
    """

    def __init__(
        self, store: Store, me: Collection[str] = (), by_domain: bool = False, by_name: bool = False
    ) -> None:
        self._mine = {plain(address) for address in me}
        self._found: dict[str, list[Person]] = defaultdict(list)
        self._named: dict[str, list[Person]] = defaultdict(list)
        self._domains: dict[str, set[int]] = defaultdict(set)
        self._ignored: set[str] = set()
        self._forgotten = store.forgotten
        self._left_out: dict[str, bool] = {}
        people: dict[int, Person] = {}
        columns = ["id", "account_id", "left_on", "emails", "phones", "name"]
        for row, account, left_on, emails, phones, name in store.records("contact", columns):
            people[row] = person = Person(row, account, left_on)
            numbers = {each["e164"] for each in json.loads(phones) if each["e164"]}
            for key in {plain(address) for address in json.loads(emails)} | numbers:
                self._found[key].append(person)
            if by_name:
                self._named[name_key(name)].append(person)
        for kind in (EMAIL, PHONE, *((NAME,) if by_name else ())):
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
        return key in self._mine or domain(key) in self._mine

    def knows(self, address: str) -> bool:
        """Whether a contact has this address, number or name, even one who has left."""
        return plain(address) in self._found or len(self._named.get(address, ())) == 1

    def at(self, address: str, on: str) -> list[Person]:
        """The contacts who have this address or number, without those who had left by that day."""
        return [
            person
            for person in self._found.get(plain(address), ())
            if person.left_on is None or on <= person.left_on
        ]

    def named(self, key: str, on: str) -> list[Person]:
        """The contact whose name this is (as `name_key` has it), or to whom it was tied; of two who share a
        name it is neither."""
        if key in self._found:
            return self.at(key, on)
        found = [each for each in self._named.get(key, ()) if each.left_on is None or on <= each.left_on]
        return found if len(found) == 1 else []

    def account_of(self, address: str) -> int | None:
        """The one account of the address's domain, where domains count and no contact has the address."""
        if plain(address) in self._found or self.is_ignored(address):
            return None
        accounts = self._domains.get(plain(address).rpartition("@")[2], set())
        return next(iter(accounts)) if len(accounts) == 1 else None

    def is_ignored(self, address: str) -> bool:
        """Whether a person said that this address, or all of its domain, is nobody's."""
        key = plain(address)
        return key in self._ignored or domain(key) in self._ignored or self.was_forgotten(key)

    def was_forgotten(self, key: str) -> bool:
        """Whether an address, a number or a name stands for somebody who was forgotten."""
        if not self._forgotten or self.knows(key):
            return False
        if key not in self._left_out:
            kinds = [(EMAIL, key), (PHONE, key), (NAME, key), ("domain", domain(key)[1:])]
            self._left_out[key] = self._forgotten.knows(kinds)
        return self._left_out[key]

    @property
    def left_out(self) -> int:
        """How many were left out, since they were forgotten."""
        return sum(self._left_out.values())


def plain(address: str) -> str:
    """An address as it is compared: no blanks, no `mailto:`, any case."""
    bare = address.strip().casefold()
    return bare.removeprefix("mailto:").strip("<>")


def domain(key: str) -> str:
    """The domain of an address with its `@`; "" for what is no address."""
    return key[key.find("@") :] if "@" in key else ""


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
