"""A delimited text file as a stream of rows, each with the line of the file on which it begins.

Finds encoding, separator, header, leading notes and trailing footers; keeps one row in memory.
Not for what a column means (columns.py, kinds.py) and not for the book.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from amcli.errors import BadValue
from amcli.files import private
from amcli.interchange.kinds import REASON_HEADER, header_key
from amcli.interchange.lines import CsvError, csv_batches, csv_rows
from amcli.interchange.tables.encoding import Encoding, detect
from amcli.interchange.tables.footers import Footers
from amcli.rules.names import shown

LONGEST_CELL = 1 << 20
MOST_COLUMNS = 10_000
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
# Rows that are read, and taken in, together.
CHUNK = 1000
# How far down the header may be, below notes.
NOTES_AT_MOST = 40

_SEP_LINE = re.compile(r'\ufeff?"?sep=(.)"?\s*$', re.IGNORECASE)

Row = tuple[int, list[str]]
Knows = Callable[[str], bool]
Errors = Mapping[int, Mapping[int, str]]
NO_ERRORS: Errors = MappingProxyType({})


class Rows(Protocol):
    """Rows with headers, whatever they are made of: what an import of rows needs of a file.

    `errors` are cells of a spreadsheet that say what went wrong there, such as `#REF!`, by line and place.
    """

    name: str
    headers: list[str]
    notes: int
    footers: int
    total: int | None
    raw: bool
    errors: Errors

    def rows(self) -> Iterator[Row]:
        """The rows, from the first, as often as needed."""


class Form(NamedTuple):
    """How the rows are written: where the header is, below what, parted by what."""

    separator: str
    skipped_lines: int
    header_row: int
    header: list[str]


class Sheet:
    """One file, understood. `headers` are unique; `rows()` may be read as often as needed.

    `raw` ones have no `'` to take off. `total` is the line of a row of totals, which is left out; `footers`
    counts the closing lines that were, once `rows()` has been read to its end. `said` is what the plan should
    say of the file, `tab` the sheet of a workbook.
    """

    def __init__(self, path: Path, name: str, encoding: Encoding, form: Form) -> None:
        self.path = path
        self.name = name
        self.encoding = encoding
        self.separator = form.separator
        self.headers = unique_headers(form.header)
        self.notes = form.header_row
        self.footers = 0
        self.total: int | None = None
        self.raw = False
        self.errors: Errors = NO_ERRORS
        self.said: list[str] = []
        self.tab = ""
        self._form = form

    @property
    def separator_name(self) -> str:
        """The separator in a word, for the plan."""
        return SEPARATORS.get(self.separator, f'"{self.separator}"')

    def rows(self) -> Iterator[Row]:
        """The rows below the header as (line, cells): no blank ones, no footers.

        Raises BadValue for a cell over 1 MB, a row of over 10,000 cells, a quote that never closes.
        """
        return chain.from_iterable(self.batches())

    def batches(self) -> Iterator[list[Row]]:
        """The same rows, many at a time."""
        footers = Footers(len(self.headers))
        yield from footers.batches(self._without_total(self._below_header()))
        self.footers = footers.count

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Write the rows on the lines of `reasons` to `target`, in the file's own form. Raises BadValue."""

        write_bad_rows(self, reasons, target)

    def _without_total(self, batches: Iterator[list[Row]]) -> Iterator[list[Row]]:
        if self.total is None:
            return batches
        return ([row for row in batch if row[0] != self.total] for batch in batches)

    def _below_header(self) -> Iterator[list[Row]]:
        with self.path.open(encoding=self.encoding.codec, newline="") as handle:
            for _ in range(self._form.skipped_lines):
                handle.readline()
            batches = _numbered(handle, self.separator, self.name, self._form.skipped_lines)
            last: Row = (0, [])
            above = self._form.header_row + 1
            for batch in batches:
                last = batch[-1]
                yield batch[above:] if above else batch
                above = max(0, above - len(batch))
        self._refuse_open_quote(last)

    def _refuse_open_quote(self, last: Row) -> None:
        """The csv module takes the end of the file for a missing quote, swallowing all rows from there."""
        line, cells = last
        if not any("\n" in cell or "\r" in cell for cell in cells):
            return
        with self.path.open(encoding=self.encoding.codec, newline="") as handle:
            try:
                for _ in csv_rows(islice(handle, line - 1, None), self.separator, strict=True):
                    pass
            except CsvError as error:
                if "unexpected end" in error.why:
                    raise BadValue(f"{self.name}: line {line}: a quote is opened and never closed.") from None


