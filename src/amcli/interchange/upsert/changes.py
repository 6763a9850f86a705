"""What a row says of its record: custom fields, days that a flag stands for, and what differs.

Pure. Not for which source may change what (provenance.py), nor for writing it (rowimport.py).
"""

import json
from collections.abc import Collection
from collections.abc import Mapping as Table
from typing import Any, NamedTuple

from amcli.interchange.kinds import Kind
from amcli.interchange.kinds.amounts import INSTEAD
from amcli.interchange.store import Values
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.values.columns import as_json
from amcli.interchange.values.days import DayReader
from amcli.interchange.values.reader import Reader, Typed
from amcli.rules.customfields import ASSUMED, unmarked

JSON = frozenset({"extra", "tags", "emails", "phones", "reasons"})
GENERATED = frozenset({"code_folded", "name_folded"})


def written(value: Any) -> str | None:
    """A custom field by its digits: a number that the book has as text stays that."""
    from amcli.interchange.tables.canonical import plain

    return None if value is None else str(unmarked(plain(value)))


def custom_value(name: str, cell: str) -> Any:
    """What a cell says of a custom field; a typed one says it with its type. Which fields are assumptions is
    a list."""
    if isinstance(cell, Typed):
        return cell.value
    return (as_json(cell) if name == ASSUMED else None) or unmarked(cell)


def flag_columns(mapping: Mapping, readers: Table[int, Reader]) -> list[str]:
    """The fields of days whose columns hold yes and no."""
    return [
        column.field.stored
        for column in mapping.columns
        if isinstance(reader := readers[column.place], DayReader) and reader.flags
    ]


def day_of_row(kind: Kind, values: Values) -> str | None:
    """The day that stands for a flag: the last one of a contract, else the first that the row has."""
    names = ["ends_on", *(field.stored for field in kind.fields if field.is_day)]
    return next((day for name in names if isinstance(day := values.get(name), str)), None)


def changes_of(
    values: Values, current: Values, defaults: Values, needed: Collection[str], clear: bool
) -> Values:
    """What a row says otherwise than its record; a blank cell says nothing, unless `clear` is asked for."""
    changes: Values = {}
    for name, value in values.items():
        if value is None:
            replaced = values.get(INSTEAD.get(name, "")) is not None
            if not (clear or replaced) or name in GENERATED:
                continue
            value = defaults.get(name)
            if value is None and name in needed:
                continue
        if isinstance(value, bool):
            value = int(value)
        present = current[name]
        if isinstance(value, dict):  # custom fields: those that the file has not stay
            present = json.loads(present)
            told = {key: text for key, text in value.items() if written(present.get(key)) != written(text)}
            value = {**present, **told}
        elif isinstance(value, list):
            present = json.loads(present)
        if value != present:
            changes[name] = value
    return changes


class Waiting(NamedTuple):
    """A new record that is written with the rest of its chunk."""

    line: int
    values: Values
    contacts: list[int]
    source_id: str | None


class Columns:
    """The columns of a file by what is done with them, worked out once: `place` is within a row as read."""

    def __init__(self, mapping: Mapping, defaults: Values) -> None:
        placed = [(column, place) for place, column in enumerate(mapping.columns)]
        real = [
            (column.field, place)
            for column, place in placed
            if not column.field.virtual and not column.field.later
        ]
        self.stored = frozenset(field.stored for field, _ in real)
        self.plain = [(field.stored, place) for field, place in real if not field.to]
        self.linked = [(field, field.stored, place) for field, place in real if field.to]
        # The account first: contacts and contracts are looked for within it.
        self.linked.sort(key=lambda each: each[0].to != "account")
        self.last = [place for field, place in real if field.last]
        self.later = [(column, place) for column, place in placed if column.field.later]
        self.virtual = [
            (column.field.name, place)
            for column, place in placed
            if column.field.virtual and not column.field.later
        ]
        self.named = {column.field.name: column for column in mapping.columns}
        self.headers = {column.field.stored: column.header for column in mapping.columns}
        self.headers |= {column.field.name: column.header for column in mapping.columns}
        self.needed = [(field.stored, field.name) for field in mapping.kind.fields if field.needed]
        self.defaulted = [
            name for name, value in defaults.items() if value is not None and name in self.stored
        ]
