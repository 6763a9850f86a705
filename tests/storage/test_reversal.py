"""Undo by one statement: it does what undo row by row does, in the same order, whatever a change did."""

from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.errors import AmcliError, Refused
from amcli.storage import (
    addresses,
    connection,
    foreign_keys,
    journal,
    merging,
    reversal,
    triggers,
    writes,
)
from amcli.storage.connection import Book
from tests.profiles import examples, is_nightly

from . import row_by_row
from .row_by_row import attempt, copied
from .support import STAMP, account, add, dump, new_book, outside
from .test_journal import Player, clear


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    found = new_book(tmp_path_factory.mktemp("reversal") / "book.db")
    yield found
    found.close()


@pytest.fixture
def book(shared):
    return clear(shared)


class Mover(Player):
    """Plays what is hard to take back, too: names that change hands, merges, records that go with others,
    what is journalled by hand, rows written twice in a change."""

    def play(self) -> None:
        moves = (
            *(self.add_account, self.add_child, self.change, self.move, self.remove, self.swap, self.rename),
            *(self.put_off, self.identify, self.claim, self.score, self.again, self.family, self.retitle),
            *(self.bring, self.bring),
        )
        bulk = self.dice.random() < 0.3
        try:
            with self.book.transaction(bulk=bulk, automatic=self.dice.random() < 0.2) as self.txn:
                for _ in range(self.dice.randint(1, 6)):
                    self.dice.choice(moves)()
                self.dice.choice((self.merge, self.tell, self.drop, self.keep_apart, self.change))()
                if bulk:
                    triggers.index_transaction(self.book.db, self.txn)
        except AmcliError:  # a rule of the book: then nothing was played
            return

    def bring(self) -> None:
        """Rows that come one after the other, as an import's, perhaps with ids of a source or words."""
        owner = self.any_row("account")
        if owner is None:
            return
        rows = [self.interaction(owner) for _ in range(self.dice.randint(1, 4))]
        for row in rows if self.dice.random() < 0.5 else ():
            self.names += 1
            add(
                self.book.db,
                "source_ref",
                kind="interaction",
                row=row,
                source="s",
                source_id=f"x{self.names}",
            )
        if self.dice.random() < 0.2:
            add(self.book.db, "value_source", kind="interaction", row=rows[0], field="summary", source="s")

    def interaction(self, owner: int) -> int:
        self.names += 1
        values = {"account_id": owner, "on": "2026-01-03", "summary": f"brought {self.names}"}
        return add(self.book.db, "interaction", **values)

    def two(self, table: str) -> list[int]:
        rows = [row["id"] for row in self.book.db.execute(f'SELECT id FROM "{table}"')]
        return self.dice.sample(rows, 2) if len(rows) > 1 else []

    def name(self, row: int, name: str) -> None:
        self.book.db.execute(
            "UPDATE account SET name = ?, name_folded = lower(?) WHERE id = ?", (name, name, row)
        )

    def swap(self) -> None:
        """The name of one becomes another's, and the other way round."""
        for one, other in zip(*[iter(self.two("account"))] * 2, strict=True):
            query = "SELECT name FROM account WHERE id = ?"
            first, second = (self.book.db.execute(query, (row,)).fetchone()[0] for row in (one, other))
            self.names += 1
            self.name(one, f"T{self.names}")
            self.name(other, first)
            self.name(one, second)

    def rename(self) -> None:
        """A name is passed on: the last of a row of accounts gets a new one."""
        rows = [tuple(row) for row in self.book.db.execute("SELECT id, name FROM account ORDER BY id")]
        self.names += 1
        free = f"N{self.names}"
        for row, name in self.dice.sample(rows, min(3, len(rows))):
            self.name(row, free)
            free = name

    def retitle(self) -> None:
        """The text that the search finds, twice within a change."""
        row = self.any_row("interaction")
        for text in ("first \x01\t\"'\\ 漢字 🧑‍🚀", f"said {self.dice.random()}") if row else ():
            self.book.db.execute(
                "UPDATE interaction SET summary = ?, body = ? WHERE id = ?", (text, None, row)
            )

    def put_off(self) -> None:
        row = self.any_row("task")
        if row is not None:
            self.book.db.execute(
                "INSERT INTO snooze(kind, \"row\", until) VALUES ('task', ?, ?) "
                'ON CONFLICT (kind, "row") DO UPDATE SET until = excluded.until',
                (row, f"2026-03-{self.dice.randint(10, 28)}"),
            )

    def identify(self) -> None:
        """An id of a source, also one that comes before its record."""
        self.names += 1
        row = self.any_row("account") if self.dice.random() < 0.5 else 1000 + self.names
        add(self.book.db, "source_ref", kind="account", row=row, source="s", source_id=f"x{self.names}")
        if row is not None and row > 1000:
            account(self.book.db, f"Early {self.names}", id=row)

    def claim(self) -> None:
        """A person's word on a field, which goes with its record."""
        row = self.any_row("contact")
        if row is not None:
            self.names += 1
            field = f"extra.{self.names}"
            add(self.book.db, "value_source", kind="contact", row=row, field=field, source="s")

    def score(self) -> None:
        """A row that no trigger journals, nor anything by hand."""
        row = self.any_row("account")
        if row is not None:
            self.names += 1
            day = f"2025-{self.names % 12 + 1:02}-{self.names % 28 + 1:02}"
            self.book.db.execute('DELETE FROM health WHERE account_id = ? AND "on" = ?', (row, day))
            add(self.book.db, "health", account_id=row, on=day, band="watch", model="m", score=70)

    def again(self) -> None:
        """A row goes and comes back under its number, as another."""
        row = self.any_row("usage")
        if row is not None:
            owner = self.book.db.execute("SELECT account_id FROM usage WHERE id = ?", (row,)).fetchone()[0]
            writes.delete(self.book, "usage", row)
            self.names += 1
            values = {"account_id": owner, "metric": f"m{self.names}", "on": "2026-01-03", "value": 0.1 + 0.2}
            add(self.book.db, "usage", id=row, **values)

    def family(self) -> None:
        """A parent and its child come together, the parent last or first."""
        self.add_account()
        one = self.any_row("account")
        self.add_account()
        newest = self.book.db.execute("SELECT max(id) FROM account").fetchone()[0]
        if one is not None and one != newest:
            self.book.db.execute(
                "UPDATE account SET parent_id = CASE WHEN :one < :newest AND id = :one THEN :newest END"
                " WHERE id = :one",
                {"one": one, "newest": newest},
            )

    def merge(self) -> None:
        table = self.dice.choice(("account", "contact"))
        pair = self.two(table)
        if pair:
            merging.merge(self.book, self.txn, table, *pair)

    def tell(self) -> None:
        """Whose an address is: journalled by hand, a part of a row or all of it."""
        address = f"{self.dice.choice('abc')}@example.com"
        person = self.any_row("contact")
        kind = self.dice.randint(0, 2)
        if kind == 0 and person is not None:
            addresses.link(self.book, self.txn, address, person)
        elif kind == 1:
            addresses.ignore(self.book, self.txn, address)
        else:
            addresses.reset(self.book, self.txn, address)

    def drop(self) -> None:
        """A record goes with all that no trigger journals."""
        table = self.dice.choice(("account", "contact"))
        row = self.any_row(table)
        if row is not None:
            foreign_keys.delete(self.book, self.txn, table, row)

    def keep_apart(self) -> None:
        pair = self.two("account")
        if pair:
            merging.keep_apart(self.book, self.txn, "account", *pair)


