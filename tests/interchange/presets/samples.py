"""The sample files of each system, made by hand in the form that it writes, and what they must give.

People and companies in them are invented.
"""

import csv
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "samples"
KINDS = ("account", "contact", "contract", "opportunity", "interaction", "task")
NO_COMPANY = "no company"
NOBODY_KNOWN = "no company, no known person or email domain"
LACKED = "company not in the book (--create-accounts adds it)"
NOBODY = "no name and no email address"


class Sample(NamedTuple):
    """One system's files, taken in by one command: how many records of each of KINDS the book then has,
    and why rows were passed over."""

    folder: str
    preset: str
    counts: tuple[int, int, int, int, int, int]
    skipped: dict[str, int]

    @property
    def files(self) -> list[Path]:
        """The files, with a small book of accounts where an address book needs one."""
        return sorted((FOLDER / self.folder).iterdir())


def table_of(path: Path) -> list[list[str]]:
    """The headers of a sample and its rows, without notes and footers."""
    raw = path.read_bytes()
    text = raw.decode("utf-16" if raw.startswith(b"\xff\xfe") else "utf-8-sig", "replace")
    rows = list(csv.reader(text.splitlines(keepends=True)))
    width = max(map(len, rows))
    return [row for row in rows if len(row) == width]


SAMPLES = (
    Sample("hubspot", "hubspot", (4, 3, 1, 3, 4, 0), {NO_COMPANY: 2, NOBODY_KNOWN: 1}),
    Sample("hubspot-es", "hubspot", (2, 2, 0, 0, 0, 0), {}),
    Sample(
        "salesforce-records",
        "salesforce",
        (2, 2, 1, 4, 4, 2),
        {"deleted there": 2, NOBODY_KNOWN: 1, "not in force yet": 1, "with a lead, of no account": 1},
    ),
    Sample("salesforce-reports", "salesforce", (3, 2, 1, 1, 0, 0), {}),
    Sample("pipedrive", "pipedrive", (2, 3, 1, 2, 2, 3), {NOBODY_KNOWN: 1, NO_COMPANY: 2}),
    Sample("zoho", "zoho", (2, 2, 0, 2, 4, 2), {NOBODY_KNOWN: 2, "not held yet": 1}),
    Sample("dynamics", "dynamics", (2, 2, 0, 2, 0, 0), {"inactive there": 1, NOBODY_KNOWN: 1}),
    Sample("close", "close", (2, 2, 0, 2, 0, 0), {}),
    Sample(
        "stripe",
        "stripe",
        (4, 4, 4, 0, 0, 0),
        {"on trial, not a contract yet": 1, "a subscription that never began": 1},
    ),
    Sample("sell", "sell", (1, 1, 0, 0, 0, 0), {NOBODY_KNOWN: 1}),
    Sample("google", "google", (2, 3, 0, 0, 0, 0), {NOBODY_KNOWN: 2, LACKED: 1, NOBODY: 1}),
    Sample("outlook", "outlook", (2, 2, 0, 0, 0, 0), {NOBODY_KNOWN: 1}),
    Sample("linkedin", "linkedin", (2, 2, 0, 0, 0, 0), {LACKED: 1, NOBODY: 1}),
    Sample("thunderbird", "thunderbird", (2, 1, 0, 0, 0, 0), {NOBODY_KNOWN: 1}),
)
