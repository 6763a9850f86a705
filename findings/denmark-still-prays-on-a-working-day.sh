#!/usr/bin/env bash
# Expected: calendars of holidays in their newest releases agree on the holidays that a law has made or abolished years ago.
# Happens:  workalendar still has the Danish Great Prayer Day, abolished from 2024 on, and the Danish Christmas Eve as a
#           holiday, and lacks Poland's Christmas Eve (by law from 2025 on) and the American 19 June (since 2021, switched off
#           there unless asked for). holidays and date-holidays have them right; both call the Danish Christmas Eve no
#           public holiday.
# Packages: workalendar 17.0.0, holidays 0.109 (PyPI), date-holidays 3.37.0 (npm).
# Matters:  a reply or a payment due "in two working days" is a day later in the one tool, and a call is planned on a holiday.
#           Ask two calendars for the coming year and look at what differs.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env workalendar==17.0.0 holidays==0.109 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts date-holidays@3.37.0 || exit 75
cat >days.json <<'JSON'
[["DK", "2027-04-23"], ["DK", "2026-12-24"], ["PL", "2026-12-24"], ["US", "2026-06-19"]]
JSON
python3 - <<'PY'
import datetime as dt
import json
from importlib.metadata import version

import holidays
from workalendar.registry import registry

print("workalendar", version("workalendar"), "holidays", version("holidays"))
found = []
for country, text in json.load(open("days.json")):
    day = dt.date.fromisoformat(text)
    first, second = registry.get(country)().is_holiday(day), day in holidays.country_holidays(country, years=day.year)
    found.append((first, second))
    print(country, day, "holiday to workalendar:", first, "to holidays:", second)
assert found == [(True, False), (True, False), (False, True), (False, True)]
PY
cat >days.cjs <<'JS'
const Holidays = require("date-holidays");
const days = require("./days.json");
const found = days.map(([country, day]) =>
  new Holidays(country).getHolidays(Number(day.slice(0, 4))).some((one) => one.date.startsWith(day) && one.type === "public"),
);
console.log("date-holidays", require("./node_modules/date-holidays/package.json").version, found);
if (`${found}` !== "false,false,true,true") process.exit(1);
JS
node days.cjs
