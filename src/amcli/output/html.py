"""A page for a browser, in one file: nothing in it is fetched, and nothing is run but `templates/page.js`,
which sorts and filters tables. No text of the book is ever markup: the templates of `templates/` are filled
with escaping on. Charts are inline SVG (`svg`).
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

from amcli.hints import Any, NamedTuple, TypeAlias
from amcli.output.svg import Drawing, drawing
from amcli.page import (
    ABSENT,
    Agenda,
    Bar,
    Blocks,
    Cell,
    Chart,
    Code,
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
    made,
    typed,
)
from amcli.rules.names import shown

SHORT, LONG = 16, 40


class Piece(NamedTuple):
    """Some words: `name` and `aside` stand out, `words` have their own direction, `command` can be typed.
    `before` is what stands between them and the piece before, `role` their colour by meaning."""

    kind: str
    text: str
    before: str
    role: str = ""


Pieces: TypeAlias = list[Piece]


class Slot(NamedTuple):
    """A cell of a table: its `text`, harmless already, where that is all there is in it, with its `role`,
    None where it has no colour and no direction of its own. `key` is what its column is sorted by, None where
    it is the text or the table isn't sorted; `style` is `number`, `short` for what is never broken or `long`
    for what needs some width."""

    text: str | None
    role: str | None
    pieces: Pieces
    key: str | None
    style: str


class Turn(NamedTuple):
    """A line of the morning; `role` is said of it where its mark isn't seen: late or due."""

    entry: Entry
    role: str
    more: str


class Block(NamedTuple):
    """A part as the template writes it, by its `kind`."""

    kind: str
    pieces: Sequence[Piece] = ()
    items: Sequence[Pieces] = ()
    title: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Slot]] = ()
    pairs: Sequence[tuple[Pieces, Pieces]] = ()
    turns: Sequence[Turn] = ()
    numbers: frozenset[int] = frozenset()
    sortable: bool = False
    picture: Drawing | None = None
    number: int = 0


class Division(NamedTuple):
    """A section of the page: `anchor` is its address within."""

    anchor: str
    title: str
    aside: str
    blocks: list[Block]


def html(page: Page) -> str:
    """A page for a browser; only one with tables that can be sorted has the script, and runs no other."""
    found = list(divisions(page))
    sortable = any(each.sortable for one in found for each in one.blocks)
    return fill(
        "page.html",
        title=said(page.title),
        lead=", ".join(filter(None, map(said, (page.purpose, *page.right, *page.facts)))),
        divisions=found,
        last=[blocks_of_footer(each) for each in page.footer if not each.drawn],
        digest=digest(fill("page.js")) if sortable else "",
    )


