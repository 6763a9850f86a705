"""No contract is worth less than nothing with its amendments, whoever writes to the book; one of an older
book stays as it is until somebody corrects it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from amcli.errors import Refused
from amcli.rules.amendments import fall, part_of
from amcli.storage import schema
from amcli.storage.below_zero import falls
from amcli.storage.connection import Book, connect, prepare
from amcli.storage.opening import open_book
from tests.profiles import examples
from tests.support import migrations_until

from .support import account, add, dump, new_book, outside

RULE = "a contract is never worth less than nothing"
PLAN = (10_00, -4_00, 3_00, -9_00)  # as it was agreed: at last nothing is left


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = new_book(tmp_path / "book.db", "EUR")
    yield made
    made.close()


def agreed(db: sqlite3.Connection) -> list[int]:
    """A contract and three amendments, the last on the day after the third."""
    owner = account(db)
    own = add(db, "contract", account_id=owner, starts_on="2026-01-01", annual_value=PLAN[0], currency="EUR")
    return [own, *(amended(db, own, f"2026-0{month}-01", value) for month, value in enumerate(PLAN[1:], 2))]


def amended(db: sqlite3.Connection, own: int, starts: str, value: int) -> int:
    values = {"amends_id": own, "starts_on": starts, "annual_value": value, "currency": "EUR"}
    return add(db, "contract", account_id=1, **values)


CHANGES = {
    "an amendment lowered": "UPDATE contract SET annual_value = -901 WHERE id = 4",
    "an amendment brought forward": "UPDATE contract SET starts_on = '2026-02-01' WHERE id = 4",
    "a contract lowered": "UPDATE contract SET annual_value = 999 WHERE id = 1",
    "a contract put off": "UPDATE contract SET starts_on = '2026-02-02' WHERE id = 1",
    "a contract of another currency": "UPDATE contract SET currency = 'USD' WHERE id = 1",
    "a contract without a value": "UPDATE contract SET annual_value = NULL WHERE id = 1",
    "an amendment deleted": "DELETE FROM contract WHERE id = 3",
    "an amendment stopped": "UPDATE contract SET terminated_on = '2026-06-01' WHERE id = 3",
    "an amendment made one's own": "UPDATE contract SET amends_id = NULL WHERE id = 3",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_takes_a_contract_below_zero_is_refused(book: Book, change: str) -> None:
    with book.transaction():
        agreed(book.db)
    before = dump(book.db)
    why = r"that would take k1 below zero on \d+ \w+ 2026: EUR -"
    with pytest.raises(Refused, match=why) as refused, book.transaction():
        book.db.execute(change)
    assert refused.value.exit_code == 5
    other = outside(book.path)
    with pytest.raises(sqlite3.IntegrityError, match=RULE):
        other.execute(change)
    other.close()
    assert dump(book.db) == before


def test_it_may_be_below_zero_on_the_way(book: Book) -> None:
    with book.transaction():
        agreed(book.db)
    with book.transaction():
        book.db.execute("UPDATE contract SET annual_value = 100 WHERE id = 1")
        book.db.execute("DELETE FROM contract WHERE id = 3")
        book.db.execute("DELETE FROM contract WHERE id = 2")
        book.db.execute("UPDATE contract SET annual_value = -100 WHERE id = 4")
    assert not falls(book.db)


def test_other_programs_may_end_and_delete_a_contract(book: Book) -> None:
    with book.transaction():
        agreed(book.db)
    other = outside(book.path)
    other.execute("UPDATE contract SET terminated_on = '2026-03-15', outcome = 'churned' WHERE id = 1")
    other.execute("UPDATE contract SET annual_value = -901 WHERE id = 4")  # it begins after the end
    with pytest.raises(sqlite3.IntegrityError, match=RULE):
        other.execute("UPDATE contract SET terminated_on = NULL WHERE id = 1")
    other.execute("DELETE FROM contract WHERE id = 1")
    assert other.execute("SELECT count(*) FROM contract").fetchone()[0] == 0
    other.close()


VALUE = st.integers(-3, 3)
DAY = st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"])
AMENDMENT = st.tuples(DAY, st.none() | DAY, VALUE)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=st.tuples(DAY, st.none() | DAY, st.integers(0, 3)), amendments=st.lists(AMENDMENT, max_size=3))
@example(own=("2026-01-01", "2026-01-02", 1), amendments=[("2026-01-02", None, -2)])
def test_the_triggers_and_the_rule_are_one(book: Book, own: Any, amendments: list[Any]) -> None:
    db = book.db
    db.execute("DELETE FROM account")
    owner = account(db)
    rows = [own, *amendments]
    if any(stops is not None and stops < starts for starts, stops, _ in rows):
        return
    written: list[Any] = []
    for starts, stops, value in rows:
        first = None if not written else written[0]["id"]
        values = {"starts_on": starts, "terminated_on": stops, "annual_value": value, "currency": "EUR"}
        row = {"amends_id": first, "account_id": owner, **values}
        part = part_of({"id": 10**9, **row})
        refused = fall([*map(part_of, written), part]) is not None
        try:
            new = add(db, "contract", **row)
        except sqlite3.IntegrityError:
            assert refused
        else:
            assert not refused
            written.append({"id": new, **row})


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A book of version 6 with a contract that is below zero from February."""
    migrations = migrations_until(6, tmp_path / "migrations")
    path = tmp_path / "old.db"
    path.touch()
    db = connect(path)
    prepare(db)
    schema.upgrade(db, migrations, 6)
    agreed(db)
    for event in ("insert", "update", "delete"):  # version 6 had no such triggers
        db.execute(f"DROP TRIGGER rule_contract_value_{event}")
    db.execute("UPDATE contract SET annual_value = 200, reference = 'A-1' WHERE id = 1")
    db.close()
    return path


def test_a_contract_of_an_older_book_stays_as_it_is(older: Path) -> None:
    book = open_book(older, "test")
    values = [row[0] for row in book.db.execute("SELECT annual_value FROM contract ORDER BY id")]
    assert values == [200, *PLAN[1:]]
    (found,) = falls(book.db)
    assert (found.contract, found.day, found.value, found.by) == (1, "2026-02-01", -200, (2,))
    with book.transaction():  # what it is worth is not touched, or becomes more
        book.db.execute("UPDATE contract SET notes = 'look at this' WHERE id = 1")
        book.db.execute("UPDATE contract SET annual_value = 300 WHERE id = 1")
    with book.transaction():
        book.db.execute("DELETE FROM contract WHERE id = 2")
    with pytest.raises(Refused, match="k1 below zero on 1 Apr 2026: EUR -4 a year"), book.transaction():
        book.db.execute("UPDATE contract SET annual_value = 200 WHERE id = 1")
    with book.transaction():
        book.db.execute("UPDATE contract SET annual_value = 600 WHERE id = 1")
    assert not falls(book.db)
    book.close()
