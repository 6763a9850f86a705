"""A calendar instead of typing: cron imports it, and the check-ins are right without a single am log."""

from pathlib import Path

import pytest

from tests.stories.shell import Shell

BOOK = """
am account add "Acme Robotics" --code acme --tier key --since 2025-06-01
am account add "Beta Foods" --code beta --tier key --since 2025-06-01
am contact add acme "Jane Orr" --email jane@acme.example
am contact add beta "Jo Voss" --email jo@beta.example
am config set me.emails me@firm.example
"""
WORK = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:weekly
DTSTART:20260105T090000
DTEND:20260105T093000
RRULE:FREQ=WEEKLY
EXDATE:20260302T090000
SUMMARY:Steering group
ORGANIZER:mailto:me@firm.example
ATTENDEE:mailto:Jane@Acme.example
END:VEVENT
BEGIN:VEVENT
UID:lunch
DTSTART:20260303T120000
SUMMARY:Lunch
ORGANIZER:mailto:jo@beta.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@firm.example
END:VEVENT
END:VCALENDAR
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Omar Haddad
ORG:Acme Robotics
EMAIL:omar@acme.example
END:VCARD
"""


@pytest.fixture
def morning(empty: Shell, tmp_path: Path) -> Shell:
    """Two customers, and nothing logged."""
    shell = empty.after(tmp_path, [("2026-03-02", BOOK)])
    (shell.home / "work.ics").write_text(WORK)
    (shell.home / "people.vcf").write_text(CARDS)
    return shell


def touched(shell: Shell) -> dict[str, tuple[str | None, str | None]]:
    """The last touch and what is booked, by account."""
    rows = shell.json("am checkins --all")
    return {row["account"]: (row["last_touch_on"], row["booked_on"]) for row in rows}


def test_the_calendar_says_who_was_met_and_who_will_be(morning: Shell) -> None:
    assert touched(morning) == {"acme": (None, None), "beta": (None, None)}
    morning("am import work.ics")
    assert touched(morning) == {"acme": ("2026-02-23", "2026-03-09"), "beta": (None, "2026-03-03")}
    assert "for Tue 3 Mar 12:00, lunch with Jo Voss" in morning("am brief beta")


def test_a_meeting_counts_from_the_import_after_its_day(morning: Shell) -> None:
    morning("am import work.ics")
    morning.on("2026-03-04")
    assert touched(morning)["beta"] == (None, None)
    morning("am import work.ics")
    assert touched(morning)["beta"] == ("2026-03-03", None)


def test_a_person_from_the_address_book_is_met_in_the_calendar_of_before(morning: Shell) -> None:
    with_omar = WORK.replace("ATTENDEE:mailto:Jane@Acme.example", "ATTENDEE:mailto:omar@acme.example")
    (morning.home / "work.ics").write_text(with_omar)
    morning("am import work.ics")
    assert touched(morning)["acme"] == (None, None)
    morning("am import people.vcf work.ics")
    assert touched(morning)["acme"] == ("2026-02-23", "2026-03-09")
