"""Which column of a file is which field, and of which kind the file is, told by its headers.

A column that could be two fields, or two columns that could be one, are asked for by name
(`--map`), never guessed. Not for cells.
"""

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import PurePath

from amcli.errors import BadValue
from amcli.interchange.kinds import (
    EXTRA,
    KIND_NAMES,
    KINDS,
    REASON_HEADER,
    Field,
    Kind,
    header_key,
    kind_named,
)
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.values.units import Unit, unit_in
from amcli.rules.names import quoted, shown

# The field's own name, another word for it, a word that any of the two goes before: an id, one with a unit.
EXACT, ALIAS, LOOSE = 3, 2, 1


class UntoldError(BadValue):
    """A file that fits no kind."""


@cache
def known_headers() -> frozenset[str]:
    """The keys of all headers that mean something for some kind."""
    found = {
        header_key(name) for kind in KINDS for field in kind.fields for name in (field.name, *field.aliases)
    }
    return frozenset(found)


def recognise(
    name: str,
    headers: list[str],
    asked: str | None,
    wanted: dict[str, str],
    extra: bool,
    given: Collection[str] = (),
) -> Mapping:
    """Decide the kind of the file called `name` and what its columns are.

    A file called after a kind, such as goals.csv, is of that kind where it has what such rows need.
    `asked` is --kind, `wanted` --map, `given` the fields of --set, `extra` whether unknown columns are kept
    as custom fields. Raises BadValue where that is open, or where --kind and --map name what isn't there.
    """
    if asked is not None:
        kind = asked_kind(asked)
        return mapping_for(kind, name, headers, wanted, extra, given)
    for field in wanted:
        if not field.startswith(EXTRA) and not any(kind.field(field) for kind in KINDS):
            raise BadValue(
                f"--map {quoted(field)}: no kind has such a field.", "Say what it is: --kind accounts"
            )
    if (called := kind_named(PurePath(name).stem)) is not None and _has_needed(
        called, headers, wanted, given
    ):
        return mapping_for(called, name, headers, wanted, extra, given)
    fits = [(kind, _fit(kind, headers, wanted, given)) for kind in KINDS]
    best = max(fit for _, fit in fits)
    likely = [kind for kind, fit in fits if fit == best]
    if best == 0:
        raise UntoldError(
            f"{name}: can't tell what this is from its headers: {_listed(headers)}.",
            "Say what it is: --kind "
            + "|".join(KIND_NAMES)
            + ', and --map FIELD="COLUMN" for a column with another name',
        )
    if len(likely) > 1:
        likely = [kind for kind in likely if PurePath(name).stem.casefold().startswith(kind.name)] or likely
    if len(likely) > 1:
        either = " or ".join(kind.name for kind in likely)
        raise BadValue(f"{name}: {either}? Its headers match both.", f"Say which: --kind {likely[0].name}")
    return mapping_for(likely[0], name, headers, wanted, extra, given)


def asked_kind(asked: str) -> Kind:
    """The kind that --kind names. Raises BadValue."""
    kind = kind_named(asked)
    if kind is None:
        kinds = ", ".join((*KIND_NAMES, "calls"))
        raise BadValue(f"--kind {quoted(asked)}: no such kind.", f"Kinds: {kinds}")
    return kind


def check_fields(asked: str, wanted: Iterable[str]) -> None:
    """Check what --kind and --map name, without a file. Raises BadValue."""
    kind = asked_kind(asked)
    for field_name in wanted:
        check_field(kind, field_name)


def has_field(kind: Kind, name: str) -> bool:
    """Whether a kind has a field, or takes it as a custom one."""
    return kind.field(name) is not None or (
        kind.has_extra and name.startswith(EXTRA) and len(name) > len(EXTRA)
    )


def check_field(kind: Kind, name: str, option: str = "--map") -> None:
    """Raises BadValue for a field that a kind doesn't have."""
    if not has_field(kind, name):
        raise BadValue(
            f"{option} {quoted(name)}: {kind.name} don't have this field.",
            "Fields: " + ", ".join(field.name for field in kind.fields),
        )


def mapping_for(
    kind: Kind,
    name: str,
    headers: list[str],
    wanted: dict[str, str],
    extra: bool,
    given: Collection[str] = (),
) -> Mapping:
    """What the columns are for a file of this kind. Raises BadValue when two could be one field."""
    asked = asked_for(kind, name, headers, wanted)
    found: dict[str, Column] = {}
    places = {place for place, _ in asked.values()}
    custom: list[tuple[int, str]] = []
    for field_name, (place, header) in asked.items():
        field = kind.field(field_name)
        if field is None:
            custom.append((place, field_name.removeprefix(EXTRA)))
        else:
            found[field_name] = Column(place, header, field, unit=unit_of(field, header))
    for field in kind.fields:
        if field.name not in found:
            candidates = _candidates(field, headers, places)
            if len(candidates) > 1:
                raise two_columns(name, field, [headers[place] for place in candidates])
            for place in candidates:
                found[field.name] = Column(place, headers[place], field, unit=unit_of(field, headers[place]))
                places.add(place)
    more, unknown = others(kind, headers, places, extra)
    custom += more
    ordered = tuple(sorted(found.values()))
    if not ordered and not given:
        raise BadValue(
            f"{name}: none of its columns is a field of {kind.name}: {_listed(headers)}.",
            "Fields: " + ", ".join(field.name for field in kind.fields),
        )
    return Mapping(kind, ordered, tuple(sorted(custom)), tuple(unknown))


