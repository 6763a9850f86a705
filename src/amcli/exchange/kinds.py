"""The kinds of files that import understands: one entry each in KINDS, and nothing elsewhere.

A kind says which headers mean which field, how a field's column is read, by what its rows are
matched to the records of the book, and in which order files are taken in. Not for reading cells
(columns.py) and not for the book.
"""

import re
import unicodedata
from typing import NamedTuple

from amcli import vocabulary as v
from amcli.exchange import rows

SOURCE_ALIASES = ("ref", "id", "record id", "source id", "external id")


class Field(NamedTuple):
    """A field of a kind, and the column that may bring it.

    `column` is the book's name where it is another; `to` the kind that a reference leads to;
    `later` marks references within one file, which are followed when all its rows are in; rows
    with a `last` one are taken in after the others. `virtual` is what is no column of the book.
    `needed` fields must have a value in every new row.
    """

    name: str
    reader: str = "text"
    aliases: tuple[str, ...] = ()
    column: str = ""
    choices: tuple[str, ...] = ()
    to: str = ""
    needed: bool = False
    later: bool = False
    last: bool = False
    virtual: bool = False

    @property
    def stored(self) -> str:
        """The column of the book."""
        return self.column or self.name


class Key(NamedTuple):
    """Columns by which a row finds its record; `*` stands for all that the file has.

    `blank_matches` are columns left out of `*`, where the row has nothing in them. `alone` keys
    match only when one record alone has them, or one of them has the same name too. A record is
    left to another row of the file that names it by a column of `yields_to`.
    """

    columns: tuple[str, ...]
    blank_matches: tuple[str, ...] = ()
    alone: bool = False
    yields_to: tuple[str, ...] = ()


class Kind(NamedTuple):
    """One kind of file.

    To take a file for this kind, a header of each group of `one_of` must be there, and none of
    `never`, which show that it is something else. `claims` are the fields by which rows name their
    records for certain, with the columns of the book that hold them.
    """

    name: str
    table: str
    noun: str
    fields: tuple[Field, ...]
    keys: tuple[Key, ...]
    one_of: tuple[tuple[str, ...], ...]
    has_extra: bool = False
    claims: tuple[tuple[str, str], ...] = ()
    never: tuple[str, ...] = ()
    prepare: rows.Prepare | None = None
    finish: rows.Finish | None = None

    def field(self, name: str) -> Field | None:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), None)


def day(name: str, *aliases: str, needed: bool = False) -> Field:
    """A field that is a day."""
    return Field(name, "day", aliases, needed=needed)


def word(name: str, *aliases: str) -> Field:
    """A field that is a short text."""
    return Field(name, "word", aliases)


def choice(name: str, choices: tuple[str, ...], *aliases: str, needed: bool = False) -> Field:
    """A field of a closed vocabulary."""
    return Field(name, "choice", aliases, choices=choices, needed=needed)


NOTES = Field("notes", "text", ("note", "comments", "description"))
TAGS = Field("tags", "list", ("tag", "labels", "label"))
SOURCE = Field("source_id", "word", SOURCE_ALIASES, virtual=True)
COMPANY = ("company", "company name", "customer", "organization", "organisation", "client", "kunde", "firma")
PARENT_ALIASES = ("parent account", "parent company", "subsidiary of")
# Deals, and people: their files have names too.
NO_ACCOUNTS = (
    *("amount", "stage", "stagename", "stage name", "deal stage", "close date", "closedate", "close value"),
    *("deal value", "opportunity id", "first name", "last name", "given name", "family name"),
    *("email", "e mail address", "job title"),
)
ACCOUNT = Field(
    "account", "word", ("account name", "account code", *COMPANY), "account_id", to="account", needed=True
)
CONTACT = Field("contact", "word", ("contact name", "person"), column="contact_id", to="contact")
CURRENCY = Field("currency", "currency", ("currency code", "currency iso code"))

