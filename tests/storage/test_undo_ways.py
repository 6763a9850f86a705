"""Undo of changes that came in one way, of what held somebody forgotten, and of what was deleted from the
history: which one is taken, and in which words the others are refused."""

import json

import pytest

from amcli.errors import NotFound, Refused
from amcli.storage import journal
from amcli.storage.journal import ANY, Way, change_made, done_to, in_error, newest_change, newest_to_undo
from amcli.storage.triggers import OUTSIDE

from .row_by_row import copied
from .support import account, add, new_book


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """An account that each change gives another owner."""
    found = new_book(tmp_path_factory.mktemp("ways") / "book.db")
    account(found.db)
    found.db.execute("DELETE FROM journal")
    found.db.execute("DELETE FROM txn")
    yield found
    found.close()


@pytest.fixture
def book(shared):
    found = copied(shared)
    yield found
    found.db.close()


def changed(book, **columns: object) -> int:
    """A change with columns of its own in `txn`."""
    with book.transaction() as txn:
        book.db.execute("UPDATE account SET owner = ? WHERE id = 1", (f"owner {txn}",))
    for name, value in columns.items():
        book.db.execute(f"UPDATE txn SET {name} = ? WHERE id = ?", (value, txn))
    return txn


def cut(book, txn: int) -> int:
    book.db.execute("INSERT INTO cut(id, \"on\") VALUES (?, '2026-03-01')", (txn,))
    return txn


def kept_from(book, first: int) -> None:
    """The history begins with this change; another setting says otherwise."""
    book.db.execute("INSERT INTO setting(key, value) VALUES ('aaa', '[\"x\", 9999]')")
    book.db.execute(f"INSERT INTO setting(key, value) VALUES ('pruned', '[\"2026-02-01\", {first}]')")


def taken(book, way: Way = ANY) -> int | str:
    """The change that an undo takes, or why there is none."""
    try:
        return newest_to_undo(book, way)["id"]
    except NotFound as error:
        return f"{error.message} {error.hint}"


def refusal(move) -> str:
    with pytest.raises((Refused, NotFound)) as refused:
        move()
    return f"{refused.value.message} {refused.value.hint}"


def test_the_newest_change_of_a_way_is_taken(book):
    typed = changed(book)
    desk = changed(book, via="mcp", client="Desk")
    key = changed(book, via="ui")
    nameless = changed(book, via="mcp")
    other = changed(book, via="mcp", client="Other")
    assert taken(book) == taken(book, Way("mcp")) == taken(book, Way("mcp", "Other")) == other
    assert taken(book, Way("mcp", "Desk")) == taken(book, Way(None, "Desk")) == desk
    assert taken(book, Way("ui")) == taken(book, Way("ui", "")) == key
    assert taken(book, Way("mcp", "")) == taken(book, Way(None, "")) == nameless
    for each in (other, nameless, key, desk):
        assert taken(book) == each
        journal.undo(book, each)
    assert taken(book) == typed


def test_what_a_way_never_did_is_named(book):
    changed(book)
    hint = "What can be undone: am undo --list"
    assert taken(book, Way("mcp")) == f"nothing from an assistant to undo. {hint}"
    assert taken(book, Way("ui")) == f"nothing from am ui to undo. {hint}"
    assert taken(book, Way("mcp", "Desk")) == f'nothing from "Desk" to undo. {hint}'
    assert taken(book, Way(None, "Desk")) == f'nothing from "Desk" to undo. {hint}'
    book.db.execute("UPDATE txn SET via = 'ui', client = 'x'")
    assert taken(book, Way("mcp", "")) == f"nothing from an assistant without a name to undo. {hint}"
    journal.undo(book)
    assert taken(book) == "nothing to undo. None"
    assert taken(book, Way("fax")) == f"nothing to undo. {hint}"


def test_an_undo_tells_how_the_change_came(book):
    desk = changed(book, via="mcp", client="Desk")
    done = [journal.undo(book), journal.redo(book), journal.undo(book)]
    assert [(each.via, each.client) for each in done] == [("mcp", "Desk")] * 3
    assert done[0].txn == desk


