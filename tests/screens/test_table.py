"""The table that is drawn against Rich's own: the same letters in the same colours, whatever stands in it."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from amcli.output.screen import ROLES, Part
from amcli.output.table import Across, Grid, Layout, Pieces, painted
from amcli.rules.names import shown
from tests.profiles import examples
from tests.screens.rich_table import rich_lines

AWKWARD = (
    "", " ", "-", "Acme Robotics", "a  b ", " leading", "日本電気株式会社 東京", "👩‍👩‍👧‍👦 family", "🇩🇪 🇫🇷",
    "❤️ heart", "e\u0301\u0302 combined", "شركة النخيل للتجارة", "tab\tbed", "two\nlines", "\u202eturned",
    "no\u00a0break here", "full\u3000width", "Donaudampfschifffahrtsgesellschaft", "x" * 70, "back\\slash",
    "ends in blanks    ", "\x1b[31mred", "…", "1,234",
)  # fmt: skip
# What joins, widens or hides what stands before it, and letters to do it to.
BITS = (
    "\u200d", "\ufe0f", "\ufe0e", "\u0301", "\u0302", "\U0001f1e9", "\U0001f1ea", "\U0001f3fd", "👩", "❤",
    "#", "\u20e3", "ش", "ك", "\u0651", "\u1100", "\u1161", "\u11a8", "क", "\u094d", "\u0e33", "𠀋",
    "\U000e0067", "\U000e007f", "\U00016fe4", "\u00ad", "\u3000", "\u00a0", "\t", " ", " ", "a", "日",
)  # fmt: skip
words = st.one_of(
    st.sampled_from(AWKWARD), st.text(max_size=30), st.lists(st.sampled_from(BITS), max_size=16).map("".join)
)
parts = st.builds(lambda text, role: Part(shown(text), role), words, st.sampled_from(sorted(ROLES)))
cells = st.lists(parts, max_size=3).map(lambda found: tuple(part for part in found if part.text))


@st.composite
def tables(draw: Any) -> tuple[list[Layout], list[list[Pieces]]]:
    """Columns of any width, and rows of any cells."""
    columns = draw(
        st.lists(
            st.builds(
                Layout,
                st.sampled_from(["", "Account", "Last touch", "Überfällig seit", "名前"]),
                st.integers(0, 40),
                st.integers(1, 4),
                st.booleans(),
                st.just(False),
            ),
            min_size=1,
            max_size=7,
        )
    )
    row = st.lists(cells, min_size=len(columns), max_size=len(columns))
    return columns, draw(st.lists(row, max_size=4))


def drawn(columns: list[Layout], rows: Any, *, colours: int, width: int, head: bool) -> list[str]:
    """The lines that are drawn."""
    grid = Grid(columns, rows, rule="─", colours=colours, width=width)
    return [painted(line, colours) for line in [*(grid.head() if head else ()), *grid.body()]]


@settings(max_examples=examples(60))
@given(tables(), st.sampled_from([0, 16, 256]), st.sampled_from([60, 80, 100, 120, 200]), st.booleans())
def test_a_table_has_the_text_and_the_colours_of_richs_own(table, colours, width, head):
    columns, rows = table
    drawn_lines = drawn(columns, rows, colours=colours, width=width, head=head)
    assert drawn_lines == rich_lines(columns, rows, colours=colours, width=width, head=head)


@pytest.mark.parametrize("text", AWKWARD)
def test_each_awkward_text_at_each_width(text):
    for size in range(1, 24):
        for right in (False, True):
            columns = [Layout("What", size, 3, right), Layout("Then", 6, 2, False)]
            rows = [[(Part(shown(text), "late"),) if text else (), (Part("end"),)]]
            lines = drawn(columns, rows, colours=256, width=80, head=True)
            assert lines == rich_lines(columns, rows, colours=256, width=80, head=True), size


def test_no_line_is_wider_than_the_screen_and_columns_stand_below_each_other():
    columns = [Layout("One", 12, 2, False), Layout("Two", 6, 2, True), Layout("", 3, 2, False)]
    rows = [[(Part(shown(text)),) if text else (), (Part("9"),), (Part("end"),)] for text in AWKWARD]
    for line in drawn(columns, rows, colours=0, width=80, head=True):
        assert cell_len(line) <= 12 + 2 + 6 + 2 + 3
        if line.endswith("end"):
            assert cell_len(line) == 25
            assert line[:-5].endswith("9")


def test_a_line_across_a_table_stands_as_it_is_given():
    grid = Grid([Layout("A", 3, 2, False)], [Across((Part("Critical", "heading"),)), Across(())],
                rule="─", colours=256, width=80)  # fmt: skip
    assert [painted(line, 256) for line in grid.body()] == ["\x1b[1mCritical\x1b[0m", ""]


def test_richs_console_prints_it():
    out = io.StringIO()
    grid = Grid([Layout("A", 5, 2, False)], [[(Part("one", "late"),)]], rule="-", colours=256, width=80)
    Console(file=out, width=80, color_system=None).print(grid, end="")
    assert [line.rstrip() for line in out.getvalue().splitlines()] == ["A", "-----", "one"]
