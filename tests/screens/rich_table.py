"""Rich's own table in the look of `am`: the measure for the one that is drawn."""

from collections.abc import Sequence
from typing import Any

from rich.box import Box
from rich.color import ColorSystem
from rich.console import Console
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from amcli.output.screen import Part
from amcli.output.table import Layout, style_of

CALM = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
COLOURS = {0: None, 16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}


def rich_lines(
    columns: Sequence[Layout],
    rows: Sequence[Sequence[Sequence[Part]]],
    *,
    colours: int,
    width: int,
    head: bool,
) -> list[str]:
    """The lines of a table as Rich lays it out."""
    few = colours <= 16
    table = Table(
        box=CALM,
        show_edge=False,
        pad_edge=False,
        padding=0,
        show_header=head,
        border_style=style_of("muted", few=few),
        width=sum(each.size for each in columns) + sum(each.gap for each in columns[:-1]),
    )
    last = len(columns) - 1
    gaps = [0 if at == last else each.gap - 1 for at, each in enumerate(columns)]
    for each, gap in zip(columns, gaps, strict=True):
        title = padded(text_of([Part(each.title, "muted")], few=few), gap)
        side: Any = "right" if each.right else "left"
        table.add_column(title, justify=side, width=each.size + gap, overflow="ellipsis")
    for row in rows:
        table.add_row(*(padded(text_of(cell, few=few), gap) for cell, gap in zip(row, gaps, strict=True)))
    console = Console(width=width, color_system=None, legacy_windows=False, _environ={})
    lines = console.render_lines(table, console.options.update(width=width), pad=False)
    return [painted(list(line), COLOURS[colours]) for line in lines]


def text_of(parts: Sequence[Part], *, few: bool) -> Text:
    """A cell as Rich has it."""
    found = Text(overflow="ellipsis", end="")
    for part in parts:
        found.append(part.text, style_of(part.role, few=few))
    return found


def padded(text: Text, gap: int) -> Any:
    """A cell with the rest of its gap on the right."""
    return Padding(text, (0, gap, 0, 0)) if gap else text


def painted(line: list[Segment], colours: ColorSystem | None) -> str:
    """A line without the blanks at its end, each of its words in its colours."""
    while line and not line[-1].text.strip():
        line.pop()
    if line:
        line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
    return "".join(
        (segment.style or Style.null()).render(segment.text, color_system=colours)
        if segment.text.strip()
        else segment.text
        for segment in line
    )
