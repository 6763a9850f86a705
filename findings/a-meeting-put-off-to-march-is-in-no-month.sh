#!/usr/bin/env bash
# Expected: a meeting of a series, put off from 2 February to 5 March, is in the list of February or in that of March.
# Happens:  node-ical 0.26.1 has it in neither; a list from February to April has it. 0.27.2 has it in March.
# Packages: node-ical 0.26.1 and 0.27.2 (npm). npm gives the older one to Node 20, so both are what people get today.
# Matters:  who reads a calendar month by month never sees what was put off to the next; a test over a year does see it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts older@npm:node-ical@0.26.1 newer@npm:node-ical@0.27.2 || exit 75
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN \
  BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z SUMMARY:Review DTSTART:20260202T090000Z DTEND:20260202T100000Z \
  'RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3' END:VEVENT \
  BEGIN:VEVENT UID:1@a.example DTSTAMP:20260102T000000Z SUMMARY:Review DTSTART:20260305T090000Z DTEND:20260305T100000Z \
  RECURRENCE-ID:20260202T090000Z END:VEVENT END:VCALENDAR >series.ics
cat >days.mjs <<'JS'
import fs from "fs";
const text = fs.readFileSync("series.ics", "utf8");
const found = [];
for (const name of ["older", "newer"]) {
  const nodeIcal = (await import(name)).default;
  const series = Object.values(nodeIcal.sync.parseICS(text)).find((item) => item.type === "VEVENT");
  const days = (from, to) => nodeIcal.expandRecurringEvent(series, { from: new Date(from), to: new Date(to) })
    .map((item) => item.start.toISOString().slice(5, 10)).sort();
  const lists = [days("2026-02-01", "2026-03-01"), days("2026-03-01", "2026-04-01"), days("2026-02-01", "2026-05-01")];
  const { version } = JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`));
  console.log("node-ical", version, "February:", lists[0], "March:", lists[1], "February to April:", lists[2]);
  found.push(...lists.map((list) => list.join(" ")));
}
if (`${found}` !== ",03-02,03-02 03-05 04-06,,03-02 03-05,03-02 03-05 04-06") process.exit(1);
JS
TZ=UTC node days.mjs
