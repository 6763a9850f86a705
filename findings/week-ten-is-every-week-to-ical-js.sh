#!/usr/bin/env bash
# Expected: "the Monday of week 10, every year" (BYWEEKNO=10), how a country that counts weeks plans its yearly review, and
#           "the 20th Monday of the year" (BYDAY=20MO) are one day a year in whatever expands a yearly rule.
# Happens:  ical.js takes both for every Monday, from the first one on that it finds; of the meeting in week 10 it leaves out
#           the very first, its DTSTART. ts-ics adds 52 weeks: 2027 has it in week 9, 2028 too; the 20th Monday it puts at
#           midnight and leaves the first out. recurring-ical-events and node-ical have one a year, at nine.
# Packages: ical.js 2.2.1, ts-ics 2.4.6, node-ical 0.26.1 (npm), icalendar 7.3.2, recurring-ical-events 3.8.2 (PyPI).
# Matters:  a yearly review is a weekly one in a mail program and a week early in a web page. Have COUNT or UNTIL in such rules,
#           and compare the second year, not the first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 recurring-ical-events==3.8.2 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 ts-ics@2.4.6 node-ical@0.26.1 || exit 75
write() {
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//a//EN BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z \
    SUMMARY:Review "DTSTART:$2" DURATION:PT1H "RRULE:FREQ=YEARLY;COUNT=3;$3" END:VEVENT END:VCALENDAR >"$1.ics"
}
write week 20260302T090000Z 'BYWEEKNO=10;BYDAY=MO'
write monday 20260518T090000Z BYDAY=20MO
python3 - <<'PY'
from importlib.metadata import version

import icalendar
import recurring_ical_events

found = {}
for name in ("week", "monday"):
    calendar = icalendar.Calendar.from_ical(open(name + ".ics", "rb").read())
    events = recurring_ical_events.of(calendar).between((2026, 1, 1), (2029, 1, 1))
    found[name] = sorted(event.start.strftime("%Y-%m-%dT%H") for event in events)
print("recurring-ical-events", version("recurring-ical-events"), found)
assert found == {"week": ["2026-03-02T09", "2027-03-08T09", "2028-03-06T09"],
                 "monday": ["2026-05-18T09", "2027-05-17T09", "2028-05-15T09"]}
PY
cat >list.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
import ical from "node-ical";
import { convertIcsCalendar, extendByRecurrenceRule } from "ts-ics";
const release = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
const hour = (day) => day.toISOString().slice(0, 13);
const libraries = {
  "ical.js": (text) => {
    const days = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")).iterator();
    const found = [];
    for (let day = days.next(); day && found.length < 9; day = days.next()) found.push(hour(day.toJSDate()));
    return found;
  },
  "ts-ics": (text) => {
    const event = convertIcsCalendar(undefined, text).events[0];
    return extendByRecurrenceRule(event.recurrenceRule, { start: event.start.date, end: new Date("2029-01-01") }).map(hour);
  },
  "node-ical": (text) => {
    const event = Object.values(ical.sync.parseICS(text)).find((one) => one.type === "VEVENT");
    return event.rrule.between(new Date("2026-01-01"), new Date("2029-01-01")).map(hour);
  },
};
const found = {};
for (const name in libraries) {
  found[name] = ["week", "monday"].map((file) => libraries[name](fs.readFileSync(`${file}.ics`, "utf8")).join(" "));
  console.log(name, release(name), found[name]);
}
const expected = {
  "ical.js": ["2026-03-09T09 2026-03-16T09 2026-03-23T09", "2026-05-18T09 2026-05-25T09 2026-06-01T09"],
  "ts-ics": ["2026-03-02T09 2027-03-01T09 2028-02-28T09", "2027-05-17T00 2028-05-15T00"],
  "node-ical": ["2026-03-02T09 2027-03-08T09 2028-03-06T09", "2026-05-18T09 2027-05-17T09 2028-05-15T09"],
};
if (JSON.stringify(found) !== JSON.stringify(expected)) process.exit(1);
JS
TZ=UTC node list.mjs