@settings(max_examples=examples(200) if is_nightly() else examples(60))
@given(seed=st.integers(0, 2**32), many=st.sampled_from((1, 2, 1000)))
def test_undo_by_one_statement_is_undo_row_by_row(shared, seed, many):
    """`many`: from how many rows on those of a table are taken together.

    By day few seeds are enough: each plays two to nine changes and seven moves, and every kind of change has
    tests by hand above and in `test_taken_back.py`; what remains are orders of them, which the night draws.
    """
    book = clear(shared)
    player = Mover(book, seed)
    for _ in range(player.dice.randint(2, 9)):
        player.play()
        if player.dice.random() < 0.2:
            db = outside(book.path)
            db.execute("UPDATE account SET notes = 'outside' WHERE id = (SELECT max(id) FROM account)")
            db.close()
    newest = book.db.execute("SELECT coalesce(max(id), 0) FROM txn").fetchone()[0]
    moves = [("undo", None), ("redo", None), ("undo", None), ("undo", None), ("redo", None)]
    moves += [("undo", player.dice.randint(1, newest + 1)) for _ in range(2)]
    player.dice.shuffle(moves)
    with (
        closing(copied(book)) as one,
        closing(copied(book)) as other,
        pytest.MonkeyPatch.context() as monkeypatch,
    ):
        monkeypatch.setattr(reversal, "MANY", many)
        for move, txn in moves:
            found = attempt(one, move, txn, reversal.take_back, monkeypatch)
            assert found == attempt(other, move, txn, row_by_row.take_back, monkeypatch), (move, txn)
        assert not one.db.execute("PRAGMA foreign_key_check").fetchall()


