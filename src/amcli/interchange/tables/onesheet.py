"""The one sheet that most people have: a row is a customer, and their person, contract, last contact, notes.

Which column belongs to which record is told by headers alone; a column that fits two kinds goes to the one
whose other required fields are there. Each kind becomes a layout, as those of a known system's file do
(translation.py). Not for taking rows in (sheetimport.py, renewals.py).
"""

from collections.abc import Mapping as Named

from amcli.hints import NamedTuple
from amcli.interchange.incoming import Asked
from amcli.interchange.kinds import ACCOUNTS, CONTACTS, CONTRACTS, EXTRA, KINDS, header_key
from amcli.interchange.kinds.fields import ACCOUNT, NOTES, Kind, listed, of
from amcli.interchange.markup import body, summary
from amcli.interchange.tables import headers as columns
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.tables.layouts import (
    NEVER_BEGAN,
    ON_TRIAL,
    Cells,
    Layout,
    Preset,
    Skip,
    Take,
    Test,
    copy,
    made,
    read,
)
from amcli.interchange.tables.sheetpart import Shared, SheetPart
from amcli.interchange.tables.translation import mapping_of
from amcli.interchange.values.units import unit_in
from amcli.records.contract import PERIOD_HEADERS
from amcli.rules.names import shown
from amcli.rules.subscriptions import standing

LAST_CONTACT = frozenset(
    {"last contact", "last contact date", "last contacted", "last touch", "last touchpoint", "last call"}
    | {"last spoke", "last spoken", "last conversation", *of("last contact")}
)
MONEY = ("annual_value", "monthly_value", "value", "total_value")
ENDS = ("ends_on", "renews_on")
PERSONAL = ("name", "first_name", "last_name", "email")
COMPANY = frozenset({"account", *ACCOUNT.aliases} - {"account code", "account id"})
NOTED = frozenset({"notes", *NOTES.aliases})
SUBSCRIBED = frozenset(
    {*listed(PERIOD_HEADERS), "subscription start", "subscription start date", "subscription end", "plan"}
)
# What a sheet fills of each kind; what rows of one file say of each other isn't for a row that is several.
WORDS = columns.known_headers()
LEFT_OUT = ("account", "notes", "source_id", "successor", "renews", "renewed_by", "amends")
NO_TERM = "amount without a renewal or end date"


class Sheet(NamedTuple):
    """The places of a sheet's columns by field: of the account, the person, the contract; those of the
    company, the last contact and the notes (None: it has none). `lacks_money`: it has renewal or end dates,
    but no amounts that are known."""

    company: int
    account: dict[str, int]
    person: dict[str, int]
    contract: dict[str, int]
    touched: int | None
    noted: int | None
    lacks_money: bool

    @property
    def places(self) -> set[int]:
        found = {self.company, *self.account.values(), *self.person.values(), *self.contract.values()}
        return found | {place for place in (self.touched, self.noted) if place is not None}

    @property
    def makes_several(self) -> bool:
        """Whether its rows are more than rows of one kind."""
        kinds = bool(self.account) + bool(self.person) + bool(self.contract or self.lacks_money)
        return kinds > 1 or self.touched is not None or bool(self.contract.keys() - {"starts_on"})


def known_words() -> frozenset[str]:
    """The keys of headers that mean something in a sheet alone."""
    return LAST_CONTACT


def sheet_mappings(name: str, found: list[str], asked: Asked) -> list[Mapping] | None:
    """What the columns of a file become, for each kind that its rows hold; None where they are of one kind,
    as other files are. Raises BadValue where two columns could be one field."""
    wanted = {field: column for field, column in asked.columns.items() if not field.startswith(EXTRA)}
    words = named(name, found, wanted)
    sheet = None if words is None else sheet_of(name, found, words)
    if sheet is None or not sheet.makes_several:
        return None
    one = max(columns.understood_by(kind, found, wanted) for kind in KINDS)
    if len(sheet.places) + sheet.lacks_money <= one:
        return None
    return made_mappings(name, found, sheet, asked)


def named(name: str, found: list[str], wanted: Named[str, str]) -> list[str] | None:
    """The key of each column, as `--map` has it where that names one; None where it names a field that no
    sheet has. Raises BadValue for a column that isn't there."""
    words = [word_of(header) for header in found]
    fields = {field.name for kind in (ACCOUNTS, CONTACTS, CONTRACTS) for field in kind.fields}
    for field, column in wanted.items():
        if field not in fields and header_key(field) not in LAST_CONTACT:
            return None
        words[columns.column_named(field, column, name, found)] = header_key(field)
    return words


