"""Calendars into meetings: exactly those that took place, on the right days, with the right people."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from amcli.interchange.calendars.calendar import open_calendar
from amcli.interchange.incoming import Asked, Options, Source
from amcli.interchange.plan import FilePlan
from amcli.storage.bulk import Intake
from amcli.storage.opening import open_book
from tests.interchange.calendars import BEN, BERLIN, JANE, ME, calendar, event, imported, kept
from tests.interchange.helpers import Desk

JO = 'ATTENDEE;CN="Voss, Jo";ROLE=REQ-PARTICIPANT:mailto:jo@beta.example'
NOTHING = "0 new · 0 changed · 0 unchanged"


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch):
    """The wall clock is that of Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def desk(two_accounts: Desk) -> Desk:
    """Acme with Jane and Ben, Beta with Jo; my address is known."""
    return two_accounts.once(meet)


def meet(two_accounts: Desk) -> None:
    people = "account,name,email\nacme,Jane Orr,jane@acme.example\nacme,Ben Okoro,ben@acme.example\n"
    two_accounts.imported(two_accounts.file("people.csv", people + "beta,Jo Voss,jo@beta.example\n"))
    Path(two_accounts.environ["AMCLI_CONFIG"]).write_text(
        '[me]\nemails = ["me@firm.example", "@firm.example"]\n'
    )


def test_a_meeting_that_was_held_is_a_touch_of_the_people_who_came(desk: Desk) -> None:
    out = imported(
        desk,
        event("a", ":20260226T090000Z", "DTEND:20260226T094500Z", people=(ME, JANE, BEN)),
        event("b", ";VALUE=DATE:20260227", title="Visit\\, on site"),
    )
    assert out.splitlines() == [
        "work.ics: calendar, 2 events",
        "2 new · 0 changed · 0 unchanged",
        "To undo: am undo 3",
    ]
    assert kept(desk) == [
        ("2026-02-26", "10:00", 45, "Review", 0, "Jane Orr, Ben Okoro"),
        ("2026-02-27", None, None, "Visit, on site", 0, "Jane Orr"),
    ]
    assert desk.rows("SELECT DISTINCT account_id, kind, direction, tried FROM interaction") == [
        (1, "meeting", None, 0)
    ]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    parts = (
        event("a", ":20260226T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3", people=(ME, JANE, JO)),
        event("b", ":20260227T090000", people=(ME, "ATTENDEE:mailto:new@acme.example")),
    )
    imported(desk, *parts)
    before = desk.dump()
    assert NOTHING.replace("0 unch", "6 unch") in imported(desk, *parts)
    assert desk.dump() == before


def test_a_weekly_series_with_exceptions_and_moved_instances(desk: Desk) -> None:
    zone = ";TZID=Europe/Berlin"
    imported(
        desk,
        BERLIN,
        event(
            "w",
            f"{zone}:20260112T090000",
            "DTEND;TZID=Europe/Berlin:20260112T100000",
            "RRULE:FREQ=WEEKLY;UNTIL=20260316T080000Z",
            "EXDATE;TZID=Europe/Berlin:20260119T090000,20260126T090000",
            "RDATE;TZID=Europe/Berlin:20260114T160000",
        ),
        event(
            "w", f"{zone}:20260203T140000", "DURATION:PT30M", "RECURRENCE-ID:20260202T080000Z", title="Moved"
        ),
        event("w", f"{zone}:20260209T090000", f"RECURRENCE-ID{zone}:20260209T090000", "STATUS:CANCELLED"),
    )
    assert kept(desk) == [
        ("2026-01-12", "09:00", 60, "Review", 0, "Jane Orr"),
        ("2026-01-14", "16:00", 60, "Review", 0, "Jane Orr"),
        ("2026-02-03", "14:00", 30, "Moved", 0, "Jane Orr"),
        ("2026-02-16", "09:00", 60, "Review", 0, "Jane Orr"),
        ("2026-02-23", "09:00", 60, "Review", 0, "Jane Orr"),
        ("2026-03-02", "09:00", 60, "Review", 1, "Jane Orr"),
        ("2026-03-09", "09:00", 60, "Review", 1, "Jane Orr"),
        ("2026-03-16", "09:00", 60, "Review", 1, "Jane Orr"),
    ]


