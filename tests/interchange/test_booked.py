"""A meeting in a calendar and the same one in the book: one interaction each time."""

import shutil

import pytest

from tests.interchange.calendars import JANE, ME, calendar, event
from tests.interchange.helpers import Desk

BEFORE, DAY, AFTER, LATER = "2026-03-02", "2026-03-04", "2026-03-05", "2026-03-12"
WED = event("a", ":20260304T100000", title="Acme sync")
EARLIER = event("a", ":20260304T091500", title="Acme sync")
MOVED = event("a", ":20260306T100000", title="Acme sync")
RENAMED = event("a", ":20260304T100000", title="Other title")
CANCELLED = event("a", ":20260304T100000", "STATUS:CANCELLED", title="Acme sync")
BOOK = ("meet", "acme", "wed", "10:00", "Renewal talk", "-w", "jane")
LOG = ("log", "acme", "Two years agreed", "-w", "jane", "--on", DAY)
KIND = ("-k", "meeting")


@pytest.fixture(scope="module")
def with_jane(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A book with Acme and Jane, to be copied."""
    desk = Desk(tmp_path_factory.mktemp("jane"))
    desk.imported(desk.file("accounts.csv", "code,name\nacme,Acme\n"))
    desk.imported(desk.file("contacts.csv", "account,name,email\nacme,Jane Orr,jane@acme.example\n"))
    return desk


@pytest.fixture
def desk(with_jane: Desk, desk: Desk) -> Desk:
    """A book with Acme and Jane."""
    shutil.copytree(with_jane.folder, desk.folder, dirs_exist_ok=True)
    return desk


def done(desk: Desk, steps: list[tuple[str, object]]) -> list[tuple]:
    """What is in the book after steps: on which day, and a command or the events that are imported then."""
    for today, step in steps:
        if isinstance(step, tuple):
            assert desk.am(*step, today=today).code == 0
        else:
            desk.imported(desk.file("work.ics", calendar(*([step] if step else []))), today=today)
    return desk.rows('SELECT "on", at, planned, cancelled, summary FROM interaction ORDER BY id')


HELD = (DAY, "10:00", 0, 0)
AHEAD = (DAY, "10:00", 1, 0)
OFF = (DAY, "10:00", 1, 1)
CASES = {
    "imported before and after": ([(BEFORE, WED), (AFTER, WED)], [(*HELD, "Acme sync")]),
    "imported on its day": ([(BEFORE, WED), (DAY, WED)], [(*AHEAD, "Acme sync")]),
    "moved ahead": ([(BEFORE, WED), (BEFORE, MOVED)], [("2026-03-06", "10:00", 1, 0, "Acme sync")]),
    "cancelled in the calendar": ([(BEFORE, WED), (BEFORE, CANCELLED)], []),
    "held by a log meanwhile": ([(BEFORE, WED), (DAY, LOG), (AFTER, WED)], [(*HELD, "Two years agreed")]),
    "held by a log, renamed later": (
        [(BEFORE, WED), (DAY, LOG), (AFTER, RENAMED), (LATER, WED)], [(*HELD, "Two years agreed")]),
    "held by a log, moved later": (
        [(BEFORE, WED), (DAY, LOG), (AFTER, MOVED), (LATER, MOVED)], [(*HELD, "Two years agreed")]),
    "held by a log, cancelled later": (
        [(BEFORE, WED), (DAY, LOG), (AFTER, CANCELLED), (LATER, WED)], [(*HELD, "Two years agreed")]),
    "confirmed without a word, renamed later": (
        [(BEFORE, WED), (AFTER, ("held", "n1")), (AFTER, RENAMED)], [(*HELD, "Other title")]),
    "held --no and imported again": (
        [(BEFORE, WED), (AFTER, ("held", "n1", "--no")), (AFTER, WED), (LATER, RENAMED), (LATER, CANCELLED)],
        [(*OFF, "Acme sync")]),
    "held --no, undone, and imported again": (
        [(BEFORE, WED), (AFTER, ("held", "n1", "--no")), (AFTER, ("undo",)), (AFTER, WED)],
        [(*HELD, "Acme sync")]),
    "booked by hand first": ([(BEFORE, BOOK), (BEFORE, WED)], [(*AHEAD, "Renewal talk")]),
    "booked by hand, imported before and after": (
        [(BEFORE, BOOK), (BEFORE, WED), (AFTER, WED)], [(*HELD, "Renewal talk")]),
    "booked by hand, imported after": ([(BEFORE, BOOK), (AFTER, WED)], [(*HELD, "Renewal talk")]),
    "booked by hand, moved in the calendar": (
        [(BEFORE, BOOK), (BEFORE, WED), (BEFORE, MOVED)], [("2026-03-06", "10:00", 1, 0, "Renewal talk")]),
    "booked by hand within the hour": ([(BEFORE, BOOK), (BEFORE, EARLIER)], [(*AHEAD, "Renewal talk")]),
    "booked by hand without a time": (
        [(BEFORE, ("meet", "acme", "wed")), (BEFORE, WED)], [(*AHEAD, "Acme sync")]),
    "booked by hand, held, then imported": (
        [(BEFORE, BOOK), (DAY, LOG), (AFTER, WED), (LATER, RENAMED)], [(*HELD, "Two years agreed")]),
    "booked by hand, held --no, then imported": (
        [(BEFORE, BOOK), (AFTER, ("held", "n1", "--no")), (AFTER, WED), (LATER, WED)],
        [(*OFF, "Renewal talk")]),
    "booked by hand for another hour": (
        [(BEFORE, ("meet", "acme", "wed", "12:00", "-w", "jane")), (BEFORE, WED)],
        [(DAY, "12:00", 1, 0, None), (*AHEAD, "Acme sync")]),
    "logged before the calendar was ever imported": (
        [(DAY, (*LOG, *KIND)), (AFTER, WED), (LATER, RENAMED)], [(*HELD, "Two years agreed")]),
    "logged as a call": (
        [(DAY, LOG), (AFTER, WED)], [(DAY, None, 0, 0, "Two years agreed"), (*HELD, "Acme sync")]),
    "logged with nobody": (
        [(DAY, ("log", "acme", "Agreed", *KIND)), (AFTER, WED)],
        [(DAY, None, 0, 0, "Agreed"), (*HELD, "Acme sync")]),
    "moved by hand and imported after its old day": (
        [(BEFORE, WED), (BEFORE, ("meet", "n1", "fri")), (AFTER, WED)],
        [("2026-03-06", "10:00", 1, 0, "Acme sync")]),
    "moved by hand and imported after its new day": (
        [(BEFORE, WED), (BEFORE, ("meet", "n1", "fri")), (AFTER, WED), (LATER, WED)],
        [("2026-03-06", "10:00", 0, 0, "Acme sync")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_meeting_is_one_interaction(desk: Desk, name: str) -> None:
    steps, expected = CASES[name]
    assert done(desk, steps) == expected


def test_the_plan_says_that_a_meeting_was_there_already(desk: Desk) -> None:
    done(desk, [(BEFORE, BOOK)])
    name = desk.file("work.ics", calendar(WED, event("b", ":20260305T100000", people=(ME, JANE))))
    out = desk.imported(name, today=BEFORE).out
    assert "1 new" in out
    assert "1 meeting already in your book: matched, not added twice" in out
    assert "matched" not in desk.imported(name, today=BEFORE).out


def test_two_events_of_a_day_never_take_the_same_meeting(desk: Desk) -> None:
    done(desk, [(BEFORE, ("meet", "acme", "wed", "-w", "jane"))])
    name = desk.file("work.ics", calendar(WED, event("b", ":20260304T150000")))
    desk.imported(name, today=BEFORE)
    assert desk.rows("SELECT at FROM interaction ORDER BY id") == [("10:00",), ("15:00",)]


def test_a_table_of_interactions_books_what_is_ahead_and_holds_nothing_that_was_cancelled(desk: Desk) -> None:
    done(desk, [])
    rows = "account,kind,on,summary,planned\nacme,meeting,2026-03-04,Sync,{}\nacme,note,2026-03-04,Mind,\n"
    desk.imported(desk.file("said.csv", rows.format("")), today=BEFORE)
    assert desk.rows("SELECT kind, planned FROM interaction") == [("meeting", 1), ("note", 0)]
    assert desk.am("held", "n1", "--no", today=AFTER).code == 0
    desk.imported(desk.file("said.csv", rows.format("no")), today=AFTER)
    assert desk.rows("SELECT kind, planned, cancelled FROM interaction") == [
        ("meeting", 1, 1),
        ("note", 0, 0),
    ]
