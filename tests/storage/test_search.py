"""The search index: kept by triggers, rebuilt for an import, found by words and their beginnings."""

import datetime as dt

import pytest

from amcli.errors import BadValue
from amcli.reports import find
from amcli.storage import journal, triggers, writes

from .support import account, add, dump, new_book


@pytest.fixture
def book(tmp_path):
    found = new_book(tmp_path / "book.db")
    yield found
    found.close()


def refs(book, text: str) -> list[str]:
    rows, _ = find.find_rows(book, text, 50)
    return [row["ref"] for row in rows]


def test_every_kind_of_record_with_text_is_found(book):
    owner = account(book.db, "Acme", notes="zebra")
    day = "2026-01-02"
    add(book.db, "contact", account_id=owner, name="Zebra Jones")
    add(book.db, "contract", account_id=owner, starts_on=day, reference="ZEBRA-1")
    add(book.db, "interaction", account_id=owner, on=day, body="a zebra crossed")
    add(book.db, "task", account_id=owner, title="feed the zebra")
    add(book.db, "opportunity", account_id=owner, name="zebra upsell")
    add(book.db, "issue", account_id=owner, title="zebra stuck", opened_on=day)
    add(book.db, "feedback", account_id=owner, on=day, text="more zebras")
    add(book.db, "survey", account_id=owner, kind="nps", on=day, score=9.0, scale_max=10.0, comment="zebra!")
    add(book.db, "goal", account_id=owner, title="a zebra each")
    add(book.db, "event", account_id=owner, on=day, kind="funding", note="zebra fund")
    add(book.db, "handoff", account_id=owner, on=day, note="mind the zebra")
    add(book.db, "product", name="Zebra suite")
    rows, count = find.find_rows(book, "zebra", 50)
    assert {row["kind"] for row in rows} == set(triggers.SEARCHED)
    assert count == len(triggers.SEARCHED)


def test_the_index_follows_changes_deletions_and_undo(book):
    owner = account(book.db)
    with book.transaction():
        call = add(book.db, "interaction", account_id=owner, on="2026-01-02", summary="wants single sign-on")
    assert refs(book, "sign") == [f"n{call}"]
    with book.transaction():
        writes.update(book, "interaction", call, {"summary": "wants a discount"})
    assert (refs(book, "sign"), refs(book, "discount")) == ([], [f"n{call}"])
    with book.transaction():
        writes.delete(book, "account", owner)
    assert refs(book, "discount") == []
    journal.undo(book)
    assert refs(book, "discount") == [f"n{call}"]


def test_an_import_that_indexes_by_itself_leaves_the_same_index(book):
    owner = account(book.db)
    with book.transaction(bulk=True) as txn:
        for number in range(20):
            add(book.db, "interaction", account_id=owner, on="2026-01-02", summary=f"call number {number}")
        assert not refs(book, "number")
        writes.update(book, "account", owner, {"notes": "changed in bulk"})
        triggers.index_transaction(book.db, txn)
    by_import = dump(book.db)["search"]
    book.db.execute("DELETE FROM search")
    for table in ("account", "interaction"):
        book.db.execute(f'UPDATE "{table}" SET id = id')
        title, body = triggers.SEARCHED[table].title[0], triggers.SEARCHED[table].body[0]
        book.db.execute(f'UPDATE "{table}" SET "{title}" = "{title}", "{body}" = "{body}"')
    assert dump(book.db)["search"] == by_import
    assert refs(book, "bulk") == ["acme"]


def test_words_are_found_by_their_beginning_without_accents_and_in_any_order(book):
    owner = account(book.db)
    call = add(
        book.db,
        "interaction",
        account_id=owner,
        on="2026-01-02",
        summary="Besprach die Verlängerung in Zürich",
    )
    for text in ("verlang", "zurich VERL", "Verlängerung", "bespr zür"):
        assert refs(book, text) == [f"n{call}"], text
    assert refs(book, "verlang paris") == []


def test_chinese_is_found_inside_a_run_of_characters(book):
    owner = account(book.db, "北京机器人", code="beijing")
    call = add(book.db, "interaction", account_id=owner, on="2026-01-02", summary="讨论了续约合同")
    assert refs(book, "续约") == [f"n{call}"]
    assert refs(book, "机器人") == ["beijing"]


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "*",
        "AND",
        "NEAR(a b)",
        "title:acme",
        "a OR b",
        "(",
        "^acme",
        "-acme",
        "{a b}:c",
        "'; DROP TABLE account;--",
    ],
)
def test_operators_are_plain_text(book, text):
    account(book.db)
    if any(char.isalnum() for char in text):
        find.find_rows(book, text, 5)
    else:
        with pytest.raises(BadValue, match="no word"):
            find.find_rows(book, text, 5)
    assert book.db.execute("SELECT count(*) FROM account").fetchone()[0] == 1


def test_the_days_of_hits_are_days(book):
    owner = account(book.db)
    add(book.db, "task", account_id=owner, title="zebra", due_on="2026-03-06")
    rows, _ = find.find_rows(book, "zebra", 5)
    assert dt.date.fromisoformat(rows[0]["on"]) == dt.date(2026, 3, 6)
