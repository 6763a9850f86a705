"""Any files of two sources in any order: the same book, but for what each of them says otherwise."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.incoming import Asked, Options, Source
from amcli.interchange.session import take_in, understand
from amcli.storage import journal, writes
from amcli.storage.bulk import Intake
from amcli.storage.connection import Book
from amcli.storage.opening import open_book
from tests.interchange.helpers import ACCOUNTS, Desk
from tests.profiles import examples
from tests.support import dump

EXAMPLES = settings(
    max_examples=examples(25),
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = ("Ann", "Ben", "Cy")
SINGLES = ("title", "role", "language", "notes")
LISTS = ("email", "phone", "tags")
COLUMN = {"email": "emails", "phone": "phones"}


def some(pool: list[str], blank: bool = True) -> st.SearchStrategy[str]:
    """A cell with a few of these, or a blank one."""
    return st.lists(st.sampled_from(pool), min_size=0 if blank else 1, max_size=3, unique=True).map(";".join)


def person(name: str) -> st.SearchStrategy[dict[str, str]]:
    """A row about somebody."""
    mails = [f"{name.lower()}{number}@acme.example" for number in range(4)]
    return st.fixed_dictionaries(
        {
            "account": st.just("acme"),
            "name": st.just(name),
            "email": some(mails),
            "phone": some(["030 111", "+49 30 222", "0171 333"]),
            "tags": some(["vip", "Board", "new"]),
            "title": st.sampled_from(["", "CTO", "CEO"]),
            "role": st.sampled_from(["", "user", "champion"]),
            "language": st.sampled_from(["", "de"]),
            "notes": st.sampled_from(["", "a", "b"]),
        }
    )


ROWS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).flatmap(
    lambda names: st.tuples(*map(person, names))
)
# Which source, and what its file holds.
STEPS = st.lists(st.tuples(st.sampled_from(["crm", "phone"]), ROWS), min_size=2, max_size=6)
File = tuple[str, tuple[dict[str, str], ...]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two accounts, made once."""
    desk = Desk(tmp_path_factory.mktemp("template"))
    desk.imported(desk.file("accounts.csv", ACCOUNTS))
    return desk.book


@contextmanager
def opened(template: Path, folder: Path) -> Iterator[Book]:
    """A copy of the book."""
    path = folder / "book.db"
    for each in folder.glob("book.db*"):
        each.unlink()
    shutil.copy(template, path)
    book = open_book(path, "test")
    book.db.execute("PRAGMA synchronous = OFF")
    yield book
    book.close()


def bring(book: Book, folder: Path, step: File, **options: Any) -> int:
    """Import a file as its source; gives how many records it changed."""
    source, rows = step
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / f"{source}.csv"
    path.write_text(target.getvalue(), encoding="utf-8")
    files = understand([Source(path, path.name, path)], Asked(kind="contacts"))
    with book.transaction(bulk=True) as txn:
        intake = Intake(book, txn)
        plans = take_in(intake, files, Options("2026-03-02", "EUR", **options), lambda count: None)
        intake.index()
    assert not any(plan.bad_lines for plan in plans)
    return sum(plan.new + plan.changed for plan in plans)


def people(book: Book) -> dict[str, dict[str, Any]]:
    """Everybody by name, lists as sets of texts."""
    found = {}
    for row in book.db.execute("SELECT * FROM contact"):
        record = dict(row)
        for field in LISTS:
            items = json.loads(record[COLUMN.get(field, field)])
            record[field] = {each["typed"] if isinstance(each, dict) else each for each in items}
        found[record["name"]] = record
    return found


def last_said(steps: list[File]) -> dict[tuple[str, str, str], str]:
    """The last cell that was not blank, by source, person and field."""
    return {
        (source, row["name"], field): row[field]
        for source, rows in steps
        for row in rows
        for field in (*SINGLES, *LISTS)
        if row[field]
    }


