"""A change taken back by one statement, kind by kind: the book is as it was before it, and all is journalled
as row by row. Random changes are in test_reversal.py."""

from contextlib import closing

import pytest

from amcli.storage import addresses, foreign_keys, journal, reversal, settings_file, triggers, writes

from . import row_by_row
from .row_by_row import attempt, copied, journalled
from .support import STAMP, account, add, dump, new_book


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Two accounts, each with a contact, and what hangs on the first: made once, and copied."""
    found = new_book(tmp_path_factory.mktemp("taken") / "book.db")
    with found.transaction():
        for name, row in (("One", 1), ("Two", 2)):
            account(found.db, name, id=row, notes=f"notes of {name}")
            add(found.db, "contact", id=row, account_id=row, name=f"Jane {name}")
        for row in (11, 12, 13):
            add(found.db, "interaction", id=row, account_id=1, on="2026-01-02", summary=f"call {row}")
        add(found.db, "usage", id=1, account_id=1, metric="seats", on="2026-01-02", value=0.1 + 0.2)
        add(
            found.db,
            "unmatched",
            id=5,
            kind="email",
            address="b@example.com",
            seen=1,
            contact_id=1,
            ignored=0,
        )
        add(found.db, "health", id=4, account_id=1, on="2026-01-02", band="watch", model="m", score=70)
    yield found
    found.close()


@pytest.fixture
def book(shared):
    found = copied(shared)
    yield found
    found.db.close()


def brought(book, *rows: int, table: str = "interaction") -> None:
    """Rows of the first account, in the order of these numbers."""
    for row in rows:
        values = {
            "interaction": {"on": "2026-01-03", "summary": f"brought {row}"},
            "task": {"title": f"do {row}"},
        }
        add(book.db, table, id=row, account_id=1, **values[table])


def gone(book, *rows: int) -> None:
    for row in rows:
        book.db.execute("DELETE FROM interaction WHERE id = ?", (row,))


def with_source(row: int):
    def play(book) -> None:
        add(book.db, "source_ref", kind="interaction", row=row, source="s", source_id="x")

    return play


def mixed(book, txn: int) -> None:
    """One of each: added, changed, taken out; by hand, too, with other columns each; and the settings."""
    row = account(book.db, "Three")
    add(book.db, "contact", account_id=row, name="Jo")
    book.db.execute("UPDATE account SET name = 'Uno', name_folded = 'uno', notes = NULL WHERE id = 1")
    book.db.execute("UPDATE account SET name = 'One', name_folded = 'one' WHERE id = 2")
    gone(book, 12)
    book.db.execute("UPDATE usage SET value = 7 WHERE id = 1")
    addresses.link(book, txn, "a@example.com", 2)
    addresses.ignore(book, txn, "b@example.com")
    addresses.link(book, txn, "b@example.com", 2)
    foreign_keys.delete(book, txn, "contact", 2)
    addresses.ignore(book, txn, "c@example.com")
    addresses.reset(book, txn, "c@example.com")
    writes.keep(book, txn, settings_file.TABLE, 1, {"path": "x", "text": None}, {"path": "x", "text": "a"})


def by_hand(book, txn: int) -> None:
    addresses.link(book, txn, "a@example.com", 2)


def with_account(book, txn: int) -> None:
    """An account goes with all that hangs on it, what no trigger journals, too."""
    foreign_keys.delete(book, txn, "account", 1)


def twice(book, txn: int) -> None:
    """Rows that come, change and go within a change, and one that comes back as another."""
    brought(book, 21, 22, 23)
    book.db.execute("UPDATE interaction SET summary = 'again' WHERE id IN (22, 11)")
    gone(book, 21, 13)
    brought(book, 13)


def many_columns(book, txn: int) -> None:
    """Changes by hand that hold other columns each, of one table."""
    book.db.execute("UPDATE unmatched SET seen = 3 WHERE id = 5")
    writes.keep(book, txn, "unmatched", 5, {"seen": 1}, {"seen": 3})
    book.db.execute("UPDATE unmatched SET contact_id = NULL, ignored = 1 WHERE id = 5")
    writes.keep(
        book, txn, "unmatched", 5, {"contact_id": 1, "ignored": 0}, {"contact_id": None, "ignored": 1}
    )


def several(*given):
    """A change that brings or takes out rows in these orders."""

    def play(book, txn: int) -> None:
        for each in given:
            each(book)

    return play


def bring(*rows: int, table: str = "interaction"):
    return lambda book: brought(book, *rows, table=table)


def take(*rows: int):
    return lambda book: gone(book, *rows)


def change(row: int):
    return lambda book: book.db.execute("UPDATE interaction SET minutes = 5 WHERE id = ?", (row,))


THREE = bring(21, 22, 23)
# A change, from how many rows on those of a table go together, and whether surely nothing else changed.
CASES = {
    "mixed": (mixed, 1000, False),
    "mixed, at once": (mixed, 1, False),
    "by hand": (by_hand, 1, False),
    "an account": (with_account, 1, False),
    "twice": (twice, 1, False),
    "other columns": (many_columns, 1, False),
    "three rows of three": (several(THREE), 3, True),
    "three rows of two": (several(THREE), 2, True),
    "three rows of four": (several(THREE), 4, False),
    "falling": (several(bring(23, 22, 21)), 3, True),
    "in no order": (several(bring(21, 23, 22)), 3, False),
    "with a gap": (several(bring(21, 23)), 2, False),
    "taken out": (several(take(11, 12, 13)), 3, True),
    "taken out, falling": (several(take(13, 12, 11)), 3, True),
    "taken out, in no order": (several(take(12, 11, 13)), 3, False),
    "changed": (several(change(11), change(12), change(13)), 3, False),
    "changed, one": (several(change(12)), 1, False),
    "two tables": (several(THREE, bring(31, 32, 33, table="task")), 3, True),
    "two tables, one short": (several(THREE, bring(31, 32, table="task")), 3, False),
    "two tables, the first short": (several(bring(31, 32, table="task"), THREE), 3, False),
    "short between long": (
        several(THREE, bring(31, table="task"), take(11, 12, 13)),
        3,
        False,
    ),
    "one in the other": (
        several(bring(21), bring(31, table="task"), bring(22), bring(32, table="task")),
        2,
        False,
    ),
    "changed in between": (several(bring(21), change(11), bring(22, 23)), 3, False),
    "with a source that came first": (several(with_source(22), THREE), 3, False),
    "with a source": (several(THREE, with_source(22)), 3, False),
    "with one of the first": (several(THREE, with_source(21)), 3, False),
    "with one of the last": (several(THREE, with_source(23)), 3, False),
}


def taken(book, many: int, monkeypatch) -> bool:
    """Undo the last change; whether surely nothing else changed with it."""
    found: list[bool] = []

    def recorded(db, txn: int, own: int) -> bool:
        found.append(reversal.take_back(db, txn, own))
        return found[0]

    monkeypatch.setattr(reversal, "MANY", many)
    monkeypatch.setattr(journal, "take_back", recorded)
    journal.undo(book, really=False)
    return found[0]


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_taken_back_as_row_by_row_and_put_in_again(book, monkeypatch, name):
    play, many, alone = CASES[name]
    before = dump(book.db)
    with book.transaction() as txn:
        play(book, txn)
    after = dump(book.db)
    monkeypatch.setattr(settings_file, "put_back", lambda *_, **__: None)
    with closing(copied(book)) as once:
        assert taken(once, many, monkeypatch) is alone
    with closing(copied(book)) as other:
        for move, state in (("undo", before), ("redo", after), ("undo", before)):
            found = attempt(book, move, None, reversal.take_back, monkeypatch)
            assert found == attempt(other, move, None, row_by_row.take_back, monkeypatch)
            assert dump(book.db) == state


def test_what_names_rows_that_came_keeps_them_from_going_together(book):
    """A reference to a row, from another table or by its kind and number, from the first to the last."""
    with book.transaction():
        brought(book, 21, 22, 23, 24)
    edges = {"least": 21, "most": 23}
    assert not reversal.is_depended_on(book.db, "interaction", edges)
    assert not reversal.is_depended_on(book.db, "interaction", {"least": 1, "most": 3})  # of other tables
    named = [
        ("source_ref", {"kind": "interaction", "source": "s", "source_id": "x"}, "row"),
        ("value_source", {"kind": "interaction", "field": "summary", "source": "s"}, "row"),
        ("snooze", {"kind": "interaction", "until": "2026-03-10"}, "row"),
        ("interaction_contact", {"contact_id": 1}, "interaction_id"),
        ("task", {"account_id": 1, "title": "t"}, "interaction_id"),
    ]
    for table, values, column in named:
        for row, depended in ((13, False), (21, True), (22, True), (23, True), (24, False)):
            book.db.execute("SAVEPOINT one")
            add(book.db, table, **{**values, column: row})
            assert reversal.is_depended_on(book.db, "interaction", edges) is depended, (table, row)
            book.db.execute("ROLLBACK TO one")
    add(book.db, "source_ref", kind="task", row=22, source="s", source_id="x")
    assert not reversal.is_depended_on(book.db, "interaction", edges)


@pytest.mark.parametrize(("rows", "together"), [(999, False), (1000, True)])
def test_from_a_thousand_rows_on_they_go_together(book, monkeypatch, rows, together):
    query = 'INSERT INTO interaction(created_at, updated_at, account_id, "on") VALUES (?, ?, 1, ?)'
    with book.transaction():
        book.db.executemany(query, [(STAMP, STAMP, "2026-01-03")] * rows)
    assert taken(book, reversal.MANY, monkeypatch) is together
    assert book.db.execute("SELECT count(*) FROM interaction").fetchone()[0] == 3


def test_rows_that_something_came_to_hang_on_stay(book, monkeypatch):
    """Neither form takes them, and both say why."""
    with book.transaction() as txn:
        brought(book, 21, 22, 23)
    with book.transaction():
        add(book.db, "task", account_id=1, title="t", interaction_id=22)
    monkeypatch.setattr(reversal, "MANY", 3)
    before = dump(book.db)
    with closing(copied(book)) as other:
        found = attempt(book, "undo", txn, reversal.take_back, monkeypatch)
        assert found == attempt(other, "undo", txn, row_by_row.take_back, monkeypatch)
    assert found[0][0] == "Refused"
    assert dump(book.db) == before


def test_what_somebody_else_put_into_the_book_keeps_rows_from_going_together(book, monkeypatch):
    book.db.execute("CREATE VIEW theirs AS SELECT 1")
    with book.transaction():
        brought(book, 21, 22, 23)
    assert taken(book, 3, monkeypatch) is False


def test_the_settings_alone_are_no_row(book, monkeypatch):
    monkeypatch.setattr(settings_file, "put_back", lambda *_, **__: None)
    with book.transaction() as txn:
        writes.keep(
            book, txn, settings_file.TABLE, 1, {"path": "x", "text": None}, {"path": "x", "text": "a"}
        )
    before = dump(book.db)
    assert taken(book, 1, monkeypatch) is True
    assert dump(book.db) == before
    assert not list(reversal.spans_of(book.db, txn))


def test_spans_are_told_by_what_was_done_to_which_table(book):
    with book.transaction() as txn:
        brought(book, 21, 22)
        gone(book, 13, 12)
        book.db.execute("UPDATE interaction SET minutes = 5 WHERE id = 11")
        addresses.link(book, txn, "a@example.com", 2)
        brought(book, 32, 31, table="task")
    first = book.db.execute("SELECT min(id) FROM journal WHERE txn = ?", (txn,)).fetchone()[0]
    spans = {each.events[0][:3]: each for each in reversal.spans_of(book.db, txn)}
    told = {key: (each.first - first, each.last - first, *each[3:]) for key, each in spans.items()}
    assert told == {
        ("interaction", True, False): (0, 1, True, 21, 22, "DESC"),
        ("interaction", False, True): (2, 3, True, 12, 13, "ASC"),
        ("interaction", False, False): (4, 4, True, 11, 11, "DESC"),
        ("value_source", True, False): (5, 5, True, 5, 5, "DESC"),  # that somebody typed it
        ("unmatched", True, False): (6, 6, True, 6, 6, "DESC"),
        ("task", True, False): (7, 8, True, 31, 32, "ASC"),
    }
    assert spans["unmatched", True, False].events[0].by_hand
    assert not spans["task", True, False].events[0].by_hand
    columns = spans["interaction", False, True].events[0].columns
    assert columns == tuple(name for name, _ in triggers.columns(book.db, "interaction"))


def test_no_row_is_written_to_the_search_twice(book, monkeypatch):
    """What came leaves the index, what went comes back, and what changed has its old words."""
    with book.transaction():
        brought(book, 21, 22, 23)
        gone(book, 12)
        book.db.execute("UPDATE interaction SET summary = 'other' WHERE id = 11")

    def found(word: str) -> list[int]:
        rows = book.db.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (word,))
        return [row // triggers.KINDS_IN_SEARCH for (row,) in rows]

    assert (found("brought"), found("call"), found("other")) == ([21, 22, 23], [13], [11])
    taken(book, 3, monkeypatch)
    assert (found("brought"), found("call"), found("other")) == ([], [11, 12, 13], [])


def test_what_is_told_by_hand_is_so_again(book, monkeypatch):
    """Of what was added its whole row, of what changed both sides, of what went what it was."""
    with book.transaction() as txn:
        addresses.link(book, txn, "a@example.com", 2)
        addresses.ignore(book, txn, "b@example.com")
        writes.keep(book, txn, "health", 4, dict(book.db.execute("SELECT * FROM health").fetchone()), None)
        book.db.execute("DELETE FROM health WHERE id = 4")
    taken(book, 1000, monkeypatch)
    entries = [entry[1:] for entry in journalled(book.db) if entry[0] > txn]
    told = {"kind": "email", "address": "a@example.com", "seen": 0, "contact_id": 2, "ignored": 0}
    address = {"address": "b@example.com"}
    assert [entry[:2] for entry in entries] == [("health", 4), ("unmatched", 5), ("unmatched", 6)]
    assert entries[0][2:] == (None, None)
    assert entries[1][2:] == (
        address | {"contact_id": None, "ignored": 1},
        address | {"contact_id": 1, "ignored": 0},
    )
    assert {name: value for name, value in entries[2][2].items() if name in told} == told
    assert entries[2][3] is None
