"""Many records from standard input: JSON lines, or CSV with a header, all or nothing.

Reading lines, reading their fields as the options of the command are read, and writing them in one
transaction. What a line becomes is the command's own: `add` of every noun, and `am log`.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain

from amcli.commands.readers import LONGEST_TEXT, Pair, Value
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, BookUnavailable, Refused
from amcli.hints import TYPE_CHECKING, Any, NamedTuple, TextIO
from amcli.interchange.lines import CsvError, json_object, no_number
from amcli.interchange.lines import csv_rows as lines_of_csv
from amcli.output import say
from amcli.output.formats import some_fields
from amcli.rules.names import (
    check_name,
    check_text,
    counted,
    did_you_mean,
    near_names,
    quoted,
    shown,
    yes_or_no,
)

if TYPE_CHECKING:
    from amcli.commands.adding import Made

MOST_FAULTS = 20
CUSTOM = "extra"
Row = dict[str, Any]


class LeftOut(AmcliError):
    """A row about somebody who was forgotten, which stays out without being bad."""

    def __init__(self) -> None:
        super().__init__("forgotten.", "Let imports bring them again: am forget --allow ADDRESS")


class Cell(NamedTuple):
    """How a field of a row is read: by the reader of its option, as a list, or as yes or no."""

    reader: Value | None
    many: bool = False
    flag: bool = False


class Shape(NamedTuple):
    """The fields that a row may have: how each is read, other names for them, those that must be there,
    those that are passed over, and those that a list has but nothing here sets."""

    cells: Mapping[str, Cell]
    aliases: Mapping[str, str]
    needed: Collection[str]
    ignored: Collection[str] = ()
    unset: Collection[str] = ()


def write_all(run: Run, shape: Shape, done: str, make: "Callable[[Row], Made]", base: Row) -> None:
    """Make a record of each row of standard input, `base` being what every row starts from; print what
    commands accept for them. Raises Refused naming the bad lines, BadValue for what is no such input."""
    lines = list(read_rows(run, shape))
    if not lines:
        raise BadValue("standard input is empty.")
    made: list[Made] = []
    faults: list[str] = []
    left_out = 0
    run.book.people_stand = False
    with run.book.transaction():
        for number, row in lines:
            run.forget_world()  # an amount without a currency goes by the amounts of the rows before it
            try:
                with run.book.step():
                    made.append(make(complete(shape, base | read(run, shape, row))))
            except BookUnavailable:
                raise
            except LeftOut:
                left_out += 1
            except AmcliError as error:
                faults.append(f"line {number}: {in_a_line(error)}")
                run.book.offers_near = len(faults) < MOST_FAULTS
        if faults:
            raise refused(faults, len(lines), done)
    for each in made:
        say(run, each.said, each.reference)
    if left_out:
        run.warn(f"{counted(left_out, 'row')} left out: forgotten (am help privacy)")


def in_a_line(error: AmcliError) -> str:
    """An error with the part of its hint that says what would be right."""
    hint = error.hint or ""
    message = error.message if error.message.endswith((".", "?")) else f"{error.message}."
    return f"{message} {hint}" if hint.startswith(("Use ", "Did you mean")) else message


def refused(faults: Sequence[str], lines: int, done: str) -> Refused:
    """The error that names the bad lines, the first of them one by one."""
    listed = "\n".join(f"\t{fault}" for fault in faults[:MOST_FAULTS])
    more = f"\n\tand {len(faults) - MOST_FAULTS:,} more" if len(faults) > MOST_FAULTS else ""
    are = "is" if len(faults) == 1 else "are"
    return Refused(f"nothing was {done}: {len(faults):,} of {lines:,} rows {are} bad.", listed + more)


def read_rows(run: Run, shape: Shape) -> Iterator[tuple[int, Row | BadValue]]:
    """Rows with the number of their first line; one that is no JSON object is an error in its place.

    JSON lines and CSV are told apart by the first character. Raises BadValue.
    """
    lines = readable(run.stdin)
    before: list[str] = []
    for line in lines:
        before.append(line.removeprefix("\ufeff") if not before else line)
        if before[-1].strip():
            break
    first = before[-1].strip() if before else ""
    if first.startswith("["):
        raise BadValue(
            "standard input is a JSON array; one object a line is needed.", again(run, "jq -c '.[]'")
        )
    if first == "{":
        raise BadValue("standard input has an object over several lines.", again(run, "jq -c ."))
    whole = chain(before, lines)
    yield from json_rows(whole) if first.startswith("{") else csv_rows(whole, shape)


def again(run: Run, filter_: str) -> str:
    """How the same is typed with jq before it."""
    return f"One a line: {filter_} FILE | am {' '.join(run.verbs)} --stdin"


def readable(stream: TextIO) -> Iterator[str]:
    """Lines of standard input. Raises BadValue for what is no UTF-8 text, or cannot be read at all."""
    number = 0
    try:
        for line in stream:
            number += 1
            check_line(line)
            yield line
    except UnicodeDecodeError:
        raise BadValue(f"line {number + 1}: not readable as UTF-8 text.") from None
    except BadValue as error:
        raise BadValue(f"line {number}: {error.message}", error.hint) from None
    except OSError as error:
        raise BadValue(f"standard input can't be read: {error.strerror}.") from None


def check_line(line: str) -> None:
    """Refuse a line that is no text. Raises BadValue."""
    if "\0" in line:
        raise BadValue("it has a NUL character; it may be UTF-16 text.", "Save it as UTF-8")
    if not line.isascii() and any("\ud800" <= char <= "\udfff" for char in line):
        raise BadValue("not readable as UTF-8 text.")


def json_rows(lines: Iterable[str]) -> Iterator[tuple[int, Row | BadValue]]:
    """One object a line; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, parsed(line)
            except BadValue as error:
                yield number, error


