"""A sheet of a workbook (.xlsx, .xls, .ods) as the rows of a table: cells as the text that CSV would have.

Cells are read by python-calamine, which this module alone loads. What it doesn't say (errors, formulas that
were never worked out, hidden rows) the sheet's XML says (sheetxml.py, opendocument.py). Not for what a column
means: from here on the rows go the way of a table's.
"""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, NamedTuple, TypeVar
from amcli.interchange.incoming import Source
from amcli.interchange.tables.canonical import number
from amcli.interchange.tables.encoding import COPY, Encoding
from amcli.interchange.tables.footers import Footers
from amcli.interchange.tables.opendocument import look_through
from amcli.interchange.tables.sheet import (
    LONGEST_CELL,
    MOST_COLUMNS,
    NOTES_AT_MOST,
    Form,
    Knows,
    Row,
    Sheet,
    grouped,
    header_place,
    unique_headers,
    write_bad_rows,
)
from amcli.interchange.tables.sheetxml import MOST_CELLS, Found, Scan, book_of, unpacked
from amcli.interchange.values.reader import Typed
from amcli.rules.names import counted, quoted, shown, spreadsheet_text

if TYPE_CHECKING:
    from zipfile import ZipFile

    from python_calamine import CalamineSheet


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
XLSX, XLS, ODS = "XLSX", "XLS", "ODS"
# What a spreadsheet shows of a number: the digits behind are noise of its arithmetic.
DIGITS = 15
NOTHING = Found({}, {}, "", 0, 0)
SAVE_AGAIN = "Open it in a spreadsheet program, save it as .xlsx or CSV and import that."
# Documents in the container of an old workbook, by what their directory has.
OTHERS: tuple[tuple[str, str, str], ...] = (
    ("__properties_version1.0", "an Outlook message (.msg)", "Save the email as .eml and import that."),
    ("WordDocument", "an old Word document (.doc)", COPY),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)", COPY),
)
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)S")


Told = TypeVar("Told")


class Tab(NamedTuple):
    """A sheet by its name, and whether a person sees it."""

    name: str
    visible: bool


class WorkbookSheet(Sheet):
    """One sheet of a workbook. A line is a row of the sheet, from 1; bad rows are set aside as CSV."""

    def __init__(
        self, source: Source, form: str, tab: str, cells: "CalamineSheet", found: Found, knows: Knows
    ) -> None:
        super().__init__(source.path, source.name, Encoding("utf-8", form), Form(",", 0, 0, []))
        self.tab = tab
        self._cells = cells
        self._left = cells.start[1] if cells.start else 0
        self._shares = found.per_cent
        self._shows_errors = False
        self.errors = {
            line: {place - self._left: text for place, text in cells.items()}
            for line, cells in found.errors.items()
        }
        top = [row for _, row in islice(self._all(), NOTES_AT_MOST)]
        self.notes = header_place(top, knows) or 0
        self.headers = columns_of(top[self.notes]) if top else []
        self.said = [hidden(found)] if found.hidden_rows or found.hidden_columns else []

    @property
    def separator_name(self) -> str:
        return ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not any(self.headers)

    def rows(self) -> Iterator[Row]:
        """The rows below the header as (line, cells): no blank ones, no footers. Raises BadValue."""
        footers = Footers(len(self.headers))
        yield from footers.without(islice(self._all(), self.notes + 1, None))
        self.footers = footers.count

    def batches(self) -> Iterator[list[Row]]:
        """The same rows, many at a time."""
        return grouped(self.rows())

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Write the rows on the lines of `reasons` to `target`, as CSV that no spreadsheet runs."""
        self._shows_errors = True
        write_bad_rows(self, reasons, target, spreadsheet_text)
        self._shows_errors = False

    def _all(self) -> Iterator[Row]:
        for line, cells in enumerate(self._cells.iter_rows(), start=1):
            shares = self._shares.get(line)
            if shares:
                cells = [
                    f"{text_of(cell * 100)}%" if isinstance(cell, float) and place in shares else cell
                    for place, cell in enumerate(cells, start=self._left)
                ]
            row = [cell if type(cell) is str else text_of(cell) for cell in cells]
            for place, text in self.errors.get(line, {}).items():
                row[place] = text if self._shows_errors else ""
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise BadValue(f"{self.name}: line {line}: a cell over 1 MB.")
            yield line, row


class Workbook:
    """A workbook that was opened. Raises BadValue, at any time, for one that can't be read."""

    def __init__(self, source: Source) -> None:
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self._source = source
        self._read: dict[str, WorkbookSheet] = {}
        self.form = form_of(source.path) or XLS
        self._parts = self._look(book_of) if self.form == XLSX else None
        self._tables = self._look(look_through) if self.form == ODS else {}
        with readable(source):
            self._book: CalamineWorkbook = CalamineWorkbook.from_path(str(source.path))
            self.tabs = [
                Tab(each.name, each.visible == SheetVisibleEnum.Visible)
                for each in self._book.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet
            ]

    def sheet(self, name: str, knows: Knows) -> WorkbookSheet:
        if name not in self._read:
            found = self._found(name)
            with readable(self._source):
                cells = self._book.get_sheet_by_name(name)
            if cells.total_height * cells.total_width > MOST_CELLS:
                raise self._unreadable(f"has more than {MOST_CELLS:,} cells")
            if found.unworked:
                raise self._unworked(name, found.unworked)
            self._read[name] = WorkbookSheet(self._source, self.form, name, cells, found, knows)
        return self._read[name]

    def _found(self, name: str) -> Found:
        """What the XML of a sheet says."""
        if self._parts is None:
            return self._tables.get(name, NOTHING)
        parts, part = self._parts, self._parts.sheets.get(name, "")
        return self._look(lambda archive: Scan(parts).read(unpacked(archive, part)))

    def _look(self, what: "Callable[[ZipFile], Told]") -> "Told":
        try:
            with zipfile.ZipFile(self._source.path) as archive:
                return what(archive)
        except BadValue as error:
            raise self._unreadable(error.message) from None
        except (zipfile.BadZipFile, OSError, ValueError):
            raise self._unreadable("is damaged") from None

    def _unreadable(self, why: str) -> BadValue:
        return BadValue(f"{self._source.name} {why}.", SAVE_AGAIN)

    def _unworked(self, name: str, cell: str) -> BadValue:
        return BadValue(
            f"{self._source.name}: sheet {quoted(name)}: the formula in {shown(cell)} has no result yet.",
            "Its program didn't calculate it: open and save it once in a spreadsheet program, then import.",
        )


