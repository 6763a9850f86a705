#!/usr/bin/env bash
# Expected: recurring-ical-events takes a plain day for a meeting in EXDATE, so it takes one in RECURRENCE-ID too.
# Happens:  EXDATE with a day takes the meeting out; RECURRENCE-ID with a day replaces nothing: the moved meeting is
#           listed next to the one it was moved from. icalevents and vobject refuse the EXDATE.
# Packages: icalendar 7.3.2, recurring-ical-events 3.8.2, icalevents 0.3.1, vobject 0.9.9 (PyPI).
# Matters:  programs that write the one form write the other; the series then has a meeting too many.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 recurring-ical-events==3.8.2 \
  icalevents==0.3.1 vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
import vobject
from icalevents.icalevents import events


def calendar(*lines: str) -> str:
    first = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:1@a.example",
             "DTSTAMP:20260101T000000Z", "SUMMARY:Weekly", "DTSTART:20260302T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3"]
    return "\r\n".join([*first, *lines, "END:VEVENT", "END:VCALENDAR", ""])


excluded = calendar("EXDATE;VALUE=DATE:20260309")
moved = calendar("END:VEVENT", "BEGIN:VEVENT", "UID:1@a.example", "DTSTAMP:20260101T000000Z", "SUMMARY:Weekly",
                 "DTSTART:20260310T140000Z", "RECURRENCE-ID;VALUE=DATE:20260309")
start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)


def days(text: str) -> list[int]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)
    return sorted(event["DTSTART"].dt.day for event in found)


print("recurring-ical-events", version("recurring-ical-events"), "excluded:", days(excluded), "moved:", days(moved))
for name, read in {"icalevents": lambda: events(string_content=excluded.encode(), start=start, end=end),
                   "vobject": lambda: list(vobject.readOne(excluded).vevent.getrruleset())}.items():
    try:
        read()
    except TypeError as error:
        print(name, version(name), "refuses the excluded day:", error)
    else:
        raise SystemExit(f"{name} reads it now")
assert days(excluded) == [2, 16] and days(moved) == [2, 9, 10, 16]
PY
