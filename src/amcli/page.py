"""What a person is shown, as values: a page of parts, each word said once.

A report makes a `Page`; it doesn't know where it will be read. `output.terminal` draws it at any width,
`output.markdown` writes it whole. The words are the book's own, as they are: making them
harmless is the renderers' work, so nothing here and nothing that makes a page does it.
"""

from collections.abc import Callable, Sequence

from amcli.fields import Row
from amcli.hints import Any, NamedTuple, TypeAlias

ABSENT = ("", "-")
# How wide a page that is read, not searched, may become.
READABLE = 100
# The colours of health, by meaning.
HEALTH_ROLE = {
    "critical": "alarm",
    "at_risk": "risk",
    "watch": "muted",
    "healthy": "healthy",
    "unknown": "muted",
    "leaving": "muted",
}


class Cell(NamedTuple):
    """Some words. `role` is their colour by meaning; `mark` stands before them where there are columns;
    `command` can be typed and follows them, one of the role `hint` only where hints are shown; `short` is
    what a narrow screen gets, `plain` what a page without columns says, in their place. Where there are
    columns, no more than `most` of them are taken (0: no limit). `key` is what a web page sorts a column by:
    a number, a day or a name; empty where there is none."""

    text: str = ""
    role: str = ""
    mark: str = ""
    command: str = ""
    short: str | None = None
    plain: str | None = None
    most: int = 0
    key: str | float | None = None

    @property
    def spelled(self) -> str:
        """What a page without columns says for it."""
        return self.text if self.plain is None else self.plain


# Plain words, words with a role, or several beside each other.
Words: TypeAlias = str | Cell | Sequence[Cell]


# A width that follows from that of the page.
Follows: TypeAlias = Callable[[int], int]


class Column(NamedTuple):
    """A column of a table. `right` sets it to the right edge; `least` is the width that it has at least,
    `most` the one that it may not pass and `short` that of a narrow screen (0: no limit); `gap` are the
    blanks after it. `until` is where it ends, whatever is in it. `rest` takes what the others leave: the
    last column, unless one says so. While that has less than its `least`, or than its cells need (`always`:
    whatever they need), the column of the highest `rank` goes, or narrows to its `floor`. `letters`: what is
    too wide goes on below, broken at any letter. `only` is `wide` or `narrow`, where it stands on one of them
    alone; `above` is the width of the narrowest screen that has it.

    In a list (`Table.listed`) no column takes the rest unless it says so, one with a `most` no more than it
    needs; any other with a `least` is so wide, whatever it holds: a longer cell pushes the next. A cell
    of a column that `wraps` goes on below; what stands to the right of it takes no more than it needs."""

    title: str = ""
    right: bool = False
    least: int | Follows = 0
    most: int | Follows = 0
    rank: int = 0
    gap: int = 2
    short: int = 0
    rest: bool = False
    only: str = ""
    floor: int | Follows = 0
    until: Follows | None = None
    letters: bool = False
    always: bool = False
    above: int = 0
    wraps: bool = False


class Sentence(NamedTuple):
    """A line of words; `whole` goes on below where the screen is too narrow, any other is cut there. `right`
    stands at the right edge, or below unless the words are to be `cut`; `indent` are the blanks before it in
    a table."""

    words: Words
    whole: bool = False
    right: Words = ""
    indent: int = 0
    cut: bool = False


class Code(NamedTuple):
    """Lines to be copied: never cut and never broken. `only` is `written`, where a screen has none of it."""

    lines: Sequence[Words]
    indent: int = 0
    only: str = ""


class Bar(NamedTuple):
    """A bar in a column: its length, that of the longest, and what is said after it."""

    length: float
    longest: float
    role: str
    words: Words


# A cell that costs something to make, for a column that not every screen has.
Late: TypeAlias = Callable[[], Words]
# A line of a table: its cells, in the order of the columns, of which the last takes what is left where they
# are fewer; a sentence or something to be copied across all columns; none for a gap.
Line: TypeAlias = Sequence[Words | Late | Bar] | Sentence | Code


class Table(NamedTuple):
    """Columns and lines; one without a header is a list where there are no columns, its cells with commas
    between, and so it is on a screen that is narrower than `joined`. `shared`: no column takes the rest;
    where there is too little room the columns with a rank go or narrow, the highest first, then the widest
    give way. `short` is the table that a narrow screen gets in its place, and any on which the rest would
    have less than its least; such a one alone gets what is `instead`. `alike` are the lines of other tables,
    with which it has the widths in common. `title` stands above where other parts are beside it. `listed`: a
    list without titles, whose cells are cut where they are too long."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    header: bool = True
    shared: bool = False
    short: "Table | None" = None
    instead: "Instead | None" = None
    joined: int = 0
    title: str = ""
    alike: Sequence[Line] = ()
    listed: bool = False


class Items(NamedTuple):
    """Things of one kind. `way` is how a screen lays them out: `lines`, one each; `beside`, each beside its
    number; `joined`, with ` · ` between and none broken in two, without what can be typed; `few`, with
    commas, as many as fit on one line and the others counted; `first`, the same with ` · ` and `+3`. `label`
    stands before the first."""

    items: Sequence[Words]
    way: str = "lines"
    numbered: bool = False
    label: str = ""


class Blocks(NamedTuple):
    """A table of more columns than there may be room for: the first `fixed` ones stand in each block, and as
    many of the others as fit beside them; on a screen the `first` block may be the only one. `after` makes
    what follows, from the number of columns that aren't there."""

    columns: Sequence[Column]
    lines: Sequence[Sequence[Words]]
    fixed: int
    after: Callable[[int], Sequence["Part"]]
    first: bool = False


