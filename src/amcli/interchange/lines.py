"""Rows of text: cells of CSV with the line on which each row begins, objects of JSON.

One reader for files to import (tables/sheet.py, jsonl.py) and for standard input (commands/stdin.py). What is
said of a row that can't be read is theirs, as is what its fields mean.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import islice

from amcli.hints import Any


class CsvError(Exception):
    """What is wrong with the CSV of a row, and the line on which the row begins."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


def csv_rows(
    lines: Iterable[str], separator: str = ",", *, strict: bool = False, skipped: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Rows as (line, cells), after lines that were `skipped`. Raises CsvError; in `strict` text also for
    a quote that doesn't stand as it should."""
    for batch in csv_batches(lines, separator, 1, strict=strict, skipped=skipped):
        yield from batch


def csv_batches(
    lines: Iterable[str], separator: str, at_once: int, *, strict: bool = False, skipped: int = 0
) -> Iterator[list[tuple[int, list[str]]]]:
    """The same, `at_once` rows at a time: of a long file each row is passed on once instead of by everyone
    who looks at it. What comes before an error is given first."""
    reader = csv.reader(lines, delimiter=separator, strict=strict)
    begins = skipped + 1
    fault: csv.Error | None = None
    while fault is None:
        batch: list[tuple[int, list[str]]] = []
        try:
            for cells in islice(reader, at_once):
                batch.append((begins, cells))
                begins = skipped + reader.line_num + 1
        except csv.Error as error:
            fault = error
        if batch:
            yield batch
        elif fault is None:
            return
    raise CsvError(begins, str(fault))


def json_object(text: str, **how: Any) -> dict[str, Any] | None:
    """The object that a text is, read as `how` says to the json module; None for another value. Raises
    ValueError, RecursionError."""
    found = json.loads(text, parse_constant=no_number, **how)
    return found if isinstance(found, dict) else None


def no_number(constant: str) -> Any:
    """Refuse NaN and the infinities, which Python reads as numbers and JSON has not. Raises ValueError."""
    raise ValueError(f"{constant} is not a number")
