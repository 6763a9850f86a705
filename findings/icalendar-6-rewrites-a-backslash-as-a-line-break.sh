#!/usr/bin/env bash
# Expected: a title with a backslash, and a category with a comma, are the same after reading and writing a calendar.
# Happens:  icalendar 6.3.2 reads the title "C:\new" as "C:", a line break, "ew", and writes it so; "Alpha, Inc." becomes
#           two categories. 7.3.2 keeps both.
# Packages: icalendar 6.3.2 and 7.3.2 (PyPI). recurring-ical-events 3.8.2 accepts both.
# Matters:  the first read by 6 changes what the file says for good; with 7 the same file "changes" back at an import.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target older icalendar==6.3.2 || exit 75
python3 -m pip install -qq --no-compile --target newer icalendar==7.3.2 || exit 75
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z \
  DTSTART:20260302T090000Z 'SUMMARY:C:\\new' 'CATEGORIES:Alpha\, Inc.,Beta' END:VEVENT END:VCALENDAR >event.ics
cat >read.py <<'PY'
from importlib.metadata import version

import icalendar

calendar = icalendar.Calendar.from_ical(open("event.ics", "rb").read())
event = calendar.walk("VEVENT")[0]
written = [line for line in calendar.to_ical().decode().splitlines() if line.startswith(("SUMMARY", "CATEGORIES"))]
print("icalendar", version("icalendar"), ascii(str(event["SUMMARY"])), [str(c) for c in event["CATEGORIES"].cats], *written)
PY
PYTHONPATH=$dir/older python3 read.py | tee older.txt
PYTHONPATH=$dir/newer python3 read.py | tee newer.txt
grep -qF "'C:\new' ['Alpha', ' Inc.', 'Beta'] SUMMARY:C:\new CATEGORIES:Alpha, Inc.,Beta" older.txt
grep -qF "'C:\\\\new' ['Alpha, Inc.', 'Beta'] SUMMARY:C:\\\\new CATEGORIES:Alpha\, Inc.,Beta" newer.txt
