"""Interactions that follow a source: once, as the source has it, and never over what a person did."""

import pytest

from amcli.interchange.plan import FilePlan
from amcli.interchange.touches.contacts import People, Stranger, count_strangers
from amcli.interchange.touches.taking import Taking, Touch
from amcli.storage.bulk import Intake
from amcli.storage.connection import Book
from amcli.storage.merging import merge
from tests.storage.support import account, add, new_book


@pytest.fixture
def book(tmp_path):
    found = new_book(tmp_path / "book.db")
    with found.transaction():
        acme, beta = account(found.db, "Acme", domain="acme.example"), account(found.db, "Beta")
        add(found.db, "contact", account_id=acme, name="Jane", emails='["Jane@acme.example"]')
        add(
            found.db,
            "contact",
            account_id=acme,
            name="Ben",
            emails='["ben@acme.example"]',
            left_on="2026-01-31",
        )
        phone = '[{"typed": "0171 2345678", "e164": "+491712345678"}]'
        add(found.db, "contact", account_id=beta, name="Jo", phones=phone)
    yield found
    found.close()


def took(book: Book, *touches: Touch, grows: bool = False) -> FilePlan:
    """What an import of one event says."""
    plan = FilePlan("work.ics", "interactions", "interaction")
    with book.transaction(bulk=True) as txn:
        Taking(Intake(book, txn), "calendar", plan, grows).take("event", touches)
    return plan


def counts(plan: FilePlan) -> tuple[int, int, int]:
    return plan.new, plan.changed, plan.unchanged


def touch(
    summary: str = "Review", account: int = 1, contacts: tuple[int, ...] = (1,), on: str = "2026-02-01"
) -> Touch:
    return Touch(account, contacts, {"kind": "meeting", "on": on, "summary": summary, "planned": False})


def kept(book: Book) -> list[tuple[object, ...]]:
    query = (
        'SELECT i.account_id, "on", summary, group_concat(contact_id) FROM interaction i '
        "LEFT JOIN (SELECT * FROM interaction_contact ORDER BY contact_id) ON interaction_id = i.id "
        "GROUP BY i.id ORDER BY i.id"
    )
    return [tuple(row) for row in book.db.execute(query)]


def test_the_same_again_changes_nothing(book):
    assert counts(took(book, touch())) == (1, 0, 0)
    changes = book.db.total_changes
    assert counts(took(book, touch())) == (0, 0, 1)
    assert kept(book) == [(1, "2026-02-01", "Review", "1")]
    assert book.db.total_changes - changes < 10  # the transaction's own rows


def test_what_changed_at_the_source_changes(book):
    took(book, touch())
    plan = took(book, touch("Review, moved", contacts=(1, 2), on="2026-02-08"))
    assert dict(plan.changed_fields) == {"on": 1, "summary": 1, "contacts": 1}
    assert kept(book) == [(1, "2026-02-08", "Review, moved", "1,2")]


def test_what_a_person_wrote_stays_where_the_source_did_not_change_that(book):
    took(book, touch())
    with book.transaction():
        book.db.execute("UPDATE interaction SET summary = 'they want out', feel = 'bad'")
        book.db.execute("INSERT INTO interaction_contact(interaction_id, contact_id) VALUES (1, 2)")
    took(book, touch(on="2026-02-08"))
    assert kept(book) == [(1, "2026-02-08", "they want out", "1,2")]


def test_what_a_person_deleted_does_not_come_back(book):
    took(book, touch())
    with book.transaction():
        book.db.execute("DELETE FROM interaction")
    assert counts(took(book, touch("Review, moved"))) == (0, 0, 1)
    assert kept(book) == []


def test_what_is_gone_at_the_source_goes_and_may_return(book):
    took(book, touch())
    assert dict(took(book).changed_fields) == {"taken out": 1}
    assert kept(book) == []
    assert counts(took(book)) == (0, 0, 0)
    assert counts(took(book, touch())) == (1, 0, 0)
    assert len(kept(book)) == 1


def test_each_account_has_its_own_and_a_merge_of_two_leaves_one(book):
    took(book, touch(), touch(account=2, contacts=(3,)))
    assert [row[0] for row in kept(book)] == [1, 2]
    with book.transaction() as txn:
        merge(book, txn, "account", 1, 2)
    assert len(kept(book)) == 2
    both = took(book, touch(contacts=(1, 3)))
    assert [row[0] for row in kept(book)] == [1]
    assert both.changed_fields["taken out"] == 1
    assert counts(took(book, touch(contacts=(1, 3)))) == (0, 0, 1)


def test_an_interaction_that_grows_only_gains_people(book):
    took(book, touch("first mail"), grows=True)
    assert dict(took(book, touch("second mail", contacts=(2,)), grows=True).changed_fields) == {"contacts": 1}
    assert kept(book) == [(1, "2026-02-01", "first mail", "1,2")]
    assert counts(took(book, touch("first mail"), grows=True)) == (0, 0, 1)


def test_people_are_known_by_any_case_and_not_after_they_left(book):
    with book.transaction() as txn:
        people = People(Intake(book, txn), me=["me@ours.example", "@ours.example"], by_domain=True)
    assert [person.contact for person in people.at("MAILTO:jane@ACME.example", "2026-02-01")] == [1]
    assert [person.contact for person in people.at("ben@acme.example", "2026-01-31")] == [2]
    assert people.at("ben@acme.example", "2026-02-01") == []
    assert [person.account for person in people.at("+491712345678", "2026-02-01")] == [2]
    assert people.is_me("Colleague@ours.example")
    assert not people.is_me("jane@acme.example")
    assert people.account_of("new@acme.example") == 1
    assert people.account_of("jane@acme.example") is None
    assert people.account_of("someone@gmail.com") is None


def test_strangers_are_counted_tied_and_ignored(book):
    with book.transaction() as txn:
        seen = [Stranger("x@new.example", None, "2026-02-03"), Stranger("x@new.example", "Xi", "2026-02-01")]
        assert count_strangers(Intake(book, txn), "email", seen) == 1
        count_strangers(Intake(book, txn), "email", [Stranger("x@new.example", None, "2026-02-09")])
        count_strangers(Intake(book, txn), "email", [Stranger("spam@new.example", None, "2026-02-09")])
        book.db.execute("UPDATE unmatched SET contact_id = 3 WHERE address LIKE 'x@%'")
        book.db.execute("UPDATE unmatched SET ignored = 1 WHERE address LIKE 'spam@%'")
        people = People(Intake(book, txn))
    row = book.db.execute("SELECT name, seen, first_on, last_on FROM unmatched").fetchone()
    assert tuple(row) == ("Xi", 3, "2026-02-01", "2026-02-09")
    assert [person.contact for person in people.at("X@new.example", "2026-02-01")] == [3]
    assert people.is_ignored("spam@new.example")
