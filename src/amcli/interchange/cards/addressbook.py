"""A card file as rows of contacts, for the import that takes in tables of them.

A card that is bad, of no person, or of a company that the book lacks stops nothing: it is counted, with
its line or its reason. Not for what a card says (person.py).
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange.cards.card import Card, read_cards
from amcli.interchange.cards.person import COMPANY, Person, company_of, person_of
from amcli.interchange.incoming import Asked, Options, Source
from amcli.interchange.kinds import CONTACTS, EXTRA, KINDS, kind_named
from amcli.interchange.kinds.derived import clause
from amcli.interchange.out.cards import NAME_PARTS
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import References
from amcli.interchange.store import Store
from amcli.interchange.tables.canonical import guarded, several
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.tables.headers import mapping_for
from amcli.interchange.tables.profile import FirstLook, first_look
from amcli.interchange.tables.sheet import NO_ERRORS, Row
from amcli.interchange.touches.contacts import People
from amcli.interchange.upsert.rowimport import FileImport
from amcli.interchange.upsert.sourceids import CARDS, source_of_file, source_of_program
from amcli.interchange.values.reader import UnreadableError
from amcli.rules.customfields import marked
from amcli.rules.names import check_name, listed, quoted, shown


class Homes:
    """The accounts of a book, as cards name them; `create` where those that it lacks are made."""

    def __init__(self, store: Store, source: str, *, create: bool) -> None:
        self.create = create
        self._references = References(store, source, ())
        self._people = People(store, by_domain=True)
        self._codes: dict[int, str] = dict(store.records("account", ["id", "code"]))
        accounts: dict[int, int] = dict(store.records("contact", ["id", "account_id"]))
        known = store.source_ids("contact", CARDS) | store.source_ids("contact", source)
        self._came = {uid: accounts[contact] for uid, contact in known.items() if contact in accounts}

    def of(self, person: Person) -> str | None:
        """What to call the account: its code, or the name of the one to be made; None where there is none."""
        account = self._named(person.company) or self._came.get(person.uid)
        if account is None:
            known = [each for mail in person.emails for each in self._people.at(mail, "")]
            account = only({each.account for each in known})
        if account is None:
            found = {self._people.account_of(mail) for mail in person.emails}
            account = only({each for each in found if each is not None})
        if account is not None:
            return self._codes[account]
        return person.company if self.create and person.company else None

    def has(self, company: str) -> bool:
        """Whether a company was in the book before the file."""
        return self._named(company) is not None

    def _named(self, company: str) -> int | None:
        if not company:
            return None
        try:
            return self._references.find("account", company)
        except UnreadableError:
            return None


def only(accounts: set[int]) -> int | None:
    """The account, where there is one and no other."""
    return next(iter(accounts)) if len(accounts) == 1 else None


FIELDS = (
    *("account", "source_id", "name", "title", "email", "phone", "notes", "left_on", "tags", "do_not_mail"),
    *("language", "timezone"),
)
NO_COMPANY = "no company"
UNKNOWN = "company not in the book"
TWICE = "duplicate card"
BAD = "unreadable card"


class Contents(NamedTuple):
    """What a file of cards holds: how many there are, in which versions, what they say of people that amcli
    has no field for, and the program that wrote them."""

    cards: int
    versions: list[str]
    extra: list[str]
    other: list[str]
    program: str | None


class Cards(NamedTuple):
    """A card file that was read once."""

    source: Source
    charset: str | None
    contents: Contents
    mapping: Mapping
    look: FirstLook

    @property
    def rank(self) -> int:
        """Contacts come after accounts."""
        return KINDS.index(CONTACTS)

    @property
    def rows(self) -> int:
        return self.contents.cards

    @property
    def automatic(self) -> bool:
        return False

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Write the people of its cards."""
        plan = FilePlan(self.source.name, CONTACTS.name, CONTACTS.noun, about=self._about())
        kept = {name for _, name in self.mapping.custom}
        plan.unknown = [name for name in self.contents.other if name not in kept]
        source = options.source or self.contents.program or source_of_file(self.source.name)
        options = options._replace(source=source)
        homes = Homes(store, source, create=options.create_accounts)
        rows = PlacedCards(self, homes, plan, options.today)
        work = FileImport(store, rows, self.mapping, self.look, options, plan, CARDS)
        rows.accounts = work.references
        work.run(tick)
        plan.rows = self.contents.cards
        plan.pass_over_bad(BAD)
        if rows.lacking:
            names = listed([name for name, _ in rows.lacking.most_common()])
            them = "it" if len(rows.lacking) == 1 else "them"
            plan.warnings.append(f"not in the book: {names} (--create-accounts adds {them})")
        return plan

    def _about(self) -> str:
        versions = " and ".join(self.contents.versions)
        return f"contacts, vCard{f' {versions}' if versions else ''}"

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Nothing: a bad card stops no import, so that none has to be set aside."""


def open_cards(source: Source, asked: Asked) -> Cards:
    """Understand a card file. Raises BadValue for one in which there is no card."""
    if asked.kind is not None and kind_named(asked.kind) is not CONTACTS:
        raise BadValue(f"--kind {quoted(asked.kind)}: {source.name} holds cards of people.")
    contents = look_through(source, asked.encoding)
    headers = [*FIELDS, *(EXTRA + name for name in contents.extra)]
    if asked.extra:
        headers += [EXTRA + name for name in contents.other]
    mapping = mapping_for(CONTACTS, source.name, headers, {}, extra=False)
    every = EveryCard(source, asked.encoding, headers)
    return Cards(source, asked.encoding, contents, mapping, first_look(every, mapping, None))


def look_through(source: Source, charset: str | None) -> Contents:
    """Read all cards once."""
    versions: set[str] = set()
    extra: set[str] = set()
    other: set[str] = set()
    programs: set[str] = set()
    count = 0
    try:
        for card in read_cards(source.path, charset):
            count += 1
            versions.add(card.version)
            programs.update(each.value for each in card.properties if each.name == "PRODID")
            if not card.fault and isinstance(found := person_of(card), Person):
                extra.update(found.extra, [NAME_PARTS] if found.name_parts else ())
                other.update(found.other)
    except OSError as error:
        raise BadValue(f'"{source.name}" can\'t be read: {error.strerror}.') from None
    if not count:
        raise BadValue(f"{source.name}: there is no card in it.")
    return Contents(
        count,
        sorted(shown(each) for each in versions if each),
        sorted(extra),
        sorted(other),
        source_of_program(programs),
    )


class EveryCard:
    """The people of a file as rows, wherever they belong: the account's cell has what the card says."""

    notes = footers = 0
    total: int | None = None
    raw = False
    errors = NO_ERRORS

    def __init__(self, source: Source, charset: str | None, headers: list[str]) -> None:
        self.name = source.name
        self.headers = headers
        self._path = source.path
        self._charset = charset

    def rows(self) -> Iterator[Row]:
        for card in read_cards(self._path, self._charset):
            if not card.fault and isinstance(found := person_of(card), Person):
                yield card.line, cells(found, found.company, self.headers)


