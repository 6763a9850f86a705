"""Presets: files of TOML in this folder, each a program whose exports are known, read into layouts.

A preset has the form of a saved map (config/maps.py), with more in it. First `label`, `guide` (its line in
`am help sources`), `place` (in lists) and `address_book`; then `[columns]`, lists of headers by name, which
stand as `$name` wherever headers may, and `[shared.NAME]`, fields of several files; then a `[[files]]` for
each kind of record that a kind of file holds:

    title, kind     what the program calls its rows, and what they become
    needs, never    it has a header of each list of `needs` and none of `never`; or `forms`, several ways in
                    which it is written: each has `needs` and may have `never` and `columns` of its own
    of              what stands for {of} in headers
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
from typing import Any, NamedTuple

from amcli.config.maps import HEAD, Readers, constants, flag, naming, parse_preset, read_table, text, words
from amcli.errors import BadValue
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
    """A way in which a kind of file is written: the headers that it has, those that it hasn't, and lists of
    headers of its own."""

    needs: Groups
    never: Headers
    columns: Named

    def fits(self, keys: set[str]) -> bool:
        """Whether a file with these headers is written so."""
        has = all(any(strict_key(header) in keys for header in group) for group in self.needs)
        return has and not any(strict_key(header) in keys for header in self.never)


class File(NamedTuple):
    """One kind of record of one kind of file, of which no more is read than tells it: how errors call it, and
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
    files: tuple[File, ...]
    shared: Table

    @property
    def titles(self) -> list[str]:
        """Its kinds of files, in its own words."""
        return [*dict.fromkeys(file.title for file in self.files)]

    def fitting(self, keys: set[str]) -> list[list[File]]:
        """What a file with these headers may be of it; rows of several kinds may share a file."""
        found: dict[tuple[str, Groups], list[File]] = {}
        for file in self.files:
            found.setdefault((file.title, file.form.needs), []).append(file)
        return [files for files in found.values() if any(file.form.fits(keys) for file in files)]

    def layouts(self, files: Iterable[File]) -> list[Layout]:
        """What becomes of these files. Raises BadValue that names file and key."""
        with naming(self.path):
            return [layout_of(file, self.shared) for file in files]


def read_preset(path: Path) -> Known:
    """A preset. Raises BadValue that names file and key."""
    table = parse_preset(path, path.read_text(encoding="utf-8"))
    with naming(path):
        told = read_table("", table, {**HEAD, "columns": columns_of, "shared": as_read, "files": tables})
        columns = told.get("columns", COMMON)
        files = [
            file
            for key, each in numbered("files", told.get("files", []))
            for file in files_of(key, each, columns)
        ]
    preset = Preset(path.stem, told["label"], told.get("address_book", False))
    return Known(path, preset, tuple(files), {**SHARED, **told.get("shared", {})})


def files_of(key: str, table: Table, columns: Named) -> Iterator[File]:
    """A kind of file in each of the ways in which it is written. Raises BadValue."""
    for needed in ("title", "kind", "map"):
        if needed not in table:
            raise BadValue(f"{key}: {needed} is missing.")
    title, kind = (text(f"{key}.{name}", table[name]) for name in ("title", "kind"))
    of = text(f"{key}.of", table.get("of", title))
    own = {name: tuple(header.replace("{of}", of) for header in each) for name, each in columns.items()}
    whole = {name: table[name] for name in FORM_KEYS if name in table}
    forms: list[tuple[str, Table]] = [(key, {})]
    if "forms" in table:
        forms = list(numbered(f"{key}.forms", tables(f"{key}.forms", table["forms"])))
    for at, form in forms:
        yield File(key, title, kind, form_of(at, {**whole, **form}, own), table)


def form_of(key: str, table: Table, columns: Named) -> Form:
    """A way in which a kind of file is written. Raises BadValue."""
    own = columns_of(f"{key}.columns", table.get("columns", {}), columns)
    readers: Readers = {
        "needs": partial(groups_of, columns=own),
        "never": partial(headers_of, columns=own),
        "columns": as_read,
    }
    told = read_table(key, table, readers)
    if "needs" not in told:
        raise BadValue(f"{key}: needs is missing.")
    return Form(told["needs"], told.get("never", ()), own)


FORM_KEYS = ("needs", "never", "columns")


# A layout, from its table.


def layout_of(file: File, shared: Table) -> Layout:
    """What a kind of file becomes. Raises BadValue that names the key."""
    columns = file.form.columns
    told = read_table(file.key, file.table, readers_of(columns))
    for name in reversed(told.get("shares", ())):
        if name not in shared:
            raise BadValue(f"{file.key}.shares: no [shared.{name}].")
        told["map"] = map_of(f"shared.{name}", shared[name], columns) | told["map"]
    only, known = (told[name][0] if name in told else None for name in ("only", "known"))
    return Layout(
        file.title,
        file.kind,
        tuple(takes_of(file, told)),
        tuple(told.get("skips", ())),
        only,
        known,
        warning=told.get("warning_by") or always(told.get("warning")),
        periods=told.get("periods", False),
        custom=partial(without, told.get("custom_without", "")),
        columns=columns,
    )


def readers_of(columns: Named) -> Readers:
    """How each key of a file is read."""
    condition, form = partial(condition_of, columns=columns), dict.fromkeys(FORM_KEYS, as_read)
    return {
        **{"title": text, "kind": text, "forms": as_read, **form, "of": text},
        **{"only": condition, "known": condition, "skips": partial(skips_of, columns=columns)},
        **{
            "shares": partial(headers_of, columns={}),
            "map": partial(map_of, columns=columns),
            "set": constants,
            "values": words,
        },
        **{"warning": text, "warning_by": partial(function, form="warning_by")},
        **{"periods": flag, "custom_without": text},
    }


def as_read(key: str, value: Any) -> Any:
    """What was read already."""
    return value


def always(warning: str | None) -> Callable[[list[str]], str | None]:
    """Say the same of all headers."""
    return lambda headers: warning


def without(end: str, header: str) -> str:
    """A header without this at its end."""
    return header.removesuffix(end)


def takes_of(file: File, told: Table) -> Iterator[Take]:
    """The fields that a kind of file fills: from columns in their order, then the same in each row."""
    kind = kind_named(file.kind)
    if kind is None:
        raise BadValue(f"{file.key}.kind: no such kind {quoted(file.kind)}.")
    constants = {name: Take(name, (), always_text(value)) for name, value in told.get("set", {}).items()}
    for part, takes in (("map", told["map"]), ("set", constants)):
        for name, take in takes.items():
            if kind.field(name) is None:
                raise BadValue(f"{file.key}.{part}.{name}: {kind.name} don't have this field.")
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
