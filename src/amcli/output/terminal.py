"""A page as a person reads it on a terminal: columns that fit, wrapped lines, marks and colours.

Lines are made as they are read, so that the first screen of a long list is there before the last row is laid
out. What a page says is made by the reports; which columns of a table there is room for: `columns`.
"""

from collections.abc import Iterator, Sequence

from amcli.output.screen import Beside, Part, Screen, harmless, pieces, rows_of, text_of
from amcli.page import (
    READABLE,
    Agenda,
    Blocks,
    Cell,
    Code,
    Column,
    Few,
    Figures,
    Fits,
    Footer,
    Items,
    Line,
    Page,
    Pairs,
    Section,
    Sentence,
    Table,
    cells_of,
    chosen_cells,
    made,
)
from amcli.page import Part as PagePart

LINES = (Sentence, Footer, Fits)  # no blank line stands between them
MORE, PLUS = 12, 4  # columns of ` and 999 more`, and of ` +99`
LEAST_WORDS = 18
LEAST_COLUMNS = 60  # below, a list has no columns
NUMBERS = Column(least=2, most=2), Column(rest=True)


def settled(screen: Screen, page: Page) -> Page:
    """The page for this screen: another one where a page follows the rows of the screen."""
    return page if page.within is None else settled(screen, page.within(rows_left(screen, page)))


def draw_page(screen: Screen, page: Page) -> None:
    """Draw a page: its heading, its parts with a blank line between, and its footer."""
    width = min(screen.width, page.most or screen.width)
    footer = list(page.footer)
    if page.title:
        draw_heading(screen, page, width)
    before: PagePart | None = None
    for at, part in enumerate(page.parts):
        if isinstance(part, Table) and part.instead:
            footer += missing(screen, part, width)
        if isinstance(part, Code) and part.only:
            continue
        if (at or page.title) and not (isinstance(part, LINES) and isinstance(before, LINES)):
            screen.line()
        draw_part(screen, part, width)
        before = part
    if footer:
        screen.line()
        draw_footer(screen, footer, width)


def rows_left(screen: Screen, page: Page) -> int:
    """The rows that a screen has beside the lines of a page, what is filtered, and a title."""
    lines = sum(len(fitting_way(screen, part)) for part in page.parts if isinstance(part, Fits))
    return (
        rows_of(screen.run)
        - lines
        - bool(screen.filters)
        - 2 * ((screen.run.title is not None) + screen.run.rolled_up)
    )


def title_of(screen: Screen, page: Page, width: int) -> str:
    """The title, in its short form where the heading would be too long."""
    if isinstance(page.title, str) or page.title.short is None:
        return text_of(screen, page.title)
    whole = text_of(screen, page.title._replace(short=None))
    figures = " · ".join(text_of(screen, each) for each in page.right)
    if screen.length(f"{whole}   {text_of(screen, page.purpose)}  {figures}") <= width:
        return whole
    return text_of(screen, Cell(page.title.short))


def draw_heading(screen: Screen, page: Page, width: int) -> None:
    """The title, what follows it, the figures at the right edge, and the facts below."""
    rights = [pieces(screen, each) for each in page.right]
    title, purpose = title_of(screen, page, width), text_of(screen, page.purpose)
    figures = sum(map(screen.length, rights))
    fits = not purpose or screen.length(title) + 3 + screen.length(purpose) + 2 + figures <= width
    if page.whole:
        title = screen.fit(title, width)
    screen.heading(title, purpose if fits or not page.whole else "", rights, width)
    if page.whole and not fits:
        screen.paragraph(purpose[:1].upper() + purpose[1:])
    if page.facts:
        screen.joined([text_of(screen, fact) for fact in page.facts])


def missing(screen: Screen, table: Table, width: int) -> Iterator[Footer]:
    """What is said where another table stands instead."""
    from amcli.output.columns import fitting

    if table.instead is not None and fitting(screen, table, width) is not table:
        yield table.instead.footer


def draw_part(screen: Screen, part: PagePart, width: int) -> None:
    """Draw one part."""
    if isinstance(part, Sentence):
        draw_sentence(screen, part, width)
    elif isinstance(part, Footer):
        draw_footer(screen, [part], width)
    elif isinstance(part, Table):
        if part.title:
            screen.line(Part(harmless(part.title), "heading"))
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
    elif isinstance(part, Fits):
        for sentence in fitting_way(screen, part):
            draw_sentence(screen, sentence, width)
    elif isinstance(part, Agenda):
        from amcli.output.agenda import draw_agenda as draw_agenda

        draw_agenda(screen, part)
    elif isinstance(part, Code):
        for each in part.lines:
            screen.put([Part(" " * part.indent), *pieces(screen, each)])
    else:
        from amcli.output.charts import draw_charts as plot

        plot(screen, [part.figures])


def draw_section(screen: Screen, part: Section, width: int) -> None:
    """Parts below their heading without a gap, or beside it."""
    margin = part.margin or part.indent
    if part.title and not part.plain and not part.margin:
        aside = [Part(f"  {harmless(part.aside)}", "muted")] if part.aside else []
        heading = [Part(harmless(part.title), "heading"), *aside]
        if part.right:
            screen.ends(heading, pieces(screen, part.right), width)
        else:
            screen.line(heading)
    if margin:
        edge = screen.width if part.margin else width  # what is indented ends with the page
        screen = Beside(screen, harmless(part.title) if part.margin else "", margin, edge)
    for each in part.parts:
        draw_part(screen, each, width - margin)


