#!/usr/bin/env bash
# Expected: rrule's fromText reads "every year on the 1st of March" as that, or raises an error.
# Happens:  it drops the month: FREQ=YEARLY;BYMONTHDAY=1 is the first of all twelve months. "Every year on March 1" loses
#           its day and takes that of the series' start. "Every March on the 1st" is right. recurrent reads all three.
# Packages: rrule 2.8.1 (npm), recurrent 0.4.1 (PyPI).
# Matters:  a yearly renewal typed in plain words comes twelve times a year, or on another day.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts rrule@2.8.1 || exit 75
python3 -m pip install -qq --no-compile --target env recurrent==0.4.1 || exit 75
export PYTHONPATH=$dir/env
cat >words.cjs <<'JS'
const { RRule } = require("rrule");
console.log("rrule", require("./node_modules/rrule/package.json").version);
const found = ["every year on the 1st of March", "every year on March 1", "every March on the 1st"].map((text) => {
  const rule = RRule.fromText(text);
  const whole = new RRule({ ...rule.origOptions, dtstart: new Date(Date.UTC(2026, 0, 5)) });
  const days = whole.between(new Date(Date.UTC(2026, 0, 6)), new Date(Date.UTC(2027, 0, 6))).map((day) => day.toISOString().slice(0, 10));
  console.log(text, "->", rule.toString(), ...days);
  return `${rule.toString().slice(6)} ${days.length} ${days[0]}`;
});
const expected = [
  "FREQ=YEARLY;BYMONTHDAY=1 12 2026-02-01",
  "FREQ=YEARLY;BYMONTH=3 1 2026-03-05",
  "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1 1 2026-03-01",
];
if (`${found}` !== `${expected}`) process.exit(1);
JS
node words.cjs
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import recurrent

for text in ("every year on the 1st of March", "every year on March 1", "every March on the 1st"):
    rule = recurrent.parse(text, now=datetime(2026, 1, 1))
    print("recurrent", version("recurrent"), text, "->", rule)
    assert set(rule.removeprefix("RRULE:").split(";")) == {"FREQ=YEARLY", "INTERVAL=1", "BYMONTH=3", "BYMONTHDAY=1"}
PY
