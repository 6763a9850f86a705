"""JSONL as sheets: one object a line; lines that name their `record` may be of several kinds.

A value becomes the cell that an export would have for it, so that everything after is the same as for a
table. Only one line is in memory. Not for what a field means (kinds.py) and not for the book.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from amcli.errors import BadValue
from amcli.hints import Any, NamedTuple
from amcli.interchange.incoming import Asked, Source
from amcli.interchange.kinds import EXTRA, KIND_NAMES, REASON_HEADER, kind_named
from amcli.interchange.lines import json_object
from amcli.interchange.mapping import complete
from amcli.interchange.tablefile import Table
from amcli.interchange.tables import headers as columns
from amcli.interchange.tables.canonical import RECORD, cell, plain
from amcli.interchange.tables.encoding import Encoding
from amcli.interchange.tables.profile import first_look
from amcli.interchange.tables.sheet import MOST_COLUMNS, Form, Row, Sheet, grouped, write_bad_lines
from amcli.interchange.values.reader import Typed
from amcli.rules.names import quoted

LONGEST_LINE = 16 << 20
Record = dict[str, Any]


class Run(NamedTuple):
    """Lines of one kind that stand together: where they begin, the first one's number, how many."""

    offset: int
    line: int
    lines: int


class Found(NamedTuple):
    """What was found of one kind: the fields of its lines, and where these are."""

    headers: dict[str, None]
    runs: list[Run]


class JsonSheet(Sheet):
    """The lines of one kind in a JSONL file, as rows."""

    def __init__(self, path: Path, name: str, found: Found) -> None:
        super().__init__(path, name, Encoding("utf-8", "JSONL"), Form("", 0, 0, []))
        self.headers = list(found.headers)
        self._runs = found.runs

    @property
    def separator_name(self) -> str:
        """Each record stands on a line of its own."""
        return "one per line"

    def rows(self) -> Iterator[Row]:
        """The records as (line, cells). Raises BadValue for a line that is not an object."""
        for line, record in self._records():
            values = flat(record)
            yield line, [cell_of(values.get(name)) for name in self.headers]

    def batches(self) -> Iterator[list[Row]]:
        """The same records, many at a time."""
        return grouped(self.rows())

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Write the lines of `reasons`, of whatever kind, as they are. Raises BadValue."""
        write_bad_lines(self.path, reasons, target)

    def _records(self) -> Iterator[tuple[int, Record]]:
        with self.path.open("rb") as handle:
            for run in self._runs:
                handle.seek(run.offset)
                for line in range(run.line, run.line + run.lines):
                    raw = handle.readline()
                    if raw.strip():
                        yield line, read(raw, line, self.name)


def open_lines(source: Source, asked: Asked) -> list[Table]:
    """A table for each kind of record in the file. Raises BadValue."""
    if asked.encoding:
        raise BadValue(f"{source.name} is JSONL, which is UTF-8: --encoding is for tables.")
    tables = []
    for record, each in survey(source).items():
        sheet = JsonSheet(source.path, source.name, each)
        wanted = dict(asked.columns) if record is None else {}
        kind = asked.kind if record is None else record
        mapping = columns.recognise(
            source.name, sheet.headers, kind, wanted, asked.extra, tuple(asked.constants)
        )
        mapping = complete(mapping, sheet.headers, asked.constants)
        look = first_look(sheet, mapping, asked.date_order, asked.other_words)
        tables.append(Table(source, sheet, mapping, look, asked.called))
    return sorted(tables, key=lambda table: table.rank)


def survey(source: Source) -> dict[str | None, Found]:
    """Read the file once: which kinds its lines are of (None: they don't say), with which fields."""
    found: dict[str | None, Found] = {}
    last: str | None = None
    offset = 0
    with source.path.open("rb") as handle:
        for line, raw in enumerate(iter(lambda: handle.readline(LONGEST_LINE), b""), start=1):
            if len(raw) >= LONGEST_LINE:
                raise BadValue(f"{source.name}: line {line}: longer than 16 MB.")
            if raw.strip(b"\xef\xbb\xbf \t\r\n"):
                record = read(raw, line, source.name)
                kind = kind_of(record, line, source.name)
                each = found.setdefault(kind, Found({}, []))
                each.headers.update(dict.fromkeys(flat(record)))
                if len(each.headers) > MOST_COLUMNS:
                    raise BadValue(f"{source.name}: line {line}: over {MOST_COLUMNS:,} different fields.")
                if each.runs and last == kind:
                    each.runs[-1] = each.runs[-1]._replace(lines=line - each.runs[-1].line + 1)
                else:
                    each.runs.append(Run(offset, line, 1))
                last = kind
            offset += len(raw)
    return found


def read(raw: bytes, line: int, name: str) -> Record:
    """A line's object. Raises BadValue."""
    try:
        found = json_object(raw.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise BadValue(f"{name}: line {line} is not UTF-8.") from None
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", "not a value that can be read")
        raise BadValue(
            f"{name}: line {line} is not JSON: {why[:1].lower()}{why[1:]}.",
            "JSONL has one whole object per line; is the file cut off?",
        ) from None
    if found is None:
        raise BadValue(
            f"{name}: line {line} is not an object.", 'For example: {"record": "account", "name": "Acme"}'
        )
    return found


def kind_of(record: Record, line: int, name: str) -> str | None:
    """What a line says that it is. Raises BadValue for a kind that there is none of."""
    said = record.get(RECORD)
    if said is None:
        return None
    kind = kind_named(said) if isinstance(said, str) else None
    if kind is None:
        raise BadValue(
            f"{name}: line {line}: {RECORD} {quoted(str(said))}: no such kind.",
            f"Kinds: {', '.join(KIND_NAMES)}",
        )
    return kind.name


def flat(record: Record) -> Record:
    """The fields of a line by the headers that a table would have; custom ones have their own."""
    made = {}
    for name, value in record.items():
        if name == "extra" and isinstance(value, dict):
            made.update({EXTRA + key: Custom(each) for key, each in value.items()})
        elif name not in (RECORD, REASON_HEADER):
            made[name] = value
    return made


class Custom(NamedTuple):
    """The value of a custom field."""

    value: Any


def cell_of(value: object) -> str:
    """A value as the cell that an export would have for it."""
    return custom(value.value) if isinstance(value, Custom) else cell(value)


def custom(value: object) -> str:
    """A custom field with its type, which text alone would lose."""
    if value is None or value == "":
        return ""
    exact = float(value) if isinstance(value, Decimal) else value
    return Typed(
        plain(exact) if isinstance(exact, str | int | float) else json.dumps(exact, default=float), exact
    )
