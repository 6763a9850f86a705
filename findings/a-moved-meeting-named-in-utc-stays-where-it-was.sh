#!/usr/bin/env bash
# Expected: one meeting of a series, moved, is at its new time only, whether the file names it in UTC or in its zone.
# Happens:  ical lists it at its new time and at the old one as soon as RECURRENCE-ID is in UTC, in a series that is in UTC
#           itself too. Without a zone it moves. recurring-ical-events moves it each time.
# Packages: ical 14.3.1, icalendar 7.3.2, recurring-ical-events 3.8.2 (PyPI).
# Matters:  many programs write UTC; a series with three moved meetings has three too many.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env ical==14.3.1 icalendar==7.3.2 recurring-ical-events==3.8.2 || \
  exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream


def calendar(end: str) -> str:
    event = ["BEGIN:VEVENT", "UID:1@a.example", "DTSTAMP:20260101T000000Z", "SUMMARY:Weekly"]
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN",
        *event, f"DTSTART:20260302T090000{end}", "RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT",
        *event, f"DTSTART:20260310T140000{end}", f"RECURRENCE-ID:20260309T090000{end}", "END:VEVENT", "END:VCALENDAR", "",
    ])


def first(text: str) -> list[int]:
    return [event.dtstart.day for event in IcsCalendarStream.calendar_from_ics(text).timeline]


def second(text: str) -> list[int]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 3, 1), (2026, 4, 1))
    return sorted(event["DTSTART"].dt.day for event in found)


utc, local = calendar("Z"), calendar("")
print("ical", version("ical"), "UTC:", first(utc), "no zone:", first(local))
print("recurring-ical-events", version("recurring-ical-events"), "UTC:", second(utc), "no zone:", second(local))
assert first(utc) == [2, 9, 10, 16] and first(local) == second(utc) == second(local) == [2, 10, 16]
PY
