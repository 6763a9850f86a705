"""An import from end to end: files opened and understood, put in order, taken in one by one.

Nothing of the book is touched before every file has been read once. The transaction belongs to
the caller.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from amcli.exchange import headers, presets
from amcli.exchange.apply import FileImport
from amcli.exchange.firstlook import FirstLook, first_look
from amcli.exchange.kinds import KINDS, REASON_HEADER, header_key
from amcli.exchange.links import link_renewals
from amcli.exchange.plan import FilePlan
from amcli.exchange.sheet import Sheet, open_sheet
from amcli.exchange.store import Store
from amcli.exchange.translation import mapping_of
from amcli.exchange.work import Options


class Source(NamedTuple):
    """A file to import: where it lies, what it is called in messages, where it came from (None: a pipe)."""

    path: Path
    name: str
    original: Path | None


class Asked(NamedTuple):
    """What was asked for about reading the files. `called`: the saved mapping that said it, if one did."""

    kind: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    extra: bool = False
    date_order: str | None = None
    encoding: str | None = None
    preset: str | None = None
    called: str | None = None


class Understood(NamedTuple):
    """A file that was read once."""

    source: Source
    sheet: Sheet
    mapping: headers.Mapping
    look: FirstLook
    called: str | None = None


def understand(sources: Sequence[Source], asked: Asked) -> list[Understood]:
    """Read every file once and put them in the order in which they refer to each other.

    Raises BadValue for a file that cannot be read, or be read in two ways.
    """
    known = headers.known_headers() | {header_key(column) for column in asked.columns.values()}
    found = []
    for source in sources:
        sheet = open_sheet(
            source.path, source.name, asked.encoding, lambda header: header_key(header) in known
        )
        parts = [
            Understood(source, sheet, mapping, first_look(sheet, mapping, asked.date_order), asked.called)
            for mapping in mappings(source.name, sheet.headers, asked)
        ]
        found += whole(parts)
    return sorted(found, key=lambda each: KINDS.index(each.mapping.kind))


def whole(parts: list[Understood]) -> list[Understood]:
    """The parts of a file that have rows; the first answers for rows that cannot be told whose they are."""
    kept = [part for part in parts if part.look.rows] or parts[:1]
    if kept[0].mapping.translation is not None:
        kept[0].mapping.translation.answers = True
    return kept


def mappings(name: str, found: list[str], asked: Asked) -> list[headers.Mapping]:
    """What the columns of a file become; of a known system's file, for each kind that its rows are of.
    Raises BadValue."""
    wanted = dict(asked.columns)
    if asked.kind is not None:
        headers.asked_kind(asked.kind)
    known = presets.recognise(name, found, asked.preset, asked.kind)
    if known is None:
        return [headers.recognise(name, found, asked.kind, wanted, asked.extra)]
    return [mapping_of(known, layout, name, found, wanted, asked.extra) for layout in known[1]]


def take_in(
    store: Store, files: Sequence[Understood], options: Options, tick: Callable[[int], None]
) -> list[FilePlan]:
    """Write every file's rows into the open transaction; gives what became of each."""
    plans = []
    for each in files:
        plan = new_plan(each)
        work = FileImport(store, each.sheet, each.mapping, each.look, options, plan)
        work.run(tick)
        if each.mapping.kind.table == "contract" and options.link:
            plan.linked = link_renewals(store, work.created)
        plans.append(plan)
    return plans


def new_plan(each: Understood) -> FilePlan:
    """The plan of a file before its first row."""
    sheet, mapping, known = each.sheet, each.mapping, each.mapping.translation
    own = sum(1 for header in sheet.headers if header_key(header) == REASON_HEADER)
    return FilePlan(
        file=sheet.name,
        kind=mapping.kind.name,
        noun=mapping.kind.noun,
        encoding=sheet.encoding.label,
        separator=sheet.separator_name,
        columns=len(sheet.headers) - own,
        understood=mapping.understood,
        unknown=[header for _, header in mapping.unknown],
        conventions=list(each.look.conventions),
        preset=each.called or (known.preset.name if known else None),
        label=known.label if known else f"{mapping.kind.name} ({each.called})" if each.called else None,
        warnings=known.warnings() if known else [],
    )