def parsed(line: str) -> Row:
    """One JSON object, without what is null or empty. Raises BadValue."""
    try:
        found = json_object(line, object_pairs_hook=once_each)
    except (ValueError, RecursionError) as error:
        raise BadValue(f"not JSON: {shown(str(error))}.") from None
    if found is None:
        raise BadValue("not a JSON object.")
    return {name: value for name, value in found.items() if value is not None and value != ""}


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields stand in it once each; of two of one name nobody knows which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} appears twice")
    return found


def csv_rows(lines: Iterable[str], shape: Shape) -> Iterator[tuple[int, Row | BadValue]]:
    """The rows below a header; an empty cell is no value. Raises BadValue."""
    header: list[str] | None = None
    try:
        for number, cells in lines_of_csv(lines, strict=True):
            if header is None:
                if any(cell.strip() for cell in cells):
                    header = checked_header(cells, shape)
            elif any(cells):
                yield number, csv_row(header, cells)
    except CsvError as error:
        raise BadValue(f"line {error.line}: the CSV can't be read: {error.why}.") from None


def checked_header(cells: Sequence[str], shape: Shape) -> list[str]:
    """The fields that a header names. Raises BadValue for one that is not there or there twice."""
    header: list[str] = []
    for at, cell in enumerate(cells, 1):
        try:
            name = known(shape, cell.strip())
        except BadValue as error:
            what = error.message if cell.strip() else f"column {at} has no name."
            other = any(mark in cell for mark in ";\t")
            raise BadValue(
                f"line 1: {what}", "CSV has commas between its columns" if other else None
            ) from None
        if name in header:
            raise BadValue(f"line 1: two columns are called {quoted(name)}.")
        header.append(name)
    return header


def csv_row(header: Sequence[str], cells: Sequence[str]) -> Row | BadValue:
    """The cells of a row by the fields of the header."""
    if len(cells) != len(header):
        found = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        return BadValue(f"{found}, and the header has {len(header)}.")
    return {name: cell for name, cell in zip(header, cells, strict=True) if cell != ""}


