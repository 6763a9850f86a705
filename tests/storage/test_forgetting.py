"""Forgetting in the file itself: killed at any moment, beside other processes, or before the last step."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from amcli.errors import Refused
from amcli.storage import failures, forgetting, journal, schema
from amcli.storage.connection import Book, connect, prepare
from amcli.storage.opening import open_book
from amcli.storage.subjects import Subject
from tests.forkserver import LONGEST
from tests.profiles import is_nightly
from tests.support import Cli, Result, migrations_until, run_program

from .support import account, add, outside

AM = [sys.executable, "-m", "amcli"]
MARK = b"quuxley"


def environment(path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "HOME": str(path.parent),
        "AMCLI_BOOK": str(path),
        "AMCLI_TODAY": "2026-03-02",
    }


def start(path: Path, *argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*AM, *argv],
        env=environment(path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(path: Path, *argv: str) -> Result:
    return run_program(list(argv), environment(path))


@pytest.fixture
def path(book: Path, tmp_path: Path) -> Path:
    """A book with Zelda, who is in a hundred talks, and a backup of it."""
    cli = Cli(tmp_path, book)
    cli.ok("account", "add", "Acme")
    cli.ok("contact", "add", "acme", "Zelda Quuxley", "--email", "zelda@quuxley.example")
    rows = "".join(f"acme,call {number} with Zelda Quuxley,zelda quuxley\n" for number in range(100))
    cli("log", "--stdin", stdin=f"account,text,with\n{rows}")
    cli.ok("backup")
    return book


def held(path: Path) -> bytes:
    """All bytes of the book and what SQLite lays beside it."""
    files = (path.with_name(f"{path.name}{suffix}") for suffix in ("", "-wal", "-shm"))
    return b"".join(each.read_bytes().lower() for each in files if each.exists())


def test_killed_at_any_moment_the_book_is_as_before_or_as_after(path: Path) -> None:
    dice = random.Random(11)
    began = time.perf_counter()
    first = start(path, "forget", "p1", "--dry-run")
    first.communicate()
    assert first.returncode == 0
    length = time.perf_counter() - began
    whole = {each: each.read_bytes() for each in path.parent.rglob("*.db")}
    seen = set()
    many = 60 if is_nightly() else 7  # enough by day: once in each seventh of its time, beyond both ends
    for at in range(many):
        for each in path.parent.rglob("*.db*"):
            each.unlink()
        for each, content in whole.items():
            each.write_bytes(content)
        process = start(path, "forget", "p1", "--yes", "--backups")
        time.sleep((0.3 + 1.1 * (at + dice.random()) / many) * length)  # in each part of it once
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        db = sqlite3.connect(path)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT txn FROM session").fetchall() == [(None,)]
        people = db.execute("SELECT count(*) FROM contact").fetchone()[0]
        named = db.execute("SELECT count(*) FROM interaction WHERE summary LIKE '%Quuxley%'").fetchone()[0]
        links = db.execute("SELECT count(*) FROM interaction_contact").fetchone()[0]
        db.close()
        assert (people, named, links) in {(1, 100, 100), (0, 0, 0)}
        seen.add(people)
        for each in (path.parent / "backups").glob("*.db"):
            copy = sqlite3.connect(each)
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            copy.close()
        again = run(path, *(["forget", "p1", "--yes", "--backups"] if people else ["forget"]))
        assert again.code in (0, 2), again
        assert MARK not in held(path)
        for each in (path.parent / "backups").iterdir():
            assert MARK not in each.read_bytes().lower(), each.name
    assert 1 in seen


def test_others_write_meanwhile_and_nothing_of_theirs_is_lost(path: Path) -> None:
    writers = [start(path, "log", "acme", f"talk {number}") for number in range(10)]
    forgetter = start(path, "forget", "p1", "--yes")
    second = start(path, "forget", "p1", "--yes")
    for each in (*writers, forgetter, second):
        each.communicate(timeout=LONGEST)
    assert [each.returncode for each in writers] == [0] * 10
    assert sorted([forgetter.returncode, second.returncode]) in ([0, 3], [0, 0])
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM interaction WHERE summary LIKE 'talk %'").fetchone() == (10,)
    assert db.execute("SELECT count(*) FROM contact").fetchone() == (0,)
    db.close()
    assert run(path, "forget").code in (0, 2)
    assert MARK not in held(path)


def test_the_write_ahead_log_of_a_reader_is_told_and_cleared_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.2)
    cli = Cli(path.parent, path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM contact").fetchone()
    found = cli("forget", "p1", "--yes")
    assert found.code == 0
    assert "another program reads the book as it was" in found.err
    reader.execute("ROLLBACK")
    reader.close()
    done = cli("forget")
    assert (done.code, done.err) == (0, "")
    assert MARK not in held(path)
    assert cli("forget").code == 2


def test_pages_that_were_free_before_hold_nothing_either(path: Path) -> None:
    db = connect(path)
    for _ in range(20):
        db.execute("UPDATE contact SET notes = ?", (f"Quuxley {'x' * 20_000}",))
        db.execute("UPDATE contact SET notes = NULL")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    assert run(path, "forget", "p1", "--yes").code == 0
    assert MARK not in held(path)


@pytest.mark.parametrize(("words", "code"), [((), 0), (("p1", "--yes"), 3), (("acme", "--yes"), 0)])
def test_the_next_time_does_a_last_step_that_failed(
    path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int
) -> None:
    def cut_short(db: sqlite3.Connection) -> bool:
        raise KeyboardInterrupt

    cli = Cli(path.parent, path)
    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "sweep", cut_short)
        assert cli("forget", "p1", "--yes").code != 0
    assert cli("contact", "list", "-o", "ids").out == ""
    assert cli("forget", *words).code == code
    assert MARK not in held(path)


@pytest.mark.usefixtures("migrated_always")
def test_an_older_book_has_forgotten_nobody_and_can_forget_who_was_there(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch()
    older = connect(path)
    prepare(older)
    schema.upgrade(older, migrations_until(13, tmp_path / "migrations"), 13)
    account(older, "Acme")
    with Book("old.db", older, "contact add acme 'Zelda Quuxley'").transaction():
        add(older, "contact", account_id=1, name="Zelda Quuxley")
    with Book("old.db", older, "contact edit p1 --notes quuxley").transaction():
        older.execute("UPDATE contact SET notes = 'quuxley'")
    older.close()
    book = open_book(path, "forget")
    assert book.db.execute("SELECT count(*) FROM forgotten").fetchone()[0] == 0
    with book.transaction() as txn:
        erased = forgetting.erase(book.db, txn, Subject(book.db, "contact", [1], ()), "2026-03-02")
    assert erased.changes == [2, 3]
    assert forgetting.sweep(book)
    assert MARK not in path.read_bytes().lower()
    for change in erased.changes:
        with pytest.raises(Refused, match="it held somebody who was forgotten on 2026-03-02"):
            journal.undo(book, change)
    book.close()


def test_any_other_program_still_writes_to_the_book(path: Path) -> None:
    assert run(path, "forget", "p1", "--yes").code == 0
    db = outside(path)
    db.execute("UPDATE account SET owner = 'Kim'")
    assert db.execute("SELECT command FROM txn ORDER BY id DESC LIMIT 1").fetchone()[0]
    db.close()
