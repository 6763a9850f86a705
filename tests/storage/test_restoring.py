"""Copies and restores while other processes read, write and are killed: one book or the other, whole."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amcli.errors import BookUnavailable
from amcli.storage import backups, restoring
from amcli.storage.connection import connect
from tests.forkserver import LONGEST
from tests.profiles import some
from tests.support import clean_environment, rows_of, run_program

from .support import template

AM = [sys.executable, "-m", "amcli"]
ROWS = 20_000
MORE_THAN_ITS_CACHE = 100_000  # so that pages reach the log before the end


def start(path: Path, *argv: str, **options: Any) -> "subprocess.Popen[str]":
    environ = {"PATH": os.environ["PATH"], "HOME": str(path.parent), "AMCLI_BOOK": str(path)}
    return subprocess.Popen(
        [*AM, *argv], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, **options,
    )  # fmt: skip


def am(path: Path, *argv: str) -> tuple[int, str, str]:
    """A process that a server forks, where nothing is asked of how it starts."""
    return run_program(list(argv), clean_environment(path.parent) | {"AMCLI_BOOK": str(path)})


def names(path: Path) -> list[str]:
    """The accounts, from a file that must be sound."""
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return [name for (name,) in db.execute("SELECT name FROM account ORDER BY id")]
    finally:
        db.close()


def hidden(path: Path) -> list[str]:
    """Drafts that were left behind."""
    return [each.name for folder in (path.parent, path.parent / "backups") for each in folder.glob(".book*")]


def fill(path: Path, rows: int) -> None:
    """Make a book large enough that copying it takes a moment."""
    db = sqlite3.connect(path)
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        " INSERT INTO setting(key, value) SELECT 'filler.' || i, hex(randomblob(100)) FROM n",
        (rows,),
    )
    db.commit()
    db.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book with an account, in a folder of its own."""
    return first_book(tmp_path)


def first_book(folder: Path) -> Path:
    """A book with an account, in a home within a folder."""
    place = folder / "home" / "book.db"
    place.parent.mkdir()
    shutil.copy(template("EUR"), place)
    assert am(place, "account", "add", "First")[0] == 0
    return place


def copied(path: Path, rows: int) -> Path:
    """A copy of a book of some size, which has a second account since."""
    fill(path, rows)
    code, out, _ = am(path, "backup")
    assert code == 0
    assert am(path, "account", "add", "Second")[0] == 0
    return Path(out.strip())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a book that has a second account since it was copied, and the copy; made once."""
    place = first_book(tmp_path_factory.mktemp("two"))
    copied(place, ROWS)
    return place.parent


@pytest.fixture
def two_books(made: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Such a home of its own: the book and the copy."""
    home = shutil.copytree(made, tmp_path / "home")
    (copy,) = (home / "backups").iterdir()
    return home / "book.db", copy


