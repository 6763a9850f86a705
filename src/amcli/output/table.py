"""A table for a person: widths fixed once, then a line at a time as pieces of Rich.

Not `rich.table`, which measures and wraps every cell again and costs forty times as much; the tests hold the
two against each other, letter by letter and colour by colour. Text comes harmless (`terminal`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from amcli.hints import TYPE_CHECKING, NamedTuple, TypeAlias
from amcli.output.screen import ROLES, Part

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

NAMES = {"31": "red", "35": "magenta"}
SYSTEMS = {16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}
WORD = re.compile(r"\s*\S+\s*")
BLOCKS = 4096  # cells that are laid out once
Pieces: TypeAlias = tuple[Part, ...]
Cells: TypeAlias = Sequence[Pieces]
Line: TypeAlias = Sequence[Segment]


class Layout(NamedTuple):
    """A column as it is laid out: its title, the columns of text, the blanks after them, its side, and
    whether what is too wide is broken at any letter."""

    title: str
    size: int
    gap: int
    right: bool
    letters: bool = False


class Across(NamedTuple):
    """A line across all columns."""

    parts: Pieces


Row: TypeAlias = Cells | Across


class Grid:
    """A table of fixed widths, a line at a time; Rich's own console can print it. A row that is no list of
    cells is a line across all columns, already as wide as it may be. `colours` are 0, 16 or 256."""

    def __init__(
        self, columns: Sequence[Layout], rows: Iterable[Row], *, rule: str, colours: int, width: int
    ) -> None:
        last = len(columns) - 1
        gaps = [0 if at == last else each.gap - 1 for at, each in enumerate(columns)]
        widths = given([each.size + gap for each, gap in zip(columns, gaps, strict=True)])
        self.columns = list(zip(widths, gaps, columns, strict=True))
        self.titles = [(Part(each.title, "muted"),) if each.title else () for each in columns]
        self.whole = sum(widths) + last
        self.rows, self.rule, self.width, self.few = rows, rule, width, colours <= 16
        self.empty = [[Segment(" " * (width + (at > 0)))] for at, width in enumerate(widths)]
        self.known = lru_cache(BLOCKS)(self.block)  # days, amounts and stages come again and again

    def head(self) -> Iterator[Line]:
        """The titles and the rule below them."""
        blocks = [self.block(at, cell, len(self.titles), title=True) for at, cell in enumerate(self.titles)]
        yield from self.beside(blocks, title=True)
        yield self.within([Segment(self.rule * self.whole, style_of("muted", few=self.few))])

    def body(self) -> Iterator[Line]:
        """The rows."""
        for lines in self.each():
            yield from lines

    def each(self) -> Iterator[Iterable[Line]]:
        """The lines of each row."""
        for row in self.rows:
            if isinstance(row, Across):
                yield [[self.segment(part) for part in row.parts]]
            else:
                left = len(row)
                yield self.beside([self.known(at, cell, left) for at, cell in enumerate(row)])

    def beside(self, blocks: Sequence[Sequence[Line]], *, title: bool = False) -> Iterator[Line]:
        """The lines of a row; a title that needs fewer lines than another stands below."""
        height = max(1, *map(len, blocks))
        for line in range(height):
            found: list[Segment] = []
            for at, block in enumerate(blocks):
                place = line - (height - len(block) if title else 0)
                found += block[place] if 0 <= place < len(block) else self.empty[at]
            yield self.within(found)

    def block(self, at: int, cell: Pieces, left: int, *, title: bool = False) -> list[Line]:
        """The lines of one cell, each as wide as its column, or as all from it on where it is the last of
        those that are `left`, with the blank that stands between it and the column before."""
        width, gap, column = self.columns[at]
        if at == left - 1 < len(self.columns) - 1:
            width, gap = sum(each[0] for each in self.columns[at:]) + len(self.columns) - left, 0
        if width - gap < 1:
            return []
        lines = laid_out(cell, width - gap, right=column.right, letters=column.letters)
        if title and self.few:  # without a colour of its own a title is one piece with its blanks
            lines = [[Part("".join(part.text for part in line))] for line in lines]
        before, after = [Segment(" ")] if at else [], [Segment(" " * gap)] if gap else []
        found = ([self.segment(part, title=title) for part in line] for line in lines)
        return [joined([*before, *line, *after]) for line in found]

    def segment(self, part: Part, *, title: bool = False) -> Segment:
        """A piece in the style of its role; titles are bold."""
        return Segment(part.text, style_of(part.role, few=self.few, bold=title))

    def within(self, line: list[Segment]) -> list[Segment]:
        """A line no wider than the screen."""
        if self.whole <= self.width:
            return line
        found: list[Segment] = []
        room = self.width
        for segment in line:
            size = segment.cell_length
            if size >= room:
                return [*found, Segment(set_cell_size(segment.text, room), segment.style)]
            found.append(segment)
            room -= size
        return found

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> Iterator[Segment]:
        """The whole table, for Rich."""
        for line in (*self.head(), *self.body()):
            yield from line
            yield Segment.line()


def joined(line: Line) -> Line:
    """A line in as few pieces as it has colours."""
    found: list[Segment] = []
    for each in line:
        plain = not each.style  # no style, or one that changes nothing
        if plain and found and found[-1].style is None:
            found[-1] = Segment(found[-1].text + each.text)
        else:
            found.append(Segment(each.text) if plain else each)
    return found


def given(wanted: list[int]) -> list[int]:
    """The widths that columns get: a column of none takes one, and that of another (as Rich's tables do)."""
    widths = [width or 1 for width in wanted]
    over = sum(widths) - sum(wanted)
    for at, width in enumerate(widths):
        taken = min(width, round(over / (len(widths) - at)))
        widths[at] -= taken
        over -= taken
    return [min(each, width) for each, width in zip(wanted, widths, strict=True)]


@cache
def style_of(role: str, *, few: bool, bold: bool = False) -> Style:
    """Rich's style for a role, where there are few colours or many."""
    code = ROLES[role][1 if few else 0]
    heavy = code == "1" or code.startswith("1;")
    colour = code.removeprefix("1;") if code != "1" else ""
    name = f"color({colour.removeprefix('38;5;')})" if colour.startswith("38;5;") else NAMES.get(colour)
    return Style(color=name, bold=(heavy or bold) or None)


def laid_out(cell: Pieces, room: int, *, right: bool, letters: bool = False) -> list[list[Part]]:
    """A cell in lines of a width: broken at spaces, a word that is too wide cut; or broken anywhere."""
    text = cell[0].text if len(cell) == 1 else "".join(part.text for part in cell)
    if len(text) <= room and (text.isascii() or cell_len(text) <= room):
        if right and text[-1:].isspace():
            text = text.rstrip()
        pad = Part(" " * (room - cell_len(text)))
        return [[pad, *cut(cell, 0, text)] if right else [*cell, pad]]
    starts = [0, *(any_breaks if letters else breaks)(text, room), len(text)]
    lines = []
    for start, end in pairwise(starts):
        line = fitted(text[start:end], room, right=right)
        pad = Part(" " * (room - cell_len(line)))
        lines.append([pad, *cut(cell, start, line)] if right else [*cut(cell, start, line), pad])
    return lines


def breaks(text: str, room: int) -> Iterator[int]:
    """Where a text is broken so that its lines fit."""
    used = 0
    for found in WORD.finditer(text):
        start, size = found.start(), cell_len(found[0].rstrip())
        if room - used >= size:
            used += cell_len(found[0])
        elif start and (used or size > room):
            yield start
            used = cell_len(found[0])
        elif size > room:
            used = cell_len(found[0])


def any_breaks(text: str, room: int) -> Iterator[int]:
    """Where a text is broken, at any letter, so that its lines fit."""
    used = 0
    for at, char in enumerate(text):
        if at and used + cell_len(char) > room:
            yield at
            used = 0
        used += cell_len(char)


def fitted(line: str, room: int, *, right: bool) -> str:
    """A line without the blanks that stand past its end, or at it where it stands at the right, and with
    `…` where it is too wide."""
    if (over := len(line) - room) > 0:
        blanks = len(line) - len(line.rstrip())
        line = line[: len(line) - min(blanks, over)]
    if right:
        line = line.rstrip()
    return set_cell_size(line, room - 1) + "…" if cell_len(line) > room else line


def cut(cell: Pieces, start: int, line: str) -> list[Part]:
    """A line in the roles of the cell that it begins in at `start`."""
    if len(cell) == 1:
        return [Part(line, cell[0].role)]
    found, at = [], 0
    for part in cell:
        end = at + len(part.text)
        low, high = max(at, start), min(end, start + len(line))
        if low < high:
            found.append(Part(line[low - start : high - start], part.role))
        at = end
    return found


def painted(line: Sequence[Segment], colours: int) -> str:
    """A line in its colours, without the blanks at its end."""
    if not colours:
        return "".join(segment.text for segment in line).rstrip()
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Segment(kept[-1].text.rstrip(), kept[-1].style)
    system = SYSTEMS[colours]
    return "".join(
        style.render(text, color_system=system) if style is not None and text.strip() else text
        for text, style, _ in kept
    )
