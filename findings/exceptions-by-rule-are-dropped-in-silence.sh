#!/usr/bin/env bash
# Expected: EXRULE, the older standard's "except every second week", is honoured or reported by who expands the series.
# Happens:  recurring-ical-events, icalevents and ical list the excepted meetings, without a word; vobject honours it.
# Packages: icalendar 7.3.2, recurring-ical-events 3.8.2, icalevents 0.3.1, ical 14.3.1, vobject 0.9.9 (PyPI).
# Matters:  RFC 5545 deprecated EXRULE, old series still bear it; half of the meetings read from them never took place.
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
    "RRULE:FREQ=WEEKLY;COUNT=4", "EXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2", "END:VEVENT", "END:VCALENDAR", "",
])
start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)
found = {
    "recurring-ical-events": [e["DTSTART"].dt.day for e in
                              recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)],
    "icalevents": sorted(e.start.day for e in events(string_content=text.encode(), start=start, end=end)),
    "ical": [e.dtstart.day for e in IcsCalendarStream.calendar_from_ics(text).timeline],
    "vobject": [day.day for day in vobject.readOne(text).vevent.getrruleset()],
}
for name, days in found.items():
    print(name, version(name), days)
assert found.pop("vobject") == [9, 23]
assert set(map(tuple, found.values())) == {(2, 9, 16, 23)}
PY