def test_this_and_all_that_follow_move_together_and_keep_their_identity(desk: Desk) -> None:
    series = event("w", ":20260202T090000Z", "RRULE:FREQ=WEEKLY;COUNT=4", "DURATION:PT1H")
    moved = event(
        "w", ":20260210T120000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260209T090000Z", title="Later"
    )
    imported(desk, series)
    ids = desk.rows("SELECT id FROM interaction ORDER BY id")
    out = imported(desk, series, moved)
    assert "0 new · 3 changed · 1 unchanged" in out
    assert desk.rows("SELECT id FROM interaction ORDER BY id") == ids
    assert [(row[0], row[1], row[3]) for row in kept(desk)] == [
        ("2026-02-02", "10:00", "Review"),
        ("2026-02-10", "13:00", "Later"),
        ("2026-02-17", "13:00", "Later"),
        ("2026-02-24", "13:00", "Later"),
    ]
    ended = event(
        "w", ":20260216T090000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260216T090000Z", "STATUS:CANCELLED"
    )
    assert "0 new · 2 changed · 2 unchanged" in imported(desk, series, moved, ended)
    assert [row[0] for row in kept(desk)] == ["2026-02-02", "2026-02-10"]


def test_three_zones_around_the_change_to_summer_time(desk: Desk) -> None:
    # New York changes on 8 March, Berlin on 29 March, Tokyo never.
    imported(
        desk,
        event("ny", ";TZID=America/New_York:20260302T090000", "RRULE:FREQ=WEEKLY;COUNT=5", title="New York"),
        event("to", ";TZID=Asia/Tokyo:20260327T080000", "RRULE:FREQ=DAILY;COUNT=4", title="Tokyo"),
        event(
            "be", ";TZID=W. Europe Standard Time:20260327T090000", "RRULE:FREQ=DAILY;COUNT=4", title="Berlin"
        ),
        event("la", ":20260330T220000Z", title="Late"),
        today="2026-04-10",
    )
    assert [(row[3], row[0], row[1]) for row in sorted(kept(desk), key=lambda row: (row[3], row[0]))] == [
        ("Berlin", "2026-03-27", "09:00"),
        ("Berlin", "2026-03-28", "09:00"),
        ("Berlin", "2026-03-29", "09:00"),
        ("Berlin", "2026-03-30", "09:00"),
        ("Late", "2026-03-31", "00:00"),
        ("New York", "2026-03-02", "15:00"),
        ("New York", "2026-03-09", "14:00"),
        ("New York", "2026-03-16", "14:00"),
        ("New York", "2026-03-23", "14:00"),
        ("New York", "2026-03-30", "15:00"),
        ("Tokyo", "2026-03-27", "00:00"),
        ("Tokyo", "2026-03-28", "00:00"),
        ("Tokyo", "2026-03-29", "00:00"),
        ("Tokyo", "2026-03-30", "01:00"),
    ]


def test_times_without_a_zone_are_local_and_days_have_no_time(desk: Desk) -> None:
    imported(
        desk,
        event("f", ":20260226T233000", "RRULE:FREQ=DAILY;COUNT=2", title="Floating"),
        event(
            "d",
            ";VALUE=DATE:20260224",
            "RRULE:FREQ=DAILY;COUNT=3",
            "EXDATE;VALUE=DATE:20260225",
            title="Days",
        ),
        event("n", ";TZID=No/Where:20260220T120000", title="Unknown zone"),
    )
    assert [row[:2] + row[3:4] for row in kept(desk)] == [
        ("2026-02-20", "12:00", "Unknown zone"),
        ("2026-02-24", None, "Days"),
        ("2026-02-26", None, "Days"),
        ("2026-02-26", "23:30", "Floating"),
        ("2026-02-27", "23:30", "Floating"),
    ]
    out = imported(desk, event("n", ";TZID=No/Where:20260220T120000", title="Unknown zone"))
    assert "  unknown time zones, read as local time: No/Where\n" in out


def test_a_zone_of_the_files_own_making_counts(desk: Desk) -> None:
    zone = BERLIN.replace("Europe/Berlin", "Our office").replace("+0200", "+0600").replace("+0100", "+0500")
    imported(desk, zone, event("o", ";TZID=Our office:20260226T230000"))
    assert kept(desk)[0][:2] == ("2026-02-26", "19:00")


