"""Who was forgotten, as keyed hashes: who is known again, and who may come back."""

import hashlib
import hmac
import sqlite3

import pytest

from amcli.storage import forgotten
from amcli.storage.forgotten import Forgotten

from .support import new_book

JANE, HER_NAME, LI = ("email", "jane@acme.example"), ("name", "jane orr"), ("email", "li@acme.example")


@pytest.fixture
def db(tmp_path):
    found = new_book(tmp_path / "book.db")
    yield found.db
    found.close()


def forget(db: sqlite3.Connection, change: int, *some: tuple[str, str]) -> None:
    key = forgotten.own_key(db)
    forgotten.put(db, change, "2026-03-02", [forgotten.hash_of(key, each) for each in some])


def test_nobody_is_known_before_anybody_was_forgotten(db):
    found = Forgotten(db)
    assert not found
    assert not found.knows([JANE])
    assert forgotten.key_of(db) is None
    assert forgotten.allow(db, [JANE]) == 0


def test_who_was_forgotten_is_known_by_each_of_what_was_kept_and_nobody_else_is(db):
    forget(db, 5, JANE, HER_NAME)
    found = Forgotten(db)
    assert found
    assert [found.knows([each]) for each in (JANE, HER_NAME, LI)] == [True, True, False]
    assert found.knows([LI, JANE])
    assert not found.knows([])
    assert not found.knows([("name", JANE[1])])  # of another kind


def test_a_key_alone_knows_nobody(db):
    forgotten.own_key(db)
    assert not Forgotten(db)
    assert not Forgotten(db).knows([JANE])


def test_the_key_is_the_book_s_own_made_once_and_long(db):
    key = forgotten.own_key(db)
    assert len(key) == 32
    assert forgotten.own_key(db) == key == forgotten.key_of(db)


def test_a_hash_is_keyed_and_of_the_kind_and_the_text(db):
    expected = hmac.new(b"key", b"email\njane@acme.example", hashlib.sha256).hexdigest()
    assert forgotten.hash_of(b"key", JANE) == expected
    assert forgotten.hash_of(b"other", JANE) != expected
    assert len(forgotten.hash_of(b"key", ("name", "a\ud800"))) == 64


def test_all_that_a_change_kept_is_there_for_a_copy_each_once(db):
    forget(db, 5, JANE, HER_NAME, JANE)
    forget(db, 6, LI)
    key = forgotten.own_key(db)
    first = sorted(forgotten.hash_of(key, each) for each in (JANE, HER_NAME))
    expected = [(5, "2026-03-02", first[0]), (5, "2026-03-02", first[1])]
    expected.append((6, "2026-03-02", forgotten.hash_of(key, LI)))
    assert [tuple(row) for row in forgotten.all_of(db)] == expected


def test_who_may_come_back_comes_with_all_that_was_kept_of_them_and_others_stay(db):
    forget(db, 5, JANE, HER_NAME)
    forget(db, 6, LI)
    assert forgotten.allow(db, [("email", "nobody@acme.example")]) == 0
    assert forgotten.allow(db, [("email", "nobody@acme.example"), JANE]) == 2
    found = Forgotten(db)
    assert [found.knows([each]) for each in (JANE, HER_NAME, LI)] == [False, False, True]
