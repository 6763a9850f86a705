"""Makes the books that are measured: `am init`, then rows straight into the tables by `fill`."""

import datetime as dt
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import NamedTuple

from benchmarks.installed import ROOT, Program, environment

# What is searched for in the invented texts: in a third of the interactions, in one of 5,000, in none.
COMMON, RARE, NOWHERE = "pilot", "zanzibar", "xylophonist"


class Size(NamedTuple):
    """How large a book is; `contracts` are those of each account, one after the other."""

    accounts: int
    interactions: int
    contracts: int = 2

    def __str__(self) -> str:
        return f"{self.accounts:,} / {self.interactions:,}"


class Made(NamedTuple):
    """A home directory whose book lies in its usual place."""

    size: Size
    home: Path

    @property
    def environ(self) -> dict[str, str]:
        """The environment of whoever lives there."""
        return environment(self.home)

    @property
    def book(self) -> Path:
        """The book's file."""
        (found,) = self.home.rglob("book.db")
        return found


def make(program: Program, work: Path, size: Size, csv: Path | None = None) -> Made:
    """A new book of a size; with `csv`, the interactions go to that file and not into the book."""
    home = work / f"home-{size.accounts}-{size.interactions}-{size.contracts}{'-csv' if csv else ''}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    made = Made(size, home)
    run([program.am, "init", "--currency", "EUR"], made)
    today = dt.date.today().isoformat()  # invented days are near the day of the measurement
    numbers = [str(size.accounts), str(size.interactions), str(size.contracts), today]
    fill = [program.python, "-m", "benchmarks.fill", str(made.book), *numbers, *([str(csv)] if csv else [])]
    run(fill, made)
    settle(made.book)
    return made


def run(argv: list[str], made: Made) -> None:
    """Run a step; its output is shown when it fails."""
    done = subprocess.run(
        argv, env=made.environ, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(argv)}\n{done.stdout}{done.stderr}")


def settle(book: Path) -> None:
    """Move the write-ahead log into the book, so that the first command doesn't pay for the filling."""
    db = sqlite3.connect(book)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def renew(original: Path, copy: Path) -> None:
    """Put an untouched copy of a settled book in place."""
    for suffix in ("-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(original, copy)


def write_sheet(path: Path, rows: int) -> int:
    """A list such as people keep: two or three rows a company, each with a person, all with one contract;
    every fourth company has a note. Gives how many records it makes."""
    companies = notes = 0
    with path.open("w", encoding="utf-8") as target:
        target.write("Company,Contact,Email,ARR,Renewal date,Last contact,Notes\n")
        for row in range(rows):
            number, person = divmod(row * 2, 5)
            companies += person < 2
            notes += person < 2 and number % 4 == 0
            value, month = number % 195 * 1000 + 5000, number % 12 + 1
            note = f"Asked for {COMMON} {number % 50}" if person < 2 and number % 4 == 0 else ""
            target.write(
                f"Works {number},Person {person} Of {number},p{person}@s{number:06}.example,EUR {value},"
                f"2027-{month:02}-01,2026-01-{number % 28 + 1:02},{note}\n"
            )
    return companies * 3 + notes + rows