def test_cancelled_and_declined_meetings_are_none(desk: Desk) -> None:
    declined_by_me = "ATTENDEE;PARTSTAT=DECLINED:mailto:me@firm.example"
    declined_by_jane = JANE.replace("ACCEPTED", "DECLINED")
    room = "ATTENDEE;CUTYPE=ROOM;CN=Blue room:mailto:blue@acme.example"
    out = imported(
        desk,
        event("a", ":20260226T090000Z", "STATUS:CANCELLED"),
        event("b", ":20260226T100000Z", people=(declined_by_me, JANE)),
        event("c", ":20260226T110000Z", people=(ME, declined_by_jane)),
        event("d", ":20260226T120000Z", people=(ME, declined_by_jane, BEN, JO.replace("mailto:", "MAILTO:"))),
        event("e", ":20260226T130000Z", people=(ME, "ATTENDEE:mailto:you@firm.example")),
        event("f", ":20260226T140000Z", people=(ME, room)),
        event("g", ":20260226T150000Z", people=()),
    )
    assert out.splitlines()[1:5] == [
        "2 new · 0 changed · 0 unchanged · 6 skipped",
        "  3 skipped: events without anyone from a customer",
        "  2 skipped: declined events",
        "  1 skipped: cancelled events",
    ]
    assert [row[5] for row in kept(desk)] == ["Ben Okoro", "Jo Voss"]
    assert desk.value("SELECT count(*) FROM unmatched") == 0


def test_a_meeting_with_two_customers_is_a_touch_of_both(desk: Desk) -> None:
    imported(desk, event("a", ":20260226T090000Z", people=(ME, JANE, JO)))
    assert desk.rows("SELECT account_id FROM interaction ORDER BY 1") == [(1,), (2,)]


@pytest.mark.parametrize(
    "address", ["MAILTO:JANE@ACME.EXAMPLE", "jane@acme.example", "mailto:<Jane@Acme.Example>"]
)
def test_addresses_in_any_case_and_form(desk: Desk, address: str) -> None:
    imported(desk, event("a", ":20260226T090000Z", people=(ME, f"ATTENDEE:{address}")))
    assert kept(desk)[0][5] == "Jane Orr"


@pytest.mark.parametrize(
    "name", [r'"Jane \"JJ\" Orr"', r'"Jane \"JJ\""', r'"\"JJ\" Orr, Jane"', r'"Jane\"', r'"C:\";ROLE="x"']
)
def test_a_quote_or_a_backslash_in_a_name_loses_nobody(desk: Desk, name: str) -> None:
    jane = f"ATTENDEE;CN={name}:mailto:jane@acme.example"
    imported(desk, event("a", ":20260218T100000", people=(ME, jane)))
    assert [row[-1] for row in kept(desk)] == ["Jane Orr"]


def test_an_organizer_counts_and_an_address_may_be_a_parameter(desk: Desk) -> None:
    imported(
        desk,
        event("a", ":20260226T090000Z", people=("ORGANIZER:mailto:jane@acme.example",)),
        event("b", ":20260226T100000Z", people=(ME, "ATTENDEE;EMAIL=ben@acme.example:/principals/1/")),
    )
    assert [row[5] for row in kept(desk)] == ["Jane Orr", "Ben Okoro"]


def test_the_interaction_follows_its_event(desk: Desk) -> None:
    imported(desk, event("a", ":20260226T090000Z"))
    out = imported(
        desk, event("a", ":20260225T090000Z", "SEQUENCE:1", title="Renamed", people=(ME, JANE, BEN))
    )
    assert out.splitlines()[1:3] == [
        "0 new · 1 changed · 0 unchanged",
        "  changed: on 1, summary 1, contacts 1",
    ]
    assert kept(desk) == [("2026-02-25", "10:00", None, "Renamed", 0, "Jane Orr, Ben Okoro")]
    assert "0 new · 1 changed" in imported(desk, event("a", ":20260225T090000Z", people=(ME,)))
    assert kept(desk) == []
    imported(desk, event("a", ":20260225T090000Z"))
    assert len(kept(desk)) == 1
    assert "0 new · 1 changed" in imported(
        desk, event("a", "", "SEQUENCE:2").replace("DTSTART\r\n", ""), method="CANCEL"
    )
    assert kept(desk) == []


def test_an_instance_taken_out_of_a_series_is_taken_out_of_the_book(desk: Desk) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    imported(desk, event("w", ":20260202T090000Z", rule))
    imported(desk, event("w", ":20260202T090000Z", rule, "EXDATE:20260209T090000Z"))
    assert [row[0] for row in kept(desk)] == ["2026-02-02", "2026-02-16", "2026-02-23"]
    imported(desk, event("w", ":20260202T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2"))
    assert [row[0] for row in kept(desk)] == ["2026-02-02", "2026-02-09"]
    imported(desk, event("w", ":20260202T090000Z"))
    assert [row[0] for row in kept(desk)] == ["2026-02-02"]


