"""The first pass over a file: how each column is written, and which records its rows claim.

What only the whole column can tell (order of day and month, decimal mark) is settled before the
first row is taken in.
"""

import datetime as dt
import shlex
from collections.abc import Container, Iterator
from itertools import islice
from typing import NamedTuple

from amcli.errors import BadValue
from amcli.exchange.canonical import guarded
from amcli.exchange.columns import READERS
from amcli.exchange.headers import Column, Mapping
from amcli.exchange.reader import Reader, UnsettledError
from amcli.exchange.sheet import Row, Rows
from amcli.rules.names import folded, shown
from amcli.rules.successors import is_first_day

CHUNK = 1000
SEEN_RENEWALS = 10_000


class FirstLook(NamedTuple):
    """Settled readers by place, the keys that rows name records by, the number of rows; whether a renewal date
    is the first day of the next term."""

    readers: dict[int, Reader]
    claims: dict[str, set[str]]
    rows: int
    conventions: list[str]
    renews_next: bool = False


def first_look(
    sheet: Rows, mapping: Mapping, date_order: str | None, asked: Container[str] = ()
) -> FirstLook:
    """Read the file once; `asked` are the fields that were asked for by name. Raises BadValue where a column
    can be read in two ways."""
    readers = {column.place: READERS[column.field.reader](column.field.choices) for column in mapping.columns}
    watched = [column for column in mapping.columns if readers[column.place].whole_column]
    claiming = _claiming(mapping)
    looked_at = {*claiming, *(column.place for column in watched if not told_by_all(column))}
    claims: dict[str, set[str]] = {field: set() for field in claiming.values()}
    renewals = Renewals(mapping)
    count = 0
    for own in chunks(sheet):
        rows = own if mapping.translation is None else mapping.translation.kept(own, looked_at)
        count += len(rows)
        renewals.see(rows)
        for column in watched:
            seen, places = (own, own_places(column)) if told_by_all(column) else (rows, (column.place,))
            readers[column.place].see(
                {cells[place] for _, cells in seen for place in places if place < len(cells)}
            )
        for place, field in claiming.items():
            for _, cells in rows:
                if place < len(cells) and cells[place]:
                    claims[field].update(_named(readers[place], cells[place]))
    for column in mapping.columns:
        _settle(sheet, column, readers[column.place], date_order)
    renews_next = "renews_on" in asked or renewals.are_first_days(readers)
    said = [*_conventions(mapping, readers), *renewals.note(renews_next, "renews_on" in asked)]
    return FirstLook(readers, claims, count, said, renews_next)


class Renewals:
    """What a column of renewal dates means, told by all of its cells beside the first days."""

    def __init__(self, mapping: Mapping) -> None:
        named = {column.field.name: column for column in mapping.columns if not column.made_of}
        self._column, self._starts = named.get("renews_on"), named.get("starts_on")
        self._seen: set[tuple[str, str]] = set()

    def see(self, rows: list[Row]) -> None:
        """Keep how the days are written, of a column without end those that come first."""
        if self._column is None or len(self._seen) >= SEEN_RENEWALS:
            return
        place, first = self._column.place, self._starts.place if self._starts else None
        self._seen.update((cells[place], "" if first is None else cells[first]) for _, cells in rows
                          if place < len(cells) and (first is None or first < len(cells)))  # fmt: skip

    def are_first_days(self, readers: dict[int, Reader]) -> bool:
        """Whether they are first days of the next term."""
        if self._column is None:
            return False
        renews = readers[self._column.place]
        starts = readers[self._starts.place] if self._starts else None
        pairs = ((renews[day], starts[first] if starts else None) for day, first in self._seen)
        return is_first_day(
            (dt.date.fromisoformat(first) if isinstance(first, str) else None, dt.date.fromisoformat(day))
            for day, first in pairs
            if isinstance(day, str)
        )

    def note(self, renews_next: bool, asked: bool) -> list[str]:
        """What was decided, and what decides otherwise."""
        if self._column is None:
            return []
        header, typed = shown(self._column.header), shlex.quote(self._column.header)
        if asked:
            return [f"{header}: the first day of the next term"]
        if renews_next:
            return [f"{header}: the next term begins then, so each ends the day before (last days: --map ends_on={typed})"]
        return [f"{header}: the last day of the term (first days of the next: --map renews_on={typed})"]


def chunks(sheet: Rows) -> Iterator[list[Row]]:
    """The rows of a sheet, a thousand at a time."""
    rows = sheet.rows()
    while chunk := list(islice(rows, CHUNK)):
        yield [(line, [*map(guarded, cells)]) for line, cells in chunk] if sheet.raw else chunk


def told_by_all(column: Column) -> bool:
    """Whether how a column is written is told by the file's own cells, also those of rows that stay out."""
    return not column.made_of or column.field.reader == "day"


def own_places(column: Column) -> tuple[int, ...]:
    """Where the cells stand in the file that a column is, or is made of."""
    return column.made_of or (column.place,)


def _claiming(mapping: Mapping) -> dict[int, str]:
    fields = {field for field, _ in mapping.kind.claims}
    if any(field.later for field in mapping.kind.fields):
        fields.add("source_id")  # by which rows may refer to each other
    return {column.place: column.field.name for column in mapping.columns if column.field.name in fields}


def _named(reader: Reader, cell: str) -> list[str]:
    value = reader[cell]
    if isinstance(value, list):
        return [folded(each) for each in value]
    return [folded(value)] if isinstance(value, str) else []


def _settle(sheet: Rows, column: Column, reader: Reader, date_order: str | None) -> None:
    try:
        reader.settle(date_order)
    except UnsettledError as error:
        raise BadValue(
            f"{sheet.name}: column {shown(column.header)}: {sentence(error.why)}", error.hint
        ) from None


def sentence(text: str) -> str:
    """A text with its full stop, unless it ends in a question."""
    return text if text.endswith("?") else f"{text}."


def _conventions(mapping: Mapping, readers: dict[int, Reader]) -> list[str]:
    notes = [(column.header, readers[column.place].note()) for column in mapping.columns]
    return list(dict.fromkeys(f"{shown(header)}: {note}" for header, note in notes if note))