def draw_sentence(screen: Screen, part: Sentence, width: int) -> None:
    """A line; one that is to be read whole goes on below."""
    if part.right:
        found = pieces(screen, part.words)
        if part.cut:
            found = cut_last(screen, found, room_beside(screen, part))
        screen.ends(found, pieces(screen, part.right), width)
        return
    (screen.paragraph if part.whole else screen.line)(pieces(screen, part.words))


def cut_last(screen: Screen, found: list[Part], room: int) -> list[Part]:
    """Words whose last piece is cut to the room there is."""
    *before, last = found
    return [*before, Part(screen.fit(last.text, room - screen.length(before)), last.role)]


def fitting_way(screen: Screen, part: Fits) -> Sequence[Sentence]:
    """The first way whose lines all fit; of the last, a line of words is cut where it is too long."""
    rooms = [[room_beside(screen, line) for line in way] for way in part.ways]
    for way, left in zip(part.ways, rooms, strict=True):
        if all(
            room >= screen.length(pieces(screen, line.words)) for line, room in zip(way, left, strict=True)
        ):
            return way
    return part.ways[-1]


def room_beside(screen: Screen, line: Sentence) -> int:
    """The columns that words have beside what stands at the right edge."""
    right = screen.length(pieces(screen, line.right))
    return screen.width - right - 2 * bool(right)


def draw_pairs(screen: Screen, part: Pairs, width: int) -> None:
    """Labels in a column, words wrapped beside them."""
    label = 2 + max(part.least, *(screen.length(harmless(name)) for name, _ in part.pairs), 0)
    for name, words in part.pairs:
        if part.cut:
            draw_cut(screen, Part(f"{harmless(name):<{label}}", "muted"), cells_of(words)[0], width)
            continue
        found = pieces(screen, words)
        role = found[0].role if found else ""
        for at, line in enumerate(
            screen.wrapped(
                "".join(each.text for each in found), max(LEAST_WORDS, min(width, READABLE) - label)
            )
        ):
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


def draw_blocks(screen: Screen, part: Blocks, width: int) -> None:
    """Blocks as wide as the screen, then what follows."""
    from amcli.output.columns import blocks_of

    tables, left = blocks_of(screen, part)
    for table in tables:
        draw_part(screen, table, screen.width)
        screen.line()
    for each in part.after(left):
        draw_part(screen, each, width if part.first else screen.width)


def draw_items(screen: Screen, part: Items, width: int) -> None:
    """Things one below the other, beside their numbers, joined, or as many as fit."""
    if part.way == "beside":
        numbered = [(str(at), words) for at, words in enumerate(part.items, 1)]
        draw_part(screen, Table(NUMBERS, numbered, header=False, joined=LEAST_COLUMNS), width)
        return
    if part.way == "lines":
        for at, words in enumerate(part.items, 1):
            before = f"{part.label}{f'{at}. ' if part.numbered else ''}"
            screen.line([Part(before), *pieces(screen, words)])
        return
    items = part.items
    if part.way == "joined":
        items = [[cell._replace(command="") for cell in cells_of(words)] for words in items]
    found = [text_of(screen, words) for words in items]
    room = screen.length(part.label)
    if part.way == "joined":
        screen.joined(found)
    elif part.way == "first":
        screen.line(part.label + fitting(screen, found, width - room - PLUS, " · ", " +{}"))
    else:
        screen.line(part.label + fitting(screen, found, screen.width - room - MORE, ", ", " and {} more"))


def fitting(screen: Screen, items: Sequence[str], room: int, between: str, more: str) -> str:
    """As many as fit with something between, at least one, and how many others there are: ` +{}`."""
    kept = list(items)
    while len(kept) > 1 and screen.length(between.join(kept)) > room:
        kept.pop()
    others = len(items) - len(kept)
    return between.join(kept) + (more.format(others) if others else "")


def draw_footer(screen: Screen, footer: Sequence[Footer], width: int) -> None:
    """What isn't shown, and at the right the commands that show it."""
    for each in footer:
        if not screen.hints and any(cell.command for cell in cells_of(each.words)):
            continue
        left = harmless(each.words) if isinstance(each.words, str) else pieces(screen, each.words)
        screen.footer([(left, harmless(each.command))], width)


def list_lines(screen: Screen, table: Table, width: int) -> Iterator[str]:
    """A list, line by line."""
    from amcli.output.lists import lines_of

    unfit = "narrow" if screen.wide else "wide"
    chosen = [at for at, each in enumerate(table.columns) if each.only != unfit]
    rows = [cells_in(screen, line, chosen) for line in table.lines]
    return lines_of(screen, [table.columns[at] for at in chosen], rows, width)


def cells_in(screen: Screen, line: Line, chosen: Sequence[int]) -> list[list[Part]]:
    """The cells of a line that this screen has; a sentence is a single one."""
    return [pieces(screen, made(each)) for each in chosen_cells(line, chosen)]


def table_lines(screen: Screen, table: Table, width: int) -> Iterator[str]:
    """A table, line by line."""
    from amcli.output.columns import fitting, grid
    from amcli.output.table import painted

    table = fitting(screen, table, width)
    drawn = grid(screen, table, width)
    if table.header:
        for line in drawn.head():
            yield painted(line, screen.colours)
    for line in drawn.body():
        yield painted(line, screen.colours)
