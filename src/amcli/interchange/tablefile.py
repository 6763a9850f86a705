"""Tables and workbooks as sources: opened, understood, taken in; a phone log among them is its own reader's.

Not for what a column means (tables/headers.py), nor for what becomes of a row (upsert/rowimport.py).
"""

from collections.abc import Callable
from pathlib import Path

from amcli.errors import BadValue, Refused
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.interchange.calls.forms import HEADLESS, is_headless, is_log
from amcli.interchange.calls.log import log_of, open_asterisk
from amcli.interchange.content import CALLS
from amcli.interchange.incoming import Asked, Incoming, Options, Source
from amcli.interchange.kinds import KINDS, REASON_HEADER, header_key
from amcli.interchange.mapping import mappings
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store
from amcli.interchange.tables import headers
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.tables.onesheet import known_words
from amcli.interchange.tables.profile import FirstLook, first_look
from amcli.interchange.tables.sheet import Knows, Sheet, open_sheet
from amcli.interchange.tables.sheetpart import SheetPart
from amcli.interchange.tables.workbook import XLS, Workbook
from amcli.interchange.upsert.renewals import link_renewals
from amcli.interchange.upsert.sheetcontracts import importer
from amcli.interchange.upsert.sourceids import source_of_table
from amcli.rules.names import folded, listed, quoted, shown

if TYPE_CHECKING:
    from amcli.interchange.tables.workbook import WorkbookSheet


class Table(NamedTuple):
    """A table of text that was read once."""

    source: Source
    sheet: Sheet
    mapping: Mapping
    look: FirstLook
    called: str | None = None

    @property
    def rank(self) -> int:
        """What is referred to comes first."""
        return KINDS.index(self.mapping.kind)

    @property
    def rows(self) -> int:
        return self.look.rows

    @property
    def automatic(self) -> bool:
        return False

    def source_name(self, options: Options) -> str:
        return source_of_table(options.source, self.mapping, self.called, self.source.name)

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Write its rows, and link its contracts to those that they follow."""
        plan = new_plan(self)
        options = options._replace(source=self.source_name(options))
        work = importer(self.mapping)(store, self.sheet, self.mapping, self.look, options, plan)
        work.run(tick)
        if self.mapping.kind.table == "contract" and options.link and not self.mapping.tells_links:
            link_renewals(store, work.created, plan)
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
    if asked.preset == HEADLESS:
        return [open_asterisk(source, asked, sheet)]
    if is_headless(sheet.headers):
        raise BadValue(
            f"{shown(source.name)}: this is Asterisk's Master.csv, which has no header line.",
            "Say so: --preset asterisk",
        )
    if is_call_log(sheet, asked):
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


def whole(parts: list[Table]) -> list[Table]:
    """The parts of a file that have rows; the first answers for rows that cannot be told whose they are."""
    kept = [part for part in parts if part.look.rows] or parts[:1]
    if kept[0].mapping.translation is not None:
        kept[0].mapping.translation.answers = True
    return kept


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


def open_workbook(source: Source, asked: Asked) -> list[Incoming]:
    """Understand the sheet that was asked for, or the only one that is a table. Raises BadValue; Refused
    where it must be asked for."""
    if asked.encoding:
        raise BadValue(f"{source.name} is a workbook: --encoding is for CSV files.")
    book = Workbook(source)
    sheet = chosen(book, source, asked, known_header(asked))
    if sheet.empty:
        raise BadValue(f"{source.name}: sheet {quoted(sheet.tab)} is empty: there is nothing to import.")
    others = [each.name for each in book.tabs if each.visible and each.name != sheet.tab]
    if others:
        sheet.said.append(f"other sheets not read: {listed(others)} (--sheet NAME reads one)")
    if book.form == XLS:
        sheet.said.append("errors and hidden rows of an .xls file aren't seen: save it as .xlsx to be sure")
    return tables_of(source, sheet, asked)


def chosen(book: "Workbook", source: Source, asked: Asked, knows: Knows) -> "WorkbookSheet":
    """The sheet that was asked for, else the only one with something in it, else the only one that is a table
    of something known."""
    names = [each.name for each in book.tabs]
    if asked.sheet is not None:
        return book.sheet(named(asked.sheet, names, source.name), knows)
    seen = [each.name for each in book.tabs if each.visible]
    sheets = [book.sheet(name, knows) for name in seen]
    filled = [sheet for sheet in sheets if not sheet.empty]
    if not filled:
        raise BadValue(f"{source.name} has no sheet with anything in it: there is nothing to import.")
    fitting = filled if len(filled) == 1 else [each for each in filled if is_table(source, each, asked)]
    if len(fitting) == 1:
        return fitting[0]
    told = [sheet.tab for sheet in fitting or filled]
    if asked.choose is not None and (answer := asked.choose(source.name, tuple(told))):
        return book.sheet(named(answer, names, source.name), knows)
    raise Refused(
        f"{source.name} has {len(told)} sheets that could be meant: {listed(told, 12)}.",
        f"Say which: --sheet {quoted(told[0])}",
    )


def named(said: str, names: list[str], file: str) -> str:
    """The sheet of a name, in any case. Raises BadValue."""
    found = [said] if said in names else [name for name in names if folded(name) == folded(said)]
    if not found:
        raise BadValue(f"{file} has no sheet {quoted(said)}.", f"Sheets: {listed(names, 12)}")
    return found[0]
