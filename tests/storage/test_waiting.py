"""A writer who has to wait says for whom, and goes on waiting: real processes that hold the lock."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amcli.errors import BookUnavailable
from amcli.storage import connection, failures, schema, waiting
from amcli.storage.opening import open_book
from tests.assistant.raw import hurried
from tests.forkserver import LONGEST, PROGRAM
from tests.support import Cli, clean_environment, rows_of

from .support import template

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a lock")
# A command of amcli that stops inside its transaction, as a large import that takes long.
STOPPING = """
import os, signal, sys
sys.argv[0] = {program!r}
from amcli.storage import connection
commit = connection.Book._refuse_falls
def stop(book, txn, bulk):
    os.kill(os.getpid(), signal.SIGSTOP)
    commit(book, txn, bulk)
connection.Book._refuse_falls = stop
from amcli.__main__ import main
main()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "book.db"
    shutil.copy(template("EUR"), place)
    Cli(tmp_path, place).ok("account", "add", "Acme")
    return place


def environ(path: Path) -> dict[str, str]:
    return clean_environment(path.parent) | {"AMCLI_BOOK": str(path), "AMCLI_TODAY": "2026-03-02"}


def start(path: Path, program: Path, *argv: str) -> "subprocess.Popen[str]":
    """A command that runs beside the test."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([program, *argv], env=environ(path), text=True, **streams)


def soon(path: Path) -> Path:
    """A program in a file: `am`, but that it soon says for whom it waits."""
    return hurried(path.with_name("soon"), "amcli.storage.failures", "SAY_SECONDS", 0.05)


@pytest.fixture
def holder(path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """`am` that was stopped while it holds the writer's lock; its command line is one of `am`."""
    am_of_its_own = path.with_name("am")
    am_of_its_own.write_text(STOPPING.format(program=str(PROGRAM)))
    words = [
        sys.executable,
        str(am_of_its_own),
        "--today",
        "2026-03-02",
        "account",
        "add",
        "Confidential Name",
    ]
    process = subprocess.Popen(words, env=environ(path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert os.WIFSTOPPED(os.waitpid(process.pid, os.WUNTRACED)[1])
    yield process
    process.send_signal(signal.SIGCONT)
    assert process.wait(timeout=LONGEST) == 0


@LINUX
def test_who_waits_for_a_command_says_for_which_and_gets_its_turn(
    path: Path, holder: "subprocess.Popen[bytes]"
) -> None:
    waits = start(path, soon(path), "log", "acme", "x")
    assert waits.stderr is not None
    said = waits.stderr.readline()
    assert said == f"am: waiting for am account add (process {holder.pid}), which is writing to the book.\n"
    holder.send_signal(signal.SIGCONT)
    out, err = waits.communicate(timeout=LONGEST)
    assert (waits.returncode, out, err) == (0, "n1\n", "")
    assert rows_of(path, "SELECT name FROM account") == [("Acme",), ("Confidential Name",)]


@LINUX
def test_a_command_that_never_ends_is_given_up_and_named(
    path: Path, holder: "subprocess.Popen[bytes]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "SAY_SECONDS", 0.05)
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(waiting, "LONGEST_SECONDS", 0.6)
    book, told = open_book(path, "test"), []
    book.tell = told.append
    words = rf"the book is busy: am account add \(process {holder.pid}\) has been writing to it for 1 s\."
    with pytest.raises(BookUnavailable, match=words), book.transaction():
        pytest.fail("the lock is another's")
    assert told == [f"waiting for am account add (process {holder.pid}), which is writing to the book."]
    assert book.db.execute("PRAGMA busy_timeout").fetchone()[0] == 100
    book.close()


def test_who_waits_for_another_program_says_so_and_gets_its_turn(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waits = start(path, soon(path), "log", "acme", "x")
    assert waits.stderr is not None
    assert waits.stderr.readline() == "am: waiting for another program, which is writing to the book.\n"
    other.execute("COMMIT")
    other.close()
    assert waits.communicate(timeout=LONGEST) == ("n1\n", "")
    assert waits.returncode == 0


def test_who_gets_the_lock_soon_says_nothing(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waits = start(path, PROGRAM, "log", "acme", "x")
    with pytest.raises(subprocess.TimeoutExpired):
        waits.wait(timeout=0.5)
    other.execute("COMMIT")
    other.close()
    assert waits.communicate(timeout=LONGEST) == ("n1\n", "")


def test_who_takes_turns_with_others_waits_as_long_as_they_get_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others who never leave a gap are waited for beyond the time after which one program is given up."""
    monkeypatch.setattr(failures, "SAY_SECONDS", 0.05)
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.4)
    others = [sqlite3.connect(path, isolation_level=None, check_same_thread=False) for _ in range(2)]
    others[0].execute("BEGIN IMMEDIATE")
    left, ended = [12], threading.Event()

    def another_turn() -> None:
        """One commits, and the other has the lock before anybody else."""
        left[0] -= 1
        others[0].execute("UPDATE account SET owner = coalesce(owner, '') || 'x'")
        others[0].execute("COMMIT")
        if left[0]:
            others[0].execute("BEGIN IMMEDIATE")
            threading.Timer(0.1, another_turn).start()
        else:
            ended.set()

    threading.Timer(0.1, another_turn).start()
    book = open_book(path, "test")
    with book.transaction():
        book.db.execute("UPDATE account SET tier = 'key'")
    assert ended.wait(LONGEST) or left[0] < 12
    book.close()
    for each in others:
        each.close()


LINES = {
    "1: POSIX  ADVISORY  WRITE 4711 00:1b:77 120 120": ["4711"],
    "2: POSIX  ADVISORY  WRITE 4711 00:1b:77 0 EOF": ["4711"],
    "2: POSIX  ADVISORY  WRITE 4711 00:1b:77 0 EOF ": ["4711"],
    "3: -> POSIX  ADVISORY  WRITE 4712 00:1b:77 120 120": [],
    "4: POSIX  ADVISORY  READ 4711 00:1b:77 120 120": [],
    "5: POSIX  ADVISORY  WRITE 4711 00:1b:78 120 120": [],
    "6: POSIX  ADVISORY  WRITE 4711 00:1b:77 121 128": [],
    "7: FLOCK  ADVISORY  WRITE 4711 00:1b:77 0 EOF": [],
    "8: OFDLCK ADVISORY  WRITE -1 00:1b:77 120 120": [],
    "": [],
}


def test_the_systems_table_of_locks_is_read() -> None:
    assert {line: waiting.writers(line.split(), "77") for line in LINES} == LINES


COMMANDS = {
    ("/usr/bin/python3", "/home/jo/.local/bin/am", "log", "acme", "in confidence"): "am log",
    ("/home/jo/.local/bin/am", "account", "merge", "acme", "acme-ltd"): "am account merge",
    ("python", "-m", "amcli", "--book", "mine.db", "import", "customers.csv"): "am import",
    ("python", "am", "--color=never", "done", "t1"): "am done",
    ("am",): "am",
    ("python", "job.py", "am"): None,
    ("sqlite3", "book.db"): None,
    (): None,
}


def test_a_command_is_named_without_what_it_is_about() -> None:
    found = {words: waiting.after_am(list(words)) for words in COMMANDS}
    said = {words: None if rest is None else waiting.command(rest) for words, rest in found.items()}
    assert said == COMMANDS


@LINUX
def test_a_restore_that_waits_says_for_whom_and_gets_its_turn(
    path: Path, holder: "subprocess.Popen[bytes]"
) -> None:
    copy = path.with_name("copy.db")
    shutil.copy(template("EUR"), copy)
    waits = start(path, soon(path), "restore", str(copy), "--yes")
    assert waits.stderr is not None
    said = waits.stderr.readline()
    assert said == f"am: waiting for am account add (process {holder.pid}), which is writing to the book.\n"
    holder.send_signal(signal.SIGCONT)
    out, err = waits.communicate(timeout=LONGEST)
    assert (waits.returncode, out) == (0, f"{path}\n")
    assert rows_of(path, "SELECT name FROM account") == []
    kept = Path(err.strip().removeprefix("am: the previous book: "))
    assert rows_of(kept, "SELECT name FROM account") == [("Acme",), ("Confidential Name",)]


@LINUX
def test_an_upgrade_that_waits_says_for_whom(
    path: Path,
    holder: "subprocess.Popen[bytes]",
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(failures, "SAY_SECONDS", 0.05)
    db = connection.connect(path)
    say = waiting.Turn.__init__

    def goes_on(turn: waiting.Turn, *rest: Any) -> None:
        say(turn, *rest)
        holder.send_signal(signal.SIGCONT)

    monkeypatch.setattr(waiting.Turn, "__init__", goes_on)
    assert schema.upgrade(db) == []
    db.close()
    said = capsys.readouterr().err
    assert said == f"am: waiting for am account add (process {holder.pid}), which is writing to the book.\n"