def open_sheet(
    path: Path, name: str, encoding: str | None = None, knows: Knows = lambda header: False
) -> Sheet:
    """Understand the file at `path`, called `name` in messages; `knows` says which headers are known.

    Raises BadValue for what cannot be read as a table of text.
    """
    found = detect(path, name, encoding)
    with path.open(encoding=found.codec, newline="") as handle:
        form = _form(handle, name, knows)
    if len(form.header) > MOST_COLUMNS:
        raise BadValue(f"{name}: {len(form.header):,} columns; at most {MOST_COLUMNS:,} are read.")
    return Sheet(path, name, found, form)


def unique_headers(header: list[str]) -> list[str]:
    """Headers trimmed, nameless ones called "column 5", the second "Phone" called "Phone (2)"."""
    seen: dict[str, int] = {}
    names: list[str] = []
    taken = {cell.strip() for cell in header}
    for place, cell in enumerate(header, start=1):
        plain = " ".join(cell.split()) or f"column {place}"
        seen[plain] = count = seen.get(plain, 0) + 1
        unique = plain
        while count > 1 and (unique in taken or unique == plain):
            unique = f"{plain} ({count})"
            count += 1
        taken.add(unique)
        names.append(unique)
    return names


def _form(handle: io.TextIOBase, name: str, knows: Knows) -> Form:
    first = handle.readline()
    told = _SEP_LINE.match(first)
    skipped = 1 if told else 0
    lines = ([] if told else [first]) + list(islice(handle, NOTES_AT_MOST * 4))
    candidates = [told.group(1)] if told else list(SEPARATORS)
    forms: list[Form] = []
    trouble: BadValue | None = None
    for separator in candidates:
        try:
            forms.append(_header(lines, separator, skipped, name, knows))
        except BadValue as error:  # only with the right separator is it a fault of the file
            trouble = trouble or error
    best = max(forms, key=lambda form: (_known(form.header, knows), _width(form.header)), default=None)
    if trouble is not None and (best is None or _width(best.header) < 2):
        raise trouble
    if best is None or not any(cell.strip() for cell in best.header):
        raise BadValue(f"{name} has no header line: there is nothing to import.")
    return best


def _header(lines: list[str], separator: str, skipped: int, name: str, knows: Knows) -> Form:
    batches = _numbered(lines, separator, name, skipped, 1)
    rows = [cells for _, cells in islice(chain.from_iterable(batches), NOTES_AT_MOST)]
    best = header_place(rows, knows)
    return Form(separator, skipped, 0, []) if best is None else Form(separator, skipped, best, rows[best])


