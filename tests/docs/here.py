"""Lines of the documents, run in this process: a quarter of the time of a process of their own."""

import io
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pytest

from amcli.__main__ import run_app
from tests.profiles import is_nightly
from tests.support import OneConnection, Result, Terminal, lending, words_of
from tools import examples, sessions


class Pipe(io.RawIOBase):
    """One end of a pipe, to which two streams may write, each with a buffer of its own."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.held += piece
        return len(piece)


class Here:
    """Runs a line of a document in this process, where it is one of `am` and nothing that a shell reads
    otherwise; by a shell where it is more.

    Enough by day: a process adds to such a line its start and its streams, and the lines beside it that have
    a pipe or a file go through a shell. Nightly all do.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        self.lent: OneConnection | None = None

    def example(self, given: examples.Example, variables: dict[str, str], folder: Path) -> examples.Outcome:
        """Run an example."""
        argv = words_of(given.command)
        if not argv:
            self.let_go()
            return examples.run_example(given, variables, folder)
        return examples.outcome(given, self.run(argv, variables, folder, given.screen).out)

    def line(self, text: str, variables: dict[str, str], folder: Path) -> Result:
        """Run a line in a pipe; both streams are `out`."""
        argv = words_of(text)
        if argv and not is_nightly():
            return self.run(argv, variables, folder, False)
        self.let_go()
        said, _, code = sessions.in_pipe(f"{text}\nprintf ' %s' $?", variables, folder).rpartition(" ")
        return Result(int(code), said, "")

    def run(self, argv: list[str], variables: dict[str, str], folder: Path, screen: bool) -> Result:
        """What a line writes to both streams, in their order: in a pipe errors are first."""
        if self.lent is None:
            book = variables.get("AMCLI_BOOK", f"{variables['XDG_DATA_HOME']}/amcli/book.db")
            self.lent = OneConnection(Path(book))
        self.patch.chdir(folder)
        for variable in ("HOME", "COLUMNS", "LINES", "TZ", "PATH", "XDG_CONFIG_HOME"):
            self.patch.setenv(variable, variables[variable])
        pipe = Pipe()
        out, err = (Terminal(),) * 2 if screen else (written_into(pipe, early) for early in (False, True))
        with lending(self.lent, argv), redirect_stderr(err):
            code = run_app(argv[1:], variables, io.StringIO(), out, err)
        out.flush()
        return Result(code, out.getvalue() if isinstance(out, Terminal) else pipe.held.decode("utf-8"), "")

    def let_go(self) -> None:
        """Close the book before others write to it, or look at its file."""
        if self.lent is not None:
            self.lent.close()
            self.lent = None


def written_into(pipe: Pipe, early: bool) -> io.TextIOWrapper:
    """A stream into a pipe; one for errors is written out line by line."""
    return io.TextIOWrapper(io.BufferedWriter(pipe), encoding="utf-8", line_buffering=early)
