"""New rows are validated as the classes would that declare their tables, which are not loaded for it."""

import datetime as dt
import types
import typing
from typing import Any

import pytest
from pydantic_core import ValidationError

from amcli.records import KINDS
from amcli.storage import models, validation

from .support import new_book

CLASSES = {getattr(each, "__tablename__", None): each for each in vars(models).values()}
PLAIN = {str: "str", int: "int", float: "float", bool: "bool"}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    book = new_book(tmp_path_factory.mktemp("validation") / "book.db")
    yield book.db
    book.close()


def as_schema(annotation: Any) -> dict[str, Any]:
    """A type of Python as pydantic's core calls it."""
    if annotation is dt.date:
        return {"type": "date", "ge": dt.date(1000, 1, 1)}
    if annotation in PLAIN:
        return {"type": PLAIN[annotation]}
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return {"type": "literal", "expected": list(inner)}
    if origin is list:
        return {"type": "list", "items_schema": as_schema(inner[0])}
    if origin is dict:
        assert inner == (str, Any)
        return {"type": "dict", "keys_schema": {"type": "str"}}
    assert origin in (typing.Union, types.UnionType)
    (other,) = [each for each in inner if each is not type(None)]
    return {"type": "nullable", "schema": as_schema(other)}


@pytest.mark.parametrize("table", sorted([*KINDS, *validation.OTHERS]))
def test_columns_hold_what_their_class_says(db, table):
    declared = CLASSES[table].model_fields
    schemas, defaults = validation.schemas_of(db, table)
    assert schemas == {name: as_schema(field.annotation) for name, field in declared.items()}
    expected = {
        name: field.get_default(call_default_factory=True)
        for name, field in declared.items()
        if name != "id" and not field.is_required()
    }
    assert defaults == expected
    assert {name: type(value) for name, value in defaults.items()} == {
        name: type(value) for name, value in expected.items()
    }


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"summary": 5}, "Input should be a valid string"),
        ({"minutes": 1.5}, "Input should be a valid integer, got a number with a fractional part"),
        ({"tried": "perhaps"}, "Input should be a valid boolean, unable to interpret input"),
        (
            {"on": "2026-02-30"},
            "Input should be a valid date or datetime, day value is outside expected range",
        ),
        ({"kind": "lunch"}, "Input should be 'call', 'email', 'meeting', 'qbr', 'visit', 'chat' or 'note'"),
        ({"account_id": None}, "Input should be a valid integer"),
    ],
)
def test_a_row_that_is_none_is_refused_at_its_column(db, changes, why):
    found = validation.incoming(db, "interaction")
    stamps = {"created_at": "2026-01-01T00:00:00.000Z", "updated_at": "2026-01-01T00:00:00.000Z"}
    row = {**found.defaults, **stamps, "id": 1, "account_id": 1, "on": "2026-01-02"}
    found.validate(row)
    with pytest.raises(ValidationError) as error:
        found.validate({**row, **changes})
    (only,) = error.value.errors()
    assert (only["loc"], only["msg"]) == (tuple(changes), why)
