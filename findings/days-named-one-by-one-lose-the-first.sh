#!/usr/bin/env bash
# Expected: a training on three days that follow no rule, DTSTART and two RDATE without an RRULE, is three meetings.
# Happens:  ical and ical.js list the two further days and leave out DTSTART, which RFC 5545 counts first. recurring-ical-events
#           and vobject (with addRDate) have all three. With a rule beside it ical has the first day too.
# Packages: ical 14.3.1, icalendar 7.3.2, recurring-ical-events 3.8.2, vobject 0.9.9 (PyPI; ical needs Python 3.11 or newer),
#           ical.js 2.2.1 (npm).
# Matters:  the first meeting of a project, the one to prepare for, is on no list, and a count of meetings held is one short.
#           Tests with a rule don't see it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env ical==14.3.1 icalendar==7.3.2 recurring-ical-events==3.8.2 \
  vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 || exit 75
write() {
  name=$1
  shift
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//a//EN BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z \
    SUMMARY:Training DTSTART:20260302T090000Z DTEND:20260302T100000Z RDATE:20260310T090000Z,20260318T090000Z "$@" \
    END:VEVENT END:VCALENDAR >"$name.ics"
}
write named
write ruled 'RRULE:FREQ=WEEKLY;COUNT=1'
python3 - <<'PY'
from importlib.metadata import version

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream


def expanded(text):
    return [event.start for event in recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(2026, 2027)]


libraries = {
    "ical": lambda text: [event.dtstart for event in IcsCalendarStream.calendar_from_ics(text).timeline],
    "recurring-ical-events": expanded,
    "vobject": lambda text: list(vobject.readOne(text).vevent.getrruleset(addRDate=True)),
}
found = {}
for name, days in libraries.items():
    for file in ("named", "ruled"):
        found[name, file] = sorted(day.day for day in days(open(file + ".ics", newline="").read()))
        print(name, version(name), file, found[name, file])
assert found.pop(("ical", "named")) == [10, 18]
assert set(map(tuple, found.values())) == {(2, 10, 18)}
PY
cat >list.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
const found = ["named", "ruled"].map((file) => {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(`${file}.ics`, "utf8")));
  const days = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).iterator();
  const list = [];
  for (let day = days.next(); day; day = days.next()) list.push(day.day);
  return list.join(" ");
});
console.log("ical.js", JSON.parse(fs.readFileSync("node_modules/ical.js/package.json")).version, found);
if (found.join() !== "10 18,2 10 18") process.exit(1);
JS
node list.mjs
