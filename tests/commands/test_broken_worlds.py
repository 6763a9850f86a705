"""Books that cannot be opened, full disks, and faults of the program: one clear line, nothing lost."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amcli.storage import connection, failures, opening
from tests.support import Cli, Result, dump

WELCOME = """\
No book yet. Three ways to start:

    am demo                   explore a sample book, separate from yours
    am init                   create your own at {path}
    am import accounts.csv    create your own from a CRM export
"""
EMPTY = """\
Mon 2 Mar 2026   an empty book

Your book is empty. Import what you have, or add one account:

    am import accounts.csv           from a CRM export; shows a plan first
    am account add "Acme Robotics"   by hand; a name is enough
    am log acme "first call"         then log as you go
    am demo                          explore a full sample book

Guides: am help start · your book: {path}
"""
COMMANDS = [
    [], ["today"], ["week"], ["next"], ["checkins"], ["renewals"], ["risks"], ["risks", "acme"], ["show",
    "acme"],
    ["timeline", "acme"], ["find", "x"], ["tasks"], ["history"], ["undo"], ["redo"], ["log", "acme", "x"],
    ["done", "t1"],
    ["snooze", "acme"], ["renew", "acme"], ["stage", "acme", "verbal"], ["churn", "acme"], ["account",
    "add", "New"],
    ["account", "list"], ["contact", "add", "acme", "New"], ["contract", "add", "acme"], ["task", "add",
    "acme", "New"],
    ["activity", "list"],
]  # fmt: skip


def sound(path: Path) -> bool:
    with sqlite3.connect(path) as db:
        verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
    db.close()
    return bool(verdict == "ok")


@pytest.fixture
def office(office: Cli) -> Cli:
    """Each command line opens the book itself here: what goes wrong may be about that."""
    office.let_go()
    return Cli(office.folder, office.book)


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_without_a_book_every_command_says_how_to_start(cli: Cli, argv: list[str]) -> None:
    cli.book.unlink()
    assert cli(*argv) == (6, "", WELCOME.format(path="~/book.db"))
    assert not cli.book.exists()


def test_without_a_book_a_script_gets_json(cli: Cli) -> None:
    cli.book.unlink()
    code, out, err = cli("tasks", "-o", "json")
    assert (code, out) == (6, "")
    assert '"exit_code": 6' in err


def test_what_needs_no_book_works_without_one(cli: Cli) -> None:
    cli.book.unlink()
    for argv in (["help"], ["config", "list"], ["config", "get", "hints"], ["--version"]):
        assert cli(*argv).code == 0


def test_a_new_home_is_welcomed(am: Callable[..., Result]) -> None:
    assert am() == (6, "", WELCOME.format(path="~/.local/share/amcli/book.db"))
    assert am("init").code == 0
    assert am("tasks").code == 0


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_morning_of_an_empty_book_says_what_to_do(
    cli: Cli, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert cli.ok(tty=True) == EMPTY.format(path="~/book.db")


def break_with(name: str, path: Path) -> None:
    """Leave something in the place of the book."""
    whole = path.read_bytes()
    path.unlink()
    if name == "a folder":
        path.mkdir()
    elif name == "a device":
        path.symlink_to(os.devnull)
    elif name == "another database":
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE account(id)")
        db.close()
    elif name == "a newer book":
        path.write_bytes(whole)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()
    else:
        contents = {
            "an empty file": b"",
            "other bytes": b"\x00\xff\n" * 9999,
            "half a book": whole[: len(whole) // 3],
        }
        path.write_bytes(contents[name])


SAID = {
    "a folder": "is a folder, not a book",
    "a device": "is no file, not a book",
    "an empty file": "is an empty file, not a book",
    "other bytes": "is not a book. It was not changed",
    "half a book": "is damaged",
    "another database": "is a database, but not an amcli book. It was not changed",
    "a newer book": f"comes from a newer amcli (version 99; this one knows {connection.VERSION})",
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_no_book_is_named_and_not_touched(office: Cli, name: str) -> None:
    break_with(name, office.book)
    before = office.book.read_bytes() if office.book.is_file() else None
    for argv in (["today"], ["log", "acme", "x"], ["account", "list"], ["undo"]):
        code, out, err = office(*argv)
        assert (code, out) == (6, ""), err
        assert err.startswith("am: ")
        assert SAID[name] in err.replace("\n    ", " ")
        assert len(err.splitlines()) <= 3
    assert (office.book.read_bytes() if office.book.is_file() else None) == before


def test_a_locked_book_is_waited_for_and_then_said_to_be_busy(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.05)
    other = sqlite3.connect(office.book, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code, out, err = office("log", "acme", "x")
    assert (code, out) == (6, "")
    waiting = "am: waiting for another program, which is writing to the book.\n"
    assert err.startswith(f"{waiting}am: the book is busy: another program has been writing to it")
    assert "Nothing was logged." in err.replace("\n    ", " ")
    code, out, err = office("doctor", "--separate", "acme", "acton", "-o", "json")
    assert (code, out, json.loads(err)["exit_code"]) == (6, "", 6)
    assert office.ok("account", "list", "-o", "ids") == "acme\nacton\nbirch\n"
    other.execute("ROLLBACK")
    other.close()
    office.ok("log", "acme", "x")


def test_a_full_disk_loses_nothing(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = opening.prepare

    def full(db: Any) -> None:
        prepare(db)
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")

    before = office.dump()
    with monkeypatch.context() as disk:
        disk.setattr(opening, "prepare", full)
        code, out, err = office("log", "acme", "x" * 90_000)
        assert (code, out) == (6, "")
        assert err.replace("\n    ", " ").endswith("book.db: the disk is full. Nothing was logged.\n")
        assert len(office.json("account", "list")) == 3
    assert office.dump() == before
    assert sound(office.book)
    office.ok("log", "acme", "x" * 90_000)


def test_a_book_on_a_read_only_disk_can_be_read(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ok("account", "tag", "acme", "x")
    before = office.dump()
    with monkeypatch.context() as disk:
        disk.setattr(connection.os, "access", lambda _, mode: mode == os.R_OK)
        assert len(office.json("account", "list")) == 3
        code, _, err = office("log", "acme", "x")
    said = err.replace("\n    ", " ")
    assert (code, said.endswith("book.db: it is read-only. Nothing was logged.\n")) == (6, True), err
    assert dump(office.book) == before


def test_a_book_on_a_read_only_disk_can_be_looked_back_on(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.dump()
    monkeypatch.setattr(connection.os, "access", lambda _, mode: mode == os.R_OK)
    assert office.json("today", "--as-of", "2026-03-01")["date"] == "2026-03-01"
    assert len(office.json("risks", "--all", "--as-of", "2026-03-01")) == 3
    assert dump(office.book) == before


def test_a_book_in_a_folder_that_cannot_be_written_can_be_read(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.ok("account", "tag", "acme", "x")
    before = office.dump()
    for end in ("-wal", "-shm"):
        Path(f"{office.book}{end}").unlink(missing_ok=True)
    with monkeypatch.context() as folder:
        folder.setattr(connection.os, "access", lambda path, mode: mode == os.R_OK or path == office.book)
        assert connection.cannot_change(office.book)
        assert len(office.json("today")["actions"]) > 0
        code, _, err = office("log", "acme", "x")
    assert (code, "it is read-only. Nothing was logged." in err.replace("\n    ", " ")) == (6, True), err
    assert dump(office.book) == before


def test_a_book_whose_log_another_program_holds_is_not_taken_for_unchanging(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(office.book)
    other.execute("SELECT * FROM account").fetchall()
    monkeypatch.setattr(connection.os, "access", lambda path, mode: mode == os.R_OK or path == office.book)
    assert not connection.cannot_change(office.book)
    other.close()


def test_a_disk_too_full_to_open_the_book_is_said_to_be_full(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert failures.explained(error, tmp_path).message.endswith(": the disk is full.")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    assert failures.explained(error, tmp_path).message.endswith(": the disk can't be read or written.")


RESTORE = "    Restore the newest backup: am restore. All backups: am backup --list"


@pytest.mark.parametrize("name", ["other bytes", "half a book"])
def test_a_damaged_book_says_how_a_backup_goes_back(office: Cli, name: str) -> None:
    office.ok("backup")
    break_with(name, office.book)
    code, _, err = office("today")
    assert (code, err.splitlines()[-1]) == (6, RESTORE)
    assert "is damaged." in err


def test_a_file_that_never_was_a_book_is_offered_no_backup(office: Cli, tmp_path: Path) -> None:
    office.ok("backup")
    other = tmp_path / "notes.txt"
    other.write_text("Not a book at all.\n" * 99)
    code, out, err = office("--book", str(other), "today")
    assert (code, out, "restore" in err, "backup" in err) == (6, "", False, False)
    assert "is not a book. It was not changed." in err.replace("\n    ", " ")


# What a word of the command line needs beside a reference that nobody has.
CHANGES = (
    "goal progress g99 5", "goal met g99", "goal missed g99", "goal drop g99", "issue resolve i99",
    "issue escalate i99", "feedback pass-on f99", "feedback close f99 told", "opportunity win o99",
    "opportunity lose o99", "opportunity stage o99 won", "qbr held nobody talk", "contact left p99",
    "contact move p99 acme", "contact merge p99 p98", "account merge nobody acme", "account handoff nobody",
    "account pulse nobody bad",
)  # fmt: skip


@pytest.mark.parametrize("line", CHANGES)
def test_an_error_of_what_would_have_changed_something_says_that_nothing_did(office: Cli, line: str) -> None:
    code, out, err = office(*line.split())
    assert (code, out) == (3, "")
    assert "nothing was changed" in err.lower()


def test_a_book_that_may_not_be_read_is_named(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.os, "access", lambda *_: False)
    code, _, err = office("tasks")
    assert (code, "can't be read: permission denied" in err.replace("\n    ", " ")) == (6, True)


def test_a_book_in_a_folder_that_may_not_be_entered_is_named(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening, "state_of", denied)
    code, _, err = office("tasks")
    assert (code, "can't be opened: Permission denied" in err.replace("\n    ", " ")) == (6, True)


@pytest.mark.parametrize("argv", [["account", "list"], ["log", "acme", "x", "-n", "y"]], ids=" ".join)
def test_a_fault_of_the_program_is_one_line_and_a_log_file(
    office: Cli, argv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from amcli.storage import records, writes

    insert = writes.insert

    def fail(*_: object, **__: object) -> int:
        raise KeyError("the one thing nobody thought of \ud800")

    def fail_late(book: Any, table: str, row: Any) -> int:
        return fail() if table == "task" else insert(book, table, row)

    before = office.dump()
    monkeypatch.setattr(records, "list_records", fail)
    monkeypatch.setattr(writes, "insert", fail_late)
    code, out, err = office(*argv)
    path = office.folder / "logs" / "amcli.log"
    assert (code, out) == (1, "")
    told = f"am: something unexpected happened (KeyError); details are in {path}."
    assert err.replace("\n    ", " ") == f"{told} For a bug report: am doctor --report\n"
    (entry,) = map(json.loads, path.read_text().splitlines())
    command = " ".join(argv[: 2 if argv[0] == "account" else 1])
    assert entry["command"] == f"am {command}"
    (fault,) = entry["errors"]
    assert (fault["kind"], fault["values"]) == ("KeyError", ["str 33"])
    assert fault["places"][-1].endswith(" fail")
    assert fault["places"][0].startswith("amcli.__main__:")
    assert "nobody thought of" not in path.read_text()
    assert office.dump() == before


def test_a_fault_is_told_as_json_to_who_asked_for_json(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from amcli.storage import records

    monkeypatch.setattr(records, "list_records", lambda *_, **__: 1 / 0)
    code, out, err = office("account", "list", "-o", "json")
    assert (code, out) == (1, "")
    assert json.loads(err)["error"].startswith("something unexpected happened (ZeroDivisionError); details")


def test_a_fault_that_cannot_be_logged_is_still_one_line(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amcli.storage import records

    monkeypatch.setattr(records, "list_records", lambda *_, **__: 1 / 0)
    (office.folder / "logs").write_text("a file where the folder should be")
    code, _, err = office("account", "list")
    assert (code, err) == (
        1,
        "am: something unexpected happened (ZeroDivisionError); and the log file could\n"
        "    not be written.\n    For a bug report: am doctor --report\n",
    )  # fmt: skip


def test_a_book_is_never_overwritten(office: Cli) -> None:
    before = office.book.read_bytes()
    code, out, err = office("init")
    assert (code, out, "a book already exists at" in err) == (5, "", True)
    assert office.book.read_bytes() == before
