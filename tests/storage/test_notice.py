"""The last day for notice: worked out by the database as a calendar would, in days or in months."""

import calendar
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amcli.storage import schema
from amcli.storage.connection import connect, prepare
from amcli.storage.opening import open_book
from amcli.storage.sql_files import notice_by
from tests.support import migrations_until

from .support import account, add, new_book

QUERY = f"""SELECT {notice_by("c")}
FROM (SELECT ? AS ends_on, ? AS notice_days, ? AS notice_months) c"""
MEMORY = sqlite3.connect(":memory:")


def by_database(ends: date, days: int | None, months: int | None) -> str | None:
    found: str | None = MEMORY.execute(QUERY, (ends.isoformat(), days, months)).fetchone()[0]
    return found


def by_calendar(ends: date, months: int) -> date:
    """The day after the end, so many months earlier, and the day before that."""
    after = ends + timedelta(days=1)
    year, month = divmod(after.year * 12 + after.month - 1 - months, 12)
    return date(year, month + 1, min(after.day, calendar.monthrange(year, month + 1)[1])) - timedelta(days=1)


@pytest.mark.parametrize(
    ("ends", "months", "expected"),
    [
        ("2026-12-31", 3, "2026-09-30"),
        ("2026-06-30", 3, "2026-03-31"),
        ("2026-12-15", 3, "2026-09-15"),
        ("2026-05-30", 3, "2026-02-27"),
        ("2026-05-31", 3, "2026-02-28"),
        ("2026-02-28", 3, "2025-11-30"),
        ("2028-02-28", 3, "2027-11-28"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-03-30", 1, "2026-02-27"),
        ("2028-03-30", 1, "2028-02-28"),
        ("2026-01-01", 1, "2025-12-01"),
        ("9999-12-31", 3, "9999-09-30"),
    ],
)
def test_months_are_counted_back_from_the_day_after_the_end(ends: str, months: int, expected: str) -> None:
    assert by_database(date.fromisoformat(ends), None, months) == expected


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.integers(1, 120))
@example(date(2026, 5, 30), 3)
@example(date(2028, 3, 29), 1)
def test_months_agree_with_a_calendar(ends: date, months: int) -> None:
    assert by_database(ends, None, months) == by_calendar(ends, months).isoformat()


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.integers(0, 3660))
def test_days_are_counted_back_from_the_end(ends: date, days: int) -> None:
    assert by_database(ends, days, None) == (ends - timedelta(days=days)).isoformat()


def test_without_a_period_or_an_end_there_is_no_day() -> None:
    assert by_database(date(2026, 12, 31), None, None) is None
    for days, months in ((30, None), (None, 3), (None, None)):
        assert MEMORY.execute(QUERY, (None, days, months)).fetchone()[0] is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"notice_months": 0}, "1 to 120 months"),
        ({"notice_months": 121}, "1 to 120 months"),
        ({"notice_months": 3, "notice_days": 30}, "in days or in months"),
    ],
)
def test_the_book_keeps_one_sensible_period(tmp_path: Path, values: dict[str, int], why: str) -> None:
    book = new_book(tmp_path / "book.db")
    owner = account(book.db, "Acme")
    with pytest.raises(sqlite3.IntegrityError, match=why):
        add(book.db, "contract", account_id=owner, starts_on="2026-01-01", ends_on="2026-12-31", **values)
    book.close()


def test_an_older_book_keeps_its_contracts_and_their_notice(tmp_path: Path) -> None:
    older = migrations_until(4, tmp_path / "migrations")
    path = tmp_path / "old.db"
    path.touch()
    db = connect(path)
    prepare(db)
    schema.upgrade(db, older, 4)
    owner = account(db, "Acme")
    first = add(db, "contract", account_id=owner, starts_on="2025-01-01", ends_on="2025-12-31")
    add(db, "contract", account_id=owner, starts_on="2026-01-01", notice_days=30, reference="A-1")
    add(db, "contract", account_id=owner, starts_on="2025-06-01", amends_id=first, notice_days=0)
    db.close()
    book = open_book(path, "test")
    rows = book.db.execute(
        "SELECT starts_on, amends_id, notice_days, notice_months FROM contract ORDER BY id"
    )
    assert [tuple(row) for row in rows] == [
        ("2025-01-01", None, None, None),
        ("2026-01-01", None, 30, None),
        ("2025-06-01", first, 0, None),
    ]
    book.db.execute("UPDATE contract SET notice_days = NULL, notice_months = 3 WHERE id = ?", (first,))
    (after,) = book.db.execute("SELECT after FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    assert '"notice_months":3' in after
    book.close()
