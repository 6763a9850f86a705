"""The one way out: every result of every command leaves the program through `render`.

Rich is imported only where a person reads: to draw, for a bar of progress, and here to measure
letters that may be wide.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from amcli.output.result import Listing, Options, Page

if TYPE_CHECKING:
    from amcli.context import Run

DUE = 10
USUAL_WIDTH = 80
NARROW = "→·…"


def chosen_format(run: "Run", result: Listing | Page, options: Options) -> str:
    """The format asked for; otherwise a table on a terminal, TSV for a list and Markdown for a page."""
    if options.output:
        return options.output
    if run.terminal:
        return "table"
    return "tsv" if isinstance(result, Listing) else "md"


def is_drawn(run: "Run", options: Options) -> bool:
    """Whether a list will be drawn for a person rather than written for a program."""
    return (options.output or ("table" if run.terminal else "tsv")) == "table"


def render(run: "Run", result: Listing | Page, options: Options) -> int:
    """Write a result to standard output; gives the exit code (10 with `--exit-code` when not empty)."""
    from amcli.output import formats

    form = chosen_format(run, result, options)
    if isinstance(result, Listing):
        result = formats.shaped(result, options)
    if form == "table":
        draw(run, result, options)
    else:
        for line in formats.lines(result, options, form):
            print(line, file=run.stdout)
    return DUE if options.exit_code and result.rows else 0


def draw(run: "Run", result: Listing | Page, options: Options) -> None:
    """Draw for a person. A list whose fields were chosen, or that has no screen, is a plain table, and
    so is one of which `--limit` left nothing."""
    from amcli.output.screen import Screen

    name = result.screen
    if isinstance(result, Listing) and (options.fields or (result.about["whole"] and not result.rows)):
        name = "plain"
    module: Any = import_module(f"amcli.output.screens.{name}")
    module.draw(Screen(run), result)


def say(run: "Run", lines: list[str], reference: str | None = None) -> None:
    """What a writing command answers: sentences for a person; in a pipe the reference only.

    Callers have made the text of the book safe with `shown`; doing it again would double backslashes.
    """
    if not run.terminal and reference is not None:
        print(reference, file=run.stdout)
        return
    width = width_of(run)
    utf8 = (run.stdout.encoding or "utf-8").lower().startswith("utf")
    for line in lines:
        plain = line if utf8 else line.replace(" · ", " | ").replace("→", "->")
        for each in fitted(plain, width, " · " if utf8 else " | "):
            print(each, file=run.stdout)


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
    if all(char < "\u0300" or char in NARROW for char in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
