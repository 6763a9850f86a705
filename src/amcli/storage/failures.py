"""What SQLite, the disk or another program stood in the way of: in words, what to do, the exit code."""

import sqlite3

from amcli.errors import AmcliError, BookUnavailable, Refused
from amcli.hints import TYPE_CHECKING
from amcli.rules.names import shown
from amcli.storage.held import GONE

if TYPE_CHECKING:
    from amcli.files import Place

WAIT_SECONDS = 10.0  # for a book that another program writes to
SAY_SECONDS = 2.0  # before that is said
LONGEST_PATH = 250
DAMAGED_HINT = "Restore the newest backup: am restore. All backups: am backup --list"
LEFT_BEHIND = "What was changed is in the file that was there before."
LOOK_AGAIN = "Look at the one that is there now: am"
NO_TEXT = "Could not decode to UTF-8"


def named(path: "Place") -> str:
    """A path in a sentence: short, harmless, and not without end."""
    text = shown(short_path(path))
    return text if len(text) <= LONGEST_PATH else f"{text[: LONGEST_PATH - 3]}..."


def short_path(path: "Place") -> str:
    """A path with the home directory as `~`."""
    from pathlib import Path

    try:
        return f"~/{Path(path).relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def primary_code(error: Exception) -> int:
    """SQLite's primary result code of an error, without the extended bits; 255 where there is none."""
    return int(getattr(error, "sqlite_errorcode", -1)) & 0xFF


class OnlyRead(Refused):
    """What would write a roll-up, which is made of other books."""

    def __init__(self, books: int) -> None:
        super().__init__(
            f"this is a roll-up of {books} book{'s' if books != 1 else ''}; nothing was changed."
            " Write in your own book."
        )


class Damaged(BookUnavailable):
    """A book whose file is not whole any more, or a file that never was one."""


def damaged(path: "Place") -> Damaged:
    """The error of a book that is not whole."""
    return Damaged(f"the book {named(path)} is damaged.", DAMAGED_HINT)


def explained(error: Exception, path: "Place") -> AmcliError:
    """An error of SQLite, in words. What is none of these is raised: the program is at fault, if the
    book is sound (`soundness`)."""
    if isinstance(error, sqlite3.IntegrityError):
        return broken_rule(error)
    code = primary_code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return busy()
    reasons = {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "it is read-only",
        sqlite3.SQLITE_PERM: "permission denied",
        sqlite3.SQLITE_CANTOPEN: "it can't be opened",
        sqlite3.SQLITE_IOERR: "the disk can't be read or written",
        sqlite3.SQLITE_AUTH: "permission denied",
    }
    if getattr(error, "sqlite_errorcode", -1) == sqlite3.SQLITE_IOERR_SHMSIZE:
        code = sqlite3.SQLITE_FULL  # no room for the index of the write-ahead log, which reading needs too
    if is_damage(error):
        return damaged(path)
    if code in reasons:
        return BookUnavailable(f"the book {named(path)}: {reasons[code]}.")
    if code == sqlite3.SQLITE_TOOBIG:
        return Refused("the text is too large for the book.")
    raise error


def broken_rule(error: sqlite3.IntegrityError) -> AmcliError:
    """A constraint of the book, in words, with the values that `writes` keeps beside the error."""
    from amcli.storage.violations import fault_words

    return Refused(f"{fault_words(error, vars(error).get('row'))}.")


def busy(who: str = "another program", seconds: float | None = None) -> BookUnavailable:
    """The error where another program does not let go of the book."""
    waited = WAIT_SECONDS if seconds is None else seconds
    return BookUnavailable(
        f"the book is busy: {who} has been writing to it for {waited:.0f} s.",
        "Try again. If it keeps happening: am doctor",
    )


def is_damage(error: Exception) -> bool:
    """Whether an error says that the file itself is not whole, or no book at all."""
    return primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or is_no_text(error)


def is_no_text(error: Exception) -> bool:
    """Whether a text of the book is no UTF-8, for which Python raises an error without a code of SQLite's."""
    return not hasattr(error, "sqlite_errorcode") and str(error).startswith(NO_TEXT)


def changed_meanwhile(path: "Place", what: str, committed: bool = False) -> BookUnavailable:
    """The error of a book that another program replaced, took away or wrote over while it was open."""
    hint = "Put it back, or restore a backup: am restore" if what == GONE else LOOK_AGAIN
    said = f"the book {named(path)} was {what} by another program in the meantime."
    return BookUnavailable(f"{said} {LEFT_BEHIND}" if committed else said, hint)