def header_place(rows: list[list[str]], knows: Knows) -> int | None:
    """Where the headers are: in the row with most that mean something, else the first with two cells, else
    the first; None where all are blank."""
    filled = [place for place, cells in enumerate(rows) if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    # Notes are narrower than the header: a row of data that happens to hold a header's word is not.
    wider = [
        place
        for place in filled
        if _width(rows[place]) > max((_width(row) for row in rows[:place]), default=0)
    ]
    known = {place: _known(rows[place], knows) for place in wider}
    best = max(known, key=lambda place: (known[place], -place))
    if not known[best]:
        return next((place for place in filled if _width(rows[place]) > 1), filled[0])
    return best


def _known(cells: list[str], knows: Knows) -> int:
    return sum(1 for cell in cells if cell.strip() and knows(cell))


def _width(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def grouped(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows, many at a time."""
    rows = iter(rows)
    while some := list(islice(rows, CHUNK)):
        yield some


def _numbered(
    lines: io.TextIOBase | list[str], separator: str, name: str, skipped: int, at_once: int = CHUNK
) -> Iterator[list[Row]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        for batch in csv_batches(lines, separator, at_once, skipped=skipped):
            for line, cells in batch:
                if len(cells) > MOST_COLUMNS:
                    many = f"{len(cells):,} cells in a row; at most {MOST_COLUMNS:,} are read"
                    raise BadValue(f"{name}: line {line}: {many}.")
            yield batch
    except CsvError as error:
        if "field limit" not in error.why:
            raise BadValue(f"{name}: line {error.line}: not CSV ({error.why}).") from None
        raise BadValue(
            f"{name}: line {error.line}: a cell over 1 MB.",
            "Is a quote opened there and never closed?",
        ) from None


# Bad rows of a workbook are set aside as CSV.
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


def bad_path(source: Path | None, folder: Path, asked: Path | None = None) -> Path:
    """Where the bad rows of a file go: `accounts.bad.csv` in a folder, or where it was asked for; never over
    a file."""
    if asked is not None:
        return unused(asked)
    name = Path("stdin.csv" if source is None else source.name)
    stem, suffix = (name.stem, name.suffix) if name.suffix else (name.name, ".csv")
    return unused(folder / f"{stem}.bad{'.csv' if suffix.casefold() in WORKBOOKS else suffix}")


def unused(path: Path) -> Path:
    """A path, with a number where a file has it already."""
    for number in range(1, 10_000):
        tail = "" if number == 1 else f"-{number}"
        candidate = path.with_name(f"{path.stem}{tail}{path.suffix}")
        if not os.path.lexists(candidate):
            return candidate
    raise BadValue(f"{shown(str(path))}: too many files with bad rows already.")


def write_bad_rows(
    sheet: Sheet, reasons: dict[int, str], target: Path, form: Callable[[str], str] = str
) -> None:
    """Write the rows on the lines of `reasons` to `target`, a new file, below the same headers, each cell in
    the form that CSV needs. Raises BadValue."""
    codec = {"utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(sheet.encoding.codec, sheet.encoding.codec)
    skipped = {place for place, header in enumerate(sheet.headers) if header_key(header) == REASON_HEADER}
    with (
        writing(target),
        open(target, "x", encoding=codec, errors="backslashreplace", newline="", opener=private) as handle,
    ):
        writer = csv.writer(handle, delimiter=sheet.separator, lineterminator="\n")
        writer.writerow([*_without(sheet.headers, skipped), REASON_HEADER])
        for line, cells in sheet.rows():
            if line in reasons:
                padded = cells + [""] * (len(sheet.headers) - len(cells))
                writer.writerow([*map(form, _without(padded, skipped)), reasons[line]])


def write_bad_lines(source: Path, reasons: dict[int, str], target: Path) -> None:
    """Write the lines of `reasons` of a JSONL file, of whatever kind they are, each with its reason. Raises
    BadValue."""
    with writing(target), source.open("rb") as lines, open(target, "xb", opener=private) as handle:
        for number, raw in enumerate(lines, start=1):
            if number in reasons:
                reason = json.dumps({REASON_HEADER: reasons[number]}, ensure_ascii=False)
                handle.write(raw.rstrip()[:-1] + b", " + reason[1:].encode() + b"\n")


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say which file cannot be written. Raises BadValue."""
    try:
        yield
    except OSError as error:
        raise BadValue(f"{shown(str(target))} can't be written: {error.strerror}.") from None


def _without(cells: list[str], places: set[int]) -> list[str]:
    return [cell for place, cell in enumerate(cells) if place not in places]
