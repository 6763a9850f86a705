"""How files of `am import` are read, as tables of TOML: mappings that were saved in the configuration as
`[maps.NAME]`, and the presets that amcli comes with. One reader checks both, key by key.

A preset is a file in `interchange/presets`, found by being there; what it says of its program stands in its
first lines, which alone are read here. No saved mapping may be called like one. Whether a field or a column
is right depends on the file; that is told when it is read.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from amcli.errors import BadValue, NotFound
from amcli.hints import Any, NamedTuple
from amcli.rules.names import ALIKE_OF_FEW, did_you_mean, near_names, quoted

PRESETS = Path(__file__).parent.parent / "interchange" / "presets"
NO_PRESET = "none"  # reads a file without any
LAST = 1000
ORDERS = ("dmy", "mdy", "ymd")
TABLES = ("map", "set", "values")
MEND = "Fix it: am config edit"
_NAME = re.compile(r"\w[\w-]{0,49}")


class Program(NamedTuple):
    """A program whose files import knows: its name for `--preset` and for people, which files (lines of a
    guide), its place among the others (without one it comes last)."""

    name: str
    label: str
    guide: str
    place: int = LAST


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
        told = {key: getattr(self, key) for key in READERS}
        told["values"] = {field: dict(words) for field, words in self.values.items()}
        return {key: dict(value) if key in TABLES else value for key, value in told.items() if value}


def read_table(key: str, table: object, readers: "Readers") -> dict[str, Any]:
    """A table whose keys are all known, each value read by the reader of its key. Raises BadValue that names
    the key, below `key` where that is not empty."""
    above = f"{key}: " if key else ""
    if not isinstance(table, Mapping):
        raise BadValue(f"{above}not a table of a mapping.")
    unknown = next((each for each in table if each not in readers), None)
    if unknown is not None:
        raise BadValue(f"{above}no key {quoted(str(unknown))}; use {', '.join(readers)}.")
    return {each: readers[each](f"{key}.{each}" if key else each, value) for each, value in table.items()}


@cache
def programs() -> tuple[Program, ...]:
    """The programs that import knows, in the order of lists. Raises BadValue for a file that isn't right."""
    found = (program(path) for path in PRESETS.glob("*.toml"))
    return tuple(sorted(found, key=lambda each: (each.place, each.name)))


def program(path: Path) -> Program:
    """What a preset says of its program, before the first of its files."""
    head = parse_preset(path, path.read_text(encoding="utf-8").partition("\n[")[0])
    with naming(path):
        told = read_table("", head, HEAD)
        missing = next((key for key in ("label", "guide") if key not in told), None)
        if missing is not None:
            raise BadValue(f"{missing} is missing.")
    return Program(path.stem, **{key: value for key, value in told.items() if key in Program._fields})


def parse_preset(path: Path, text: str) -> dict[str, Any]:
    """The tables of a preset. Raises BadValue for what is no TOML."""
    import tomllib

    with naming(path):
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadValue(f"not TOML: {error}.") from None


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the file of a preset in the errors of what is read of it."""
    try:
        yield
    except BadValue as error:
        raise BadValue(f"{path.parent.name}/{path.name}: {error.message}", error.hint) from None


def built_in() -> tuple[str, ...]:
    """The names of `--preset` that no mapping may have."""
    return (*(each.name for each in programs()), NO_PRESET)


def check_map_name(name: str) -> str:
    """A name under which a mapping may be saved. Raises BadValue."""
    if name.casefold() in built_in():
        raise BadValue(f"{quoted(name)} is a program that import already knows.", "Use another name.")
    if not _NAME.fullmatch(name):
        raise BadValue(f"{quoted(name)}: a name of letters, digits, - and _, at most 50.")
    return name


def read_map(name: str, table: object) -> SavedMap:
    """A mapping from its table. Raises BadValue that names the key."""
    try:
        check_map_name(name)
        return SavedMap(name, **read_table("", table, READERS))
    except BadValue as error:
        raise BadValue(f"maps.{name}: {error.message}", error.hint or MEND) from None


def find_map(maps: Mapping[str, object], name: str) -> SavedMap:
    """A mapping by its name. Raises NotFound with what there is, BadValue for one that cannot be read."""
    if name in maps:
        return read_map(name, maps[name])
    there = [*built_in(), *maps]
    near = near_names(name, there, 2, ALIKE_OF_FEW)
    presets = f"Presets: {', '.join(there)}."
    raise NotFound(f"no preset {quoted(name)}.", f"{did_you_mean(near)} {presets}".lstrip())


def text(key: str, value: object) -> str:
    """A text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise BadValue(f"{key}: not a text.")
    return value


def one_of(key: str, value: Any, known: Iterable[str]) -> str:
    if value not in known:
        raise BadValue(f"{key}: {quoted(str(value))} is not one of {', '.join(known)}.")
    return str(value)


def encoding(key: str, value: object) -> str:
    try:
        codecs.lookup(text(key, value))
    except (LookupError, ValueError):
        raise BadValue(f"{key}: {quoted(str(value))} is not an encoding.") from None
    return str(value)


def flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValue(f"{key}: true or false.")
    return value


def columns(key: str, value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise BadValue(f"{key}: not a table of fields and columns.")
    return {str(field): text(f"{key}.{field}", column) for field, column in value.items()}


def constants(key: str, value: object) -> dict[str, str]:
    """Values by their fields; a number or a flag counts as it is written."""
    if not isinstance(value, Mapping):
        raise BadValue(f"{key}: not a table of fields and values.")
    return {str(field): typed(f"{key}.{field}", each) for field, each in value.items()}


def typed(key: str, value: object) -> str:
    """A text, or the text of a number, a day or a flag."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if not isinstance(value, str | Mapping | list) else text(key, value)


def words(key: str, value: object) -> dict[str, dict[str, str]]:
    """What words mean, by field; an empty text leaves the field empty."""
    if not isinstance(value, Mapping) or not all(isinstance(each, Mapping) for each in value.values()):
        raise BadValue(f"{key}: not a table of words for each field.")
    return {
        str(field): {str(theirs): str(ours) for theirs, ours in each.items()} for field, each in value.items()
    }


def whole(key: str, value: object) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValue(f"{key}: not a whole number.")
    return value


Readers = Mapping[str, Callable[[str, Any], Any]]
HEAD: Readers = {"label": text, "guide": text, "place": whole, "address_book": flag}
READERS: Readers = {
    "preset": lambda key, value: one_of(key, value, built_in()),
    "kind": text,
    "sheet": text,
    "date_order": lambda key, value: one_of(key, value, ORDERS),
    "encoding": encoding,
    "extra": flag,
    "map": columns,
    "set": constants,
    "values": words,
}
