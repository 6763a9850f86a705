"""Imports of many rows, which go into the book, and out of it again, together."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from typing import Any

import pytest

from amcli.interchange import session
from amcli.storage import reversal
from amcli.storage.connection import lend_search_key
from tests.interchange.helpers import Desk
from tests.profiles import is_nightly

ROWS = 100_000 if is_nightly() else 1_200
KILLS = 20 if is_nightly() else 1  # by day once more than in tests/torture
STAMP = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
HEADER = "account,kind,on,summary,contacts,source_id\n"
# Another program's trigger, which does nothing: beside it everything is written row by row.
STRANGER = "CREATE TRIGGER theirs AFTER INSERT ON product BEGIN SELECT 1; END"
PLACES = (1, ROWS // 2, ROWS)
WRONG = (
    ("nobody,call,2026-01-02,Lost,,y\n", "no such account"),
    ("c1,call,2026-02-30,Lost,,y\n", "no such date"),
    ("c1,fax,2026-01-02,Lost,,y\n", "none of"),
    (f"c1,call,2026-01-02,{'x' * 1_000_001},,y\n", "longer than"),
)
# Nightly each of them in each place, here one in each.
BAD = [
    (place, *wrong)
    for at, place in enumerate(PLACES)
    for number, wrong in enumerate(WRONG)
    if is_nightly() or number == at + 1
]
PEOPLE = "account,name,email\n" + "".join(f"c{n},Person {n},p{n}@c{n}.example\n" for n in range(20))


def row(number: int, summary: str = "Asked for the pilot") -> str:
    account = number % 20
    person = f"p{account}@c{account}.example" if number % 3 else ""
    return (
        f"c{account},call,2026-0{number % 2 + 1}-{number % 28 + 1:02},{summary} {number},{person},x{number}\n"
    )


def rows(replaced: dict[int, str] | None = None) -> list[str]:
    """The lines of a file; some by their numbers, from 1, in the place of its own."""
    found = [row(number) for number in range(1, ROWS + 1)]
    for number, text in (replaced or {}).items():
        found[number - 1] = text
    return found


@pytest.fixture(scope="module")
def with_people(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A book of twenty accounts with a person each, to be copied."""
    made = Desk(tmp_path_factory.mktemp("twenty"))
    accounts = "code,name\n" + "".join(f"c{n},Company {n}\n" for n in range(20))
    made.imported(made.file("accounts.csv", accounts), made.file("contacts.csv", PEOPLE))
    return made


@pytest.fixture
def office(with_people: Desk, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same, where as few rows as there are here count as many."""
    monkeypatch.setattr(session, "MANY", 1_000)
    monkeypatch.setattr(reversal, "MANY", 500)
    shutil.copytree(with_people.folder, desk.folder, dirs_exist_ok=True)
    return desk


def journalled(desk: Desk) -> list[str]:
    """The journal without the times at which records were written."""
    entries = desk.rows('SELECT id, txn, tbl, "row", before, after FROM journal ORDER BY id')
    return [STAMP.sub("", str(entry)) for entry in entries]


def plainly(desk: Desk, *but: str) -> str:
    """Everything in a book, without the times at which it was written."""
    return STAMP.sub("", str(desk.dump("txn", "journal", "day_state", *but)))


def test_rows_that_come_and_go_together_leave_the_journal_of_rows_that_come_one_by_one(
    office: Desk, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Desk(tmp_path / "beside")
    shutil.copytree(office.folder, beside.folder)
    db = sqlite3.connect(beside.book)
    lend_search_key(db)
    db.execute(STRANGER)
    db.close()
    text, together = HEADER + "".join(rows()), []
    take_back_span = reversal.take_back_span
    monkeypatch.setattr(
        reversal, "take_back_span", lambda *given: together.append(given[2]) or take_back_span(*given)
    )
    steps = (["import", "{file}", "--yes"], ["undo"], ["redo"], ["undo"])
    states, first = [], office.dump("txn", "journal", "day_state")
    for step in steps:
        for desk in (office, beside):
            file = desk.file("calls.csv", text)
            done = desk.am(*(word.replace("{file}", file) for word in step))
            assert done.code == 0, done
        assert journalled(office) == journalled(beside)
        assert plainly(office) == plainly(beside)
        states.append(office.dump("txn", "journal", "day_state"))
    assert {span.events[0].table for span in together} == {"interaction", "interaction_contact", "source_ref"}
    assert len(together) == 9  # of the one book, each of three times
    assert states[1] == states[3] == first
    assert states[0] == states[2] != first
    assert office.value("SELECT count(*) FROM search WHERE search MATCH 'pilot'") == 0


def test_rows_that_were_changed_together_are_as_they_were(office: Desk) -> None:
    office.imported(office.file("calls.csv", HEADER + "".join(rows())), "--yes")
    before = office.dump("txn", "journal", "day_state")
    changed = {number: row(number, "Another word") for number in range(1, ROWS // 10 * 9, 9)}
    office.imported(office.file("calls.csv", HEADER + "".join(rows(changed))), "--yes")
    after = office.dump("txn", "journal", "day_state")
    assert office.value("SELECT count(*) FROM search WHERE search MATCH 'another'") == len(changed)
    for step, state in (("undo", before), ("redo", after), ("undo", before)):
        assert office.am(step).code == 0
        assert office.dump("txn", "journal", "day_state") == state


def test_a_later_change_of_one_of_many_rows_is_named_and_nothing_is_undone(office: Desk) -> None:
    office.imported(office.file("calls.csv", HEADER + "".join(rows())), "--yes")
    imported, in_the_middle = office.value("SELECT max(id) FROM txn"), ROWS // 2
    assert office.am("activity", "edit", f"n{in_the_middle}", "--summary", "Mine").code == 0
    before = office.dump()
    refused = office.am("undo", str(imported))
    assert refused.code == 5
    assert f"n{in_the_middle} after it. Nothing was undone." in refused.err
    assert office.dump() == before


@pytest.mark.parametrize(("number", "bad", "why"), BAD)
def test_a_bad_row_stops_all_wherever_it_stands(office: Desk, number: int, bad: str, why: str) -> None:
    before = office.dump()
    refused = office.am("import", office.file("calls.csv", HEADER + "".join(rows({number: bad}))), "--yes")
    assert refused.code == 5, refused
    assert re.search(rf"\b{number + 1}\b", refused.err.replace(",", ""))
    assert why in refused.err
    assert office.dump() == before


@pytest.mark.parametrize("attempt", range(KILLS))
def test_an_import_that_is_killed_at_any_moment_leaves_the_book_before(office: Desk, attempt: int) -> None:
    file, before = office.file("calls.csv", HEADER + "".join(rows())), plainly(office)
    argv = [sys.executable, "-m", "amcli", "import", file, "--yes"]
    running = subprocess.Popen(
        argv,
        env=office.environ | {"PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(random.Random(attempt).uniform(0.3, 1.5 + ROWS / 8_000))
    running.send_signal(signal.SIGKILL)
    written, _ = running.communicate()
    if b"To undo" in written or office.value("SELECT count(*) FROM interaction"):  # it was faster
        assert office.am("undo").code == 0
    assert plainly(office) == before
    assert office.value("PRAGMA integrity_check") == "ok"
    office.imported(file, "--yes")
    assert office.value("SELECT count(*) FROM interaction") == ROWS
