"""One kind of record of a sheet whose rows make several, and what the parts know of each other's lines.

Not for which column is what (onesheet.py), nor for taking rows in (sheetimport.py, sheetcontracts.py).
"""

from array import array

from amcli.interchange.kinds import ACCOUNTS, Field
from amcli.interchange.tables.columns import Column
from amcli.interchange.tables.headers import unit_of
from amcli.interchange.tables.layouts import Take
from amcli.interchange.tables.translation import Translation


class Numbers:
    """A number above zero for each of many that begin near zero, at eight bytes each: a dictionary takes
    twelve times that."""

    def __init__(self) -> None:
        self._found = array("q")

    def __setitem__(self, place: int, number: int) -> None:
        if place >= len(self._found):
            self._found.extend([0] * (place + 1 - len(self._found)))
        self._found[place] = number

    def __getitem__(self, place: int) -> int:
        return self._found[place] if place < len(self._found) else 0

    def values(self) -> set[int]:
        return {*self._found} - {0}


class Shared:
    """What the parts of a sheet know of its lines: whose they are, and who the person is (0: nobody); of the
    accounts, how many lines each has, and which are `made` for this file."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget an earlier reading of the same file."""
        self.accounts, self.people, self.lines = Numbers(), Numbers(), Numbers()
        self.made: set[int] = set()


class SheetPart(Translation):
    """What one kind of record is made of. What a row lacks for it is nobody's fault but the row's."""

    shared: Shared

    @property
    def label(self) -> str:
        return self.preset.label

    @property
    def part(self) -> str:
        return self.layout.title

    @property
    def source(self) -> str | None:
        """No system: the file itself is where it comes from."""
        return None

    @property
    def follows(self) -> bool:
        """Whether it is not the first part, which is introduced for all."""
        return self.layout.kind != ACCOUNTS.name

    def column(self, take: Take, field: Field) -> Column | None:
        """A column with the unit that its header has."""
        found = super().column(take, field)
        return found and found._replace(unit=unit_of(field, found.header))

    def lacks(self, field: str) -> str | None:
        """Nothing is passed over that a known system might leave out."""
        return None

    def passes_over(self, field: Field, text: str) -> str | None:
        return None
