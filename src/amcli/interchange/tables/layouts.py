"""What a preset is made of: layouts, each a kind of file that one system writes.

A layout says which field each column fills, which rows stay out and why. Those of presets are read from TOML
(presets/reader.py); those of the one sheet that most people have are made from its headers (onesheet.py).
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from amcli.hints import NamedTuple
from amcli.interchange.kinds import header_key
from amcli.interchange.references import ID, MAIL, NAME, PERHAPS, PERSON, pointer
from amcli.interchange.values.columns import unguarded
from amcli.interchange.values.languages import is_nothing

MOST_NOTED = 1000
# Why a subscription is no contract.
ON_TRIAL = "on trial, not a contract yet"
NEVER_BEGAN = "a subscription that never began"
# How the name of a list of headers begins.
LIST = "$"
Named = Mapping[str, tuple[str, ...]]
NO_LISTS: Named = MappingProxyType({})
key_of = cache(header_key)


@cache
def strict_key(header: str) -> str:
    """What a header must share with one by which a system is known: all but capitals, blanks, a final `*`.
    `Note - Content` is one system's, `Note Content` another's, `note_content` anybody's."""
    plain = unicodedata.normalize("NFC", header).replace("’", "'").strip().rstrip("*")
    return " ".join(plain.split()).casefold()


def spread(headers: Iterable[str], columns: Named) -> Iterator[str]:
    """Headers, with those of a list in the place of its name: `$street` for all that `street` has."""
    for header in headers:
        yield from columns.get(header.removeprefix(LIST), (header,)) if header.startswith(LIST) else (header,)


class Cells:
    """One row of a file by its headers, read on a day; `columns` are lists of them by the names that a preset
    gives them. `note` collects what the plan should say of rows."""

    def __init__(self, headers: Iterable[str], columns: Named = NO_LISTS) -> None:
        self.row: list[str] = []
        self.today = ""
        self.noted: dict[str, dict[str, None]] = {}
        self.columns = columns
        self._found: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._places: dict[str, int] = {}
        for place, header in enumerate(headers):
            self._places.setdefault(key_of(header), place)

    def places(self, *headers: str) -> tuple[int, ...]:
        """Where those of these columns stand that the file has, in their order."""
        if headers not in self._found:
            found = (self._places.get(key_of(header)) for header in spread(headers, self.columns))
            self._found[headers] = tuple(dict.fromkeys(place for place in found if place is not None))
        return self._found[headers]

    def __call__(self, *headers: str) -> str:
        """The first cell under these headers that holds something, trimmed."""
        return next(self.each(*headers), "")

    def each(self, *headers: str) -> Iterator[str]:
        """The cells under these headers that hold something, read as far as they are wanted."""
        for place in self.places(*headers):
            if text := self.row[place].strip():
                if not is_nothing(text):
                    yield text
                else:
                    self.note("read as empty", text)

    def note(self, what: str, text: str) -> None:
        """Have the plan say `what` of `text`."""
        noted = self.noted.setdefault(what, {})
        if len(noted) < MOST_NOTED:
            noted[text] = None


Make = Callable[[Cells], str]
Test = Callable[[Cells], bool]
Read = Callable[[str], str]


class Take(NamedTuple):
    """How a field is filled: by the column of the first header that is there, or by what `make` makes."""

    field: str
    headers: tuple[str, ...]
    make: Make | None = None


class Skip(NamedTuple):
    """Why rows are passed over, of which this is true, and the columns that tell."""

    why: str
    test: Test
    headers: tuple[str, ...]


class Layout(NamedTuple):
    """One kind of file of a system: what its rows are called there, and the kind they become.

    Rows are passed over by the first of `skips` that is true of them. Several layouts may share a file: each
    takes the rows that are `only` its own. Rows that are `known` change a record that is there and make none.
    `periods`: the ends of its contracts are those of billing periods. `custom` is what a custom field is
    called that is a column of this header. `columns` are its lists of headers by name.
    """

    title: str
    kind: str
    takes: tuple[Take, ...]
    skips: tuple[Skip, ...] = ()
    only: Test | None = None
    known: Test | None = None
    warning: Callable[[list[str]], str | None] = lambda headers: None
    periods: bool = False
    custom: Callable[[str], str] = str
    columns: Named = NO_LISTS


class Preset(NamedTuple):
    """A system whose files are known. In an address book most people are of no account."""

    name: str
    label: str
    address_book: bool = False


def copy(field: str, *headers: str) -> Take:
    """A field that is a column as it stands."""
    return Take(field, headers)


def read(field: str, how: Read, *headers: str) -> Take:
    """A field that is the first cell with something in it, put in other words."""
    return Take(field, headers, lambda cells: how(text) if (text := cells(*headers)) else "")


def made(field: str, make: Make, *headers: str) -> Take:
    """A field that is made of several cells."""
    return Take(field, headers, make)


def whose(
    *,
    ids: Iterable[str] = (),
    names: Iterable[str] = (),
    people: Iterable[str] = (),
    mails: str = "",
    perhaps: Iterable[str] = (),
) -> str:
    """Of which account a row is: by the id of its company, its name, a person, an e-mail's domain;
    `perhaps` are ids that may be those of companies or of something else."""
    return pointer(
        [
            *((ID, text) for text in ids),
            *((NAME, " ".join(unguarded(text).split())) for text in names),
            *((PERSON, text) for text in people),
            *((PERHAPS, text) for text in perhaps),
            *((MAIL, text) for text in mails.replace(",", ";").replace(":::", ";").split(";")),
        ]
    )


def who(ids: Iterable[str] = (), names: Iterable[str] = ()) -> str:
    """Which person a row means: by id, or by name within the account."""
    return pointer([*((ID, text) for text in ids), *((NAME, unguarded(text)) for text in names)])
