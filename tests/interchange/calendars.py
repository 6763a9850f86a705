"""Calendars as programs write them, for tests: events, series, zones; and a desk to import them on."""

from collections.abc import Iterable
from typing import Any

from tests.interchange.helpers import Desk

JANE, BEN = (
    "ATTENDEE;CN=Jane Orr;PARTSTAT=ACCEPTED:mailto:jane@acme.example",
    "ATTENDEE:mailto:ben@acme.example",
)
ME = "ORGANIZER;CN=Me:mailto:me@firm.example"
BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


def event(
    uid: str, start: str, *lines: str, title: str = "Review", people: Iterable[str] = (ME, JANE)
) -> str:
    """An event; `start` is all that follows DTSTART."""
    own = [f"UID:{uid}"] if uid else []
    return "\r\n".join(
        ["BEGIN:VEVENT", *own, f"DTSTART{start}", f"SUMMARY:{title}", *people, *lines, "END:VEVENT"]
    )


def calendar(*parts: str, method: str = "PUBLISH") -> str:
    """A whole file."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Some program//EN", f"METHOD:{method}"]
    return "\r\n".join([*head, *parts, "END:VCALENDAR", ""])


def imported(desk: Desk, *parts: str, today: str = "2026-03-02", **options: Any) -> str:
    """What an import of these events says, on a day."""
    name = desk.file("work.ics", calendar(*parts, **options))
    return desk.imported(name, today=today).out


def kept(desk: Desk) -> list[tuple[Any, ...]]:
    """The interactions that are in the book: day, time, minutes, title, planned, people."""
    return desk.rows(
        'SELECT "on", at, minutes, summary, planned, '
        "(SELECT group_concat(name, ', ') FROM (SELECT c.name FROM interaction_contact ic "
        "JOIN contact c ON c.id = ic.contact_id WHERE ic.interaction_id = i.id ORDER BY c.id)) "
        "FROM interaction i WHERE kind = 'meeting' ORDER BY \"on\", at, summary"
    )
