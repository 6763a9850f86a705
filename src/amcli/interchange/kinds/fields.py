"""What a kind of file is made of: fields, natural keys, and the fields that many kinds share.

Not for the kinds themselves, which are tables beside this, nor for reading cells (columns.py).
"""

from typing import NamedTuple

from amcli.interchange.kinds import derived
from amcli.interchange.kinds.translated import of

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
        return self.column or self.name

    @property
    def is_day(self) -> bool:
        return self.reader in ("day", "happened")


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
    records for certain, with the columns of the book that hold them; `once` those that no two records
    share.
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
    prepare: derived.Prepare | None = None
    finish: derived.Finish | None = None
    once: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def day(name: str, *aliases: str, needed: bool = False) -> Field:
    return Field(name, "day", aliases, needed=needed)


def happened(name: str, *aliases: str, needed: bool = False) -> Field:
    """A field that is the day on which something happened: an instant is the local day of its moment."""
    return Field(name, "happened", aliases, needed=needed)


def word(name: str, *aliases: str) -> Field:
    """A field that is a short text."""
    return Field(name, "word", aliases)


def choice(name: str, choices: tuple[str, ...], *aliases: str, needed: bool = False) -> Field:
    """A field of a closed vocabulary."""
    return Field(name, "choice", aliases, choices=choices, needed=needed)


NOTES = Field("notes", "text", ("note", "comments", "description", *of("notes")))
TAGS = Field("tags", "list", ("tag", "labels", "label"))
SOURCE = Field("source_id", "word", SOURCE_ALIASES, virtual=True)
COMPANY = (
    *("company", "company name", "customer", "customer name", "organization", "organisation", "client"),
    *("client name", *of("company")),
)
ACCOUNT = Field(
    "account",
    "word",
    ("account name", "account code", "account id", *COMPANY),
    "account_id",
    to="account",
    needed=True,
)
CONTACT = Field("contact", "word", ("contact name", "person"), column="contact_id", to="contact")
CONTRACT = ("contract number", "contract reference", "contract id", "subscription", "subscription id")
CURRENCY = Field("currency", "currency", ("currency code", "currency iso code", *of("currency")))
