#!/usr/bin/env bash
# Expected: BYMONTHDAY=-1 is the last day of a month; the fifth Friday of months that have one is in no other month; a meeting
#           at nine is at nine, its first one included.
# Happens:  ts-ics takes -1 for the last day but one (27 February, 30 March); the fifth Friday of February is the first one of
#           March; each rule that names a weekday's number moves to midnight UTC; and of all of these the first meeting,
#           DTSTART, is missing, so that COUNT ends one later. node-ical has all of them right.
# Packages: ts-ics 2.4.6, node-ical 0.26.1 (npm). A plain weekly rule is right in UTC.
# Matters:  "invoice on the last day of the month" comes a day early, the review of a month with five Fridays a week late and
#           a month on. Ask a library of rules for February, and for the hour.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts ts-ics@2.4.6 node-ical@0.26.1 || exit 75
cat >list.mjs <<'JS'
import fs from "fs";
import ical from "node-ical";
import { convertIcsCalendar, extendByRecurrenceRule } from "ts-ics";
const release = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
const hour = (day) => day.toISOString().slice(5, 13);
const calendar = (start, rule) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//EN", "BEGIN:VEVENT", "UID:1@a.example", "DTSTAMP:20260101T000000Z",
    "SUMMARY:Review", `DTSTART:${start}`, "DURATION:PT1H", `RRULE:FREQ=MONTHLY;COUNT=3;${rule}`, "END:VEVENT",
    "END:VCALENDAR", ""].join("\r\n");
const rules = [
  ["20260131T090000Z", "BYMONTHDAY=-1"],
  ["20260130T090000Z", "BYDAY=5FR"],
  ["20260130T090000Z", "BYDAY=-1FR"],
];
const found = rules.map(([start, rule]) => {
  const text = calendar(start, rule);
  const one = convertIcsCalendar(undefined, text).events[0];
  const two = Object.values(ical.sync.parseICS(text)).find((event) => event.type === "VEVENT");
  const lists = [extendByRecurrenceRule(one.recurrenceRule, { start: one.start.date }).map(hour), two.rrule.all().map(hour)];
  console.log(rule, "ts-ics", release("ts-ics"), lists[0].join(" "), "node-ical", release("node-ical"), lists[1].join(" "));
  return lists.map((list) => list.join(" "));
});
const expected = [
  ["02-27T09 03-30T09 04-29T09", "01-31T09 02-28T09 03-31T09"],
  ["03-06T00 04-03T00 05-01T00", "01-30T09 05-29T09 07-31T09"],
  ["02-27T00 03-27T00 04-24T00", "01-30T09 02-27T09 03-27T09"],
];
if (JSON.stringify(found) !== JSON.stringify(expected)) process.exit(1);
JS
TZ=UTC node list.mjs
