"""`am undo` works after what usually breaks such things: a crash, an upgrade, a restore."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from amcli.storage import schema
from amcli.storage.connection import VERSION, Book, connect, prepare
from tests.forkserver import LONGEST
from tests.support import Cli, clean_environment, dump, migrations_until

from .support import account, add

# Ends this process at once, with nothing closed, when it has committed so many changes of the book.
CRASH = """
import os, signal, sys
from amcli.storage import connection
finish = connection.Book.finish
connection.Book.finish = lambda book: os.kill(os.getpid(), signal.SIGKILL)
from amcli.__main__ import main
main()
"""


def crash(cli: Cli, *argv: str) -> None:
    """A command that is killed right after its commit: its change is in the log, not yet in the file."""
    cli.let_go()
    environ = {**clean_environment(cli.folder), **cli.environ("2026-03-02")}
    found = subprocess.run(
        [sys.executable, "-c", CRASH, *argv], env=environ, capture_output=True, timeout=LONGEST, check=False
    )
    assert found.returncode == -signal.SIGKILL
    assert os.path.getsize(f"{cli.book}-wal") > 0


def test_after_a_crash_the_change_before_it_is_undone_and_redone(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    cli.ok("log", "acme", "Hello")
    before = dump(cli.book)
    crash(cli, "account", "edit", "acme", "--region", "EMEA")
    changed = dump(cli.book)
    assert changed != before
    assert [row["after"] for row in cli.json("undo", "--dry-run")] == [None]
    cli.ok("undo")
    assert dump(cli.book) == before
    cli.ok("redo")
    assert dump(cli.book) == changed
    crash(cli, "undo")
    assert dump(cli.book) == before
    crash(cli, "redo")
    assert dump(cli.book) == changed


@pytest.mark.usefixtures("migrated_always")
@pytest.mark.parametrize("version", [8, 10, VERSION - 1])
def test_after_an_upgrade_changes_of_the_older_version_are_undone(
    cli: Cli, tmp_path: Path, version: int
) -> None:
    cli.let_go()
    for end in ("", "-wal", "-shm"):
        Path(f"{cli.book}{end}").unlink(missing_ok=True)
    cli.book.touch()
    db = connect(cli.book)
    prepare(db)
    schema.upgrade(db, migrations_until(version, tmp_path / "migrations"), version)
    book = Book(cli.book, db, "account add Acme")
    with book.transaction():
        acme = account(db, "Acme")
        add(db, "contact", account_id=acme, name="Jane")
        add(db, "contract", account_id=acme, starts_on="2026-01-01", ends_on="2026-12-31")
    book.command = "account edit acme --region EMEA"
    with book.transaction():
        db.execute("UPDATE account SET region = 'EMEA'")
    book.command = "contact rm p1"
    with book.transaction():
        db.execute("DELETE FROM contact")
    db.close()
    assert cli.json("account", "list")[0]["region"] == "EMEA"
    assert len(list((cli.folder / "backups").glob("*-upgrade.db"))) == 1
    assert [row["command"] for row in cli.json("undo", "--list")][-3:] == [
        "contact rm p1", "account edit acme --region EMEA", "account add Acme",
    ]  # fmt: skip
    states = [dump(cli.book)]
    for kind in ("contact", "account", "contract"):
        assert kind in {row["kind"] for row in cli.json("undo", "--dry-run")} or kind == "contract"
        cli.ok("undo")
        states.append(dump(cli.book))
    assert cli.json("account", "list", "--all") == []
    for state in reversed(states[:-1]):
        cli.ok("redo")
        assert dump(cli.book) == state


def test_after_a_restore_what_the_backup_holds_is_undone(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    before = dump(cli.book)
    cli.ok("account", "edit", "acme", "--region", "EMEA")
    changed = dump(cli.book)
    cli.ok("backup")
    cli.ok("account", "rm", "acme", "--yes")
    cli("restore", "--yes")
    assert dump(cli.book) == changed
    assert cli.json("undo", "--list")[0]["command"] == "account edit acme --region EMEA"
    cli.ok("undo")
    assert dump(cli.book) == before
    cli.ok("redo")
    assert dump(cli.book) == changed


def test_after_a_damaged_book_was_restored_what_the_backup_holds_is_undone(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    before = dump(cli.book)
    cli.ok("log", "acme", "Hello", "-n", "Call again")
    cli.ok("backup")
    cli.let_go()
    size = cli.book.stat().st_size
    with cli.book.open("r+b") as file:
        file.write(b"\0" * (size // 2))
    assert cli("undo").code == 6
    assert cli("restore", "--yes").code == 0
    cli.ok("undo")
    assert dump(cli.book) == before
    shutil.rmtree(cli.folder / "backups", ignore_errors=True)
    with sqlite3.connect(cli.book) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()
