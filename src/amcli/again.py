"""One more command line as a person would type it, run by the program itself.

For an assistant, for the screen, and for what is to be tried on a copy.
"""

import io
import os
from collections.abc import Sequence

from amcli.context import Origin, Run
from amcli.hints import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from amcli.storage.connection import Book


class Answer(NamedTuple):
    """What a command line answered: its exit code, and its standard output and error. `argv` are its words by
    their names of today, as the journal has them."""

    code: int
    out: str
    err: str
    argv: Sequence[str] = ()


class Told(io.StringIO):
    """A stream that is answered in sentences, as a terminal is, and that nobody types on."""

    encoding = "utf-8"

    def __init__(self, encoding: str | None = None) -> None:
        super().__init__()
        self.encoding = encoding or "utf-8"

    def isatty(self) -> bool:
        return True


def again(
    run: Run,
    argv: Sequence[str],
    origin: Origin | None = None,
    text: str = "",
    accounts: tuple[str, ...] = (),
    lent: "Book | None" = None,
    *,
    told: bool = False,
) -> Answer:
    """Run one more command line as a person would type it in a pipe: on the same book and day, with the
    same settings, `text` as its standard input and nobody to ask. It opens the book and closes it, and
    runs the hooks. Where filter words choose `accounts`, it reads a book in which no others are. On a
    copy that is `lent` it tries what would happen: that stays open, and no hook runs. `told`: it answers
    in sentences, as on a terminal, and hooks write nowhere, since the terminal is drawn on."""
    assert run.door is not None
    output, diagnostics = Told(run.stdout.encoding) if told else io.StringIO(), io.StringIO()
    if not told:
        diagnostics.fileno = run.stderr.fileno  # type: ignore[method-assign]  # where hooks write
    environ = inherited(run) | ({} if lent is None else {"AMCLI_HOOK": "1"})
    line = [*argv]
    code = run.door(line, environ, io.StringIO(text), output, diagnostics, origin, accounts, lent)
    return Answer(code, output.getvalue(), diagnostics.getvalue(), line)


def inherited(run: Run) -> dict[str, str]:
    """The environment in which another command line works as this one does."""
    found = {name: value for name, value in run.environ.items() if name != "FORCE_COLOR"}
    if run.book_option is not None:
        found["AMCLI_BOOK"] = os.path.abspath(run.book_file)
    if run.config_option is not None:
        found["AMCLI_CONFIG"] = os.path.abspath(run.config_file)
    return found | ({} if run.today_option is None else {"AMCLI_TODAY": run.today.isoformat()})
