#!/usr/bin/env bash
# Expected: "the first working day from the 25th on", BYMONTHDAY=25,26,27 with BYDAY and BYSETPOS=1, is one day a month.
# Happens:  ical.js leaves BYSETPOS out as soon as BYMONTHDAY is there, and lists up to three days a month; "the last
#           working day of the month", the same rule without BYMONTHDAY, is right. python-dateutil has both right.
# Packages: ical.js 2.2.1 (npm), python-dateutil 4.0.0 (PyPI).
# Matters:  paydays and reminders to send an invoice are such rules; with COUNT the series ends in a third of its time.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 || exit 75
python3 -m pip install -qq --no-compile --target env python-dateutil==4.0.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

from dateutil.rrule import rrulestr

for rule in ("BYMONTHDAY=25,26,27;BYSETPOS=1", "BYSETPOS=-1"):
    days = [f"{day:%m-%d}" for day in rrulestr(f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;{rule};COUNT=4", dtstart=datetime(2026, 3, 25))]
    print("python-dateutil", version("python-dateutil"), rule, *days)
    assert days == (["03-25", "04-27", "05-25", "06-25"] if "25" in rule else ["03-31", "04-30", "05-29", "06-30"])
PY
cat >days.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
const { version } = JSON.parse(fs.readFileSync("node_modules/ical.js/package.json"));
const found = ["BYMONTHDAY=25,26,27;BYSETPOS=1", "BYSETPOS=-1"].map((rule) => {
  const days = ICAL.Recur.fromString(`FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;${rule};COUNT=4`).iterator(ICAL.Time.fromString("2026-03-25"));
  const list = [];
  for (let day; (day = days.next());) list.push(day.toString().slice(5));
  console.log("ical.js", version, rule, ...list);
  return list;
});
if (`${found}` !== "03-25,03-26,03-27,04-27,03-31,04-30,05-29,06-30") process.exit(1);
JS
node days.mjs
