"""Columns of money that no field is read from, in a file of records that have a value: contracts without one
are worse than none.

Told by the header's unit or words and by the cells of the first rows. Not for reading amounts
(numbercolumn.py).
"""

import re
import shlex
from collections.abc import Iterable

from amcli.errors import Refused
from amcli.interchange.headers import Mapping
from amcli.interchange.headerunits import AMOUNTS, unit_in
from amcli.interchange.kinds import header_key
from amcli.interchange.kinds.customers import CONTRACTS
from amcli.interchange.languages import plain
from amcli.interchange.numbercolumn import parts_of
from amcli.interchange.sheet import Row
from amcli.rules.names import quoted

# Words of headers that mean money where the cells are numbers.
WORDS = re.compile(
    r"\b(revenue|turnover|value|amount|price|fee|fees|spend|billing|bookings?|cost|money|budget|net|gross"
    r"|umsatz|wert|betrag|preis|gebuhr|volumen|kosten|chiffre d.affaires|montant|valeur|prix|ca"
    r"|importe|ingresos|valor|precio|cuota|fatturato|importo|valore|prezzo|omzet|bedrag|waarde|prijs"
    r"|receita|montante|preco|omsattning|belopp|varde|pris|belob|omsaetning|wartosc|kwota|przychod)\b"
)
# What the same field may be called, for the question.
FIELDS = {
    "contracts": ("annual_value", "monthly_value", "total_value"),
    "opportunities": ("value",),
    "products": ("list_price",),
}


class UnreadMoneyError(Refused):
    """A column of money that nothing is read from: `header`, and the `fields` that it could be."""

    def __init__(self, name: str, header: str, fields: tuple[str, ...], noun: str) -> None:
        *most, last = fields
        others = f"\nOr {' or '.join([*most, last][1:])} in its place." if most else ""
        super().__init__(
            f"{name}: {quoted(header)} looks like money, and no {noun} has a value without it.",
            f"Say what it is: --map {fields[0]}={shlex.quote(header)}{others}\n"
            f"To import without it: --map extra.{slug(header)}={shlex.quote(header)}",
        )
        self.header = header
        self.fields = fields
        self.noun = noun


def slug(header: str) -> str:
    """A header as the name of a custom field."""
    unit = unit_in(header)
    return re.sub(r"\W+", "_", (unit.name if unit else header).casefold()).strip("_") or "amount"


def has_value(mapping: Mapping) -> bool:
    """Whether a file has what its records are worth, or is of records that are worth nothing."""
    return mapping.kind.name not in FIELDS or any(
        column.field.reader in AMOUNTS for column in mapping.columns
    )


def unread_money(mapping: Mapping, rows: list[Row]) -> str | None:
    """The header of a column of money that nothing is read from, by the first rows of the file."""
    if mapping.translation.has_money if mapping.translation else has_value(mapping):
        return None
    return next(
        (header for place, header in mapping.unknown if is_money(header, cells_of(place, rows))), None
    )


def cells_of(place: int, rows: Iterable[Row]) -> list[str]:
    """The cells of a column that have something in them."""
    return [cells[place] for _, cells in rows if place < len(cells) and cells[place].strip()]


def is_money(header: str, cells: list[str]) -> bool:
    """Whether a column holds amounts: numbers, most with a currency or below a header that says so."""
    found = [parts for cell in cells if (parts := parts_of(cell)) is not None]
    if not found or len(found) * 2 <= len(cells):
        return False
    unit = unit_in(header)
    if unit is not None and unit.currency:
        return True
    if sum(1 for parts in found if parts.unit) * 2 > len(cells):
        return True
    return WORDS.search(plain(header_key(header))) is not None


def refuse_unread(name: str, mapping: Mapping, rows: list[Row]) -> None:
    """Raises UnreadMoneyError where the first rows show a column of money that nothing is read from."""
    header = unread_money(mapping, rows)
    if header is not None:
        kind = CONTRACTS if mapping.translation else mapping.kind
        raise UnreadMoneyError(name, header, FIELDS[kind.name], kind.noun)
