"""A book from before leaving: who was lost too early is a customer again until the last day, whatever nobody
recorded is not a no, and the upgrade's line counts both."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from amcli.storage import journal, schema
from amcli.storage.connection import Book, connect, prepare
from amcli.storage.opening import open_book
from tests.support import migrations_until

from .support import account, add

TODAY = dt.date.today()
AHEAD, PAST = ((TODAY + dt.timedelta(days=days)).isoformat() for days in (90, -90))
Row = sqlite3.Row


@pytest.fixture
def older(tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "old.db"
    path.touch()
    db = connect(path)
    prepare(db)
    schema.upgrade(db, migrations_until(8, tmp_path / "migrations"), 8)
    return db


def customer(db: sqlite3.Connection, name: str, status: str = "active", ends: str | None = AHEAD) -> int:
    """An account with a contract to a day."""
    row = account(db, name, status=status)
    if ends is not None:
        add(db, "contract", account_id=row, starts_on="2020-01-01", ends_on=ends)
    return row


def lose(db: sqlite3.Connection, owner: int, command: str, *, closes: bool = True) -> None:
    """Record the loss of an account's contracts as an older amcli did."""
    book = Book("old.db", db, command)
    with book.transaction():
        db.execute(
            "UPDATE contract SET outcome = 'churned', outcome_on = ? WHERE account_id = ?", (PAST, owner)
        )
        if closes:
            db.execute("UPDATE account SET status = 'churned' WHERE id = ?", (owner,))


def upgraded(db: sqlite3.Connection, tmp_path: Path) -> Book:
    db.close()
    return open_book(tmp_path / "old.db", "test")


def statuses(book: Book) -> dict[str, tuple[str, str | None]]:
    return {
        row["name"]: (row["status"], row["status_on"]) for row in book.db.execute("SELECT * FROM account")
    }


def test_who_was_lost_while_the_contract_still_runs_is_leaving(
    older: sqlite3.Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lose(older, customer(older, "Leaving"), "am churn leaving --reason price")
    lose(older, customer(older, "Early", status="onboarding"), "am contract churn k2")
    lose(older, customer(older, "Over", ends=PAST), "am churn over")
    lose(older, customer(older, "Imported"), "am import crm.csv")
    by_hand = customer(older, "Typed")
    lose(older, by_hand, "am churn typed", closes=False)
    with Book("old.db", older, "am account edit").transaction():
        older.execute("UPDATE account SET status = 'churned' WHERE id = ?", (by_hand,))
    customer(older, "Kept")
    today = TODAY.isoformat()
    customer(older, "Nothing", ends=PAST)
    customer(older, "Never", ends=None)
    book = upgraded(older, tmp_path)
    assert statuses(book) == {
        "Leaving": ("active", None),
        "Early": ("onboarding", None),
        "Over": ("churned", None),
        "Imported": ("churned", None),
        "Typed": ("churned", None),
        "Kept": ("active", None),
        "Nothing": ("active", today),
        "Never": ("active", None),
    }
    said = capsys.readouterr().err
    assert "lost customers now leaving, until their last day: 2" in said
    assert "customers active without a contract: 1" in said
    assert said.count("\n") == 1
    book.close()


def test_a_loss_from_before_the_upgrade_is_undone_after_it(older: sqlite3.Connection, tmp_path: Path) -> None:
    lose(older, customer(older, "Leaving"), "am churn leaving")
    book = upgraded(older, tmp_path)
    journal.undo(book)
    assert statuses(book) == {"Leaving": ("active", None)}
    assert [row["outcome"] for row in book.db.execute("SELECT outcome FROM contract")] == [None]
    book.close()


@pytest.mark.parametrize(("answers", "found"), [((0, 0), [None, None]), ((0, 1), [0, 1])])
def test_a_no_that_nobody_said_is_not_recorded(
    older: sqlite3.Connection,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answers: tuple[int, ...],
    found: list[int | None],
) -> None:
    owner = customer(older, "Acme")
    for each in answers:
        add(older, "issue", account_id=owner, title="x", opened_on=PAST, resolved_first_contact=each)
    book = upgraded(older, tmp_path)
    rows = book.db.execute("SELECT resolved_first_contact FROM issue ORDER BY id")
    assert [row[0] for row in rows] == found
    told = "issues without a record of first contact: 2" in capsys.readouterr().err
    assert told is (found[0] is None)
    add(book.db, "issue", account_id=owner, title="y", opened_on=PAST)
    newest = book.db.execute("SELECT resolved_first_contact FROM issue ORDER BY id DESC").fetchone()
    assert newest[0] is None
    book.close()


def test_an_expected_amount_and_a_length_have_their_rules(older: sqlite3.Connection, tmp_path: Path) -> None:
    owner = customer(older, "Acme")
    book = upgraded(older, tmp_path)
    for values, why in (
        ({"forecast_value": 5}, "an expected amount needs a currency"),
        ({"forecast_value": -5, "currency": "EUR"}, "an expected amount has a sensible size"),
        ({"renew_months": 0}, "a renewal is for 1 to 120 months"),
    ):
        with pytest.raises(sqlite3.IntegrityError, match=why):
            add(book.db, "contract", account_id=owner, starts_on="2026-01-01", **values)
    book.close()
