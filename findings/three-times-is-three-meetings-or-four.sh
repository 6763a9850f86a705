#!/usr/bin/env bash
# Expected: "Wednesdays, three times", written on a series whose first day is a Monday, is one number of meetings.
# Happens:  icalevents and ical have three Wednesdays; vobject has the Monday and two Wednesdays; recurring-ical-events
#           has the Monday and three Wednesdays.
# Packages: icalendar 7.3.2, recurring-ical-events 3.8.2, icalevents 0.3.1, ical 14.3.1, vobject 0.9.9 (PyPI).
# Matters:  RFC 5545 leaves a first day outside its own rule undefined; people make one by moving a series' first day.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 recurring-ical-events==3.8.2 \
  icalevents==0.3.1 ical==14.3.1 vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalevents.icalevents import events

text = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:1@a.example",
    "DTSTAMP:20260101T000000Z", "SUMMARY:Weekly", "DTSTART:20260302T090000Z", "DTEND:20260302T100000Z",
    "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3", "END:VEVENT", "END:VCALENDAR", "",
])
start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)
found = {
    "recurring-ical-events": [e["DTSTART"].dt.day for e in
                              recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)],
    "icalevents": sorted(e.start.day for e in events(string_content=text.encode(), start=start, end=end)),
    "ical": [e.dtstart.day for e in IcsCalendarStream.calendar_from_ics(text).timeline],
    "vobject": [day.day for day in vobject.readOne(text).vevent.getrruleset(addRDate=True)],
}
for name, days in found.items():
    print(name, version(name), days)
assert found["icalevents"] == found["ical"] == [4, 11, 18]
assert found["vobject"] == [2, 4, 11]
assert found["recurring-ical-events"] == [2, 4, 11, 18]
PY
