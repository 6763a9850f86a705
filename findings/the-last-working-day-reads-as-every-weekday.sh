#!/usr/bin/env bash
# Expected: rrule says a rule in words, or says with isFullyConvertibleToText that it can't.
# Happens:  "the last working day of the month" is "every month on weekdays", and said to be fully convertible; read
#           back it is every working day. Other positions (the last Friday, the last day) are right.
# Packages: rrule 2.8.1 (npm).
# Matters:  people agree to the words that they see; a reminder of each month's closing looks like one for every day, and
#           a form that saves what it shows makes it one.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts rrule@2.8.1 || exit 75
cat >words.cjs <<'JS'
const { RRule } = require("rrule");
console.log("rrule", require("./node_modules/rrule/package.json").version);
const found = ["BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "BYDAY=-1FR", "BYMONTHDAY=-1"].map((rest) => {
  const rule = RRule.fromString(`FREQ=MONTHLY;${rest}`);
  const line = [rule.toText(), rule.isFullyConvertibleToText(), RRule.fromText(rule.toText()).toString().slice(6)].join(" | ");
  console.log(rest, "->", line);
  return line;
});
const expected = [
  "every month on weekdays | true | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR",
  "every month on the last Friday | true | FREQ=MONTHLY;BYDAY=-1FR",
  "every month on the last | true | FREQ=MONTHLY;BYMONTHDAY=-1",
];
if (`${found}` !== `${expected}`) process.exit(1);
JS
node words.cjs
