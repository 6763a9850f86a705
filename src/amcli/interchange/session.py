"""An import from end to end: files opened and understood, put in order, taken in one by one.

Nothing of the book is touched before every file has been read once. The transaction belongs to
the caller.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from amcli.errors import BadValue, Refused
from amcli.interchange import headers, presets
from amcli.interchange.added import Added, Again, Constant
from amcli.interchange.calls.form import is_headless, is_log
from amcli.interchange.content import CALLS, is_workbook, open_source
from amcli.interchange.firstlook import FirstLook, first_look
from amcli.interchange.incoming import Asked, Incoming, Source
from amcli.interchange.kinds import EXTRA, KINDS, REASON_HEADER, header_key
from amcli.interchange.links import link_renewals
from amcli.interchange.nearest import no_kind
from amcli.interchange.onesheet import known_words, sheet_mappings
from amcli.interchange.plan import FilePlan
from amcli.interchange.sheet import Knows, Sheet, open_sheet
from amcli.interchange.sheetcontracts import importer
from amcli.interchange.sheetpart import SheetPart
from amcli.interchange.sourceids import TABLES, source_of_table
from amcli.interchange.store import Store
from amcli.interchange.translation import mapping_of
from amcli.interchange.unknownwords import Unknown
from amcli.interchange.work import Options
from amcli.rules.names import quoted, shown


class Table(NamedTuple):
    """A table of text that was read once."""

    source: Source
    sheet: Sheet
    mapping: headers.Mapping
    look: FirstLook
    called: str | None = None

    @property
    def rank(self) -> int:
        """What is referred to comes first."""
        return KINDS.index(self.mapping.kind)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.look.rows

    @property
    def automatic(self) -> bool:
        """Tables are imported by hand."""
        return False

    def source_name(self, options: Options) -> str:
        """What its source is called."""
        return source_of_table(options.source, self.mapping, self.called, self.source.name)

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Write its rows, and link its contracts to those that they follow."""
        plan = new_plan(self)
        options = options._replace(source=self.source_name(options))
        work = importer(self.mapping)(store, self.sheet, self.mapping, self.look, options, plan)
        work.run(tick)
        if self.mapping.kind.table == "contract" and options.link and not self.mapping.tells_links:
            plan.linked += link_renewals(store, work.created)
        return plan

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Write the bad rows, with their reasons, below the same headers."""
        self.sheet.set_aside(reasons, target)


def open_table(source: Source, asked: Asked) -> list[Incoming]:
    """Understand a table; one of a known system may hold rows of several kinds, and one may be a phone log.
    Raises BadValue for one that cannot be read, or be read in two ways."""
    sheet = open_sheet(source.path, source.name, asked.encoding, known_header(asked))
    return tables_of(source, sheet, asked)


def known_header(asked: Asked) -> Knows:
    """What tells whether a header means something."""
    known = headers.known_headers() | known_words()
    known |= {header_key(column) for column in asked.columns.values()}
    return lambda header: header_key(header) in known


def tables_of(source: Source, sheet: Sheet, asked: Asked) -> list[Incoming]:
    """Understand rows with headers, of a file of text or of a workbook. Raises BadValue."""
    sheet.raw = asked.raw
    if asked.preset == presets.HEADLESS.name:
        from amcli.interchange.calls.log import open_asterisk

        return [open_asterisk(source, asked, sheet)]
    if is_headless(sheet.headers):
        raise BadValue(
            f"{shown(source.name)}: this is Asterisk's Master.csv, which has no header line.",
            "Say so: --preset asterisk",
        )
    if is_call_log(sheet, asked):
        from amcli.interchange.calls.log import log_of

        return [log_of(source, sheet, asked)]
    parts = [
        Table(
            source,
            sheet,
            mapping,
            first_look(sheet, mapping, asked.date_order, asked.other_words, asked.columns),
            asked.called,
        )
        for mapping in mappings(source.name, sheet.headers, asked)
    ]
    return [*whole(parts)]


def is_call_log(sheet: Sheet, asked: Asked) -> bool:
    """Whether rows are those of a phone log, as was said or as their headers tell."""
    if asked.kind is not None:
        return asked.kind.casefold() in (CALLS, "call")
    return asked.preset is None and is_log(sheet.headers)


def is_table(source: Source, sheet: Sheet, asked: Asked) -> bool:
    """Whether the headers of a sheet are those of something that can be imported."""
    if is_call_log(sheet, asked):
        return True
    try:
        return bool(mappings(source.name, sheet.headers, asked))
    except Refused:
        return True  # of something that is known, but for a column that must be asked for
    except BadValue:
        return False


def understand(sources: Sequence[Source], asked: Asked) -> list[Incoming]:
    """Read every source once and put them in the order in which they refer to each other. Raises BadValue."""
    if asked.sheet is not None and not any(is_workbook(source.path) for source in sources):
        raise BadValue("--sheet: none of the files is a workbook.", "It is for .xlsx, .xls and .ods files.")
    found = [each for source in sources for each in open_source(source, asked)]
    check_given(found, asked)
    return sorted(found, key=lambda each: each.rank)


def unknown_words(files: Sequence[Incoming]) -> list[Unknown]:
    """The words of closed lists that nothing knows, of all files, each once for each column."""
    looks = (getattr(each, "look", None) for each in files)
    return [unknown for look in looks if isinstance(look, FirstLook) for unknown in look.unknown]


def whole(parts: list[Table]) -> list[Table]:
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
        several = sheet_mappings(name, found, asked) if asked.kind is None else None
        given = tuple(asked.constants)
        try:
            made = several or [headers.recognise(name, found, asked.kind, wanted, asked.extra, given)]
        except headers.UntoldError as error:
            raise no_kind(error, name, found, asked) from None
    else:
        made = [mapping_of(known, layout, name, found, wanted, asked.extra) for layout in known[1]]
    return [complete(mapping, found, asked.constants) for mapping in made]


def check_given(files: Sequence[Incoming], asked: Asked) -> None:
    """Check that some file is of a kind that has the fields of --set and --values. Raises BadValue."""
    found = [mapping for each in files if (mapping := getattr(each, "mapping", None)) is not None]
    kinds = [each.kind for each in found if isinstance(each, headers.Mapping)]
    for option, names in (("--set", asked.constants), ("--values", asked.other_words)):
        for name in names:
            if not kinds:
                raise BadValue(f"{option} {quoted(name)}: none of these files is a table.")
            if not any(headers.has_field(kind, name) for kind in kinds):
                headers.check_field(kinds[0], name, option)


def complete(mapping: headers.Mapping, own: list[str], constants: Mapping[str, str]) -> headers.Mapping:
    """The mapping with the fields that `--set` gives, in the place of columns for them; a column that two
    fields are read from is added once more."""
    columns: list[headers.Column] = []
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
            columns.append(headers.Column(place, f"--set {name}", field, constant=text))
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


def take_in(
    store: Store, files: Sequence[Incoming], options: Options, tick: Callable[[int], None]
) -> list[FilePlan]:
    """Write every source into the open transaction; gives what became of each."""
    # Plain tables that come together may name each other's records by their ids, as in older books.
    tables = [each for each in files if isinstance(each, Table) and each.mapping.source is None]
    beside = (TABLES, *dict.fromkeys(each.source_name(options) for each in tables))
    return [each.take_in(store, options._replace(beside=beside), tick) for each in files]


def new_plan(each: Table) -> FilePlan:
    """The plan of a file before its first row."""
    sheet, mapping, known = each.sheet, each.mapping, each.mapping.translation
    own = sum(1 for header in sheet.headers if header_key(header) == REASON_HEADER)
    return FilePlan(
        file=sheet.name,
        kind=mapping.kind.name,
        noun=mapping.kind.noun,
        encoding=sheet.encoding.label,
        separator=sheet.separator_name,
        sheet=sheet.tab or None,
        columns=len(sheet.headers) - own,
        understood=mapping.understood,
        unknown=[header for _, header in mapping.unknown],
        conventions=list(each.look.conventions),
        preset=each.called or mapping.source,
        label=known.label if known else f"{mapping.kind.name} ({each.called})" if each.called else None,
        warnings=[*sheet.said, *(known.warnings() if known else [])],
        part=known.part if isinstance(known, SheetPart) else None,
        follows=isinstance(known, SheetPart) and known.follows,
    )
