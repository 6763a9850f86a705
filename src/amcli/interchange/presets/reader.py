"""Presets: files of TOML in this folder, each a program whose exports are known, read into layouts.

A preset has the form of a saved map (config/maps.py), with more in it. First `label`, `guide` (its line in
`am help sources`), `place` (in lists) and `address_book`; then `[columns]`, lists of headers by name, which
stand as `$name` wherever headers may, and `[shared.NAME]`, fields of several files. Then a `[[files]]` for
each kind of file:

    title           what the program calls its rows
    needs, never    it has a header of each list of `needs` and none of `never`; or `forms`, several ways in
                    which it is written, each with `needs`, and with `never` and `columns` of its own
    of              what stands for {of} in [columns]
    records         the kinds of record that its rows are of; of a single one, its keys stand here. What
                    stands here holds for all that don't say otherwise

    kind            what the rows become
    only, known     which rows are its own; which may change a record but make none: conditions
    skips           conditions that pass a row over, each with `why`
    shares, map     fields and where they come from; `set` and `values` as in a saved map; `term` and
                    `closing`, fields of deals, are there to be shared by all (expressions.py)
    warning         what the plan says; `warning_by`: a function of the headers that says it
    periods         the ends of contracts are those of billing periods
    custom_without  what the names of custom fields lose

What fields are made of and what a condition is says expressions.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from amcli.config.maps import HEAD, Readers, constants, flag, naming, parse_preset, read_table, text, words
from amcli.errors import BadValue
from amcli.hints import Any, NamedTuple
from amcli.interchange.kinds import kind_named
from amcli.interchange.presets.expressions import (
    COMMON,
    SHARED,
    Groups,
    Headers,
    columns_of,
    condition_of,
    function,
    groups_of,
    headers_of,
    map_of,
    numbered,
    skips_of,
    tables,
)
from amcli.interchange.tables.layouts import Cells, Layout, Make, Named, Preset, Take, strict_key
from amcli.rules.names import quoted

Table = Mapping[str, Any]


class Form(NamedTuple):
    """A way in which a kind of file is written: how errors call it, the headers that it has, those that it
    hasn't, and lists of headers of its own."""

    key: str
    needs: Groups
    never: Headers
    columns: Named

    def fits(self, keys: set[str]) -> bool:
        """Whether a file with these headers is written so."""
        has = all(any(strict_key(header) in keys for header in group) for group in self.needs)
        return has and not any(strict_key(header) in keys for header in self.never)


class Part(NamedTuple):
    """One kind of record of a kind of file, of which no more is read than tells it: how errors call it, and
    its table."""

    key: str
    title: str
    kind: str
    form: Form
    table: Table


class Known(NamedTuple):
    """A preset as far as it takes to know its files."""

    path: Path
    preset: Preset
    parts: tuple[Part, ...]
    shared: Table

    @property
    def titles(self) -> list[str]:
        """Its kinds of files, in its own words."""
        return [*dict.fromkeys(part.title for part in self.parts)]

    def fitting(self, keys: set[str]) -> list[list[Part]]:
        """What a file with these headers may be of it; rows of several kinds may share a file."""
        found: dict[str, list[Part]] = {}
        for part in self.parts:
            found.setdefault(part.form.key, []).append(part)
        return [parts for parts in found.values() if parts[0].form.fits(keys)]

    def layouts(self, parts: Iterable[Part]) -> list[Layout]:
        """What becomes of the rows of a file. Raises BadValue that names file and key."""
        with naming(self.path):
            return [layout_of(part, self.shared) for part in parts]


def read_preset(path: Path) -> Known:
    """A preset. Raises BadValue that names file and key."""
    table = parse_preset(path, path.read_text(encoding="utf-8"))
    with naming(path):
        told = read_table("", table, {**HEAD, "columns": columns_of, "shared": as_read, "files": tables})
        columns = told.get("columns", COMMON)
        parts = [
            part
            for key, file in numbered("files", told.get("files", []))
            for part in parts_of(key, file, columns)
        ]
    preset = Preset(path.stem, told["label"], told.get("address_book", False))
    return Known(path, preset, tuple(parts), {**SHARED, **told.get("shared", {})})


