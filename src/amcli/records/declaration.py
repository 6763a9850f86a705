"""What a kind of record is declared with: its fields, and the words, columns, keys and files of the kind.

Each kind has a file of its own beside this one, plain data. The rooms read it: commands make options of it,
lists columns, files headers, the schema types. How a room reads a type of value is its own business, and so
is all that a kind does. A kind is loaded when it is asked for, and no other with it.
"""

from collections.abc import Mapping
from functools import cache

from amcli import fields as listing
from amcli.fields import Shape
from amcli.hints import NamedTuple

# What each type of value is in JSON.
JSON = {
    "line": "text",  # a text on one line
    "text": "text",  # of any length
    "name": "text",  # 1 to 200 characters on one line
    "code": "text",
    "choice": "text",  # a word of a closed vocabulary
    "link": "text",  # another record, shown by its reference, such as k12
    "currency": "text",
    "clock": "text",  # a time of day
    "notice": "text",  # a length of time in days or months
    "day": "day",
    "happened": "day",  # a day on which something happened: of an instant, its local day
    "instant": "instant",
    "whole": "int",
    "number": "number",
    "share": "number",  # of 1
    "money": "money",
    "flag": "bool",
    "list": "list",
    "object": "object",
}


class Option(NamedTuple):
    """How a field is given on the command line. `reads` names how, where the type of the field alone does not
    say it. `only` is `edit` where `add` has an argument for it or nothing to say of it yet, `rows` where only
    a row of `--stdin` may have it. An empty text clears the field, unless it never `clears`. The side of a
    flag that says no is its name with `--no-`, or `off`; `was` are the names of before of both sides."""

    help: str
    names: tuple[str, ...]
    reads: str = ""
    only: str = ""
    clears: bool = True
    off: str = ""
    was: str = ""


class Field(NamedTuple):
    """One field of a record, for every room.

    `help` is what JSON and filters say of it; `default` that of its `choices` which it is where nothing is
    said; `read` are the words that it is read as, where those are more than its choices; `between` its
    least and its most; `to` the kind of record that it leads to. `shown` is how a person sees it, where its
    type alone does not say it: `year` (a day always with its year), `words` (with blanks), `no` (a no says
    as much as a yes), `unusual` (only where it isn't its default).

    A file's column may be headed by its name, by one of `headers` (with commas between), or by the words
    that `translated` has in other languages. `cell` is how such a column is read, where the type alone does
    not say it; `file` the field's name there, where that is another. Every new row must have a value of a
    `needed` one. What is `later` is followed when all rows of a file are in; rows with a `last` one come
    after the others.

    `stored` fields are columns of the table, `listed` ones in lists, `filed` ones in files. `appended` ones
    stand in lists behind the times of a record: scripts count on the places of the others.
    """

    name: str
    type: str
    help: str
    option: Option | None = None
    headers: str = ""
    translated: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    between: tuple[int, int] | None = None
    to: str = ""
    cell: str = ""
    file: str = ""
    needed: bool = False
    later: bool = False
    last: bool = False
    stored: bool = True
    listed: bool = True
    filed: bool = True
    appended: bool = False
    shown: str = ""
    inner: Shape | None = None
    read: tuple[str, ...] = ()


class Key(NamedTuple):
    """Columns by which a row of a file finds its record; `*` stands for all that the file has.

    `blank_matches` are columns left out of `*`, where the row has nothing in them. `alone` keys
    match only when one record alone has them, or one of them has the same name too. A record is
    left to another row of the file that names it by a column of `yields_to`. `blanks` are what an
    empty cell of a column counts as.
    """

    columns: tuple[str, ...]
    blank_matches: tuple[str, ...] = ()
    alone: bool = False
    yields_to: tuple[str, ...] = ()
    blanks: Mapping[str, str] = {}


class File(NamedTuple):
    """A kind as a file of rows.

    To take a file for this kind, a header of each group of `one_of` must be there, and none of
    `never`, which show that it is something else. `claims` are the fields by which rows name their
    records for certain, with the columns of the book that hold them; `once` the columns that no two
    records share. Fields stand in files in their own order, unless some are said to come `first`.
    """

    keys: tuple[Key, ...]
    one_of: tuple[tuple[str, ...], ...]
    name: str = ""
    noun: str = ""
    claims: tuple[tuple[str, str], ...] = ()
    never: str = ""
    once: tuple[str, ...] = ()
    first: str = ""


