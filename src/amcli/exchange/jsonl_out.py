"""Records as JSONL: one object a line, with its kind, its reference and every field, typed.

The same fields as in canonical CSV (canonical.py), for programs rather than for spreadsheets; all kinds
fit one file. Not for the book (book/outgoing.py) and not for files.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from amcli.exchange.canonical import Names, Values, fields_of
from amcli.exchange.headers import REF
from amcli.exchange.kinds import Kind
from amcli.rules.money import exponent
from amcli.rules.shares import BASIS_POINTS
from amcli.vocabulary import LETTERS, TARGET_RATIOS, reference

# The key that says what a line is: the kind's name of one.
RECORD = "record"


def line(kind: Kind, record: Values, names: Names) -> str:
    """One record, without the end of its line. Its `contacts`, where the kind has them, are ids."""
    pairs = [f"{json.dumps(key)}: {token(value)}" for key, value in told(kind, record, names).items()]
    return "{" + ", ".join(pairs) + "}"


def told(kind: Kind, record: Values, names: Names) -> Values:
    """What a line says of a record."""
    made: Values = {RECORD: kind.table}
    if kind.table in LETTERS:
        made[REF] = reference(kind.table, record["id"])
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
            made[field.name] = WRITERS.get(field.reader, as_it_is)(value, record)
    if kind.has_extra:
        made["extra"] = record["extra"]
    return made


def token(value: Any) -> str:
    """A value in JSON; an exact number with all its digits."""
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def as_it_is(value: Any, _: Values) -> Any:
    """What the book has."""
    return value


def amount(value: int, record: Values) -> Decimal:
    """Money in major units, with all decimals of its currency."""
    return Decimal(value).scaleb(-exponent(record["currency"]))


def amount_or_share(value: int, record: Values) -> Decimal:
    """A target: a ratio as 1.04, else money."""
    if record["metric"] in TARGET_RATIOS:
        return Decimal(value) / BASIS_POINTS
    return amount(value, record)


WRITERS: dict[str, Callable[[Any, Values], Any]] = {
    "amount": amount,
    "amount or share": amount_or_share,
    "flag": lambda value, _: bool(value),
    "phones": lambda value, _: [each["typed"] for each in value],
}
