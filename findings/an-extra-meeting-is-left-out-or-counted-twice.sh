#!/usr/bin/env bash
# Expected: a further day of a series (RDATE) is a further meeting; one that the rule has already is no second one.
# Happens:  icalevents and node-ical leave out each RDATE of an event that has a rule, without a word; ical.js lists the
#           day that both name twice. recurring-ical-events, ical and vobject have it right.
# Packages: icalendar 7.3.2, recurring-ical-events 3.8.2, icalevents 0.3.1, ical 14.3.1, vobject 0.9.9 (PyPI), ical.js
#           2.2.1, node-ical 0.27.2 (npm).
# Matters:  EXDATE, its sister, works in all of them, so nobody looks; the extra meeting before a renewal isn't there.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 recurring-ical-events==3.8.2 \
  icalevents==0.3.1 ical==14.3.1 vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.27.2 || exit 75
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN BEGIN:VEVENT UID:1@a.example \
  DTSTAMP:20260101T000000Z SUMMARY:Weekly DTSTART:20260302T090000Z DTEND:20260302T100000Z \
  'RRULE:FREQ=WEEKLY;COUNT=3' RDATE:20260309T090000Z,20260312T090000Z EXDATE:20260316T090000Z \
  END:VEVENT END:VCALENDAR >series.ics
python3 - <<'PY'
from datetime import date, datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalevents.icalevents import events

text = open("series.ics", newline="").read()
start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)
found = {
    "recurring-ical-events": [e["DTSTART"].dt.day for e in
                              recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)],
    "icalevents": [e.start.day for e in events(string_content=text.encode(), start=start, end=end)],
    "ical": [e.dtstart.day for e in IcsCalendarStream.calendar_from_ics(text).timeline.overlapping(
        date(2026, 3, 1), date(2026, 4, 1))],
    "vobject": [day.day for day in vobject.readOne(text).vevent.getrruleset(addRDate=True)],
}
for name, days in found.items():
    print(name, version(name), sorted(days))
    assert sorted(days) == ([2, 9] if name == "icalevents" else [2, 9, 12])
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
if (`${days}` !== "2,9,9,12" || `${more}` !== "2,9") process.exit(1);
JS
TZ=UTC node days.mjs
