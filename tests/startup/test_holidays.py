"""The library of public holidays is loaded only where the configuration names a place and a day needs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forkserver import LONGEST
from tests.profiles import some
from tests.startup.test_imports import WATCHED
from tests.support import TODAY, Cli, clean_environment

UNTOUCHED = (
    [], ["checkins"], ["renewals"], ["risks"], ["show", "acme"], ["tasks"], ["find", "SSO"],
    ["timeline", "acme"], ["away", "tomorrow..+9d"], ["log", "acme", "Asked about SSO"], ["done", "t1"],
    ["stage", "acme", "verbal"], ["task", "add", "acme", "Without a day"], ["task", "list"], ["undo"],
    ["config", "get", "dates.order"],
)  # fmt: skip
NEEDED = (
    ["task", "add", "acme", "Call", "--due", "fri"],
    ["log", "acme", "Asked about SSO", "-n", "Send the quote", "-d", "fri"],
    ["snooze", "acme"],
    ["week"],
)


def fill(cli: Cli) -> None:
    cli.ok("account", "add", "Acme Robotics", "--code", "acme")
    cli.ok("contract", "add", "acme", "--value", "60k", "--starts", "2025-04-05", "--ends", "2026-04-04")
    cli.ok("task", "add", "acme", "Send SSO quote", "--due", "2026-02-20")


@pytest.fixture
def book(cli: Cli) -> Path:
    """One account with a contract and a task."""
    cli.once(fill).let_go()
    return cli.book


def loaded(book: Path, argv: list[str]) -> bool:
    """Whether a command loads the library."""
    notes = book.with_name("modules")
    notes.unlink(missing_ok=True)
    environ = clean_environment(book.parent) | {
        "AMCLI_BOOK": str(book),
        "AMCLI_CONFIG": str(book.with_name("config.toml")),
        "AMCLI_TODAY": TODAY,
    }
    environ |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(notes), *argv],
        env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done
    return "holidays" in notes.read_text(encoding="utf-8").split()


# Enough by day: every second; each has its modules watched in `test_imports.py` as well.
@pytest.mark.parametrize("argv", some(UNTOUCHED, 2), ids=" ".join)
def test_a_command_that_writes_no_due_date_does_not_load_it(book: Path, argv: list[str]) -> None:
    book.with_name("config.toml").write_text('[calendar]\nholidays = ["DE"]\n')
    assert not loaded(book, argv)


@pytest.mark.parametrize("argv", NEEDED, ids=" ".join)
def test_a_due_date_loads_it_only_where_a_place_is_configured(book: Path, argv: list[str]) -> None:
    config = book.with_name("config.toml")
    config.write_text('[calendar]\nworking_days = ["mon", "tue"]\n')
    assert not loaded(book, argv)
    config.write_text('[calendar]\nholidays = ["DE"]\n')
    assert loaded(book, argv)