def office(book: Book, interactions: int) -> list[int]:
    """Two accounts with as many interactions each, by one import; gives the accounts."""
    with book.transaction(bulk=True) as txn:
        owners = [account(book.db, name) for name in ("One", "Two")]
        rows = [(STAMP, STAMP, owner, f"call {n}") for n in range(interactions) for owner in owners]
        book.db.executemany(
            'INSERT INTO interaction(created_at, updated_at, account_id, "on", summary) '
            "VALUES (?, ?, ?, '2026-01-02', ?)",
            rows,
        )
        triggers.index_transaction(book.db, txn)
    return owners


def there_and_back(book: Book, before: dict[str, list[tuple[object, ...]]]) -> None:
    """Undo, redo and undo again what came last: the book is each time as it was."""
    after = dump(book.db)
    for move, state in ((journal.undo, before), (journal.redo, after), (journal.undo, before)):
        move(book)
        assert dump(book.db) == state


def test_large_accounts_that_became_one_are_two_again(book):
    one, other = office(book, 500)
    before = dump(book.db)
    with book.transaction() as txn:
        merging.merge(book, txn, "account", one, other)
    assert len(book.db.execute("SELECT 1 FROM interaction WHERE account_id = ?", (one,)).fetchall()) == 1000
    there_and_back(book, before)


def test_an_import_that_changed_many_rows_is_taken_back(book):
    # Enough by day: two thousand rows go the same way as ten thousand.
    office(book, 5000 if is_nightly() else 1000)
    before = dump(book.db)
    with book.transaction(bulk=True) as txn:
        book.db.execute("UPDATE interaction SET summary = 'again ' || summary, minutes = id % 90")
        triggers.index_transaction(book.db, txn)
    there_and_back(book, before)
    found = book.db.execute("SELECT count(*) FROM search WHERE search MATCH 'again'").fetchone()[0]
    assert found == 0


def test_a_later_change_of_one_row_of_many_is_named_and_nothing_is_undone(book):
    office(book, 500)
    row = book.db.execute("SELECT max(id) - 300 FROM interaction").fetchone()[0]
    with book.transaction() as later:
        book.db.execute("UPDATE interaction SET minutes = 5 WHERE id = ?", (row,))
    before = dump(book.db)
    with pytest.raises(Refused, match=rf"change {later} \(am test\) changed minutes of n{row} after it"):
        journal.undo(book, later - 1)
    assert dump(book.db) == before


def test_an_undo_has_as_many_statements_whatever_the_change_holds(book):
    counts = []
    for interactions in (1, 300):
        clear(book)
        office(book, interactions)
        said: list[str] = []
        book.db.set_trace_callback(said.append)
        journal.undo(book)
        book.db.set_trace_callback(None)
        # A statement is told again for what its triggers do, and the search index's own begin with dashes.
        counts.append(len({statement for statement in said if not statement.startswith("--")}))
    assert counts[0] == counts[1]


def test_an_undo_that_is_interrupted_leaves_the_book_as_it_was(book, monkeypatch):
    office(book, 300)
    before = dump(book.db)
    monkeypatch.setattr(connection, "STEPS", 1000)
    beaten = []

    def beat() -> None:
        beaten.append(1)
        if len(beaten) == 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), book.attended(beat):
        journal.undo(book)
    assert dump(book.db) == before
    there_and_back(book, {name: [] for name in before})


def test_a_trigger_rests_only_as_long_as_it_is_told_to(book):
    owner = account(book.db, "One")
    statement = 'INSERT INTO interaction(created_at, updated_at, account_id, "on") VALUES (?, ?, ?, ?)'
    entries = []
    for day in ("2026-01-02", "2026-01-03", "2026-01-04"):
        with book.transaction() as txn:
            if day.endswith("03"):
                with triggers.at_rest(book.db, {triggers.insert_trigger("interaction")}):
                    book.db.execute(statement, (STAMP, STAMP, owner, day))
            else:
                book.db.execute(statement, (STAMP, STAMP, owner, day))
            add(book.db, "event", account_id=owner, on=day, kind="growth", good=1)
        found = book.db.execute("SELECT tbl FROM journal WHERE txn = ? ORDER BY id", (txn,))
        entries.append([table for (table,) in found])
    assert entries == [["interaction", "event"], ["event"], ["interaction", "event"]]
    with pytest.raises(ZeroDivisionError), triggers.at_rest(book.db, {"journal_event_insert"}):
        1 / 0  # noqa: B018
    with book.transaction() as txn:
        add(book.db, "event", account_id=owner, on="2026-01-05", kind="growth", good=1)
    assert book.db.execute("SELECT 1 FROM journal WHERE txn = ?", (txn,)).fetchone()
