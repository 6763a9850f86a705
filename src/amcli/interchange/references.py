"""Which record a cell means: a whole code, name, reference, e-mail or source id, never a part.

Read once per file from the book, in the transaction that files before it have written to. Not
for matching a row to its own record (matching.py).
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator

from amcli.hints import Any
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.values.reader import UnreadableError
from amcli.rules import forgetting as forms
from amcli.rules.maildomains import bare_domain, domain_of
from amcli.rules.names import folded, listed, make_code
from amcli.rules.provenance import HAND

CONTACT = "contact"
SEVERAL = -1


class Index(dict[Any, int]):
    """Records by what they are called; SEVERAL where more than one is called so."""

    def put(self, key: object, row: int) -> None:
        """Note another record under a key."""
        self[key] = row if self.get(key, row) == row else SEVERAL


class References:
    """The records that the rows of one file may refer to: by the ids of its own source, and of those
    `beside`, whose files come with it."""

    def __init__(
        self, store: Store, source: str, codes: Collection[str], beside: Collection[str] = ()
    ) -> None:
        self.store = store
        self.source = source
        self._beside = beside
        self.added_products: list[str] = []
        self.added_accounts: list[str] = []
        self._indexes: dict[str, Index] = {}
        self._sources: dict[str, dict[str, int]] = {}
        # Codes that rows of the file bring are taken from the start: none is made up before its row.
        self._codes = set(codes)
        self._read_codes = False
        self._names: set[str] = set()
        self._read_names = False
        self.renamed: list[str] = []

    def find(self, kind: str, text: str, account: int | None = None) -> int | None:
        """The record that `text` names; None where there is none. Raises UnreadableError for several."""
        if is_pointer(text):
            return self._by_parts(kind, text, account)
        index = self._index(kind)
        key = folded(text.strip())
        keys: list[tuple[object, str]] = [("any", key)]
        if account is not None and kind in ("contact", "contract", "goal"):
            # A name counts within its account only; an e-mail or a contract's reference anywhere.
            keys = [(account, key), *(keys if kind == "contract" or "@" in key else [])]
        for each in keys:
            found = index.get(each)
            if found == SEVERAL:
                raise UnreadableError(f"more than one {kind} is called so")
            if found is not None:
                return found
        return self._source(kind).get(text.strip())

    def _by_parts(self, kind: str, text: str, account: int | None) -> int | None:
        """The record that the first part names which names any."""
        for how, part in parts_of(text):
            if how in (ID, PERHAPS):
                found = self._source(kind).get(part)
            elif how == MAIL:
                found = self._account_of_domain(domain_of(part))
            elif how == PERSON:
                found = self._account_of_person(part)
            else:
                found = self.find(kind, part, account)
            if found is not None:
                return found
        return None

    def _account_of_domain(self, domain: str | None) -> int | None:
        if domain is None:
            return None
        found = self._index("domain").get(domain)
        return None if found == SEVERAL else found

    def _account_of_person(self, source_id: str) -> int | None:
        """The account of a contact that the same source brought."""
        contact = self._source("contact").get(source_id)
        return None if contact is None else self.store.record("contact", contact)["account_id"]

    def needed(self, kind: str, text: str, account: int | None = None) -> int:
        """The record that `text` names. Raises UnreadableError where there is none."""
        found = self.find(kind, text, account)
        if found is None:
            raise UnreadableError(no_such(kind))
        return found

    def was_forgotten(self, kind: str, text: str, account: int | None) -> bool:
        """Whether somebody who was forgotten is named: by any part of a text that has several."""
        forgotten = self.store.forgotten
        if not forgotten or kind not in (forms.ACCOUNT, CONTACT):
            return False
        parts = [part for _, part in parts_of(text)] if is_pointer(text) else [text.strip()]
        return forgotten.knows(each for part in parts for each in self._known_by(kind, part, account))

    def _known_by(self, kind: str, text: str, account: int | None) -> Iterator[forms.Hashed]:
        """By what a word of a file may be known again."""
        yield forms.of_source(self.source, kind, text)
        if kind == forms.ACCOUNT:
            yield forms.ACCOUNT, folded(text)
            if (domain := domain_of(text) or forms.own_domain(text)) is not None:
                yield forms.DOMAIN, domain
            return
        yield forms.REF, folded(text)
        yield forms.EMAIL, forms.plain_address(text)
        if account is not None:
            yield forms.PERSON, forms.person_at(account, text)

    def product(self, name: str) -> int:
        """The product of this name, added to the catalogue where it is new."""
        found = self.find("product", name)
        if found is None:
            found = self._add("product", {"name": name, "name_folded": folded(name)})
            self.added_products.append(name)
        return found

    def new_account(self, name: str, added_on: str) -> int:
        """An account made from its name alone, because a row refers to it."""
        code = self.free_code(name)
        row = {"code": code, "code_folded": folded(code), "name": name, "name_folded": folded(name)}
        found = self._add("account", {**row, "added_on": added_on})
        self.added_accounts.append(name)
        return found

    def free_code(self, name: str) -> str:
        """A code made from a name that no account has; it counts as taken from now on."""
        if not self._read_codes:
            self._codes.update(code for (code,) in self.store.records("account", ["code_folded"]))
            self._read_codes = True
        code = make_code(name, lambda candidate: folded(candidate) in self._codes)
        self._codes.add(folded(code))
        return code

    def own_name(self, name: str, has_id: bool) -> str:
        """The name for a new account: a number is added where another source id has this one already."""
        if not self._read_names:
            self._names.update(known for (known,) in self.store.records("account", ["name_folded"]))
            self._read_names = True
        candidate, number = name, 1
        while has_id and folded(candidate) in self._names:
            number += 1
            candidate = f"{name[:190]} ({number})"
        if number > 1:
            self.renamed.append(candidate)
        self._names.add(folded(candidate))
        return candidate

    def _add(self, kind: str, values: Values) -> int:
        row = self.store.new_id(kind)
        for _, reason in self.store.insert(kind, [{**values, "id": row}]):
            raise UnreadableError(reason)
        self._index(kind).put(("any", values["name_folded"]), row)
        return row

    def _source(self, kind: str) -> dict[str, int]:
        if kind not in self._sources:
            # What stands beside comes first, so that the source's own ids count before it.
            names = (*(name for name in self._beside if name != self.source), self.source)
            self._sources[kind] = {
                key: row for name in names for key, row in self.store.source_ids(kind, name).items()
            }
        return self._sources[kind]

    def _index(self, kind: str) -> Index:
        if kind not in self._indexes:
            self._indexes[kind] = INDEXERS[kind](self.store)
            if kind == "account":
                self._add_called(self._indexes[kind])
        return self._indexes[kind]

    def _add_called(self, index: Index) -> None:
        """Accounts by what the source, those beside it and a person who merged them call them, where the book
        calls none so."""
        known = set(index)
        for source in dict.fromkeys((self.source, *self._beside, HAND)):
            for row, name in self.store.called("account", source):
                if (key := ("any", folded(name))) not in known:
                    index.put(key, row)

    def report(self, plan: FilePlan) -> None:
        """Say in the plan what was added beside the rows themselves, and under which names."""
        if self.renamed:
            plan.warnings.append(f"same name under two ids, kept separate: {listed(self.renamed)}")
        plan.added_products, plan.added_accounts = self.added_products, self.added_accounts

    def forget(self, kind: str) -> None:
        """Read the records of a kind anew: the file has added some."""
        self._indexes.pop(kind, None)
        self._sources.pop(kind, None)


def no_such(kind: str) -> str:
    """Why a row is bad that names what isn't there."""
    return f"no such {kind}"


