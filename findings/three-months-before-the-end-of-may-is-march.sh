#!/usr/bin/env bash
# Expected: three months before 31 May is 28 February, and one month after 31 January too, in whatever reads such words.
# Happens:  chrono-node counts the days that February lacks on into March: both are 3 March. date-fns, luxon and
#           parsedatetime stay in February.
# Packages: chrono-node 2.10.3, date-fns 4.4.0, luxon 3.7.2 (npm), parsedatetime 2.6 (PyPI).
# Matters:  the last day to give notice comes three days too late; days up to the 28th never show it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3 date-fns@4.4.0 luxon@3.7.2 || exit 75
python3 -m pip install -qq --no-compile --target env parsedatetime==2.6 || exit 75
export PYTHONPATH=$dir/env
cat >days.cjs <<'JS'
const { subMonths } = require("date-fns");
const { DateTime } = require("luxon");
const chrono = require("chrono-node");
for (const name of ["chrono-node", "date-fns", "luxon"]) console.log(name, require(`./node_modules/${name}/package.json`).version);
const day = (date) => DateTime.fromJSDate(date).toISODate();
const found = ["3 months before 31 May 2026", "1 month after 31 January 2026", "3 months before 28 May 2026"].map((text) => {
  const read = chrono.parse(text, new Date(2026, 0, 5))[0];
  console.log(read.text, "->", day(read.date()));
  return read.text === text && day(read.date());
});
const others = [day(subMonths(new Date(2026, 4, 31), 3)), DateTime.fromISO("2026-05-31").minus({ months: 3 }).toISODate()];
console.log("date-fns and luxon, 3 months before 31 May:", ...others);
if (`${found}` !== "2026-03-03,2026-03-03,2026-02-28" || `${others}` !== "2026-02-28,2026-02-28") process.exit(1);
JS
node days.cjs
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import parsedatetime

day, _ = parsedatetime.Calendar().parseDT("3 months before 31 May 2026", sourceTime=datetime(2026, 1, 5))
print("parsedatetime", version("parsedatetime"), day.date())
assert str(day.date()) == "2026-02-28"
PY
