"""A file of a known system, row by row in the words of the book: cells made by its layout come after its own.

So a column keeps its place, its header and its cells for messages and for the file of bad rows. Not for
which system a file is of (presets), nor for what is done with the rows (rowimport.py).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from amcli.interchange.kinds import EXTRA, Field, Kind, kind_named
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import company_in
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.headers import asked_for, others, unit_of
from amcli.interchange.tables.layouts import Cells, Layout, Make, Preset, Take
from amcli.interchange.tables.sheet import Row
from amcli.rules.names import counted, listed

NO_COMPANY = "no company"
NOBODY_KNOWN = "no company, no known person or email domain"
OTHER_KIND = "another kind than you asked for"
UNKNOWN_COMPANY = "company not in the book (--create-accounts adds it)"


class Translation:
    """What a layout makes of the rows of one file. `layouts` are all that take rows of it, `read` the places
    of the columns that mean something to any of them."""

    # Whether all that is worth money is read, as a known system's layouts do.
    has_money = True
    # Whether what rows name their records by is wanted before the first is taken in.
    claims = True

    def __init__(self, preset: Preset, layouts: Sequence[Layout], layout: Layout, headers: list[str]) -> None:
        self.preset = preset
        self.layout = layout
        self.shares = len(layouts) > 1
        self.answers = False
        self.periods = layout.periods
        self.left_out: Counter[str] = Counter()
        self._headers = headers
        self._cells = Cells(headers, layout.columns)
        self.read = self._read_by(layouts)
        self._makes: list[Make] = []

    @property
    def made(self) -> int:
        """How many cells each row gets beside its own."""
        return len(self._makes)

    @property
    def label(self) -> str:
        """What the rows are, in the system's own word."""
        said = f"{self.preset.label} {self.layout.title}"
        return f"{said} as {self.layout.kind}" if self.shares else said

    @property
    def source(self) -> str | None:
        """The system whose ids the file has."""
        return self.preset.name

    def column(self, take: Take, field: Field) -> Column | None:
        """The column of a field: one of the file, or one that is made; None where the file has nothing
        to make it of, but for whose every row is."""
        places = self._cells.places(*take.headers)
        if take.make is None:
            return Column(places[0], self._headers[places[0]], field) if places else None
        if not places and take.headers and field.to != "account":
            return None
        self._makes.append(take.make)
        header = self._headers[places[0]] if places else field.name
        return Column(len(self._headers) + len(self._makes) - 1, header, field, places)

    def _read_by(self, layouts: Iterable[Layout]) -> set[int]:
        read = [each.headers for layout in layouts for each in layout.takes]
        read += [each.headers for layout in layouts for each in layout.skips]
        return {place for headers in read for place in self._cells.places(*headers)}

    def row(self, cells: list[str], makes: Sequence[Make] | None = None) -> list[str] | str | None:
        """A row with the cells that are made, by `makes` where not all are needed; the reason where it is
        passed over, None where it is not of this layout."""
        width, makes = len(self._headers), self._makes if makes is None else makes
        row = cells if len(cells) == width else cells[:width] + [""] * (width - len(cells))
        self._cells.row = row
        if self.layout.only is not None and not self.layout.only(self._cells):
            return None if self.shares else OTHER_KIND
        for skip in self.layout.skips:
            if skip.test(self._cells):
                return skip.why
        return row + [make(self._cells) for make in makes] if makes else row

    def makes_none(self, cells: list[str]) -> bool:
        """Whether a row may change a record but not make one, being another layout's too."""
        self._cells.row = cells
        return self.layout.known is not None and self.layout.known(self._cells)

    def kept(self, rows: list[Row], needed: Collection[int]) -> list[Row]:
        """Those rows that are to be taken in; of the cells that are made, those at the places needed."""
        width = len(self._headers)
        makes = [make if width + at in needed else nothing for at, make in enumerate(self._makes)]
        made = ((line, self.row(cells, makes)) for line, cells in rows)
        return [(line, cells) for line, cells in made if isinstance(cells, list)]

    def warnings(self) -> list[str]:
        """What should be known before the first row."""
        said = self.layout.warning(self._headers)
        return [said] if said else []

    def begin(self, today: str) -> None:
        """Say what day it is, for what lies ahead."""
        self._cells.today = today

    def lacks(self, field: str) -> str | None:
        """Why a row without a field that it needs is passed over; None where it is bad."""
        return NO_COMPANY if field == "account" else None

    def passes_over(self, field: Field, text: str) -> str | None:
        """Why a row whose account the book lacks is passed over; None where it is bad."""
        if field.name != "account":
            return None
        if not company_in(text):
            return NOBODY_KNOWN
        return UNKNOWN_COMPANY if self.preset.address_book else None

    def leave_out(self, field: Field) -> None:
        """Count a reference to something that the book lacks, and that a row can do without."""
        self.left_out[field.to] += 1

    def report(self, plan: FilePlan) -> None:
        """Say in the plan what was found out about the rows, and what of them was left out."""
        plan.warnings += [f"{what}: {listed([*texts])}" for what, texts in self._cells.noted.items()]
        plan.warnings += [
            f"{counted(count, noun)} skipped: not in the book" for noun, count in self.left_out.items()
        ]


def nothing(_: Cells) -> str:
    """A cell that is not looked at."""
    return ""


def mapping_of(
    found_as: tuple[Preset, list[Layout]],
    layout: Layout,
    name: str,
    headers: list[str],
    wanted: dict[str, str],
    extra: bool,
    made: type[Translation] = Translation,
) -> Mapping:
    """What the columns of a file called `name` become, as a layout has it. Raises BadValue for `--map`."""
    kind = kind_named(layout.kind)
    assert kind is not None
    asked = asked_for(kind, name, headers, wanted)
    translation = made(*found_as, layout, headers)
    found: list[Column] = []
    custom: list[tuple[int, str]] = []
    for field_name, (place, header) in asked.items():
        if (field := kind.field(field_name)) is None:
            custom.append((place, field_name.removeprefix(EXTRA)))
        else:
            found.append(Column(place, header, field, unit=unit_of(field, header)))
            translation.read.add(place)
    found += made_columns(translation, kind, asked)
    places = translation.read | {place for place, _ in custom}
    more, unknown = others(kind, headers, places, extra)
    custom += [(place, layout.custom(header)) for place, header in more]
    return Mapping(kind, tuple(sorted(found)), tuple(sorted(custom)), tuple(unknown), translation)


def made_columns(translation: Translation, kind: Kind, asked: dict[str, tuple[int, str]]) -> list[Column]:
    """The columns of the fields that a layout fills, but for fields and columns that were asked for
    otherwise."""
    found, taken = [], {place for place, _ in asked.values()}
    for take in translation.layout.takes:
        field = kind.field(take.field)
        assert field is not None, take.field
        column = None if take.field in asked else translation.column(take, field)
        if column is not None and column.place not in taken:
            found.append(column)
    return found