def _accounts(store: Store) -> Index:
    """By code, then by name: a code that is also another account's name means the code."""
    index = Index()
    rows = list(store.records("account", ["id", "code_folded", "name_folded"]))
    for row, _, name in rows:
        index.put(("any", name), row)
    index.update({("any", code): row for row, code, _ in rows})
    return index


def _domains(store: Store) -> Index:
    """Accounts by the domain of their people's e-mail addresses."""
    index = Index()
    for row, domain in store.records("account", ["id", "domain"]):
        if domain:
            index.put(bare_domain(domain), row)
    return index


def _contacts(store: Store) -> Index:
    index = Index()
    for row, account, name, emails in store.records("contact", ["id", "account_id", "name", "emails"]):
        for key in {folded(name), *(folded(email) for email in json.loads(emails))}:
            index.put((account, key), row)
            index.put(("any", key), row)
    return index


def _products(store: Store) -> Index:
    return Index({("any", name): row for row, name in store.records("product", ["id", "name_folded"])})


def _contracts(store: Store) -> Index:
    index = Index()
    for row, account, reference in store.records("contract", ["id", "account_id", "reference"]):
        if reference:
            index.put((account, folded(reference)), row)
            index.put(("any", folded(reference)), row)
    return index


def _goals(store: Store) -> Index:
    index = Index()
    for row, account, title in store.records("goal", ["id", "account_id", "title"]):
        index.put((account, folded(title)), row)
    return index


def _plays(store: Store) -> Index:
    """Plays that were started, by the names that an account has once."""
    index = Index()
    for row, account, name in store.records("play", ["id", "account_id", "name"]):
        index.put((account, folded(name)), row)
    return index


INDEXERS: dict[str, Callable[[Store], Index]] = {
    "account": _accounts,
    "contact": _contacts,
    "product": _products,
    "contract": _contracts,
    "goal": _goals,
    "interaction": lambda store: Index(),  # only by its reference
    "play": _plays,
    "domain": _domains,
}


MARK = "\0"
_WITHIN = "\0\0"
# How a part names a record: by its id in the source, or by one that may be that of another kind; its name,
# the domain of an e-mail address, the id of a person of the account.
ID, PERHAPS, NAME, MAIL, PERSON = "id", "perhaps", "name", "mail", "person"

Part = tuple[str, str]


def pointer(parts: Iterable[Part]) -> str:
    """A reference made of parts; empty where there is nothing in any."""
    filled = dict.fromkeys((how, text.strip()) for how, text in parts if text.strip())
    return MARK + _WITHIN.join(f"{how}={text}" for how, text in filled) if filled else ""


def is_pointer(text: str) -> bool:
    """Whether a text is a reference in parts."""
    return text.startswith(MARK)


def parts_of(text: str) -> list[Part]:
    cut = (part.partition("=") for part in text.removeprefix(MARK).split(_WITHIN))
    return [(how, rest) for how, _, rest in cut]


def name_in(text: str) -> str | None:
    """The name in a reference; a plain one is a name itself."""
    if not is_pointer(text):
        return text
    return next((part for how, part in parts_of(text) if how == NAME), None)


def company_in(text: str) -> bool:
    """Whether a reference names a company itself, by id or by name."""
    return any(how in (ID, NAME) for how, _ in parts_of(text))
