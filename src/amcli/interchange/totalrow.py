"""The row of totals at the end of a table, told by its word and by its figures: "Total" is a company, too.

Left out is the last row only, which has no other words than Total, Summe or the like, and figures that are
all sums of the rows above. Closing lines below a blank one are the sheet's matter (sheet.py).
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from amcli.interchange.languages import plain, words
from amcli.interchange.numbercolumn import Parts, parts_of
from amcli.interchange.sheet import Row, Rows
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from decimal import Decimal

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


def total_of(sheet: Rows, last: Row | None) -> Total | None:
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


def are_sums(sheet: Rows, last: int, figures: dict[int, Parts]) -> bool:
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
