"""A book that 0.1.0 wrote, with what it answered then: all of it is still there and still said.

What is compared is every field that 0.1.0 printed. Judgements have changed since, for reasons that the
changelog gives, and so have some words; these are named here, and all the rest is the same to the last value.
"""

import gzip
import json
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amcli.storage.connection import VERSION
from tests.support import Cli, Result, rows_of, run_here

HERE = Path(__file__).parent
DAY = "2026-03-02"
ANSWERS: dict[str, Any] = json.loads((HERE / "answers_0_1_0.json").read_text(encoding="utf-8"))
RECORDS = [name for name in ANSWERS if " list" in name]
# What 0.1.0 judged by fewer signals than are known today, and the sentences that say it.
JUDGED = {"score", "band", "coverage", "trend", "reasons", "next_step"}
WORDED = {"what"}
# The morning has sections since, and other things first.
MORNING = {"actions", "risks"}
NOW_OTHERWISE = {
    "today.totals.arr_at_risk": "the account whose notice deadline has passed is at risk",
    "today.totals.renewing_90d": "a contract that ended long ago isn't up for renewal",
}


class Kept:
    """The book of 0.1.0 in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.book = folder, folder / "book.db"
        self.book.write_bytes(gzip.decompress((HERE / "book_0_1_0.db.gz").read_bytes()))
        self.book.chmod(0o600)
        self.config = folder / "config.toml"
        self.config.write_text("[fx]\nUSD = 0.92\n", encoding="utf-8")
        self.config.chmod(0o600)

    def am(self, *argv: str) -> Result:
        known = Cli(self.folder, self.book).environ(DAY) | {"AMCLI_CONFIG": str(self.config)}
        return run_here(argv, known)

    def answer(self, line: str) -> Any:
        found = self.am(*shlex.split(line)[1:], "-o", "json")
        assert (found.code, found.err) == (0, "")
        return json.loads(found.out)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


@pytest.fixture(scope="module", name="upgraded")
def one_upgraded(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The same, upgraded, for reading."""
    found = Kept(tmp_path_factory.mktemp("kept"))
    assert found.am("checkins").code == 0
    return found


def user_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def differences(was: Any, now: Any, path: str, passed: set[str]) -> Iterator[str]:
    """Where an answer of today says something else in a field that 0.1.0 had."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name, value in was.items():
            if name not in now:
                yield f"{path}.{name} is gone"
            elif name not in passed and f"{path}.{name}" not in passed:
                yield from differences(value, now[name], f"{path}.{name}", passed)
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for at, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from differences(one, other, f"{path}[{at}]", passed)
    elif was != now:
        yield f"{path}: {was!r} is {now!r}"


def test_it_is_backed_up_upgraded_and_says_so_once(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    before = kept.book.read_bytes()
    assert user_version(kept.book) == 1
    assert kept.am("checkins").code == 0
    said = capsys.readouterr().err
    assert said.startswith(f"am: upgraded the book from version 1 to {VERSION}; backup: ")
    assert kept.am("checkins").err == capsys.readouterr().err == ""
    assert user_version(kept.book) == VERSION
    (backup,) = kept.folder.glob("backups/*-upgrade.db")
    assert backup.stat().st_mode & 0o777 == 0o600
    copy = kept.folder / "before.db"
    copy.write_bytes(before)
    for table in ("account", "contact", "contract", "interaction", "task", "journal"):
        query = f'SELECT * FROM "{table}" ORDER BY id'
        assert rows_of(backup, query) == rows_of(copy, query)


def test_the_backup_is_a_whole_book_of_0_1_0_and_comes_back(kept: Kept) -> None:
    kept.am("checkins")
    kept.am("log", "fernway", "Typed after the upgrade")
    (backup,) = kept.folder.glob("backups/*-upgrade.db")
    assert user_version(backup) == 1
    assert kept.am("restore", str(backup), "--yes").code == 0
    assert kept.am("find", "Typed after", "-o", "ids").out == ""
    assert (
        list(differences(ANSWERS["am task list --all"], kept.answer("am task list --all"), "", set())) == []
    )


@pytest.mark.parametrize("line", RECORDS)
def test_every_record_has_every_value_it_had(upgraded: Kept, line: str) -> None:
    assert ANSWERS[line]
    assert list(differences(ANSWERS[line], upgraded.answer(line), line, set())) == []


@pytest.mark.parametrize("line", [line for line in ANSWERS if line not in (*RECORDS, "am today", "am risks")])
def test_every_list_and_page_says_the_same_but_for_what_is_judged_otherwise(
    upgraded: Kept, line: str
) -> None:
    assert list(differences(ANSWERS[line], upgraded.answer(line), line, JUDGED | WORDED)) == []


def test_the_morning_and_the_risks_name_those_they_named_and_have_every_field(upgraded: Kept) -> None:
    was, now = ANSWERS["am today"], upgraded.answer("am today")
    passed = JUDGED | MORNING | set(NOW_OTHERWISE)
    assert list(differences(was, now, "today", passed)) == []
    assert {each["account"] for each in was["actions"]} <= {each["account"] for each in now["actions"]}
    assert was["actions"][0].keys() <= now["actions"][0].keys()
    risks = upgraded.answer("am risks")
    assert {each["account"] for each in ANSWERS["am risks"]} <= {each["account"] for each in risks}
    assert ANSWERS["am risks"][0].keys() <= risks[0].keys()


def test_what_changed_since_is_still_so(upgraded: Kept) -> None:
    """What is named as otherwise is otherwise: a name that isn't needed any more goes."""
    was, now = ANSWERS["am today"]["totals"], upgraded.answer("am today")["totals"]
    assert [
        name for name in NOW_OTHERWISE if was[name.rpartition(".")[2]] == now[name.rpartition(".")[2]]
    ] == []


