"""The rows of a file as values: each made even, put in the words of the book, completed, its cells read.

What cannot be read makes its row bad, which is noted in the plan. Not for what becomes of the rows
(rowimport.py).
"""

from collections.abc import Iterator

from amcli.hints import Any
from amcli.interchange.plan import FilePlan
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.profile import FirstLook
from amcli.interchange.tables.sheet import Row, Rows
from amcli.interchange.tables.unread import choices_of
from amcli.interchange.values.columns import none_of
from amcli.interchange.values.reader import Wrong

# A row as read: a value for each column that a field is read from.
Read = tuple[Any, ...]
SPREADSHEET = "an error in the spreadsheet"


class RowReading:
    """Reads the rows of one file, a chunk at a time."""

    def __init__(self, sheet: Rows, mapping: Mapping, look: FirstLook, plan: FilePlan) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.look = look
        self.plan = plan
        self.translation = mapping.translation

    def read(self, rows: list[Row]) -> Iterator[tuple[int, list[str], Read]]:
        """The rows that can be read, with their values by column."""
        even = self._even(rows)
        if self.translation is not None:
            even = self._translated(even)
        even = self.mapping.completed(even)
        if not even:
            return
        places = [column.place for column in self.mapping.columns]
        read = [self.look.readers[place].column([cells[place] for _, cells in even]) for place in places]
        faulty = any(Wrong in set(map(type, values)) for values in read)
        for (line, cells), values in zip(even, zip(*read, strict=True), strict=True):
            if faulty and self._report_wrong(line, cells, values):
                continue
            yield line, cells, values

    def refuse(self, line: int, column: Column, cells: list[str], why: str) -> None:
        """Note a bad cell, under the header that the file has for it."""
        place = column.own(cells)
        header = column.header if place == column.place else self.sheet.headers[place]
        choices = choices_of(column)
        closed = (column.field.name, choices) if choices and why == none_of(choices) else ("", ())
        self.plan.refuse(line, header, cells[place].strip(), why, closed)

    def _even(self, rows: list[Row]) -> list[Row]:
        """The rows, each with a cell for every header; those with more are bad."""
        width = len(self.sheet.headers)
        if not self.sheet.errors and {len(cells) for _, cells in rows} == {width}:
            return rows
        even = []
        for line, cells in rows:
            if self.sheet.errors and line in self.sheet.errors and self._refuse_errors(line):
                continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                self._refuse_row(line, [("", f"{len(cells)} cells", f"the header has {width}")])
                continue
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            even.append((line, cells))
        return even

    def _refuse_errors(self, line: int) -> bool:
        """Whether a cell that is read says what went wrong in the spreadsheet, which no value is made of."""
        said, read = self.sheet.errors[line].items(), self.mapping.read
        found = [(self.sheet.headers[place], text, SPREADSHEET) for place, text in said if place in read]
        if found:
            self._refuse_row(line, found)
        return bool(found)

    def _refuse_row(self, line: int, faults: list[tuple[str, str, str]]) -> None:
        """Note a row that cannot be told whose it is as bad, once where several layouts share a file."""
        if self.translation is not None and not self.translation.answers:
            self.plan.rows -= 1
            return
        for column, found, why in faults:
            self.plan.refuse(line, column, found, why)

    def _translated(self, rows: list[Row]) -> list[Row]:
        """The rows in the words of the book, without those that are passed over or are of another layout."""
        assert self.translation is not None
        kept: list[Row] = []
        for line, cells in rows:
            made = self.translation.row(cells)
            if isinstance(made, list):
                kept.append((line, made))
            elif made is None:
                self.plan.rows -= 1
            else:
                self.plan.pass_over(made)
        return kept

    def _report_wrong(self, line: int, cells: list[str], values: tuple[object, ...]) -> bool:
        wrong = False
        for column, value in zip(self.mapping.columns, values, strict=True):
            if type(value) is Wrong:
                wrong = True
                self.refuse(line, column, cells, value.why)
        return wrong
