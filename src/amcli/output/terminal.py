"""A page as a person reads it on a terminal: columns that fit, wrapped lines, marks and colours.

Lines are made as they are read, so that the first screen of a long list is there before the last row is laid
out. What a page says is made by the reports.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from amcli.output.screen import Beside, Part, Screen
from amcli.page import (
    READABLE,
    Bar,
    Blocks,
    Cell,
    Column,
    Few,
    Figures,
    Footer,
    Items,
    Late,
    Line,
    Page,
    Pairs,
    Section,
    Sentence,
    Table,
    Words,
    cells_of,
    chosen_cells,
)
from amcli.page import Part as PagePart
from amcli.rules.names import shown

if TYPE_CHECKING:
    from amcli.output.table import Grid, Layout, Row

LINES = (Sentence, Footer)  # no blank line stands between them
LEAST_REST, LEAST_SHARED, LEAST_WORDS = 4, 6, 18
MORE, PLUS = 12, 4  # columns of ` and 999 more`, and of ` +99`
SHORTEST_BAR, LONGEST_BAR, BESIDE_BAR = 4, 24, 52  # columns of a bar, and of all that a line has beside it


def draw(screen: Screen, page: Page) -> None:
    """Draw a page: its heading, its parts with a blank line between, and its footer."""
    width = min(screen.width, page.most or screen.width)
    if page.title:
        rights = [pieces(screen, each) for each in page.right]
        screen.heading(text_of(screen, page.title), text_of(screen, page.purpose), rights, width)
        if page.facts:
            screen.joined([text_of(screen, each) for each in page.facts])
    before: PagePart | None = None
    for at, part in enumerate(page.parts):
        if (at or page.title) and not (isinstance(part, LINES) and isinstance(before, LINES)):
            screen.line()
        draw_part(screen, part, width)
        before = part
    if page.footer:
        screen.line()
        draw_footer(screen, page.footer, width)


def draw_part(screen: Screen, part: PagePart, width: int) -> None:
    """Draw one part."""
    if isinstance(part, Sentence):
        draw_sentence(screen, part, width)
    elif isinstance(part, Footer):
        draw_footer(screen, [part], width)
    elif isinstance(part, Table):
        for line in (list_lines if part.listed else table_lines)(screen, part, width):
            screen.write(line)
    elif isinstance(part, Pairs):
        draw_pairs(screen, part, width)
    elif isinstance(part, Blocks):
        draw_blocks(screen, part, width)
    elif isinstance(part, Figures):
        draw_figures(screen, part, width)
    elif isinstance(part, Items):
        draw_items(screen, part, width)
    elif isinstance(part, Section):
        draw_section(screen, part, width)
    else:
        from amcli.output.plot import draw as plot

        plot(screen, [part.figures])


def draw_section(screen: Screen, part: Section, width: int) -> None:
    """Parts below their heading, or beside it."""
    if part.margin:
        screen, width = Beside(screen, harmless(part.title), part.margin), width - part.margin
    elif part.title and not part.plain:
        aside = [Part(f"  {harmless(part.aside)}", "muted")] if part.aside else []
        heading = [Part(harmless(part.title), "heading"), *aside]
        if part.right:
            screen.ends(heading, pieces(screen, part.right), width)
        else:
            screen.line(heading)
    for each in part.parts:
        draw_part(screen, each, width)


def draw_sentence(screen: Screen, part: Sentence, width: int) -> None:
    """A line; one that is to be read whole goes on below."""
    if part.right:
        screen.ends(pieces(screen, part.words), pieces(screen, part.right), width)
        return
    (screen.paragraph if part.whole else screen.line)(pieces(screen, part.words))


def draw_pairs(screen: Screen, part: Pairs, width: int) -> None:
    """Labels in a column, words wrapped beside them."""
    label = 2 + max(part.least, *(screen.length(harmless(name)) for name, _ in part.pairs), 0)
    for name, words in part.pairs:
        if part.cut:
            draw_cut(screen, Part(f"{harmless(name):<{label}}", "muted"), cells_of(words)[0], width)
            continue
        found = pieces(screen, words)
        role = found[0].role if found else ""
        text = "".join(each.text for each in found)
        for at, line in enumerate(screen.wrapped(text, max(LEAST_WORDS, min(width, READABLE) - label))):
            screen.line([Part(f"{harmless(name) if at == 0 else '':<{label}}", "muted"), Part(line, role)])


def draw_cut(screen: Screen, label: Part, cell: Cell, width: int) -> None:
    """A label and words on one line, and the command at the right where there is room."""
    left = [label, Part(screen.fit(harmless(cell.text), width - screen.length([label])), cell.role)]
    right = [Part(harmless(cell.command), "command")] if cell.command and screen.hints else []
    fits = screen.length(left) + 2 + screen.length(right) <= width
    screen.ends(left, right if fits else "", width)


def draw_figures(screen: Screen, part: Figures, width: int) -> None:
    """Labels in a column, figures at the right of another, words beside them."""
    for label, figure, words in part.lines:
        left = [
            Part(f"{harmless(label.text):<{part.label}}", label.role),
            Part(f"{figure.text:>{part.size}}", figure.role),
            Part("   "),
        ]
        room = max(0, width - screen.length(left))
        found = [Part(some(screen, words, room))] if isinstance(words, Few) else pieces(screen, words)
        screen.line([*left, *(Part(screen.fit(each.text, room), each.role) for each in found)])


def some(screen: Screen, each: Few, room: int) -> str:
    """As many as fit into some columns, one at least."""
    text = ""
    for number in range(len(each.items), 0, -1):
        more = [f"{each.number - number} more"] if each.number > number else []
        text = harmless(each.label + ", ".join([*each.items[:number], *more]))
        if screen.length(text) <= room:
            break
    return text


def draw_items(screen: Screen, part: Items, width: int) -> None:
    """Things one below the other, joined, or as many as fit."""
    if part.way == "lines":
        for at, words in enumerate(part.items, 1):
            before = f"{part.label}{f'{at}. ' if part.numbered else ''}"
            screen.line([Part(before), *pieces(screen, words)])
        return
    found = [text_of(screen, words) for words in part.items]
    if part.way == "joined":
        screen.joined(found)
    elif part.way == "first":
        screen.line(part.label + first(screen, found, width - screen.length(part.label) - PLUS))
    else:
        screen.line(
            [Part(part.label), Part(few(screen, found, screen.width - screen.length(part.label) - MORE))]
        )


def few(screen: Screen, items: Sequence[str], room: int) -> str:
    """As many as fit with commas between, and how many there are beside them."""
    kept = list(items)
    while len(kept) > 1 and screen.length(", ".join(kept)) > room:
        kept.pop()
    more = len(items) - len(kept)
    return ", ".join(kept) + (f" and {more} more" if more else "")


def first(screen: Screen, items: Sequence[str], room: int) -> str:
    """As many as fit with ` · ` between, and how many more: `+3`."""
    kept = list(items)
    while len(kept) > 1 and screen.length(" · ".join(kept)) > room:
        kept.pop()
    more = len(items) - len(kept)
    return " · ".join(kept) + (f" +{more}" if more else "")


def draw_footer(screen: Screen, footer: Sequence[Footer], width: int) -> None:
    """What isn't shown, and at the right the commands that show it."""
    for words, command, _ in footer:
        if not screen.hints and any(cell.command for cell in cells_of(words)):
            continue
        left = harmless(words) if isinstance(words, str) else pieces(screen, words)
        screen.footer([(left, harmless(command))], width)


