"""What a kind of file is made of, from what its record declares: fields, natural keys, headers.

How each type of value is read from a cell stands here by its name; the readers themselves are in `tables`.
"""

from typing import NamedTuple

from amcli.interchange.kinds import derived
from amcli.interchange.kinds.translated import of
from amcli.records import declaration
from amcli.records.declaration import Key, in_order, record

# How a cell is read, by the type of its field.
CELLS = {"link": "word", "number": "decimal", "money": "amount"}


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


def file_of(kind: str, prepare: derived.Prepare | None = None, finish: derived.Finish | None = None) -> Kind:
    """A kind of record as a file; `prepare` and `finish` are what its rows need before and after matching."""
    told = record(kind)
    file = told.file
    return Kind(
        file.name or told.plural,
        kind,
        file.noun or kind,
        tuple(field_of(field) for field in in_order(file.first, told.fields) if field.filed),
        file.keys,
        file.one_of,
        has_extra=told.field("extra") is not None,
        claims=file.claims,
        never=listed(file.never),
        prepare=prepare,
        finish=finish,
        once=file.once,
    )


def field_of(field: declaration.Field) -> Field:
    """A field of a record as a column of a file brings it."""
    column = f"{field.name}_id" if field.to else field.name if field.file else ""
    return Field(
        field.file or field.name,
        field.cell or CELLS.get(field.type, field.type),
        (*listed(field.headers), *of(*listed(field.translated))),
        column if field.stored else "",
        field.choices,
        field.to,
        field.needed,
        field.later,
        field.last,
        virtual=not field.stored,
    )


def listed(text: str) -> tuple[str, ...]:
    """The headers of a text with commas between."""
    return tuple(text.split(", ")) if text else ()


ACCOUNT = field_of(declaration.ACCOUNT)
NOTES = field_of(declaration.NOTES)
