"""Those in a chat or a call as a program names them, and who of the book each is.

By number, by address, by name in the contact list, in this order; else they are strangers, each counted for
the list of the unmatched under what tells them best. Not for what becomes of a chat (chats/conversations.py).
"""

from collections import defaultdict
from collections.abc import Iterable

from amcli.hints import NamedTuple
from amcli.interchange.incoming import Options
from amcli.interchange.store import Store
from amcli.interchange.touches.contacts import (
    EMAIL,
    NAME,
    PHONE,
    People,
    Person,
    Stranger,
    count_strangers,
    plain,
)
from amcli.rules.names import NAME_LIMIT, name_key
from amcli.rules.phones import e164

SHORT = 6  # digits; numbers of the world have more


class Party(NamedTuple):
    """Somebody as a program has them."""

    name: str = ""
    number: str = ""
    email: str = ""


class Who(NamedTuple):
    """Somebody as the book knows them: what they are counted under, and whether they are one of us, a contact
    (also one who has left), ignored, or forgotten, which is ignored too."""

    kind: str
    address: str
    name: str | None
    me: bool = False
    known: bool = False
    ignored: bool = False
    forgotten: bool = False


class Parties:
    """Who is who, within one transaction."""

    def __init__(self, store: Store, options: Options) -> None:
        self.people = People(store, options.me, by_name=True)
        self._store = store
        self._country = options.country
        self._mine = {name_key(name) for name in options.names}
        self._mine |= {number for name in options.names if (number := self._number(name))}
        self.knows_me = bool(self._mine)
        self._strangers: dict[str, list[Stranger]] = defaultdict(list)
        self._who: dict[Party, Who] = {}

    def who(self, party: Party) -> Who:
        found = self._who.get(party)
        if found is None:
            found = self._who[party] = self._find(Party(*map(tidy, party)))
        return found

    def at(self, who: Who, on: str) -> list[Person]:
        """The contacts whom somebody is on a day."""
        return self.people.named(who.address, on) if who.kind == NAME else self.people.at(who.address, on)

    def meet(self, who: Who, on: str) -> None:
        name = tidy(who.name or "") or None
        self._strangers[who.kind].append(Stranger(who.address, name, on))

    def meet_once(self, source: str, key: str, some: Iterable[Who], on: str) -> None:
        """Count the strangers among those at one thing, unless an earlier import of it (`key`) has."""
        if key in self._store.arrivals(source, key, f"{key}!"):
            return
        for who in some:
            if not (who.known or who.ignored):
                self.meet(who, on)
        self._store.put_arrivals(source, [(key, None, None)])

    def finish(self) -> int:
        """Put the strangers on the list; gives how many there were."""
        return sum(count_strangers(self._store, kind, some) for kind, some in self._strangers.items())

    def _find(self, party: Party) -> Who:
        keys = list(dict.fromkeys(self._keys(party)))
        if not keys:
            return Who(NAME, "", None, ignored=True)
        kind, address = next(((kind, key) for kind, key in keys if self.people.knows(key)), keys[0])
        return Who(
            kind,
            address,
            party.name or None,
            any(key in self._mine or (kind == EMAIL and self.people.is_me(key)) for kind, key in keys),
            self.people.knows(address),
            any(self.people.is_ignored(key) for _, key in keys),
            not self.people.knows(address) and any(self.people.was_forgotten(key) for _, key in keys),
        )

    def _keys(self, party: Party) -> list[tuple[str, str]]:
        found = [(PHONE, number) for text in (party.number, party.name) if (number := self._number(text))]
        found += [(EMAIL, plain(text)) for text in (party.email, party.name) if is_address(text)]
        return found + [(NAME, key) for text in (party.name, party.number) if (key := name_key(text))]

    def _number(self, text: str) -> str | None:
        """A number in its form of the world, where a text is one."""
        if sum(char.isdigit() for char in text) < SHORT or any(char.isalpha() for char in text):
            return None
        return e164(text, self._country)


def tidy(text: str) -> str:
    """What a program calls somebody, on one line and without what a book can't keep."""
    fit = text[: 2 * NAME_LIMIT].replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return " ".join(fit.split())[:NAME_LIMIT]


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address and nothing else."""
    local, at, domain = text.strip().partition("@")
    return bool(local and at and "." in domain) and not any(char.isspace() for char in text.strip())