def test_what_is_gone_from_the_file_stays_in_the_book(desk: Desk) -> None:
    imported(desk, event("a", ":20260226T090000Z"), event("b", ":20260310T090000Z"))
    imported(desk, event("c", ":20260227T090000Z"), today="2026-03-20")
    assert [(row[0], row[4]) for row in kept(desk)] == [
        ("2026-02-26", 0),
        ("2026-02-27", 0),
        ("2026-03-10", 1),
    ]


def test_a_planned_meeting_becomes_a_touch_only_by_an_import_after_its_day(desk: Desk) -> None:
    parts = (event("a", ":20260304T090000Z"),)
    out = imported(desk, *parts)
    assert "  1 future meeting, planned; it counts once held\n" in out
    touched = "SELECT count(*) FROM interaction WHERE planned = 0"
    imported(desk, *parts, today="2026-03-04")
    assert desk.value(touched) == 0
    imported(desk, *parts, today="2026-03-05")
    assert desk.value(touched) == 1


def test_a_single_event_is_read_whenever_it_was_and_a_series_within_two_years(desk: Desk) -> None:
    imported(
        desk,
        event("a", ":20150226T090000Z", title="Once"),
        event("s", ":20150101T090000Z", "RRULE:FREQ=MONTHLY", title="Monthly"),
    )
    days = [(row[0], row[3]) for row in kept(desk)]
    assert days[:2] == [("2015-02-26", "Once"), ("2024-04-01", "Monthly")]
    assert days[-1] == ("2026-08-01", "Monthly")
    assert len(days) == 1 + 29
    imported(desk, event("s", ":20150101T090000Z", "RRULE:FREQ=MONTHLY", title="Monthly"), today="2026-06-02")
    assert [row[0] for row in kept(desk)][1] == "2024-04-01"


NOBODY = ["ATTENDEE:mailto:zoe@else.example"]


def test_a_series_from_before_two_years_says_so_once_and_one_without_a_meeting_is_counted(desk: Desk) -> None:
    old = event("s", ":20150101T090000Z", "RRULE:FREQ=MONTHLY")
    others = [
        event("new", ":20240302T090000Z", "RRULE:FREQ=YEARLY"),
        event("past", ":20150101T090000Z", "RRULE:FREQ=MONTHLY;COUNT=3"),
        event("private", ":20150101T090000Z", "RRULE:FREQ=MONTHLY", people=NOBODY),
        event("once", ":20150101T090000Z"),
    ]
    told = "1 series began before 2 Mar 2024: only later meetings count"
    out = imported(desk, old, *others)
    assert told in out
    assert "1 skipped: series with no meeting in the last two years or the next 180 days" in out
    assert "began before" not in imported(desk, old, *others)
    assert "began before" not in imported(desk, *others, today="2027-03-02")


def test_the_newest_version_of_an_event_counts(desk: Desk) -> None:
    stamp = "DTSTAMP:202601{:02}T000000Z"
    imported(
        desk,
        event("a", ":20260226T100000Z", "SEQUENCE:2", stamp.format(1), title="Second"),
        event("a", ":20260226T090000Z", "SEQUENCE:-1", stamp.format(9), title="First"),
        event("b", ":20260227T100000Z", stamp.format(9), title="Newer"),
        event("b", ":20260227T090000Z", stamp.format(1), title="Older"),
    )
    assert [row[3] for row in kept(desk)] == ["Second", "Newer"]


def test_events_without_a_uid_are_known_by_their_beginning_and_title(desk: Desk) -> None:
    parts = (event("", ":20260226T090000Z", title="One"), event("", ":20260226T090000Z", title="Two"))
    imported(desk, *parts)
    assert "0 new · 0 changed · 2 unchanged" in imported(desk, *parts)


def test_a_bad_event_is_reported_and_the_rest_go_on(desk: Desk) -> None:
    out = imported(
        desk,
        event("a", ":2026022xT090000Z"),
        event("b", ":20260226T090000Z", "RRULE:FREQ=SOMETIMES"),
        event("c", ":20260226T090000Z", "EXDATE:never", "RRULE:FREQ=DAILY;COUNT=2"),
        event("d", ":20260226T090000Z", "RRULE:FREQ=MINUTELY"),
        event("e", ":20260226T090000Z", "RRULE:FREQ=DAILY;INTERVAL=0"),
        event("f", ":20260226T090000Z").replace("\r\nEND:VEVENT", ""),
        event("g", ";;VALUE=DATE-TIME:20260227T090000Z"),
    )
    assert out.splitlines() == [
        "work.ics: calendar, 7 events",
        "1 new · 0 changed · 0 unchanged · 6 skipped",
        "  6 skipped: events that can't be read",
        "  line 5: DTSTART can't be read",
        "  line 12: RRULE can't be read",
        "  line 20: EXDATE can't be read",
        "  line 29: it repeats all day long",
        "  line 37: it repeats after no time at all",
        "  line 45: it has no end",
        "To undo: am undo 3",
    ]
    assert [row[0] for row in kept(desk)] == ["2026-02-27"]


