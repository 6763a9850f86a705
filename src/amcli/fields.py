"""Declared fields: what a list's JSON holds, written beside the query that fills it.

Lists, documents, `am schema` and the columns of every format follow from these declarations.
"""

from collections.abc import Mapping

from amcli.hints import Any, NamedTuple

Row = dict[str, Any]
# What was typed by a name from before, with the name that it has now; `Run` tells a person of it.
RENAMED: dict[str, str] = {}


class Field(NamedTuple):
    """One field of a list's JSON: its name, the type of its values and what it means.

    Types: text, int, number, bool, day, instant, money, list, object; a value is any of them but the last.
    Values in rows are already as JSON has them: days as ISO text, money as a number in major units, missing
    as None. `sure`: it is never missing. `choices` are all the values that it can have.
    """

    name: str
    type: str
    help: str
    sure: bool = False
    choices: tuple[str, ...] = ()


class Shape(NamedTuple):
    """An object of JSON. `inner` says what its lists and its objects hold: a shape, or the named tuple that
    is written as one. A list that is not named there holds text, an object any values."""

    fields: tuple[Field, ...]
    inner: Mapping[str, Any] = {}


def fields(text: str, **choices: tuple[str, ...]) -> tuple[Field, ...]:
    """Fields from lines of `name type meaning`, the form in which queries declare them; `type!` for a field
    that is never missing. `choices` are the closed vocabularies, by field."""
    declared = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, kind, meaning = line.split(None, 2)
        declared.append(Field(name, kind.rstrip("!"), meaning, kind.endswith("!"), choices.get(name, ())))
    return tuple(declared)


def shape(text: str, inner: Mapping[str, object] | None = None, **choices: tuple[str, ...]) -> Shape:
    """An object from lines of fields, as `fields` reads them."""
    return Shape(fields(text, **choices), inner or {})


def renamed(old: str, new: str) -> None:
    """Note that something was named as it was called before."""
    RENAMED[old] = new
