"""The calm table, drawn by rich: wrapping, alignment and widths in columns; no box, one thin rule.

Imported only when a table is drawn for a person.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.box import Box
from rich.color import ColorSystem
from rich.console import Console
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from amcli.output.screen import ROLES, Cell, Column, Part

if TYPE_CHECKING:
    from amcli.output.screen import Screen

CALM = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
CALM_ASCII = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
NAMES = {"31": "red", "32": "green", "33": "yellow", "35": "magenta", "36": "cyan"}


def style_of(code: str) -> Style:
    """Rich's style for the numbers of an escape sequence."""
    bold = code == "1" or code.startswith("1;")
    colour = code.removeprefix("1;") if code != "1" else ""
    name = f"color({colour.removeprefix('38;5;')})" if colour.startswith("38;5;") else NAMES.get(colour)
    return Style(color=name, bold=bold or None)


def draw(
    screen: "Screen",
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    sizes: Sequence[int],
    *,
    header: bool,
) -> None:
    """Write a table of the given column widths."""
    few = screen.colours <= 16
    styles = {role: style_of(pair[1 if few else 0]) for role, pair in ROLES.items()}
    table = Table(
        box=CALM_ASCII if screen.ascii else CALM,
        show_edge=False,
        pad_edge=False,
        padding=0,
        show_header=header,
        border_style=styles["muted"],
        width=sum(sizes) + sum(column.gap for column in columns[:-1]),
    )
    last = len(columns) - 1
    gaps = [0 if at == last else column.gap - 1 for at, column in enumerate(columns)]
    for column, size, gap in zip(columns, sizes, gaps, strict=True):
        title = padded(text_of(screen, styles, Part(column.title, "muted")), gap)
        justify: Any = "right" if column.right else "left"
        table.add_column(title, justify=justify, width=size + gap, overflow="ellipsis")
    for row in rows:
        table.add_row(
            *(padded(text_of(screen, styles, cell), gap) for cell, gap in zip(row, gaps, strict=True))
        )
    write(screen, table)


def text_of(screen: "Screen", styles: dict[str, Style], cell: Cell) -> Text:
    """A cell as rich has it."""
    found = Text(overflow="ellipsis", end="")
    for part in screen.parts(cell):
        found.append(part.text, styles[part.role])
    return found


def padded(text: Text, gap: int) -> Any:
    """A cell with the rest of its gap on the right."""
    return Padding(text, (0, gap, 0, 0)) if gap else text


def write(screen: "Screen", table: Table) -> None:
    """Write what rich laid out, without the blanks at the ends of lines."""
    console = Console(width=screen.width, color_system=None, legacy_windows=False, _environ={})
    colours = {0: None, 16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}[screen.colours]
    for line in console.render_lines(table, console.options.update(width=screen.width), pad=False):
        segments = list(line)
        while segments and not segments[-1].text.strip():
            segments.pop()
        if segments:
            segments[-1] = Segment(segments[-1].text.rstrip(), segments[-1].style)
        print("".join(painted(segment, colours) for segment in segments), file=screen.run.stdout)


def painted(segment: Segment, colours: ColorSystem | None) -> str:
    if segment.style is None or not segment.text.strip():
        return segment.text
    return segment.style.render(segment.text, color_system=colours)
