"""A table of a page on a screen: which columns there is room for, how wide each is, and its lines.

What a line then looks like, letter by letter, is `table`.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from amcli.output.screen import Part, Screen, harmless, pieces
from amcli.output.table import Across, Grid, Layout, Row
from amcli.page import ABSENT, Cell, Code, Column, Late, Line, Sentence, Table, Words, cells_of

LEAST_REST, LEAST_SHARED = 4, 6


def fitting(screen: Screen, table: Table, width: int) -> Table:
    """A table, or the one that stands `instead` where its last column would have too little room."""
    if table.instead is None or laid(screen, table, width)[1]:
        return table
    return table.instead.table


def grid(screen: Screen, table: Table, width: int) -> Grid:
    """A table with its columns chosen and their widths fixed."""
    if table.short is not None and not screen.wide:
        return grid(screen, table.short, width)
    if width + screen.margin < table.joined:
        chosen = places(screen, table)
        table = table._replace(lines=[joined(line, chosen) for line in table.lines])
    drawn, fits = laid(screen, table, width)
    return drawn if fits or table.short is None else grid(screen, table.short, width)


def places(screen: Screen, table: Table) -> list[int]:
    """The places of the columns that a screen of this size may have."""
    size = "wide" if screen.wide else "narrow"
    return [at for at, each in enumerate(table.columns) if each.only in ("", size)]


def joined(line: Line, chosen: Sequence[int]) -> Line:
    """A line without columns: its cells with commas between."""
    if isinstance(line, Sentence | Code):
        return line
    cells = [cell for at in chosen if at < len(line) for cell in cells_of(made(line[at]))]
    said = [cell for cell in cells if cell.text not in ABSENT]
    return Sentence(", ".join(f"{cell.mark} {cell.text}".lstrip() for cell in said), whole=True)


def made(cell: Words | Late) -> Words:
    """The words of a cell, which may be still to be made."""
    return cell() if callable(cell) else cell


def laid(screen: Screen, table: Table, width: int) -> tuple[Grid, bool]:
    """A table laid out, and whether the column that takes the rest has its least."""
    chosen = places(screen, table)
    rows = [row for line in table.lines for row in rows_of(screen, line, chosen, width)]
    layouts, kept, fits = layout(screen, table, [table.columns[at] for at in chosen], rows, width)
    if len(kept) < len(chosen):
        rows = [row if isinstance(row, Across) else [row[at] for at in kept] for row in rows]
    rule = screen.plain("─")
    return Grid(layouts, rows, rule=rule, colours=screen.colours, width=screen.width), fits


def rows_of(screen: Screen, line: Line, chosen: Sequence[int], width: int) -> Iterator[Row]:
    """A line of a table, which may go on below where it stands across all columns."""
    if isinstance(line, Code):
        yield from (Across([*blank(line.indent), *pieces(screen, each)]) for each in line.lines)
    elif isinstance(line, Sentence):
        found = wrapped(screen, line.words, width - line.indent) if line.whole else [across(screen, line)]
        yield from (Across([*blank(line.indent), *each]) for each in found)
    elif line:
        yield [pieces(screen, made(line[at])) for at in chosen if at < len(line)]
    else:
        yield Across(())


def blank(indent: int) -> list[Part]:
    """The blanks before a line."""
    return [Part(" " * indent)] if indent else []


def across(screen: Screen, line: Sentence) -> list[Part]:
    """A line across a table, cut at the edge."""
    return screen.within(pieces(screen, line.words))


def wrapped(screen: Screen, words: Words, width: int) -> Iterator[list[Part]]:
    """Words over the whole width, broken at spaces, in the colour of the first; what can be typed after
    them, or on a line of its own."""
    cells = cells_of(words)
    said = pieces(screen, [each._replace(command="") for each in cells])
    role, text = (said[0].role if said else "", "".join(each.text for each in said))
    typed = next((each.command for each in cells if each.command and screen.hints), "")
    command = pieces(screen, Cell(command=typed))
    before = f"{text} " if text and command else text
    if command and screen.length([Part(before), *command]) <= width:
        yield [Part(before, role), *command]
        return
    yield from ([Part(each, role)] for each in screen.wrapped(text, width))
    if command:
        yield [Part(screen.fit(command[0].text, width), "command")]


def layout(
    screen: Screen, table: Table, columns: Sequence[Column], rows: Sequence[Row], width: int
) -> tuple[list[Layout], list[int], bool]:
    """The columns that there is room for, laid out, their places, and whether the rest has its least."""
    cells = [row for row in rows if not isinstance(row, Across)]
    titles = [screen.plain(harmless(each.title)) for each in columns]
    natural = [
        max([length(row[at]) for row in cells if at < len(row)] + [screen.length(title)])
        for at, title in enumerate(titles)
    ]
    sizes = first_sizes(screen, columns, natural, width)
    if table.shared:
        kept, sizes, fits = list(range(len(columns))), shared(sizes, columns, width), True
    else:
        kept, sizes, fits = with_rest(columns, titles, natural, sizes, width)
    found = [(titles[at], sizes[at], columns[at]) for at in kept]
    layouts = [Layout(title, size, each.gap, each.right, each.letters) for title, size, each in found]
    return layouts, kept, fits


def first_sizes(screen: Screen, columns: Sequence[Column], natural: Sequence[int], width: int) -> list[int]:
    """The width of each column by what is in it and what is said of it."""
    sizes: list[int] = []
    start = screen.margin
    for size, each in zip(natural, columns, strict=True):
        found = min(size, limit(screen, each, width) or size)
        if not each.rest:
            found = max(found, each.least)
        if each.until is not None:
            found = max(1, each.until(width + screen.margin) - start)
        sizes.append(found)
        start += found + each.gap
    return sizes


def length(cell: Sequence[Part]) -> int:
    """Columns that a cell takes."""
    return sum(len(part.text) if part.text.isascii() else cell_len(part.text) for part in cell)


def limit(screen: Screen, column: Column, width: int) -> int:
    """The width that a column may not pass; 0 for none."""
    if column.short and not screen.wide:
        return column.short
    return column.most(width) if callable(column.most) else column.most


def with_rest(
    columns: Sequence[Column], titles: Sequence[str], natural: Sequence[int], sizes: list[int], width: int
) -> tuple[list[int], list[int], bool]:
    """The places of the columns that stay, all widths, and whether the one that takes what the others leave
    has its least; while it needs more than it has, the column of the highest rank narrows to its floor, or
    goes."""
    rest = max([at for at, each in enumerate(columns) if each.rest], default=len(columns) - 1)
    kept = list(range(len(columns)))
    wanted = min(columns[rest].least, max(natural[rest], len(titles[rest])))
    while True:
        gaps = sum(columns[at].gap for at in kept[:-1])
        room = width - sum(sizes[at] for at in kept if at != rest) - gaps
        found = max(len(titles[rest]), LEAST_REST, room)
        yielding = [at for at in kept if columns[at].rank and not 0 < sizes[at] <= columns[at].floor]
        if not yielding or found >= wanted:
            widths = [found if at == rest else size for at, size in enumerate(sizes)]
            return kept, widths, found >= columns[rest].least
        leaving = max(yielding, key=lambda at: columns[at].rank)
        if floor := columns[leaving].floor:
            sizes[leaving] = max(floor, sizes[leaving] - (wanted - found))
        else:
            kept.remove(leaving)


def shared(sizes: list[int], columns: Sequence[Column], width: int) -> list[int]:
    """Natural widths while they fit; otherwise columns with a floor give way, then the widest, until they
    do."""
    found = [max(size, 1) for size in sizes]
    room = width - 2 * (len(columns) - 1)
    for at, each in enumerate(columns):
        if each.floor and sum(found) > room:
            found[at] = max(each.floor, found[at] - (sum(found) - room))
    while sum(found) > room:
        yielding = [at for at, size in enumerate(found) if size > max(LEAST_SHARED, columns[at].least)]
        if not yielding:
            break
        found[max(yielding, key=lambda at: (found[at], columns[at].rank))] -= 1
    return found
