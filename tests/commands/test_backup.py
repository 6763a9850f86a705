"""`am backup` and `am restore` as a person and a script meet them."""

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amcli.storage import backups
from tests.support import Cli, Result, dump, rows_of

NAME = re.compile(r"book-\d{4}-\d\d-\d\d-\d{6}-\d{3}-(asked|import|merge|restore|upgrade)\.db")
NAMES = "name\nNew One\nNew Two\n"


def reasons(cli: Cli) -> list[str]:
    return [each.reason for each in backups.backups(cli.book)]


def folder(cli: Cli) -> Path:
    return cli.book.parent / "backups"


def copy(cli: Cli) -> Path:
    """A copy that was just made."""
    return Path(cli.ok("backup").strip())


def break_book(cli: Cli) -> bytes:
    """Damage a page in the middle of the book."""
    rows_of(cli.book, "PRAGMA wal_checkpoint(TRUNCATE)")
    whole = cli.book.read_bytes()
    broken = whole[: len(whole) // 3]
    cli.book.write_bytes(broken)
    return broken


def test_a_copy_is_the_whole_book(office: Cli) -> None:
    made = copy(office)
    assert NAME.fullmatch(made.name)
    assert dump(made, ()) == dump(office.book, ())
    said = office.ok("backup", tty=True).splitlines()
    assert re.fullmatch(r"Backed up to ~/backups/book-\S+-asked\.db \(\d+ KB\)\.", said[0])
    assert said[1:] == ["Restore it: am restore"]


def test_a_script_reads_what_was_made_and_which_there_are(office: Cli) -> None:
    (made,) = office.json("backup")
    assert made["path"] == str(folder(office) / made["name"])
    assert made["size"] == Path(made["path"]).stat().st_size
    office.ok("backup")
    listed = office.json("backup", "--list")
    assert [each["at"] for each in listed] == sorted((each["at"] for each in listed), reverse=True)
    assert listed[1] == made
    assert office.ok("backup", "--list", "-o", "ids").splitlines() == [each["name"] for each in listed]
    assert office.ok("backup", "--list", "--limit", "1", "--fields", "reason").splitlines()[1:] == ["asked"]


def test_the_list_is_drawn_for_a_person(office: Cli) -> None:
    assert "No backup yet." in office.ok("backup", "--list", tty=True)
    office.ok("backup")
    office.ok("account", "merge", "acme", "acton", "--yes")
    drawn = office.ok("backup", "--list", tty=True).splitlines()
    assert drawn[0].split() == ["When", "Before", "Size", "Name"]
    assert [line.split()[2] for line in drawn[2:4]] == ["merge", "-"]
    assert drawn[2].endswith("-merge.db")


def test_the_copies_of_another_book_and_other_files_are_left_alone(office: Cli) -> None:
    other = office.folder / "book-2.db"
    shutil.copyfile(office.book, other)
    strangers = ["notes.txt", "book-2026-01-01.db", "book-2026-99-01-000000-000-asked.db", "book-v1-1.db"]
    folder(office).mkdir()
    for name in strangers:
        (folder(office) / name).write_bytes(b"x")
    office.ok("--book", str(other), "backup")
    for _ in range(6):
        office.ok("backup")
    assert len(office.json("backup", "--list")) == 3
    assert len(office.json("--book", str(other), "backup", "--list")) == 1
    assert set(strangers) <= {each.name for each in folder(office).iterdir()}


def test_older_copies_are_thinned_by_the_days_of_their_names(office: Cli) -> None:
    folder(office).mkdir()
    days = [f"2026-{month:02d}-{day:02d}" for month in (1, 2, 3) for day in range(1, 29)]
    for day in days:
        shutil.copyfile(office.book, folder(office) / f"book-{day}-120000-000-import.db")
    office.ok("backup", today="2031-01-01")
    listed = [each["at"][:10] for each in office.json("backup", "--list")]
    assert len(listed) <= 7 + 4 + 12
    assert listed[1:8] == [f"2026-03-{day}" for day in (28, 27, 26, 25, 24, 23, 22)][:7]
    assert {"2026-01-28", "2026-02-28"} <= set(listed)


def test_a_copy_goes_to_a_file_or_a_folder_of_ones_own(office: Cli) -> None:
    target = office.folder / "elsewhere" / "mine.db"
    target.parent.mkdir()
    assert office.ok("backup", "--to", str(target)) == f"{target}\n"
    assert dump(target) == office.dump()
    code, _, err = office("backup", "--to", str(target))
    assert (code, "Add --yes" in err) == (5, True)
    office.ok("log", "acme", "Later")
    office.ok("backup", "--to", str(target), "--yes")
    assert dump(target) == office.dump()
    made = Path(office.ok("backup", "--to", str(target.parent)).strip())
    assert (made.parent, bool(NAME.fullmatch(made.name))) == (target.parent, True)
    assert not folder(office).exists()
    assert {each.name for each in target.parent.iterdir()} == {"mine.db", made.name}


def test_a_copy_never_goes_over_the_book_or_nowhere(office: Cli) -> None:
    before = office.dump()
    assert office("backup", "--to", str(office.book), "--yes").code == 5
    for end in ("-wal", "-shm"):
        assert office("backup", "--to", f"{office.book}{end}", "--yes").code == 5
    assert office("backup", "--to", os.devnull, "--yes").code == 5
    assert office("backup", "--to", " ").code == 2
    assert office("backup", "--to", "x", "--list").code == 2
    code, _, err = office("backup", "--to", str(office.folder / "no" / "where.db"))
    assert (code, err.startswith("am: couldn't make a backup: No such file or directory.")) == (6, True)
    assert office.dump() == before


def test_before_an_import_that_changes_something_the_book_is_copied(office: Cli) -> None:
    Path("accounts.csv").write_text(NAMES)
    before = office.dump()
    office.ok("import", "accounts.csv", "--dry-run")
    assert reasons(office) == []
    office.ok("import", "accounts.csv", "--yes")
    assert reasons(office) == ["import"]
    assert dump(backups.backups(office.book)[0].path) == before
    office.ok("import", "accounts.csv", "--yes")
    assert reasons(office) == ["import"]


def test_a_first_import_that_makes_the_book_has_nothing_to_copy(cli: Cli) -> None:
    cli.book.unlink()
    Path("accounts.csv").write_text(NAMES)
    assert cli("import", "accounts.csv", "--yes").code == 0
    assert not folder(cli).exists()


def test_before_a_merge_the_book_is_copied(office: Cli) -> None:
    before = office.dump()
    office.ok("contact", "merge", "p1", "p2", "--yes")
    assert dump(backups.backups(office.book)[0].path) == before
    office.ok("account", "merge", "acme", "acton", "--yes")
    assert reasons(office) == ["merge", "merge"]


@pytest.mark.parametrize(
    ("argv", "pledge"),
    [
        (("import", "accounts.csv", "--yes"), "Nothing was imported."),
        (("account", "merge", "acme", "acton", "--yes"), "Nothing was changed."),
        (("contact", "merge", "p1", "p2", "--yes"), "Nothing was changed."),
        (("restore", "elsewhere.db", "--yes"), "Nothing was restored."),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_without_a_copy_nothing_is_done(office: Cli, argv: tuple[str, ...], pledge: str) -> None:
    Path("accounts.csv").write_text(NAMES)
    office.ok("backup", "--to", "elsewhere.db")
    office.ok("log", "acme", "Later")
    before = office.dump()
    folder(office).write_text("a file where the folder should be")
    code, out, err = office(*argv)
    said = " ".join(err.split())
    assert (code, out) == (6, "")
    assert said.startswith("am: couldn't make a backup: File exists. ")
    assert pledge in said
    assert "Make room in ~/backups or make it writable, then try again" in said
    assert office.dump() == before


def test_a_folder_that_may_not_be_written_is_said(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as disk:
        disk.setattr(backups.os, "open", denied)
        code, out, err = office("backup")
    assert (code, out) == (6, "")
    assert err.startswith("am: couldn't make a backup: Permission denied.")
    assert list(folder(office).iterdir()) == []


def test_the_newest_goes_back_and_a_second_restore_comes_back(office: Cli) -> None:
    office.ok("backup")
    first = office.dump()
    office.ok("account", "rm", "acme", "--yes")
    second = office.dump()
    code, out, err = office("restore", "--yes")
    assert (code, out) == (0, f"{office.book}\n")
    assert office.dump() == first
    (line,) = err.splitlines()
    assert line == f"am: the previous book: {backups.backups(office.book)[0].path}"
    office("restore", "--yes")
    assert office.dump() == second
    office.ok("log", "acton", "goes on")


def test_a_person_is_shown_what_it_is_and_asked(office: Cli) -> None:
    made = copy(office)
    office.ok("account", "rm", "acme", "--yes")
    before = office.dump()
    code, _, err = office("restore", tty=True, stdin="n\n")
    assert (code, office.dump() == before) == (5, True)
    shown = err.splitlines()
    assert re.fullmatch(
        rf"{made.name}, \d{{4}}-\d\d-\d\d \d\d:\d\d, by am backup: 3 accounts, 2 activities\.", shown[0]
    )
    assert shown[1] == "The current book has 2 accounts, 1 activity."
    assert shown[2].startswith("Replace ~/book.db with it? [y/N]")
    code, out, _ = office("restore", tty=True, stdin="y\n")
    assert code == 0
    assert f"Restored {made.name}: 3 accounts, 2" in out
    assert "am restore brings it back" in out


def test_a_script_must_say_yes(office: Cli) -> None:
    office.ok("backup")
    code, out, err = office("restore")
    assert (code, out, "Add --yes" in err) == (5, "", True)
    assert reasons(office) == ["asked"]


def test_a_copy_is_named_by_its_first_letters(office: Cli) -> None:
    made = copy(office)
    for given in (made.name, made.stem, "book-", made.stem.removeprefix("book-")[:10], str(made)):
        assert office("restore", given, tty=True, stdin="n\n").code == 5
    assert office("restore", "", "--yes").code == 3
    other = copy(office)
    code, _, err = office("restore", "book-", "--yes")
    assert (code, err.split()[-2:]) == (4, [other.name, made.name])


def test_what_cannot_be_restored_is_said_and_the_book_stays(office: Cli) -> None:
    office.ok("backup", "--to", "newer.db")
    rows_of(Path("newer.db"), "PRAGMA user_version = 99")
    Path("text.db").write_text("no book\n" * 200)
    Path("empty.db").touch()
    rows_of(Path("other.db"), "CREATE TABLE account(id)")
    office.ok("backup", "--to", "whole.db")
    whole = Path("whole.db").read_bytes()
    for seed in range(20):
        half = random.Random(seed).randbytes(len(whole) - len(whole) // 2)
        Path(f"broken-{seed}.db").write_bytes(whole[: len(whole) // 2] + half)
    before = office.dump()
    said = {
        "newer.db": (6, "comes from a newer amcli (version 99"),
        "text.db": (6, "is not a book"),
        "empty.db": (6, "is an empty file, not a book"),
        "other.db": (6, "is a database, but not an amcli book"),
        **{f"broken-{seed}.db": (6, "damaged") for seed in range(20)},
        ".": (6, "is a folder, not a book"),
        str(office.book): (5, "is the book itself"),
        "no-such": (3, "no backup or file"),
        "~nobody-has-this-name/x": (3, 'no backup or file "~nobody-has-this-name/x"'),
        "": (3, 'no backup or file ""'),
    }  # fmt: skip
    for given, (expected, words) in said.items():
        code, out, err = office("restore", given, "--yes")
        assert (code, out, words in " ".join(err.split())) == (expected, "", True), err
        assert len(err.splitlines()) <= 4
    assert office.dump() == before
    assert not folder(office).exists()


def test_without_a_copy_it_is_said_what_to_type(office: Cli) -> None:
    code, out, err = office("restore", "--yes")
    assert (code, out) == (3, "")
    assert "no backup in ~/backups. Nothing was restored." in " ".join(err.split())
    assert "am restore FILE" in err


def test_a_book_that_is_gone_comes_back(office: Cli) -> None:
    office.ok("backup")
    before = office.dump()
    office.book.unlink()
    _, _, said = office("restore", tty=True, stdin="n\n")
    assert "You have no book at the moment." in said
    Path(f"{office.book}-wal").write_bytes(b"of the book before")
    assert office("restore", "--yes") == (0, f"{office.book}\n", "")
    assert office.dump() == before
    assert reasons(office) == ["asked"]
    assert office.book.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", ["cut", "noise", "text", "emptied"])
def test_a_damaged_book_is_replaced_and_kept_as_it_was(office: Cli, how: str) -> None:
    office.ok("backup")
    before = office.dump()
    broken = break_book(office)
    if how != "cut":
        whole = backups.backups(office.book)[0].path.read_bytes()
        noise = whole[:8192] + b"\xff" * (len(whole) - 8192)
        broken = {"noise": noise, "text": b"text\n" * 4000, "emptied": b""}[how]
        office.book.write_bytes(broken)
    code, _, err = office("backup")
    assert (code, "damaged" in err) == (6, True)
    assert reasons(office) == ["asked"]
    assert [each["reason"] for each in office.json("backup", "--list")] == ["asked"]
    _, _, said = office("restore", tty=True, stdin="n\n")
    assert "The current book can't be read." in said
    code, out, err = office("restore", "--yes")
    assert (code, out) == (0, f"{office.book}\n"), err
    assert office.dump() == before
    (kept,) = folder(office).glob("*-damaged.db")
    assert kept.read_bytes() == broken
    assert err == f"am: the previous book: {kept}\n"
    office.ok("log", "acme", "goes on")


def test_a_row_that_refers_to_nothing_is_damage(office: Cli) -> None:
    office.ok("backup")
    before = office.dump()
    db = sqlite3.connect(office.book)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("UPDATE task SET account_id = 999")
    db.commit()
    db.close()
    code, _, err = office("backup")
    assert (code, "a row of task refers to a missing record" in " ".join(err.split())) == (6, True)
    assert office("restore", "--yes", tty=True).code == 0
    assert office.dump() == before


def test_another_programs_database_is_never_replaced(office: Cli) -> None:
    office.ok("backup")
    office.book.unlink()
    rows_of(office.book, "CREATE TABLE account(id)")
    before = office.book.read_bytes()
    code, _, err = office("restore", "--yes")
    assert (code, "not an amcli book. It was not changed." in " ".join(err.split())) == (6, True)
    assert office.book.read_bytes() == before


def test_an_older_book_is_upgraded_when_it_is_next_opened_and_may_replace_a_newer_one(office: Cli) -> None:
    office.ok("backup")
    before = office.dump()
    rows_of(office.book, "PRAGMA user_version = 99")
    assert office("restore", "--yes").code == 0
    assert office.dump() == before
    office.ok("account", "list")


def test_a_book_with_a_hostile_name_is_copied_and_put_back(office: Cli, tmp_path: Path) -> None:
    strange = tmp_path / "Bücher [x]*?% #1'" / "mein\tBuch.sqlite"
    strange.parent.mkdir()
    shutil.copyfile(office.book, strange)
    office.ok("--book", str(strange), "backup")
    office.ok("--book", str(strange), "account", "rm", "acme", "--yes")
    assert office("--book", str(strange), "restore", "--yes").code == 0
    assert dump(strange) == office.dump()
    drawn = office.ok("--book", str(strange), "backup", "--list", tty=True)
    assert "mein\\tBuch.sqlite-20" in drawn
    assert "\t" not in drawn


def test_the_real_program_says_the_same(am: Callable[..., Result], tmp_path: Path) -> None:
    am("init")
    am("account", "add", "Acme")
    made = am("backup").out.strip()
    assert made.startswith(str(tmp_path / ".local/share/amcli/backups/book-"))
    am("account", "rm", "acme", "--yes")
    assert am("restore", "--yes").code == 0
    assert am("account", "list", "-o", "ids").out == "acme\n"
    assert am("--book", made, "account", "list", "-o", "ids").out == "acme\n"


def test_the_clock_decides_the_name_and_two_of_one_moment_stay_apart(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments: Any = iter(["2026-05-04T10:20:30.456Z"] * 3 + ["2026-05-04T10:20:30.457Z"])
    monkeypatch.setattr(backups, "now", lambda: next(moments))
    assert copy(office).name == "book-2026-05-04-102030-456-asked.db"
    assert copy(office).name == "book-2026-05-04-102030-457-asked.db"


def test_a_book_behind_a_link_stays_there(office: Cli, tmp_path: Path) -> None:
    real = tmp_path / "real" / "mine.db"
    real.parent.mkdir()
    office.book.rename(real)
    office.book.symlink_to(real)
    made = copy(office)
    before = office.dump()
    office.ok("account", "rm", "acme", "--yes")
    assert office("restore", made.name, "--yes").code == 0
    assert office.dump() == before
    real.write_bytes(b"no book any more\n" * 999)
    assert office("restore", made.name, "--yes").code == 0
    assert office.dump() == before
    assert (office.book.is_symlink(), real.is_symlink()) == (True, False)