def parts_of(key: str, file: Table, columns: Named) -> Iterator[Part]:
    """The kinds of record of a kind of file, each in the ways in which that is written. Raises BadValue."""
    title = text(f"{key}.title", needed(key, file, "title"))
    of = text(f"{key}.of", file.get("of", title))
    own = {name: tuple(header.replace("{of}", of) for header in each) for name, each in columns.items()}
    shared = {name: value for name, value in file.items() if name not in FILE_KEYS}
    records = several(key, file, "records")
    for at, form in several(key, file, "forms"):
        written = form_of(at, {name: form[name] for name in FORM_KEYS if name in form}, own)
        for place, record in records:
            table = {**shared, **{name: record[name] for name in record if name not in FILE_KEYS}}
            yield Part(place, title, text(f"{place}.kind", needed(place, table, "kind")), written, table)


def several(key: str, file: Table, name: str) -> list[tuple[str, Table]]:
    """Tables of a file, each with what that says for all of them; the file itself where it has none."""
    if name not in file:
        return [(key, file)]
    known = dict.fromkeys(FORM_KEYS if name == "forms" else readers_of({}), as_read)
    every = numbered(f"{key}.{name}", tables(f"{key}.{name}", file[name]))
    return [(at, {**file, **read_table(at, each, known)}) for at, each in every]


def needed(key: str, table: Table, name: str) -> Any:
    """What must be there. Raises BadValue."""
    if name not in table:
        raise BadValue(f"{key}: {name} is missing.")
    return table[name]


def form_of(key: str, table: Table, columns: Named) -> Form:
    """A way in which a kind of file is written. Raises BadValue."""
    own = columns_of(f"{key}.columns", table.get("columns", {}), columns)
    never = headers_of(f"{key}.never", table["never"], own) if "never" in table else ()
    return Form(key, groups_of(f"{key}.needs", needed(key, table, "needs"), own), never, own)


FORM_KEYS = ("needs", "never", "columns")
FILE_KEYS = ("title", "of", "forms", "records", *FORM_KEYS)


# A layout, from its table.


def layout_of(part: Part, shared: Table) -> Layout:
    """What a kind of record becomes. Raises BadValue that names the key."""
    columns = part.form.columns
    told = read_table(part.key, part.table, readers_of(columns))
    needed(part.key, told, "map")
    for name in reversed(told.get("shares", ())):
        if name not in shared:
            raise BadValue(f"{part.key}.shares: no [shared.{name}].")
        told["map"] = map_of(f"shared.{name}", shared[name], columns) | told["map"]
    only, known = (told[name][0] if name in told else None for name in ("only", "known"))
    return Layout(
        part.title,
        part.kind,
        tuple(takes_of(part, told)),
        tuple(told.get("skips", ())),
        only,
        known,
        warning=told.get("warning_by") or always(told.get("warning")),
        periods=told.get("periods", False),
        custom=partial(without, told.get("custom_without", "")),
        columns=columns,
    )


def readers_of(columns: Named) -> Readers:
    """How each key of a kind of record is read."""
    condition = partial(condition_of, columns=columns)
    return {
        **{"kind": text, "only": condition, "known": condition, "skips": partial(skips_of, columns=columns)},
        **{"shares": partial(headers_of, columns={}), "map": partial(map_of, columns=columns)},
        **{"set": constants, "values": words},
        **{"warning": text, "warning_by": partial(function, form="warning_by")},
        **{"periods": flag, "custom_without": text},
    }


def as_read(key: str, value: object) -> Any:
    """What was read already."""
    return value


def always(warning: str | None) -> Callable[[list[str]], str | None]:
    """Say the same of all headers."""
    return lambda headers: warning


def without(end: str, header: str) -> str:
    """A header without this at its end."""
    return header.removesuffix(end)


def takes_of(part: Part, told: Table) -> Iterator[Take]:
    """The fields that a kind of record fills: from columns in their order, then the same in each row."""
    kind = kind_named(part.kind)
    if kind is None:
        raise BadValue(f"{part.key}.kind: no such kind {quoted(part.kind)}.")
    constants = {name: Take(name, (), always_text(value)) for name, value in told.get("set", {}).items()}
    for key, takes in (("map", told["map"]), ("set", constants)):
        for name, take in takes.items():
            if kind.field(name) is None:
                raise BadValue(f"{part.key}.{key}.{name}: {kind.name} don't have this field.")
            meanings = told.get("values", {}).get(name)
            yield take if meanings is None else take._replace(make=in_words(meanings, take))


def always_text(value: str) -> Make:
    """The same text in each row."""
    return lambda cells: value


def in_words(meanings: Mapping[str, str], take: Take) -> Make:
    """What the words of a field mean; others stay as they are."""
    known = {theirs.casefold(): ours for theirs, ours in meanings.items()}
    make = take.make or (lambda cells: cells(*take.headers))

    def meant(cells: Cells) -> str:
        said = make(cells)
        return known.get(said.casefold(), said)

    return meant
