"""The rows that could not be taken in, set aside in the source's own form to be mended.

Same separator, same encoding, same columns, and one more with the reason, which import leaves
out when the mended file comes back.
"""

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from amcli.errors import BadValue
from amcli.interchange.kinds import REASON_HEADER, header_key
from amcli.interchange.sheet import Sheet
from amcli.rules.names import shown

# Bad rows of a workbook are set aside as CSV.
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


def bad_path(source: Path | None, folder: Path, asked: Path | None = None) -> Path:
    """Where the bad rows of a file go: `accounts.bad.csv` in a folder, or where it was asked for; never over
    a file."""
    if asked is not None:
        return unused(asked)
    name = Path("stdin.csv" if source is None else source.name)
    stem, suffix = (name.stem, name.suffix) if name.suffix else (name.name, ".csv")
    return unused(folder / f"{stem}.bad{'.csv' if suffix.casefold() in WORKBOOKS else suffix}")


def unused(path: Path) -> Path:
    """A path, with a number where a file has it already."""
    for number in range(1, 10_000):
        tail = "" if number == 1 else f"-{number}"
        candidate = path.with_name(f"{path.stem}{tail}{path.suffix}")
        if not os.path.lexists(candidate):
            return candidate
    raise BadValue(f"{shown(str(path))}: too many files with bad rows already.")


def private(path: str, flags: int) -> int:
    """Open a new file that is its owner's alone: bad rows are of people, too."""
    return os.open(path, flags, 0o600)


def write_bad_rows(
    sheet: Sheet, reasons: dict[int, str], target: Path, form: Callable[[str], str] = str
) -> None:
    """Write the rows on the lines of `reasons` to `target`, a new file, below the same headers, each cell in
    the form that CSV needs. Raises BadValue."""
    codec = {"utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(sheet.encoding.codec, sheet.encoding.codec)
    skipped = {place for place, header in enumerate(sheet.headers) if header_key(header) == REASON_HEADER}
    with (
        writing(target),
        open(target, "x", encoding=codec, errors="backslashreplace", newline="", opener=private) as handle,
    ):
        writer = csv.writer(handle, delimiter=sheet.separator, lineterminator="\n")
        writer.writerow([*_without(sheet.headers, skipped), REASON_HEADER])
        for line, cells in sheet.rows():
            if line in reasons:
                padded = cells + [""] * (len(sheet.headers) - len(cells))
                writer.writerow([*map(form, _without(padded, skipped)), reasons[line]])


def write_bad_lines(source: Path, reasons: dict[int, str], target: Path) -> None:
    """Write the lines of `reasons` of a JSONL file, of whatever kind they are, each with its reason. Raises
    BadValue."""
    with writing(target), source.open("rb") as lines, open(target, "xb", opener=private) as handle:
        for number, raw in enumerate(lines, start=1):
            if number in reasons:
                reason = json.dumps({REASON_HEADER: reasons[number]}, ensure_ascii=False)
                handle.write(raw.rstrip()[:-1] + b", " + reason[1:].encode() + b"\n")


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say which file cannot be written. Raises BadValue."""
    try:
        yield
    except OSError as error:
        raise BadValue(f"{shown(str(target))} can't be written: {error.strerror}.") from None


def _without(cells: list[str], places: set[int]) -> list[str]:
    return [cell for place, cell in enumerate(cells) if place not in places]
