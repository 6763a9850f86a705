#!/usr/bin/env bash
# Expected: "monthly", begun on 31 January, falls on the same days in two minor releases; RFC 5545 leaves out days that
#           a month lacks. "Yearly", begun on 29 February, likewise.
# Happens:  node-ical 0.26.1 makes 31 January, 28 February, 28 March (it stays on the 28th) and 29 February, 28 February;
#           0.27.2 makes 31 January, 31 March, 31 May and leap years only.
# Packages: node-ical 0.26.1 and 0.27.2 (npm). npm gives the older one to Node 20, so both are what people get today.
# Matters:  the same file has other meetings after an update of either program; compare with what was stored.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts older@npm:node-ical@0.26.1 newer@npm:node-ical@0.27.2 || \
  exit 75
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN \
  BEGIN:VEVENT UID:month DTSTAMP:20260101T000000Z SUMMARY:m DTSTART:20260131T090000Z 'RRULE:FREQ=MONTHLY;COUNT=3' END:VEVENT \
  BEGIN:VEVENT UID:year DTSTAMP:20260101T000000Z SUMMARY:y DTSTART:20240229T090000Z 'RRULE:FREQ=YEARLY;COUNT=3' END:VEVENT \
  END:VCALENDAR >days.ics
cat >days.mjs <<'JS'
import fs from "fs";
import newer from "newer";
import older from "older";
const text = fs.readFileSync("days.ics", "utf8");
const range = { from: new Date("2024-01-01"), to: new Date("2035-01-01") };
const days = (library, uid) => {
  const event = Object.values(library.sync.parseICS(text)).find((item) => item.uid === uid);
  return library.expandRecurringEvent(event, range).map((item) => item.start.toISOString().slice(0, 10)).join(" ");
};
for (const [name, library] of [["older", older], ["newer", newer]]) {
  const { version } = JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`));
  console.log("node-ical", version, "| monthly:", days(library, "month"), "| yearly:", days(library, "year"));
}
const holds =
  days(older, "month") === "2026-01-31 2026-02-28 2026-03-28" &&
  days(older, "year") === "2024-02-29 2025-02-28 2026-02-28" &&
  days(newer, "month") === "2026-01-31 2026-03-31 2026-05-31" &&
  days(newer, "year") === "2024-02-29 2028-02-29 2032-02-29";
if (!holds) process.exit(1);
JS
TZ=UTC node days.mjs
