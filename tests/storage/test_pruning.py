"""What is left of the journal when it begins later: the changes from that day on, and of older ones what an
import needs, without anything that was typed."""

import datetime as dt
import json

import pytest

from amcli.storage import journal, writes
from amcli.storage.forgetting import UNSWEPT
from amcli.storage.past import KEY, Pruned, end_of, pruned
from amcli.storage.pruning import Counts, counts, first_kept, prune

from .support import account, add, new_book

DAY = dt.date(2026, 2, 1)
OLD, NEW = "2026-01-10T12:00:00.000Z", "2026-02-20T12:00:00.000Z"


@pytest.fixture
def book(tmp_path):
    found = new_book(tmp_path / "book.db")
    yield found
    found.close()


def change(book, table: str, row: int, **values) -> int:
    with book.transaction() as txn:
        writes.update(book, table, row, values)
    return txn


def added(book, table: str, **values) -> int:
    with book.transaction():
        return account(book.db, **values) if table == "account" else add(book.db, table, **values)


def old_until(book, last: int) -> None:
    """The changes up to one are of January, later ones of February."""
    book.db.execute("UPDATE txn SET at = iif(id <= ?, ?, ?)", (last, OLD, NEW))


def cut_off(book, day: dt.date = DAY) -> tuple[int, Counts]:
    """The change that prunes, and what it deleted."""
    with book.transaction() as txn:
        done = prune(book.db, txn, day)
        writes.keep(book, txn, KEY, txn, None, {"before": day.isoformat()})  # as the command does
        add(book.db, "cut", id=txn, on="2026-03-02")
    return txn, done


def entries(book) -> list[tuple[int, str]]:
    return [tuple(row) for row in book.db.execute("SELECT txn, tbl FROM journal ORDER BY id")]


def texts(book, txn: int) -> list[tuple[object, object]]:
    """What the entries of a change hold, before and after."""
    found = book.db.execute("SELECT before, after FROM journal WHERE txn = ? ORDER BY id", (txn,))
    return [tuple(None if text is None else json.loads(text) for text in row) for row in found]


def newest(book) -> int:
    return book.db.execute("SELECT max(id) FROM txn").fetchone()[0]


def test_the_first_change_of_a_day_is_kept_and_the_last_of_the_day_before_is_not(book):
    assert first_kept(book.db, DAY) == 1
    row = added(book, "account")
    for number in range(4):
        change(book, "account", row, notes=f"note {number}")
    begins = end_of(DAY - dt.timedelta(days=1))
    before = (dt.datetime.fromisoformat(begins) - dt.timedelta(milliseconds=1)).isoformat("T", "milliseconds")
    for txn, at in enumerate((OLD, before.replace("+00:00", "Z"), begins, NEW, NEW), 1):
        book.db.execute("UPDATE txn SET at = ? WHERE id = ?", (at, txn))
    assert first_kept(book.db, DAY) == 3
    assert first_kept(book.db, dt.date(2026, 1, 5)) == 1
    assert first_kept(book.db, dt.date(2026, 3, 1)) == 6
    # an entry for the record, and one for whose word its field is
    assert counts(book.db, DAY) == Counts(2, 4)
    assert counts(book.db, dt.date(2026, 3, 1)) == Counts(5, len(entries(book)))
    assert counts(book.db, dt.date(2026, 1, 5)) == Counts(0, 0)


def test_older_entries_go_and_what_came_later_stays_as_it_was(book):
    row = added(book, "account")
    change(book, "account", row, notes="typed")
    kept = change(book, "account", row, notes="later")
    old_until(book, 2)
    whole = texts(book, kept)
    txn, done = cut_off(book)
    assert done == Counts(2, 4)
    assert {each for each, _ in entries(book) if each < txn} == {kept}
    assert texts(book, kept) == whole
    assert [row["id"] for row in book.db.execute("SELECT id FROM txn ORDER BY id")] == [kept, txn]
    assert pruned(book.db) == Pruned(DAY, kept)
    assert book.db.execute("SELECT value FROM setting WHERE key = ?", (UNSWEPT,)).fetchone()[0] == "1"
    assert not book.db.execute("SELECT 1 FROM sqlite_temp_schema").fetchone()
    journal.undo(book, kept)
    assert book.db.execute("SELECT notes FROM account").fetchone()[0] == "typed"


def test_where_all_is_older_the_cut_itself_is_what_is_kept(book):
    added(book, "account")
    old_until(book, 9)
    txn, done = cut_off(book)
    assert done == Counts(1, 2)
    assert pruned(book.db) == Pruned(DAY, txn)
    assert [row["id"] for row in book.db.execute("SELECT id FROM txn")] == [txn]


def test_a_second_time_counts_what_is_left_and_forgets_the_first(book):
    row = added(book, "account")
    for number in range(3):
        change(book, "account", row, notes=f"note {number}")
    old_until(book, 2)
    first, done = cut_off(book)
    assert done.changes == 2
    later = dt.date(2026, 2, 25)
    assert counts(book.db, later).changes == 2
    book.db.execute("UPDATE txn SET at = ? WHERE id = ?", (NEW, first))
    second, done = cut_off(book, later)
    assert done.changes == 3
    assert pruned(book.db) == Pruned(later, second)
    assert [row["id"] for row in book.db.execute("SELECT id FROM cut")] == [second]


