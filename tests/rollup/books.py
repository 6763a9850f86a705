"""Three unequal books of one's own, of which a roll-up is made: dana's is the sample book, robin's and kim's
are the same and a part of it for other customers, with three codes that all of them use."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amcli.rules.names import folded
from amcli.storage.connection import lend_search_key
from tests.support import Cli
from tests.team.rollups import roll_up

NAMES = ("dana", "kim", "robin")
SHARED = 3  # accounts whose code others use for another customer
FEW = 12
RENAME = """
UPDATE account SET code = ?, code_folded = ?, name = ?, name_folded = ?, domain = NULL, owner = NULL
WHERE id = ?"""


def make_books(folder: Path, sample: Path) -> None:
    """Make the three, and their roll-up, in a folder."""
    for name in NAMES:
        shutil.copyfile(sample, folder / f"{name}.db")
    shutil.copyfile(sample.with_suffix(".toml"), folder / "config.toml")
    for_others(folder / "robin.db", "Ltd")
    for_others(folder / "kim.db", "Inc", FEW)
    with opened(folder / "kim.db") as db:
        db.execute("DELETE FROM interaction WHERE \"on\" >= '2025-03-02'")  # nobody there was spoken to
    made = Cli(folder, folder / "dana.db")
    made.ok("target", "add", "2027-Q1", "renewals", "400k")
    made.ok("target", "add", "2027-Q1", "renewals", "150k", "--owner", "Ana")  # a part of it
    made.ok("target", "add", "2027-Q1", "nrr", "1.1")
    roll_up(folder / "team.db", {name: folder / f"{name}.db" for name in NAMES})


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A book as another program has it, in one transaction."""
    db = sqlite3.connect(path)
    lend_search_key(db)
    db.execute("PRAGMA foreign_keys = ON")
    with db:
        yield db
    db.close()


def for_others(path: Path, form: str, few: int | None = None) -> None:
    """Let a book be of other customers, who are called otherwise, or only of a few."""
    with opened(path) as db:
        rows = db.execute("SELECT id, code, name FROM account ORDER BY id").fetchall()
        for at, (row, code, name) in enumerate(rows):
            new = code if at < SHARED else f"{code}-{form.lower()}"
            called = f"{name} {form}"
            db.execute(RENAME, (new, folded(new), called, folded(called), row))
        for row, *_ in rows[few:] if few else ():
            db.execute("DELETE FROM account WHERE id = ?", (row,))
