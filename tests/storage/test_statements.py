"""How many statements each daily command asks of SQLite, with the day's state kept: at most what is
written down here, however many rows it shows."""

import shutil
from pathlib import Path

import pytest

from tests.support import Cli, kept_open

MOST = {
    ("today",): 21,
    ("today", "-o", "json"): 56,
    ("next", "-o", "ids"): 55,
    ("checkins", "-o", "json"): 9,
    ("renewals", "-o", "json"): 9,
    ("risks", "-o", "json"): 15,
    ("tasks", "-o", "json"): 5,
    ("week", "-o", "json"): 18,
    ("portfolio", "-o", "json"): 14,
    ("forecast", "-o", "json"): 15,
    ("metrics", "-o", "json"): 10,
    ("digest", "-o", "json"): 25,
    ("show", "acme", "-o", "json"): 35,
}


@pytest.fixture(scope="module")
def book(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book, its state and its words kept."""
    folder = tmp_path_factory.mktemp("statements")
    shutil.copyfile(sample_book, folder / "book.db")
    shutil.copyfile(sample_book.with_suffix(".toml"), folder / "config.toml")
    with kept_open(folder, folder / "book.db") as cli:
        cli.ok("today", "-o", "json")
        cli.ok("risks", "--all", "-o", "json")
    return folder


def asked(cli: Cli, *argv: str, tty: bool = False) -> int:
    """The statements of a command on a connection that is open already."""
    assert cli.lent is not None
    cli.ok("tasks", "-o", "ids")
    found: list[str] = []
    assert cli.lent.db is not None
    cli.lent.db.set_trace_callback(found.append)
    try:
        assert cli(*argv, tty=tty).code in (0, 10)
    finally:
        cli.lent.db.set_trace_callback(None)
    # Nothing is asked by a pragma, nor by what begins and ends the one moment that a command reads.
    return len([each for each in found if not each.startswith("PRAGMA") and each not in ("BEGIN", "COMMIT")])


@pytest.mark.parametrize("argv", MOST, ids=" ".join)
def test_a_daily_command_asks_no_more_than_is_written_down(
    book: Path, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    for name in ("book.db", "config.toml"):
        shutil.copyfile(book / name, tmp_path / name)
    with kept_open(tmp_path, tmp_path / "book.db") as cli:
        assert asked(cli, *argv, tty=argv == ("today",)) <= MOST[argv]
