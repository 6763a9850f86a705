"""What a killed process left half written goes with the next one that writes there; what somebody is still at
stays, and so does everything that is no draft."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from amcli.drafts import STALE_SECONDS, is_running, pid_in, sweep, sweep_folders

GONE = 99_999_999  # a number that no process has


def laid(place: Path, name: str, age: float) -> Path:
    """A file that was last written so long ago."""
    path = place / name
    path.write_text("half")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


@pytest.mark.parametrize(
    ("draft", "name", "pid"),
    [
        (".book.db.12.copy", "book.db", 12),
        (".book.db.12.copy-journal", "book.db", 12),
        (".book.db.12.0plan", "book.db", 12),
        (".book.db.12.3plan-wal", "book.db", 12),
        ("..book.db.12.import.13.new", "book.db", 13),
        ("..sample.db.12.demo.12.new-wal", "sample.db", 12),
        (".config.toml.12.new", "config.toml", 12),
        (".amcli-12-x1y2.new", "anything", 12),
        ("..hidden.db.12.new", ".hidden.db", 12),
        ("book.db", "book.db", 0),
        ("book.db.12.new", "book.db", 0),
        (".book.db", "book.db", 0),
        (".book.db.new", "book.db", 0),
        (".book.db.x.new", "book.db", 0),
        (".book.db.12.old", "book.db", 0),
        (".book.db.12", "book.db", 0),
        (".other.db.12.new", "book.db", 0),
        (".book.db.12.new.13", "book.db", 0),
        (".book.db.\N{ARABIC-INDIC DIGIT THREE}.new", "book.db", 0),
        (f".book.db.{'9' * 40}.new", "book.db", 0),
    ],
)
def test_a_draft_is_known_by_its_name(draft: str, name: str, pid: int) -> None:
    assert pid_in(draft, name) == pid


def test_old_drafts_of_processes_that_are_gone_go_and_nothing_else(tmp_path: Path) -> None:
    old = 2 * STALE_SECONDS
    gone = [laid(tmp_path, f".book.db.{GONE}.{end}", old) for end in ("new", "copy", "copy-journal", "0plan")]
    kept = [
        laid(tmp_path, f".book.db.{GONE}.import", 5),
        laid(tmp_path, f".other.db.{GONE}.new", old),
        laid(tmp_path, "book.db", old),
        laid(tmp_path, ".book.db.txt", old),
    ]
    sweep(tmp_path, "book.db")
    assert [path.name for path in gone if path.exists()] == []
    assert [path.name for path in kept if not path.exists()] == []
    sweep(tmp_path / "nowhere", "book.db")


def test_the_draft_of_somebody_who_runs_stays_and_a_number_that_was_given_again_is_no_reason() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert is_running(process.pid, 0)
        if Path("/proc/uptime").exists():
            assert not is_running(process.pid, 10 * STALE_SECONDS)
        assert not is_running(GONE, 0)
    finally:
        process.communicate(b"\n")


def test_temporary_folders_of_processes_that_are_gone_go(tmp_path: Path) -> None:
    names = (f"amcli-{GONE}-abc", f"amcli-{os.getpid()}-abc", "amcli-abc", f"other-{GONE}-abc")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "0.pipe").write_text("what a customer wrote")
    (tmp_path / f"amcli-{GONE}-file").write_text("no folder")
    sweep_folders(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*names[1:], f"amcli-{GONE}-file"}
    sweep_folders(tmp_path / "nowhere")