def harmless(text: str) -> str:
    """Text of the book as it may stand on a terminal."""
    return shown(text)


def text_of(screen: Screen, words: Words) -> str:
    """Words as they stand on this screen, without their colours."""
    return "".join(each.text for each in pieces(screen, words))


def pieces(screen: Screen, words: Words) -> list[Part]:
    """Words as they stand on this screen, each with the role of its colour."""
    if isinstance(words, str):
        return [Part(screen.plain(harmless(words)))] if words else []
    found = []
    for cell in cells_of(words):
        found += cell_pieces(screen, cell)
    return found


def cell_pieces(screen: Screen, cell: Cell) -> list[Part]:
    """A cell's mark, its words and its command."""
    text = cell.text if cell.short is None or screen.wide else cell.short
    found = [Part(f"{cell.mark} ", "alarm")] if cell.mark else []
    found += [Part(text, cell.role)] if text else []
    if cell.command and (cell.role != "hint" or screen.hints):
        found += [Part(" ")] if text else []
        found.append(Part(cell.command, "command"))
    made = [Part(screen.plain(harmless(part.text)), part.role) for part in found]
    return [Part(screen.fit(part.text, cell.most), part.role) for part in made] if cell.most else made


def list_lines(screen: Screen, table: Table, width: int) -> Iterator[str]:
    """A list, line by line."""
    from amcli.output.lists import lines_of

    unfit = "narrow" if screen.wide else "wide"
    chosen = [at for at, each in enumerate(table.columns) if each.only != unfit]
    rows = [cells_in(screen, line, chosen) for line in table.lines]
    return lines_of(screen, [table.columns[at] for at in chosen], rows, width)


