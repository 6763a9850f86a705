#!/usr/bin/env bash
# Expected: a calendar without CALSCALE, read and written again by ics, opens in every other reader.
# Happens:  ics adds "CALSCALE:GEORGIAN", a misspelling, and recurring-ical-events refuses the whole calendar for it.
# Packages: ics 0.7.3, icalendar 7.3.2, recurring-ical-events 3.8.2 (PyPI).
# Matters:  files written by one library can't be expanded by another; treat an unknown CALSCALE as a note, not an error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import icalendar
import ics
import recurring_ical_events
from recurring_ical_events.errors import InvalidCalendar

print(*(f"{name} {version(name)}" for name in ("ics", "icalendar", "recurring-ical-events")), sep=", ")
given = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:1@a.example",
    "DTSTAMP:20260101T000000Z", "DTSTART:20260302T090000Z", "SUMMARY:Review", "END:VEVENT", "END:VCALENDAR", "",
])
written = ics.Calendar(given).serialize()
line = next(line for line in written.splitlines() if line.startswith("CALSCALE"))
print("ics writes:", line)
assert line == "CALSCALE:GEORGIAN", line
calendar = icalendar.Calendar.from_ical(written)
print("icalendar reads", len(calendar.walk("VEVENT")), "event")
try:
    recurring_ical_events.of(calendar).between((2026, 1, 1), (2027, 1, 1))
except InvalidCalendar as error:
    print("recurring-ical-events:", error)
else:
    raise SystemExit("recurring-ical-events no longer refuses it")
PY
