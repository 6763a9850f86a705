"""What a new row of a table may hold, for rows that come by the thousand.

The types are those of the fields that the kind of record declares; what must be there, and what is put where
nothing is said, the book knows itself. So the classes that declare the tables (`models`) need not be loaded,
which takes longer than most imports; the tests hold both against each other.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from amcli.records import KINDS
from amcli.records.declaration import Field, record
from amcli.rules.dates import FIRST_YEAR

# Types of values as pydantic's core calls them; all others are text.
TYPES = {
    **{"whole": "int", "money": "int", "number": "float", "share": "float"},
    **{"day": "date", "happened": "date", "flag": "bool"},
}
DAY = {"type": "date", "ge": dt.date(FIRST_YEAR, 1, 1)}
TEXT = {"type": "str"}
OBJECT = {"type": "dict", "keys_schema": TEXT}
# What files fill, too, and is no record of a person's.
OTHERS: dict[str, dict[str, Any]] = {
    "health": {
        **{name: {"type": "int"} for name in ("id", "account_id", "score")},
        "on": DAY,
        "coverage": {"type": "float"},
        "reasons": {"type": "list", "items_schema": OBJECT},
    }
}
COLUMNS = 'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)'


Validate = Callable[[dict[str, Any]], Any]


class Incoming:
    """A table as new rows meet it: what is put where nothing is said (`defaults`), in Python's form, and the
    columns that are kept as JSON (`encoded`)."""

    def __init__(self, schemas: dict[str, Any], defaults: dict[str, Any]) -> None:
        self.defaults = defaults
        self.encoded = tuple(name for name, value in defaults.items() if isinstance(value, list | dict))
        self._schemas = schemas
        self._validators: dict[tuple[str, ...], Validate] = {}

    def validator(self, given: Sequence[str]) -> Validate:
        """What validates a row of which these columns are given, in their order. The others are as the book
        has them, so that nothing is to be said of them, unless a row needs them."""
        known = self._validators.get(tuple(given))
        if known is None:
            named = set(given)
            looked_at = [name for name in self._schemas if name in named or name not in self.defaults]
            known = self._validators[tuple(given)] = self._made(looked_at)
        return known

    def validate(self, row: dict[str, Any]) -> Any:
        """Validate a row with all its columns. Raises ValueError."""
        return self.validator(tuple(self._schemas))(row)

    def _made(self, names: Sequence[str]) -> Validate:
        from pydantic_core import SchemaValidator

        fields = {
            name: {"type": "typed-dict-field", "schema": self._schemas[name], "required": name != "id"}
            for name in names
        }
        declared: Any = {"type": "typed-dict", "fields": fields}
        return SchemaValidator(declared).validate_python


def incoming(db: sqlite3.Connection, table: str) -> Incoming:
    """What a table of records says of new rows."""
    return Incoming(*schemas_of(db, table))


def schemas_of(db: sqlite3.Connection, table: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What each column may hold, and the default of each that need not be said."""
    types = types_of(table)
    schemas: dict[str, Any] = {}
    defaults: dict[str, Any] = {}
    for name, sql_type, needed, default in db.execute(COLUMNS, (table,)):
        kind = types.get(name, TEXT)
        if kind["type"] == "float" and sql_type == "INTEGER":  # a target of money, or of basis points
            kind = {"type": "int"}
        schemas[name] = kind if needed and name != "id" else {"type": "nullable", "schema": kind}
        if name != "id" and not (needed and default is None):
            defaults[name] = value_of(kind, default)
    return schemas, defaults


def types_of(table: str) -> dict[str, Any]:
    """The type of each column that a field is stored in."""
    if table not in KINDS:
        return OTHERS[table]
    found = {f"{field.name}_id" if field.to else field.name: type_of(field) for field in record(table).fields}
    return {**found, "id": {"type": "int"}}


def type_of(field: Field) -> dict[str, Any]:
    """The type of a field's values."""
    if field.to:
        return {"type": "int"}
    if field.type == "choice":
        return {"type": "literal", "expected": list(field.choices)}
    if field.type == "list":
        return {"type": "list", "items_schema": OBJECT if field.inner is not None else TEXT}
    if TYPES.get(field.type) == "date":
        return DAY
    return OBJECT if field.type == "object" else {"type": TYPES.get(field.type, "str")}


def value_of(kind: dict[str, Any], default: str | None) -> Any:
    """A default, in Python's form; the schema has it as SQL: a number, or a text in quotes."""
    if default is None:
        return None
    text = default.strip("'")
    if kind["type"] in ("list", "dict"):
        return json.loads(text)
    return text if text != default else bool(int(text)) if kind["type"] == "bool" else int(text)