def test_mistakes_that_programs_make_are_read_as_they_are_meant(desk: Desk) -> None:
    imported(
        desk,
        event("u", ";VALUE=DATE:20260223", "RRULE:FREQ=DAILY;UNTIL=20260224T000000Z", title="Until"),
        event(
            "x",
            ";TZID=America/New_York:20260220T155000",
            "RRULE:FREQ=WEEKLY;UNTIL=20260228",
            title="Exdate",
            people=(ME, JANE),
        ).replace("END:VEVENT", "EXDATE:20260101T195000Z\r\nEND:VEVENT"),
        event("q", ":20260210T090000Z", title="x").replace(
            "SUMMARY:x", "SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9"
        ),
        event("l", ":20260211T090000Z", title="Folded ti\r\n tle"),
        event("s", ":20260212T093000", "DTEND:20260212T090000", title="Ends before it begins"),
    )
    assert [(row[0], row[2], row[3]) for row in kept(desk)] == [
        ("2026-02-10", None, "Café"),
        ("2026-02-11", None, "Folded title"),
        ("2026-02-12", None, "Ends before it begins"),
        ("2026-02-20", None, "Exdate"),
        ("2026-02-23", None, "Until"),
        ("2026-02-24", None, "Until"),
        ("2026-02-27", None, "Exdate"),
    ]


def test_bare_events_several_calendars_and_a_calendar_called_vcf(desk: Desk) -> None:
    text = calendar(event("a", ":20260226T090000Z")) + "\r\n\r\n" + calendar(event("b", ":20260227T090000Z"))
    assert "2 new" in desk.imported(desk.file("people.vcf", text)).out
    assert "1 new" in desk.imported(desk.file("one.txt", event("c", ":20260227T110000Z"))).out
    assert (
        "1 new"
        in desk.imported(
            desk.file("mac.ics", calendar(event("d", ":20260227T120000Z")).replace("\r\n", "\r"))
        ).out
    )
    wide = calendar(event("e", ":20260227T130000Z", title="Ärger")).encode("utf-16-le")
    assert "1 new" in desk.imported(desk.file("wide.ics", wide)).out


def test_answers_to_invitations_and_other_entries_are_left_out(desk: Desk) -> None:
    todo = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Do\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VTODO"
    assert "1 to-do or journal entry ignored" in imported(desk, todo)
    reply = event("a", ":20260226T090000Z", people=(JANE.replace("ACCEPTED", "DECLINED"),))
    imported(desk, event("a", ":20260226T090000Z"))
    assert NOTHING in imported(desk, reply, method="REPLY")
    assert len(kept(desk)) == 1


def test_strangers_of_meetings_held_are_counted_once(desk: Desk) -> None:
    new = "ATTENDEE;CN=Ada New:mailto:Ada@new.example"
    parts = (
        event("w", ":20260216T090000Z", "RRULE:FREQ=WEEKLY;COUNT=4", people=(ME, JANE, new)),
        event("o", ":20260227T090000Z", people=(ME, new, "ATTENDEE;PARTSTAT=DECLINED:mailto:no@new.example")),
    )
    assert "1 unknown address or number: am unmatched" in imported(desk, *parts)
    seen = "SELECT kind, address, name, seen, first_on, last_on FROM unmatched"
    assert desk.rows(seen) == [("email", "ada@new.example", "Ada New", 3, "2026-02-16", "2026-02-27")]
    imported(desk, *parts)
    imported(desk, *parts, today="2026-03-03")
    assert desk.rows(seen)[0][3:] == (4, "2026-02-16", "2026-03-02")


def test_a_contact_added_later_brings_in_the_meetings_of_before(desk: Desk) -> None:
    parts = (event("a", ":20260226T090000Z", people=(ME, "ATTENDEE:mailto:ada@new.example")),)
    imported(desk, *parts)
    assert kept(desk) == []
    assert desk.am("contact", "add", "acme", "Ada New", "--email", "ada@new.example").code == 0
    imported(desk, *parts)
    assert kept(desk)[0][5] == "Ada New"


