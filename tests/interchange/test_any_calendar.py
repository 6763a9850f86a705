"""Calendars and cards of any kind: twice is once, in any order, and nothing at all is a traceback."""

import datetime as dt
import random
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.interchange.calendars.calendar import open_calendar
from amcli.interchange.calendars.events import FaultyError, Series, learn_zones, window
from amcli.interchange.cards.addressbook import open_cards
from amcli.interchange.incoming import Asked, Source
from tests.interchange.calendars import BEN, JANE, ME, calendar, event, kept
from tests.interchange.helpers import Desk
from tests.profiles import examples

ZONES = ("", ";TZID=Europe/Berlin", ";TZID=America/New_York", ";TZID=Eastern Standard Time")
RULES = (
    "RRULE:FREQ=WEEKLY;COUNT=5",
    "RRULE:FREQ=DAILY;COUNT=9;INTERVAL=3",
    "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=4",
)


@pytest.fixture
def desk(two_accounts: Desk) -> Desk:
    people = "account,name,email\nacme,Jane Orr,jane@acme.example\nacme,Ben Okoro,ben@acme.example\n"
    two_accounts.imported(two_accounts.file("people.csv", people))
    return two_accounts


@st.composite
def events(draw: st.DrawFn, number: int) -> list[str]:
    """One event or series, with an exception, a moved instance or none."""
    zone = draw(st.sampled_from(ZONES))
    first = draw(st.datetimes(dt.datetime(2025, 9, 1), dt.datetime(2026, 5, 1)))
    start = f"{first:%Y%m%dT%H%M}00" + ("Z" if not zone and draw(st.booleans()) else "")
    people = draw(
        st.sampled_from([(ME, JANE), (ME, JANE, BEN), (ME,), (JANE, "ATTENDEE:mailto:new@x.example")])
    )
    if not draw(st.booleans()):
        return [event(f"e{number}", f"{zone}:{start}", people=people, title=f"Once {number}")]
    lines = [draw(st.sampled_from(RULES))]
    if draw(st.booleans()):
        lines.append(f"EXDATE{zone}:{start}")
    found = [event(f"e{number}", f"{zone}:{start}", *lines, people=people, title=f"Often {number}")]
    if draw(st.booleans()):
        moved = f"{first + dt.timedelta(hours=26):%Y%m%dT%H%M}00" + start[15:]
        more = draw(st.sampled_from([[], ["STATUS:CANCELLED"]]))
        found.append(
            event(f"e{number}", f"{zone}:{moved}", f"RECURRENCE-ID{zone}:{start}", *more, people=people)
        )
    return found


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, 4).flatmap(lambda many: st.tuples(*(events(each) for each in range(many)))), st.randoms()
)
def test_a_calendar_twice_is_a_calendar_once_in_any_order(
    desk: Desk, several: tuple[list[str], ...], chance: random.Random
) -> None:
    parts = [part for some in several for part in some]
    with TemporaryDirectory() as folder:
        fresh = Desk(Path(folder))
        fresh.book.parent.mkdir()
        fresh.book.write_bytes(desk.book.read_bytes())
        first = fresh.imported(fresh.file("work.ics", calendar(*parts)))
        before = fresh.dump()
        chance.shuffle(parts)
        again = fresh.imported(fresh.file("work.ics", calendar(*parts)))
        assert "\n0 new · 0 changed · " in again.out, (first, again)
        assert fresh.dump() == before
        fresh.imported(fresh.file("work.ics", calendar(*parts)), today="2026-03-20")
        assert all(row[4] == (row[0] >= "2026-03-20") for row in kept(fresh))


LINES = (
    "",
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VCARD",
    "END:VCARD",
    "AGENT:",
    "BEGIN:VTIMEZONE",
    "END:VTIMEZONE",
    "BEGIN:STANDARD",
    "TZID:Odd",
    "TZOFFSETTO:+9999",
    "UID:a",
    "UID:",
    "DTSTART:20260101T090000Z",
    "DTSTART;TZID=Odd:20260101T090000",
    "DTSTART;VALUE=DATE:20260230",
    "DTSTART:",
    "DTEND;VALUE=DATE:20260101",
    "DURATION:P1W",
    "DURATION:-PT1H",
    "RRULE:FREQ=DAILY;COUNT=2",
    "RRULE:",
    "RRULE:FREQ=WEEKLY;BYDAY=XX",
    "RDATE:x",
    "EXDATE;VALUE=DATE:20260101",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20260101",
    "RECURRENCE-ID:20260101T090000Z",
    "SEQUENCE:x",
    "DTSTAMP:never",
    "STATUS:CANCELLED",
    "METHOD:CANCEL",
    'ATTENDEE;PARTSTAT="DECLINED:mailto:a@b',
    "ATTENDEE;CN=:mailto:",
    "ORGANIZER:",
    " folded",
    "\tfolded",
    "=",
    "FN;ENCODING=QUOTED-PRINTABLE:=",
    "N:;;",
    "ORG:;",
    "EMAIL;PREF=999999999999:a@b",
    'TEL;TYPE="x:1',
    "NOTE:\\",
    "PHOTO;BASE64:",
    "AAAA",
    "FN;ENCODING=b:%%%",
    "FN;CHARSET=nothing:ÿ",
    "ADR:;;",
    "item1.X-ABLabel:",
    ":",
    ";:",
)
TOKENS = st.sampled_from(LINES)


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(TOKENS | st.text(max_size=20), max_size=25).map("\r\n".join) | st.text(max_size=60),
    st.booleans(),
)
def test_whatever_a_file_holds_is_no_traceback(tmp_path: Path, text: str, wide: bool) -> None:
    path = tmp_path / "any"
    path.write_bytes(text.encode("utf-16" if wide else "utf-8", "replace"))
    source = Source(path, "any", path)
    found = open_calendar(source, Asked())
    learn_zones(found.zones)
    for uid, blocks in found.events.items():
        try:
            Series(uid, blocks).instances(window("2026-03-02"))
        except FaultyError:
            continue
    with suppress(BadValue):
        open_cards(source, Asked(extra=True))


def test_the_days_of_instances_do_not_hang_on_the_zone_they_are_read_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [event("w", ":20260226T230000Z", "RRULE:FREQ=DAILY;COUNT=3")]
    days = {}
    for zone in ("Pacific/Kiritimati", "America/Anchorage"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        desk.imported(desk.file("work.ics", calendar(*parts)))
        days[zone] = [row[0] for row in kept(desk)]
    monkeypatch.undo()
    time.tzset()
    assert days == {
        "Pacific/Kiritimati": ["2026-02-27", "2026-02-28", "2026-03-01"],
        "America/Anchorage": ["2026-02-26", "2026-02-27", "2026-02-28"],
    }
