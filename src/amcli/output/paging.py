"""The pager: what is longer than a person's screen, read a screen at a time. The program is the one that
PAGER names, or the usual one; in a pipe, and where it fits, text is simply written."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from amcli.context import Run

# With less, where nothing else was said: colours as they are, and no pager for what fits after all.
LESS = "FRX"


class Held(io.StringIO):
    """A terminal whose output is held back; its size and its letters are the real one's."""

    def __init__(self, real: TextIO) -> None:
        super().__init__()
        self.real = real

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The letters of the real terminal."""
        return self.real.encoding

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        """What tells the size of the real terminal."""
        return self.real.fileno()


def screen_lines(run: "Run") -> int:
    """The lines of the terminal that a person reads at and types into; 0 where there is none."""
    if not (run.stdout is sys.stdout and run.stdout.isatty() and run.stdin.isatty()):
        return 0
    try:
        return os.get_terminal_size(run.stdout.fileno()).lines
    except OSError:
        return 0


def show(run: "Run", text: str) -> None:
    """Write a text that ends in a line break, through the pager where the screen does not hold it."""
    if 0 < screen_lines(run) <= text.count("\n"):
        from pydoc import pager

        os.environ.setdefault("LESS", LESS)
        run.stdout.flush()
        pager(text)
        return
    run.stdout.write(text)


@contextmanager
def paged(run: "Run") -> Iterator[None]:
    """Hold back what is written within, then show it."""
    if not screen_lines(run):
        yield
        return
    real = run.stdout
    held = Held(real)
    run.stdout = held
    try:
        yield
    finally:
        run.stdout = real
        show(run, held.getvalue())
