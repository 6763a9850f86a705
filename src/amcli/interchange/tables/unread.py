"""What a file has that nothing reads: words where one of a closed list belongs, columns of money.

Seen while a file is read for the first time. Not for how they are asked for (commands/mapping.py), nor for
the words that are known (synonyms.py).
"""

import re
import shlex
from collections import Counter
from collections.abc import Iterable

from amcli.errors import Refused
from amcli.hints import NamedTuple
from amcli.interchange.kinds import CONTRACTS, header_key
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.sheet import Row
from amcli.interchange.values.columns import YES_NO
from amcli.interchange.values.languages import plain
from amcli.interchange.values.numbers import parts_of
from amcli.interchange.values.reader import Reader, Wrong
from amcli.interchange.values.units import AMOUNTS, unit_in
from amcli.rules.names import quoted

CLOSED = ("choice", "flag")
# A column with more of them holds something else.
MOST = 40


class Unknown(NamedTuple):
    """A word of a column, in how many rows it stands, and what it could mean."""

    column: Column
    reader: Reader
    word: str
    rows: int

    @property
    def choices(self) -> tuple[str, ...]:
        return choices_of(self.column)

    def means(self, value: str) -> None:
        """Read the word as this value from now on; "" leaves the field empty."""
        self.reader.other_words[plain(self.word)] = value
        self.reader.clear()


def choices_of(column: Column) -> tuple[str, ...]:
    """What the cells of a column may say, where that is a closed list; else none."""
    if column.field.reader not in CLOSED:
        return ()
    return column.field.choices or YES_NO


class WordCount:
    """The unknown words of one file's columns."""

    def __init__(self, columns: Iterable[Column], readers: dict[int, Reader]) -> None:
        self._columns = [
            column
            for column in columns
            if choices_of(column) and (not column.made_of or column.made_of == (column.place,))
        ]
        self._readers = readers
        self._counts: dict[int, Counter[str]] = {column.place: Counter() for column in self._columns}

    def see(self, rows: list[Row]) -> None:
        for column in self._columns:
            place, reader = column.place, self._readers[column.place]
            count = Counter(cells[place] for _, cells in rows if place < len(cells))
            for word, times in count.items():
                if isinstance(reader[word], Wrong) and len(self._counts[place]) <= MOST:
                    self._counts[place][word.strip()] += times

    def found(self) -> list[Unknown]:
        """The words, those first that most rows have; none of a column that is full of other things."""
        return [
            Unknown(column, self._readers[column.place], word, rows)
            for column in self._columns
            if len(count := self._counts[column.place]) <= MOST
            for word, rows in count.most_common()
        ]


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