def known(shape: Shape, name: str) -> str:
    """A field by its name or another name for it. Raises BadValue with the near names."""
    table, dot, field = name.partition(".")
    if dot and shape.aliases.get(table, table) == CUSTOM and CUSTOM in shape.cells:
        return f"{CUSTOM}.{check_name(field, 'field')}"
    plain = name.lower().replace("-", "_").replace(" ", "_")
    plain = shape.aliases.get(plain, plain)
    if plain in shape.cells or plain in shape.ignored or plain in shape.unset:
        return plain
    there = sorted({*shape.cells, *shape.aliases})
    near = near_names(plain, there, 2)
    if near:
        raise BadValue(f"no field {quoted(name)}. {did_you_mean(near)}")
    raise BadValue(f"no field {quoted(name)}. {some_fields(sorted(shape.cells))}.")


def read(run: Run, shape: Shape, row: Row | BadValue) -> Row:
    """A row with its values read, by the names of their fields. Raises BadValue naming the field."""
    if isinstance(row, BadValue):
        raise row
    found: Row = {}
    typed: dict[str, str] = {}
    for name, value in row.items():
        field = known(shape, name)
        if field in typed:
            raise BadValue(f"{typed[field]} and {shown(name)} are the same field.")
        typed[field] = name
        if field in shape.unset and value not in (False, "false", [], "[]", {}, "{}"):
            raise BadValue(f"this command doesn't set {field}; leave it out.")
        if field.startswith(f"{CUSTOM}."):
            found.setdefault(CUSTOM, []).append(custom(field.removeprefix(f"{CUSTOM}."), value))
        elif field == CUSTOM and field in shape.cells:
            found.setdefault(CUSTOM, []).extend(value_of(run, name, shape.cells[field], value))
        elif field in shape.cells:
            found[field] = value_of(run, name, shape.cells[field], value)
    return found


def value_of(run: Run, name: str, cell: Cell, value: Any) -> Any:
    """A value as its option would read it. Raises BadValue naming the field."""
    try:
        if cell.flag:
            return truth(value)
        if not cell.many:
            return one(run, cell, value)
        several = items(value)
        if isinstance(several, dict) and isinstance(cell.reader, Pair):
            return [custom(field, each) for field, each in several.items() if each is not None]
        return [one(run, cell, each) for each in (several if isinstance(several, list) else [several])]
    except BadValue as error:
        raise BadValue(f"{shown(name)} {error.message}", error.hint) from None


def one(run: Run, cell: Cell, value: Any) -> Any:
    """A single value, read as it would be typed. Raises BadValue."""
    if isinstance(value, list | dict | bool):
        raise BadValue(f"{quoted(json.dumps(value, ensure_ascii=False))}: not a plain value.")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    return cell.reader.read(text, run) if cell.reader is not None else check_text(text, "text", LONGEST_TEXT)


def items(value: Any) -> list[Any] | dict[str, Any]:
    """A list or an object as it is or as a cell of CSV has it, in JSON; or text with `;` or `,` between.
    Of a phone number as lists have it, what was typed."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        with suppress(ValueError, RecursionError):
            value = json.loads(value, parse_constant=no_number)
    if isinstance(value, list):
        return [each.get("typed", "") if isinstance(each, dict) else each for each in value]
    if isinstance(value, dict):
        return value
    return [part.strip() for part in str(value).replace(";", ",").split(",") if part.strip()]


def custom(field: str, value: Any) -> tuple[str, Any]:
    """A custom field and its value, a number or text. Raises BadValue."""
    if isinstance(value, list | dict) or value in (float("inf"), float("-inf")):
        raise BadValue(f"{quoted(field)}: not a plain value.")
    return check_name(field, "field"), check_text(value, "text", LONGEST_TEXT) if isinstance(
        value, str
    ) else value


def truth(value: Any) -> bool:
    """Yes or no. Raises BadValue."""
    if (found := yes_or_no(str(value))) is None:
        raise BadValue(f"{quoted(str(value))}: true or false.")
    return found


def complete(shape: Shape, row: Row) -> Row:
    """A row that has what it needs. Raises BadValue naming what is missing."""
    for name in shape.needed:
        if row.get(name) is None:
            raise BadValue(f"{name} is missing.")
    return row
