"""How many statements each daily command asks of SQLite, with the day's state kept: at most what is
written down here, however many rows it shows."""

import shutil
from pathlib import Path

import pytest

from tests.support import TODAY, Cli, clean_environment, kept_open, made_once, run_program

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
    ("summary", "-o", "json"): 25,
    ("show", "acme", "-o", "json"): 35,
}


def make(folder: Path) -> None:
    """The sample book, its state and its words kept."""
    environ = clean_environment(folder) | {"AMCLI_TODAY": TODAY}
    assert run_program(["demo", str(folder / "book.db")], environ).code == 0
    shutil.copyfile(folder / "book.toml", folder / "config.toml")
    with kept_open(folder, folder / "book.db") as cli:
        cli.ok("today", "-o", "json")
        cli.ok("risks", "--all", "-o", "json")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "statements", make)


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
