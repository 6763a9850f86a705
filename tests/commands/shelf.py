"""Books that are only read: opened once for all tests, and what was asked of one is not worked out again."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.commands.every import Report, filled_in, referred
from tests.support import TODAY, Cli, OneConnection, Result

# What a test calls a book, and the fixture that makes it.
BOOKS = {"sample": "sample_book", "hostile": "hostile_book", "cli": "template", "known": "prepared_book"}
OF_WHAT_IS_KEPT = "doctor"  # tells of the day's state too, which any other command may have kept meanwhile


class Read(Cli):
    """`am` on a book that nobody changes."""

    def __init__(self, folder: Path, source: Path) -> None:
        super().__init__(folder, folder / "book.db", OneConnection(folder / "book.db"))
        shutil.copyfile(source, self.book)
        if source.with_suffix(".toml").exists():
            shutil.copyfile(source.with_suffix(".toml"), self.config)
        self.answers: dict[tuple[str, ...], Result] = {}
        self.known: dict[str, str] | None = None

    def __call__(
        self,
        *argv: str,
        today: str | None = TODAY,
        stdin: str = "",
        tty: bool = False,
        env: dict[str, str] | None = None,
    ) -> Result:
        alike = argv[-2:] == ("-o", "json") and (today, stdin, tty, env) == (TODAY, "", False, None)
        plain = alike and argv[0] != OF_WHAT_IS_KEPT
        if plain and argv in self.answers:
            return self.answers[argv]
        found = super().__call__(*argv, today=today, stdin=stdin, tty=tty, env=env)
        if plain:
            self.answers[argv] = found
        return found

    def line(self, report: Report) -> list[str] | None:
        """A command line with the records of this book; None where it has none."""
        if self.known is None:
            self.known = referred(self)
        return filled_in(report, self.known)


class Shelf:
    """The books by their names, each opened with the first test that reads it."""

    def __init__(self, folder: Path, source: Callable[[str], Path]) -> None:
        self.folder = folder
        self.source = source
        self.opened: dict[str, Read] = {}

    def __getitem__(self, name: str) -> Read:
        if name not in self.opened:
            (self.folder / name).mkdir()
            self.opened[name] = Read(self.folder / name, self.source(BOOKS[name]))
        return self.opened[name]

    def line_on(self, report: Report, name: str) -> tuple[Read, list[str] | None]:
        """`am` on a book, and a command line with the records of that book."""
        return self[name], self[name].line(report)

    def close(self) -> None:
        """Let go of all."""
        for each in self.opened.values():
            each.let_go()
