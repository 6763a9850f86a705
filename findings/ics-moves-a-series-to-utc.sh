#!/usr/bin/env bash
# Expected: a weekly meeting at 09:00 in Berlin, read and written again, stays at 09:00 all year.
# Happens:  ics keeps the RRULE, but turns DTSTART into UTC: from the last Sunday in March the meeting is at 10:00.
# Packages: ics 0.7.3, icalendar 7.3.2, recurring-ical-events 3.8.2 (PyPI).
# Matters:  a filter that only renames events moves half a year of meetings; the first one still looks right.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version
from zoneinfo import ZoneInfo

import icalendar
import ics
import recurring_ical_events

print(*(f"{name} {version(name)}" for name in ("ics", "icalendar", "recurring-ical-events")), sep=", ")
given = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "CALSCALE:GREGORIAN",
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
    "BEGIN:VEVENT", "UID:1@a.example", "DTSTAMP:20260101T000000Z", "SUMMARY:Weekly",
    "DTSTART;TZID=Europe/Berlin:20260316T090000", "DTEND;TZID=Europe/Berlin:20260316T100000",
    "RRULE:FREQ=WEEKLY;COUNT=4", "END:VEVENT", "END:VCALENDAR", "",
])


def hours(text: str) -> list[int]:
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 3, 1), (2026, 5, 1))
    return [event["DTSTART"].dt.astimezone(ZoneInfo("Europe/Berlin")).hour for event in events]


written = ics.Calendar(given).serialize()
print("written:", *(line for line in written.splitlines() if line.startswith(("DTSTART:", "RRULE:FREQ=WEEKLY"))))
print("hours in Berlin before:", hours(given), "after:", hours(written))
assert hours(given) == [9, 9, 9, 9] and hours(written) == [9, 9, 10, 10]
PY
