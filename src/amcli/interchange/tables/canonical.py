"""Records as an export tells them, as typed values and as cells of canonical CSV: the other side of `kinds`
and `columns`, which read them.

Which columns a kind has is its fields' matter (kinds.py). Not for the book (storage/belonging.py) and not for
files.
"""

import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Protocol

from amcli.interchange.kinds import EXTRA, REF, Kind
from amcli.interchange.kinds.fields import Field
from amcli.interchange.values.languages import is_nothing
from amcli.rules.customfields import marked
from amcli.rules.money import exponent
from amcli.rules.names import spreadsheet_text
from amcli.rules.numbers import BASIS_POINTS
from amcli.vocabulary import LETTERS, TARGET_RATIOS, reference

Values = dict[str, Any]
# What is guarded in a cell, or what a guard may stand before: import takes one `'` off.
_GUARDED = re.compile(r"'*[=+\-@\t\r]")
# A single mark before three digits may stand between thousands.
_OPEN = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_PARTS = re.compile(r";|:::|[\r\n]")


class Names(Protocol):
    """What other records are called in a file; "" for one that the export does not hold."""

    def of(self, kind: str, row: int, account: int | None) -> str:
        """A record, as a row of this account names it."""


def fields_of(kind: Kind) -> list[Field]:
    """The fields that a file of a kind has, but its own reference and custom ones."""
    return [field for field in kind.fields if not field.virtual or field.name == "contacts"]


def header(kind: Kind, custom: Iterable[str]) -> list[str]:
    own = [REF] if kind.table in LETTERS else []
    return [*own, *(field.name for field in fields_of(kind)), *(EXTRA + name for name in custom)]


def told(kind: Kind, record: Values, names: Names) -> Values:
    """What an export says of a record, with types, by header; custom fields are left to who asks. Its
    `contacts`, where the kind has them, are ids."""
    made: Values = {REF: reference(kind.table, record["id"])} if kind.table in LETTERS else {}
    account = record["id"] if kind.table == "account" else record.get("account_id")
    for field in fields_of(kind):
        if field.name == "contacts":
            people = (names.of("contact", row, account) for row in record["contacts"])
            made[field.name] = [name for name in people if name]
        elif (value := record[field.stored]) is None:
            made[field.name] = None
        elif field.to:
            made[field.name] = names.of(field.to, value, account) or None
        else:
            made[field.name] = TYPED[field.reader](value, record) if field.reader in TYPED else value
    return made


def cells(kind: Kind, record: Values, custom: Iterable[str], names: Names) -> list[str]:
    extra = record.get("extra") or {}
    own = (cell(value) for value in told(kind, record, names).values())
    return [*own, *(plain(extra[name]) if name in extra else "" for name in custom)]


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return number(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return several(value)
    return json.dumps(value, ensure_ascii=False, default=float)


def guarded(text: str) -> str:
    """Text with one `'` more where a spreadsheet would run it, or where import would take it for nothing."""
    return f"'{text}" if is_nothing(text.lstrip("'")) else spreadsheet_text(text)


def as_it_stands(text: str) -> str:
    """Text with one `'` more where reading would take one off, or might take it for a number."""
    return f"'{text}" if _GUARDED.match(text) else text


def several(texts: Iterable[str]) -> str:
    """A list; as JSON where a value holds what parts values."""
    found = [text for text in texts if text]
    if any(_PARTS.search(text) or text != text.strip() or text.startswith("[") for text in found):
        return json.dumps(found, ensure_ascii=False)
    last = ";" if len(found) == 1 and "," in found[0] else ""
    return guarded("; ".join(found) + last)


def digits(value: int | float | Decimal) -> str:
    """A number in plain digits, with a point before its decimals."""
    text = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text and isinstance(value, float) else text


def number(value: int | float | Decimal) -> str:
    """A number whose decimals are not taken for thousands."""
    text = digits(value)
    sign = "-" if text.startswith("-") else ""
    bare = text.removeprefix("-")
    return f"{sign}{'0' if _OPEN.fullmatch(bare) else ''}{bare}"


def plain(value: object) -> str:
    """A custom field: a number as it is, text that looks like one marked as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and "e" not in repr(value):
        return repr(value)
    return digits(value) if isinstance(value, int | float) else marked(str(value))


def amount(value: int, record: Values) -> Decimal:
    """Money in major units, with all decimals of its currency."""
    return Decimal(value).scaleb(-exponent(record["currency"]))


def amount_or_share(value: int, record: Values) -> Decimal:
    """A target: a ratio as 1.04, else money."""
    if record["metric"] in TARGET_RATIOS:
        return Decimal(value) / BASIS_POINTS
    return amount(value, record)


# What the book keeps in another form than an export has, by the reader of the field.
TYPED: dict[str, Callable[[Any, Values], Any]] = {
    "amount": amount,
    "amount or share": amount_or_share,
    "flag": lambda value, _: bool(value),
    "phones": lambda value, _: [each["typed"] for each in value],
}


# The key that says what a line is: the kind's name of one.
RECORD = "record"


def line(kind: Kind, record: Values, names: Names) -> str:
    """One record, without the end of its line. Its `contacts`, where the kind has them, are ids."""
    made = {RECORD: kind.table, **told(kind, record, names)}
    if kind.has_extra:
        made["extra"] = record["extra"]
    return "{" + ", ".join(f"{json.dumps(key)}: {token(value)}" for key, value in made.items()) + "}"


def token(value: object) -> str:
    """A value in JSON; an exact number with all its digits."""
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
