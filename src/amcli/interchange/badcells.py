"""The bad cells of a file: kept, put together by column, value and reason, and drawn.

Not for what makes a cell bad (the readers, derived.py), nor for the file of bad rows (sheet.py).
"""

import shlex
from dataclasses import dataclass, field

from amcli.fields import shape
from amcli.hints import Any
from amcli.rules.names import listed, near_names, shown

BAD = shape("""
line   int!  the line of the file
column text! the column's header; empty for a whole row
found  text! what the file has there
why    text! what is wrong with it
""")
GROUP = shape(
    """
column text! the column's header; empty for whole rows
found  text! what the file has there; empty where the rest is put together
why    text! what is wrong with it
rows   int!  how many rows
lines  list! the first of their lines
field  text  the field of a closed list of values, for --values
values list! the values that it may have
""",
    {"lines": int},
)
KEPT_BAD = 200
FIRST_LINES = 3


@dataclass(frozen=True, order=True)
class Bad:
    """A cell that stops the import: the line of the file, the column's header, what was found, and why."""

    line: int
    column: str
    found: str
    why: str

    def as_json(self) -> dict[str, Any]:
        """For `-o json`."""
        return {"line": self.line, "column": self.column, "found": self.found, "why": self.why}


@dataclass
class Group:
    """Bad cells of one column that hold the same and are bad for one reason: how many, and the first lines.
    `choices` are what the field called `name` may say, where that is a closed list."""

    column: str
    found: str
    why: str
    name: str = ""
    choices: tuple[str, ...] = ()
    rows: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.rows += 1
        if len(self.first) < FIRST_LINES:
            self.first.append(line)

    @property
    def lines(self) -> str:
        """`4`, `4, 9`, `4, 9, 12 and 511 more`."""
        said = ", ".join(str(line) for line in self.first)
        more = self.rows - len(self.first)
        return f"{said} and {more:,} more" if more else said

    @property
    def place(self) -> str:
        """`line 4`, `514 rows`."""
        return f"line {self.first[0]}" if self.rows == 1 else f"{self.rows:,} rows"

    def as_json(self) -> dict[str, Any]:
        """For `-o json`."""
        said = {"column": self.column, "found": self.found, "why": self.why, "rows": self.rows}
        return {**said, "lines": self.first, "field": self.name or None, "values": [*self.choices]}


class BadCells:
    """The bad cells of one file: the first of them, and all in groups."""

    def __init__(self) -> None:
        self.cells: list[Bad] = []
        self._groups: dict[tuple[str, str, str], Group] = {}

    def add(self, bad: Bad, closed: tuple[str, tuple[str, ...]]) -> None:
        """Note a cell; `closed`: its field and what that may say, where it has a word of no closed list."""
        key = (bad.column, bad.found, bad.why)
        if key not in self._groups and len(self._groups) >= KEPT_BAD:
            key = (bad.column, "", bad.why)
        self._groups.setdefault(key, Group(*key, *closed)).add(bad.line)
        if len(self.cells) < KEPT_BAD:
            self.cells.append(bad)

    def grouped(self) -> list[Group]:
        """The groups, those first that come first in the file."""
        return sorted(self._groups.values(), key=lambda group: group.first)

    def table(self, most: int) -> list[str]:
        """The bad cells, aligned: lines, column, found, why, each kind once; those that are not shown
        counted. Words of no closed list come below, with what says what they mean."""
        groups = [group for group in self.grouped() if not group.choices]
        rows = [("Line", "Column", "Found", "Why")]
        for group in groups[:most]:
            found = clipped(group.found or "(empty)", 24)
            rows.append((group.lines, clipped(group.column, 18), found, shown(group.why)))
        drawn = drawn_table(rows) if groups else []
        more = sum(group.rows for group in groups[most:])
        drawn += [f"and {more:,} more"] if more else []
        words = self.unknown_words()
        return [*drawn, *([""] if drawn and words else []), *words]

    def unknown_words(self) -> list[str]:
        """What is said of words of no closed list: one sentence for each column."""
        found: dict[tuple[str, str, tuple[str, ...]], list[Group]] = {}
        for group in self.grouped():
            if group.choices:
                found.setdefault((group.column, group.name, group.choices), []).append(group)
        return [words_of(*key, groups) for key, groups in found.items()]


def words_of(column: str, field: str, choices: tuple[str, ...], groups: list[Group]) -> str:
    """`priority: urgent (514 rows), normal (900 rows) are none of low, medium, high; say --values ...`."""
    groups = sorted(groups, key=lambda group: -group.rows)
    said = listed([f"{clipped(group.found, 24)} ({group.place})" for group in groups])
    theirs = groups[0].found
    ours = next(iter(near_names(theirs.casefold(), choices, 1, least=0.4)), choices[-1])
    are = "is" if len(groups) == 1 else "are"
    example = shown(shlex.quote(f"{field}:{theirs}={ours}"))
    return f"{shown(column)}: {said} {are} none of {', '.join(choices)}; say --values {example}"


def drawn_table(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """Rows with their headings, aligned, a line below the headings."""
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    drawn = [
        f"{line:>{widths[0]}}  {column:<{widths[1]}}  {found:<{widths[2]}}  {why}".rstrip()
        for line, column, found, why in rows
    ]
    rule = "─" * min(max(len(line) for line in drawn) + 1, 75)
    return [drawn[0], rule, *drawn[1:]]


def clipped(text: str, width: int) -> str:
    """Text made safe, cut to a width."""
    safe = shown(text)
    return safe if len(safe) <= width else safe[: width - 3] + "..."
