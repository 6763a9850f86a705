"""A book from the text of `sqlite3 .dump`, which leaves out how a book and its version are known."""

import re
import shlex
import sqlite3
from pathlib import Path

import pytest

from amcli.storage.connection import VERSION
from tests.support import Cli


def dumped(book: Path, target: Path) -> Path:
    """The book as it comes back from its dump: every row, trigger and index, and neither of the numbers."""
    target.write_bytes(book.read_bytes())
    with sqlite3.connect(target) as db:
        db.execute("PRAGMA application_id = 0")
        db.execute("PRAGMA user_version = 0")
    db.close()
    return target


def test_a_book_from_a_dump_is_recognised_and_its_way_back_works(cli: Cli, tmp_path: Path) -> None:
    cli.ok("account", "add", "Acme Robotics")
    cli.ok("log", "acme-robotics", "Wants single sign-on")
    lost = dumped(cli.book, tmp_path / "it's lost.db")
    before = lost.read_bytes()
    code, out, err = cli("--book", str(lost), "account", "list")
    assert (code, out) == (6, "")
    assert "is an amcli book that lost its marks" in " ".join(err.split())
    assert lost.read_bytes() == before
    found = re.search(r"Set them again: (.*)", " ".join(err.split()))
    assert found is not None
    command, path, marks = shlex.split(found[1])
    assert (command, path) == ("sqlite3", str(lost))
    with sqlite3.connect(path) as db:
        db.executescript(marks)
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    db.close()
    assert "Acme Robotics" in cli.ok("--book", str(lost), "account", "list")
    assert cli.json("--book", str(lost), "doctor", "state:fault") == []


def test_restoring_a_book_from_a_dump_names_the_same_way(cli: Cli, tmp_path: Path) -> None:
    cli.ok("account", "add", "Acme Robotics")
    lost = dumped(cli.book, tmp_path / "lost.db")
    code, _, err = cli("restore", str(lost), "--yes")
    assert (code, "is an amcli book that lost its marks" in " ".join(err.split())) == (6, True)


@pytest.mark.parametrize(
    "tables",
    [
        "CREATE TABLE account(id)",
        "CREATE TABLE account(id); CREATE TABLE alembic_version(version_num); CREATE TABLE journal(id);"
        "CREATE TABLE txn(id); INSERT INTO alembic_version VALUES ('a1b2c3')",
    ],
    ids=["a table of the name", "another program's versions"],
)
def test_another_database_is_none(cli: Cli, tmp_path: Path, tables: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.executescript(tables)
    db.close()
    code, _, err = cli("--book", str(path), "account", "list")
    assert (code, "is a database, but not an amcli book" in " ".join(err.split())) == (6, True)
