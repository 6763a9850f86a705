"""Cells that the rows of a file lack: a constant for every row (`--set`), a column that is read twice.

They come after the file's own cells, and after those that a known system's layout makes, so that a column
keeps its place for messages and for the file of bad rows. Not for which fields they fill (headers.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

from amcli.interchange.sheet import Row


class Constant(NamedTuple):
    """The same text in every row."""

    text: str

    def of(self, cells: Sequence[str]) -> str:
        """The text, whatever the row says."""
        return self.text


class Again(NamedTuple):
    """A cell of the row that two fields are read from."""

    place: int

    def of(self, cells: Sequence[str]) -> str:
        """The cell; a short row has none."""
        return cells[self.place] if self.place < len(cells) else ""


Added = Constant | Again


def completed(rows: list[Row], width: int, added: Sequence[Added]) -> list[Row]:
    """The rows, each of this width, with what is added behind."""
    if not added:
        return rows
    return [
        (line, [*cells[:width], *[""] * (width - len(cells)), *(each.of(cells) for each in added)])
        for line, cells in rows
    ]
