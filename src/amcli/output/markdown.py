"""A page as Markdown, for a pipe, a mail or a file: every column, every part, nothing cut to a width."""

from collections.abc import Iterator, Sequence

from amcli import patterns
from amcli.page import (
    ABSENT,
    Agenda,
    Bar,
    Blocks,
    Cell,
    Chart,
    Code,
    Column,
    Entry,
    Few,
    Figures,
    Fits,
    Footer,
    Items,
    Late,
    Line,
    Page,
    Pairs,
    Part,
    Section,
    Sentence,
    Table,
    Words,
    all_of,
    cells_of,
    chosen_cells,
    made,
    typed,
)
from amcli.rules.names import markdown_text, shown


def markdown(page: Page) -> Iterator[str]:
    """The lines of a page."""
    found = list(lines_of(page))
    yield from found if page.title else found[1:]


def lines_of(page: Page) -> Iterator[str]:
    """The lines of a page, an empty one before each part."""
    if page.title:
        yield f"# {words(page.title)}"
    if first := ", ".join(filter(None, map(words, (page.purpose, *page.right)))):
        yield from ("", first)
    if page.facts:
        yield from ("", ", ".join(filter(None, map(words, page.facts))))
    for part in page.parts:
        yield from ("", *part_lines(part, 2))
    for footer in page.footer:
        if not footer.drawn and (line := footer_line(footer)):
            yield from ("", line)


def part_lines(part: Part, level: int) -> Iterator[str]:
    """The lines of one part; a heading has as many `#` as its `level`."""
    if isinstance(part, Sentence):
        yield beside(words(part.words), words(part.right))
    elif isinstance(part, Footer):
        yield footer_line(part)
    elif isinstance(part, Pairs):
        yield from pair_lines(part)
    elif isinstance(part, Blocks):
        yield from table_lines(Table(part.columns, part.lines))
        for each in part.after(0):
            yield from ("", *part_lines(each, level))
    elif isinstance(part, Figures):
        yield from figure_lines(part)
    elif isinstance(part, Table):
        yield from (f"{'#' * level} {harmless(part.title)}", "") if part.title else ()
        yield from table_lines(part) if part.header and not part.listed else list_lines(part)
    elif isinstance(part, Items):
        yield from item_lines(part)
    elif isinstance(part, Section):
        yield from section_lines(part, level)
    elif isinstance(part, Fits):
        for at, line in enumerate(part.ways[0]):
            yield from ("", *part_lines(line, level)) if at else part_lines(line, level)
    elif isinstance(part, Agenda):
        yield from agenda_lines(part, level)
    elif isinstance(part, Code):
        yield from code_lines(part)
    else:
        yield from chart_lines(part, level)


def section_lines(part: Section, level: int) -> Iterator[str]:
    """The heading, what stands beside it, and the parts; without a heading the parts alone."""
    beside_it = ", ".join(filter(None, (harmless(part.aside), words(part.right))))
    heading = [f"{'#' * level} {words(part.title)}", beside_it] if part.title else []
    blocks = [[line] for line in heading if line]
    blocks += [[*part_lines(each, level + 1 if part.title else level)] for each in part.parts]
    for at, block in enumerate(blocks):
        yield from ("", *block) if at else block


def footer_line(footer: Footer) -> str:
    """What isn't shown, and the command that shows it."""
    return beside(words(footer.words), code(footer.command))


def agenda_lines(part: Agenda, level: int) -> Iterator[str]:
    """A heading for each section, an item for each line, numbered where it stands for one thing."""
    for at, group in enumerate(part.sections):
        yield from ("",) if at else ()
        yield from (f"{'#' * level} {harmless(group.title)}", "")
        for each in group.entries:
            yield entry_line(each)
            if each.note:
                yield f"   - {harmless(each.note)}"
        if group.more:
            yield f"- {harmless(group.more)}"


def entry_line(each: Entry) -> str:
    """Who, how much, all that there is to say, and what is typed."""
    number = "-" if each.number is None else f"{each.number}."
    amount = f" ({harmless(each.amount)})" if each.amount else ""
    command = f". {code(each.command)}" if each.command else ""
    return f"{number} **{harmless(each.name)}**{amount}: {'; '.join(map(words, each.said))}{command}"


def pair_lines(part: Pairs) -> Iterator[str]:
    """An item for each label; one that goes on has the label before it again."""
    label = ""
    for name, said in part.pairs:
        label = name or label
        if line := words(said):
            yield f"- {harmless(label)}: {line}"


