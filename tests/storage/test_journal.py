"""The journal, undo and redo: every change is kept, and taken back exactly."""

import json
import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.errors import NotFound, Refused
from amcli.storage import journal, triggers, writes
from tests.profiles import examples

from .support import STAMP, account, add, dump, new_book, outside


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    found = new_book(tmp_path_factory.mktemp("journal") / "book.db")
    yield found
    found.close()


@pytest.fixture
def book(shared):
    return clear(shared)


def clear(book):
    """An empty book again, faster than a new one."""
    book.db.execute("PRAGMA foreign_keys = OFF")
    for table in triggers.names(book.db, "table"):
        if table not in ("session", "alembic_version"):
            book.db.execute(f'DELETE FROM "{table}"')
    for table in ("journal", "txn", "search"):
        book.db.execute(f'DELETE FROM "{table}"')
    book.db.execute("PRAGMA foreign_keys = ON")
    return book


def test_every_record_table_is_journalled(book):
    for table in triggers.journalled_tables(book.db):
        found = [
            row["name"]
            for row in book.db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,)
            )
        ]
        assert {f"journal_{table}_insert", f"journal_{table}_update", f"journal_{table}_delete"} <= set(found)
    assert (
        set(triggers.names(book.db, "table")) - set(triggers.journalled_tables(book.db))
        == triggers.UNJOURNALLED
    )


def test_a_change_is_kept_with_its_command_before_and_after(book):
    with book.transaction() as txn:
        row = account(book.db)
    with book.transaction():
        writes.update(book, "account", row, {"tier": "key"})
    entries = list(journal.changes_of(book, txn + 1))
    (change,) = [entry for entry in entries if entry.table == "account"]
    assert (change.before["tier"], change.after["tier"]) == ("standard", "key")
    assert next(journal.changes_of(book, txn)).before is None
    assert book.db.execute("SELECT command FROM txn WHERE id = ?", (txn,)).fetchone()[0] == "test"


def test_a_program_other_than_amcli_is_journalled_too(book):
    db = outside(book.path)
    row = account(db)
    db.execute("UPDATE account SET tier = 'key' WHERE id = ?", (row,))
    db.close()
    commands = [each["command"] for each in book.db.execute("SELECT command FROM txn ORDER BY id")]
    assert commands == [triggers.OUTSIDE, triggers.OUTSIDE]
    with pytest.raises(NotFound):
        journal.undo(book)
    last = book.db.execute("SELECT max(id) FROM txn").fetchone()[0]
    journal.undo(book, last)
    assert book.db.execute("SELECT tier FROM account").fetchone()[0] == "standard"


def test_a_transaction_that_fails_leaves_nothing(book):
    def write_two() -> None:
        with book.transaction():
            account(book.db)
            account(book.db, "Other", added_on="2026-02-30")

    with pytest.raises(Refused, match="a day"):
        write_two()
    assert (
        book.db.execute("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM txn)").fetchone()[0]
        == 0
    )
    assert book.db.execute("SELECT txn FROM session").fetchone()[0] is None


def test_a_transaction_that_changes_nothing_leaves_no_trace(book):
    with book.transaction():
        row = account(book.db)
    with book.transaction():
        writes.update(book, "account", row, {"tier": "standard"})
    assert book.db.execute("SELECT count(*) FROM txn").fetchone()[0] == 1


def test_real_numbers_come_back_in_all_their_digits(book):
    with book.transaction():
        owner = account(book.db)
        row = add(
            book.db,
            "usage",
            account_id=owner,
            metric="seats",
            on="2026-01-01",
            value=0.1 + 0.2,
            entitlement=1e300,
        )
    with book.transaction():
        writes.delete(book, "usage", row)
    journal.undo(book)
    found = book.db.execute("SELECT value, entitlement FROM usage").fetchone()
    assert tuple(found) == (0.1 + 0.2, 1e300)


def test_undo_walks_back_and_redo_walks_forward(book):
    states = [dump(book.db)]
    with book.transaction():
        row = account(book.db)
    states.append(dump(book.db))
    for tier in ("key", "light"):
        with book.transaction():
            book.db.execute("UPDATE account SET tier = ? WHERE id = ?", (tier, row))
        states.append(dump(book.db))
    for at in (2, 1, 0):
        journal.undo(book)
        assert dump(book.db) == states[at]
    with pytest.raises(NotFound, match="nothing to undo"):
        journal.undo(book)
    for at in (1, 2, 3):
        journal.redo(book)
        assert dump(book.db) == states[at]
    with pytest.raises(NotFound, match="nothing to redo"):
        journal.redo(book)
    journal.undo(book)
    assert dump(book.db) == states[2]


