"""What the XML of an .ods says of a table that the library which reads its cells does not: the same as
sheetxml.py tells of an .xlsx.

Rows and cells that are the same are written once, with their number: a few bytes may stand for a sheet of
gigabytes. Not for the values of cells (workbook.py).
"""

from amcli.hints import TYPE_CHECKING
from amcli.interchange.tables.sheetxml import ERROR, Box, Found, Parts, column_letters, unpacked

if TYPE_CHECKING:
    from zipfile import ZipFile


CONTENT = "content.xml"
HIDDEN = frozenset({"collapse", "filter"})
Told = dict[str, str]


def look_through(archive: "ZipFile") -> dict[str, Found]:
    """Look through all tables, since the library reads them all at once: what each holds, by its name.
    Raises BadValue with what is wrong with the file."""
    tables = Tables()
    Parts(
        {
            "table": tables.on_table,
            "table-column": lambda told: tables.last.on_column(told),
            "table-row": lambda told: tables.last.on_row(told),
            "table-cell": lambda told: tables.last.on_cell(told),
            "covered-table-cell": lambda told: tables.last.on_cell(told),
            "p": lambda told: tables.last.on_paragraph(),
        }
    ).read(unpacked(archive, CONTENT))
    return {name: table.found() for name, table in tables.named.items()}


class Tables:
    """The tables of a file, in their order."""

    def __init__(self) -> None:
        self.last = Table()
        self.named: dict[str, Table] = {}

    def on_table(self, told: Told) -> None:
        self.last = self.named[told.get("table:name", "")] = Table()


class Table:
    """A table while it is looked through."""

    def __init__(self) -> None:
        self._box = Box()
        self._errors: dict[int, dict[int, str]] = {}
        self._shares: dict[int, set[int]] = {}
        self._unworked = ""
        self._hidden_rows = 0
        self._hidden: set[int] = set()
        self._columns = 0
        self._row = 0
        self._row_end = 0
        self._row_hidden = False
        self._cell = (0, 0)

    def on_column(self, told: Told) -> None:
        count = times(told, "table:number-columns-repeated")
        if told.get("table:visibility") in HIDDEN:
            self._hidden.update(range(self._columns, self._columns + min(count, 20_000)))
        self._columns += count

    def on_row(self, told: Told) -> None:
        self._row = self._row_end + 1
        self._row_end += times(told, "table:number-rows-repeated")
        self._row_hidden = told.get("table:visibility") in HIDDEN
        self._cell = (0, 0)

    def on_cell(self, told: Told) -> None:
        first = self._cell[1]
        self._cell = (first, first + times(told, "table:number-columns-repeated"))
        kind = told.get("office:value-type")
        if kind is None:
            if "table:formula" in told:
                self._unworked = self._unworked or f"{column_letters(first)}{self._row}"
            return
        self._fill()
        places = range(first, min(self._cell[1], self._box.columns))
        if told.get("calcext:value-type") == "error":
            text = told.get("office:string-value") or ERROR
            for row in range(self._row, self._row_end + 1):
                self._errors.setdefault(row, {}).update(dict.fromkeys(places, text))
        elif kind == "percentage":
            for row in range(self._row, self._row_end + 1):
                self._shares.setdefault(row, set()).update(places)

    def on_paragraph(self) -> None:
        """A text in a cell, whatever it says of its kind."""
        if self._cell[1]:
            self._fill()

    def _fill(self) -> None:
        """Count the cells. Raises BadValue for a table that would be too large."""
        new = self._row_end > self._box.rows
        self._box.take(self._row_end, self._cell[1] - 1)
        if new and self._row_hidden:
            self._hidden_rows += self._row_end - self._row + 1

    def found(self) -> Found:
        """What was found, at the end."""
        hidden = sum(1 for place in self._hidden if place < self._box.columns)
        return Found(self._errors, self._shares, self._unworked, self._hidden_rows, hidden)


def times(told: Told, name: str) -> int:
    """How often a row, a column or a cell is there."""
    text = told.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1