def word_of(header: str) -> str:
    """The key of a header, without its unit where it is that of a field beside one."""
    key, unit = header_key(header), unit_in(header)
    if unit is None or key in WORDS:
        return key
    return header_key(unit.name)


def sheet_of(name: str, found: list[str], words: list[str]) -> Sheet | None:
    """Where each column belongs; None without a column of companies. Raises BadValue."""
    companies = [place for place, word in enumerate(words) if word in COMPANY]
    if len(companies) > 1:
        return None
    if not companies:
        companies = [place for place, word in enumerate(words) if word == "name"][:1]
        if not companies:
            return None
    (company,) = companies
    free = {place: word for place, word in enumerate(words) if place != company}
    touched = next((place for place, word in free.items() if word in LAST_CONTACT), None)
    noted = next((place for place, word in free.items() if word in NOTED), None)
    person = fields_of(name, found, CONTACTS, free, but=("tags",))
    if not person.keys() & set(PERSONAL):
        person = {}
    contract = fields_of(name, found, CONTRACTS, free, but=())
    lacks_money = bool(contract.keys() & set(ENDS)) and not contract.keys() & set(MONEY)
    if not is_contract(contract):
        contract = {}
    taken = {*person.values(), *contract.values(), touched, noted}
    rest = {place: word for place, word in free.items() if place not in taken}
    account = fields_of(name, found, ACCOUNTS, rest, but=("name",))
    return Sheet(company, account, person, contract, touched, noted, lacks_money)


def fields_of(
    name: str, found: list[str], kind: Kind, free: dict[int, str], but: tuple[str, ...]
) -> dict[str, int]:
    """The columns of the fields of a kind. Raises BadValue where two could be one field."""
    chosen: dict[str, int] = {}
    for field in kind.fields:
        if field.name in (*LEFT_OUT, *but):
            continue
        own = [place for place, word in free.items() if word == header_key(field.name)]
        fits = own or [place for place, word in free.items() if word in field.aliases]
        if len(fits) > 1:
            raise columns.two_columns(name, field, [found[place] for place in fits])
        if fits:
            chosen[field.name] = fits[0]
    return chosen


def is_contract(contract: dict[str, int]) -> bool:
    """Whether there is enough for contracts: an amount, and a last day or a renewal date, or a first day."""
    days = contract.keys() & {*ENDS, "starts_on"}
    return bool(contract.keys() & set(MONEY)) and bool(days)


def made_mappings(name: str, found: list[str], sheet: Sheet, asked: Asked) -> list[Mapping]:
    """A mapping for each kind that the sheet holds, the accounts first, which answer for unknown columns."""
    subscribed = is_subscribed(sheet, found)
    layouts = [accounts(found, sheet, subscribed)]
    if sheet.person:
        layouts.append(Layout("contacts", "contacts", copied(found, sheet.person),
                              only=filled(sheet.person)))  # fmt: skip
    if sheet.contract:
        layouts.append(contracts(found, sheet, subscribed))
    if sheet.touched is not None:
        layouts.append(touches(found[sheet.touched]))
    if sheet.noted is not None:
        layouts.append(notes(found[sheet.noted]))
    preset, shared = Preset("sheet", "one sheet"), Shared()
    mappings = []
    for place, layout in enumerate(layouts):
        custom = {field: column for field, column in asked.columns.items() if field.startswith(EXTRA)}
        mapping = mapping_of((preset, layouts), layout, name, found, {} if place else custom,
                             asked.extra and not place, SheetPart)  # fmt: skip
        assert isinstance(mapping.translation, SheetPart)
        mapping.translation.shared, mapping.translation.periods = shared, subscribed
        mapping.translation.has_money = bool(place) or not sheet.lacks_money
        mapping.translation.claims = not place  # rows with an address are taken in before those without
        mapping.translation.read |= {place for place, _ in mapping.custom}
        mappings.append(mapping if not place else mapping._replace(custom=(), unknown=()))
    return mappings


def is_subscribed(sheet: Sheet, found: list[str]) -> bool:
    """Whether its rows are subscriptions, whose status is that of the contract."""
    words = {word_of(found[place]) for place in sheet.contract.values()}
    return bool(sheet.contract) and not words.isdisjoint(SUBSCRIBED)