def test_redo_is_refused_once_something_else_changed(book):
    with book.transaction():
        row = account(book.db)
    with book.transaction():
        writes.update(book, "account", row, {"tier": "key"})
    journal.undo(book)
    with book.transaction():
        writes.update(book, "account", row, {"owner": "Jo"})
    before = dump(book.db)
    with pytest.raises(Refused, match="Nothing was redone"):
        journal.redo(book)
    assert dump(book.db) == before


def test_undo_of_an_older_change_names_the_one_that_touched_the_same_record(book):
    with book.transaction():
        row = account(book.db)
    with book.transaction() as first:
        writes.update(book, "account", row, {"tier": "key"})
    with book.transaction() as second:
        writes.update(book, "account", row, {"owner": "Jo"})
    with pytest.raises(Refused, match=f"change {second} "):
        journal.undo(book, first)
    journal.undo(book, second)
    journal.undo(book, first)
    assert book.db.execute("SELECT tier, owner FROM account").fetchone()[:] == ("standard", None)


def test_undo_that_would_take_a_later_record_with_it_is_refused(book):
    with book.transaction() as first:
        row = account(book.db)
    with book.transaction():
        add(book.db, "contact", account_id=row, name="Jane")
    before = dump(book.db)
    with pytest.raises(Refused, match="was added after it"):
        journal.undo(book, first)
    assert dump(book.db) == before


def test_an_automatic_change_is_passed_over_and_undone_by_its_number(book):
    with book.transaction():
        row = account(book.db)
    with book.transaction(automatic=True) as automatic:
        add(book.db, "interaction", account_id=row, on="2026-01-02")
    with pytest.raises(Refused):
        journal.undo(book)  # the account, which would take the interaction with it
    journal.undo(book, automatic)
    assert book.db.execute("SELECT count(*) FROM interaction").fetchone()[0] == 0
    with pytest.raises(Refused, match="already undone"):
        journal.undo(book, automatic)


def test_health_is_not_journalled(book):
    with book.transaction():
        row = account(book.db)
    before = book.db.execute("SELECT count(*) FROM journal").fetchone()[0]
    add(book.db, "health", account_id=row, on="2026-01-02", band="watch", model="m", score=70)
    assert book.db.execute("SELECT count(*) FROM journal").fetchone()[0] == before


class Player:
    """Plays random changes on a book, by a seed."""

    def __init__(self, book, seed: int) -> None:
        self.book, self.dice, self.names = book, random.Random(seed), 0

    def play(self) -> None:
        with self.book.transaction():
            for _ in range(self.dice.randint(1, 4)):
                self.dice.choice((self.add_account, self.add_child, self.change, self.move, self.remove))()

    def any_row(self, table: str):
        rows = [row["id"] for row in self.book.db.execute(f'SELECT id FROM "{table}"')]
        return self.dice.choice(rows) if rows else None

    def add_account(self) -> None:
        self.names += 1
        account(self.book.db, f"A{self.names}", parent_id=self.any_row("account"))

    def add_child(self) -> None:
        owner = self.any_row("account")
        if owner is None:
            self.add_account()
            return
        kind = self.dice.choice(("contact", "interaction", "task", "contract", "usage"))
        self.names += 1
        if kind == "contact":
            add(
                self.book.db,
                "contact",
                account_id=owner,
                name=f"P{self.names}",
                successor_id=self.any_row("contact"),
            )
        elif kind == "interaction":
            row = add(
                self.book.db, "interaction", account_id=owner, on="2026-01-02", summary=f"word{self.names}"
            )
            person = self.any_row("contact")
            if person is not None:
                add(self.book.db, "interaction_contact", interaction_id=row, contact_id=person)
        elif kind == "task":
            add(
                self.book.db,
                "task",
                account_id=owner,
                title="t",
                contact_id=self.any_row("contact"),
                interaction_id=self.any_row("interaction"),
            )
        elif kind == "contract":
            parent = self.any_row("contract")
            amends = parent if parent and self.dice.random() < 0.3 and not self.amends(parent) else None
            add(
                self.book.db,
                "contract",
                account_id=owner,
                starts_on="2026-01-01",
                annual_value=self.dice.randint(0, 9),
                currency="EUR",
                amends_id=amends,
            )
        else:
            add(
                self.book.db,
                "usage",
                account_id=owner,
                metric=f"m{self.names}",
                on="2026-01-02",
                value=self.dice.random(),
            )

    def amends(self, contract: int):
        return self.book.db.execute("SELECT amends_id FROM contract WHERE id = ?", (contract,)).fetchone()[0]

    def change(self) -> None:
        row = self.any_row("account")
        if row is not None:
            self.book.db.execute("UPDATE account SET notes = ? WHERE id = ?", (f"n{self.dice.random()}", row))

    def move(self) -> None:
        row, owner = self.any_row("interaction"), self.any_row("account")
        if row is not None:
            self.book.db.execute(
                "UPDATE interaction SET account_id = ?, summary = 'moved' WHERE id = ?", (owner, row)
            )

    def remove(self) -> None:
        table = self.dice.choice(("account", "contact", "interaction", "contract", "task"))
        row = self.any_row(table)
        if row is not None:
            writes.delete(self.book, table, row)


