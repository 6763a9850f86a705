"""`am` run in this process against files of a folder of its own, and the sample book it makes."""

import io
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

from amcli.__main__ import invoke
from amcli.context import Run

DAY = "2026-03-02"


class Answer(NamedTuple):
    """What a command line gave back."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A stream with a person behind it."""

    def isatty(self) -> bool:
        return True


class Desk:
    """A folder where books are made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = folder / "mine" / "book.db"
        self.demo = folder / "demo.db"

    def am(self, *argv: str, terminal: bool = False, **environ: str) -> Answer:
        known = {
            "AMCLI_BOOK": str(self.book),
            "AMCLI_CONFIG": str(self.folder / "config.toml"),
            "NO_COLOR": "1",
        }
        known |= {"AMCLI_TODAY": DAY, "AMCLI_LOG_DIR": str(self.folder), "HOME": str(self.folder), **environ}
        out = Terminal() if terminal else io.StringIO()
        err = io.StringIO()
        run = Run(list(argv), known, io.StringIO(), out, err)
        try:
            code = invoke(run)
        finally:
            run.close()
        return Answer(code, out.getvalue(), err.getvalue())

    def inside(self, *argv: str) -> Answer:
        """`am` in the sample book, with the settings that came with it."""
        return self.am(*argv, AMCLI_BOOK=str(self.demo), AMCLI_CONFIG=str(self.demo.with_suffix(".toml")))

    def rows(self, query: str, path: Path | None = None) -> list[tuple[Any, ...]]:
        db = sqlite3.connect(path or self.demo)
        try:
            return db.execute(query).fetchall()
        finally:
            db.close()
