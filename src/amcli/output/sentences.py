"""Sentences as wide as the terminal: where they are broken, and what they leave out. Not for screens."""

from amcli.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from amcli.context import Run

USUAL_WIDTH = 80
NARROW = "→·…"


def of_rollup(run: "Run") -> str:
    """From how many books a roll-up is, and as of when: `team of 3 books, as of 28 Nov 07:30`."""
    import datetime as dt

    from amcli.rules.dates import short_day
    from amcli.rules.formatting import count

    rollup = run.book.rollup
    assert rollup is not None
    at = dt.datetime.fromisoformat(rollup.at)
    at = at if at.tzinfo is None else at.astimezone()
    books = count(len(rollup.books), "book")
    return f"team of {books}, as of {short_day(at.date(), run.today)} {at:%H:%M}"


def width_of(run: "Run") -> int:
    """How wide a line of sentences may be: the terminal, or 80 columns."""
    if not run.terminal:
        return USUAL_WIDTH
    from shutil import get_terminal_size

    return get_terminal_size().columns


def fitted(line: str, width: int, joint: str) -> list[str]:
    """A line of parts with joints between, in as many lines as it needs; a command that only leads on
    is left out where it does not fit."""
    parts = line.split(joint)
    while len(parts) > 1 and parts[-1].startswith("am ") and cells(joint.join(parts)) > width:
        parts.pop()
    found: list[str] = []
    for part in parts:
        longer = f"{found[-1]}{joint}{part}" if found else part
        if found and cells(longer) <= width:
            found[-1] = longer
        else:
            found += wrapped(part, width)
    return found


def wrapped(text: str, width: int) -> list[str]:
    """Text broken at spaces where it is wider than the width. Of words that are wider themselves, a path
    stays whole and where it stands, to be copied; any other is broken."""
    found: list[str] = []
    for word in text.split(" ") if cells(text) > width else [text]:
        too_long = cells(word) > width
        if found and (cells(f"{found[-1]} {word}") <= width or (too_long and "/" in word)):
            found[-1] = f"{found[-1]} {word}"
        else:
            found += broken(word, width) if too_long and "/" not in word else [word]
    return found


def broken(word: str, width: int) -> list[str]:
    """A word in pieces of at most the width."""
    found = [""]
    for char in word:
        if cells(found[-1] + char) > width:
            found.append("")
        found[-1] += char
    return found


def cells(text: str) -> int:
    """Columns that a text takes; what has only narrow letters is not looked up."""
    if text.isascii() or all(char < "\u0300" or char in NARROW for char in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
