"""What an assistant gave: checked against a tool's schema before anything runs.

Only the part of JSON Schema that the tools' own schemas use. Becoming an argument list is each tool's own
(tools.py): options as `--name=value`, everything else behind `--`.
"""

from collections.abc import Callable
from typing import Any

from amcli.errors import BadValue
from amcli.rules.names import quoted

Schema = dict[str, Any]
Given = dict[str, Any]

TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
WORDS = {
    "string": "a text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}


def check_arguments(schema: Schema, given: Any) -> Given:
    """What was given, which fits the schema: an optional argument that is null wasn't given, and 3.0 is the
    whole number that JSON takes it for. Raises BadValue for the first thing that doesn't fit."""
    if isinstance(given, dict):
        needed = schema.get("required", ())
        given = {name: whole(each) for name, each in given.items() if each is not None or name in needed}
    check_value("arguments", schema, given)
    found: Given = given
    return found


def whole(value: Any) -> Any:
    """A number without a fraction as the whole number that it is; anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def check_value(name: str, schema: Schema, value: Any) -> None:
    """Hold one value against its schema. Raises BadValue."""
    wanted: str = schema["type"]
    if not isinstance(value, TYPES[wanted]) or (wanted == "integer" and isinstance(value, bool)):
        raise BadValue(f"{name}: not {WORDS[wanted]}.")
    if "enum" in schema:
        if value in schema["enum"]:
            return
        raise BadValue(f"{name} {quoted(str(value))}: not a choice.", f"Use {', '.join(schema['enum'])}.")
    more = CHECKS.get(wanted)
    if more is not None:
        more(name, schema, value)


def check_text(name: str, schema: Schema, value: str) -> None:
    if "\0" in value:
        raise BadValue(f"{name}: a text can't hold NUL.")
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise BadValue(f"{name}: not a text that can be written.")
    if len(value) < schema.get("minLength", 0):
        raise BadValue(f"{name}: empty.")
    if len(value) > schema["maxLength"]:
        raise BadValue(f"{name}: longer than {schema['maxLength']} characters.")


def check_number(name: str, schema: Schema, value: int) -> None:
    if not schema["minimum"] <= value <= schema["maximum"]:
        raise BadValue(f"{name} {str(value)[:20]}: from {schema['minimum']} to {schema['maximum']}.")


def check_list(name: str, schema: Schema, value: list[Any]) -> None:
    if len(value) > schema["maxItems"]:
        raise BadValue(f"{name}: more than {schema['maxItems']}.")
    for each in value:
        check_value(name, schema["items"], each)


def check_object(name: str, schema: Schema, value: Given) -> None:
    known = schema["properties"]
    for key in value:
        if key not in known:
            there = f"Arguments: {', '.join(known)}" if known else "It takes no arguments."
            raise BadValue(f"{quoted(key)}: no such argument.", there)
    for key in schema.get("required", ()):
        if key not in value:
            raise BadValue(f"{key}: missing.")
    for key, each in value.items():
        check_value(key, known[key], each)


CHECKS: dict[str, Callable[[str, Schema, Any], None]] = {
    "string": check_text,
    "integer": check_number,
    "array": check_list,
    "object": check_object,
}
