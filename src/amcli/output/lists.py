"""A list for a person (`Table.listed`): columns without titles, cells cut or going on below, nothing of Rich.

Text comes harmless (`terminal`).
"""

from collections.abc import Iterator, Sequence

from amcli.hints import TypeAlias
from amcli.output.screen import Part, Screen
from amcli.page import Column, on_page

Row: TypeAlias = Sequence[list[Part]]


def lines_of(screen: Screen, columns: Sequence[Column], rows: Sequence[Row], width: int) -> Iterator[str]:
    """Line by line, each cut at the edge of the screen."""
    sizes = sizes_of(screen, columns, [row for row in rows if len(row) == len(columns)], width)
    for row in rows:
        for line in row_lines(screen, row, columns, sizes):
            yield screen.painted(screen.within(merged(line)))


def row_lines(
    screen: Screen, row: Row, columns: Sequence[Column], sizes: Sequence[int]
) -> Iterator[list[Part]]:
    """The lines of a row: one, or as many as the cell needs that goes on below."""
    if len(row) < len(columns):  # the last cell stands across what is left
        *before, last = row
        yield [*beside(screen, before, columns, sizes), *last]
        return
    wraps = next((at for at, each in enumerate(columns) if each.wraps), None)
    if wraps is None:
        yield beside(screen, row, columns, sizes, last=True)
        return
    after = [screen.length(cell) for cell in row[wraps + 1 :]]
    room = sum(sizes[wraps:]) - sum(after)
    sizes = [*sizes[:wraps], room, *after]
    role = row[wraps][0].role if row[wraps] else ""
    for at, text in enumerate(screen.wrapped("".join(part.text for part in row[wraps]), room)):
        cells = [cell if at == 0 else [] for cell in row]
        cells[wraps] = [Part(text, role)]
        yield beside(screen, cells, columns, sizes, last=True)


def beside(
    screen: Screen, cells: Row, columns: Sequence[Column], sizes: Sequence[int], *, last: bool = False
) -> list[Part]:
    """Cells beside each other, each in its column; the `last` of a line needs no blanks after it."""
    found: list[Part] = []
    for at, cell in enumerate(cells):
        found += placed(screen, cell, columns[at], sizes[at], last=last and at == len(cells) - 1)
    return found


def sizes_of(screen: Screen, columns: Sequence[Column], rows: Sequence[Row], width: int) -> list[int]:
    """The width of each column of a list."""
    sizes = []
    for at, column in enumerate(columns):
        natural = max((screen.length(row[at]) for row in rows), default=0)
        firm = 0 if column.rest else on_page(column.least, width)
        sizes.append(firm or min(natural, on_page(column.most, width) or natural))
    for at, column in enumerate(columns):
        if column.rest:
            room = width - sum(sizes) + sizes[at] - sum(each.gap for each in columns[:-1])
            sizes[at] = max(on_page(column.least, width), min(room, sizes[at]) if column.most else room)
    return sizes


def placed(screen: Screen, cell: Sequence[Part], column: Column, size: int, *, last: bool) -> list[Part]:
    """A cell in its column with the blanks around it, in the colour of the words beside them."""
    found = list(cell) or [Part("")]
    if (column.rest or not column.least) and screen.length(found) > size:
        found = [Part(screen.fit("".join(part.text for part in found), size), found[0].role)]
    blanks = " " * max(0, size - screen.length(found))
    if column.right:
        found[0] = Part(blanks + found[0].text, found[0].role)
        blanks = ""
    if not last:
        found[-1] = Part(found[-1].text + blanks + " " * column.gap, found[-1].role)
    return found


def merged(parts: Sequence[Part]) -> list[Part]:
    """Parts of one colour that follow each other as one."""
    found: list[Part] = []
    for part in parts:
        if found and found[-1].role == part.role:
            found[-1] = Part(found[-1].text + part.text, part.role)
        else:
            found.append(part)
    return found
