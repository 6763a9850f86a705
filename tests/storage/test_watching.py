"""A book that is watched for a long time, while this process and others open it, write to it and end."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from amcli.storage import held
from amcli.storage.connection import connect
from amcli.storage.opening import is_rollup, open_book
from amcli.storage.watching import Watch
from tests.support import TODAY, Cli, Result
from tests.team.rollups import roll_up


@pytest.fixture
def watched(sample: Cli) -> Path:
    sample.let_go()
    return sample.book


def log_of(book: Path) -> Path:
    return Path(f"{book}-wal")


def test_it_sees_each_change_of_another_process_and_keeps_its_log(
    watched: Path, am: Callable[..., Result]
) -> None:
    """The one that ends last would delete the log, and what is written afterwards would be in no file."""
    env = {"AMCLI_BOOK": str(watched), "AMCLI_TODAY": TODAY}
    watch = Watch(watched)
    seen = [watch.look()]
    for text in ("one", "two", "three"):
        open_book(watched, "ui").db.close()
        assert am("log", "acme", text, env=env).code == 0
        assert log_of(watched).exists()
        seen.append(watch.look())
        assert watch.look() == seen[-1]
    assert len(set(seen)) == len(seen)
    watch.close()
    assert not log_of(watched).exists()


def test_what_this_process_writes_beside_others_is_in_the_book(
    watched: Path, am: Callable[..., Result]
) -> None:
    env = {"AMCLI_BOOK": str(watched), "AMCLI_TODAY": TODAY}
    with closing(connect(watched)) as first:
        first.execute("SELECT 1 FROM account").fetchone()  # from here on it has its lock
        with closing(open_book(watched, "ui").db) as second:
            for text in ("one", "two"):
                assert am("log", "acme", text, env=env).code == 0
                assert log_of(watched).exists()
                second.execute("UPDATE account SET notes = ? WHERE code = 'acton'", (text,))
    with closing(connect(watched)) as db:
        assert db.execute("SELECT notes FROM account WHERE code = 'acton'").fetchone()[0] == "two"
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_file_is_held_as_long_as_a_connection_has_it(watched: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"x")
    before = len(held.held)
    with closing(connect(watched)):
        with closing(connect(watched)):
            assert held.is_held(watched.stat())
        assert held.is_held(watched.stat())
        assert not held.is_held(other.stat())
        os.link(watched, tmp_path / "another name")
        assert held.is_held((tmp_path / "another name").stat())
    assert not held.is_held(watched.stat())
    assert not held.is_held(None)
    assert len(held.held) == before


def test_a_book_that_is_held_is_asked_of_sqlite_whether_it_is_a_roll_up(
    watched: Path, am: Callable[..., Result], tmp_path: Path
) -> None:
    env = {"AMCLI_BOOK": str(watched), "AMCLI_TODAY": TODAY}
    watch = Watch(watched)
    watch.look()
    assert not is_rollup(watched)
    assert am("log", "acme", "one", env=env).code == 0
    assert log_of(watched).exists()
    watch.close()
    made = tmp_path / "team.db"
    roll_up(made, {"dana": watched})
    assert is_rollup(made)
    with closing(connect(made)) as db:
        db.execute("SELECT 1 FROM account").fetchone()
        assert is_rollup(made)
    assert not is_rollup(tmp_path / "none.db")
