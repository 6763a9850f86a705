"""Rows by the thousand: a bad one is named wherever it stands, and every other is written as it is given."""

import pytest

from amcli.storage.bulk import Intake

from .support import account, new_book

MANY = 400
BAD = {
    "a week": ({"minutes": 20_000}, "an activity can't be longer than"),
    "no number": ({"minutes": "long"}, "minutes: input should be a valid integer"),
    "no day": ({"on": "2026-02-30"}, "on: input should be a valid date"),
    "NUL": (
        {"summary": "a\x00b"},
        "the interaction summary must be text without NUL",
    ),
    "too long": ({"minutes": 2**70}, "a value that can't be stored"),
}


@pytest.fixture
def book(tmp_path):
    found = new_book(tmp_path / "book.db")
    yield found
    found.close()


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("place", [0, MANY // 2, MANY - 1])
def test_a_bad_row_is_named_at_its_place(book, bad, place):
    changes, why = BAD[bad]
    with book.transaction(bulk=True) as txn:
        owner = account(book.db)
        intake = Intake(book, txn)
        rows = [
            {"id": intake.new_id("interaction"), "account_id": owner, "on": "2026-01-02", "summary": f"n{n}"}
            for n in range(MANY)
        ]
        rows[place].update(changes)
        ((found, reason),) = intake.insert("interaction", rows)
        intake.index()
    assert (found, reason[: len(why)]) == (place, why)
    written = {row["summary"] for row in book.db.execute("SELECT summary FROM interaction")}
    assert written == {f"n{n}" for n in range(MANY) if n != place}


def test_what_no_row_gives_is_what_the_book_puts_there(book):
    with book.transaction(bulk=True) as txn:
        owner = account(book.db)
        intake = Intake(book, txn)
        rows = [
            {"id": 1, "account_id": owner, "name": "One", "tags": ["a"]},
            {"id": 2, "account_id": owner, "name": "Two", "emails": ["two@example.com"], "primary": True},
        ]
        assert intake.insert("contact", rows) == []
        intake.index()
    query = 'SELECT name, emails, phones, "primary", do_not_mail, tags, extra, title FROM contact ORDER BY id'
    assert [tuple(row) for row in book.db.execute(query)] == [
        ("One", "[]", "[]", 0, 0, '["a"]', "{}", None),
        ("Two", '["two@example.com"]', "[]", 1, 0, "[]", "{}", None),
    ]
