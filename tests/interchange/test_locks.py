"""An import holds the book's lock while it writes, and at no other time; others lose no turn and no row."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amcli.commands import importjob
from amcli.commands.importjob import Job
from amcli.storage import staging
from amcli.storage.connection import Book
from tests.forkserver import LONGEST
from tests.interchange.helpers import ACCOUNTS, CONTACTS, Desk

CALLS = "account,kind,on,summary,contacts\n"
SHEET = CALLS + "".join(f"acme,call,2026-01-{day:02d},Call {day},Jane Orr\n" for day in range(1, 29))
WRITERS = 8
EACH = 2


def is_free(book: Path) -> bool:
    """Whether another process could write at once."""
    db = sqlite3.connect(book, timeout=0, isolation_level=None)
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()
    return True


def watch(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, seen: Callable[[str], None]) -> None:
    """Have something looked at before a function and after it."""
    original = getattr(owner, name)

    def watched(*words: Any, **options: Any) -> Any:
        seen(f"before {name}")
        found = original(*words, **options)
        seen(f"after {name}")
        return found

    monkeypatch.setattr(owner, name, watched)


@pytest.fixture(scope="session")
def with_people(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose book has accounts and people, to be copied."""
    made = Desk(tmp_path_factory.mktemp("people"))
    made.imported(made.file("accounts.csv", ACCOUNTS), made.file("contacts.csv", CONTACTS))
    return made


@pytest.fixture
def office(with_people: Desk, desk: Desk) -> Desk:
    """A book with accounts and people."""
    shutil.copytree(with_people.folder, desk.folder, dirs_exist_ok=True)
    return desk