def others(
    kind: Kind, headers: list[str], places: set[int], extra: bool
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The columns that no field is read from: those that become custom fields, those that stay out."""
    custom: list[tuple[int, str]] = []
    unknown: list[tuple[int, str]] = []
    for place, header in enumerate(headers):
        if place in places or header_key(header) == REASON_HEADER:
            continue
        if kind.has_extra and header.casefold().startswith(EXTRA) and len(header) > len(EXTRA):
            custom.append((place, header[len(EXTRA) :]))
        elif kind.has_extra and extra:
            custom.append((place, header))
        else:
            unknown.append((place, header))
    return custom, unknown


def asked_for(
    kind: Kind, name: str, headers: list[str], wanted: dict[str, str]
) -> dict[str, tuple[int, str]]:
    """Where the columns stand that `--map` names for fields of this kind. Raises BadValue."""
    asked: dict[str, tuple[int, str]] = {}
    for field_name, header in wanted.items():
        check_field(kind, field_name)
        found = column_named(field_name, header, name, headers)
        asked[field_name] = (found, headers[found])
    return asked


def column_named(field_name: str, header: str, name: str, headers: list[str]) -> int:
    """Where the column stands that `--map` names for a field. Raises BadValue."""
    exact = [place for place, known in enumerate(headers) if known == header]
    alike = exact or [place for place, known in enumerate(headers) if header_key(known) == header_key(header)]
    if len(alike) != 1:
        what = "no such column" if not alike else "more than one column"
        raise BadValue(
            f"--map {field_name}={quoted(header)}: {what} in {name}.", f"Columns: {_listed(headers)}"
        )
    return alike[0]


def _candidates(field: Field, headers: list[str], taken: set[int]) -> list[int]:
    """The free columns that could be this field: those with its own name go before other words."""
    ranked = [(place, _rank(field, header)) for place, header in enumerate(headers) if place not in taken]
    best = max((rank for _, rank in ranked), default=0)
    return [place for place, rank in ranked if rank == best and rank > 0]


def _rank(field: Field, header: str) -> int:
    key = header_key(header)
    if key == header_key(field.name):
        return EXACT
    if key in field.aliases:
        return LOOSE if key.endswith(" id") else ALIAS
    unit = unit_of(field, header)
    if unit is not None and header_key(unit.name) in (header_key(field.name), *field.aliases):
        return LOOSE
    return 0


def unit_of(field: Field, header: str) -> Unit | None:
    """The unit that a header gives a field's cells; None where it has none, or one of something else."""
    unit = unit_in(header)
    return unit if unit is not None and unit.suits(field.reader) else None


def _fit(kind: Kind, headers: list[str], wanted: dict[str, str], given: Collection[str] = ()) -> int:
    """How many columns would be understood; 0 when the kind's own ones are missing."""
    present = {name for name in (*wanted, *given) if kind.field(name) is not None}
    present |= {field.name for field in kind.fields if _candidates(field, headers, set())}
    if len(present) == 0 or not all(present.intersection(group) for group in kind.one_of):
        return 0
    if wanted.keys() - present - {name for name in wanted if name.startswith(EXTRA)}:
        return 0
    keys = {header_key(header) for header in headers}
    if keys.intersection(kind.never):
        return 0
    fields = [kind.field(name) for name in present]
    exact = sum(1 for field in fields if field is not None and header_key(field.name) in keys)
    return 2 * len(present) + exact


def _has_needed(kind: Kind, headers: list[str], wanted: dict[str, str], given: Collection[str] = ()) -> bool:
    """Whether a file that is called after a kind has all that its rows need, and nothing against it."""
    if {header_key(header) for header in headers}.intersection(kind.never):
        return False
    if any(kind.field(name) is None for name in wanted if not name.startswith(EXTRA)):
        return False
    return all(
        field.name in wanted or field.name in given or _candidates(field, headers, set())
        for field in kind.fields
        if field.needed
    )


def could_be(field: Field, headers: list[str]) -> bool:
    """Whether any column could be this field."""
    return any(_rank(field, header) for header in headers)


def understood_by(kind: Kind, headers: list[str], wanted: Iterable[str]) -> int:
    """How many columns would mean something in a file of a kind that has what its rows need; else 0."""
    fields = dict.fromkeys(wanted, "")
    if not _fit(kind, headers, fields) or not _has_needed(kind, headers, fields):
        return 0
    return sum(1 for header in headers if any(_rank(field, header) for field in kind.fields))


def two_columns(name: str, field: Field, headers: list[str]) -> BadValue:
    """The error for two columns that could be one field."""
    listed = " and ".join(quoted(header) for header in headers)
    return BadValue(
        f"{name}: {listed} could both be {field.name}.",
        f"Say which: --map {field.name}={quoted(headers[0])}",
    )


def _listed(headers: list[str]) -> str:
    plain = [shown(header) if len(header) < 40 else quoted(header) for header in headers[:12]]
    return ", ".join(plain) + (f" and {len(headers) - 12} more" if len(headers) > 12 else "")
