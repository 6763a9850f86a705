"""What completion is tried on: the office of the commands' tests with more in it, a book full of traps, and
real shells."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import office, office_book
from tests.commands.test_hostile_names import NAMES
from tests.commands.writes import OFFICE
from tests.completion.shell import Shell
from tests.docs.commands import ROOT
from tests.support import kept_open

__all__ = ["office", "office_book"]

Start = Callable[..., Shell]
FOLDER = ROOT / "completions"

# What a shell would obey, were it ever read as a command.
TRAPS = {
    "substitution": "Trap $(touch pwned) one",
    "backticks": "Trap `touch pwned` two",
    "ends": "Trap three'; touch pwned; \"; touch pwned #",
    "globs": "Trap * ? [a-z] ~ {a,b}",
    "pipe": "Trap | touch pwned & touch pwned",
    "expansion": "Trap ${x:=$(touch pwned)} $HOME !! \\",
    "arithmetic": "Trap a[$(touch pwned)]",
}
MORE = (
    ("account", "add", "云杉木业"),
    ("account", "add", "Żółw Zabawki"),
    ("account", "add", "شركة النور"),
    ("account", "add", "Microbots", "--code", "acme-two"),
    ("contact", "add", "acme", "Ömer Ak"),
    ("product", "add", "Support Plus"),
    ("product", "add", "Suite: Pro"),
    ("task", "add", "acton", "Call about the glass"),
    ("task", "add", "acton", "Long since done"),
    ("done", "t3"),
    ("goal", "add", "acme", "Halve the downtime"),
    ("goal", "add", "acme", "Half of it all"),
    ("goal", "met", "g2"),
    ("usage", "add", "acme", "seats", "40"),
    ("contract", "add", "acme", "--product", "Support Plus", "--value", "6k", "--ends", "2027-01-31"),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with more in it."""
    folder = tmp_path_factory.mktemp("book")
    shutil.copyfile(template, folder / "book.db")
    with kept_open(folder, folder / "book.db") as cli:
        for argv in (*OFFICE, *MORE):
            assert cli(*argv).code == 0, argv
    return folder / "book.db"


@pytest.fixture(scope="module")
def trapped(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which everything is named to harm: a terminal, or the shell it is completed in."""
    folder = tmp_path_factory.mktemp("trapped")
    shutil.copyfile(template, folder / "book.db")
    with kept_open(folder, folder / "book.db") as cli:
        for number, name in enumerate((*NAMES.values(), *TRAPS.values()), 1):
            x = f"x{number}"
            for argv in (
                ["account", "add", "--code", x, "--", name],
                ["contact", "add", "--", "x1", name],
                ["task", "add", "--", x, name],
                ["goal", "add", "--", x, name],
                ["product", "add", "--", name],
                ["contract", "add", x, "--product", name, "--value", "5k", "--ends", "2026-04-04"],
                ["log", "--", x, f"{name}\nand a second line $(touch pwned)"],
            ):
                assert cli(*argv).code == 0, argv
    return folder / "book.db"


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start shells, and end them."""
    started = []

    def start(kind: type[Shell], environ: dict[str, str], more: str = "", home: Path | None = None) -> Shell:
        started.append(kind(home or tmp_path_factory.mktemp("shell"), environ, more))
        return started[-1]

    yield start
    for each in started:
        each.close()
