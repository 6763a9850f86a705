"""Who a value is from, as the book keeps it: noticed by itself, carried by merges, undone and redone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.rules.provenance import ALL, HAND, Entry, Provenance, join_lists
from amcli.storage import journal, merging, value_sources, writes
from amcli.storage.connection import Book
from tests.profiles import examples

from .support import account, dump, new_book

ALPHABET = ["a@x.example", "b@x.example", "c@x.example"]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    found = new_book(tmp_path / "book.db")
    yield found
    found.close()


def person(book: Book, owner: int, **values: Any) -> int:
    """Somebody whom a person put in the book."""
    return writes.insert(book, "contact", {"account_id": owner, "name": "Jane", **values})


def words(book: Book, row: int) -> list[Entry]:
    return [Entry(*each) for each in value_sources.entries(book, "contact", row)]


def put(book: Book, row: int, *entries: tuple[str, str | None, str]) -> None:
    """As an import leaves them."""
    book.db.executemany(
        "INSERT INTO value_source(kind, \"row\", field, value, source) VALUES ('contact', ?, ?, ?, ?)",
        [(row, *entry) for entry in entries],
    )


def brought(book: Book, **values: Any) -> int:
    """Somebody whom an import brought."""
    with book.transaction(bulk=True):
        row = person(book, account(book.db, "Acme"), **values)
        put(book, row, (ALL, None, "crm"))
    return row


def test_what_a_person_enters_is_theirs(book: Book) -> None:
    with book.transaction():
        row = person(book, account(book.db, "Acme"))
    assert words(book, row) == [Entry(ALL, None, HAND)]


def test_what_stands_and_falls_with_a_value_counts_as_that_value(book: Book) -> None:
    """Once, however many columns of it changed; and an edit that leaves all as it was says nothing."""
    owner = account(book.db, "Acme")
    with book.transaction():
        writes.update(book, "account", owner, {"pulse": "good", "pulse_on": "2026-03-02", "pulse_note": "x"})
    expected = [("pulse", None, HAND)]
    assert value_sources.entries(book, "account", owner) == expected
    with book.transaction():
        writes.update(book, "account", owner, {"pulse_on": "2026-03-03"})
        book.db.execute("UPDATE account SET name = name, notes = notes, tags = tags, extra = extra")
    assert value_sources.entries(book, "account", owner) == expected


@pytest.mark.parametrize("kind", ["task", "interaction"])
def test_of_records_from_one_place_only_what_a_person_edited_is_noticed(book: Book, kind: str) -> None:
    values = {"task": {"title": "Call"}, "interaction": {"on": "2026-03-02", "kind": "call", "summary": "Hi"}}
    (field,) = values[kind].keys() & {"title", "summary"}
    with book.transaction():
        row = writes.insert(book, kind, {"account_id": account(book.db, "Acme"), **values[kind]})
    assert value_sources.entries(book, kind, row) == []
    with book.transaction():
        writes.update(book, kind, row, {field: "Write"})
    assert value_sources.entries(book, kind, row) == [(field, None, HAND)]


def test_a_person_who_renames_somebody_leaves_the_name_to_its_sources(book: Book) -> None:
    row = brought(book)
    put(book, row, ("name", None, "crm"))
    with book.transaction():
        writes.update(book, "contact", row, {"name": "Jane Orr"})
    assert set(words(book, row)[1:]) == {Entry("name", "Jane", "crm"), Entry("name", None, HAND)}


def test_another_program_is_nobody_whose_values_are_known(book: Book) -> None:
    row = brought(book, title="CTO")
    book.db.execute("UPDATE contact SET title = 'CEO', tags = '[\"vip\"]' WHERE id = ?", (row,))
    assert words(book, row) == [Entry(ALL, None, "crm")]


def test_a_persons_edit_is_noticed_and_an_imports_is_not(book: Book) -> None:
    row = brought(book, title="CTO", extra={"plan": "gold", "seats": 3})
    with book.transaction(bulk=True):
        writes.update(book, "contact", row, {"title": "CEO", "extra": {"plan": "silver"}})
    assert words(book, row) == [Entry(ALL, None, "crm")]
    with book.transaction():
        writes.update(
            book, "contact", row, {"title": None, "notes": "x", "extra": {"plan": "gold", "new": 1}}
        )
    assert set(words(book, row)[1:]) == {
        Entry(field, None, HAND) for field in ("title", "notes", "extra.plan", "extra.new")
    }


def test_a_person_takes_over_a_value_from_its_sources(book: Book) -> None:
    row = brought(book, title="CTO")
    put(book, row, ("title", None, "crm"), ("title", None, "phone"), ("notes", None, "phone"))
    with book.transaction():
        writes.update(book, "contact", row, {"title": "CEO"})
    assert words(book, row)[1:] == [Entry("notes", None, "phone"), Entry("title", None, HAND)]
    journal.undo(book)
    assert set(words(book, row)[1:]) == {
        Entry("notes", None, "phone"),
        Entry("title", None, "crm"),
        Entry("title", None, "phone"),
    }


def test_values_added_to_a_list_and_taken_out_are_noticed_one_by_one(book: Book) -> None:
    phones = [{"typed": "030 1", "e164": "+49301"}, {"typed": "030 2", "e164": None}]
    row = brought(book, emails=ALPHABET[:2], phones=phones)
    with book.transaction():
        writes.update(book, "contact", row, {"emails": ALPHABET[1:], "phones": phones[1:]})
    assert set(words(book, row)[1:]) == {
        *(Entry("emails", text, HAND) for text in (ALPHABET[0], ALPHABET[2])),
        Entry("phones", "030 1", HAND),
        Entry("phones", "+49301", HAND),
    }
    assert Provenance(words(book, row)).is_out("phones", {"typed": "0049 30 1", "e164": "+49301"})


def test_an_order_that_a_person_gave_a_list_is_noticed(book: Book) -> None:
    row = brought(book, emails=ALPHABET)
    with book.transaction():
        writes.update(book, "contact", row, {"emails": ALPHABET[::-1]})
    known = Provenance(words(book, row))
    assert [
        item for item, _ in join_lists(known, "emails", ALPHABET[::-1], ALPHABET, "crm").items
    ] == ALPHABET[::-1]


def test_a_deleted_person_takes_with_them_whose_their_values_were(book: Book) -> None:
    row = brought(book)
    with book.transaction():
        writes.delete(book, "contact", row)
    assert words(book, row) == []
    journal.undo(book)
    assert words(book, row) == [Entry(ALL, None, "crm")]


SOURCES = st.lists(st.sampled_from(["crm", "phone", HAND]), max_size=2, unique=True)
SIDE = st.fixed_dictionaries(
    {
        "title": st.tuples(st.sampled_from([None, "CTO", "CEO"]), SOURCES),
        "notes": st.tuples(st.sampled_from([None, "x"]), SOURCES),
        "emails": st.dictionaries(st.sampled_from(ALPHABET), SOURCES, max_size=3),
        "out": st.sets(st.sampled_from(ALPHABET), max_size=1),
        "maker": st.sampled_from([None, "crm", HAND]),
    }
)
Side = dict[str, Any]


def side(book: Book, owner: int, told: Side) -> int:
    row = person(book, owner, title=told["title"][0], notes=told["notes"][0], emails=list(told["emails"]))
    put(book, row, *([(ALL, None, told["maker"])] if told["maker"] is not None else []))
    for field in ("title", "notes"):
        put(book, row, *((field, None, source) for source in told[field][1]))
    for text, sources in told["emails"].items():
        put(book, row, *(("emails", text, source) for source in sources))
    put(book, row, *(("emails", text, HAND) for text in told["out"] - told["emails"].keys()))
    return row


@settings(max_examples=examples(40), derandomize=True)
@given(SIDE, SIDE)
def test_a_merge_carries_who_each_value_is_from_and_is_undone_exactly(one: Side, two: Side) -> None:
    import tempfile

    book = new_book(Path(tempfile.mkdtemp(prefix="amcli-tests-")) / "book.db")
    with book.transaction(), value_sources.mechanically(book):
        owner = account(book.db, "Acme")
        into, gone = side(book, owner, one), side(book, owner, two)
    before = dump(book.db)
    knew = [Provenance(words(book, row)) for row in (into, gone)]
    with book.transaction() as txn:
        merging.merge(book, txn, "contact", into, gone)
    after = dump(book.db)
    known = Provenance(words(book, into))
    now = dict(book.db.execute("SELECT * FROM contact").fetchone())
    for field in ("title", "notes"):
        had = [
            (told[field][0], each.of(field, told[field][0] is not None))
            for told, each in zip((one, two), knew, strict=True)
        ]
        expected = {source for value, owners in had if value == now[field] for source in owners}
        assert set(known.of(field, now[field] is not None)) == expected
    emails = json.loads(now["emails"])
    for text in emails:
        held = [each for told, each in zip((one, two), knew, strict=True) if text in told["emails"]]
        assert set(known.of_item("emails", text)) == {
            source for each in held for source in each.of_item("emails", text)
        }
    for text in (one["out"] | two["out"]) - set(emails):
        assert known.is_out("emails", text)
    assert value_sources.entries(book, "contact", gone) == []
    journal.undo(book)
    assert dump(book.db) == before
    journal.redo(book)
    assert dump(book.db) == after
    book.close()
