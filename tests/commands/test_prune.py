"""`am history --prune`: what changed before a day is gone for good, and nothing says anything else since."""

import sqlite3
from pathlib import Path

import pytest

from tests.interchange.calendars import JANE, ME, calendar, event
from tests.interchange.chatting import made
from tests.interchange.helpers import Desk
from tests.interchange.post import DAY, mail, mbox
from tests.support import Cli

OLD, NEW = "2026-01-10T12:00:00.000Z", "2026-02-20T12:00:00.000Z"
CUT = "2026-02-01"


def dated(book: Path, before: int) -> None:
    """Let the changes up to one lie in January, later ones in February."""
    db = sqlite3.connect(book)
    db.execute("UPDATE txn SET at = iif(id <= ?, ?, ?)", (before, OLD, NEW))
    db.commit()
    db.close()


@pytest.fixture
def aged(cli: Cli) -> Cli:
    """A book whose first three changes are of January, and two of February."""
    cli.ok("account", "add", "Acme", "--tier", "light", today="2026-01-05")
    cli.ok("account", "edit", "acme", "--notes", "oldsecret")
    cli.ok("account", "edit", "acme", "--notes", "")
    cli.ok("account", "edit", "acme", "--tier", "key")
    cli.ok("log", "acme", "newer talk")
    cli.let_go()
    dated(cli.book, 3)
    return cli


def test_older_entries_go_from_the_file_too_and_the_records_stay(aged: Cli) -> None:
    before = aged.dump()
    answer = aged.json("history", "--prune", CUT, "--yes")
    assert answer == {"before": CUT, "changes": 3, "entries": 5, "done": True}
    after = aged.dump()
    for table in ("setting", "cut"):
        before.pop(table, None), after.pop(table, None)
    assert after == before
    aged.let_go()
    for suffix in ("", "-wal", "-shm"):
        path = aged.book.with_name(f"{aged.book.name}{suffix}")
        assert not path.exists() or b"oldsecret" not in path.read_bytes()
    assert [row["change"] for row in aged.json("history")] == [6, 5, 4]
    assert aged.json("history")[0]["what"] == [f"history before {CUT} deleted"]
    assert [row["change"] for row in aged.json("history", "acme")] == [5, 4]


def test_what_was_pruned_is_never_undone_and_what_came_later_is(aged: Cli) -> None:
    aged.ok("history", "--prune", CUT, "--yes")
    refused = aged("undo", "2")
    assert refused.code == 5
    assert "can't undo change 2: the history of then was deleted" in refused.err
    plain = aged("undo")
    assert plain.code == 5
    assert "can't undo change 6: what it removed is gone for good" in plain.err
    assert "am undo 5" in plain.err
    assert aged("undo", "5").code == 0
    assert aged("undo", "4").code == 0
    assert aged.one("account", "list")["tier"] == "light"
    assert aged("redo").code == 0
    assert aged("undo", "1").code == 5


def test_a_change_that_a_kept_one_undid_stays_without_what_was_typed(aged: Cli) -> None:
    aged.ok("undo")
    aged.let_go()
    dated(aged.book, 5)
    db = sqlite3.connect(aged.book)
    db.execute("UPDATE txn SET at = ? WHERE id = 6", (NEW,))
    db.commit()
    db.close()
    aged.ok("history", "--prune", CUT, "--yes")
    assert [row["change"] for row in aged.json("history")] == [7, 6]
    aged.let_go()
    db = sqlite3.connect(aged.book)
    assert db.execute("SELECT id, command FROM txn WHERE id < 6").fetchall() == [(5, "")]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def test_a_day_before_is_not_known_and_a_later_one_is_as_it_was(aged: Cli) -> None:
    assert aged.one("accounts", "--as-of", "2026-02-10")["tier"] == "light"
    aged.ok("history", "--prune", CUT, "--yes")
    assert aged.one("accounts", "--as-of", "2026-02-10")["tier"] == "light"
    assert aged.one("accounts", "--as-of", "2026-01-31")["tier"] == "light"
    for words in (("accounts",), ("account", "list"), ("risks",), ("renewals",), ("metrics",)):
        refused = aged(*words, "--as-of", "2026-01-30")
        assert (refused.code, refused.out) == (5, ""), words
        assert refused.err.startswith(f"am: not known before {CUT}: ")
        assert "--as-of 2026-01-31" in refused.err


