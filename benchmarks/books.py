"""Makes the books that are measured: `am init`, then rows straight into the tables by `fill`.

Each program makes its own: another commit's may have another schema. A book is made once and kept as it was;
what is measured gets a copy of it, so every run begins with the same rows.
"""

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.fill import Size
from benchmarks.installed import ROOT, Program, environment, quietly
from benchmarks.measure import FailedError

PLACE = Path(".local/share/amcli/book.db")


class Recipe(NamedTuple):
    """How a book is made: of a size, or from another one, and then by commands of `am`."""

    size: Size = Size(0, 0)
    base: str = ""
    steps: Sequence[Sequence[str]] = ()


RECIPES = {
    "S": Recipe(Size(50, 2_000)),
    "B": Recipe(Size(1_000, 100_000)),
    "D": Recipe(Size(1_000, 100_000, terms=3, chains=3, dense=True)),
    "L": Recipe(Size(10_000, 1_000_000)),
    "C": Recipe(Size(10_000, 20_000, terms=5)),
    "U": Recipe(Size(1_000, 100_000, unattended=True)),
    "without talks": Recipe(Size(1_000, 0)),
    "imported": Recipe(base="without talks", steps=(("import", "{talks.csv}", "--yes"),)),
    "undone": Recipe(base="imported", steps=(("undo",),)),
    "empty": Recipe(),
    "with a partner": Recipe(
        Size(50, 200, terms=1),
        steps=(
            ("import", "{people.csv}", "--create-accounts", "--yes"),
            ("config", "set", "me.names", "Kim Lind"),
        ),
    ),
}
SMALL = {
    "S": Size(10, 200),
    "B": Size(50, 2_000),
    "D": Size(20, 400, terms=3, chains=3, dense=True),
    "L": Size(60, 2_400),
    "C": Size(50, 200, terms=5),
    "U": Size(50, 2_000, unattended=True),
    "without talks": Size(50, 0),
}


class Shelf:
    """The books of one program, dated from today, made when they are asked for; `files` are those that
    commands read."""

    def __init__(self, program: Program, files: Mapping[str, Path], *, small: bool) -> None:
        self.program, self.files, self.small = program, files, small
        self.today = dt.date.today().isoformat()
        made_by = hashlib.sha256((ROOT / "benchmarks" / "fill.py").read_bytes()).hexdigest()[:8]
        kind = "small" if small else "books"
        self.folder = program.folder / f"{kind}-{self.today}-{made_by}"
        for old in program.folder.glob(f"{kind}-*"):
            if old != self.folder:
                shutil.rmtree(old)
        self.taken: set[str] = set()

    def settled(self, name: str) -> Path:
        """The home of a book that nothing is measured on."""
        home = self.folder / "settled" / name
        if home.exists():
            return home
        recipe, unfinished = RECIPES[name], self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        if recipe.base:
            shutil.copytree(self.settled(recipe.base), unfinished)
        else:
            unfinished.mkdir(parents=True)
            self.run(unfinished, ["init", "--currency", "EUR"])
            size = json.dumps(SMALL.get(name, recipe.size) if self.small else recipe.size)
            quietly([sys.executable, "-m", "benchmarks.fill", str(unfinished / PLACE), size, self.today])
        for step in recipe.steps:
            self.run(unfinished, self.words(step))
        settle(unfinished / PLACE)
        home.parent.mkdir(exist_ok=True)
        return unfinished.rename(home)

    def run(self, home: Path, argv: Sequence[str]) -> str:
        """Run a command of `am` in a home; gives what it wrote."""
        return quietly([self.program.am, *argv], environment(home))

    def words(self, argv: Sequence[str]) -> list[str]:
        """A command line with the paths of the files it names in braces."""
        return [str(self.files[word[1:-1]]) if word[1:-1] in self.files else word for word in argv]

    def home(self, name: str, *, fresh: bool = False) -> Path:
        """A home to measure in, whose book is as it was made when the run begins."""
        home = self.folder / (f"{name}, fresh" if fresh else name)
        if str(home) not in self.taken:
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(self.settled(name), home)
            self.taken.add(str(home))
        return home

    def renewing(self, name: str, original: Path | None = None) -> Callable[[], Sequence[str]]:
        """What puts the book as it was made into the home for fresh ones, before each process."""
        source, copy = (original or self.settled(name)) / PLACE, self.home(name, fresh=True) / PLACE

        def renew() -> Sequence[str]:
            for suffix in ("-wal", "-shm"):
                copy.with_name(copy.name + suffix).unlink(missing_ok=True)
            shutil.copyfile(source, copy)
            return ()

        return renew

    def doing(self, home: Path, argv: Sequence[str], *, gives: bool) -> Callable[[], Sequence[str]]:
        """What runs a command before each process, and may give the ids it wrote."""

        def do() -> Sequence[str]:
            try:
                ids = self.run(home, argv).split()
            except SystemExit as error:  # another commit may not have it
                raise FailedError(str(error)) from None
            return ids if gives else ()

        return do


def settle(book: Path) -> None:
    """Move the write-ahead log into the book, so that the first command doesn't pay for the filling."""
    db = sqlite3.connect(book)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
