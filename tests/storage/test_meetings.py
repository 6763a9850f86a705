"""Meetings that are booked, held or confirmed by nobody, and what an upgrade makes of what is dated ahead."""

import datetime as dt
from pathlib import Path

import pytest

from amcli.reports.meetings import Meeting, meeting_row, read_meetings, unconfirmed
from amcli.storage import schema
from tests.support import migrations_until

from .support import account, add, new_book, outside
from .test_last_touch import world_of

TODAY = dt.date(2026, 3, 4)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def book(tmp_path: Path):
    found = new_book(tmp_path / "book.db", "EUR")
    yield found
    found.close()


def meeting(book, owner, on, **values):
    return add(
        book.db, "interaction", account_id=owner, **{"kind": "meeting", "on": on, "planned": 1, **values}
    )


def found(book, since=TODAY - 2 * WEEK, until=TODAY + WEEK):
    return read_meetings(world_of(book, TODAY), since, until)


def test_meetings_come_by_day_then_time_those_without_a_time_last(book):
    acme = account(book.db)
    late = meeting(book, acme, "2026-03-04", at="15:00")
    some_time = meeting(book, acme, "2026-03-04")
    first = meeting(book, acme, "2026-03-03", at="16:00", kind="call")
    same = meeting(book, acme, "2026-03-04", at="15:00", kind="qbr")
    assert [each.id for each in found(book)] == [first, late, same, some_time]
    assert [each.state for each in found(book)] == ["unconfirmed", "ahead", "ahead", "ahead"]
    assert found(book, TODAY + WEEK) == []


@pytest.mark.parametrize(
    "values",
    [
        {"cancelled": 1}, {"planned": 0}, {"kind": "note"}, {"on": "2026-02-17"}, {"on": "2026-03-12"},
        {"planned": 0, "on": "2026-03-03"}, {"planned": 0, "tried": 1},
    ],
)  # fmt: skip
def test_what_is_no_booked_meeting_of_these_days_is_left_out(book, values):
    meeting(book, account(book.db), **{"on": "2026-03-04", **values})
    assert found(book) == []


def test_meetings_of_an_archived_account_are_left_out(book):
    meeting(book, account(book.db, status="archived"), "2026-03-04")
    assert found(book) == []


def test_a_meeting_of_today_that_was_booked_and_held_is_told_as_held(book):
    acme = account(book.db)
    with book.transaction():
        held = meeting(book, acme, "2026-03-04", at="10:00", summary="Renewal")
        add(book.db, "interaction", account_id=acme, kind="call", on="2026-03-04")
    with book.transaction():
        book.db.execute("UPDATE interaction SET planned = 0 WHERE id = ?", (held,))
    assert [(each.id, each.state, each.command) for each in found(book)] == [
        (held, "held", f"am show n{held}")
    ]
    assert found(book, TODAY + dt.timedelta(days=1)) == []


def test_the_row_of_a_meeting_is_what_programs_read(book):
    acme = account(book.db)
    row = meeting(book, acme, "2026-03-03", at="10:00", summary="Renewal call")
    for name in ("Jane Orr", "Omar Haddad"):
        person = add(book.db, "contact", account_id=acme, name=name)
        add(book.db, "interaction_contact", interaction_id=row, contact_id=person)
    (only,) = unconfirmed(world_of(book, TODAY))
    people = ("Jane Orr", "Omar Haddad")
    day, kind, text = dt.date(2026, 3, 3), "meeting", "Renewal call"
    assert only == Meeting(row, acme, "acme", "Acme", day, "10:00", kind, text, people, "unconfirmed")
    assert meeting_row(only) == {
        "ref": f"n{row}", "on": "2026-03-03", "at": "10:00", "account": "acme", "name": "Acme",
        "kind": "meeting", "summary": "Renewal call", "people": ["Jane Orr", "Omar Haddad"],
        "state": "unconfirmed", "command": f"am held n{row}",
    }  # fmt: skip


def test_only_what_was_not_held_can_be_cancelled(book):
    acme = account(book.db)
    for values in ({"planned": 0}, {"tried": 1}):
        with pytest.raises(Exception, match="only a meeting that was not held is cancelled"):
            meeting(book, acme, "2026-03-04", cancelled=1, **values)


def test_an_upgrade_books_what_is_dated_ahead_and_leaves_the_rest(tmp_path):
    folder = migrations_until(3, tmp_path / "migrations")
    path = tmp_path / "old.db"
    path.touch()
    db = outside(path)
    schema.upgrade(db, folder, 3)
    today = dt.date.today()
    ahead, gone = (
        (today + dt.timedelta(days=days)).isoformat() for days in (9, -2)
    )  # wherever it is midnight
    acme = account(db)
    rows = {
        add(db, "interaction", account_id=acme, on=on, summary="said", **values): planned
        for on, values, planned in (
            (ahead, {"kind": "meeting"}, 1),
            (ahead, {"kind": "email"}, 1),
            (ahead, {"kind": "note"}, 0),
            (ahead, {"tried": 1}, 0),
            (gone, {}, 0),
            (gone, {"planned": 1}, 1),
        )
    }
    schema.upgrade(db)
    assert dict(map(tuple, db.execute("SELECT id, planned FROM interaction"))) == rows
    assert {row[0] for row in db.execute("SELECT cancelled FROM interaction")} == {0}
    assert db.execute("SELECT count(*) FROM search WHERE search MATCH 'said'").fetchone()[0] == len(rows)
    add(db, "interaction", account_id=acme, on=gone)
    assert db.execute("SELECT max(id) FROM interaction").fetchone()[0] == len(rows) + 1
    db.close()
