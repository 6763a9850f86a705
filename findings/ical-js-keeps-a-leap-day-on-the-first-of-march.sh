#!/usr/bin/env bash
# Expected: a yearly event begun on 29 February falls on leap years only, as RFC 5545 says and as monthly events begun on
#           the 31st do in the same library.
# Happens:  ical.js makes 1 March of it in the other years; then COUNT runs out four times as early. A monthly event
#           on the 31st does leave out the short months.
# Packages: ical.js 2.2.1 (npm), python-dateutil 4.0.0 (PyPI) for comparison.
# Matters:  anniversaries of contracts signed on a leap day differ between a calendar in JavaScript and one in Python.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env python-dateutil==4.0.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 || exit 75
cat >days.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
console.log("ical.js", JSON.parse(fs.readFileSync("node_modules/ical.js/package.json")).version);
const days = (rule, start) => {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start));
  return [1, 2, 3].map(() => iterator.next().toString()).join(" ");
};
const year = days("FREQ=YEARLY;COUNT=3", "2024-02-29");
const month = days("FREQ=MONTHLY;COUNT=3", "2026-01-31");
console.log("yearly:", year, "| monthly:", month);
if (year !== "2024-02-29 2025-03-01 2026-03-01" || month !== "2026-01-31 2026-03-31 2026-05-31") process.exit(1);
JS
node days.mjs
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

from dateutil.rrule import rrulestr

days = [str(day.date()) for day in rrulestr("FREQ=YEARLY;COUNT=3", dtstart=datetime(2024, 2, 29))]
print("dateutil", version("python-dateutil"), "yearly:", *days)
assert days == ["2024-02-29", "2028-02-29", "2032-02-29"]
PY
