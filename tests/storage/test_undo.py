"""Which change an undo and a redo take, what stands in their way, and in which words they refuse."""

import re

import pytest

from amcli.errors import NotFound, Refused
from amcli.storage import journal, settings_file, writes

from .support import account, add, new_book, outside


@pytest.fixture
def book(tmp_path):
    found = new_book(tmp_path / "book.db")
    yield found
    found.close()


def insert(book, table: str, **values) -> int:
    """A row in a change of its own."""
    with book.transaction():
        return account(book.db, **values) if table == "account" else add(book.db, table, **values)


def edit(book, table: str, row: int, **values) -> int:
    """The number of the change that edits a row."""
    with book.transaction() as txn:
        writes.update(book, table, row, values)
    return txn


def last(book) -> int:
    return book.db.execute("SELECT max(id) FROM txn").fetchone()[0]


def tiers(book) -> list[str]:
    return [row["tier"] for row in book.db.execute("SELECT tier FROM account ORDER BY id")]


def refusal(book, txn: int) -> str:
    """In which words an undo is refused, with its hint; nothing has changed then."""
    before = list(book.db.iterdump())
    with pytest.raises(Refused) as refused:
        journal.undo(book, txn)
    assert list(book.db.iterdump()) == before
    return f"{refused.value.message} {refused.value.hint}"


def test_a_change_of_another_record_is_in_nobodys_way(book):
    """Neither one of the same kind, nor one of another kind with the same number."""
    acme, other = insert(book, "account"), insert(book, "account", name="Other")
    jane = insert(book, "contact", account_id=acme, name="Jane")
    assert jane == acme
    first = edit(book, "account", acme, tier="key")
    edit(book, "account", other, tier="light")
    edit(book, "contact", jane, title="Buyer")
    done = journal.undo(book, first)
    assert (done.txn, done.own, done.command) == (first, last(book), "test")
    assert tiers(book) == ["standard", "light"]


def test_the_newest_of_those_in_the_way_is_named(book):
    acme = insert(book, "account")
    first = edit(book, "account", acme, tier="key")
    edit(book, "account", acme, owner="Jo")
    third = edit(book, "account", acme, owner="Ann")
    assert refusal(book, first) == (
        f"can't undo change {first}: change {third} (am test) changed owner of Acme after it. Nothing was "
        f"undone. Undo that one first: am undo {third}"
    )


def test_what_was_undone_is_in_nobodys_way_until_it_is_redone(book):
    acme = insert(book, "account")
    first, second = edit(book, "account", acme, tier="key"), edit(book, "account", acme, owner="Jo")
    journal.undo(book, second)
    journal.redo(book)
    assert f"change {last(book)} (am test) changed owner of Acme after it" in refusal(book, first)
    journal.undo(book, last(book))
    journal.undo(book, first)
    assert tiers(book) == ["standard"]


def test_a_record_that_would_go_too_is_named(book):
    acme = insert(book, "account")
    first = last(book)
    insert(book, "contact", account_id=acme, name="Jane")
    assert refusal(book, first) == (
        f"can't undo change {first}: p1 was added after it, by change {last(book)} (am test), and would go "
        f"with it. Nothing was undone. Undo that one first: am undo {last(book)}"
    )


def test_a_record_that_goes_with_what_was_added_at_once_is_no_hindrance(book):
    with book.transaction() as txn:
        add(book.db, "contact", account_id=account(book.db), name="Jane")
    journal.undo(book, txn)
    assert tiers(book) == []


def test_an_older_change_is_taken_by_its_number_and_only_once(book):
    acme, other = insert(book, "account"), insert(book, "account", name="Other")
    first, second = edit(book, "account", acme, tier="key"), edit(book, "account", other, tier="key")
    journal.undo(book, first)
    assert tiers(book) == ["standard", "key"]
    assert refusal(book, first) == f"change {first} was already undone. Show the changes: am history"
    assert refusal(book, last(book)) == f"change {last(book)} is an undo. To redo what it undid: am redo"
    journal.undo(book, second)
    assert tiers(book) == ["standard", "standard"]
    with pytest.raises(NotFound, match=re.escape("no change 99. Nothing was undone.")):
        journal.undo(book, 99)


