#!/usr/bin/env bash
# Expected: a meeting at 09:00 in New York, written with its ZoneInfo, is at 09:00 in New York for the next reader.
# Happens:  vobject calls the zone by its winter abbreviation (EST, GMT). icalendar prefers a zone that it knows by
#           that name to the VTIMEZONE in the file, and EST and GMT have no summer: every summer meeting is an hour late.
# Packages: vobject 0.9.9, icalendar 7.3.2 (PyPI). Sydney (AEST) is right, since no zone has that name.
# Matters:  neither file nor reader is wrong by its own rules; give a TZID that no zone of another meaning bears.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env vobject==0.9.9 icalendar==7.3.2 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import icalendar
import vobject

print("vobject", version("vobject"), "icalendar", version("icalendar"))


def read_hour(zone: str) -> tuple[str, int]:
    calendar = vobject.iCalendar()
    event = calendar.add("vevent")
    event.add("uid").value = "1@a.example"
    event.add("summary").value = "Review"
    event.add("dtstart").value = datetime(2026, 7, 2, 9, tzinfo=ZoneInfo(zone))
    text = calendar.serialize()
    name = next(line for line in text.splitlines() if line.startswith("TZID:"))
    start = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["DTSTART"].dt
    return name, start.astimezone(ZoneInfo(zone)).hour


found = {zone: read_hour(zone) for zone in ("America/New_York", "Europe/London", "Australia/Sydney")}
for zone, (name, hour) in found.items():
    print(f"{zone}: written as {name}, 09:00 is read as {hour:02}:00")
assert found["America/New_York"] == ("TZID:EST", 10)
assert found["Europe/London"] == ("TZID:GMT", 10)
assert found["Australia/Sydney"] == ("TZID:AEST", 9)
PY
