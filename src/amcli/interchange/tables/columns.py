"""The columns of a file by the fields that are read from them, and cells that its rows lack: a constant for
every row (`--set`), a column that is read twice.

Such cells come after the file's own and after those that a known system's layout makes, so that a column
keeps its place for messages and for the file of bad rows. Not for telling which column is what (headers.py).
"""

from collections.abc import Sequence

from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.interchange.kinds import REF, Field, Kind
from amcli.interchange.tables.sheet import Row
from amcli.interchange.values.units import Unit

if TYPE_CHECKING:
    from amcli.interchange.tables.translation import Translation


class Constant(NamedTuple):
    """The same text in every row."""

    text: str

    def of(self, cells: Sequence[str]) -> str:
        """The text, whatever the row says."""
        return self.text


class Again(NamedTuple):
    """A cell of the row that two fields are read from."""

    place: int

    def of(self, cells: Sequence[str]) -> str:
        """The cell; a short row has none."""
        return cells[self.place] if self.place < len(cells) else ""


Added = Constant | Again


def completed(rows: list[Row], width: int, added: Sequence[Added]) -> list[Row]:
    """The rows, each of this width, with what is added behind."""
    if not added:
        return rows
    return [
        (line, [*cells[:width], *[""] * (width - len(cells)), *(each.of(cells) for each in added)])
        for line, cells in rows
    ]


class Column(NamedTuple):
    """A column of the file that a field is read from: its place, its header, and the field.

    `made_of` are the places of the file's own cells, where this one was made of them; `unit` is what its
    header says beside the field's name, `constant` what was said for every row.
    """

    place: int
    header: str
    field: Field
    made_of: tuple[int, ...] = ()
    unit: Unit | None = None
    constant: str | None = None

    def own(self, cells: list[str]) -> int:
        """The place of the cell that the file has: the first with something in it, of several."""
        filled = (place for place in self.made_of if cells[place].strip())
        return next(filled, self.made_of[0] if self.made_of else self.place)


class Mapping(NamedTuple):
    """What each column of a file becomes. `custom` are fields of `extra`, `unknown` stay out.

    Where the file is of a known system, `translation` puts its rows into the words of the book. Rows get
    what is `added` behind their first `width` cells.
    """

    kind: Kind
    columns: tuple[Column, ...]
    custom: tuple[tuple[int, str], ...]
    unknown: tuple[tuple[int, str], ...]
    translation: "Translation | None" = None
    width: int = 0
    added: tuple[Added, ...] = ()

    def completed(self, rows: list[Row]) -> list[Row]:
        """The rows with the cells that are added."""
        return completed(rows, self.width, self.added)

    @property
    def by_ref(self) -> bool:
        """Whether the rows have the references of a book: the file is an export."""
        return any(column.field.name == "source_id" and column.header == REF for column in self.columns)

    @property
    def tells_links(self) -> bool:
        """Whether the file is an export, which says itself which contract follows which."""
        return self.by_ref and any(column.field.name == "renewed_by" for column in self.columns)

    @property
    def understood(self) -> int:
        own = {column.place for column in self.columns if column.place < self.width or not self.added}
        read = self.translation.read if self.translation else own
        return len(read) + len(self.custom)

    @property
    def read(self) -> set[int]:
        """The places of the file's own columns that mean something."""
        columns = {place for each in self.columns for place in (each.place, *each.made_of)}
        own = self.translation.read if self.translation else columns
        return own | {place for place, _ in self.custom}

    @property
    def source(self) -> str | None:
        """The known system whose ids the file has."""
        return self.translation.source if self.translation else None