class PlacedCards:
    """The people of a file as rows, each with the account where they belong; the others are counted."""

    notes = footers = 0
    total: int | None = None
    raw = False
    errors = NO_ERRORS

    def __init__(self, cards: Cards, homes: Homes, plan: FilePlan, today: str) -> None:
        self.name = cards.source.name
        self.headers = headers_of(cards)
        self.lacking: Counter[str] = Counter()
        self._cards = cards
        self._homes = homes
        self._plan = plan
        self._today = today
        self._seen: set[bytes] = set()
        self.accounts: References | None = None

    def rows(self) -> Iterator[Row]:
        """A row for each person who has a place in the book. To be read once."""
        for card in read_cards(self._cards.source.path, self._cards.charset):
            if (row := self._row(card)) is not None:
                yield card.line, row

    def _row(self, card: Card) -> list[str] | None:
        found = card.fault or person_of(card)
        if card.fault:
            self._plan.refuse(card.line, "", "", card.fault)
        elif found == COMPANY:
            self._company(card)
        elif isinstance(found, str):
            self._skip(found)
        elif (account := self._account(found)) is not None:
            row = cells(found, account, self.headers)
            if not self._again(row):
                return row
            self._skip(TWICE)
        return None

    def _company(self, card: Card) -> None:
        """Make the account of a company's card, where accounts are made and the book lacks it."""
        name = company_of(card)
        if not name or self._homes.has(name):
            self._skip(COMPANY)
        elif self.accounts is not None and self.accounts.was_forgotten("account", name, None):
            self._plan.forgotten += 1
            self._skip("forgotten")
        elif not self._homes.create or self.accounts is None:
            self._skip(COMPANY)
            self.lacking[name] += 1
        elif self.accounts.find("account", name) is None:
            try:
                self.accounts.new_account(check_name(name), self._today)
            except BadValue as error:
                self._plan.refuse(card.line, "company", "", clause(error))

    def _account(self, person: Person) -> str | None:
        account = self._homes.of(person)
        if account is None:
            self._skip(UNKNOWN if person.company else NO_COMPANY)
            if person.company:
                self.lacking[person.company] += 1
        return account

    def _again(self, row: list[str]) -> bool:
        """Whether there was a card in the file that said the same."""
        digest = hashlib.blake2b("\0".join(row).encode("utf-8", "replace"), digest_size=16).digest()
        known = digest in self._seen
        self._seen.add(digest)
        return known

    def _skip(self, why: str) -> None:
        self._plan.skipped += 1
        self._plan.skipped_why[why] += 1


def headers_of(cards: Cards) -> list[str]:
    """The headers of the rows that a file is read as."""
    custom = [EXTRA + name for _, name in sorted(cards.mapping.custom)]
    return [*FIELDS, *custom]


def cells(person: Person, account: str, headers: list[str]) -> list[str]:
    said = {
        "account": guarded(account),
        "source_id": guarded(person.uid),
        "name": guarded(person.name),
        "title": guarded(person.title),
        "email": several(person.emails),
        "phone": several(person.phones),
        "notes": guarded(person.notes),
        "left_on": person.left_on,
        "tags": several(person.tags),
        "do_not_mail": "yes" if person.do_not_mail else "",
        "language": guarded(person.language),
        "timezone": guarded(person.timezone),
    }
    kept = {**person.other, **person.extra, NAME_PARTS: person.name_parts}
    said |= {EXTRA + name: marked(text) for name, text in kept.items()}
    return [said.get(name, "") for name in headers]