def cells_in(screen: Screen, line: Line, chosen: Sequence[int]) -> list[list[Part]]:
    """The cells of a line that this screen has; a sentence is a single one."""
    cells = chosen_cells(line, chosen)
    return [pieces(screen, made(screen, each)) for each in cells]


def table_lines(screen: Screen, table: Table, width: int) -> Iterator[str]:
    """A table, line by line."""
    from amcli.output.table import painted

    drawn = grid(screen, table, width)
    if table.header:
        for line in drawn.head():
            yield painted(line, screen.colours)
    for line in drawn.body():
        yield painted(line, screen.colours)


def draw_blocks(screen: Screen, part: Blocks, width: int) -> None:
    """Blocks as wide as the screen, then what follows."""
    left, wide = part.fixed, block_sizes(screen, part)
    while left < len(wide):
        chosen = [*range(part.fixed), left]
        while (at := chosen[-1] + 1) < len(wide):
            if sum(wide[each] + 2 for each in chosen) + wide[at] > screen.width:
                break
            chosen.append(at)
        columns = [part.columns[each] for each in chosen]
        lines = [[line[each] for each in chosen] for line in part.lines]
        draw_part(screen, Table(columns, lines, shared=True), screen.width)
        screen.line()
        left = chosen[-1] + 1
        if part.first:
            break
    for each in part.after(len(wide) - left):
        draw_part(screen, each, width if part.first else screen.width)


def block_sizes(screen: Screen, part: Blocks) -> list[int]:
    """The columns that each column takes."""
    rows = [[pieces(screen, cell) for cell in line] for line in part.lines]
    found = []
    for at, column in enumerate(part.columns):
        size = max([length(row[at]) for row in rows] + [screen.length(harmless(column.title))])
        found.append(min(size, limit(screen, column) or size))
    return found


def grid(screen: Screen, table: Table, width: int) -> "Grid":
    """A table with its columns chosen and their widths fixed."""
    from amcli.output.table import Across, Grid

    if table.short is not None and not screen.wide:
        return grid(screen, table.short, width)
    size = "wide" if screen.wide else "narrow"
    chosen = [
        at for at, each in enumerate(table.columns) if each.only in ("", size) and screen.width >= each.above
    ]
    rows = [row_of(screen, line, chosen) for line in table.lines]
    measured = [*rows, *(row_of(screen, line, chosen) for line in table.alike)]
    layouts, kept, fits = laid(screen, table, [table.columns[at] for at in chosen], measured, width)
    if table.short is not None and not fits:
        return grid(screen, table.short, width)
    if len(kept) < len(chosen):
        rows = [row if isinstance(row, Across) else [row[at] for at in kept] for row in rows]
    return Grid(layouts, rows, rule=screen.plain("─"), colours=screen.colours, width=screen.width)


def row_of(screen: Screen, line: Line, chosen: Sequence[int]) -> "Row":
    """A line in the columns that were chosen."""
    from amcli.output.table import Across

    if isinstance(line, Sentence):
        return Across(across(screen, line.words))
    return [pieces(screen, made(screen, line[at])) for at in chosen] if line else Across(())


