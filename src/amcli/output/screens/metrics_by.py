"""`am metrics --by`: the bridge and retention of each group, and of all together."""

from collections.abc import Sequence
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Cell, Column, Part, Screen, safe
from amcli.rules.formatting import count, major, percent
from amcli.rules.metrics import wording
from amcli.rules.metrics.bridge import MOVES
from amcli.rules.targets import named

# Columns in the order in which they are given up where there is no room.
GIVEN_UP = ("reactivated", "grr", "new", "contraction", "expansion", "churned", "opening_arr")
ADDS_UP = "Only opening, closing and their difference add up to the total."
LEAST_NAME = 10


def draw(screen: Screen, result: Listing) -> None:
    about = result.about
    found, by = about["found"], about["by"]
    window = found.scope.window
    counts = f"{wording.span(window.first, window.last)}, by {by}"
    screen.heading(named(found.period), counts, [[Part(found.base)]])
    screen.line()
    names = ["opening_arr", *MOVES, "closing_arr", "nrr", "grr"]
    rows = [(safe(row[by]), [cell(row, name, found.base) for name in names]) for row in result.rows]
    table(screen, by, names, rows)
    whole = about["whole"]
    if len(result.rows) < len(whole):
        screen.line(Part(f"{len(result.rows)} of {count(len(whole), by)}", "muted"))
    if by in ("product", "month"):
        screen.paragraph(Part(ADDS_UP, "muted"))


def cell(row: Any, name: str, base: str) -> Cell:
    """A figure of a group; nothing stays quiet."""
    if name in ("nrr", "grr"):
        return percent(row[name])
    text = major(row[name], base)
    if name in ("contraction", "churned") and row[name]:
        text = f"-{text}"
    return Part(text, "" if row[name] else "muted")


def table(screen: Screen, by: str, names: Sequence[str], rows: Sequence[tuple[str, list[Cell]]]) -> None:
    """The table, with as many columns as there is room for beside a readable name."""
    kept = list(range(len(names)))
    for name in (None, *GIVEN_UP):
        if name is not None:
            kept.remove(names.index(name))
        columns = [Column(by.capitalize()), *(Column(title(names[at]), True) for at in kept)]
        cells: list[list[Cell]] = [[group, *(found[at] for at in kept)] for group, found in rows]
        sizes = screen.widths(columns, cells, flexible=0)
        if sizes[0] >= LEAST_NAME:
            break
    screen.table(columns, cells, sizes)


def title(name: str) -> str:
    return name.upper() if name in ("nrr", "grr") else name.removesuffix("_arr").capitalize()