def test_it_is_sound_and_made_as_a_new_book_is(upgraded: Kept, tmp_path: Path) -> None:
    found = {row["check"]: row["state"] for row in upgraded.answer("am doctor")}
    assert {check: state for check, state in found.items() if state != "ok"} == {}
    new = tmp_path / "new.db"
    assert upgraded.am("--book", str(new), "init", "-q").code == 0
    made = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    assert rows_of(upgraded.book, made) == rows_of(new, made)
    for (table,) in rows_of(new, "SELECT name FROM sqlite_schema WHERE type = 'table'"):
        columns = f"SELECT name, type, \"notnull\" FROM pragma_table_info('{table}') ORDER BY name"
        assert rows_of(upgraded.book, columns) == rows_of(new, columns), table


def test_what_0_1_0_did_is_undone_step_by_step(kept: Kept) -> None:
    kept.am("checkins")
    assert [each["title"] for each in kept.answer("am contact list hartsease")] == ["Head of Reception"]
    assert kept.am("undo").code == 0  # the newest: she was deleted
    assert [each["name"] for each in kept.answer("am contact list jackdaw")] == ["Fay Mistleby"]
    assert kept.am("undo").code == 0  # she was added
    assert kept.answer("am contact list jackdaw") == []
    assert kept.am("undo").code == 0
    assert [each["title"] for each in kept.answer("am contact list hartsease")] == ["Practice Manager"]
    assert kept.am("redo").code == 0


def test_its_past_is_seen_as_it_was(upgraded: Kept) -> None:
    then = upgraded.answer("am contract list fernway --as-of 2025-05-20")
    assert [(each["contract"], each["annual_value"]) for each in then] == [("k1", 48_000), ("k2", 52_000)]


def test_its_files_are_recognised_by_the_ids_it_kept(kept: Kept) -> None:
    path = kept.folder / "accounts.csv"
    path.write_text(
        "id,name,tier,domain\n1,Fernway Foods,key,fernway.example.com\n2,Gullwing Freight,light,\n"
    )
    kept.am("checkins")
    found = kept.am("import", str(path), "--yes", "-o", "json")
    assert found.code == 0
    assert kept.answer("am account list --all")[1]["tier"] == "light"
    assert len(kept.answer("am account list --all")) == 5


def test_looking_at_versions_upgrades_nothing(kept: Kept) -> None:
    found = kept.am("--version", "--verbose")
    assert "book.db (schema 1, upgraded when it is next opened)\n" in found.out
    assert user_version(kept.book) == 1
    kept.am("checkins")
    assert f"book.db (schema {VERSION})\n" in kept.am("--version", "--verbose").out
