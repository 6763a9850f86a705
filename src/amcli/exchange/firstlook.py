"""The first pass over a file: how each column is written, and which records its rows claim.

What only the whole column can tell (order of day and month, decimal mark) is settled before the
first row is taken in.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from amcli.errors import BadValue
from amcli.exchange.canonical import guarded
from amcli.exchange.columns import READERS
from amcli.exchange.headers import Column, Mapping
from amcli.exchange.reader import Reader, UnsettledError
from amcli.exchange.sheet import Row, Rows
from amcli.rules.names import folded, shown

CHUNK = 1000


class FirstLook(NamedTuple):
    """Settled readers by place, the keys that rows name records by, the number of rows."""

    readers: dict[int, Reader]
    claims: dict[str, set[str]]
    rows: int
    conventions: list[str]


def first_look(sheet: Rows, mapping: Mapping, date_order: str | None) -> FirstLook:
    """Read the file once. Raises BadValue where a column can be read in two ways."""
    readers = {column.place: READERS[column.field.reader](column.field.choices) for column in mapping.columns}
    watched = {place: reader for place, reader in readers.items() if reader.whole_column}
    claiming = _claiming(mapping)
    claims: dict[str, set[str]] = {field: set() for field in claiming.values()}
    count = 0
    for rows in chunks(sheet):
        count += len(rows)
        for place, reader in watched.items():
            reader.see({cells[place] for _, cells in rows if place < len(cells)})
        for place, field in claiming.items():
            for _, cells in rows:
                if place < len(cells) and cells[place]:
                    claims[field].update(_named(readers[place], cells[place]))
    for column in mapping.columns:
        _settle(sheet, column, readers[column.place], date_order)
    return FirstLook(readers, claims, count, _conventions(mapping, readers))


def chunks(sheet: Rows) -> Iterator[list[Row]]:
    """The rows of a sheet, a thousand at a time."""
    rows = sheet.rows()
    while chunk := list(islice(rows, CHUNK)):
        yield [(line, [*map(guarded, cells)]) for line, cells in chunk] if sheet.raw else chunk


def _claiming(mapping: Mapping) -> dict[int, str]:
    fields = {field for field, _ in mapping.kind.claims}
    if any(field.later for field in mapping.kind.fields):
        fields.add("source_id")  # by which rows may refer to each other
    return {column.place: column.field.name for column in mapping.columns if column.field.name in fields}


def _named(reader: Reader, cell: str) -> list[str]:
    value = reader[cell]
    if isinstance(value, list):
        return [folded(each) for each in value]
    return [folded(value)] if isinstance(value, str) else []


def _settle(sheet: Rows, column: Column, reader: Reader, date_order: str | None) -> None:
    try:
        reader.settle(date_order)
    except UnsettledError as error:
        raise BadValue(
            f"{sheet.name}: column {shown(column.header)}: {sentence(error.why)}", error.hint
        ) from None


def sentence(text: str) -> str:
    """A text with its full stop, unless it ends in a question."""
    return text if text.endswith("?") else f"{text}."


def _conventions(mapping: Mapping, readers: dict[int, Reader]) -> list[str]:
    notes = [(column.header, readers[column.place].note()) for column in mapping.columns]
    return [f"{shown(header)}: {note}" for header, note in notes if note]
