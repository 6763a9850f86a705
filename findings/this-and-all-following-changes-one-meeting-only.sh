#!/usr/bin/env bash
# Expected: RANGE=THISANDFUTURE moves that meeting and all later ones; RFC 5545 has had it since 2009.
# Happens:  icalevents and node-ical move that one meeting and leave the rest at the old time, without a word;
#           recurring-ical-events moves them all.
# Packages: icalendar 7.3.2, recurring-ical-events 3.8.2, icalevents 0.3.1 (PyPI), node-ical 0.27.2 (npm).
# Matters:  readers agree on the first moved meeting, so a test with one exception doesn't show the difference.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 recurring-ical-events==3.8.2 \
  icalevents==0.3.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts node-ical@0.27.2 || exit 75
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN \
  BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z SUMMARY:Weekly DTSTART:20260302T090000Z DTEND:20260302T100000Z \
  'RRULE:FREQ=WEEKLY;COUNT=4' END:VEVENT \
  BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z SUMMARY:Weekly DTSTART:20260316T140000Z DTEND:20260316T150000Z \
  'RECURRENCE-ID;RANGE=THISANDFUTURE:20260316T090000Z' END:VEVENT END:VCALENDAR >weekly.ics
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
from icalevents.icalevents import events

text = open("weekly.ics", newline="").read()
start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)
found = {
    "recurring-ical-events": [e["DTSTART"].dt.hour for e in
                              recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)],
    "icalevents": [e.start.hour for e in sorted(events(string_content=text.encode(), start=start, end=end))],
}
for name, hours in found.items():
    print(name, version(name), hours)
assert found["recurring-ical-events"] == [9, 9, 14, 14]
assert found["icalevents"] == [9, 9, 14, 9]
PY
cat >hours.mjs <<'JS'
import fs from "fs";
import nodeIcal from "node-ical";
const event = Object.values(nodeIcal.sync.parseICS(fs.readFileSync("weekly.ics", "utf8"))).find((item) => item.rrule);
const range = { from: new Date("2026-03-01"), to: new Date("2026-04-01") };
const hours = nodeIcal.expandRecurringEvent(event, range).map((item) => item.start.getUTCHours());
console.log("node-ical", JSON.parse(fs.readFileSync("node_modules/node-ical/package.json")).version, hours);
if (`${hours}` !== "9,9,14,9") process.exit(1);
JS
TZ=UTC node hours.mjs
