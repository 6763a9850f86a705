"""What a roll-up keeps is the state of the digest alone; its file is written for nothing else, by nobody, and
is told from a book everywhere."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from amcli.context import Run
from amcli.errors import BookUnavailable, Refused
from amcli.storage.opening import open_book
from tests.support import Cli, Result, rows_of


@pytest.fixture
def mine(team: Cli, tmp_path: Path) -> Cli:
    """`am` on a roll-up of one test."""
    shutil.copyfile(team.book, tmp_path / "team.db")
    shutil.copyfile(team.config, tmp_path / "config.toml")
    return Cli(tmp_path, tmp_path / "team.db")


def test_no_score_and_no_day_is_kept(mine: Cli) -> None:
    before = mine.book.read_bytes()
    for argv in (["today"], ["digest"], ["risks"], ["digest", "--new", "--peek"], ["portfolio"]):
        first = mine(*argv, tty=True)
        assert first.code == 0
        assert mine(*argv, tty=True).out == first.out
    assert mine.book.read_bytes() == before
    assert sorted(each.name for each in mine.folder.iterdir() if each.name.startswith("team")) == ["team.db"]


def test_the_digest_says_what_is_new_once(mine: Cli) -> None:
    tables = ("account", "health", "day_state", "journal", "txn")
    before = {name: rows_of(mine.book, f"SELECT count(*) FROM {name}") for name in tables}
    first = mine("digest", "--new")
    assert first.code == 0
    assert "dana/" in first.out
    assert mine("digest", "--new").out == ""
    assert {name: rows_of(mine.book, f"SELECT count(*) FROM {name}") for name in tables} == before
    assert rows_of(mine.book, "SELECT count(*) FROM digest") == [(1,)]
    assert mine("log", "acme", "words").code == 5
    assert "Nothing new" in mine("digest", "--new", tty=True).out


def test_no_statement_writes_through_an_open_roll_up(mine: Cli) -> None:
    book = open_book(mine.book, "test")
    try:
        for opening in (book.transaction, book.aside):
            with pytest.raises(Refused, match="this is a roll-up of 3 books"), opening():
                raise AssertionError("it opened")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            book.db.execute("DELETE FROM account")
        with book.transaction(of_digest=True):
            pass
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            book.db.execute("DELETE FROM account")
    finally:
        book.close()


def test_who_reads_one_reads_it_to_the_end_and_the_digest_goes_to_no_file_that_is_gone(
    mine: Cli, team: Cli
) -> None:
    run = Run(["accounts"], mine.environ("2026-03-02"))
    try:
        assert run.book.rollup is not None
        newer = mine.folder / "newer.db"
        shutil.copyfile(team.book, newer)
        newer.replace(mine.book)
        run.refuse_another_book()
        assert len(run.book.rows("account_facts.scored", account=None)) > 80
        with pytest.raises(BookUnavailable), run.book.transaction(of_digest=True):
            raise AssertionError("it opened")
    finally:
        run.close()


def test_settings_are_the_readers_and_no_roll_up_stops_them(mine: Cli) -> None:
    before = mine.book.read_bytes()
    assert mine("config", "set", "dates.order", "dmy").code == 0
    assert mine.ok("config", "get", "dates.order").strip() == "dmy"
    assert mine.book.read_bytes() == before


def test_no_hook_runs(mine: Cli) -> None:
    mine.ok("config", "set", "hooks.after-change", "touch ran")
    assert mine("log", "acme", "words").code == 5
    assert mine("digest", "--new").code == 0
    assert not (mine.folder / "ran").exists()


def test_it_is_no_backup_and_no_place_for_one(mine: Cli, own: dict[str, Cli]) -> None:
    before, there = mine.book.read_bytes(), own["dana"].dump()
    code, out, err = own["dana"]("restore", str(mine.book), "--yes")
    assert (code, out) == (5, "")
    assert "is a roll-up of a team's books, no backup. Nothing was restored." in " ".join(err.split())
    assert own["dana"].dump() == there
    for argv in (
        ["restore", str(own["dana"].book), "--yes"],
        ["backup"],
        ["backup", "--to", "x.db"],
        ["init"],
    ):
        assert mine(*argv).code == 5
    assert mine.book.read_bytes() == before


def test_a_damaged_one_is_made_anew(mine: Cli) -> None:
    held = mine.book.read_bytes()
    mine.book.write_bytes(held[:-2000])
    code, _, err = mine("today")
    assert code == 6
    assert "is damaged" in err
    mine.book.write_bytes(held)
    with closing(sqlite3.connect(mine.book)) as db, db:
        db.execute("DELETE FROM setting WHERE key = 'book.rollup'")
    code, _, err = mine("today")
    assert (code, "is damaged" in err) == (6, True)


def test_one_of_another_version_is_made_anew(mine: Cli) -> None:
    with closing(sqlite3.connect(mine.book)) as db, db:
        db.execute("PRAGMA user_version = 15")
    code, out, err = mine("today")
    assert (code, out) == (6, "")
    assert "is from an older amcli" in err
    assert "am team pull" in err
    with closing(sqlite3.connect(mine.book)) as db, db:
        db.execute("PRAGMA user_version = 99")
    assert "Upgrade amcli" in mine("today").err


def test_doctor_finds_it_well_and_puts_nothing_right(mine: Cli) -> None:
    found = {row["check"]: row["state"] for row in mine.json("doctor")}
    assert {found[name] for name in ("file", "references", "records", "search", "touches", "amounts")} == {
        "ok"
    }
    assert not {"journal", "backups", "scores", "day", "triggers"} & set(found)
    assert mine("doctor", "--fix").code == 5
    with closing(sqlite3.connect(mine.book)) as db, db:
        db.execute("DELETE FROM search WHERE rowid IN (SELECT rowid FROM search LIMIT 3)")
    (row,) = [row for row in mine.json("doctor") if row["state"] == "fault"]
    assert (row["check"], row["command"], row["fixable"]) == ("search", "am team pull", False)


def test_a_terminal_says_of_which_books_it_is(mine: Cli, terminal: Callable[..., Result]) -> None:
    environ = {"AMCLI_BOOK": str(mine.book), "AMCLI_CONFIG": str(mine.config), "NO_COLOR": "1"}
    for argv in ([], ["accounts"], ["risks", "acme"], ["brief", "acme"]):
        assert terminal(argv, env=environ).out.lstrip().startswith("team of 3 books, as of 2 Mar 07:30")
    assert "team of" not in mine.ok("accounts", "-o", "csv")
    assert "team of" not in mine("today").out


def test_the_screen_reads_it_and_its_keys_are_refused(mine: Cli) -> None:
    from tests.face.seat import Seat, sit

    before = mine.book.read_bytes()

    async def story(seat: Seat) -> None:
        assert "team of 3 books, as of 2 Mar 07:30" in seat.text
        assert "am brief acme" in seat.text or "am show" in seat.text
        seat.to("acme", "")
        await seat.press("t")
        assert "this is a roll-up of 3 books; nothing was changed." in " ".join(seat.told.split())

    sit(mine, story)
    assert mine.book.read_bytes() == before


def test_an_assistant_reads_it_and_writes_nothing(mine: Cli) -> None:
    from tests.assistant.talk import talking

    before = mine.book.read_bytes()
    with talking(mine.environ("2026-03-02"), "--tools", "read,write") as talk:
        assert "dana/t93" in str(talk("tasks").data)
        for tool, given in (("log", {"account": "acme", "text": "words"}), ("done", {"ref": "dana/t93"})):
            said = talk(tool, **given)
            assert "this is a roll-up of 3 books" in str(said)
    with talking(mine.environ("2026-03-02"), "--tools", "read", "--accounts", "owner:kim") as talk:
        assert "kim/t93" in str(talk("tasks").data)
        assert "dana/t93" not in str(talk("tasks").data)
    assert mine.book.read_bytes() == before
