"""What a row says of its record: its columns by use, custom fields, days that a flag stands for, what
differs, and figures that several rows give for one record.

Pure. Not for which source may change what (provenance.py), nor for writing it (rowimport.py).
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from operator import itemgetter

from amcli.hints import Any, NamedTuple
from amcli.interchange.kinds import Kind
from amcli.interchange.kinds.amounts import INSTEAD
from amcli.interchange.kinds.derived import RowError
from amcli.interchange.store import Values
from amcli.interchange.tables.canonical import plain
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.rowreader import Read
from amcli.interchange.values.columns import as_json
from amcli.interchange.values.days import ROW_DAY, DayReader
from amcli.interchange.values.reader import Reader, Typed
from amcli.rules.customfields import ASSUMED, unmarked
from amcli.rules.names import folded
from amcli.rules.provenance import LISTS, keys_of, units

JSON = frozenset({"extra", "tags", "emails", "phones", "reasons"})
GENERATED = frozenset({"code_folded", "name_folded"})


def written(value: object) -> str | None:
    """A custom field by its digits: a number that the book has as text stays that."""
    return None if value is None else str(unmarked(plain(value)))


def custom_value(name: str, cell: str) -> Any:
    """What a cell says of a custom field; a typed one says it with its type. Which fields are assumptions is
    a list."""
    if isinstance(cell, Typed):
        return cell.value
    return (as_json(cell) if name == ASSUMED else None) or unmarked(cell)


def flag_columns(mapping: Mapping, readers: Table[int, Reader]) -> list[str]:
    """The fields of days whose columns hold yes and no."""
    return [
        column.field.stored
        for column in mapping.columns
        if isinstance(reader := readers[column.place], DayReader) and reader.flags
    ]


def day_of_row(kind: Kind, values: Values) -> str | None:
    """The day that stands for a flag: the last one of a contract, else the first that the row has."""
    names = ["ends_on", *(field.stored for field in kind.fields if field.is_day)]
    return next((day for name in names if isinstance(day := values.get(name), str)), None)


def changes_of(
    values: Values, current: Values, defaults: Values, needed: Collection[str], clear: bool
) -> Values:
    """What a row says otherwise than its record; a blank cell says nothing, unless `clear` is asked for."""
    changes: Values = {}
    for name, value in values.items():
        if value is None:
            replaced = values.get(INSTEAD.get(name, "")) is not None
            if not (clear or replaced) or name in GENERATED:
                continue
            value = defaults.get(name)
            if value is None and name in needed:
                continue
        if isinstance(value, bool):
            value = int(value)
        present = current[name]
        if isinstance(value, dict):  # custom fields: those that the file has not stay
            present = json.loads(present)
            told = {key: text for key, text in value.items() if written(present.get(key)) != written(text)}
            value = {**present, **told}
        elif isinstance(value, list):
            present = json.loads(present)
        if value != present:
            changes[name] = value
    return changes


def values_before(current: Values, changes: Iterable[str]) -> Values:
    """What a record held where it was changed, and when it was changed last."""
    before = {name: json.loads(current[name]) if name in JSON else current[name] for name in changes}
    return {**before, "updated_at": current["updated_at"]}


class Waiting(NamedTuple):
    """A new record that is written with the rest of its chunk."""

    line: int
    values: Values
    contacts: list[int]
    source_id: str | None


@dataclass(slots=True)
class RowValues:
    """A row on its way to its record. `values` are for the record's own columns, in the book's form,
    `virtual` is what others are made of; `flagged` names the days that were a yes. Once its references are
    followed, `contacts` are those it names (None: it says nothing of them), `later` its ties to rows of the
    same file. `called` are the other names of a record that was made of several."""

    line: int
    cells: list[str]
    read: Read
    values: Values
    virtual: Values
    source_id: str | None = None
    flagged: Sequence[str] = ()
    contacts: list[int] | None = None
    later: Sequence[tuple[Column, str]] = ()
    called: Sequence[str] | None = None

    def is_itself(self, text: str) -> bool:
        """Whether a text is the name by which alone the row is known."""
        name, *others = map(self.values.get, ("name", "code", "domain"))
        return isinstance(name, str) and not any((*others, self.source_id)) and folded(text) == folded(name)


def cells_at(places: Sequence[int]) -> Callable[[Read], tuple[Any, ...]]:
    """What takes the cells at these places out of a row."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda read: tuple(read[place] for place in places)