def made(screen: Screen, cell: Words | Late | Bar) -> Words:
    """The words of a cell, which may be still to be made; a bar is a word, too."""
    if isinstance(cell, Bar):
        longest = min(LONGEST_BAR, max(SHORTEST_BAR, screen.width - BESIDE_BAR))
        bar = Cell(("=" if screen.ascii else "━") * round(longest * cell.part), cell.role)
        return [bar, *cells_of(cell.words)]
    return cell() if callable(cell) else cell


def across(screen: Screen, words: Words) -> list[Part]:
    """A line across a table, cut at the edge."""
    return screen.within(pieces(screen, words))


def laid(
    screen: Screen, table: Table, columns: Sequence[Column], rows: Sequence["Row"], width: int
) -> "tuple[list[Layout], list[int], bool]":
    """The columns that there is room for, laid out, their places, and whether the rest has its least."""
    from amcli.output.table import Across, Layout

    cells = [row for row in rows if not isinstance(row, Across)]
    titles = [screen.plain(harmless(each.title)) for each in columns]
    natural = [
        max([length(row[at]) for row in cells] + [screen.length(title)]) for at, title in enumerate(titles)
    ]
    sizes = [min(each, limit(screen, column) or each) for each, column in zip(natural, columns, strict=True)]
    if table.shared:
        kept, fits = fitting(sizes, columns, width), True
        sizes = [max(size, 1) for size in sizes]
        for at, size in zip(kept, shared([sizes[at] for at in kept], width), strict=True):
            sizes[at] = size
    else:
        kept, sizes, fits = with_rest(columns, titles, natural, sizes, width)
    made = [Layout(titles[at], sizes[at], columns[at].gap, columns[at].right) for at in kept]
    return made, kept, fits


def length(cell: Sequence[Part]) -> int:
    """Columns that a cell takes."""
    from rich.cells import cell_len

    return sum(len(part.text) if part.text.isascii() else cell_len(part.text) for part in cell)


def limit(screen: Screen, column: Column) -> int:
    """The width that a column may not pass; 0 for none."""
    return column.most if screen.wide or not column.short else column.short


def with_rest(
    columns: Sequence[Column], titles: Sequence[str], natural: Sequence[int], sizes: list[int], width: int
) -> tuple[list[int], list[int], bool]:
    """The places of the columns that stay, all widths, and whether the one that takes what the others leave
    has its least; while it needs more than it has, the column of the highest rank goes."""
    rest = max([at for at, each in enumerate(columns) if each.rest], default=len(columns) - 1)
    kept = list(range(len(columns)))
    while True:
        gaps = sum(columns[at].gap for at in kept[:-1])
        room = width - sum(sizes[at] for at in kept if at != rest) - gaps
        found = max(len(titles[rest]), LEAST_REST, room)
        leaving = max(kept, key=lambda at: columns[at].rank)
        least = columns[rest].least
        there = room if columns[rest].always else found
        wanted = least if columns[rest].always else min(least, max(natural[rest], len(titles[rest])))
        if not columns[leaving].rank or there >= wanted:
            widths = [found if at == rest else size for at, size in enumerate(sizes)]
            return kept, widths, found >= columns[rest].least
        kept.remove(leaving)


def fitting(sizes: Sequence[int], columns: Sequence[Column], width: int) -> list[int]:
    """The places of the columns that fit; those without a rank stay in any case."""
    kept = list(range(len(columns)))
    while sum(sizes[at] for at in kept) + 2 * (len(kept) - 1) > width:
        leaving = max(kept, key=lambda at: columns[at].rank)
        if not columns[leaving].rank:
            break
        kept.remove(leaving)
    return kept


def shared(sizes: Sequence[int], width: int) -> list[int]:
    """Natural widths while they fit; otherwise the widest columns give way until they do."""
    found = list(sizes)
    room = width - 2 * (len(sizes) - 1)
    while sum(found) > room and max(found) > LEAST_SHARED:
        found[found.index(max(found))] -= 1
    return found
