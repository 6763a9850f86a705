"""Words that stand where one of a closed vocabulary belongs, and that nothing translates: counted, to be
asked for once each.

Counted while a file is read for the first time. Not for how they are asked for (commands/importing.py), nor
for the known ones (synonyms.py).
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from amcli.interchange.columns import YES_NO
from amcli.interchange.headers import Column
from amcli.interchange.languages import plain
from amcli.interchange.reader import Reader, Wrong
from amcli.interchange.sheet import Row

CLOSED = ("choice", "flag")
# A column with more of them holds something else.
MOST = 40


class Unknown(NamedTuple):
    """A word of a column, in how many rows it stands, and what it could mean."""

    column: Column
    reader: Reader
    word: str
    rows: int

    @property
    def choices(self) -> tuple[str, ...]:
        """The vocabulary."""
        return choices_of(self.column)

    def means(self, value: str) -> None:
        """Read the word as this value from now on; "" leaves the field empty."""
        self.reader.other_words[plain(self.word)] = value
        self.reader.clear()


def choices_of(column: Column) -> tuple[str, ...]:
    """What the cells of a column may say, where that is a closed list; else none."""
    if column.field.reader not in CLOSED:
        return ()
    return column.field.choices or YES_NO


class WordCount:
    """The unknown words of one file's columns."""

    def __init__(self, columns: Iterable[Column], readers: dict[int, Reader]) -> None:
        self._columns = [
            column
            for column in columns
            if choices_of(column) and (not column.made_of or column.made_of == (column.place,))
        ]
        self._readers = readers
        self._counts: dict[int, Counter[str]] = {column.place: Counter() for column in self._columns}

    def see(self, rows: list[Row]) -> None:
        """Count the words of some rows."""
        for column in self._columns:
            place, reader = column.place, self._readers[column.place]
            count = Counter(cells[place] for _, cells in rows if place < len(cells))
            for word, times in count.items():
                if isinstance(reader[word], Wrong) and len(self._counts[place]) <= MOST:
                    self._counts[place][word.strip()] += times

    def found(self) -> list[Unknown]:
        """The words, those first that most rows have; none of a column that is full of other things."""
        return [
            Unknown(column, self._readers[column.place], word, rows)
            for column in self._columns
            if len(count := self._counts[column.place]) <= MOST
            for word, rows in count.most_common()
        ]
