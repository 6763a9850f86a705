"""A person's terminal: width, colours by role, marks, and lines of words that fit.

Colour goes on the few words that carry the fact; without it, and without UTF-8, everything reads
the same. Lines are painted here, because the morning is only lines and should not wait for the
whole of rich; tables are `table`.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.cells import cell_len, set_cell_size

from amcli import page
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.output import few_colours
from amcli.rules.names import in_shell, shown

if TYPE_CHECKING:
    from amcli.context import Run

# Role: 256 colours, 16 colours, as the numbers of the escape sequence. The 256 are the same on every
# terminal, and each can be read on white, cream, black and dark grey (at least 3 to 1). The 16 are the
# theme's own: green, yellow and cyan all but vanish on a white xterm, bright black in other themes, so only
# red and magenta are used.
ROLES = {
    "alarm": ("1;38;5;167", "1;31"),
    "late": ("38;5;167", "31"),
    "due": ("38;5;136", "1"),
    "risk": ("38;5;166", "35"),
    "healthy": ("38;5;65", ""),
    "muted": ("38;5;244", ""),
    "command": ("38;5;32", ""),
    "heading": ("1", "1"),
    "": ("", ""),
}
ASCII = {"•": "*", "·": "|", "→": "->", "─": "-", "↓": "-", "↑": "+", "…": "..."}
ASCII |= dict(zip("▁▂▃▄▅▆▇█", "_.-~=+*#", strict=True))  # higher marks for higher figures
WIDE, PAGE, NARROWEST, USUAL_WIDTH, USUAL_ROWS = 100, 100, 40, 80, 24
AMOUNTS, COMMANDS = 78, 76  # a part of a screen that is narrower has none of them in its morning


class Part(NamedTuple):
    """Some words and the role of their colour."""

    text: str
    role: str = ""


Cell = str | Part | list[Part]


class Screen:
    """Where screens are drawn."""

    def __init__(self, run: "Run", filters: Sequence[str] | None = None) -> None:
        self.run = run
        self.filters = list(filters or ())
        self.width = max(NARROWEST, columns_of(run))
        self.wide = self.width >= WIDE
        self.start = 0  # columns before the first
        self.amounts = self.commands = True  # whether the lines of the morning have them
        self.numbers = True  # whether a line can be typed by its number
        self.encoding = getattr(run.stdout, "encoding", None) or "utf-8"
        self.ascii = not self.encoding.lower().startswith("utf")
        self.colours = colours_of(run)
        self.hints = bool(run.config.get("hints"))

    def parts(self, cell: Cell) -> list[Part]:
        """Words with their roles. Text of the book has been made safe with `shown` before."""
        given = [Part(cell)] if isinstance(cell, str) else [cell] if isinstance(cell, Part) else cell
        return [Part(self.plain(part.text), part.role) for part in given if part.text]

    def painted(self, parts: Sequence[Part]) -> str:
        """Words in their colours, without the blanks at the end."""
        kept = list(parts)
        while kept and not kept[-1].text.strip():
            kept.pop()
        if kept:
            kept[-1] = Part(kept[-1].text.rstrip(), kept[-1].role)
        return "".join(self.paint(part.text, part.role) for part in kept)

    def paint(self, text: str, role: str) -> str:
        """Some words in the colour of a role."""
        code = ROLES[role][0 if self.colours > 16 else 1] if self.colours else ""
        return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text

    def put(self, parts: Sequence[Part]) -> None:
        self.write(self.painted(parts))

    def write(self, line: str) -> None:
        """One line in its colours."""
        self.run.stdout.write(f"{line}\n")

    def plain(self, text: str) -> str:
        """Text in the characters the terminal has."""
        if not self.ascii or text.isascii():
            return text
        for mark, stand_in in ASCII.items():
            text = text.replace(mark, stand_in)
        return text.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def line(self, cell: Cell = "") -> None:
        """One line, cut at the edge."""
        self.put(self.within(self.parts(cell)))

    def within(self, parts: Sequence[Part]) -> list[Part]:
        """As much of some words as fits on a line."""
        room = self.width
        kept = []
        for part in parts:
            size = cell_len(part.text)
            kept.append(part if size <= room else Part(self.fit(part.text, room), part.role))
            room -= size
            if room < 0:
                break
        return kept

    def wrapped(self, text: str, width: int) -> Iterator[str]:
        """Lines of a text, broken at spaces; a word is cut only when it alone is too wide."""
        line = ""
        for word in self.plain(text).split(" "):
            longer = f"{line} {word}" if line else word
            if line and cell_len(longer) > width:
                yield self.fit(line, width)
                longer = word
            line = longer
        yield self.fit(line, width)

    def paragraph(self, cell: Cell) -> None:
        """Lines wrapped at spaces, in the colour of their first words."""
        parts = self.parts(cell)
        role = parts[0].role if parts else ""
        for each in self.wrapped("".join(part.text for part in parts), min(self.width, PAGE)):
            self.put([Part(each, role)])

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
        one, two = self.parts(left), self.parts(right)
        room = (width or self.width) - self.length(one) - self.length(two)
        if not two:
            self.put(one)
        elif room >= 2 or not one:
            self.put([*one, Part(" " * max(0, room)), *two])
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
        if isinstance(cell, str):
            return cell_len(self.plain(cell))
        return sum(cell_len(self.plain(part.text)) for part in ([cell] if isinstance(cell, Part) else cell))

    def footer(self, pairs: Sequence[tuple[Cell, str]], width: int | None = None) -> None:
        """Left: what is not shown. Right: the command that shows it, unless hints are off."""
        for left, command in pairs:
            said = [Part(self.again(command), "command")] if command and self.hints else []
            words = Part(left, "muted") if isinstance(left, str) else left
            if said or (left and self.length(words)):
                self.ends(words, said, width)

    def title(self) -> None:
        """The title of a saved report above what it shows; above both, of which books a roll-up is."""
        if self.run.rolled_up:
            from amcli.output.sentences import of_rollup

            self.line(Part(of_rollup(self.run), "muted"))
            self.line()
        if self.run.title is not None:
            self.line(Part(safe(self.run.title), "heading"))
            self.line()

    def again(self, command: str) -> str:
        """A command that shows more of the same, with the filters that this is shown by."""
        same = " ".join(["am", *self.run.verbs])
        if not self.filters or not f"{command} ".startswith(f"{same} "):
            return command
        return " ".join([command, *map(in_shell, self.filters)])

    def filtered(self) -> None:
        """The last line of what was filtered: by what."""
        if self.filters:
            self.line(Part(f"Filtered by {' '.join(map(safe, self.filters))}", "muted"))

    def nothing_fits(self, hint: str | None) -> None:
        """What is said in the place of an empty list, and what might be meant."""
        said = f"Nothing matches {' '.join(map(safe, self.filters))}."
        if hint is not None:
            self.paragraph(f"{said} {hint}")
        else:
            self.line([Part(f"{said} "), Part("am help filters", "command")])

    def all_that_fit(self, about: Mapping[str, Any]) -> None:
        """Below an empty list that `--all` would fill: the command for it."""
        if about.get("everything") is False and self.hints:
            command = self.again(" ".join(["am", *self.run.verbs, "--all"]))
            self.line([Part("All matches: "), Part(command, "command")])

    def fit(self, text: str, width: int) -> str:
        """Text of one line, shortened with `…` where it is too wide."""
        text = self.plain(text)
        if cell_len(text) <= width:
            return text
        mark = self.plain("…")
        return set_cell_size(text, max(0, width - len(mark))).rstrip() + mark


class Drawn(list[Any]):
    """Lines that are kept; those that are still to be made are made when they are asked for."""

    def __getitem__(self, at: Any) -> Any:
        line = super().__getitem__(at)
        if callable(line):
            line = self[at] = line()
        return line

    def __iter__(self) -> Iterator[Any]:
        return (self[at] for at in range(len(self)))


class Sheet(Screen):
    """A part of a screen so many columns wide, whose lines are kept to be shown later."""

    def __init__(self, run: "Run", width: int, filters: Sequence[str] | None = None) -> None:
        super().__init__(run, filters)
        self.width = max(1, width)
        self.wide = self.width >= WIDE
        self.amounts, self.commands = self.width >= AMOUNTS, self.width >= COMMANDS
        self.numbers = False
        self.lines: list[str] = Drawn()

    def write(self, line: str) -> None:
        self.lines.append(line)

    def later(self, made: Callable[[], Cell]) -> None:
        """A line that is drawn when it is shown."""
        draw = lambda: self.painted(self.within(self.parts(made())))  # noqa: E731
        self.lines.append(draw)  # type: ignore[arg-type]


class Beside(Screen):
    """What a page of some width has to the right of a margin, in which a title stands beside the first
    line."""

    def __init__(self, screen: Screen, title: str, margin: int, width: int) -> None:
        self.__dict__.update(screen.__dict__)
        self.screen, self.margin = screen, f"{self.plain(title):<{margin}}"
        self.start, self.width = screen.start + margin, width - margin

    def write(self, line: str) -> None:
        """One line, with the title before the first."""
        self.screen.write((self.paint(self.margin, "muted") + line) if line else self.margin.rstrip())
        self.margin = " " * len(self.margin)


def columns_of(run: "Run") -> int:
    """How wide the terminal is; COLUMNS decides where it is set, and stands in where there is none."""
    given = run.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and 0 < int(given) < 10_000:
        return int(given)
    try:
        return os.get_terminal_size(run.stdout.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError, AttributeError):
        return USUAL_WIDTH


def rows_of(run: "Run") -> int:
    """How many rows the terminal has; LINES decides where it is set, and 24 stands in where there is none."""
    given = run.environ.get("LINES", "")
    if given.isascii() and given.isdigit() and 0 < int(given) < 10_000:
        return int(given)
    try:
        return os.get_terminal_size(run.stdout.fileno()).lines or USUAL_ROWS
    except (OSError, ValueError, AttributeError):
        return USUAL_ROWS


def colours_of(run: "Run") -> int:
    """How many colours: 0, 16 or 256, as asked: by the option, then NO_COLOR, then FORCE_COLOR."""
    env = run.environ
    if run.color == "never" or (run.color == "auto" and env.get("NO_COLOR")):
        return 0
    forced = run.color == "always" or bool(env.get("FORCE_COLOR"))
    if not run.terminal and not forced:
        return 0
    term = env.get("TERM", "").lower()
    if term in ("dumb", "unknown") and not forced:
        return 0
    return 16 if few_colours(env, terminal=run.terminal) else 256


def safe(text: Any) -> str:
    """Text of the book as it may stand on a terminal; absent is `-`."""
    return "-" if text is None or text == "" else shown(str(text))


def harmless(text: str) -> str:
    """Text of the book as it may stand on a terminal."""
    return shown(text)


def pieces(screen: Screen, words: page.Words) -> list[Part]:
    """Words of a page as they stand on this screen, each with the role of its colour."""
    if isinstance(words, str):
        return [Part(screen.plain(harmless(words)))] if words else []
    found = []
    for cell in page.cells_of(words):
        found += cell_pieces(screen, cell)
    return found


def cell_pieces(screen: Screen, cell: page.Cell) -> list[Part]:
    """A cell's mark, its words and its command."""
    text = cell.text if cell.short is None or screen.wide else cell.short
    found = [Part(f"{cell.mark} ", "alarm")] if cell.mark else []
    found += [Part(text, cell.role)] if text else []
    if cell.command and (cell.role != "hint" or screen.hints):
        found += [Part(" ")] if text else []
        found.append(Part(cell.command, "command"))
    made = [Part(screen.plain(harmless(part.text)), part.role) for part in found]
    return [Part(screen.fit(part.text, cell.most), part.role) for part in made] if cell.most else made


def text_of(screen: Screen, words: page.Words) -> str:
    """Words of a page as they stand on this screen, without their colours."""
    return "".join(each.text for each in pieces(screen, words))