def test_what_a_person_changed_or_deleted_stays(desk: Desk) -> None:
    parts = (event("a", ":20260226T090000Z"), event("b", ":20260227T090000Z"))
    imported(desk, *parts)
    assert desk.am("activity", "edit", "n1", "--summary", "What we said").code == 0
    assert desk.am("activity", "rm", "n2", "--yes").code == 0
    imported(desk, *parts)
    imported(desk, event("a", ":20260226T100000Z"), event("b", ":20260227T090000Z"))
    assert kept(desk) == [("2026-02-26", "11:00", None, "What we said", 0, "Jane Orr")]


def taken(desk: Desk, *parts: str, by_domain: bool) -> FilePlan:
    """What an import of these events says that takes an account's domain for one of their people, or not."""
    path = Path(desk.file("work.ics", calendar(*parts)))
    options = Options("2026-03-02", "EUR", me=("me@firm.example",), by_domain=by_domain)
    found = open_calendar(Source(path, path.name, path), Asked())
    with closing(open_book(desk.book, "test")) as book, book.transaction(bulk=True) as txn:
        return found.take_in(Intake(book, txn), options, lambda rows: None)


def test_a_domain_of_an_account_is_enough_where_that_is_asked_for(desk: Desk) -> None:
    new = "ATTENDEE:mailto:new@acme.example"
    parts = (
        event("a", ":20260226T090000Z", people=(ME, new, JO)),
        event("b", ":20260226T100000Z", people=(ME, "ATTENDEE:mailto:x@gmail.com")),
    )
    assert taken(desk, *parts, by_domain=False).new == 1
    plan = taken(desk, *parts, by_domain=True)
    assert (plan.new, plan.unchanged, plan.unmatched) == (1, 1, 1)
    assert [row[5] for row in kept(desk)] == ["Jo Voss", None]
    plan = taken(desk, *parts, by_domain=False)
    assert (plan.new, plan.changed, plan.unchanged) == (0, 0, 2)


def test_a_contact_who_is_deleted_takes_no_meeting_along(desk: Desk) -> None:
    parts = (event("a", ":20260226T090000Z"),)
    imported(desk, *parts)
    assert desk.am("contact", "rm", "jane", "--yes").code == 0
    imported(desk, *parts)
    assert [(row[0], row[5]) for row in kept(desk)] == [("2026-02-26", None)]


def test_undo_passes_over_a_calendar_but_for_its_number(desk: Desk) -> None:
    assert desk.am("account", "edit", "acme", "--tier", "light").code == 0
    out = imported(desk, event("a", ":20260226T090000Z"))
    number = out.splitlines()[-1].removeprefix("To undo: am undo ")
    edited = desk.value("SELECT max(id) FROM txn WHERE command LIKE 'account edit%'")
    assert desk.am("undo").out == f"{edited}\n"
    assert len(kept(desk)) == 1
    assert desk.am("undo", number).code == 0
    assert kept(desk) == []


def test_without_my_address_the_way_to_say_it_is_told(desk: Desk) -> None:
    Path(desk.environ["AMCLI_CONFIG"]).write_text("")
    out = imported(desk, event("a", ":20260226T090000Z", people=("ATTENDEE:mailto:me@firm.example", JANE)))
    assert "  your own address isn't set: am config set me.emails you@example.com\n" in out


def test_a_kind_that_a_calendar_is_not_is_refused(desk: Desk) -> None:
    answer = desk.am("import", desk.file("work.ics", calendar()), "--kind", "contacts")
    assert (answer.code, answer.err) == (
        2,
        'am: --kind "contacts": work.ics is a calendar. Nothing was imported.\n',
    )


def test_a_meeting_stays_where_it_was_held_when_somebody_moves_on(desk: Desk) -> None:
    held, ahead = event("a", ":20260226T090000Z"), event("b", ":20260310T090000Z")
    imported(desk, held, ahead)
    assert desk.am("contact", "move", "jane", "beta").code == 0
    assert "1 new · 1 changed · 1 unchanged" in imported(desk, held, ahead)
    assert desk.rows('SELECT "on", account_id FROM interaction ORDER BY "on"') == [
        ("2026-02-26", 1), ("2026-03-10", 2),
    ]  # fmt: skip
    assert NOTHING.replace("0 unchanged", "2 unchanged") in imported(desk, held, ahead)