def figure_lines(part: Figures) -> Iterator[str]:
    """A table without titles."""
    yield from ("|  |  |  |", "| --- | ---: | --- |")
    for label, figure, said in part.lines:
        cells = (label, figure, all_of(said) if isinstance(said, Few) else said)
        yield f"| {' | '.join(map(words, cells))} |"


def item_lines(part: Items) -> Iterator[str]:
    """An item each, numbered where the page numbers them."""
    for at, said in enumerate(part.items, 1):
        yield f"{f'{at}.' if part.numbered else '-'} {guarded(words(said))}"


def table_lines(table: Table) -> Iterator[str]:
    """All columns but those of narrow screens; a line across the table stands in its first cell."""
    chosen = [at for at, each in enumerate(table.columns) if each.only != "narrow"]
    yield f"| {' | '.join(harmless(table.columns[at].title) for at in chosen)} |"
    yield f"|{'|'.join(' ---: ' if table.columns[at].right else ' --- ' for at in chosen)}|"
    for line in table.lines:
        if cells := cells_in(line, chosen):
            yield f"| {' | '.join([*cells, *[''] * (len(chosen) - len(cells))])} |"


def cells_in(line: Line, chosen: Sequence[int]) -> list[str]:
    """The cells of a line; one across the table has a single one."""
    if isinstance(line, Sentence):
        return [words(line.words)]
    if isinstance(line, Code):
        return [code(plain_words(each)) for each in line.lines]
    return [words(made(line[at])) for at in chosen if at < len(line)]


def list_lines(table: Table) -> Iterator[str]:
    """A table without a header: an item for each line, its cells with commas between."""
    chosen = [at for at, each in enumerate(table.columns) if each.only != "narrow"]
    for line in table.lines:
        if isinstance(line, Code):
            yield from code_lines(line)
        elif said := words(line.words) if isinstance(line, Sentence) else commas(line, chosen):
            yield f"- {guarded(said)}"


def commas(line: Sequence[Words | Late | Bar], chosen: Sequence[int]) -> str:
    """The cells of a line with commas between, those that say nothing left out."""
    cells = (cells_of(made(each)) for each in chosen_cells(line, chosen))
    said = (" ".join(filter(None, map(cell, each))) for each in cells)
    return ", ".join(each for each in said if each not in ABSENT)


def code_lines(part: Code) -> Iterator[str]:
    """What is to be copied, between fences that are longer than any within."""
    lines = [*map(plain_words, part.lines)]
    longest = max((len(each) for each in patterns.findall("`+", " ".join(lines))), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (fence, *lines, fence)


def plain_words(said: Words) -> str:
    """Words as they are, which cannot hide or end anything."""
    return "".join(shown(each.text or each.command) for each in cells_of(said))


def chart_lines(chart: Chart, level: int) -> Iterator[str]:
    """The title of a chart, its figures as a table, and its note."""
    from amcli.rules import charts

    yield from (f"{'#' * level} {harmless(chart.figures.title)}", "")
    lines = charts.figures(chart.figures)
    columns = [Column(title, right=at > 0) for at, title in enumerate(charts.titles(chart.figures))]
    yield from table_lines(Table(columns, lines)) if lines else ["Nothing to draw yet."]
    if chart.figures.note:
        yield from ("", harmless(chart.figures.note))


def words(said: Words) -> str:
    """Words in the direction of reading, those that say nothing left out; what can be typed is code."""
    found = cells_of(said)
    text = cell(found[0]) if len(found) == 1 else " ".join(filter(None, map(cell, found)))
    return " ".join(text.split())


def cell(each: Cell) -> str:
    """One cell, in the words that a page without columns has for it."""
    text = each.spelled
    if not each.command:
        return code(text) if each.role == "command" else harmless(text).strip()
    return beside(harmless(text), code(each.command))


def beside(one: str, other: str) -> str:
    """Two texts with a space between, where there are two."""
    return " ".join(filter(None, (one.strip(), other)))


def code(command: str) -> str:
    """What can be typed, and what it is for where that stands before it: ``today: `am` ``."""
    label, command = typed(command)
    return beside(harmless(label), f"`{shown(command)}`" if command else "")


def harmless(text: str) -> str:
    """Text of the book, which Markdown shows as it is."""
    return markdown_text(shown(text))


def guarded(item: str) -> str:
    """An item whose beginning is no list, heading or rule of its own: `\\- 3`, `1\\. Platform`."""
    if item[:1] in ("-", "+", "=", "~", ":"):
        return f"\\{item}"
    digits = len(item) - len(item.lstrip("0123456789"))
    if digits and item[digits : digits + 1] in (".", ")"):
        return f"{item[:digits]}\\{item[digits:]}"
    return item
