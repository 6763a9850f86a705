"""A page as Markdown, for a pipe, a mail or a file: every column, every part, nothing cut to a width."""

from collections.abc import Iterator

from amcli.page import (
    ABSENT,
    Bar,
    Blocks,
    Cell,
    Chart,
    Few,
    Figures,
    Footer,
    Items,
    Late,
    Page,
    Pairs,
    Part,
    Section,
    Sentence,
    Table,
    Words,
    cells_of,
    chosen_cells,
)
from amcli.rules.names import markdown_text, shown


def markdown(page: Page) -> Iterator[str]:
    """The lines of a page."""
    lines = page_lines(page)
    if first := next(lines, ""):
        yield first
    yield from lines


def page_lines(page: Page) -> Iterator[str]:
    """The lines of a page, a blank one before each part."""
    if page.title:
        yield f"# {words(page.title)}"
    if first := ", ".join(filter(None, map(words, (page.purpose, *page.right)))):
        yield from ("", first)
    if page.facts:
        yield from ("", ", ".join(filter(None, map(words, page.facts))))
    for part in page.parts:
        yield from ("", *part_lines(part, 2))
    for footer in page.footer:
        if footer.only != "screen" and (line := beside(words(footer.words), code(footer.command))):
            yield from ("", line)


def part_lines(part: Part, level: int) -> Iterator[str]:
    """The lines of one part; a heading has as many `#` as its `level`."""
    if isinstance(part, Sentence):
        yield beside(words(part.words), words(part.right))
    elif isinstance(part, Footer):
        yield beside(words(part.words), code(part.command))
    elif isinstance(part, Pairs):
        yield from pair_lines(part)
    elif isinstance(part, Blocks):
        yield from table_lines(Table(part.columns, part.lines))
        for each in part.after(0):
            yield from ("", *part_lines(each, level))
    elif isinstance(part, Figures):
        yield from figure_lines(part)
    elif isinstance(part, Table):
        yield from (list_lines if part.listed else table_lines)(part)
    elif isinstance(part, Items):
        yield from item_lines(part)
    elif isinstance(part, Section):
        yield from section_lines(part, level)
    else:
        yield from chart_lines(part)


def section_lines(part: Section, level: int) -> Iterator[str]:
    """The heading, what stands beside it, and the parts; without a heading the parts alone."""
    heading = (
        [f"{'#' * level} {words(part.title)}", words(part.aside), words(part.right)] if part.title else []
    )
    blocks = [[line] for line in heading if line]
    blocks += [[*part_lines(each, level + 1 if part.title else level)] for each in part.parts]
    for at, block in enumerate(blocks):
        yield from ("", *block) if at else block


def list_lines(table: Table) -> Iterator[str]:
    """An item for each line: its cells with commas between, those that say nothing left out."""
    chosen = [at for at, each in enumerate(table.columns) if each.only != "narrow"]
    for line in table.lines:
        found = (words(said(each)) for each in chosen_cells(line, chosen))
        yield f"- {guarded(', '.join(each for each in found if each not in ABSENT))}"


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
        if isinstance(said, Few):
            more = [f"{said.number - len(said.items)} more"] if said.number > len(said.items) else []
            said = said.label + ", ".join([*said.items, *more])
        yield f"| {words(label)} | {words(figure)} | {words(said)} |"


def item_lines(part: Items) -> Iterator[str]:
    """An item each, numbered where the page numbers them."""
    for at, said in enumerate(part.items, 1):
        yield f"{f'{at}.' if part.numbered else '-'} {guarded(words(said))}"


def table_lines(table: Table) -> Iterator[str]:
    """All columns but those of narrow screens; a line across the table stands in its first cell."""
    chosen = [at for at, each in enumerate(table.columns) if each.only != "narrow"]
    titles = [harmless(table.columns[at].title) if table.header else "" for at in chosen]
    yield f"| {' | '.join(titles)} |"
    yield f"|{'|'.join(' ---: ' if table.columns[at].right else ' --- ' for at in chosen)}|"
    for line in table.lines:
        if isinstance(line, Sentence):
            yield f"| {' | '.join([words(line.words), *[''] * (len(chosen) - 1)])} |"
        elif line:
            yield f"| {' | '.join(words(said(line[at])) for at in chosen)} |"


def said(cell: Words | Late | Bar) -> Words:
    """What a cell says: of a bar, what stands after it."""
    if isinstance(cell, Bar):
        return cell.words
    return cell() if callable(cell) else cell


def chart_lines(chart: Chart) -> Iterator[str]:
    """The figures of a picture, as a table."""
    from amcli.documents.charts import markdown as figures

    yield from figures([chart.figures])


def words(said: Words) -> str:
    """Words in the direction of reading, those that say nothing left out; what can be typed is code."""
    return " ".join(" ".join(filter(None, map(cell, cells_of(said)))).split())


def cell(each: Cell) -> str:
    """One cell, in the words that a page without columns has for it."""
    text = each.text if each.plain is None else each.plain
    if each.role == "command" and not each.command:
        return code(text)
    return beside(harmless(text), code(each.command))


def beside(one: str, other: str) -> str:
    """Two texts with a space between, where there are two."""
    return " ".join(filter(None, (one.strip(), other)))


def code(command: str) -> str:
    """What can be typed, and what it is for where that stands before it: ``today: `am` ``."""
    label, colon, typed = command.partition(": ")
    if colon and typed.split(" ")[0] == "am":
        return f"{harmless(label)}: `{shown(typed)}`"
    return f"`{shown(command)}`" if command else ""


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
