"""Pipes with a name, devices, folders of tables, full disks; and what is left when an import is killed."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from amcli.errors import BookUnavailable
from amcli.storage import schema
from amcli.storage.connection import connect
from tests.forkserver import LONGEST
from tests.interchange.helpers import ACCOUNTS, Desk

MAIL = "From: jane@acme.example\nDate: Mon, 23 Feb 2026 10:00:00 +0000\nMessage-ID: <a@b>\n\nHello\n"


def poured(path: Path, text: str) -> threading.Thread:
    """Somebody who writes into a pipe with a name."""
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(text,), daemon=True)
    writer.start()
    return writer


def test_a_pipe_with_a_name_is_read_as_standard_input_is(desk: Desk) -> None:
    writer = poured(desk.folder / "pipe", ACCOUNTS)
    answer = desk.imported(str(desk.folder / "pipe"))
    writer.join(10)
    assert "pipe: accounts, UTF-8, comma; 4 of 4 columns recognised\n2 new" in answer.out


def test_what_a_shell_writes_into_a_pipe_of_its_own_is_read(desk: Desk) -> None:
    reading, writing = os.pipe()
    os.write(writing, ACCOUNTS.encode())
    os.close(writing)
    try:
        assert "2 new" in desk.imported(f"/dev/fd/{reading}").out
    finally:
        os.close(reading)


def test_a_device_is_refused(desk: Desk) -> None:
    answer = desk.am("import", "/dev/zero")
    assert answer.code == 2
    assert 'am: "/dev/zero" is a device, not a file. Nothing was imported.' in answer.err


def test_a_folder_of_tables_says_what_to_type(desk: Desk) -> None:
    (desk.folder / "my tables").mkdir()
    desk.file("my tables/accounts.csv", ACCOUNTS)
    answer = desk.am("import", str(desk.folder / "my tables"))
    assert answer.code == 2
    said = " ".join(answer.err.split())
    assert said.endswith(f"Name its files: am import '{desk.folder}/my tables'/*")


def test_a_kind_that_mail_is_not_is_refused(desk: Desk) -> None:
    desk.imported(desk.file("a.csv", ACCOUNTS))
    path = desk.file("a.eml", MAIL)
    answer = desk.am("import", path, "--kind", "accounts")
    assert (answer.code, '--kind "accounts": a.eml is email.' in answer.err) == (2, True)
    desk.imported(path, "--kind", "mail")
    desk.imported(path, "--kind", "interactions")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_import_that_is_ended_leaves_no_file(desk: Desk, number: signal.Signals) -> None:
    place = desk.folder / "tmp"
    place.mkdir()
    environ = os.environ | desk.environ | {"TMPDIR": str(place)}
    argv = [sys.executable, "-m", "amcli", "import", "-"]
    with subprocess.Popen(argv, env=environ, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + LONGEST
        while not list(place.rglob("*.pipe")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(number)
        _, said = process.communicate(timeout=LONGEST)
    assert (process.returncode, said) == (128 + number, b"")
    assert list(place.iterdir()) == []


def test_drafts_that_killed_imports_left_are_taken_away(desk: Desk) -> None:
    desk.book.parent.mkdir()
    gone, later = 99_999_998, 99_999_999  # which no process has
    old, new = (desk.book.with_name(f".book.db.{number}.import") for number in (gone, later))
    orphan = desk.book.with_name(f"..book.db.{gone}.import.{gone}.new-wal")
    for path in (old, new, orphan, Path(f"{old}-wal")):
        path.write_bytes(b"x")
    for path in (old, orphan):
        os.utime(path, (0, 0))
    desk.imported(desk.file("a.csv", ACCOUNTS))
    assert {path.name for path in desk.book.parent.glob(".*")} == {new.name}


def test_a_new_book_is_whole_also_where_its_log_stayed_beside_it(tmp_path: Path) -> None:
    """A full disk leaves it there when the draft is closed, without a word."""
    draft, path = tmp_path / "draft.db", tmp_path / "book.db"
    schema.create(tmp_path / "first.db")
    db = connect(tmp_path / "first.db")
    db.execute("INSERT INTO setting(key, value) VALUES ('currency', 'EUR')")
    for end in ("", "-wal"):
        draft.with_name(draft.name + end).write_bytes((tmp_path / f"first.db{end}").read_bytes())
    db.close()
    schema.put_in_place(draft, path)
    draft.unlink()
    alone = sqlite3.connect(path)
    assert alone.execute("SELECT value FROM setting WHERE key = 'currency'").fetchall() == [("EUR",)]
    alone.close()


def test_a_new_book_for_which_there_is_no_room_is_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(db: sqlite3.Connection) -> None:
        db.execute("PRAGMA max_page_count = 1")
        db.execute("CREATE TABLE more (one)")

    monkeypatch.setattr(schema, "upgrade", full)
    with pytest.raises(BookUnavailable, match=r"book\.db: the disk is full"):
        schema.create(tmp_path / "book.db")
    assert list(tmp_path.iterdir()) == []


def test_standard_input_that_cannot_be_kept_says_where(desk: Desk) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        answer = desk.am("import", "-", stdin=ACCOUNTS.encode())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, usual)
    assert answer.code == 2
    assert "am: standard input can't be stored in " in answer.err
    assert "TMPDIR" in answer.err
