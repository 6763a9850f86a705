"""What the file itself holds of a contract's kind, whoever writes to it; and a book from before kinds."""

import sqlite3
from pathlib import Path

import pytest

from amcli.storage import journal, schema
from amcli.storage.connection import Book, connect, prepare
from amcli.storage.opening import open_book
from amcli.storage.violations import fault_words
from tests.support import migrations_until

from .support import account, add, new_book, outside

pytestmark = pytest.mark.usefixtures("migrated_always")
TERM = {"account_id": 1, "starts_on": "2026-01-01", "ends_on": "2026-01-31"}
USAGE = {**TERM, "kind": "usage", "total_value": 300_000, "currency": "EUR"}
NEVER = "one-offs and usage aren't renewed, amended, forecast or lost"


@pytest.fixture
def db(tmp_path: Path):
    new_book(tmp_path / "book.db", "EUR").close()
    found = outside(tmp_path / "book.db")
    account(found, "Acme")
    yield found
    found.close()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({**USAGE, "currency": None}, "an amount needs a currency"),
        ({**USAGE, "total_value": -1}, "a total can't be negative or this large"),
        ({**USAGE, "kind": "recurring"}, "only one-offs and usage have a total"),
        ({**USAGE, "annual_value": 1}, "one-offs and usage have a total, no value a year"),
        ({**USAGE, "ends_on": None}, "one-offs and usage need a last day"),
        ({**USAGE, "auto_renew": 1}, NEVER),
        ({**USAGE, "outcome": "churned"}, NEVER),
        ({**USAGE, "terminated_on": "2026-01-20"}, NEVER),
        ({**USAGE, "kind": "one_off", "forecast": "likely"}, NEVER),
    ],
)
def test_what_does_not_recur_has_a_total_and_a_last_day_and_no_outcome(db, wrong, sentence):
    with pytest.raises(sqlite3.IntegrityError) as found:
        add(db, "contract", **wrong)
    assert fault_words(found.value, wrong) == sentence


def test_no_contract_leads_to_one_that_does_not_recur(db):
    usage = add(db, "contract", **USAGE)
    for column in ("renewed_by_id", "amends_id"):
        with pytest.raises(sqlite3.IntegrityError, match="only what recurs"):
            add(db, "contract", **TERM, **{column: usage})
        leads = add(db, "contract", **TERM)
        with pytest.raises(sqlite3.IntegrityError, match="only what recurs") as found:
            db.execute(f"UPDATE contract SET {column} = ? WHERE id = ?", (usage, leads))
        assert fault_words(found.value) == NEVER
        other = add(db, "contract", **TERM)
        db.execute(f"UPDATE contract SET {column} = ? WHERE id = ?", (other, leads))
        with pytest.raises(sqlite3.IntegrityError, match="only what recurs"):
            db.execute("UPDATE contract SET kind = 'usage' WHERE id = ?", (other,))


def test_every_contract_of_an_older_book_recurs_and_what_was_changed_there_can_be_undone(tmp_path: Path):
    path = tmp_path / "old.db"
    path.touch()
    older = connect(path)
    prepare(older)
    schema.upgrade(older, migrations_until(9, tmp_path / "migrations"), 9)
    account(older, "Acme")
    kept = add(older, "contract", **TERM, annual_value=100, currency="EUR")
    gone = add(older, "contract", **TERM, annual_value=200, currency="EUR", renewed_by_id=kept)
    with Book("old.db", older, "am contract rm k2").transaction():
        older.execute("DELETE FROM contract WHERE id = ?", (gone,))
    older.close()
    book = open_book(path, "test")
    journal.undo(book)
    rows = book.db.execute("SELECT kind, total_value, annual_value, renewed_by_id FROM contract ORDER BY id")
    assert [tuple(row) for row in rows] == [("recurring", None, 100, None), ("recurring", None, 200, kept)]
    book.close()
