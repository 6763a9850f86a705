"""Readers beside a writer. Many processes at once, and killed ones, are in `tests/torture`."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from .support import template

AM = [sys.executable, "-m", "amcli"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book with one account, in a state in which no process has opened it: no WAL yet."""
    place = tmp_path / "book.db"
    shutil.copy(template("EUR"), place)
    run(place, "account", "add", "Acme")
    db = sqlite3.connect(place)
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    assert list(tmp_path.iterdir()) == [place]
    return place


def environment(path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(path.parent),
        "AMCLI_BOOK": str(path),
        "AMCLI_TODAY": "2026-03-02",
    }


def run(path: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*AM, *argv], env=environment(path), capture_output=True, text=True, check=False)


def test_readers_go_on_while_somebody_writes(path):
    run(path, "log", "acme", "first")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE account SET owner = 'Jo'")
    result = run(path, "checkins", "--all", "-o", "ids")
    assert (result.returncode, result.stdout) == (0, "acme\n")
    writer.execute("ROLLBACK")
    writer.close()
