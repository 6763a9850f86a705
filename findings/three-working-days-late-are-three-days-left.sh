#!/usr/bin/env bash
# Expected: working days from today to a day that has passed are a negative number, and those to a day ahead a positive one.
# Happens:  for a reply that was due three working days ago workalendar and moment-business-days say 3, holidays says 4 and
#           workdays -2; numpy and date-fns say -3. From Saturday to Monday it is one day to workalendar, holidays and
#           workdays, and none to numpy, moment-business-days and date-fns.
# Packages: workalendar 17.0.0, holidays 0.109, workdays 1.4, numpy 2.3.5 (PyPI), moment-business-days 1.2.0, moment 2.30.1,
#           date-fns 4.1.0 (npm).
# Matters:  "answer within three working days" is green when it's three days too late, and a second tool that shows
#           the same promise shows another number. Compare days first, then count, and test Saturday.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env workalendar==17.0.0 holidays==0.109 workdays==1.4 numpy==2.3.5 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts moment-business-days@1.2.0 moment@2.30.1 date-fns@4.1.0 || exit 75
python3 - <<'PY'
import datetime as dt
from importlib.metadata import version

import holidays
import numpy
import workdays
from workalendar.europe import Germany

german = holidays.country_holidays("DE", years=2026)
counts = {
    "workalendar": Germany().get_working_days_delta,
    "holidays": german.get_working_days_count,
    "workdays": workdays.networkdays,
    "numpy": lambda start, end: int(numpy.busday_count(start, end)),
}
today, due = dt.date(2026, 3, 12), dt.date(2026, 3, 9)  # Thursday, Monday
late = {name: count(today, due) for name, count in counts.items()}
weekend = {name: count(dt.date(2026, 3, 7), dt.date(2026, 3, 9)) for name, count in counts.items()}
for name in counts:
    print(name, version(name), "late:", late[name], "Saturday to Monday:", weekend[name])
assert late == {"workalendar": 3, "holidays": 4, "workdays": -2, "numpy": -3}
assert weekend == {"workalendar": 1, "holidays": 1, "workdays": 1, "numpy": 0}
PY
cat >count.cjs <<'JS'
const moment = require("moment-business-days");
const { differenceInBusinessDays } = require("date-fns");
const release = (name) => require(`./node_modules/${name}/package.json`).version;
const day = (number) => new Date(2026, 2, number);
const late = [moment(day(9)).businessDiff(moment(day(12))), differenceInBusinessDays(day(9), day(12))];
const weekend = [moment(day(9)).businessDiff(moment(day(7))), differenceInBusinessDays(day(9), day(7))];
console.log("moment-business-days", release("moment-business-days"), "date-fns", release("date-fns"), { late, weekend });
if (`${late},${weekend}` !== "3,-3,0,0") process.exit(1);
JS
node count.cjs
