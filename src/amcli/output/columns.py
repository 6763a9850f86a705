"""A table of a page on a screen: which columns there is room for, how wide each is, and its lines.

What a line then looks like, letter by letter, is `table`.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from amcli.output.screen import Part, Screen, harmless, pieces
from amcli.output.table import Across, Cells, Grid, Layout, Pieces, Row
from amcli.page import (
    ABSENT,
    Bar,
    Blocks,
    Cell,
    Code,
    Column,
    Late,
    Line,
    Sentence,
    Table,
    Words,
    cells_of,
    made,
    on_page,
)

LEAST_REST, LEAST_SHARED = 4, 6
SHORTEST_BAR, LONGEST_BAR, BESIDE_BAR = 4, 24, 52  # columns of a bar, and of all that a line has beside it


def fitting(screen: Screen, table: Table, width: int) -> Table:
    """A table, or the one that stands `instead` where its last column would have too little room."""
    if table.instead is None or laid(screen, table, width)[1]:
        return table
    return table.instead.table


def grid(screen: Screen, table: Table, width: int) -> Grid:
    """A table with its columns chosen and their widths fixed."""
    if table.short is not None and not screen.wide:
        return grid(screen, table.short, width)
    if width + screen.start < table.joined:
        chosen = places(screen, table)
        table = table._replace(lines=[joined(line, chosen) for line in table.lines])
    drawn, fits = laid(screen, table, width)
    return drawn if fits or table.short is None else grid(screen, table.short, width)


def places(screen: Screen, table: Table) -> list[int]:
    """The places of the columns that a screen of this size may have."""
    size = "wide" if screen.wide else "narrow"
    return [
        at for at, each in enumerate(table.columns) if each.only in ("", size) and screen.width >= each.above
    ]


def joined(line: Line, chosen: Sequence[int]) -> Line:
    """A line without columns: its cells with commas between."""
    if isinstance(line, Sentence | Code):
        return line
    cells = [cell for at in chosen if at < len(line) for cell in cells_of(made(line[at]))]
    said = [cell for cell in cells if cell.text not in ABSENT]
    return Sentence(", ".join(f"{cell.mark} {cell.text}".lstrip() for cell in said), whole=True)


def on_screen(screen: Screen, cell: Words | Late | Bar) -> Words:
    """The words of a cell, a bar before its own."""
    if not isinstance(cell, Bar):
        return made(cell)
    longest = min(LONGEST_BAR, max(SHORTEST_BAR, screen.width - BESIDE_BAR))
    size = round(longest * cell.length / cell.longest) if cell.longest > 0 else 0
    bar = Cell(("=" if screen.ascii else "━") * size, cell.role)
    return [bar, *cells_of(cell.words)]


def laid(screen: Screen, table: Table, width: int) -> tuple[Grid, bool]:
    """A table laid out, and whether the column that takes the rest has its least."""
    chosen = places(screen, table)
    cell = cells_on(screen)
    rows = [row for line in table.lines for row in rows_of(screen, line, chosen, width, cell)]
    measured = [*rows, *(row for line in table.alike for row in rows_of(screen, line, chosen, width, cell))]
    layouts, kept, fits = layout(screen, table, [table.columns[at] for at in chosen], measured, width)
    if len(kept) < len(chosen):
        rows = [row if isinstance(row, Across) else [row[at] for at in kept] for row in rows]
    rule = screen.plain("─")
    return Grid(layouts, rows, rule=rule, colours=screen.colours, width=screen.width), fits


def cells_on(screen: Screen) -> Callable[[Words | Late | Bar], Pieces]:
    """What makes the pieces of a cell; those of words that come again and again only once."""
    known: dict[str | Cell, Pieces] = {}

    def pieces_of(cell: Words | Late | Bar) -> Pieces:
        if not isinstance(cell, str | Cell):
            return tuple(pieces(screen, on_screen(screen, cell)))
        if (found := known.get(cell)) is None:
            found = known[cell] = tuple(pieces(screen, cell))
        return found

    return pieces_of


def rows_of(
    screen: Screen,
    line: Line,
    chosen: Sequence[int],
    width: int,
    cell: Callable[[Words | Late | Bar], Pieces],
) -> Iterator[Row]:
    """A line of a table, which may go on below where it stands across all columns."""
    if isinstance(line, Code):
        yield from (Across((*blank(line.indent), *pieces(screen, each))) for each in line.lines)
    elif isinstance(line, Sentence):
        found = wrapped(screen, line.words, width - line.indent) if line.whole else [across(screen, line)]
        yield from (Across((*blank(line.indent), *each)) for each in found)
    elif line:
        yield [cell(line[at]) for at in chosen if at < len(line)]
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
    titles = [screen.plain(harmless(each.title)) for each in columns]
    natural = natural_sizes([row for row in rows if not isinstance(row, Across)], titles)
    page = width + screen.start
    sizes = first_sizes(screen, columns, natural, page)
    if table.shared:
        kept, fits = fitting_columns(sizes, columns, width, page), True
        least = [max(LEAST_SHARED, on_page(each.least, page)) for each in columns]
        shared(
            sizes,
            [max(each, cell_len(title)) for each, title in zip(least, titles, strict=True)],
            kept,
            width,
        )
        shared(sizes, least, kept, width)  # narrower than all titles together, they are cut too
    else:
        kept, fits = with_rest(columns, titles, natural, sizes, width, page)
        kept = before_the_edge(columns, sizes, kept, width) if table.header else kept
        spared(columns, sizes, kept)
    found = [(titles[at], sizes[at], columns[at]) for at in kept]
    layouts = [Layout(title, size, each.gap, each.right, each.letters) for title, size, each in found]
    return layouts, kept, fits


def natural_sizes(rows: Sequence[Cells], titles: Sequence[str]) -> list[int]:
    """The width of the widest cell of each column, its title among them; each text is measured once."""
    heads: Cells = [(Part(title),) for title in titles]
    return [max(map(length, set(cells))) for cells in zip_longest(heads, *rows, fillvalue=())]


def first_sizes(screen: Screen, columns: Sequence[Column], natural: Sequence[int], page: int) -> list[int]:
    """The width of each column by what is in it and what is said of it, on a page of some width."""
    sizes: list[int] = []
    start = screen.start
    for size, each in zip(natural, columns, strict=True):
        most = each.short if each.short and not screen.wide else on_page(each.most, page)
        found = min(size, most or size)
        if not each.rest:
            found = max(found, on_page(each.least, page))
        if each.until is not None:
            found = max(1, each.until(page) - start)
        sizes.append(found)
        start += found + each.gap
    return sizes


def length(cell: Sequence[Part]) -> int:
    """Columns that a cell takes."""
    return sum(len(part.text) if part.text.isascii() else cell_len(part.text) for part in cell)


def with_rest(
    columns: Sequence[Column],
    titles: Sequence[str],
    natural: Sequence[int],
    sizes: list[int],
    width: int,
    page: int,
) -> tuple[list[int], bool]:
    """The places of the columns that stay, and whether the one that takes what the others leave has its
    least; while it needs more than it has, the column of the highest rank gives way. Sets the widths."""
    rest = max([at for at, each in enumerate(columns) if each.rest], default=len(columns) - 1)
    kept = list(range(len(columns)))
    least = on_page(columns[rest].least, page)
    wanted = least if columns[rest].always else min(least, max(natural[rest], len(titles[rest])))
    while True:
        room = width + sizes[rest] - taken(columns, sizes, kept)
        found = max(len(titles[rest]), LEAST_REST, room)
        there = room if columns[rest].always else found
        if there >= wanted or not give_way(columns, kept, sizes, wanted - there, page):
            sizes[rest] = found
            return kept, found >= least


def before_the_edge(
    columns: Sequence[Column], sizes: list[int], kept: Sequence[int], width: int
) -> list[int]:
    """The places of the columns that end before the edge, so that no title is cut; what the others leave goes
    to the one that takes the rest. Sets its width."""
    found = list(kept)
    while len(found) > 1 and taken(columns, sizes, found) > width:
        found.pop()
    rest = [at for at in found if columns[at].rest]
    if len(found) < len(kept) and rest:
        sizes[rest[-1]] += max(0, width - taken(columns, sizes, found))
    return found


def spared(columns: Sequence[Column], sizes: list[int], kept: Sequence[int]) -> None:
    """Give the last column the blank that one in which nothing stands takes from it (`table.given`), unless
    it has what others left and its title can spare it."""
    last = kept[-1]
    hollow = any(sizes[at] + columns[at].gap == 1 for at in kept[:-1])
    title = len(columns[last].title)
    if hollow and title and (not columns[last].rest or sizes[last] <= title):
        sizes[last] += 1


def taken(columns: Sequence[Column], sizes: Sequence[int], kept: Sequence[int]) -> int:
    """The width of some columns beside each other."""
    return sum(sizes[at] for at in kept) + sum(columns[at].gap for at in kept[:-1])


def give_way(columns: Sequence[Column], kept: list[int], sizes: list[int], needed: int, page: int) -> bool:
    """Let the column of the highest rank narrow to its floor, or go; says whether there is one."""
    floors = {at: on_page(columns[at].floor, page) for at in kept if columns[at].rank}
    yielding = [at for at, floor in floors.items() if not floor or sizes[at] > floor]
    if not yielding:
        return False
    leaving = max(yielding, key=lambda at: columns[at].rank)
    if floors[leaving]:
        sizes[leaving] = max(floors[leaving], sizes[leaving] - needed)
    else:
        kept.remove(leaving)
    return True


def fitting_columns(sizes: list[int], columns: Sequence[Column], width: int, page: int) -> list[int]:
    """The places of the columns that fit; those without a rank stay in any case."""
    kept = list(range(len(columns)))
    while True:
        over = sum(sizes[at] for at in kept) + 2 * (len(kept) - 1) - width
        if over <= 0 or not give_way(columns, kept, sizes, over, page):
            return kept


def shared(sizes: list[int], least: Sequence[int], kept: Sequence[int], width: int) -> None:
    """Natural widths while they fit; otherwise the widest columns give way until they do, or have their
    least."""
    room = width - 2 * (len(kept) - 1)
    for at, size in enumerate(sizes):
        sizes[at] = max(size, 1)
    while sum(sizes[at] for at in kept) > room:
        yielding = [at for at in kept if sizes[at] > least[at]]
        if not yielding:
            break
        sizes[max(yielding, key=lambda at: sizes[at])] -= 1


def blocks_of(screen: Screen, part: Blocks) -> tuple[list[Table], int]:
    """Blocks of columns as wide as the screen, and how many columns are in none."""
    rows = [[pieces(screen, cell) for cell in line] for line in part.lines]
    natural = [
        max([length(row[at]) for row in rows] + [screen.length(harmless(each.title))])
        for at, each in enumerate(part.columns)
    ]
    wide = first_sizes(screen, part.columns, natural, screen.width)
    tables: list[Table] = []
    left = part.fixed
    while left < len(wide) and not (part.first and tables):
        chosen = [*range(part.fixed), left]
        while (at := chosen[-1] + 1) < len(wide):
            if sum(wide[each] + 2 for each in chosen) + wide[at] > screen.width:
                break
            chosen.append(at)
        lines = [[line[each] for each in chosen] for line in part.lines]
        tables.append(Table([part.columns[each] for each in chosen], lines, shared=True))
        left = chosen[-1] + 1
    return tables, len(wide) - left
