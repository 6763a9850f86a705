#!/usr/bin/env bash
# Expected: a library that doesn't know RSCALE and SKIP (RFC 7529: "monthly on the 31st, else the last day") says so.
# Happens:  recurring-ical-events says "UNTIL parameter is missing", which no rule needs; ical.js and ical expand the
#           rule as if SKIP weren't there, so February, April and the like have no meeting.
# Packages: icalendar 7.3.2, recurring-ical-events 3.8.2, ical 14.3.1 (PyPI), ical.js 2.2.1 (npm).
# Matters:  the message sends people to the wrong part of the rule, and the silent ones lose five meetings a year.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 recurring-ical-events==3.8.2 ical==14.3.1 || \
  exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 || exit 75
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z \
  SUMMARY:Monthly DTSTART:20260131T090000Z 'RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=3' END:VEVENT \
  END:VCALENDAR >monthly.ics
python3 - <<'PY'
from importlib.metadata import version

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

text = open("monthly.ics", newline="").read()
calendar = icalendar.Calendar.from_ical(text)
try:
    recurring_ical_events.of(calendar).between((2026, 1, 1), (2027, 1, 1))
except ValueError as error:
    said = str(error)
else:
    raise SystemExit("recurring-ical-events reads it now")
print("recurring-ical-events", version("recurring-ical-events"), "says:", said)
days = [event.dtstart.strftime("%d.%m.") for event in IcsCalendarStream.calendar_from_ics(text).timeline]
print("ical", version("ical"), "has:", *days)
assert "UNTIL parameter is missing" in said and days == ["31.01.", "31.03.", "31.05."]
PY
cat >days.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
const text = fs.readFileSync("monthly.ics", "utf8");
const iterator = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")).iterator();
const days = [1, 2, 3].map(() => iterator.next().toString().slice(5, 10)).join(" ");
console.log("ical.js", JSON.parse(fs.readFileSync("node_modules/ical.js/package.json")).version, "has:", days);
if (days !== "01-31 03-31 05-31") process.exit(1);
JS
node days.mjs
