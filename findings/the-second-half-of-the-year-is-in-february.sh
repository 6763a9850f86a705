#!/usr/bin/env bash
# Expected: a reader of dates that doesn't know halves and quarters finds no date in "H2 2026" or "Q3 2026".
# Happens:  seen from Tuesday, 31 March 2026, dateparser makes H2 the second month, 28 February 2026, and "2026 H2" 5 January at
#           23:00; quarters it knows, as today's day in the last month of one: "Q3 2026" is 30 September, seen from the 2nd the
#           2nd of it. parsedatetime takes the year for a time of day: "Q3 2026", "H2 2026" and the month 2026-09 are today at
#           20:26. chrono-node (npm) finds nothing in any of them.
# Packages: dateparser 1.5.0, parsedatetime 2.6 (PyPI), chrono-node 2.10.3 (npm).
# Matters:  "we decide in H2 2026" is how customers and forecasts speak; the reminder is today or a month ago, and looks like a
#           date that somebody gave. Refuse what names no day, or read such words before the library sees them.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env dateparser==1.5.0 parsedatetime==2.6 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3 || exit 75
python3 - <<'PY'
import datetime as dt
from importlib.metadata import version

import dateparser
import parsedatetime

words = ("H1 2026", "H2 2026", "2026 H2", "Q3 2026", "2026-09")


def first(text, today):
    found = dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": today})
    return found and found.isoformat(" ", "minutes")


def second(text, today):
    found, known = parsedatetime.Calendar().parseDT(text, today)
    return found.isoformat(" ", "minutes") if known else None


late, early = dt.datetime(2026, 3, 31, 9), dt.datetime(2026, 3, 2, 9)
found = {text: (first(text, late), second(text, late)) for text in words}
for text, dates in found.items():
    print(text, "dateparser", version("dateparser"), dates[0], "parsedatetime", version("parsedatetime"), dates[1])
print("Q3 2026, seen from 2 March:", first("Q3 2026", early))
tonight = "2026-03-31 20:26"
assert found == {"H1 2026": ("2026-01-31 00:00", tonight), "H2 2026": ("2026-02-28 00:00", tonight),
                 "2026 H2": ("2026-01-05 23:00", tonight), "Q3 2026": ("2026-09-30 00:00", tonight),
                 "2026-09": ("2026-09-30 00:00", tonight)}
assert first("Q3 2026", early) == "2026-09-02 00:00"
PY
cat >read.mjs <<'JS'
import fs from "fs";
import * as chrono from "chrono-node";
const words = ["H1 2026", "H2 2026", "2026 H2", "Q3 2026", "2026-09"];
const found = words.map((text) => chrono.parseDate(text, new Date(2026, 2, 31, 9)));
console.log("chrono-node", JSON.parse(fs.readFileSync("node_modules/chrono-node/package.json")).version, found);
if (found.some(Boolean)) process.exit(1);
JS
node read.mjs