def test_the_same_day_again_deletes_nothing_and_leaves_the_first_cut(book):
    added(book, "account")
    old_until(book, 1)
    first, _ = cut_off(book)
    second, done = cut_off(book)
    assert done == Counts(0, 0)
    assert [row["id"] for row in book.db.execute("SELECT id FROM cut ORDER BY id")] == [first, second]


def test_a_change_that_a_kept_one_undid_stays_without_what_was_typed(book):
    row = added(book, "account")
    undone = change(book, "account", row, notes="typed")
    other = change(book, "account", row, tier="key")
    journal.undo(book, other)
    journal.undo(book, undone)
    first = newest(book)
    old_until(book, first - 1)
    txn, _ = cut_off(book)
    left = [tuple(row) for row in book.db.execute("SELECT id, command = '' FROM txn ORDER BY id")]
    assert left == [(undone, 1), (first, 0), (txn, 0)]
    assert not book.db.execute("PRAGMA foreign_key_check").fetchall()


def test_what_was_undone_and_redone_stays_to_its_beginning(book):
    row = added(book, "account")
    done = change(book, "account", row, notes="typed")
    journal.undo(book)
    undo = newest(book)
    journal.redo(book)
    redo = newest(book)
    old_until(book, undo)
    txn, _ = cut_off(book)
    assert [row["id"] for row in book.db.execute("SELECT id FROM txn ORDER BY id")] == [done, undo, redo, txn]


def talk(book, owner: int, **given) -> int:
    return added(book, "interaction", account_id=owner, on="2026-01-10", summary="typed words", **given)


def test_of_a_meeting_on_record_it_is_known_that_it_was_booked_first_and_nothing_else(book):
    owner = added(book, "account")
    booked, plain, gone = talk(book, owner, planned=1), talk(book, owner), talk(book, owner, planned=1)
    held = change(book, "interaction", booked, planned=0, summary="what was said")
    change(book, "interaction", plain, summary="other words")
    change(book, "interaction", gone, planned=0)
    writes_before = newest(book)
    with book.transaction():
        writes.delete(book, "interaction", gone)
    old_until(book, newest(book))
    txn, _ = cut_off(book)
    assert [each for each, _ in entries(book) if each < txn] == [held]
    assert texts(book, held) == [({"planned": 1}, {"planned": 0})]
    assert writes_before < txn


def arrival(book, interaction: int, key: str) -> None:
    with book.transaction():
        add(book.db, "arrival", source="calendar", key=key, said="typed", interaction=interaction)


def test_the_first_change_that_is_kept_keeps_all_that_it_says_of_a_meeting(book):
    owner = added(book, "account")
    booked, came = talk(book, owner, planned=1), talk(book, owner, planned=1)
    arrival(book, came, "a")
    old_until(book, newest(book))
    with book.transaction() as held:
        for row in (booked, came):
            writes.update(book, "interaction", row, {"planned": 0, "summary": "what was said"})
    whole = texts(book, held)
    cut_off(book)
    assert pruned(book.db) == Pruned(DAY, held)
    assert texts(book, held) == whole
    assert [after["summary"] for _, after in whole if after] == ["what was said"] * 2


def test_of_what_arrived_the_change_by_which_it_took_place_is_known(book):
    """The newest of them: that it was put on record, or that what was booked was held."""
    owner = added(book, "account")
    heard, booked, alone = talk(book, owner), talk(book, owner, planned=1), talk(book, owner)
    put, planned = newest(book) - 2, newest(book) - 1
    arrival(book, heard, "a")
    arrival(book, booked, "b")
    change(book, "interaction", heard, summary="edited")
    held = change(book, "interaction", booked, planned=0)
    moved = change(book, "interaction", booked, on="2026-01-11")
    old_until(book, newest(book))
    txn, _ = cut_off(book)
    left = [each for each, table in entries(book) if each < txn and table == "interaction"]
    assert left == [put, held]
    assert texts(book, put) == [(None, None)]
    assert texts(book, held) == [({"planned": 1}, {"planned": 0})]
    assert {planned, moved, alone}.isdisjoint({each for each, _ in entries(book) if each < txn} - {put, held})
    said = [tuple(row) for row in book.db.execute("SELECT said, interaction FROM arrival ORDER BY id")]
    assert said == [("typed", heard), ("typed", booked)]


def test_what_an_undo_took_out_comes_in_again_and_what_somebody_deleted_does_not(book):
    owner = added(book, "account")
    taken, there = talk(book, owner), talk(book, owner)
    undone = newest(book) - 1
    deleted = talk(book, owner)
    for key, row in zip("abc", (taken, there, deleted), strict=True):
        add(book.db, "arrival", source="calendar", key=key, said="typed", interaction=row)
    journal.undo(book, undone)
    with book.transaction():
        writes.delete(book, "interaction", deleted)
    old_until(book, newest(book))
    cut_off(book)
    found = book.db.execute("SELECT key, said, interaction FROM arrival ORDER BY key").fetchall()
    assert [tuple(row) for row in found] == [
        ("a", None, None),
        ("b", "typed", there),
        ("c", "typed", deleted),
    ]


def test_what_the_search_knows_is_of_texts_that_are_still_there(book):
    row = added(book, "account", name="Acme", notes="oldsecret")
    change(book, "account", row, notes="fresh")
    old_until(book, newest(book))
    cut_off(book)
    book.db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, 'row')")
    words = {row["term"] for row in book.db.execute("SELECT term FROM temp.words")}
    book.db.execute("DROP TABLE temp.words")
    assert "oldsecret" not in words
    assert "acme" in words
