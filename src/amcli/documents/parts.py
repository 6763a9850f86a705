"""Pages made of sections: what a brief, a review and a plan say, before it is drawn or written.

A section is built once, in the words of the book as they are; `markdown` writes it for a pipe, and
`output.screens.sections` draws it for a person. Both make the text harmless, so nothing here does.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from amcli.documents.risk import text
from amcli.output.markdown import guarded
from amcli.rules.names import shown

ABSENT = ("", "-")


class Cell(NamedTuple):
    """Some words: `role` is their colour, `mark` stands before them on a screen, `command` can be typed
    and follows them, `spelled` is what a page without columns says in their place."""

    words: str
    role: str = ""
    mark: str = ""
    command: str = ""
    spelled: str | None = None


class Line(NamedTuple):
    """A line of a section; one with a single cell takes the whole width."""

    cells: tuple[Cell, ...]
    label: str = ""


class Section(NamedTuple):
    """A part of a page. `kind` says how it is laid out on a screen: `people`, `owed` (label, handle,
    what, when), `dated` (day, what), `pairs` (up to three columns), `words` (on one line) or `asked`
    (numbered)."""

    title: str
    kind: str
    lines: tuple[Line, ...]


class Sheet(NamedTuple):
    """A whole page: whose it is, what for, the figure at the right, the facts below, the sections."""

    title: str
    purpose: str
    right: Cell
    facts: tuple[str, ...]
    sections: tuple[Section, ...]


def line(*cells: Cell | str, label: str = "") -> Line:
    """A line of cells, or of plain words."""
    return Line(tuple(Cell(each) if isinstance(each, str) else each for each in cells), label)


def section(title: str, kind: str, lines: Iterable[Line]) -> list[Section]:
    """A section as a list of one; of none, where it would have no lines."""
    found = tuple(lines)
    return [Section(title, kind, found)] if found else []


def markdown(sheet: Sheet) -> list[str]:
    """A page as Markdown: sections are headings, lines are items."""
    lines = [f"# {text(sheet.title)}"]
    first = ", ".join(text(part) for part in (sheet.purpose, sheet.right.words) if part not in ABSENT)
    lines += ["", first] if first else []
    lines += ["", ", ".join(text(fact) for fact in sheet.facts)] if sheet.facts else []
    for each in sheet.sections:
        lines += ["", f"## {text(each.title)}", "", *items(each)]
    return lines


def items(each: Section) -> list[str]:
    """The items of a section: questions are numbered."""
    if each.kind == "asked":
        return [f"{at}. {spelled(found.cells)}" for at, found in enumerate(each.lines, 1)]
    return [f"- {guarded(labelled(found))}" for found in each.lines]


def labelled(found: Line) -> str:
    """A line with what it is in front: `you owe: t31 Security answers`."""
    if found.label and len(found.cells) > 1:
        handle, *others = found.cells
        return f"{text(found.label)}: {text(handle.words)} {spelled(others)}"
    return f"{text(found.label)}: {spelled(found.cells)}" if found.label else spelled(found.cells)


def spelled(cells: Sequence[Cell]) -> str:
    """Cells with commas between, those that say nothing left out."""
    found = []
    for cell in cells:
        words = cell.words if cell.spelled is None else cell.spelled
        said = text(words) if words not in ABSENT else ""
        typed = f"`{shown(cell.command)}`" if cell.command else ""
        if said or typed:
            found.append(f"{said.rstrip()} {typed}".strip())
    return ", ".join(found)
