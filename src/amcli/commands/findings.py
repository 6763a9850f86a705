"""One finding of `am doctor`."""

from collections.abc import Callable

from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.reports.checkup import FAULT

FIX = "am doctor --fix"
MADE_ANEW = "am team pull"


class Finding(NamedTuple):
    """What a check found. `fix` puts it right where that follows from the rest; `of_book` is whether that
    changes the book's file, which is backed up before."""

    check: str
    state: str
    text: str
    command: str = ""
    fix: Callable[[], None] | None = None
    of_book: bool = True

    def untouched(self) -> "Finding":
        """The same in a book whose file nothing is to be written into."""
        return self._replace(fix=None, command="am restore") if self.fix and self.of_book else self

    def made_anew(self) -> "Finding":
        """The same in a roll-up, which is made anew rather than put right."""
        return self._replace(fix=None, command=MADE_ANEW if self.state == FAULT else self.command)

    def row(self, fixed: bool = False) -> Row:
        """As JSON has it."""
        return {
            "check": self.check,
            "state": self.state,
            "finding": self.text,
            "command": FIX if self.fix is not None else self.command or None,
            "fixable": self.fix is not None,
            "fixed": fixed,
        }
