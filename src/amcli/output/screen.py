"""A person's terminal: width, colours by role, marks, and the calm table every screen is made of.

One of the two places that import rich. Colour goes on the few words that carry the fact; without
it, and without UTF-8, everything reads the same.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from amcli.rules.names import shown

if TYPE_CHECKING:
    from amcli.context import Run

CALM = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
CALM_ASCII = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
# Role: 256 colours, 16 colours. Bright black vanishes in some themes, so muted has no 16-colour form.
ROLES = {
    "alarm": ("bold color(167)", "bold red"),
    "late": ("color(167)", "red"),
    "due": ("color(136)", "yellow"),
    "risk": ("color(166)", "magenta"),
    "healthy": ("color(65)", "green"),
    "muted": ("color(244)", ""),
    "command": ("color(32)", "cyan"),
    "heading": ("bold", "bold"),
    "": ("", ""),
}
ASCII = {"•": "*", "·": "|", "→": "->", "─": "-", "↓": "-", "↑": "+", "…": "..."}
WIDE, PAGE = 100, 100
BAND_ROLE = {
    "critical": "alarm",
    "at_risk": "risk",
    "watch": "muted",
    "healthy": "healthy",
    "unknown": "muted",
}


class Column(NamedTuple):
    """A column: its title, side, the gap after it, and the width it may not pass (0: no limit)."""

    title: str
    right: bool = False
    gap: int = 2
    most: int = 0


class Part(NamedTuple):
    """Some words and the role of their colour."""

    text: str
    role: str = ""


Cell = str | Part | list[Part]


class Screen:
    """Where screens are drawn."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.console = console_for(run)
        self.width = self.console.width
        self.wide = self.width >= WIDE
        self.ascii = not (self.console.encoding or "utf-8").lower().startswith("utf")
        few = self.console.color_system in (None, "standard", "windows")
        self.styles = {role: Style.parse(pair[1 if few else 0]) for role, pair in ROLES.items()}
        self.hints = bool(run.config.get("hints"))

    def text(self, cell: Cell) -> Text:
        """Words in their colours. Text of the book has been made safe with `shown` before."""
        found = Text(overflow="ellipsis", end="")
        parts = [Part(cell)] if isinstance(cell, str) else [cell] if isinstance(cell, Part) else cell
        for part in parts:
            found.append(self.plain(part.text), self.styles[part.role])
        return found

    def plain(self, text: str) -> str:
        """Text in the characters the terminal has."""
        if not self.ascii or text.isascii():
            return text
        for mark, stand_in in ASCII.items():
            text = text.replace(mark, stand_in)
        return text.encode(self.console.encoding, "backslashreplace").decode(self.console.encoding)

    def line(self, cell: Cell = "") -> None:
        """One line, cut at the edge only when a single word is too long."""
        found = self.text(cell)
        if found.cell_len > self.width:
            found.truncate(self.width, overflow="ellipsis")
        self.console.print(found, soft_wrap=True, end="\n")

    def paragraph(self, cell: Cell, indent: int = 0) -> None:
        """Lines wrapped at spaces."""
        for each in self.text(cell).wrap(self.console, min(self.width, PAGE) - indent):
            each.rstrip()
            self.console.print(Text(" " * indent) + each, soft_wrap=True)

    def joined(self, parts: Sequence[str]) -> None:
        """Parts with ` · ` between, as many on each line as fit; a part is never broken over two."""
        line = ""
        for part in parts:
            longer = f"{line} · {part}" if line else part
            if line and self.length(longer) > min(self.width, PAGE):
                self.paragraph(line)
                longer = part
            line = longer
        self.paragraph(line)

    def ends(self, left: Cell, right: Cell, width: int | None = None) -> None:
        """A line with something at both ends; the right end stands below where both do not fit."""
        one, two = self.text(left), self.text(right)
        room = (width or self.width) - one.cell_len - two.cell_len
        if not two.plain:
            self.console.print(one, soft_wrap=True)
        elif room >= 2 or not one.plain:
            self.console.print(one + Text(" " * max(0, room)) + two, soft_wrap=True)
        else:
            self.paragraph(left)
            self.ends("", right, width)

    def heading(
        self, title: str, counts: str, rights: Sequence[Sequence[Part]], width: int | None = None
    ) -> None:
        """The heading line; where it does not fit, the right part loses its last item, then the one
        before."""
        left = [Part(title, "heading")]
        if counts:
            left.append(Part("   " + counts))
        items = [list(each) for each in rights if each]
        while items:
            right: list[Part] = []
            for at, each in enumerate(items):
                right += ([Part(" · ")] if at else []) + each
            if self.length(left) + 2 + self.length(right) <= (width or self.width):
                self.ends(left, right, width)
                return
            items.pop()
        self.line(left)

    def length(self, cell: Cell) -> int:
        """Columns that some words take."""
        return self.text(cell).cell_len

    def footer(self, pairs: Sequence[tuple[Cell, str]], width: int | None = None) -> None:
        """Left: what is not shown. Right: the command that shows it, unless hints are off."""
        for left, command in pairs:
            said = [Part(command, "command")] if command and self.hints else []
            words = Part(left, "muted") if isinstance(left, str) else left
            if said or (left and self.length(words)):
                self.ends(words, said, width)

    def widths(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], flexible: int = -1
    ) -> list[int]:
        """The width of each column over all rows; the flexible one takes what is left."""
        found = []
        for at, column in enumerate(columns):
            natural = max([self.length(row[at]) for row in rows] + [self.length(column.title)])
            found.append(min(natural, column.most) if column.most else natural)
        gaps = sum(column.gap for column in columns[:-1])
        found[flexible] = max(8, self.width - (sum(found) - found[flexible]) - gaps)
        return found

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[int] | None = None,
        header: bool = True,
    ) -> None:
        """The calm table: a thin rule under the header and nothing else."""
        from rich.table import Table

        sizes = list(widths or self.widths(columns, rows))
        drawn = Table(
            box=CALM_ASCII if self.ascii else CALM,
            show_edge=False,
            pad_edge=False,
            padding=0,
            show_header=header,
            header_style=self.styles["muted"],
            border_style=self.styles["muted"],
            width=sum(sizes) + sum(column.gap for column in columns[:-1]),
        )
        last = len(columns) - 1
        for at, (column, size) in enumerate(zip(columns, sizes, strict=True)):
            extra = 0 if at == last else column.gap - 1
            title = self.padded(Part(column.title, "muted"), extra)
            justify = "right" if column.right else "left"
            drawn.add_column(title, justify=justify, width=size + extra, overflow="ellipsis")  # type: ignore[arg-type]
        for row in rows:
            drawn.add_row(
                *(self.padded(cell, 0 if at == last else columns[at].gap - 1) for at, cell in enumerate(row))
            )
        for each in self.console.render_lines(
            drawn, self.console.options.update(width=self.width), pad=False
        ):
            text = Text("", end="").join(Text(s.text, s.style or "", end="") for s in each)
            text.rstrip()
            self.console.print(text, soft_wrap=True)

    def padded(self, cell: Cell, extra: int) -> Any:
        """A cell with the rest of its gap on the right."""
        text = self.text(cell)
        from rich.padding import Padding

        return Padding(text, (0, extra, 0, 0)) if extra else text

    def fit(self, text: str, width: int) -> str:
        """Text of one line, shortened with `…` where it is too wide."""
        text = self.plain(text)
        if cell_len(text) <= width:
            return text
        cut = Text(text)
        cut.truncate(width, overflow="ellipsis")
        return self.plain(cut.plain)


def console_for(run: "Run") -> Console:
    """Rich on standard output, with colour as asked: an option, then NO_COLOR, then FORCE_COLOR."""
    env = run.environ
    forced: bool | None = None
    no_color: bool | None = None
    system: Any = "auto"
    if run.color == "never" or (run.color == "auto" and env.get("NO_COLOR")):
        no_color, system = True, None
    elif run.color == "always" or (run.color == "auto" and env.get("FORCE_COLOR")):
        forced = True
        system = "auto" if run.terminal else "256"
    width = (
        None if run.terminal else int(env.get("COLUMNS", "80")) if env.get("COLUMNS", "80").isdigit() else 80
    )
    found = Console(
        file=run.stdout,
        force_terminal=forced,
        no_color=no_color,
        color_system=system,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    if found.width < 40:
        found.width = 40
    return found


def safe(text: Any) -> str:
    """Text of the book as it may stand on a terminal; absent is `-`."""
    return "-" if text is None or text == "" else shown(str(text))
