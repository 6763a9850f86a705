#!/usr/bin/env bash
# Expected: iso8601-duration reads "-PT15M", how a calendar says "15 minutes before", as minus 15 minutes, or refuses it.
# Happens:  it drops the sign: the same as PT15M, so its end() is 15 minutes after. tinyduration, luxon and ical.js keep
#           it; isodate (PyPI) too.
# Packages: iso8601-duration 2.1.4, tinyduration 3.4.1, luxon 3.7.2, ical.js 2.2.1 (npm), isodate 0.7.2 (PyPI).
# Matters:  every alarm of an exported calendar has that form; reminded once the call has begun, nobody is there in time.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts iso8601-duration@2.1.4 tinyduration@3.4.1 luxon@3.7.2 \
  ical.js@2.2.1 || exit 75
python3 -m pip install -qq --no-compile --target env isodate==0.7.2 || exit 75
export PYTHONPATH=$dir/env
cat >read.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
import { end, parse, toSeconds } from "iso8601-duration";
import { Duration } from "luxon";
import { parse as tiny } from "tinyduration";
const trigger = "-PT15M";
const found = {
  "iso8601-duration": toSeconds(parse(trigger)) / 60,
  tinyduration: (tiny(trigger).negative ? -1 : 1) * tiny(trigger).minutes,
  luxon: Duration.fromISO(trigger).as("minutes"),
  "ical.js": ICAL.Duration.fromString(trigger).toSeconds() / 60,
};
for (const [name, minutes] of Object.entries(found)) {
  console.log(name, JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version, minutes);
}
const alarm = end(parse(trigger), new Date("2026-03-02T09:00:00Z")).toISOString();
console.log("a call at 09:00 rings at", alarm);
if (`${Object.values(found)}` !== "15,-15,-15,-15" || alarm !== "2026-03-02T09:15:00.000Z") process.exit(1);
JS
node read.mjs
python3 - <<'PY'
from importlib.metadata import version

import isodate

minutes = isodate.parse_duration("-PT15M").total_seconds() / 60
print("isodate", version("isodate"), minutes)
assert minutes == -15
PY
