"""What every reader of a column is: fed the whole column first, settled, then read cell by cell.

Not for any kind of value: the readers themselves are in days.py, numbers.py, columns.py.
"""

from collections.abc import Iterable

from amcli.hints import TYPE_CHECKING, Any
from amcli.interchange.values.languages import is_nothing, plain

if TYPE_CHECKING:
    from amcli.interchange.values.units import Unit


REMEMBERED = 20_000
SEEN = 100_000
BLANKS = frozenset(
    {"-", "--", "–", "—", "n/a", "#n/a", "na", "null", "none", "nil", "(none)", "(empty)", "(blank)"}
)


class Typed(str):
    """A cell of a file that has types: its text, and the value that it stands for."""

    value: Any

    def __new__(cls, text: str, value: object) -> "Typed":
        made = super().__new__(cls, text)
        made.value = value
        return made


class UnreadableError(Exception):
    """A cell that a column's reader cannot read; `why` is said beside it, in a few words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class UnsettledError(Exception):
    """A column that could be read in two ways; `hint` says what settles it."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint


class Wrong:
    """What stands in the place of a value that could not be read."""

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why


class Reader(dict[str, Any]):
    """Reads the cells of one column; remembers what it read, since columns repeat themselves.

    `whole_column` readers are shown every cell (`see`) and then make up their mind (`settle`)
    before the first cell is read. Blank cells are None, never zero, and so are `null` and a formula that
    failed; these are kept in `emptied`, for the plan. `other_words` are what cells say instead, by their
    plain form (--values). A `literal` column is an export's, where `null` is a word like any other.
    `unit` is what the header says beside its name.
    """

    whole_column = False
    literal = False
    unit: "Unit | None" = None

    def __init__(self, choices: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.choices = choices
        self.emptied: dict[str, None] = {}
        self.other_words: dict[str, str] = {}

    def see(self, cells: Iterable[str]) -> None:
        """Take in cells of the column, for what the whole column says about each."""

    def settle(self, date_order: str | None) -> None:
        """Decide how to read. Raises UnsettledError when the column leaves it open."""

    def note(self) -> str | None:
        """What was decided, for the plan; None where there was nothing to decide."""
        return None

    def read(self, cell: str) -> Any:
        """The value of a cell that is not blank. Raises UnreadableError."""
        raise NotImplementedError

    def told(self, cell: str) -> str:
        """A cell in the words of the book, where it was said what its own mean; "" where it holds nothing."""
        if self.other_words:
            cell = self.other_words.get(plain(cell), cell)
        if not self.literal and is_nothing(cell):
            self.emptied.setdefault(cell.strip())
            return ""
        return cell

    def __missing__(self, cell: str) -> Any:
        value: Any = None
        try:
            text = self.told(cell)
            if text and not text.isspace():
                value = self.read(text)
        except UnreadableError as error:
            value = Wrong(error.why)
        if len(self) < REMEMBERED:
            self[cell] = value
        return value

    def column(self, cells: Iterable[str]) -> list[Any]:
        """The values of many cells; Wrong in the place of those that cannot be read."""
        return [self[cell] for cell in cells]


class WholeColumnReader(Reader):
    """A reader that makes up its mind from all cells of the column."""

    whole_column = True

    def __init__(self, choices: tuple[str, ...] = ()) -> None:
        super().__init__(choices)
        self._seen: set[str] = set()

    def unseen(self, cells: Iterable[str]) -> set[str]:
        """The cells that differ from those before; of a column without end not all are remembered."""
        new = set(cells) - self._seen
        if len(self._seen) < SEEN:
            self._seen |= new
        return {self.told(cell) for cell in new} if self.other_words else new


def is_blank(cell: str) -> bool:
    """Whether a cell of a day or number column says that there is none."""
    return not cell or cell.isspace() or cell.strip().casefold() in BLANKS