ACCOUNTS = Kind(
    "accounts",
    "account",
    "account",
    (
        Field("code", "code", ("account code", "short name")),
        Field(
            "name",
            "name",
            ("account", "account name", "customer name", *COMPANY),
            needed=True,
        ),
        choice("status", v.ACCOUNT_STATUSES, "account status"),
        choice("tier", v.TIERS, "account tier"),
        word("owner", "account owner", "company owner", "csm", "account manager"),
        word("industry", "sector"),
        word("segment"),
        word("region", "territory"),
        word("domain", "company domain name", "website domain"),
        Field("parent", "word", PARENT_ALIASES, "parent_id", to="account", later=True),
        day("customer_since", "customer since date", "since"),
        Field("cadence_days", "whole", ("cadence",)),
        choice("pulse", v.PULSES),
        TAGS,
        Field("objectives", "text", ("goals",)),
        day("added_on"),
        day("owner_since"),
        word("team"),
        word("website", "website url", "url", "web page"),
        word("phone", "phone number", "telephone"),
        Field("address", "text"),
        Field("qbr_days", "whole"),
        day("snoozed_until"),
        day("pulse_on"),
        Field("pulse_note"),
        NOTES,
        SOURCE,
    ),
    (
        Key(("code_folded",)),
        Key(("domain",), alone=True, yields_to=("code_folded", "name_folded")),
        Key(("name_folded",), yields_to=("code_folded",)),
    ),
    (("name", "code", "domain"),),
    has_extra=True,
    claims=(("code", "code_folded"), ("name", "name_folded")),
    never=NO_ACCOUNTS,
    prepare=rows.prepare_account,
    finish=rows.finish_account,
)  # fmt: skip

PRODUCTS = Kind(
    "products",
    "product",
    "product",
    (
        Field("name", "name", ("product", "product name"), needed=True),
        Field("list_price", "amount", ("price", "sales price", "unit price")),
        CURRENCY,
        SOURCE,
    ),
    (Key(("name_folded",)),),
    (("name",), ("list_price",)),
    prepare=rows.prepare_product,
    finish=rows.finish_product,
)

CONTACTS = Kind(
    "contacts",
    "contact",
    "contact",
    (
        ACCOUNT,
        Field("name", "name", ("full name", "contact name", "display name", "contact"), needed=True),
        Field("first_name", "word", ("given name", "vorname"), virtual=True),
        Field("last_name", "word", ("family name", "surname", "nachname"), virtual=True),
        word("title", "job title", "position"),
        Field(
            "email",
            "emails",
            ("emails", "e mail", "mail", "email address", "e mail address"),
            column="emails",
        ),
        Field("phone", "phones", ("phones", "phone number", "telephone", "work phone"), column="phones"),
        choice("role", v.ROLES, "buying role"),
        choice("stance", v.STANCES),
        Field("primary", "flag", ("primary contact", "is primary")),
        day("left_on", "left"),
        Field("successor", "word", (), "successor_id", to="contact", later=True),
        word("language"),
        word("timezone", "time zone"),
        Field("do_not_mail", "flag", ("email opt out", "opted out")),
        word("prefers"),
        NOTES,
        TAGS,
        SOURCE,
    ),
    (
        Key(("account_id", "emails")),
        Key(("emails",), alone=True),
        Key(("account_id", "name"), yields_to=("emails",)),
    ),
    (("account",), ("name", "email", "first_name", "last_name")),
    has_extra=True,
    claims=(("email", "emails"), ("name", "name")),
    prepare=rows.prepare_contact,
    finish=rows.finish_contact,
)

CONTRACTS = Kind(
    "contracts",
    "contract",
    "contract",
    (
        ACCOUNT,
        Field("product", "name", ("product name",), "product_id", to="product"),
        Field("quantity", "whole", ("seats", "licenses", "licences", "qty")),
        day(
            "starts_on", "start", "start date", "starts", "contract start date", "vertragsbeginn", needed=True
        ),
        day("ends_on", "end", "end date", "ends", "renewal date", "contract end date", "vertragsende"),
        Field("annual_value", "amount", ("arr", "acv", "annual contract value", "jahreswert")),
        Field("monthly_value", "amount", ("mrr",), virtual=True),
        Field("total_value", "amount", ("tcv", "total contract value"), virtual=True),
        CURRENCY,
        day("signed_on", "signed"),
        Field("auto_renew", "flag", ("auto renewal", "auto renews", "auto")),
        Field("notice_days", "whole", ("notice", "notice period", "owner expiration notice")),
        choice("stage", v.STAGES, "renewal stage"),
        choice("forecast", v.FORECASTS),
        choice("outcome", v.OUTCOMES),
        day("outcome_on"),
        Field("reason", "text", ("churn reason",)),
        day("terminated_on", "terminated"),
        Field("reference", "word", ("contract", "contract number", "contract reference")),
        Field("renews", "word", (), virtual=True, to="contract", later=True),
        Field("renewed_by", "word", (), "renewed_by_id", to="contract", later=True),
        Field("amends", "word", (), "amends_id", to="contract", last=True),
        Field("uplift_pct", "decimal", ("uplift",)),
        Field("concessions"),
        NOTES,
        SOURCE,
    ),
    (Key(("reference",)), Key(("account_id", "product_id", "starts_on"), yields_to=("reference",))),
    (("account",), ("starts_on", "ends_on", "annual_value", "monthly_value", "total_value")),
    has_extra=True,
    claims=(("reference", "reference"),),
    finish=rows.finish_contract,
)