def copied(found: list[str], fields: dict[str, int]) -> tuple[Take, ...]:
    """Fields that are columns as they stand."""
    return tuple(copy(field, found[place]) for field, place in fields.items())


def filled(fields: dict[str, int]) -> Test:
    """Whether a row has anything in these columns."""
    places = tuple(fields.values())

    def is_filled(cells: Cells) -> bool:
        row = cells.row
        for place in places:  # noqa: SIM110 - asked of every row, and any() takes twice as long
            if (text := row[place]) and not text.isspace():
                return True
        return False

    return is_filled


def accounts(found: list[str], sheet: Sheet, subscribed: bool) -> Layout:
    """The customers themselves; of subscriptions, those on trial are being onboarded."""
    fields = dict(sheet.account)
    takes = [copy("name", found[sheet.company])]
    if subscribed and (place := fields.pop("status", None)) is not None:
        header = found[place]
        takes.append(read("status", account_status, header))
    return Layout("accounts", "accounts", (*takes, *copied(found, fields)),
                  warning=lambda headers: without_term(headers, sheet))  # fmt: skip


def account_status(text: str) -> str:
    """What a subscription's status says of the customer; a word that says nothing is kept to be refused."""
    known = standing(text)
    return text if known is None else known.account


def without_term(found: list[str], sheet: Sheet) -> str | None:
    """What to say of an amount or a renewal date that makes no contract for want of the other."""
    if sheet.contract:
        return None
    free = {place: header_key(header) for place, header in enumerate(found) if place not in sheet.places}
    fields = {field.name: (field.name, *field.aliases) for field in CONTRACTS.fields}
    for wanted, what, other in (
        (MONEY, "a renewal or end date", "ends_on"),
        (ENDS, "an amount", "annual_value"),
    ):
        for place, word in free.items():
            if any(word in map(header_key, fields[name]) for name in wanted):
                header = shown(found[place])
                return f"{header}: no contracts without {what} (--map {other}=COLUMN)"
    return None


def contracts(found: list[str], sheet: Sheet, subscribed: bool) -> Layout:
    """What they bought. An amount without a last day is no contract, nor is a trial."""
    fields = sheet.contract
    dated = filled({name: place for name, place in fields.items() if name in (*ENDS, "starts_on")})
    skips = [Skip(NO_TERM, lambda cells: not dated(cells), ())]
    takes = copied(found, fields)
    if subscribed and (place := sheet.account.get("status")) is not None:
        header = found[place]
        skips.insert(0, Skip(ON_TRIAL, lambda cells: is_trial(cells(header)), (header,)))
        skips.insert(1, Skip(NEVER_BEGAN, lambda cells: never_began(cells(header)), (header,)))
        takes += (made("outcome", lambda cells: outcome(cells(header)), header),)
        if "auto_renew" not in fields:
            takes += (made("auto_renew", lambda cells: auto_renew(cells(header)), header),)
    telling = {name: place for name, place in fields.items() if name in (*MONEY, *ENDS, "starts_on")}
    return Layout("contracts", "contracts", takes, skips=tuple(skips), only=filled(telling))


def is_trial(text: str) -> bool:
    """Whether a subscription is only being tried."""
    known = standing(text)
    return known is not None and not known.contract and bool(known.account)


def never_began(text: str) -> bool:
    """Whether a subscription was never paid."""
    known = standing(text)
    return known is not None and not known.contract and not known.account


def outcome(text: str) -> str:
    """A loss, where the subscription is cancelled."""
    known = standing(text)
    return "churned" if known is not None and known.lost else ""


def auto_renew(text: str) -> str:
    """Whether it goes on unless cancelled."""
    known = standing(text)
    return "" if known is None else "yes" if known.auto_renew else "no"


def touches(header: str) -> Layout:
    """The last conversations, of which nothing is known but the day."""
    takes = (made("kind", lambda _: "call"), copy("on", header))
    return Layout("touches", "interactions", takes, only=lambda cells: bool(cells(header)))


def notes(header: str) -> Layout:
    """What is noted of customers, on the day of the import."""
    takes = (
        made("kind", lambda _: "note"),
        made("on", lambda cells: cells.today),
        read("summary", summary, header),
        read("body", body, header),
    )
    return Layout("notes", "interactions", takes, only=lambda cells: bool(cells(header)))
