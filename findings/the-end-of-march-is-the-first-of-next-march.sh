#!/usr/bin/env bash
# Expected: on 2 March 2026 "until the end of March" is 31 March 2026, or no date.
# Happens:  parsedatetime sees the month alone: 1 March 2027, the first of the next March that begins. "The last day of
#           February" is 1 February 2027, "the first Monday of April" 1 April. It knows "eom". chrono-node says
#           31 March, and recurrent, which asks parsedatetime for the rest, says so too.
# Packages: parsedatetime 2.6, recurrent 0.4.1 (PyPI), chrono-node 2.10.3 (npm).
# Matters:  contracts and promises end at the end of a month; a follow-up comes eleven months too late, without an error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env parsedatetime==2.6 recurrent==0.4.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3 || exit 75
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import parsedatetime
import recurrent

today = datetime(2026, 3, 2, 12)
found = []
for text in ("until the end of March", "the last day of February", "the first Monday of April", "eom"):
    day, _ = parsedatetime.Calendar().parseDT(text, sourceTime=today)
    found.append(str(day.date()))
    print("parsedatetime", version("parsedatetime"), text, "->", found[-1])
assert found == ["2027-03-01", "2027-02-01", "2026-04-01", "2026-03-31"]
day = recurrent.parse("until the end of March", now=today)
print("recurrent", version("recurrent"), day.date())
assert str(day.date()) == "2026-03-31"
PY
cat >day.cjs <<'JS'
const chrono = require("chrono-node");
const day = chrono.parseDate("until the end of March", new Date(2026, 2, 2, 12)).toDateString();
console.log("chrono-node", require("./node_modules/chrono-node/package.json").version, day);
if (day !== "Tue Mar 31 2026") process.exit(1);
JS
node day.cjs
