"""What a row says of its record: custom fields, days that a flag stands for, and what differs.

Pure. Not for which source may change what (sources.py), nor for writing it (apply.py).
"""

import json
from collections.abc import Collection
from collections.abc import Mapping as Table
from typing import Any

from amcli.interchange.amounts import INSTEAD
from amcli.interchange.columns import as_json
from amcli.interchange.daycolumn import DayReader
from amcli.interchange.headers import Mapping
from amcli.interchange.kinds import Kind
from amcli.interchange.reader import Reader, Typed
from amcli.interchange.store import Values
from amcli.rules.customfields import ASSUMED, unmarked

JSON = frozenset({"extra", "tags", "emails", "phones", "reasons"})
GENERATED = frozenset({"code_folded", "name_folded"})


def written(value: Any) -> str | None:
    """A custom field by its digits: a number that the book has as text stays that."""
    from amcli.interchange.canonical import plain

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
