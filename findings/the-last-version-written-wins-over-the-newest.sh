#!/usr/bin/env bash
# Expected: of two versions of one event in a file the one with the higher SEQUENCE counts.
# Happens:  khal shows the meeting on both days, both times with the text of the one that stands last, here the older;
#           icalevents lists both versions; recurring-ical-events has the newer alone.
# Packages: khal 0.14.1, icalendar 7.3.2, recurring-ical-events 3.8.2, icalevents 0.3.1 (PyPI).
# Matters:  exports of a mailbox hold every invitation and its updates, in no order; a moved meeting moves back.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env khal==0.14.1 icalendar==7.3.2 recurring-ical-events==3.8.2 \
  icalevents==0.3.1 || exit 75
export PYTHONPATH=$dir/env
event() { printf '%s\r\n' BEGIN:VEVENT UID:1@a.example DTSTAMP:20260101T000000Z "SEQUENCE:$1" "SUMMARY:version $1" \
  "DTSTART:$2T090000Z" "DTEND:$2T100000Z" END:VEVENT; }
{ printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN; event 3 20260310; event 1 20260302; echo END:VCALENDAR; } >two.ics
mkdir vdir home
cat >config <<CONFIG
[calendars]
[[work]]
path = $dir/vdir
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
CONFIG
khal() { HOME=$dir/home XDG_DATA_HOME=$dir/home XDG_CACHE_HOME=$dir/home python3 -c 'from khal.cli import main_khal; main_khal()' -c config "$@"; }
khal import --batch -a work two.ics
shown=$(khal list --format '{start-date} {title}' --day-format '' 2026-03-01 30d)
echo "khal shows: $shown"
[ "$shown" = $'2026-03-02 version 1\n2026-03-10 version 1' ]
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
from icalevents.icalevents import events

text = open("two.ics", newline="").read()
start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)
newest = [str(e["SUMMARY"]) for e in recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(start, end)]
both = sorted(e.summary for e in events(string_content=text.encode(), start=start, end=end))
print("khal", version("khal"))
print("recurring-ical-events", version("recurring-ical-events"), newest)
print("icalevents", version("icalevents"), both)
assert newest == ["version 3"] and both == ["version 1", "version 3"]
PY
