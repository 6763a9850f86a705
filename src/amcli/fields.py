"""Declared fields: what a list's JSON holds, written beside the query that fills it."""

from typing import Any, NamedTuple

Row = dict[str, Any]


class Field(NamedTuple):
    """One field of a list's JSON: its name, the type of its values and what it means.

    Types: text, int, number, bool, day, instant, money, list, object. Values in rows are already
    as JSON has them: days as ISO text, money as a number in major units, missing as None.
    """

    name: str
    type: str
    help: str


def fields(text: str) -> tuple[Field, ...]:
    """Fields from lines of `name type meaning`, the form in which queries declare them."""
    declared = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, kind, meaning = line.split(None, 2)
        declared.append(Field(name, kind, meaning))
    return tuple(declared)
