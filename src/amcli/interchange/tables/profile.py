"""The first pass over a file: how each column is written, and which records its rows claim.

What only the whole column can tell (order of day and month, decimal mark) is settled before the
first row is taken in.
"""

import datetime as dt
import shlex
from collections.abc import Container, Iterable, Iterator
from collections.abc import Mapping as Table
from types import MappingProxyType

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange.tables.canonical import as_it_stands
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.footers import total_of
from amcli.interchange.tables.sheet import CHUNK, Row, Rows, Sheet, grouped
from amcli.interchange.tables.unread import Unknown, WordCount, choices_of, refuse_unread
from amcli.interchange.values.columns import READERS
from amcli.interchange.values.days import DayReader
from amcli.interchange.values.languages import plain
from amcli.interchange.values.reader import Reader, UnsettledError, Wrong
from amcli.interchange.values.units import note
from amcli.rules.names import folded, listed, quoted, shown
from amcli.rules.successors import is_first_day

# What is made of a field that is none of the book, for the plan.
SAID = {"churned": "yes means churned; contracts on their last day"}
# What cells say in other words, by field: theirs and ours.
OtherWords = Table[str, Table[str, str]]


class FirstLook(NamedTuple):
    """Settled readers by place, the keys that rows name records by, the number of rows, how columns are
    written, the words of closed vocabularies that nothing knows, and whether a renewal date is the first day
    of the next term."""

    readers: dict[int, Reader]
    claims: dict[str, set[str]]
    rows: int
    conventions: list[str]
    unknown: list[Unknown]
    renews_next: bool = False

    def emptied(self, mapping: Mapping) -> list[str]:
        """What the plan says of cells that hold `null` or a formula that failed."""
        found = [(column.header, self.readers[column.place].emptied) for column in mapping.columns]
        return [f"{shown(header)}: {listed([*words])} read as empty" for header, words in found if words]


def first_look(
    sheet: Rows,
    mapping: Mapping,
    date_order: str | None,
    other_words: OtherWords = MappingProxyType({}),
    asked: Container[str] = (),
) -> FirstLook:
    """Read the file once; `other_words` are those of --values, by field, `asked` the fields of --map. Raises
    BadValue where a column can be read in two ways, Refused where one holds money that no field is read from.
    """
    readers = {column.place: reader_of(column, mapping, other_words, sheet.raw) for column in mapping.columns}
    watched = [column for column in mapping.columns if readers[column.place].whole_column]
    claiming = _claiming(mapping)
    looked_at = {*claiming, *(column.place for column in watched if not told_by_all(column))}
    claims: dict[str, set[str]] = {field: set() for field in claiming.values()}
    words = WordCount(mapping.columns, readers)
    renewals = Renewals(mapping.columns)
    count, last = 0, None
    for own in chunks(sheet):
        if not count:
            refuse_unread(sheet.name, mapping, own)
        last = own[-1]
        own = rows = mapping.completed(own) if mapping.translation is None else own
        if mapping.translation is not None:
            rows = mapping.completed(mapping.translation.kept(own, looked_at))
        count += len(rows)
        renewals.see(rows)
        words.see(rows)
        for column in watched:
            seen, places = (own, own_places(column)) if told_by_all(column) else (rows, (column.place,))
            readers[column.place].see(
                {cells[place] for _, cells in seen for place in places if place < len(cells)}
            )
        for place, field in claiming.items():
            for _, cells in rows:
                if place < len(cells) and cells[place]:
                    claims[field].update(_named(readers[place], cells[place]))
    settle_all(sheet, mapping, readers, date_order)
    renews_next = "renews_on" in asked or renewals.are_first_days(readers)
    said = [*_conventions(mapping, readers), *renewals.note(renews_next, "renews_on" in asked)]
    if not mapping.by_ref and (total := total_of(sheet, last)) is not None:
        said.append(total.note)
        if total.is_sum:
            sheet.total = total.line
            count -= 1
    return FirstLook(readers, claims, count, said, words.found(), renews_next)


def reader_of(column: Column, mapping: Mapping, other_words: OtherWords, raw: bool) -> Reader:
    """The reader of a column, told what its header and --values say."""
    reader = READERS[column.field.reader](column.field.choices)
    reader.literal = mapping.by_ref or raw
    reader.unit = column.unit
    words = other_words.get(column.field.name, {})
    if choices_of(column):
        check_words(column.field.name, reader, words)
    reader.other_words = {plain(theirs): ours for theirs, ours in words.items()}
    return reader