class Few(NamedTuple):
    """As many things as there is room for, with commas between, and how many of the `number` are left;
    `label` stands before them."""

    label: str
    items: Sequence[str]
    number: int


class Figures(NamedTuple):
    """Figures one below the other: a label, the figure, and what it is of, which is cut at the edge. `label`
    and `size` are the columns that a screen gives to labels and to figures."""

    lines: Sequence[tuple[Cell, Cell, Words | Few]]
    label: int
    size: int


class Pairs(NamedTuple):
    """Labels, each with its words; a label that is empty goes on with the one before. A screen gives the
    labels `least` columns or more. `cut`: each is one line, cut at the edge, with the command of its first
    words at the right where there is room."""

    pairs: Sequence[tuple[str, Words]]
    least: int = 0
    cut: bool = False


class Chart(NamedTuple):
    """A picture of figures: what it is of, and the figures themselves (`rules.charts`)."""

    title: str
    figures: Any


class Footer(NamedTuple):
    """What isn't shown, or what a mark means, and the command that shows or does more. Words with a command
    of their own are a hint, which a screen leaves out where hints are off. `drawn`: on a screen alone, since
    what is written may go to others, whom it doesn't concern."""

    words: Words = ""
    command: str = ""
    drawn: bool = False


class Instead(NamedTuple):
    """The table for a screen that is too narrow for another one, and what is said at the end of the page."""

    table: Table
    footer: Footer


class Fits(NamedTuple):
    """One of several ways of saying something: the first whose lines all fit, or else the last."""

    ways: Sequence[Sequence[Sentence]]


class Entry(NamedTuple):
    """A line of an agenda: who, how much, what is `said` of it (the first before all else; `title` is what
    gives way in it where it is too long), who to turn to, and the command. `mark` is `!`, `*` or a blank. One
    without a `number` stands for several; `note` is a line below; `ref` is what commands take."""

    number: int | None
    mark: str
    name: str
    amount: str
    said: Sequence[Cell]
    command: str
    title: str = ""
    person: str = ""
    note: str = ""
    ref: str = ""
    account: str = ""


class Group(NamedTuple):
    """A section of an agenda; `more` is what isn't named, with the command that lists it, `kind` what it is
    called in the object that programs read."""

    title: str
    entries: Sequence[Entry]
    more: str = ""
    kind: str = ""


class Agenda(NamedTuple):
    """What to do, section by section, in columns of the same widths."""

    sections: Sequence[Group]


class Section(NamedTuple):
    """Parts that belong together, under a heading, what stands beside it in a quiet colour, how far in they
    begin, and their address on a page for a browser. `right` stands at the right edge. With a `margin` of so
    many columns a screen has the heading in it, beside the first line. `plain`: the heading is for a page
    without columns alone, where no table's own titles say the same."""

    title: str
    parts: Sequence["Part"]
    aside: str = ""
    indent: int = 0
    anchor: str = ""
    plain: bool = False
    margin: int = 0
    right: Words = ""


Part: TypeAlias = (
    Sentence | Pairs | Figures | Table | Blocks | Section | Items | Chart | Footer | Code | Fits | Agenda
)


class Page(NamedTuple):
    """All that is shown at once. `purpose` follows the title; `right` are figures for the right edge, of
    which the last gives way first. `facts` stand below with ` · ` between, and so does the purpose where it
    doesn't fit and is to be read `whole`. `most` is how wide it may become (0: as the screen). `shown` are
    the rows that its lines stand for, in their order, where that isn't the order of the list. `within` makes
    the page in its place for a screen with so many rows besides the lines of this one."""

    title: str | Cell = ""
    purpose: str | Cell = ""
    right: Sequence[Words] = ()
    parts: Sequence[Part] = ()
    footer: Sequence[Footer] = ()
    most: int = 0
    shown: Sequence[Row] | None = None
    facts: Sequence[Words] = ()
    whole: bool = False
    within: "Callable[[int], Page] | None" = None


def dash(value: object) -> str:
    """A value as text; absent is `-`."""
    return "-" if value is None or value == "" else str(value)


def made(cell: Words | Late | Bar) -> Words:
    """The words of a cell, which may be still to be made; of a bar, those after it."""
    if isinstance(cell, Bar):
        return cell.words
    return cell() if callable(cell) else cell


def chosen_cells(line: Line, chosen: Sequence[int]) -> list[Words | Late | Bar]:
    """The cells of a line of a list that stand in some of its columns; the last one of a short line stays."""
    if isinstance(line, Sentence):
        return [line.words]
    if isinstance(line, Code):
        return [*line.lines]
    short = len(line) <= max(chosen)
    kept = [line[at] for at in chosen if at < len(line) - short]
    return [*kept, line[-1]] if short else kept


def on_page(size: int | Follows, page: int) -> int:
    """A width that may follow from that of the page."""
    return size(page) if callable(size) else size


def typed(command: str) -> tuple[str, str]:
    """What is said before a command, if anything, and the command: `today: am` is `today:` and `am`."""
    label, colon, rest = command.partition(": ")
    return (f"{label}:", rest) if colon and rest.split(" ")[0] == "am" else ("", command)


def says(*parts: Words) -> Page:
    """A page that says one thing, on one line: in the place of an empty list."""
    cells = [cell for each in parts for cell in cells_of(each)]
    return Page(parts=[Sentence(cells)])


def cells_of(words: Words) -> Sequence[Cell]:
    """Words as cells."""
    if isinstance(words, str):
        return (Cell(words),)
    return (words,) if isinstance(words, Cell) else words


def all_of(few: Few) -> str:
    """Things where there is room for all of those that are named."""
    more = [f"{few.number - len(few.items)} more"] if few.number > len(few.items) else []
    return few.label + ", ".join([*few.items, *more])
