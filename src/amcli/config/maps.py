"""Saved mappings of `am import`: the tables `[maps.NAME]` of the configuration, each read and checked.

The names of the systems that import knows by itself are here too: no mapping may be called so. Whether a
field or a column is right depends on the file; that is told when it is read.
"""

import codecs
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from amcli.errors import BadValue, NotFound
from amcli.rules.names import ALIKE_OF_FEW, did_you_mean, near_names, quoted

# `none` reads a file without any; the others are in interchange/presets, where a test compares them.
BUILT_IN = (
    *("hubspot", "salesforce", "pipedrive", "zoho", "dynamics", "close", "sell", "stripe"),
    *("google", "outlook", "linkedin", "thunderbird", "asterisk", "none"),
)
ORDERS = ("dmy", "mdy", "ymd")
KEYS = ("preset", "kind", "sheet", "date_order", "encoding", "extra", "map", "set", "values")
TABLES = ("map", "set", "values")
MEND = "Fix it: am config edit"
_NAME = re.compile(r"\w[\w-]{0,49}")


class SavedMap(NamedTuple):
    """How a file is read, as it was said once: a known system, a kind, the sheet of a workbook, columns by
    their fields, values for every row, and what words of other programs mean: by field, theirs and ours."""

    name: str
    preset: str | None = None
    kind: str | None = None
    date_order: str | None = None
    encoding: str | None = None
    extra: bool = False
    map: Mapping[str, str] = {}
    set: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}
    on: str | None = None  # said anew each time: a day is of one file
    sheet: str | None = None

    def table(self) -> dict[str, Any]:
        """What the configuration keeps of it."""
        told = {key: getattr(self, key) for key in KEYS}
        told["values"] = {field: dict(words) for field, words in self.values.items()}
        return {key: dict(value) if key in TABLES else value for key, value in told.items() if value}


def check_map_name(name: str) -> str:
    """A name under which a mapping may be saved. Raises BadValue."""
    if name.casefold() in BUILT_IN:
        raise BadValue(f"{quoted(name)} is a program that import already knows.", "Use another name.")
    if not _NAME.fullmatch(name):
        raise BadValue(f"{quoted(name)}: a name of letters, digits, - and _, at most 50.")
    return name


def read_map(name: str, table: Any) -> SavedMap:
    """A mapping from its table. Raises BadValue that names the key."""
    try:
        check_map_name(name)
        if not isinstance(table, Mapping):
            raise BadValue("not a table of a mapping.")
        unknown = next((key for key in table if key not in KEYS), None)
        if unknown is not None:
            raise BadValue(f"no key {quoted(str(unknown))}; use {', '.join(KEYS)}.")
        return SavedMap(name, **{key: READERS[key](key, value) for key, value in table.items()})
    except BadValue as error:
        raise BadValue(f"maps.{name}: {error.message}", error.hint or MEND) from None


def find_map(maps: Mapping[str, Any], name: str) -> SavedMap:
    """A mapping by its name. Raises NotFound with what there is, BadValue for one that cannot be read."""
    if name in maps:
        return read_map(name, maps[name])
    there = [*BUILT_IN, *maps]
    near = near_names(name, there, 2, ALIKE_OF_FEW)
    presets = f"Presets: {', '.join(there)}."
    raise NotFound(f"no preset {quoted(name)}.", f"{did_you_mean(near)} {presets}".lstrip())


def text(key: str, value: Any) -> str:
    """A text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise BadValue(f"{key}: not a text.")
    return value


def one_of(key: str, value: Any, known: Iterable[str]) -> str:
    if value not in known:
        raise BadValue(f"{key}: {quoted(str(value))} is not one of {', '.join(known)}.")
    return str(value)


def encoding(key: str, value: Any) -> str:
    try:
        codecs.lookup(text(key, value))
    except (LookupError, ValueError):
        raise BadValue(f"{key}: {quoted(str(value))} is not an encoding.") from None
    return str(value)


def flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue(f"{key}: true or false.")
    return value


def columns(key: str, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise BadValue(f"{key}: not a table of fields and columns.")
    return {str(field): text(f"{key}.{field}", column) for field, column in value.items()}


def constants(key: str, value: Any) -> dict[str, str]:
    """Values by their fields; a number or a flag counts as it is written."""
    if not isinstance(value, Mapping):
        raise BadValue(f"{key}: not a table of fields and values.")
    return {str(field): typed(f"{key}.{field}", each) for field, each in value.items()}


def typed(key: str, value: Any) -> str:
    """A text, or the text of a number, a day or a flag."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if not isinstance(value, str | Mapping | list) else text(key, value)


def words(key: str, value: Any) -> dict[str, dict[str, str]]:
    """What words mean, by field; an empty text leaves the field empty."""
    if not isinstance(value, Mapping) or not all(isinstance(each, Mapping) for each in value.values()):
        raise BadValue(f"{key}: not a table of words for each field.")
    return {
        str(field): {str(theirs): str(ours) for theirs, ours in each.items()} for field, each in value.items()
    }


READERS: dict[str, Any] = {
    "preset": lambda key, value: one_of(key, value, BUILT_IN),
    "kind": text,
    "sheet": text,
    "date_order": lambda key, value: one_of(key, value, ORDERS),
    "encoding": encoding,
    "extra": flag,
    "map": columns,
    "set": constants,
    "values": words,
}