def check_words(field: str, reader: Reader, words: Table[str, str]) -> None:
    """Raises BadValue for a word of --values that is none of ours."""
    for theirs, ours in words.items():
        if isinstance(wrong := reader[ours], Wrong):
            raise BadValue(f"--values {field}:{theirs}={quoted(ours)}: {wrong.why}.")


def settle_all(sheet: Rows, mapping: Mapping, readers: dict[int, Reader], date_order: str | None) -> None:
    """Have every reader make up its mind; what a column of days leaves open, another one may prove. Raises
    BadValue, also for a constant that cannot be read."""
    days = [reader for reader in readers.values() if isinstance(reader, DayReader)]
    proved = {reader.proved for reader in days} - {None}
    for each in days:
        each.file_order = next(iter(proved)) if len(proved) == 1 else None
    for column in mapping.columns:
        reader = readers[column.place]
        if column.constant is not None:
            reader.see({column.constant})
        _settle(sheet, column, reader, date_order)
        if column.constant is not None and isinstance(wrong := reader[column.constant], Wrong):
            raise BadValue(f"--set {column.field.name}={quoted(column.constant)}: {wrong.why}.")


def chunks(sheet: Rows) -> Iterator[list[Row]]:
    """The rows of a sheet, a thousand at a time."""
    batches = sheet.batches() if isinstance(sheet, Sheet) else grouped(sheet.rows())
    for chunk in of_equal_length(batches):
        yield [(line, [*map(as_it_stands, cells)]) for line, cells in chunk] if sheet.raw else chunk


def of_equal_length(batches: Iterable[list[Row]]) -> Iterator[list[Row]]:
    """The same rows, `CHUNK` at a time, the last fewer."""
    held: list[Row] = []
    for batch in batches:
        held += batch
        while len(held) >= CHUNK:
            yield held[:CHUNK]
            held = held[CHUNK:]
    if held:
        yield held


def told_by_all(column: Column) -> bool:
    """Whether how a column is written is told by the file's own cells, also those of rows that stay out."""
    return not column.made_of or column.field.is_day


def own_places(column: Column) -> tuple[int, ...]:
    """Where the cells stand in the file that a column is, or is made of."""
    return column.made_of or (column.place,)


def _claiming(mapping: Mapping) -> dict[int, str]:
    if mapping.translation is not None and not mapping.translation.claims:
        return {}
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
    notes: list[tuple[str, str | None]] = [
        (column.header, note(column.unit)) for column in mapping.columns if column.unit is not None
    ]
    notes += [
        (column.header, SAID[column.field.name]) for column in mapping.columns if column.field.name in SAID
    ]
    notes += [(column.header, readers[column.place].note()) for column in mapping.columns]
    return list(dict.fromkeys(f"{shown(header)}: {note}" for header, note in notes if note))


SEEN = 10_000


class Renewals:
    """The renewal dates of a file and, beside them, the first days where it has such a column."""

    def __init__(self, columns: Iterable[Column]) -> None:
        named = {column.field.name: column for column in columns if not column.made_of}
        self._column, self._starts = named.get("renews_on"), named.get("starts_on")
        self._seen: set[tuple[str, str]] = set()

    def see(self, rows: list[Row]) -> None:
        """Keep how the days are written; of a column without end, those that come first."""
        if self._column is None or len(self._seen) >= SEEN:
            return
        place = self._column.place
        first = place if self._starts is None else self._starts.place
        most = max(place, first)
        self._seen.update((cells[place], cells[first]) for _, cells in rows if most < len(cells))

    def are_first_days(self, readers: dict[int, Reader]) -> bool:
        """Whether they are the first days of the next term."""
        if self._column is None:
            return False
        renews = readers[self._column.place]
        starts = None if self._starts is None else readers[self._starts.place]
        pairs = ((renews[day], None if starts is None else starts[first]) for day, first in self._seen)
        return is_first_day(
            (dt.date.fromisoformat(first) if isinstance(first, str) else None, dt.date.fromisoformat(day))
            for day, first in pairs
            if isinstance(day, str)
        )

    def note(self, renews_next: bool, asked: bool) -> list[str]:
        """What was decided, and what says the other."""
        if self._column is None:
            return []
        header, typed = shown(self._column.header), shlex.quote(self._column.header)
        if asked:
            return [f"{header}: first day of the next term"]
        if renews_next:
            return [f"{header}: first day of the next term (or --map ends_on={typed})"]
        return [f"{header}: last day of the term (or --map renews_on={typed})"]