def shuffled(steps: list[File], order: list[bool]) -> list[File]:
    """The same files of each source in the same order, the two mixed in another way."""
    queues = {name: [step for step in steps if step[0] == name] for name in ("crm", "phone")}
    found = []
    for first in order:
        queue = queues["crm" if first else "phone"]
        found += [queue.pop(0)] if queue else []
    return [*found, *queues["phone"], *queues["crm"]]


@EXAMPLES
@given(STEPS, st.lists(st.booleans(), max_size=6))
def test_whichever_comes_first_the_book_is_the_same_but_for_what_they_disagree_on(
    template: Path, tmp_path: Path, steps: list[File], order: list[bool]
) -> None:
    ends = []
    for each in (steps, shuffled(steps, order)):
        with opened(template, tmp_path) as book:
            for step in each:
                bring(book, tmp_path, step)
            ends.append(people(book))
    one, two = ends
    said = last_said(steps)
    assert one.keys() == two.keys()
    for name in one:
        for field in LISTS:
            both = [said.get((source, name, field), "") for source in ("crm", "phone")]
            assert one[name][field] == two[name][field] == set(filter(None, ";".join(both).split(";")))
        for field in SINGLES:
            values = {said[key] for source in ("crm", "phone") if (key := (source, name, field)) in said}
            if len(values) < 2:
                assert one[name][field] == two[name][field] == next(iter(values), None)
            else:
                assert {one[name][field], two[name][field]} <= values


@EXAMPLES
@given(STEPS)
def test_after_each_ones_last_file_nothing_changes_any_more(
    template: Path, tmp_path: Path, steps: list[File]
) -> None:
    whole = {
        name: next((step for step in reversed(steps) if step[0] == name), None) for name in ("crm", "phone")
    }
    with opened(template, tmp_path) as book:
        for step in steps:
            bring(book, tmp_path, step)
        for step in (*whole.values(), *whole.values()):
            if step is not None:
                assert bring(book, tmp_path, step) == 0


EDITS = st.fixed_dictionaries(
    {
        "title": st.sampled_from([None, "Boss"]),
        "emails": st.lists(
            st.sampled_from(["ann0@acme.example", "mine@acme.example"]), max_size=2, unique=True
        ),
        "tags": st.lists(st.sampled_from(["vip", "mine"]), max_size=2, unique=True),
        "extra": st.sampled_from([{}, {"plan": "gold"}]),
    }
)


@EXAMPLES
@given(st.tuples(STEPS, person("Ann"), EDITS, STEPS, st.sampled_from([{}, {"wins": True}, {"clear": True}])))
def test_what_a_person_edited_survives_everything(
    template: Path, tmp_path: Path, given: tuple[list[File], dict[str, str], dict[str, Any], list[File], Any]
) -> None:
    before, ann, edit, after, options = given
    with opened(template, tmp_path) as book:
        for step in (*before, ("crm", (ann,))):
            bring(book, tmp_path, step)
        had = people(book)["Ann"]
        with book.transaction():
            changed = writes.update(book, "contact", had["id"], edit)
        for step in after:
            bring(book, tmp_path, step, **options)
        now = people(book)["Ann"]
        if "title" in changed:
            assert now["title"] == edit["title"]
        for field, column in (("email", "emails"), ("tags", "tags")):
            added, gone = set(edit[column]) - had[field], had[field] - set(edit[column])
            assert added <= now[field]
            assert not gone & now[field]


@EXAMPLES
@given(STEPS, st.integers(0, 6))
def test_undone_and_redone_imports_are_as_they_were(
    template: Path, tmp_path: Path, steps: list[File], undone: int
) -> None:
    with opened(template, tmp_path) as book:
        states = [dump(book.path, ("txn", "journal", "session"))]
        for step in steps:
            bring(book, tmp_path, step)
            if (state := dump(book.path, ("txn", "journal", "session"))) != states[-1]:
                states.append(state)
        back = min(undone, len(states) - 1)
        for _ in range(back):
            journal.undo(book)
        assert dump(book.path, ("txn", "journal", "session")) == states[len(states) - 1 - back]
        for _ in range(back):
            journal.redo(book)
        assert dump(book.path, ("txn", "journal", "session")) == states[-1]
