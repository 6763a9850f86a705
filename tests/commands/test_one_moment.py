"""Each report is of one moment: what others write while it is read is in none of it, or in all of it."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from amcli.storage import opening
from amcli.storage.connection import Book
from tests import forkserver
from tests.commands.every import REPORTS, Report, filled_in, name, referred
from tests.profiles import is_nightly
from tests.support import (
    TODAY,
    Cli,
    Result,
    clean_environment,
    rows_of,
    run_here,
    run_on_terminal,
    run_program,
)

Write = Callable[[sqlite3.Connection], object]


def upset(db: sqlite3.Connection) -> None:
    """Another program takes half of the accounts away, with all they have, and renames the others."""
    db.execute("DELETE FROM account WHERE id % 2 = 0 AND parent_id IS NULL")
    db.execute("UPDATE account SET name = 'Other ' || id, name_folded = 'other ' || id, tier = 'key'")
    db.execute("UPDATE contract SET notice_days = coalesce(notice_days, 0) + 1")
    db.execute("DELETE FROM task")


class Beside:
    """Opens the book as a command does, and writes to it when the command reads for the `at`th time."""

    def __init__(self, book: Path, write: Write, at: int) -> None:
        self.book, self.write, self.at = book, write, at
        self.read, self.wrote = 0, ""
        self.plain = opening.open_book

    def __call__(self, path: Path | str, command: str) -> Book:
        made = self.plain(path, command)
        made.db.set_trace_callback(self.asked)
        return made

    def asked(self, statement: str) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
            return
        self.read += 1
        if self.read == self.at:
            self.wrote = self.upset()

    def upset(self) -> str:
        """Write; what SQLite said against it."""
        try:
            with closing(sqlite3.connect(self.book, isolation_level=None)) as db:
                db.create_function("am_search_key", 1, lambda text: text, deterministic=True)
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("BEGIN IMMEDIATE")
                self.write(db)
                db.execute("COMMIT")
        except sqlite3.Error as error:
            return str(error)
        return "written"


def said(cli: Cli, argv: list[str]) -> Result:
    return run_here(argv, cli.environ("2026-03-02"), "", ())


@pytest.fixture(scope="module")
def known(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The records that stand for the placeholders."""
    folder = tmp_path_factory.mktemp("known")
    shutil.copyfile(sample_book, folder / "book.db")
    return referred(Cli(folder, folder / "book.db"))


EVERY = [each for each in REPORTS if "--dry-run" not in each.rest]  # what would change is tried with the lock
READS = EVERY if is_nightly() else list({each.path: each for each in reversed(EVERY)}.values())


@pytest.mark.parametrize("report", READS, ids=name)
def test_a_report_is_of_one_moment(
    report: Report, known: dict[str, str], cli: Cli, sample_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = filled_in(report, known)
    assert argv is not None
    cli.let_go()
    shutil.copyfile(sample_book, cli.book)
    expected = said(cli, argv)
    shutil.copyfile(sample_book, cli.book)
    beside = Beside(cli.book, upset, 2)
    monkeypatch.setattr(opening, "open_book", beside)
    assert said(cli, argv) == expected
    assert beside.read <= 1 or beside.wrote == "written"


def waits_in_an_editor(folder: Path, environ: dict[str, str], script: Path) -> Result:
    return run_program(["log", "acme", "-e"], environ | {"EDITOR": str(script)})


def waits_for_a_hook(folder: Path, environ: dict[str, str], script: Path) -> Result:
    assert run_program(["config", "set", "hooks.after-change", str(script)], environ).code == 0
    return run_program(["log", "acme", "said"], environ)


def waits_for_a_reader(folder: Path, environ: dict[str, str], script: Path) -> Result:
    for number in range(30):
        assert run_program(["task", "add", "acme", f"Task {number}"], environ).code == 0
    return run_on_terminal(["tasks"], environ | {"PAGER": str(script), "LINES": "10"}, 80, "")


@pytest.mark.parametrize("wait", [waits_in_an_editor, waits_for_a_hook, waits_for_a_reader])
def test_who_waits_for_somebody_holds_nothing_of_the_book(
    wait: Callable[[Path, dict[str, str], Path], Result], cli: Cli, tmp_path: Path
) -> None:
    """Another command empties the log meanwhile: a copy of the one file is all of the book."""
    cli.ref("account", "add", "Acme")
    cli.let_go()
    script, size = tmp_path / "script", tmp_path / "size"
    script.write_text(
        f'#!/bin/sh\n[ $# = 0 ] && cat > /dev/null\n[ $# = 0 ] || echo written > "$1"\n'
        f"AMCLI_HOOK=1 {forkserver.commands() / 'am'} log acme meanwhile > /dev/null\n"
        f"if [ -e {cli.book}-wal ]; then stat -c %s {cli.book}-wal; else echo 0; fi >> {size}\n"
    )
    script.chmod(0o755)
    found = wait(tmp_path, clean_environment(tmp_path) | cli.environ(TODAY), script)
    assert found.code == 0, found
    assert size.read_text() == "0\n"
    assert ("meanwhile",) in rows_of(cli.book, "SELECT summary FROM interaction")
