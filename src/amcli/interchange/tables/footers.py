"""Closing lines of a table, which are no rows: what a program writes under them, a row of totals.

Not for what is above the headers (sheet.py).
"""

import re
from collections.abc import Iterable, Iterator

from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.interchange.values.languages import plain, words
from amcli.interchange.values.numbers import Parts, parts_of
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from decimal import Decimal

    from amcli.interchange.tables.sheet import Row, Rows


AT_MOST = 12

_CLOSING = re.compile(
    r"(copyright|\(c\)|©|confidential|generated|exported|report|page \d|total records|filtered by|as of )",
    re.IGNORECASE,
)
# The one line of a Salesforce report's end that is the same in every language, whatever was saved it again.
_SIGNED = re.compile(r"copyright (\(c\)|©) [\d -]+salesforce\b", re.IGNORECASE)


class Footers:
    """The closing lines of a file of so many columns. `count` is how many were left out, at its end."""

    def __init__(self, width: int) -> None:
        self.count = 0
        self._width = width
        self._held: list[Row] = []
        self._after_blank = False
        self._signed = False
        self._sure = False

    def batches(self, batches: "Iterable[list[Row]]") -> "Iterator[list[Row]]":
        """The same for rows that come many at a time: those of the middle of a table, which nearly all are,
        are looked at together."""
        for batch in batches:
            held_back = self._after_blank or self._held
            if not held_back and all(len(cells) > 1 and cells[0] and cells[1] for _, cells in batch):
                yield batch
            else:
                yield [*self._passed(batch)]
        yield [*self._end()]

    def without(self, rows: "Iterator[Row]") -> "Iterator[Row]":
        """The rows that are no closing lines, without blank ones."""
        yield from self._passed(rows)
        yield from self._end()

    def _passed(self, rows: "Iterable[Row]") -> "Iterator[Row]":
        """The rows so far that are surely none of the last."""
        for row in rows:
            cells = row[1]
            if not (cells and cells[0]) and is_blank(cells):
                if not self._sure:
                    yield from self._let_go()
                self._after_blank = True
                continue
            if not self._after_blank and not self._held and (len(cells) > 1 and cells[0] and cells[1]):
                yield row
                continue
            if self._closes(cells):
                self._held.append(row)
                self._sure = True
                continue
            yield from self._let_go()
            if self._may_be_title(cells):
                self._held = [row]
            else:
                yield row

    def _end(self) -> "Iterator[Row]":
        """What was held back and is none of the closing lines, once there are no more."""
        if self._sure:
            self.count = len(self._held)
        else:
            yield from self._let_go()

    def _let_go(self) -> "Iterator[Row]":
        """The rows that were held back, which are none of the closing lines after all."""
        held, self._held = self._held, []
        self._after_blank = self._signed = self._sure = False
        yield from held

    def _closes(self, cells: list[str]) -> bool:
        """Whether a row is one of the last words: below a blank line by what it says; in a Salesforce report
        that a spreadsheet saved again the signed line, and what stands alone in its row below it."""
        if len(self._held) >= AT_MOST:
            return False
        alone = self._may_be_title(cells)
        self._signed = self._signed or (alone and _SIGNED.match(filled(cells)[0]) is not None)
        return (self._signed and alone) or (self._after_blank and self._looks_closing(cells))

    def _looks_closing(self, cells: list[str]) -> bool:
        """Whether a row after a blank line looks like a report's last words."""
        said = filled(cells)
        if self._width > 1 and len(cells) == 1:
            return True
        if len(said) == 1 and _CLOSING.match(said[0]):
            return True
        return plain(said[0].rstrip(": ")) in words("totals")

    def _may_be_title(self, cells: list[str]) -> bool:
        """Whether a row has one text alone, as the title above a signed line has."""
        return self._width > 1 and len(filled(cells)) == 1


def filled(cells: list[str]) -> list[str]:
    """The cells that hold something, trimmed."""
    return [cell.strip() for cell in cells if cell and not cell.isspace()]


def is_blank(cells: list[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in cells)


_SCALES = {"": 0, "k": 3, "m": 6, "b": 9}


def is_total(text: str) -> bool:
    """Whether a cell is a word for a total."""
    return plain(re.sub(r"[\s:]+$", "", " ".join(text.split()))) in words("totals")


class Total(NamedTuple):
    """A last row that is called a total and has figures only; whether these are the sums."""

    line: int
    word: str
    is_sum: bool

    @property
    def note(self) -> str:
        """What the plan says of it."""
        if self.is_sum:
            return f"line {self.line:,}: totals, ignored"
        return (
            f"line {self.line:,}: {quoted(self.word)} isn't the sum of the rows above, so it counts as a row "
            "(delete it if it is a total)"
        )


def total_of(sheet: "Rows", last: "Row | None") -> Total | None:
    """The row of totals, or what looks like one; None where the last row is one like the others."""
    if last is None:
        return None
    line, cells = last
    filled = [(place, cell.strip()) for place, cell in enumerate(cells) if cell.strip()]
    if len(filled) < 2 or not is_total(filled[0][1]):
        return None
    figures = {place: parts for place, cell in filled[1:] if (parts := parts_of(cell)) is not None}
    if len(figures) < len(filled) - 1:
        return None
    return Total(line, filled[0][1], are_sums(sheet, line, figures))


def are_sums(sheet: "Rows", last: int, figures: dict[int, Parts]) -> bool:
    """Whether all figures are the sums of their columns, read with a decimal point or with a comma."""
    from decimal import Decimal

    sums = {(place, mark): Decimal(0) for place in figures for mark in ".,"}
    rows = 0
    for line, cells in sheet.rows():
        if line == last:
            continue
        rows += 1
        for place in figures:
            parts = parts_of(cells[place]) if place < len(cells) else None
            if parts is not None:
                for mark in ".,":
                    sums[place, mark] += number(parts, mark) or 0
    return rows > 0 and all(
        any(near(number(parts, mark), sums[place, mark], rows) for mark in ".,")
        for place, parts in figures.items()
    )


def number(parts: Parts, mark: str) -> "Decimal | None":
    """The number with this decimal mark; None where it is none with it."""
    from decimal import Decimal

    core = parts.core.replace("," if mark == "." else ".", "").replace(mark, ".")
    if core.count(".") > 1:
        return None
    value = Decimal(core).scaleb(_SCALES[parts.scale])
    return -value if parts.negative else value


def near(total: "Decimal | None", found: "Decimal", rows: int) -> bool:
    """Whether a total is a sum, but for what is lost where each cell is rounded as the total is."""
    from decimal import Decimal

    if total is None:
        return False
    last_digit = Decimal(1).scaleb(min(int(total.as_tuple().exponent), 0))
    return abs(total - found) <= last_digit / 2 * (rows + 1)
