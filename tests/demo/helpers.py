"""`am` run in this process against files of a folder of its own, and the sample book it makes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support import STREAMS, TODAY, Cli, OneConnection, Result, rows_of, run_here


class Desk:
    """A folder where books are made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = folder / "mine" / "book.db"
        self.demo = folder / "demo.db"
        self.lent: OneConnection | None = None

    def am(self, *argv: str, terminal: bool = False, typed: str | None = None, **environ: str) -> Result:
        """What a command line gives back; `typed` by a person at a whole terminal."""
        known = Cli(self.folder, self.book).environ(TODAY) | environ
        if typed is not None:
            return run_here(argv, known, typed, terminals=STREAMS)
        return run_here(argv, known, terminals=("stdout",) if terminal else ())

    def inside(self, *argv: str) -> Result:
        """`am` in the sample book, with the settings that came with it."""
        cli = Cli(self.folder, self.demo, self.lent)
        cli.config = self.demo.with_suffix(".toml")
        return cli(*argv)

    @contextmanager
    def kept_open(self) -> Iterator["Desk"]:
        """The same, whose sample book stays open between the commands in it."""
        self.lent = OneConnection(self.demo)
        try:
            yield self
        finally:
            self.lent.close()

    def with_sample(self, book: Path) -> "Desk":
        """The same with a copy of a sample book that was made before, and of its settings."""
        shutil.copyfile(book, self.demo)
        shutil.copyfile(book.with_suffix(".toml"), self.demo.with_suffix(".toml"))
        return self

    def rows(self, query: str, path: Path | None = None) -> list[tuple[Any, ...]]:
        return rows_of(path or self.demo, query, self.lent if path is None else None)
