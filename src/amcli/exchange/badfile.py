"""The rows that could not be taken in, set aside in the source's own form to be mended.

Same separator, same encoding, same columns, and one more with the reason, which import leaves
out when the mended file comes back.
"""

import csv
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from amcli.errors import BadValue
from amcli.exchange.kinds import REASON_HEADER, header_key
from amcli.exchange.sheet import Sheet
from amcli.rules.names import shown

if TYPE_CHECKING:
    from amcli.exchange.jsonl_in import JsonSheet


def bad_path(source: Path | None) -> Path:
    """Where the bad rows of a file go: `accounts.bad.csv` beside `accounts.csv`, never over a file."""
    beside = Path("stdin.csv") if source is None else source
    stem, suffix = (beside.stem, beside.suffix) if beside.suffix else (beside.name, ".csv")
    for number in range(1, 10_000):
        tail = "" if number == 1 else f"-{number}"
        candidate = beside.with_name(f"{stem}.bad{tail}{suffix}")
        if not os.path.lexists(candidate):
            return candidate
    raise BadValue(f"{shown(str(beside))}: there are too many files with bad rows already.")


def write_bad(sheet: Sheet, reasons: dict[int, str], target: Path) -> None:
    """Write the rows on the lines of `reasons` to `target`, a new file. Raises BadValue."""
    from amcli.exchange.jsonl_in import JsonSheet

    try:
        if isinstance(sheet, JsonSheet):
            write_bad_lines(sheet, reasons, target)
        else:
            write_bad_rows(sheet, reasons, target)
    except OSError as error:
        raise BadValue(f"{shown(str(target))} cannot be written: {error.strerror}.") from None


def write_bad_lines(sheet: "JsonSheet", reasons: dict[int, str], target: Path) -> None:
    """The bad lines of JSONL, each with its reason."""
    with open(target, "xb") as handle:
        for line, raw, _ in sheet.records():
            if line in reasons:
                reason = json.dumps({REASON_HEADER: reasons[line]}, ensure_ascii=False)
                handle.write(raw.rstrip()[:-1] + b", " + reason[1:].encode() + b"\n")


def write_bad_rows(sheet: Sheet, reasons: dict[int, str], target: Path) -> None:
    """The bad rows of a table below the same headers, with one column more."""
    codec = {"utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(sheet.encoding.codec, sheet.encoding.codec)
    skipped = {place for place, header in enumerate(sheet.headers) if header_key(header) == REASON_HEADER}
    with open(target, "x", encoding=codec, errors="backslashreplace", newline="") as handle:
        writer = csv.writer(handle, delimiter=sheet.separator, lineterminator="\n")
        writer.writerow([*_without(sheet.headers, skipped), REASON_HEADER])
        for line, cells in sheet.rows():
            if line in reasons:
                padded = cells + [""] * (len(sheet.headers) - len(cells))
                writer.writerow([*_without(padded, skipped), reasons[line]])


def _without(cells: list[str], places: set[int]) -> list[str]:
    return [cell for place, cell in enumerate(cells) if place not in places]
