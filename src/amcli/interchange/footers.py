"""The closing lines of a file: held back until what follows shows whether they are, then left out.

A report's last words look like rows: its title, a copyright, who made it, the sum. They are left out only
at the end of a file. "Total Energies SE" is a customer. Not for lines above the headers (sheet.py).
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from amcli.interchange.languages import plain, words

if TYPE_CHECKING:
    from amcli.interchange.sheet import Row

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

    def without(self, rows: "Iterator[Row]") -> "Iterator[Row]":
        """The rows that are no closing lines, without blank ones."""
        for row in rows:
            cells = row[1]
            if not (cells and cells[0]) and is_blank(cells):
                if not self._sure:
                    yield from self._let_go()
                self._after_blank = True
                continue
            # Rows in the middle of a table, which nearly all are.
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
    """Whether no cell holds anything."""
    return not any(cell and not cell.isspace() for cell in cells)