class Columns:
    """The columns of a file by what is done with them, worked out once: `place` is within a row as read."""

    def __init__(self, mapping: Mapping, defaults: Values, flags: Sequence[str]) -> None:
        self._kind, self._defaults, self._custom, self.flags = mapping.kind, defaults, mapping.custom, flags
        placed = [(column, place) for place, column in enumerate(mapping.columns)]
        real = [
            (column.field, place)
            for column, place in placed
            if not column.field.virtual and not column.field.later
        ]
        self.stored = frozenset(field.stored for field, _ in real)
        plain = [(field.stored, place) for field, place in real if not field.to]
        self._plain = tuple(name for name, _ in plain), cells_at([place for _, place in plain])
        self.linked = [(field, field.stored, place) for field, place in real if field.to]
        # The account first: contacts and contracts are looked for within it.
        self.linked.sort(key=lambda each: each[0].to != "account")
        self.last = [place for field, place in real if field.last]
        self.later = [(column, place) for column, place in placed if column.field.later]
        self.virtual = [
            (column.field.name, place)
            for column, place in placed
            if column.field.virtual and not column.field.later
        ]
        self.named = {column.field.name: column for column in mapping.columns}
        self.headers = {column.field.stored: column.header for column in mapping.columns}
        self.headers |= {column.field.name: column.header for column in mapping.columns}
        self.needed = [(field.stored, field.name) for field in mapping.kind.fields if field.needed]
        self.defaulted = [
            name for name, value in defaults.items() if value is not None and name in self.stored
        ]

    def row(self, line: int, cells: list[str], read: Read) -> RowValues:
        """A row as its columns say it."""
        virtual = {name: read[place] for name, place in self.virtual}
        names, cells_of = self._plain
        values = dict(zip(names, cells_of(read), strict=True))
        return RowValues(line, cells, read, values, virtual, virtual.get("source_id"))

    def fill_in(self, values: Values) -> None:
        """Where all columns together are the key, a blank one counts as what the book would hold."""
        for name, value in values.items():
            if value is None and (default := self._defaults.get(name)) is not None:
                values[name] = int(default) if isinstance(default, bool) else default

    def custom(self, cells: list[str]) -> Values:
        """The custom fields of a row; those without anything are not there."""
        named = ((name, cells[place]) for place, name in self._custom)
        return {name: custom_value(name, cell) for name, cell in named if cell.strip()}

    def named_fields(self, changes: Iterable[str]) -> list[str]:
        """The fields of columns that were changed."""
        return [self.field_name(name) for name in changes if name not in GENERATED]

    def fill_days(self, values: Values, today: str) -> list[str]:
        """Put the day of the row, else today, in the place of each yes; gives where. Raises RowError where
        there is neither."""
        flagged = [name for name in self.flags if values[name] is ROW_DAY]
        day = day_of_row(self._kind, values) or today
        for name in flagged:
            if not day:
                raise RowError(self.field_name(name), "yes, and the row has no day for it")
            values[name] = day
        return flagged

    def leave_out_defaults(self, values: Values) -> None:
        """Let the book fill in what a new record begins with."""
        for name in self.defaulted:
            if values.get(name, 0) is None:
                del values[name]

    def field_name(self, stored: str) -> str:
        """What the field of a column of the book is called."""
        column = stored.removesuffix("_folded")
        return next((field.name for field in self._kind.fields if field.stored == column), column)

    def blamed(self, reason: str) -> tuple[str, str]:
        """The column that a rule of the book is about, where its sentence begins with it."""
        subject, colon, why = reason.partition(": ")
        column = subject.removeprefix(f"{self._kind.table} ")
        if colon and column in self.headers:
            return column, why
        for name in ("name", "code"):
            if reason.endswith(f"this {name}"):
                return name, reason
        return "", reason


def united(kind: Kind, rows: Sequence[RowValues]) -> RowValues:
    """The rows of the records of which one was made, as it was made of them: the first counts, its lists are
    joined, a yes of any stays, and what it leaves empty is filled from the others."""
    first, *others = rows
    values, virtual, later = dict(first.values), dict(first.virtual), list(first.later)
    flags = {field.stored for field in kind.fields if field.reader == "flag"}
    for row in others:
        for field, names in units(kind.table, row.values).items():
            mine, said = values.get(field), row.values.get(field)
            if field in LISTS and mine and said:
                held = {key for item in mine for key in keys_of(item)}
                values[field] = [*mine, *(item for item in said if not keys_of(item) & held)]
            elif field == "extra" and mine and said:
                values[field] = {**said, **mine}
            elif (field in flags and said) or all(values.get(name) is None for name in names):
                values.update({name: row.values[name] for name in names})
        virtual |= {name: value for name, value in row.virtual.items() if virtual.get(name) is None}
        tied = {column.field.name for column, _ in later}
        later += [each for each in row.later if each[0].field.name not in tied]
    called = [row.values["name"] for row in others if row.values.get("name")]
    return replace(first, values=values, virtual=virtual, later=later, called=called)


ADDED = ("value", "entitlement")


class HeldRow(NamedTuple):
    """A row that waits: where it stands, its cells, what was read, and of which contracts."""

    line: int
    cells: list[str]
    read: Read
    contracts: frozenset[str]


class ContractSums:
    """The rows of one file of figures, by account, metric and day."""

    def __init__(self, mapping: Mapping) -> None:
        places = {column.field.name: place for place, column in enumerate(mapping.columns)}
        self.wanted = mapping.kind.table == "usage" and "contract" in places
        self.added = 0
        self._contract = places.get("contract", 0)
        self._key = [places[name] for name in ("metric", "on") if name in places]
        self._figures = [places[name] for name in ADDED if name in places]
        self._rows: dict[tuple[object, ...], HeldRow] = {}
        self._others: list[HeldRow] = []

    def hold(self, account: int | None, line: int, cells: list[str], read: Read) -> None:
        """Keep a row, or add it to those of the account's other contracts with this metric and day."""
        key = (account, *(read[place] for place in self._key))
        contract = read[self._contract]
        row = HeldRow(line, cells, read, frozenset() if contract is None else frozenset({contract}))
        first = self._rows.setdefault(key, row)
        if first is row:
            return
        if not row.contracts or row.contracts & first.contracts:
            self._others.append(row)  # the same again, or one that contradicts it
            return
        self._rows[key] = first._replace(
            read=self._sum(first.read, read), contracts=first.contracts | row.contracts
        )
        self.added += 1

    def rows(self) -> list[HeldRow]:
        """All that was held, in the order of the file as far as that was kept."""
        return [*self._rows.values(), *self._others]

    def _sum(self, first: Read, second: Read) -> Read:
        found = list(first)
        for place in self._figures:
            if second[place] is not None:
                found[place] = second[place] + (found[place] or 0)
        return tuple(found)
