"""JSON Schema from declarations: fields and shapes (`fields`), and the named tuples that are pages.

Pure. What there is a schema of is `register`; what a record may hold is `records`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

from amcli.fields import Field, Shape

Schema = dict[str, Any]
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
INSTANT: Schema = {
    "type": "string", "format": "date-time", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$",
}  # fmt: skip
TYPES: dict[str, Schema] = {
    "text": {"type": "string"},
    "int": {"type": "integer"},
    "number": {"type": "number"},
    "money": {"type": "number"},
    "bool": {"type": "boolean"},
    "day": DAY,
    "instant": INSTANT,
    "list": {"type": "array", "items": {"type": "string"}},
    "object": {"type": "object"},
    "value": {"type": ["string", "number", "boolean", "array"]},
}
PYTHON: dict[Any, Schema] = {
    str: TYPES["text"], int: TYPES["int"], float: TYPES["number"], bool: TYPES["bool"], dt.date: DAY,
}  # fmt: skip
NOTHING = type(None)


def of(declared: Any) -> Schema:
    """The schema of a shape, or of a type as Python writes it."""
    return of_shape(declared) if isinstance(declared, Shape) else of_type(declared)


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def of_shape(shape: Shape) -> Schema:
    """The schema of an object: every field is there, and no other."""
    made = {field.name: of_field(field, shape.inner.get(field.name)) for field in shape.fields}
    return closed(with_old(made, {field.name: field.was for field in shape.fields if field.was}))


def with_old(properties: dict[str, Schema], old: Mapping[str, str]) -> dict[str, Schema]:
    """Fields, and after them those that were renamed under their old names."""
    return properties | {was: deprecated(properties[name], name) for name, was in old.items()}


def deprecated(schema: Schema, name: str) -> Schema:
    """The schema of a field under its old name."""
    kept = {key: value for key, value in schema.items() if key != "description"}
    return {"description": f"the old name of {name}", "deprecated": True, **kept}


def closed(properties: dict[str, Schema], description: str = "") -> Schema:
    """An object with exactly these fields."""
    made: Schema = {"description": description} if description else {}
    return made | {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def of_field(field: Field, inner: Any = None) -> Schema:
    """The schema of one field; what may be missing may be null."""
    found = TYPES[field.type]
    if field.choices:
        found = {"type": "string", "enum": list(field.choices)}
    elif inner is not None and field.type == "list":
        found = list_of(of(inner))
    elif inner is not None:
        found = of(inner) if isinstance(inner, Shape) or is_tuple(inner) else values_of(inner)
    return {"description": field.help, **(found if field.sure else or_null(found))}


def values_of(kind: Any) -> Schema:
    """An object of any names with values of one type."""
    return {"type": "object", "additionalProperties": of_type(kind)}


def or_null(schema: Schema) -> Schema:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    made = schema | {"type": [*kinds, "null"]}
    return made | {"enum": [*schema["enum"], None]} if "enum" in schema else made


def is_tuple(kind: Any) -> bool:
    """Whether a type is a named tuple."""
    return hasattr(kind, "_fields")


def old_names(kind: Any) -> Mapping[str, str]:
    """The old names of a named tuple's fields, by their names."""
    found: Mapping[str, str] = kind.old_names() if hasattr(kind, "old_names") else {}
    return found


def of_type(kind: Any) -> Schema:
    """The schema of a type as a named tuple declares it."""
    if is_tuple(kind):
        hints = get_type_hints(kind)
        about = " ".join((kind.__doc__ or "").split()).replace("None", "null")
        made = {name.rstrip("_"): of_type(each) for name, each in hints.items()}
        return closed(with_old(made, old_names(kind)), about)
    if kind in PYTHON:
        return PYTHON[kind]
    if words := getattr(kind, "words", None):  # of a Literal
        return {"type": "string", "enum": list(words)}
    arguments = [each for each in get_args(kind) if each not in (NOTHING, Ellipsis)]
    if get_origin(kind) is tuple:
        return list_of(of_type(arguments[0]))
    if get_origin(kind) is dict:
        return TYPES["object"]
    found = TYPES["number"] if float in arguments else of_type(arguments[0])
    return or_null(found) if NOTHING in get_args(kind) else found