def test_what_held_somebody_forgotten_names_the_one_before_it(book):
    """Passed over are what was undone, the undo, what came by itself or from outside, what was cut, and what
    came later."""
    changed(book)
    first = changed(book)
    undone = changed(book)
    journal.undo(book, undone)
    changed(book, automatic=1)
    changed(book, command=OUTSIDE)
    cut(book, changed(book))
    held = cut(book, changed(book))
    changed(book)
    why = f"can't undo change {held}: it held somebody who was forgotten on 2026-03-01. Nothing was undone."
    assert refusal(lambda: journal.undo(book, held)) == f"{why} The one before it: am undo {first}"
    kept_from(book, first)
    assert refusal(lambda: journal.undo(book, held)) == f"{why} The one before it: am undo {first}"
    book.db.execute("DELETE FROM setting")
    kept_from(book, first + 1)
    assert refusal(lambda: journal.undo(book, held)) == f"{why} Show the changes: am history"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("forget jane", "what it removed is gone for good"),
        ("history --prune 2025-01-01", "what it removed is gone for good"),
        ("contact add jane", "it held somebody who was forgotten on 2026-03-01"),
    ],
)
def test_what_was_forgotten_is_gone_for_good(book, command, why):
    held = cut(book, changed(book, command=command))
    said = refusal(lambda: journal.undo(book))
    assert said == f"can't undo change {held}: {why}. Nothing was undone. Show the changes: am history"


def test_an_undo_that_held_somebody_forgotten_is_not_redone(book):
    changed(book)
    own = cut(book, journal.undo(book).own)
    said = refusal(lambda: journal.redo(book))
    assert said.startswith(
        f"can't redo change {own}: it held somebody who was forgotten on 2026-03-01. Nothing was redone."
    )


def test_history_begins_with_a_change_that_can_be_undone(book):
    old, first = changed(book), changed(book)
    kept_from(book, first)
    assert refusal(lambda: journal.undo(book, old)) == (
        f"can't undo change {old}: the history of then was deleted (am history --prune)."
        " Show the changes: am history"
    )
    assert journal.undo(book, first).txn == first
    assert taken(book) == "nothing to undo. None"
    assert journal.redo(book).command == "test"
    own = journal.undo(book).own
    book.db.execute("UPDATE setting SET value = ? WHERE key = 'pruned'", (f'["2026-02-01", {own + 1}]',))
    assert refusal(lambda: journal.redo(book)) == "nothing to redo. None"


def test_the_change_that_a_line_became_is_the_first_of_its_words_since_then_in_its_way(book):
    assert newest_change(book) == 0
    before = changed(book, command="done t1", via="mcp", client="Desk")
    changed(book, command="done t2", via="mcp", client="Desk")
    changed(book, command="done t1", via="ui", client="Desk")
    changed(book, command="done t1", via="mcp", client="Other")
    typed = changed(book, command="done t1")
    made = changed(book, command="done t1", via="mcp", client="Desk")
    last = changed(book, command="done t1", via="mcp", client="Desk")
    assert newest_change(book) == last
    assert change_made(book, before, "done t1", ("mcp", "Desk")) == made
    assert change_made(book, made, "done t1", ("mcp", "Desk")) == last
    assert change_made(book, last, "done t1", ("mcp", "Desk")) is None
    assert change_made(book, 0, "done t1", ("mcp", "Desk")) == before
    assert change_made(book, 0, "done t1", None) == typed


def test_of_a_record_that_would_go_the_newest_change_is_to_be_undone_first(book):
    """It was added by one change and changed by another; those of other records are not named."""
    with book.transaction() as first:
        row = account(book.db, "New")
    changed(book)
    with book.transaction() as adding:
        person = add(book.db, "contact", account_id=row, name="Jane")
    assert f"by change {adding} (am test)" in refusal(lambda: journal.undo(book, first))
    with book.transaction() as editing:
        book.db.execute("UPDATE contact SET title = 'Buyer' WHERE id = ?", (person,))
    changed(book)
    said = refusal(lambda: journal.undo(book, first))
    assert said.endswith(f"Undo that one first: am undo {editing}")


def test_three_fields_are_named_and_of_more_two_and_how_many():
    def entry(many: int) -> dict[str, str]:
        before = dict.fromkeys("abcdef"[:many], 1)
        return {
            "tbl": "account", "before": json.dumps(before),
            "after": json.dumps({**dict.fromkeys(before, 2), "updated_at": 5}),
        }  # fmt: skip

    assert [done_to(entry(many)) for many in (1, 2, 3, 4, 6)] == [
        "changed a of", "changed a and b of", "changed a, b and c of",
        "changed a, b and 2 more fields of", "changed a, b and 4 more fields of",
    ]  # fmt: skip


def test_a_record_that_went_was_deleted_and_one_that_came_changed():
    gone = {"tbl": "account", "before": '{"a": 1}', "after": None}
    assert [done_to(each) for each in (gone, {**gone, "before": None})] == ["deleted", "changed"]
    assert done_to({**gone, "before": None, "after": '{"a": 1}'}) == "changed"


def test_a_long_command_is_cut_in_an_error():
    whole = "x" * 37
    assert in_error(whole) == f"am {whole}"
    assert in_error(f"{whole}y") == f"am {'x' * 34}..."
    assert (in_error(OUTSIDE), in_error("7"), in_error("undo")) == (OUTSIDE, "am 7", "am undo")
