"""The list that a terminal showed last, so that `3`, or `:3`, can mean its third line.

One small file for each terminal in the user's state directory, readable by them alone: the book, and what
commands accept for each line. Whether somebody sits at a terminal is known to the context; what a
reference means, to the book.
"""

import os
import time
from collections.abc import Mapping, Sequence

from amcli.config import folders
from amcli.errors import BadValue, NotFound
from amcli.hints import TextIO, suppress

SEPARATOR = "\0"
PRODUCT = "product:"  # before the name of a product, which is no account's code
KEPT_SECONDS = 12 * 60 * 60  # the name of a terminal is given again to the next one
WAY = "Show one: am, or am checkins"


def keep(place: str, book: str, references: Sequence[str]) -> None:
    """Remember what the lines on a terminal stand for. Where that cannot be written, nothing is said: the
    list has been shown all the same."""
    draft = f"{place}.{os.getpid()}"
    text = SEPARATOR.join([book, *references])
    with suppress(OSError, ValueError):
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(text)
            os.replace(draft, place)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise


def is_line(word: str) -> bool:
    """Whether a word is a colon and a number of at most nine figures."""
    number = word.removeprefix(":")
    return word != number and number.isascii() and number.isdigit() and len(number) < 10


def line_shown(place: str, book: str, typed: str) -> str:
    """What the line `:3`, or `3`, of the list last shown on a terminal stands for. Raises BadValue where no
    list was shown, NotFound where it has no such line."""
    number = int(typed.removeprefix(":")) if len(typed) < 10 else 10**9
    shown = kept(place)
    if number == 0:
        raise BadValue("no line 0: lines start at 1.", WAY)
    if shown is None:
        raise BadValue(f"no line {number}: no list was shown on this terminal yet.", WAY)
    of, *references = shown
    if of != book:
        raise BadValue(f"no line {number}: the last list was from another book.", WAY)
    if number > len(references):
        raise NotFound(f"no line {number:,}: the last list has {lines(len(references))}.", WAY)
    if not references[number - 1]:
        raise NotFound(f"line {number} isn't one record.", "Use the command shown on that line, or a name")
    return references[number - 1]


def lines(number: int) -> str:
    """`12 lines`; none where its lines are no records."""
    if number == 0:
        return "no lines with records"
    return f"{number:,} line{'' if number == 1 else 's'}"


def kept(place: str) -> list[str] | None:
    """The book and the references of a file; None where there is none, or one from long ago."""
    try:
        if time.time() - os.stat(place).st_mtime > KEPT_SECONDS:
            return None
        with open(place, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().split(SEPARATOR)
    except (OSError, ValueError):
        return None


def place(stream: TextIO, environ: Mapping[str, str]) -> str:
    """The file of the terminal behind a stream."""
    try:
        name = os.ttyname(stream.fileno())
    except (AttributeError, OSError, ValueError):
        name = ""
    return os.path.join(folders.folder("state", environ), "lines" + name.replace("/", "-"))