def test_a_backtest_begins_where_the_history_does(sample: Cli) -> None:
    sample.let_go()
    dated(sample.book, 0)
    db = sqlite3.connect(sample.book)
    db.execute("UPDATE txn SET at = '2024-01-01T00:00:00.000Z'")
    db.commit()
    db.close()
    sample.ok("contact", "add", "acme", "Somebody")
    before = sample.json("backtest", "--backdated", "--horizon", "90d")
    assert before["from"] < "2025-06-01"
    sample.ok("history", "--prune", "2025-06-02", "--yes")
    for words in ((), ("--backdated",)):
        after = sample.json("backtest", *words, "--horizon", "90d")
        assert after["on_record_since"] == "2025-06-02" or after["on_record_since"] > "2025-06-02"
        assert after["from"] is None or after["from"] >= "2025-06-02"


def test_it_asks_and_refuses_what_it_cannot_do(aged: Cli) -> None:
    before = aged.dump()
    assert aged("history", "--prune", CUT).code == 5
    asked = aged("history", "--prune", CUT, tty=True, stdin="n\n")
    assert asked.code == 5
    assert f"Delete 3 changes (5 entries) before {CUT} for good?" in asked.err
    assert aged("history", "--prune", "2026-04-01", "--yes").code == 2
    assert aged("history", "acme", "--prune", CUT, "--yes").code == 2
    assert aged("history", "--prune", "2025-12-01", "--yes").code == 3
    assert aged.dump() == before
    agreed = aged("history", "--prune", CUT, tty=True, stdin="y\n")
    assert (agreed.code, agreed.out) == (
        0,
        f"Deleted 3 changes (5 entries) before {CUT}. The records stay.\n",
    )
    assert aged("history", "--prune", CUT, "--yes").code == 3


def test_a_second_time_goes_further(aged: Cli) -> None:
    aged.ok("history", "--prune", "2026-01-20", "--yes")
    assert aged.json("history", "--prune", "2026-02-25", "--yes")["changes"] == 2
    assert aged("accounts", "--as-of", "2026-02-10").code == 5
    assert aged("accounts", "--as-of", "2026-02-24").code == 0


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "desk").mkdir()
    found = made(tmp_path / "desk")
    assert found.am("config", "set", "me.emails", "kim@ours.example,me@firm.example").code == 0
    return found


def prune(desk: Desk) -> None:
    """Delete all history of before today."""
    db = sqlite3.connect(desk.book)
    db.execute("UPDATE txn SET at = ?", (OLD,))
    db.commit()
    db.close()
    assert desk.am("history", "--prune", "2026-03-01", "--yes").code == 0


def test_an_import_that_was_undone_comes_in_again_after_it(desk: Desk) -> None:
    name = desk.file("a.mbox", mbox(mail(date=DAY)))
    desk.imported(name)
    assert desk.am("undo").code == 0
    prune(desk)
    desk.imported(name)
    assert desk.value("SELECT count(*) FROM interaction") == 1


def test_a_mail_that_a_person_deleted_stays_away_after_it(desk: Desk) -> None:
    name = desk.file("a.mbox", mbox(mail(date=DAY)))
    desk.imported(name)
    assert desk.am("activity", "rm", "n1", "--yes").code == 0
    prune(desk)
    desk.imported(name)
    assert desk.value("SELECT count(*) FROM interaction") == 0


def test_a_meeting_that_a_person_confirmed_stays_when_the_calendar_has_it_no_more(desk: Desk) -> None:
    people = (ME, JANE)
    both = [
        event("u-1", ":20260220T090000Z", people=people),
        event("u-2", ":20260310T090000Z", people=people),
    ]
    desk.imported(desk.file("a.ics", calendar(*both)), today="2026-02-19")
    assert desk.am("held", "n1", today="2026-02-21").code == 0
    prune(desk)
    desk.let_go()
    desk.imported(desk.file("a.ics", calendar(both[1])), today="2026-02-22")
    assert desk.rows("SELECT id, planned FROM interaction ORDER BY id") == [(1, 0), (2, 1)]
