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
    as None. `sure`: it is never missing. `choices` are all the values that it can have. `was` is the name it
    had before: until one minor release after 1.0 JSON has the value under both, and either can be typed.
    """

    name: str
    type: str
    help: str
    sure: bool = False
    choices: tuple[str, ...] = ()
    was: str = ""


class Shape(NamedTuple):
    """An object of JSON. `inner` says what its lists and its objects hold: a shape, or the named tuple that
    is written as one. A list that is not named there holds text, an object any values."""

    fields: tuple[Field, ...]
    inner: Mapping[str, Any] = {}


def fields(text: str, **choices: tuple[str, ...]) -> tuple[Field, ...]:
    """Fields from lines of `name type meaning`, the form in which queries declare them; `type!` for a field
    that is never missing, `name/old` for one that had another name. `choices` are the closed vocabularies, by
    field."""
    declared = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, kind, meaning = line.split(None, 2)
        name, _, was = name.partition("/")
        declared.append(
            Field(name, kind.rstrip("!"), meaning, kind.endswith("!"), choices.get(name, ()), was)
        )
    return tuple(declared)


def shape(text: str, inner: Mapping[str, object] | None = None, **choices: tuple[str, ...]) -> Shape:
    """An object from lines of fields, as `fields` reads them."""
    return Shape(fields(text, **choices), inner or {})


def renamed(old: str, new: str) -> None:
    """Note that something was named as it was called before."""
    RENAMED[old] = new


def with_old_names(shape: Shape, value: Any) -> Any:
    """An object, or a list of them, with the values of renamed fields under their old names too, as JSON
    prints it; objects by the names of fields, such as `why`, have them under both."""
    if isinstance(value, list):
        return [with_old_names(shape, each) for each in value]
    if not isinstance(value, dict):
        return value
    made = dict(value)
    old = {field.name: field.was for field in shape.fields if field.was}
    for name, inner in shape.inner.items():
        if isinstance(inner, Shape) and name in made:
            made[name] = with_old_names(inner, made[name])
        elif isinstance(made.get(name), dict):
            made[name] = both_names(made[name], old)
    return both_names(made, old)


def both_names(row: Row, old: Mapping[str, str]) -> Row:
    """An object with what it has under new names under the old ones too, after all others."""
    return row | {was: row[name] for name, was in old.items() if name in row}
