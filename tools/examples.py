"""The examples of the documents: found, run with the real program, compared, written anew.

A fenced block of the language `console` is a session: lines that start with `$ ` are typed (`> `
continues one), the lines below are what comes out in a pipe; `console screen` is the same on a
terminal of 80 columns. A line `...` stands for any lines, `...` within a line for any text. Each
document is one session in one home directory from top to bottom. Comments set it up:

    <!-- book: demo -->           the sample book is open
    <!-- book: older -->          there is a book of one's own that 0.1.0 wrote
    <!-- file: accounts.csv -->   the fenced block below is kept as a file

`tools.docs` puts what the program says now into the documents.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools import sessions

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
DOCUMENTS = ("README.md", *(path.relative_to(ROOT).as_posix() for path in PAGES))
FENCE = "```"
BOOK = re.compile(r"<!-- book: (\w+) -->")
FILE = re.compile(r"<!-- file: ([\w.-]+) -->")
ELISION = "..."


class Block(NamedTuple):
    """A fenced block: its language line, its lines, where they begin, and the comment above it."""

    language: str
    lines: list[str]
    first: int
    comment: str


class Example(NamedTuple):
    """What is typed and what should come out; `at` is the line after the one that is typed."""

    command: str
    expected: list[str]
    at: int
    screen: bool


class Outcome(NamedTuple):
    """An example and what came out."""

    example: Example
    actual: list[str]

    @property
    def agrees(self) -> bool:
        """Whether the output is the expected one."""
        return matches(self.example.expected, self.actual)


# What runs one example, with these variables in this folder.
Runner = Callable[[Example, dict[str, str], Path], Outcome]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a document."""
    lines = text.splitlines()
    comment = ""
    at = 0
    while at < len(lines):
        if lines[at].startswith(FENCE):
            end = next(n for n in range(at + 1, len(lines)) if lines[n].rstrip() == FENCE)
            yield Block(lines[at][len(FENCE) :].strip(), lines[at + 1 : end], at + 1, comment)
            at = end
        comment = lines[at] if lines[at].startswith("<!--") else ""
        at += 1


def examples(block: Block) -> list[Example]:
    """The commands of a session with their outputs."""
    found: list[Example] = []
    screen = block.language == "console screen"
    for number, line in enumerate(block.lines):
        at = block.first + number + 1
        if line.startswith("$ "):
            found.append(Example(line[2:], [], at, screen))
        elif line.startswith("> ") and found and not found[-1].expected:
            found[-1] = found[-1]._replace(command=f"{found[-1].command}\n{line[2:]}", at=at)
        elif found:
            found[-1].expected.append(line.rstrip())
    return found


def run_document(text: str, home: Path, run: "Runner | None" = None, **more: str) -> list[Outcome]:
    """Run every example of a document in `home`, in order, with more variables where some are given."""
    run = run or run_example
    book = BOOK.search(text)
    variables = sessions.environment(home, **more)
    if book is not None and book[1] == "demo":
        variables |= sessions.demo_book(home)
    if book is not None and book[1] == "older":
        sessions.older_book(home)
    folder = home / "work"
    folder.mkdir()
    outcomes = []
    for block in blocks(text):
        if kept := FILE.fullmatch(block.comment):
            (folder / kept[1]).write_text("".join(f"{line}\n" for line in block.lines), encoding="utf-8")
        if block.language.split(" ")[0] == "console":
            outcomes += [run(example, variables, folder) for example in examples(block)]
    return outcomes


def run_example(example: Example, variables: dict[str, str], folder: Path) -> Outcome:
    """Run one command line."""
    run = sessions.on_screen if example.screen else sessions.in_pipe
    return outcome(example, run(example.command, variables, folder))


def outcome(example: Example, printed: str) -> Outcome:
    """An example, and what it printed without the blanks at its ends."""
    return Outcome(example, trimmed([line.rstrip() for line in printed.splitlines()]))


def trimmed(lines: list[str]) -> list[str]:
    """Lines without blank ones at the end."""
    kept = list(lines)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def matches(expected: list[str], actual: list[str]) -> bool:
    """Whether output is as expected, elisions aside."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == ELISION else ".*".join(map(re.escape, line.split(ELISION))) + r"\n"
        for line in trimmed(expected)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def rewritten(text: str, outcomes: list[Outcome], home: Path) -> str:
    """The document with what came out in the place of what no longer agrees.

    Where the end of an output was left out, as many lines are kept as before; the home directory
    becomes `...`.
    """
    lines = text.splitlines()
    for example, actual in reversed(outcomes):
        if matches(example.expected, actual):
            continue
        shown = [line.replace(str(home), ELISION) for line in actual]
        kept = trimmed(example.expected)
        if kept and kept[-1] == ELISION:
            shown = [*shown[: len(kept) - 1], ELISION]
        blank = [""] * (len(example.expected) - len(kept))
        lines[example.at : example.at + len(example.expected)] = [*shown, *blank]
    return "\n".join(lines) + "\n"


def report(name: str, outcomes: list[Outcome]) -> str:
    """What differs, for a person; empty where nothing does."""
    parts = []
    for outcome in outcomes:
        if not outcome.agrees:
            expected, actual = "\n".join(outcome.example.expected), "\n".join(outcome.actual)
            parts.append(
                f"{name}:{outcome.example.at}: $ {outcome.example.command}\n"
                f"--- documented\n{expected}\n--- printed now\n{actual}\n"
            )
    return "\n".join(parts)


def documents() -> dict[Path, str]:
    """Every document, with what its examples print now."""
    found = {}
    for path in (ROOT / name for name in DOCUMENTS):
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as home:
            found[path] = rewritten(text, run_document(text, Path(home)), Path(home))
    return found
