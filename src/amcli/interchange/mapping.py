"""Which fields the columns of a file are: of a known system, of one sheet, or told by the headers alone; for
one that fits no kind, the kind that it comes closest to and the options that would say it.

Only a column that no kind knows is named for what is missing; where there is none, the reader names it.
"""

import shlex
from collections.abc import Mapping as Named

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange import presets
from amcli.interchange.incoming import Asked
from amcli.interchange.kinds import EXTRA, KINDS, Kind
from amcli.interchange.tables import headers
from amcli.interchange.tables.columns import Added, Again, Column, Constant, Mapping
from amcli.interchange.tables.onesheet import sheet_mappings
from amcli.interchange.tables.translation import mapping_of


def mappings(name: str, found: list[str], asked: Asked) -> list[Mapping]:
    """What the columns of a file become; of a known system's file, for each kind that its rows are of.
    Raises BadValue."""
    wanted = dict(asked.columns)
    if asked.kind is not None:
        headers.asked_kind(asked.kind)
    known = presets.recognise(name, found, asked.preset, asked.kind)
    if known is None:
        several = sheet_mappings(name, found, asked) if asked.kind is None else None
        given = tuple(asked.constants)
        try:
            made = several or [headers.recognise(name, found, asked.kind, wanted, asked.extra, given)]
        except headers.UntoldError as error:
            raise no_kind(error, name, found, asked) from None
    else:
        made = [mapping_of(known, layout, name, found, wanted, asked.extra) for layout in known[1]]
    return [complete(mapping, found, asked.constants) for mapping in made]


def complete(mapping: Mapping, own: list[str], constants: Named[str, str]) -> Mapping:
    """The mapping with the fields that `--set` gives, in the place of columns for them; a column that two
    fields are read from is added once more."""
    columns: list[Column] = []
    custom, unknown, added = list(mapping.custom), list(mapping.unknown), list[Added]()
    width = len(own) + (mapping.translation.made if mapping.translation else 0)
    for column in mapping.columns:
        if column.field.name in constants:
            unknown += [(column.place, column.header)] if column.place < len(own) else []
        elif any(other.place == column.place for other in columns):
            again = column._replace(place=width + len(added), made_of=(column.place,))
            columns.append(again)
            added.append(Again(column.place))
        else:
            columns.append(column)
    for name, text in constants.items():
        field, place = mapping.kind.field(name), width + len(added)
        if field is not None:
            columns.append(Column(place, f"--set {name}", field, constant=text))
        elif mapping.kind.has_extra and name.startswith(EXTRA):
            custom.append((place, name.removeprefix(EXTRA)))
        else:
            continue
        added.append(Constant(text))
    return mapping._replace(
        columns=tuple(sorted(columns)),
        custom=tuple(custom),
        unknown=tuple(sorted(unknown)),
        width=width,
        added=tuple(added),
    )


UNNAMED = "COLUMN"


class Nearest(NamedTuple):
    """A kind, how many columns of a file are its own, and which fields are missing."""

    kind: Kind
    understood: int
    missing: tuple[str, ...]


class NoKindError(BadValue):
    """A file that fits no kind: `options` are those that would say what it is."""

    def __init__(self, error: BadValue, nearest: Nearest, options: list[str]) -> None:
        missing = " and ".join(nearest.missing)
        closest = f"Closest: {nearest.kind.name}" + (f", missing {missing}." if missing else ".")
        super().__init__(f"{error.message} {closest}", f"Say what it is:\n\t{shlex.join(options)}")
        self.options = options


def no_kind(error: BadValue, name: str, found: list[str], asked: Asked) -> BadValue:
    """The error for a file that fits no kind, with the way out; as it is where nothing comes close."""
    nearest = max((nearness(kind, found, asked.columns) for kind in KINDS), key=lambda each: each.understood)
    if not nearest.understood:
        return error
    unknown = [header for header in found if not is_known(header) and header not in asked.columns.values()]
    named = [*unknown, *[UNNAMED] * len(nearest.missing)]
    mapped = dict(zip(nearest.missing, named, strict=False))
    options = [part for field, header in mapped.items() for part in ("--map", f"{field}={header}")]
    if not is_told(name, found, asked, mapped):
        options = ["--kind", nearest.kind.name, *options]
    return NoKindError(error, nearest, options)


def nearness(kind: Kind, found: list[str], wanted: Named[str, str]) -> Nearest:
    """How near a file is to a kind."""
    has = {field.name for field in kind.fields if field.name in wanted or headers.could_be(field, found)}
    missing = [group[0] for group in kind.one_of if not has.intersection(group)]
    told = {*has, *(name for group in kind.one_of for name in group)}
    missing += [field.name for field in kind.fields if field.needed and field.name not in told]
    return Nearest(kind, len(has), tuple(missing))


def is_known(header: str) -> bool:
    """Whether a header means something for some kind."""
    return any(headers.could_be(field, [header]) for kind in KINDS for field in kind.fields)


def is_told(name: str, found: list[str], asked: Asked, mapped: Named[str, str]) -> bool:
    """Whether the headers and what is mapped say it all."""
    if UNNAMED in mapped.values():
        return False
    wanted = {**asked.columns, **mapped}
    try:
        if sheet_mappings(name, found, asked._replace(columns=wanted)):
            return True
        headers.recognise(name, found, None, wanted, extra=False)
    except BadValue:
        return False
    return True