@settings(max_examples=examples(40))
@given(seed=st.integers(0, 2**32))
def test_any_walk_of_undos_and_redos_is_exact(shared, seed):
    book = clear(shared)
    player = Player(book, seed)
    states = [dump(book.db)]
    for _ in range(player.dice.randint(1, 8)):
        player.play()
        if dump(book.db) != states[-1]:
            states.append(dump(book.db))
    at, undone = len(states) - 1, 0
    while at:
        journal.undo(book)
        undone += 1
        now = dump(book.db)
        if now != states[at]:
            at -= 1
            assert now == states[at]
    for _ in range(undone):
        journal.redo(book)
    with pytest.raises(NotFound):
        journal.redo(book)
    assert dump(book.db) == states[-1]
    assert not book.db.execute("PRAGMA foreign_key_check").fetchall()


def test_the_journal_holds_any_text_exactly(book):
    text = "a\x01\t\n\\\"'ü漢字🧑‍🚀\u202e\x7f"
    with book.transaction():
        row = account(book.db, notes=text)
    with book.transaction():
        writes.delete(book, "account", row)
    before = book.db.execute(
        "SELECT before FROM journal WHERE before IS NOT NULL AND tbl = 'account'"
    ).fetchone()[0]
    assert json.loads(before)["notes"] == text
    journal.undo(book)
    assert book.db.execute("SELECT notes FROM account").fetchone()[0] == text


def test_a_rolled_back_stranger_leaves_no_journal(book):
    db = outside(book.path)
    db.execute("BEGIN")
    account(db)
    db.execute("ROLLBACK")
    db.close()
    assert book.db.execute("SELECT count(*) FROM journal").fetchone()[0] == 0


def test_ids_of_deleted_records_come_back_with_undo_and_are_never_given_again(book):
    with book.transaction():
        row = account(book.db)
    with book.transaction():
        writes.delete(book, "account", row)
    journal.undo(book)
    assert [each["id"] for each in book.db.execute("SELECT id FROM account")] == [row]
    with book.transaction():
        assert account(book.db, "Next") == row + 1


def test_sqlite_is_new_enough_for_what_the_file_relies_on():
    assert sqlite3.sqlite_version_info >= (3, 37)
    assert STAMP.endswith("Z")


def test_undo_looks_each_row_up_by_its_index(book):
    for query in (journal.SPILT, journal.CLASH):
        plan = book.db.execute(f"EXPLAIN QUERY PLAN {query}", {"own": 2, "txn": 1}).fetchall()
        assert any("journal_row (tbl=? AND row=?)" in row["detail"] for row in plan), query


def test_an_import_of_many_rows_is_undone_and_redone_at_once(book):
    with book.transaction(bulk=True) as txn:
        owner = account(book.db)
        for number in range(3000):
            add(book.db, "interaction", account_id=owner, on="2026-01-02", summary=f"call {number}")
        triggers.index_transaction(book.db, txn)
    before = dump(book.db)
    journal.undo(book)
    assert dump(book.db)["interaction"] == []
    journal.redo(book)
    assert dump(book.db) == before
