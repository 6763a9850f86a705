"""Every table of every screen against Rich's own: the same text and colours at every width."""

from collections.abc import Sequence
from copy import copy
from typing import Any

import pytest
from rich.cells import cell_len

from amcli.output import columns as laying
from amcli.output import terminal
from amcli.output.screen import WIDE, Screen
from amcli.output.table import Across, Grid, painted
from amcli.page import Page
from tests.commands.every import REPORTS, Report, name
from tests.commands.shelf import BOOKS, Shelf
from tests.profiles import in_turn, is_nightly, some
from tests.screens.rich_table import rich_lines

WIDTHS = (60, 80, 100, 120, 200)
DRAWN = [each for each in REPORTS if each.path != "digest"]  # which is text
OFTEN = ("checkins", "renewals", "risks")
TRIED = [each for each in DRAWN if each in some(DRAWN, 8) or each.path in OFTEN]
AS_WIDE_AS_THEY_MUST = ("sql", "portfolio")
NOTHING_NEXT, UNSOUND = 3, 4  # exit codes of `am next` and `am doctor`
MOST_ROWS = 1000 if is_nightly() else 12
draw = terminal.draw_page


class Seen(Grid):
    """A table that remembers what it was made of."""

    every: list["Seen"]

    def __init__(self, columns: Any, rows: Any, **more: Any) -> None:
        super().__init__(columns, list(rows), **more)
        self.layouts, self.colours = columns, more["colours"]
        self.every.append(self)

    @property
    def shared(self) -> list[Any]:
        """The rows that Rich's table can have: a cell for each column."""
        return [row for row in self.rows if not isinstance(row, Across) and len(row) == len(self.layouts)]

    def ours(self) -> list[str]:
        """The lines that are drawn of them."""
        whole, self.rows = self.rows, self.shared[:MOST_ROWS]
        lines = [painted(line, self.colours) for line in (*self.head(), *self.body())]
        self.rows = whole
        return lines

    def richs(self) -> list[str]:
        """The lines that Rich makes of them."""
        rows = self.shared[:MOST_ROWS]
        return rich_lines(self.layouts, rows, colours=self.colours, width=self.width, head=True)


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> list[Seen]:
    """The tables of what is drawn, at all widths with and without colour."""
    Seen.every = []
    monkeypatch.setattr(laying, "Grid", Seen)
    monkeypatch.setattr(terminal, "draw_page", draw_everywhere)
    return Seen.every


def draw_everywhere(screen: Screen, page: Page) -> None:
    """Draw a page at all widths, and say nothing of it."""
    for width in WIDTHS:
        for colours in (0, 16, 256) if is_nightly() else (16, 256) if width == 80 else (0,):
            other = copy(screen)
            other.width, other.wide, other.colours = width, width >= WIDE, colours
            other.write = lambda line: None  # type: ignore[method-assign]
            draw(other, page)


# By day each on two of the books, in turn: tables are laid out by their columns, which are the same in each
# book, and every book's names meet most of the columns in some table. Nightly on all.
PLACES = [(report, where) for at, report in enumerate(TRIED) for where in in_turn(list(BOOKS), at, 2)]


@pytest.mark.parametrize(
    ("report", "where"), PLACES, ids=lambda each: each if isinstance(each, str) else name(each)
)
def test_a_table_is_the_one_that_rich_makes_and_no_title_is_cut(
    report: Report, where: str, shelf: Shelf, tables: Sequence[Seen]
) -> None:
    """A table as wide as it must be, such as one of `am sql`, is cut at the edge; so are titles that are
    names of the book."""
    cli, argv = shelf.line_on(report, where)
    if argv is not None:
        assert cli(*argv, "-o", "table").code in (0, NOTHING_NEXT, UNSOUND)
    for each in tables:
        if not any(column.letters for column in each.layouts):
            assert each.ours() == each.richs(), (each.width, each.colours)
        if each.width >= 60 and report.path not in AS_WIDE_AS_THEY_MUST:
            assert [each.title for each in each.layouts if cell_len(each.title) > each.size] == []
            assert each.whole <= each.width