class Record(NamedTuple):
    """A kind of record: the table of its name, its fields and its words.

    `columns` are what a list shows, each field with its title; only a `wide` terminal has room for some.
    `add` is the command that adds a first one. `one` and `several` are what help calls them, where the name
    alone would not do; `named` how one is named on the command line. `owned` ones belong to an account.
    Options stand in help in the order of the fields, unless some are said to come `first`.
    """

    name: str
    plural: str
    fields: tuple[Field, ...]
    columns: Mapping[str, str]
    file: File
    add: str
    wide: str = ""
    one: str = ""
    several: str = ""
    named: str = ""
    owned: bool = True
    first: str = ""

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


@cache
def record(kind: str) -> Record:
    """The declaration of a kind."""
    found: Record = __import__(f"amcli.records.{kind}", fromlist=["RECORD"]).RECORD
    return found


@cache
def listed_fields(kind: str) -> tuple[listing.Field, ...]:
    """The fields that lists, pages and schemas have of a kind."""
    fields = sorted((*record(kind).fields, *TIMES), key=lambda field: field.appended)
    found = (field for field in fields if field.listed)
    return tuple(listing.Field(f.name, JSON[f.type], f.help, choices=f.read or f.choices) for f in found)


@cache
def links_of(kind: str) -> Mapping[str, str]:
    """The fields of a kind that are shown by another record's reference, with the kind of that."""
    return {field.name: field.to for field in record(kind).fields if field.type == "link" and field.listed}


@cache
def types_of(kind: str) -> Mapping[str, str]:
    """The fields of a kind with the JSON types of their values."""
    return {field.name: field.type for field in listed_fields(kind)}


def inner_of(kind: str) -> dict[str, Shape]:
    """What lists and objects of a kind hold, where that is not text."""
    return {field.name: field.inner for field in record(kind).fields if field.inner is not None}


def in_order(names: str, fields: tuple[Field, ...]) -> list[Field]:
    """Fields with those that are named first, in that order."""
    first = {name: at for at, name in enumerate(names.split())}
    return sorted(fields, key=lambda field: first.get(field.name, len(first)))


def option(
    help_: str,
    *names: str,
    reads: str = "",
    only: str = "",
    clears: bool = True,
    off: str = "",
    was: str = "",
) -> Option:
    return Option(help_, names, reads, only, clears, off, was)


def reference(kind: str, example: str) -> tuple[Field, Field]:
    """How a record is named, and its number."""
    named = Field(kind, "line", f"its reference, such as {example}", stored=False, filed=False)
    return named, ID


def contact(help_: str, option_help: str) -> Field:
    """The contact that a record is about, of its account."""
    with_ = option(option_help, "--with", "-w")
    return Field("contact", "line", help_, with_, "contact name, person", to="contact")


def currency(help_: str, option_help: str) -> Field:
    """The currency of an amount of the record."""
    given = option(option_help, "--currency")
    headers = "currency code, currency iso code"
    return Field("currency", "currency", help_, given, headers, translated="currency")


ID = Field("id", "whole", "its number", filed=False)
TIMES = (
    Field("created_at", "instant", "when it was recorded", filed=False),
    Field("updated_at", "instant", "when it was last changed", filed=False),
)
COMPANY = "company, company name, customer, customer name, organization, organisation, client, client name"
ACCOUNT = Field(
    *("account", "line", "the account's code"),
    headers=f"account name, account code, account id, {COMPANY}",
    translated="company",
    to="account",
    needed=True,
)
CHURN_HEADERS = "churn flag, is churned, churn, has churned"
CONTRACT_HEADERS = "contract number, contract reference, contract id, subscription, subscription id"
NOTES_HEADERS = "note, comments, description"
SOURCE_HEADERS = "ref, id, record id, source id, external id"
SOURCE = Field(
    *("source_id", "line", "its number in the program that a file comes from"),
    headers=SOURCE_HEADERS,
    cell="word",
    stored=False,
    listed=False,
)
TAGS = Field("tags", "list", "tags", option("A tag (repeatable).", "--tag"), "tag, labels, label")
EXTRA = Field(
    "extra",
    "object",
    "custom fields",
    option("A custom field (repeatable).", "--set", clears=False),
    filed=False,
)
NOTES = Field("notes", "text", "notes", option("Notes.", "--notes"), NOTES_HEADERS, "notes")