def test_the_lock_is_held_for_writing_and_at_no_other_time(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: dict[str, bool] = {}

    def look(when: str) -> None:
        free[when] = is_free(office.book)

    for owner, name in ((Job, "take_in"), (Job, "person_agrees"), (Job, "write_bad_files")):
        watch(monkeypatch, owner, name, look)
    watch(monkeypatch, staging, "copy_pages", look)
    watch(monkeypatch, Job, "back_up", look)
    watch(monkeypatch, staging, "add_rows", look)
    begun: list[str] = []
    transaction = Book.transaction
    monkeypatch.setattr(
        Book, "transaction", lambda book, **how: begun.append(book.command) or transaction(book, **how)
    )
    text = SHEET + "nobody,call,2026-01-01,Lost,\n"
    office.am("import", office.file("c.csv", text), "--skip-bad", terminal=True, stdin="y\n")
    assert office.value("SELECT count(*) FROM interaction") == 28
    held = {when for when, is_it in free.items() if not is_it}
    assert held == {"before add_rows", "after add_rows"}
    assert {"before take_in", "after back_up", "after person_agrees", "after write_bad_files"} <= free.keys()
    assert len(begun) == 2  # the copy's, and the one that is the import


@pytest.mark.parametrize("answer", ["", "n\n"])
def test_a_plan_alone_takes_no_lock_and_leaves_nothing(
    answer: str, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("the book was written to")

    monkeypatch.setattr(staging.Staging, "carry_over", refused)
    before, names = office.dump("txn", "journal"), sorted(os.listdir(office.book.parent))
    options = [] if answer else ["--dry-run"]
    office.am("import", office.file("c.csv", SHEET), *options, terminal=bool(answer), stdin=answer)
    assert office.dump("txn", "journal") == before
    assert sorted(os.listdir(office.book.parent)) == names


def test_a_plan_is_made_again_where_the_book_changed_meanwhile(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[str] = []
    watch(monkeypatch, Job, "take_in", plans.append)

    def meanwhile(when: str) -> None:
        if when == "before back_up" and len(plans) == 2:
            assert office.am("import", office.file("other.csv", SHEET), "--yes").code == 0

    watch(monkeypatch, Job, "back_up", meanwhile)
    answer = office.imported(office.file("c.csv", SHEET), "--yes")
    assert "0 new · 0 changed · 28 unchanged" in answer.out
    assert office.value("SELECT count(*) FROM interaction") == 28


def test_what_others_add_without_end_stands_before_it_with_its_own_numbers(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[str] = []
    watch(monkeypatch, Job, "take_in", plans.append)

    def meanwhile(when: str) -> None:
        if when == "before carry_over":
            assert office.am("log", "acme", "Something else", "--with", "Jane Orr", "--next", "Ask").code == 0
            assert office.am("contact", "add", "acme", f"New {len(plans)}").code == 0

    watch(monkeypatch, staging.Staging, "carry_over", meanwhile)
    contacts = office.file("p.csv", "id,account,name,email\nx1,acme,Kim Lind,kim@acme.example\n")
    calls = office.file("c.csv", SHEET + "acme,call,2026-01-29,Call 29,Kim Lind; Ben Okoro\n")
    office.imported(contacts, calls, "--yes")
    assert len(plans) == 2 * (importjob.EXACT_PLANS + 1)
    assert office.value("SELECT count(*) FROM interaction WHERE summary = 'Something else'") == 3
    people = (
        "SELECT c.name FROM interaction i JOIN interaction_contact p ON p.interaction_id = i.id "
        "JOIN contact c ON c.id = p.contact_id WHERE i.summary = 'Call 29' ORDER BY 1"
    )
    assert office.rows(people) == [("Ben Okoro",), ("Kim Lind",)]
    kim = "SELECT c.name FROM source_ref s JOIN contact c ON c.id = s.\"row\" WHERE s.source_id = 'x1'"
    assert office.rows(kim) == [("Kim Lind",)]
    words = office.rows("SELECT rowid, title FROM search WHERE title LIKE 'Call %' OR title = 'Kim Lind'")
    assert len(words) == 30
    again = office.imported(contacts, calls)
    assert again.out.count("0 new · 0 changed") == 2
    assert office.am("undo").code == 0
    assert office.value("SELECT count(*) FROM interaction WHERE summary LIKE 'Call %'") == 0
    assert office.value("SELECT count(*) FROM interaction WHERE summary = 'Something else'") == 3


def test_who_changes_the_same_record_each_time_is_waited_for_and_nothing_of_theirs_is_lost(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def meanwhile(when: str) -> None:
        if when == "before carry_over":
            tries.append(when)
            assert office.am("account", "edit", "acme", "--industry", f"Robots {len(tries)}").code == 0

    watch(monkeypatch, staging.Staging, "carry_over", meanwhile)
    office.imported(office.file("accounts.csv", "code,region\nacme,North\n"), "--yes")
    assert len(tries) == importjob.MOST_PLANS
    assert office.rows("SELECT region, industry FROM account WHERE code = 'acme'") == [("North", "Robots 5")]


def test_eight_writers_an_import_and_a_backup_get_along(office: Desk) -> None:
    rows = [f"acme,call,2025-{n % 12 + 1:02d}-{n % 28 + 1:02d},Import {n}" for n in range(3000)]
    path = office.file("c.csv", "account,kind,on,summary\n" + "\n".join(rows) + "\n")
    am = f'"{sys.executable}" -m amcli'

    def start(line: str) -> subprocess.Popen[str]:
        environ = {**office.environ, "PATH": os.environ["PATH"]}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(["sh", "-c", line], env=environ, text=True, **streams)

    every = " && ".join(f'{am} log acme "Writer says {n}"' for n in range(EACH))
    crowd = [start(every) for _ in range(WRITERS)]
    crowd += [start(f'{am} import "{path}" --yes'), start(f"{am} backup")]
    ended = [(each.communicate(timeout=LONGEST)[1], each.returncode) for each in crowd]
    assert ended == [("", 0)] * (WRITERS + 2)
    count = "SELECT count(*) FROM interaction WHERE summary LIKE '{} %'"
    assert office.value(count.format("Import")) == 3000
    assert office.value(count.format("Writer")) == WRITERS * EACH
    assert office.value("SELECT count(*) FROM search WHERE title LIKE 'Import %'") == 3000
    assert office.rows("PRAGMA integrity_check") == [("ok",)]
    assert office.rows("PRAGMA foreign_key_check") == []
    assert not [name for name in os.listdir(office.book.parent) if name.startswith(".")]
