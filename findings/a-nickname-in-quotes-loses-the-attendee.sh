#!/usr/bin/env bash
# Expected: an attendee named Anna "Ann" Example, written by ical-generator, reaches whoever reads the calendar.
# Happens:  ical-generator escapes the quotes with a backslash; RFC 6868 has ^' for it. icalendar reads the event
#           without the attendee and says so only in the event's .errors; vobject and ics refuse the whole file.
# Packages: ical-generator 10.2.0 (npm), icalendar 7.3.2, vobject 0.9.9, ics 0.7.3 (PyPI).
# Matters:  who finds meetings by their attendees misses this one in silence: look at .errors.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env icalendar==7.3.2 vobject==0.9.9 ics==0.7.3 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical-generator@10.2.0 || exit 75
cat >write.mjs <<'JS'
import fs from "fs";
import ical from "ical-generator";
const calendar = ical({ name: "Example" });
const event = calendar.createEvent({ start: new Date("2026-03-02T09:00:00Z"), end: new Date("2026-03-02T10:00:00Z"), summary: "Review" });
event.createAttendee({ name: 'Anna "Ann" Example', email: "anna@a.example" });
fs.writeFileSync("written.ics", calendar.toString());
console.log("ical-generator", JSON.parse(fs.readFileSync("node_modules/ical-generator/package.json")).version);
JS
node write.mjs
python3 - <<'PY'
from importlib.metadata import version

import icalendar
import ics
import vobject

text = open("written.ics", newline="").read()
print(next(line for line in text.splitlines() if line.startswith("ATTENDEE")))
event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
print("icalendar", version("icalendar"), "attendees:", event.get("ATTENDEE"), "errors:", len(event.errors))
assert event["SUMMARY"] == "Review" and event.get("ATTENDEE") is None and len(event.errors) == 1
for name, read in {"vobject": lambda: vobject.readOne(text), "ics": lambda: ics.Calendar(text)}.items():
    try:
        read()
    except Exception as error:
        print(name, version(name), "refuses the file:", type(error).__name__)
        assert type(error).__name__ == "ParseError"
    else:
        raise SystemExit(f"{name} reads it now")
PY