def digest(script: str) -> str:
    """What a page allows to be run: this script alone."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def fill(name: str, **values: Any) -> str:
    """A template of `templates/` with its values; one that is missing is an error, not an empty place."""
    made: str = room().get_template(name).render(**values)
    return made


@cache
def room() -> Any:
    """Where the templates are; each is compiled once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("amcli.output"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["shown"] = shown
    return found


def divisions(page: Page) -> Iterator[Division]:
    """The sections of a page; parts between them are one without a heading."""
    loose: list[Block] = []
    for at, part in enumerate(page.parts, 1):
        if not isinstance(part, Section):
            loose += blocks(part)
            continue
        if loose:
            yield Division("", "", "", numbered(loose))
            loose = []
        within = [block for each in part.parts for block in blocks(each)]
        yield Division(part.anchor or f"part-{at}", part.title, part.aside, numbered(within))
    if loose:
        yield Division("", "", "", numbered(loose))


def numbered(found: Sequence[Block]) -> list[Block]:
    """Parts whose pictures are numbered."""
    numbers = count(1)
    return [each._replace(number=next(numbers)) if each.picture else each for each in found]


def blocks(part: Part) -> Iterator[Block]:
    """A part as the template writes it; a section within another has a smaller heading."""
    if isinstance(part, Sentence):
        yield Block("sentence", pieces([*cells_of(part.words), *cells_of(part.right)]))
    elif isinstance(part, Footer):
        yield blocks_of_footer(part)
    elif isinstance(part, Pairs):
        yield Block("pairs", pairs=[*pairs(part)])
    elif isinstance(part, Blocks):
        yield from table(Table(part.columns, part.lines))
        yield from (block for each in part.after(0) for block in blocks(each))
    elif isinstance(part, Figures):
        yield Block("table", rows=[*map(figure, part.lines)], numbers=frozenset([1]))
    elif isinstance(part, Items):
        yield Block("ordered" if part.numbered else "items", items=[*map(pieces, part.items)])
    elif isinstance(part, Table):
        yield from table(part) if part.header and not part.listed else listed(part)
    elif isinstance(part, Code):
        yield Block("code", items=[*map(pieces, part.lines)])
    elif isinstance(part, Chart):
        yield Block("picture", picture=drawing(part.figures))
    elif isinstance(part, Fits):
        yield from (block for each in part.ways[0] for block in blocks(each))
    elif isinstance(part, Agenda):
        for group in part.sections:
            yield Block("heading", [Piece("words", group.title, "")])
            yield Block("agenda", title=group.more, turns=[*map(turn, group.entries)])
    else:
        if part.title:
            yield Block("heading", [Piece("words", part.title, "")], title=part.aside)
        yield from (block for each in part.parts for block in blocks(each))


def turn(entry: Entry) -> Turn:
    """A line of the morning: its first reason stands out, the others follow."""
    more = "".join(f" · {each.spelled}" for each in entry.said[1:])
    return Turn(entry, ROLES[entry.mark], more)


def blocks_of_footer(footer: Footer) -> Block:
    """What isn't shown, and what can be typed."""
    return Block("sentence", pieces([*cells_of(footer.words), Cell(command=footer.command)]))


def pairs(part: Pairs) -> Iterator[tuple[Pieces, Pieces]]:
    """Labels with their words; one that goes on has the label before it again."""
    label = ""
    for name, words in part.pairs:
        label = name or label
        if said(words):
            yield pieces(label), pieces(words)


def figure(line: tuple[Cell, Cell, Words | Few]) -> list[Slot]:
    """A label, a figure, and what it is of."""
    label, number, words = line
    of = all_of(words) if isinstance(words, Few) else words
    return [slot(label), slot(number, number=True), slot(of)]


def table(part: Table) -> Iterator[Block]:
    """A table; one without lines is left out."""
    chosen = [at for at, each in enumerate(part.columns) if each.only != "narrow"]
    places = [(at, part.columns[at].right) for at in chosen]
    if rows := [row for line in part.lines if (row := row_of(line, places))]:
        numbers = frozenset(at for at, (_, right) in enumerate(places) if right)
        heads = [part.columns[at].title for at in chosen]
        keyed = any(is_keyed(line) for line in part.lines[:1])
        yield Block("table", title=part.title, heads=heads, rows=rows, numbers=numbers, sortable=keyed)


def is_keyed(line: Line) -> bool:
    """Whether the cells of a line say what their columns are sorted by."""
    if isinstance(line, Sentence | Code):
        return False
    return any(cell.key is not None for each in line for cell in cells_of(made(each)))


def row_of(line: Line, places: Sequence[tuple[int, bool]]) -> list[Slot]:
    """The cells of a line; one across the table has a single one."""
    if isinstance(line, Sentence):
        return [slot(line.words)]
    if isinstance(line, Code):
        return [slot(each) for each in line.lines]
    return [slot(made(line[at]), number=right) for at, right in places if at < len(line)]


def slot(words: Words, *, number: bool = False) -> Slot:
    """A cell with what its column is sorted by; most hold one text and nothing to type."""
    cells = (words,) if isinstance(words, Cell) else cells_of(words)
    first = cells[0] if cells else Cell()
    if len(cells) > 1 or first.command or first.role in KINDS or first.plain is not None:
        found = pieces(words)
        style = "number" if number else style_of(first, sum(len(each.text) for each in found))
        return Slot(None, None, found, key_of(first, None), style)
    text = shown(first.text)
    role = first.role if first.role in COLOURS else None if text.isascii() else ""
    return Slot(text, role, [], key_of(first, text), "number" if number else style_of(first, len(text)))


def key_of(cell: Cell, text: str | None) -> str | None:
    """What a column is sorted by, where that isn't the text itself."""
    key = cell.key
    if key is None or key == text:
        return None
    return shown(key) if isinstance(key, str) else str(key)


def style_of(cell: Cell, length: int) -> str:
    """Whether a cell of a table that is sorted is short or long."""
    return "" if cell.key is None else "short" if length <= SHORT else "long" if length > LONG else ""


def listed(part: Table) -> Iterator[Block]:
    """A table without a header: an item for each line, its cells with commas between."""
    lines = [each.words if isinstance(each, Sentence) else cells(each) for each in part.lines]
    if items := [found for each in lines if (found := pieces(each))]:
        yield Block("items", items=items)


def cells(line: Sequence[Words | Late | Bar] | Code) -> list[Cell]:
    """The cells of a line in their words, those that say nothing left out."""
    words = line.lines if isinstance(line, Code) else map(made, line)
    return [Cell(said(each)) for each in words if said(each) not in ABSENT]


def said(words: Words) -> str:
    """Words without what can be typed."""
    return " ".join(filter(None, (each.spelled.rstrip() for each in cells_of(words))))


def pieces(words: Words) -> Pieces:
    """Words in pieces, with a comma between those that are no more than words."""
    found: Pieces = []
    for cell in cells_of(words):
        label, command = typed(cell.command)
        kind = KINDS.get(cell.role, "words")
        role = cell.role if cell.role in COLOURS else ""
        for each, what in ((cell.spelled, kind), (label, "label"), (command, "command")):
            if each:
                comma = bool(found) and found[-1].kind == what == "words" and found[-1].text[-1] != ":"
                between = ", " if comma else " " if found else ""
                found.append(Piece(what, each, between, role if what == "words" else ""))
    return found


KINDS = {"heading": "name", "muted": "aside", "command": "command"}
COLOURS = ("alarm", "risk", "late", "due", "healthy")
ROLES = {"!": "late", "*": "due", " ": ""}