def test_the_newest_change_that_stands_is_undone_and_the_newest_undo_redone(book):
    acme = insert(book, "account")
    for tier in ("key", "light"):
        edit(book, "account", acme, tier=tier)
    journal.undo(book)
    journal.undo(book)
    assert tiers(book) == ["standard"]
    journal.redo(book)
    assert tiers(book) == ["key"]
    assert journal.redo(book).command == "test"
    assert tiers(book) == ["light"]
    journal.undo(book)
    assert tiers(book) == ["key"]


def test_an_undo_and_a_redo_tell_of_the_command_that_was_typed(book):
    acme = insert(book, "account")
    first = edit(book, "account", acme, tier="key")
    book.db.execute("UPDATE txn SET command = 'account edit acme' WHERE id = ?", (first,))
    told = [step(book).command for step in (journal.undo, journal.redo, journal.undo)]
    assert told == ["account edit acme"] * 3


def test_after_another_change_nothing_is_redone_and_the_change_is_named(book):
    acme = insert(book, "account")
    edit(book, "account", acme, tier="key")
    journal.undo(book)
    since = edit(book, "account", insert(book, "account", name="Other"), tier="light") - 1
    with pytest.raises(Refused, match=re.escape(f"the book has changed since (change {since})")):
        journal.redo(book)
    journal.undo(book)
    journal.undo(book)
    journal.redo(book)  # of the newest undo
    assert tiers(book) == ["standard", "standard"]


def test_what_amcli_or_another_program_did_by_itself_is_passed_over(book):
    acme = insert(book, "account")
    edit(book, "account", acme, tier="key")
    with book.transaction(automatic=True):
        writes.update(book, "account", acme, {"owner": "Jo"})
    stranger = outside(book.path)
    stranger.execute("UPDATE account SET notes = 'seen'")
    stranger.close()
    with pytest.raises(Refused, match="changed notes of Acme after it"):
        journal.undo(book)
    journal.undo(book, last(book))
    journal.undo(book, last(book) - 2)
    journal.undo(book)
    assert tiers(book) == ["standard"]


def test_the_settings_come_back_and_are_named(book, tmp_path):
    path = tmp_path / "config.toml"
    for text in ("a = 1\n", "a = 2\n"):
        settings_file.write(book, path, text)
    first, second = last(book) - 1, last(book)
    assert refusal(book, first) == (
        f"can't undo change {first}: change {second} (am test) changed the settings after it. "
        f"Nothing was undone. Undo that one first: am undo {second}"
    )
    done = journal.undo(book)
    assert path.read_text() == "a = 1\n"
    (change,) = journal.changes_of(book, done.own)
    assert (change.table, change.before["text"], change.after["text"]) == ("settings", "a = 2\n", "a = 1\n")
    journal.undo(book)
    assert not path.exists()
    journal.redo(book)
    journal.redo(book)
    assert path.read_text() == "a = 2\n"


def test_settings_that_were_written_twice_at_once_go_back_by_both(book, tmp_path):
    path = tmp_path / "config.toml"
    number = settings_file.number_of(path)
    told = [{"path": str(path), "text": text} for text in (None, "a = 1\n", "a = 2\n")]
    with book.transaction():
        writes.keep(book, last(book), "settings", number, told[0], told[1])
        writes.keep(book, last(book), "settings", number, told[1], told[2])
    path.write_text("a = 2\n")
    journal.undo(book)
    assert not path.exists()


def test_a_record_is_named_as_a_person_knows_it(book):
    acme = insert(book, "account", name="Acme Ltd", code="acme")
    insert(book, "contact", account_id=acme, name="Jane")
    known = {"field": "x", "value": "y", "source": "crm"}
    sources = [insert(book, "value_source", kind=kind, row=1, **known) for kind in ("contact", "account")]
    named = [("account", acme), ("contact", 1), *(("value_source", row) for row in (*sources, 99))]
    assert [journal.record_named(book, *each) for each in named] == [
        "Acme Ltd", "p1", "p1", "Acme Ltd", "one of its records",
    ]  # fmt: skip
    assert journal.record_named(book, "interaction_contact", 4) == "interaction contact 4"
    assert journal.record_named(book, "settings", 4) == "the settings"