INTERACTIONS = Kind(
    "interactions",
    "interaction",
    "interaction",
    (
        ACCOUNT,
        choice("kind", v.INTERACTION_KINDS, "type", "activity type", needed=True),
        day("on", "date", "activity date", "day", needed=True),
        Field("at", "clock", ("time",)),
        Field("minutes", "whole", ("duration", "duration minutes")),
        choice("direction", v.DIRECTIONS),
        Field("summary", "text", ("subject",)),
        Field("body", "text", ("notes", "note", "description")),
        choice("feel", v.PULSES),
        choice("purpose", v.PURPOSES),
        Field("contacts", "list", ("contact", "with", "attendees"), virtual=True, to="contact"),
        Field("tried", "flag"),
        Field("planned", "flag"),
        SOURCE,
    ),
    (Key(("account_id", "kind", "on", "summary")),),
    (("account",), ("on",), ("kind", "summary")),
)

TASKS = Kind(
    "tasks",
    "task",
    "task",
    (
        ACCOUNT,
        CONTACT,
        Field("title", "name", ("task", "subject", "to do"), needed=True),
        day("due_on", "due", "due date", "deadline"),
        day("first_due_on"),
        day("done_on", "done", "completed on", "completed"),
        Field("promised", "flag", ("promise",)),
        choice("promised_by", v.PROMISED_BY),
        word("assignee", "assigned to"),
        word("waiting_on", "waiting for"),
        word("repeat"),
        SOURCE,
    ),
    (Key(("*",)), Key(("*",), blank_matches=("done_on",))),
    (("account",), ("title",), ("due_on", "done_on", "promised")),
    prepare=rows.prepare_task,
    finish=rows.finish_task,
)

SURVEYS = Kind(
    "surveys",
    "survey",
    "survey",
    (
        ACCOUNT,
        CONTACT,
        choice("kind", v.SURVEY_KINDS, "survey", "type", needed=True),
        day("on", "date", "day", "responded on", needed=True),
        Field("score", "decimal", ("rating", "answer"), needed=True),
        Field("scale_max", "decimal", ("scale", "out of")),
        Field("comment", "text", ("comments", "feedback")),
        SOURCE,
    ),
    (Key(("*",)),),
    (("account",), ("score",)),
    prepare=rows.prepare_survey,
)

# In the order in which files given together are taken in: what is referred to comes first.
KINDS: tuple[Kind, ...] = (ACCOUNTS, PRODUCTS, CONTACTS, CONTRACTS, INTERACTIONS, TASKS, SURVEYS)
KIND_NAMES: tuple[str, ...] = tuple(kind.name for kind in KINDS)
EXTRA = "extra."
# The column that --skip-bad adds; no field of any kind has this name.
REASON_HEADER = "import error"

_BLANKS = re.compile(r"[\s_-]+")


def header_key(header: str) -> str:
    """What two headers must share to mean the same: any case, `_`, `-` and blanks alike, no final `*`."""
    plain = unicodedata.normalize("NFC", header).strip().rstrip("*")
    return _BLANKS.sub(" ", plain).strip().casefold()


def kind_named(name: str) -> Kind | None:
    """A kind by its name, in the plural or the singular."""
    return next((kind for kind in KINDS if name.casefold() in (kind.name, kind.table)), None)
