#!/usr/bin/env bash
# Expected: a task that is to be done twice is done once it has been done twice.
# Happens:  todoman copies "COUNT=2" into every next task, so there is always a next one; with UNTIL the series ends, but
#           leaves an open task without a due date.
# Packages: todoman 4.7.0 (PyPI).
# Matters:  a check-in agreed on for three months never stops coming, and who ends it by a date keeps a task forever.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env todoman==4.7.0 || exit 75
export PYTHONPATH=$dir/env TODOMAN_CONFIG=$dir/config.py XDG_CACHE_HOME=$dir/cache LC_ALL=C.UTF-8 TZ=UTC
mkdir list
printf 'path = "%s/list"\ndate_format = "%%Y-%%m-%%d"\ntime_format = "%%H:%%M"\n' "$dir" >config.py
write() {
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN BEGIN:VTODO "UID:$1@a.example" \
    DTSTAMP:20260101T000000Z "SUMMARY:$1" 'DUE;VALUE=DATE:20260115' "RRULE:FREQ=MONTHLY;$2" END:VTODO END:VCALENDAR >"list/$1.ics"
}
write counted COUNT=2
write dated UNTIL=20260215
echo "todoman $(python3 -c 'import importlib.metadata as m; print(m.version("todoman"))')"
open() { python3 -m todoman --porcelain list | python3 -c "
import json, sys
from datetime import datetime
for task in json.load(sys.stdin):
    if not task['completed']:
        print(task['id'], task['summary'], datetime.fromtimestamp(task['due']).date() if task['due'] else 'no date')"; }
for _ in 1 2 3 4; do
  open >open.txt
  cut -d' ' -f2- open.txt | sort | paste -sd, | sed 's/,/, /g'
  while read -r id name day; do
    if [ "$day" != "no date" ]; then python3 -m todoman done "$id" >done.txt; fi
  done <open.txt
done
open | cut -d' ' -f2- | sort >left.txt
grep -qx 'counted 2026-05-15' left.txt
grep -qx 'dated no date' left.txt
