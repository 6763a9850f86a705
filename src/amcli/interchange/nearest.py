"""The kind that a file comes closest to, where its headers fit none: what it is missing, and the options that
say it.

Only a column that no kind knows is named for what is missing; where there is none, the reader names it.
"""

import shlex
from collections.abc import Mapping
from typing import NamedTuple

from amcli.errors import BadValue
from amcli.interchange import headers as columns
from amcli.interchange.incoming import Asked
from amcli.interchange.kinds import KINDS, Kind
from amcli.interchange.onesheet import sheet_mappings

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


def nearness(kind: Kind, found: list[str], wanted: Mapping[str, str]) -> Nearest:
    """How near a file is to a kind."""
    has = {field.name for field in kind.fields if field.name in wanted or columns.could_be(field, found)}
    missing = [group[0] for group in kind.one_of if not has.intersection(group)]
    told = {*has, *(name for group in kind.one_of for name in group)}
    missing += [field.name for field in kind.fields if field.needed and field.name not in told]
    return Nearest(kind, len(has), tuple(missing))


def is_known(header: str) -> bool:
    """Whether a header means something for some kind."""
    return any(columns.could_be(field, [header]) for kind in KINDS for field in kind.fields)


def is_told(name: str, found: list[str], asked: Asked, mapped: Mapping[str, str]) -> bool:
    """Whether the headers and what is mapped say it all."""
    if UNNAMED in mapped.values():
        return False
    wanted = {**asked.columns, **mapped}
    try:
        if sheet_mappings(name, found, asked._replace(columns=wanted)):
            return True
        columns.recognise(name, found, None, wanted, extra=False)
    except BadValue:
        return False
    return True
