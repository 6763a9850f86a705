"""Many processes at once, and processes killed at any moment: nothing lost, nothing half written."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.forkserver import LONGEST

from .support import template

WRITERS = 40
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


def start(path: Path, *argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*AM, *argv],
        env=environment(path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def check(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO search(search) VALUES ('integrity-check')")
    assert db.execute("SELECT txn FROM session").fetchall() == [(None,)]
    return db


def test_forty_writers_on_a_book_that_none_has_opened_lose_nothing(path):
    writers = [
        start(path, "log", "acme", f"call number {number}", "-n", f"task {number}")
        for number in range(WRITERS)
    ]
    outcomes = [(writer.communicate(timeout=LONGEST), writer.returncode) for writer in writers]
    assert [(err, code) for (_, err), code in outcomes if code or err] == []
    assert sorted(out.strip() for (out, _), _ in outcomes) == sorted(
        f"n{number}" for number in range(1, WRITERS + 1)
    )
    db = check(path)
    assert db.execute("SELECT count(*) FROM interaction").fetchone()[0] == WRITERS
    assert db.execute("SELECT count(*) FROM task").fetchone()[0] == WRITERS
    assert db.execute("SELECT count(*) FROM txn").fetchone()[0] == WRITERS + 1
    db.close()


def test_a_log_killed_at_any_moment_leaves_a_book_that_holds_all_that_was_confirmed(path):
    dice = random.Random(7)
    began = time.perf_counter()
    run(path, "log", "acme", "warm up")
    length = time.perf_counter() - began
    confirmed = {"n1"}
    for number in range(24):
        process = start(path, "log", "acme", f"call {number}", "-n", f"task {number}")
        time.sleep(dice.uniform(0.3, 1.1) * length)
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        if process.returncode == 0:
            confirmed.add(out.strip())
    result = run(path, "log", "acme", "afterwards")
    assert result.returncode == 0
    db = check(path)
    found = {f"n{row}" for (row,) in db.execute("SELECT id FROM interaction")}
    assert confirmed | {result.stdout.strip()} <= found
    with_task = {row for (row,) in db.execute("SELECT interaction_id FROM task")}
    calls = {row for (row,) in db.execute("SELECT id FROM interaction WHERE summary LIKE 'call %'")}
    assert with_task == calls
    db.close()


def test_readers_go_on_while_somebody_writes(path):
    run(path, "log", "acme", "first")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE account SET owner = 'Jo'")
    result = run(path, "checkins", "--all", "-o", "ids")
    assert (result.returncode, result.stdout) == (0, "acme\n")
    writer.execute("ROLLBACK")
    writer.close()