def test_a_copy_holds_what_was_committed_while_another_process_writes(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE account SET owner = 'Unfinished'")
    code, out, err = am(path, "backup")
    assert (code, err) == (0, "")
    writer.execute("ROLLBACK")
    writer.close()
    copy = sqlite3.connect(out.strip())
    assert copy.execute("SELECT name, owner FROM account").fetchall() == [("First", None)]
    copy.close()


def test_a_copy_is_one_file_that_its_owner_alone_can_read(path: Path) -> None:
    _, out, _ = am(path, "backup")
    (made,) = (path.parent / "backups").iterdir()
    assert str(made) == out.strip()
    assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert made.read_bytes()[18:20] == b"\x01\x01"  # it needs no log beside it


def test_copies_made_at_once_are_all_there_and_sound(path: Path) -> None:
    every = [start(path, "backup") for _ in range(3)]
    made = [each.communicate(timeout=LONGEST)[0].strip() for each in every]
    assert len(set(made)) == 3
    assert [names(Path(each)) for each in made] == [["First"]] * 3


def test_copies_are_made_while_somebody_logs_and_each_is_a_moment_of_the_book(path: Path) -> None:
    writers = [start(path, "account", "add", f"Account {number}") for number in range(8)]
    made = [am(path, "backup")[1].strip() for _ in range(3)]
    outcomes = [(each.communicate(timeout=LONGEST)[1], each.returncode) for each in writers]
    assert outcomes == [("", 0)] * len(writers)
    held = [set(names(Path(each))) for each in made]
    assert held[0] <= held[1] <= held[2] <= set(names(path))


def test_a_restore_killed_at_any_moment_leaves_one_book_or_the_other(two_books: tuple[Path, Path]) -> None:
    path, copy = two_books
    dice = random.Random(11)
    aside = path.parent / "aside.db"
    shutil.copy(copy, aside)
    began = time.perf_counter()
    process = start(path, "restore", str(aside), "--yes")
    process.communicate(timeout=LONGEST)
    length = time.perf_counter() - began
    assert process.returncode == 0
    found = set()
    # Enough by day: at once, early, and in each quarter; the moment of writing is tried by itself below.
    for number in some(range(12), 3):
        if names(path) == ["First"]:
            assert am(path, "account", "add", "Second")[0] == 0
        process = start(path, "restore", str(aside), "--yes")
        time.sleep(length * 0.09 * number * dice.uniform(0.95, 1.05))  # the first at once: it changes nothing
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        held = tuple(names(path))
        assert held in (("First",), ("First", "Second"))
        found.add(held)
        assert am(path, "account", "list")[0] == 0
    assert ("First", "Second") in found


def test_a_restore_killed_while_it_writes_leaves_the_book_before(path: Path) -> None:
    copy = copied(path, MORE_THAN_ITS_CACHE)
    killed = f"""
import os, signal, sys
from pathlib import Path
from amcli.storage import restoring
def deadly(*_):
    def step(code, remaining, total):
        if 0 < remaining < restoring.PAGES:
            os.kill(os.getpid(), signal.SIGKILL)
    return step
restoring.patience = deadly
path, copy = Path({str(path)!r}), Path({str(copy)!r})
with restoring.opened(copy, path) as source:
    restoring.restore(source, copy, path)
"""
    done = subprocess.run([sys.executable, "-c", killed], check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert Path(f"{path}-wal").stat().st_size > 1_000_000
    assert names(path) == ["First", "Second"]
    assert am(path, "restore", copy.name, "--yes")[0] == 0
    assert names(path) == ["First"]


def test_a_reader_sees_the_book_before_to_its_end_and_the_other_one_after(
    two_books: tuple[Path, Path],
) -> None:
    path, copy = two_books
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM account").fetchone() == (2,)
    assert am(path, "restore", copy.name, "--yes")[0] == 0
    assert reader.execute("SELECT count(*) FROM account").fetchone() == (2,)
    reader.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM account").fetchone() == (1,)
    reader.execute("UPDATE account SET owner = 'Jo'")
    reader.close()
    assert names(path) == ["First"]


@pytest.mark.parametrize("often", [1, restoring.TRIES + 5], ids=["once", "each time"])
def test_what_is_written_between_the_copy_of_the_present_book_and_the_change_is_in_the_copy(
    two_books: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, often: int
) -> None:
    path, copy = two_books
    outcomes = []

    def back_up_before_a_writer(*argv: Any, **options: Any) -> Any:
        made = backups.back_up(*argv, **options)
        writer = sqlite3.connect(path, isolation_level=None, timeout=0)
        try:
            if len(outcomes) < often:
                writer.execute("UPDATE account SET owner = coalesce(owner, '') || 'x' WHERE name = 'Second'")
            outcomes.append("written")
        except sqlite3.OperationalError as error:
            outcomes.append(str(error))
        writer.close()
        return made

    monkeypatch.setattr(restoring, "back_up", back_up_before_a_writer)
    with restoring.opened(copy, path) as source:
        before = restoring.restore(source, copy, path)
    tries = min(often, restoring.TRIES)
    assert outcomes == ["written"] * tries + (["written"] if often == 1 else ["database is locked"])
    assert names(path) == ["First"]
    assert before is not None
    assert rows_of(before.path, "SELECT owner FROM account WHERE name = 'Second'") == [("x" * tries,)]
    assert len(backups.backups(path)) == 2


def test_what_others_log_during_a_restore_is_in_the_copy_or_in_the_book(two_books: tuple[Path, Path]) -> None:
    path, copy = two_books
    writers = [start(path, "account", "add", f"Account {number}") for number in range(8)]
    assert am(path, "restore", copy.name, "--yes")[0] == 0
    assert [(each.communicate(timeout=LONGEST)[1], each.returncode) for each in writers] == [("", 0)] * 8
    held = {*names(path), *names(backups.backups(path)[0].path)}
    assert held == {"First", "Second", *(f"Account {number}" for number in range(8))}


def test_a_restore_waits_for_a_writer_and_then_says_that_the_book_is_busy(
    two_books: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = two_books
    monkeypatch.setattr("amcli.storage.failures.WAIT_SECONDS", 0.05)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with restoring.opened(copy, path) as source, pytest.raises(BookUnavailable, match="the book is busy"):
        restoring.restore(source, copy, path)
    writer.execute("ROLLBACK")
    writer.close()
    assert names(path) == ["First", "Second"]


def test_a_book_of_other_pages_is_restored(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(path, other)
    db = sqlite3.connect(other)
    db.execute("PRAGMA journal_mode = DELETE").fetchone()
    db.execute("PRAGMA page_size = 16384")
    db.execute("VACUUM")
    db.close()
    assert am(path, "account", "add", "Second")[0] == 0
    code, _, err = am(path, "restore", str(other), "--yes")
    assert code == 0, err
    assert names(path) == ["First"]


def limited(size: int) -> Callable[[], None]:
    """A disk on which no file grows beyond a size."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (("backup",), "am: couldn't make a backup: "),
        (("restore", "--yes"), "can't be checked: no room for a copy of it in the temporary folder. "),
    ],
    ids=["backup", "restore"],
)
def test_a_disk_too_full_for_a_copy_loses_nothing(
    two_books: tuple[Path, Path], verb: tuple[str, ...], said: str
) -> None:
    path, copy = two_books
    before = sorted((path.parent / "backups").iterdir())
    process = start(path, *verb, preexec_fn=limited(copy.stat().st_size // 2))
    out, err = process.communicate(timeout=LONGEST)
    assert (process.returncode, out) == (6, "")
    assert said in " ".join(err.split())
    assert sorted((path.parent / "backups").iterdir()) == before
    assert names(path) == ["First", "Second"]
    assert hidden(path) == []


def test_a_backup_killed_in_the_middle_leaves_no_copy_and_its_draft_goes_later(
    two_books: tuple[Path, Path],
) -> None:
    path, copy = two_books
    folder = path.parent / "backups"
    draft, mine = folder / f".{path.name}.99999.copy", folder / ".mine.99999.copy"
    for each in (draft, mine):
        each.write_bytes(b"half a book")
        os.utime(each, (0, 0))
    assert [each.path for each in backups.backups(path)] == [copy]
    assert am(path, "backup")[0] == 0
    assert (draft.exists(), mine.exists()) == (False, True)


def test_the_copy_before_the_restore_never_drops_the_file_that_is_restored(path: Path) -> None:
    made = [am(path, "backup")[1].strip() for _ in range(3)]
    assert am(path, "restore", made[0], "--yes")[0] == 0
    assert Path(made[0]).exists()
    assert len(backups.backups(path)) == 4


def test_a_source_is_not_touched(two_books: tuple[Path, Path]) -> None:
    path, copy = two_books
    before = copy.read_bytes()
    with restoring.opened(copy, path) as source, pytest.raises(sqlite3.OperationalError, match="readonly"):
        source.execute("DELETE FROM account")
    connect(copy).close()
    assert am(path, "restore", copy.name, "--yes")[0] == 0
    assert copy.read_bytes() == before
