#!/usr/bin/env bash
# Expected: "weekly until 16 March", on a meeting at 09:00, includes 16 March everywhere, or is refused everywhere.
# Happens:  recurring-ical-events, icalevents and ical.js stop on 9 March, since the day counts as its midnight;
#           vobject and node-ical include 16 March; ical refuses the file.
# Packages: recurring-ical-events 3.8.2, icalevents 0.3.1, vobject 0.9.9, ical 14.3.1 (PyPI; ical needs Python 3.11 or
#           newer), ical.js 2.2.1, node-ical 0.27.2 (npm).
# Matters:  RFC 5545 wants UNTIL in the form of DTSTART, calendars with a plain day exist, and the loss is silent.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 recurring-ical-events==3.8.2 \
  icalevents==0.3.1 vobject==0.9.9 ical==14.3.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.27.2 || exit 75
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN BEGIN:VEVENT UID:1@a.example \
  DTSTAMP:20260101T000000Z SUMMARY:Weekly DTSTART:20260302T090000Z DTEND:20260302T100000Z \
  'RRULE:FREQ=WEEKLY;UNTIL=20260316' END:VEVENT END:VCALENDAR >series.ics
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError
from icalevents.icalevents import events

text = open("series.ics", newline="").read()
start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)
found = {
    "recurring-ical-events": [e["DTSTART"].dt.day for e in
                              recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)],
    "icalevents": sorted(e.start.day for e in events(string_content=text.encode(), start=start, end=end)),
    "vobject": [day.day for day in vobject.readOne(text).vevent.getrruleset()],
}
try:
    found["ical"] = IcsCalendarStream.calendar_from_ics(text) and "read"
except CalendarParseError as error:
    found["ical"] = "refused"
for name, days in found.items():
    print(name, version(name), days)
assert found == {"recurring-ical-events": [2, 9], "icalevents": [2, 9], "vobject": [2, 9, 16], "ical": "refused"}
PY
cat >days.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
const text = fs.readFileSync("series.ics", "utf8");
const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
const days = [];
for (let i = event.iterator(), next; (next = i.next());) days.push(next.day);
const other = Object.values(nodeIcal.sync.parseICS(text)).find((item) => item.type === "VEVENT");
const range = { from: new Date("2026-03-01"), to: new Date("2026-04-01") };
const more = nodeIcal.expandRecurringEvent(other, range).map((item) => item.start.getUTCDate());
console.log("ical.js", version("ical.js"), days, "node-ical", version("node-ical"), more);
if (`${days}` !== "2,9" || `${more}` !== "2,9,16") process.exit(1);
JS
TZ=UTC node days.mjs