def form_of(path: Path) -> str | None:
    """The form of a workbook, by what is in the file; None where it is none."""
    try:
        with path.open("rb") as handle:
            head = handle.read(len(OLE))
        if head == OLE:
            return XLS
        if not head.startswith(ZIP):
            return None
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "content.xml" in names and "mimetype" in names:
                with archive.open("mimetype") as kind:
                    return ODS if b"opendocument.spreadsheet" in kind.read(100) else None
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    return XLSX if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in names) else None


@contextmanager
def readable(source: Source) -> Iterator[None]:
    """Say what can't be read, whatever the library makes of it. Raises BadValue."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise BadValue(
            f"{source.name} is protected with a password.", "Save it without one and import that."
        ) from None
    except (CalamineError, OSError, ValueError):
        raise no_workbook(source) from None
    except BaseException as error:
        # What the library didn't foresee in a file comes as an exception of no class that could be named.
        if type(error).__name__ == "PanicException":
            raise BadValue(f"{source.name} is damaged.", SAVE_AGAIN) from None
        raise


def no_workbook(source: Source) -> BadValue:
    """What a file is that begins as one and can't be read, by the first names in its directory."""
    with suppress(OSError), source.path.open("rb") as handle:
        head = handle.read(52)
        shift, first = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
        if head.startswith(OLE) and shift in (9, 12):
            handle.seek((first + 1) << shift)
            names = handle.read(1 << 14)
            for name, what, hint in OTHERS:
                if name.encode("utf-16-le") in names:
                    return BadValue(f"{source.name} is {what}, not a workbook.", hint)
    return BadValue(f"{source.name} can't be read as a workbook.", SAVE_AGAIN)


def columns_of(cells: list[str]) -> list[str]:
    """The headers in a row, up to the last. Raises BadValue for too many."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise BadValue(f"{len(cells):,} columns; at most {MOST_COLUMNS:,} are read.")
    return unique_headers(cells)


def text_of(value: object) -> str:
    """A cell as the text that CSV would have: whole numbers without decimals, days as 2026-03-02."""
    if isinstance(value, str):
        return f"{found[1]}:{found[2]}:{found[3]}" if (found := _DURATION.fullmatch(value)) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        shown = float(f"{value:.{DIGITS}g}")
        return Typed(number(shown), shown)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def hidden(found: Found) -> str:
    """What the plan says of what a person doesn't see on the sheet."""
    parts: Mapping[str, int] = {"hidden row": found.hidden_rows, "hidden column": found.hidden_columns}
    said = " and ".join(counted(count, noun) for noun, count in parts.items() if count)
    return f"{said} read too"
