"""`am --version --verbose`: what runs here, and which book it would open, without touching that."""

import platform
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from amcli import __version__
from amcli.storage.connection import VERSION
from tests.support import Cli

ASKED = ("--version", "--verbose")


def lines(cli: Cli, *argv: str) -> dict[str, str]:
    """Its lines, by the first word."""
    return dict(line.split(None, 1) for line in cli.ok(*argv).splitlines())  # type: ignore[misc]


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("argv", [ASKED, tuple(reversed(ASKED))], ids=" ".join)
def test_it_says_which_program_book_and_schema(office: Cli, argv: tuple[str, ...]) -> None:
    found = lines(office, *argv)
    assert list(found) == ["amcli", "python", "sqlite", "schema", "book", "settings"]
    assert (found["amcli"], found["schema"]) == (__version__, str(VERSION))
    assert found["python"] == platform.python_version()
    assert found["sqlite"] == sqlite3.sqlite_version
    assert found["book"].endswith(f"(schema {VERSION})")


def test_the_version_alone_is_one_line(office: Cli) -> None:
    assert office.ok("--version") == f"amcli {__version__}\n"


def test_no_book_is_no_failure(cli: Cli) -> None:
    cli.let_go()
    cli.book.unlink(missing_ok=True)
    assert lines(cli, *ASKED)["book"].endswith("(none yet)")
    assert not cli.book.exists()


@pytest.mark.parametrize(
    ("version", "said"),
    [(1, "(schema 1, upgraded when it is next opened)"), (99, "(schema 99, from a newer amcli)")],
)
def test_another_schema_is_said_and_left_as_it_is(office: Cli, version: int, said: str) -> None:
    office.let_go()
    set_version(office.book, version)
    before = office.book.read_bytes()
    assert lines(office, *ASKED)["book"].endswith(said)
    assert office.book.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"no book at all", b"SQLite format 3\0" + bytes(200)], ids=["text", "damaged"]
)
def test_what_is_no_book_is_said_in_one_line(office: Cli, content: bytes) -> None:
    office.let_go()
    office.book.write_bytes(content)
    assert lines(office, *ASKED)["book"].endswith("(not readable, see am doctor)")
    assert office.book.read_bytes() == content


def test_it_goes_with_the_version_alone(office: Cli) -> None:
    found = office("--verbose")
    assert (found.code, found.out) == (2, "")
    assert found.err == "am: --verbose goes with --version.\n    am --version --verbose\n"
    assert office("--verbose", "checkins").code == 2
