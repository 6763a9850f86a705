"""What a preset is made of: layouts, each a kind of file that one system writes, as plain tables.

A layout says by which headers a file is known, which field each column fills, which rows stay out and
why. Nothing is read here, and nothing is guessed: a file that fits no layout is nobody's.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from amcli.interchange.kinds import header_key
from amcli.interchange.references import ID, MAIL, NAME, PERHAPS, PERSON, pointer
from amcli.interchange.values.columns import unguarded
from amcli.interchange.values.languages import is_nothing

MOST_NOTED = 1000
# Why a subscription is no contract.
ON_TRIAL = "on trial, not a contract yet"
NEVER_BEGAN = "a subscription that never began"
key_of = cache(header_key)


@cache
def strict_key(header: str) -> str:
    """What a header must share with one by which a system is known: all but capitals, blanks, a final `*`.
    `Note - Content` is one system's, `Note Content` another's, `note_content` anybody's."""
    plain = unicodedata.normalize("NFC", header).replace("’", "'").strip().rstrip("*")
    return " ".join(plain.split()).casefold()


class Cells:
    """One row of a file by its headers, read on a day. `note` collects what the plan should say of rows."""

    def __init__(self, headers: Iterable[str]) -> None:
        self.row: list[str] = []
        self.today = ""
        self.noted: dict[str, dict[str, None]] = {}
        self._places: dict[str, int] = {}
        for place, header in enumerate(headers):
            self._places.setdefault(key_of(header), place)

    def place(self, *headers: str) -> int | None:
        """Where the first of these columns stands that the file has."""
        found = (self._places.get(key_of(header)) for header in headers)
        return next((place for place in found if place is not None), None)

    def __call__(self, *headers: str) -> str:
        """The first cell under these headers that holds something, trimmed."""
        for header in headers:
            place = self._places.get(key_of(header))
            if place is not None and (text := self.row[place].strip()):
                if not is_nothing(text):
                    return text
                self.note("read as empty", text)
        return ""

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

    It is known by a header of each group of `needs`, and none of `never`. Rows are passed over by the
    first of `skips` that is true of them. Several layouts of the same `needs` share a file: each takes the
    rows that are `only` its own. Rows that are `known` change a record that is there, and make none.
    `periods`: the ends of its contracts are those of billing periods. `custom` is what a custom field is
    called that is a column of this header.
    """

    title: str
    kind: str
    needs: tuple[tuple[str, ...], ...]
    takes: tuple[Take, ...]
    never: tuple[str, ...] = ()
    skips: tuple[Skip, ...] = ()
    only: Test | None = None
    known: Test | None = None
    warning: Callable[[list[str]], str | None] = lambda headers: None
    periods: bool = False
    custom: Callable[[str], str] = str


class Preset(NamedTuple):
    """A system and its files. In an address book most people are of no account: they are passed over."""

    name: str
    label: str
    layouts: tuple[Layout, ...]
    address_book: bool = False


def copy(field: str, *headers: str) -> Take:
    """A field that is a column as it stands."""
    return Take(field, headers)


def first(field: str, *headers: str) -> Take:
    """A field that is the first cell with something in it."""
    return Take(field, headers, lambda cells: cells(*headers))


def read(field: str, how: Read, *headers: str) -> Take:
    """A field that is the first cell with something in it, put in other words."""
    return Take(field, headers, lambda cells: how(text) if (text := cells(*headers)) else "")


def made(field: str, make: Make, *headers: str) -> Take:
    """A field that is made of several cells."""
    return Take(field, headers, make)


def joined(field: str, *headers: str, sign: str = "; ") -> Take:
    """A field that is all of these cells."""
    return Take(
        field, headers, lambda cells: sign.join(text for header in headers if (text := cells(header)))
    )


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


def nobody(*headers: str) -> Skip:
    """Pass over rows of address books that name nobody."""
    return Skip("no name and no email address", lambda cells: not cells(*headers), headers)
