#!/usr/bin/env bash
# Expected: adding three months to 31 March gives 30 June, so from 31 March to 30 June are three months.
# Happens:  date-fns adds so and counts two (and 30 days); for the end of February it counts the whole month, so from
#           31 August to 28 February are six. luxon, dayjs and moment count three and six.
# Packages: date-fns 4.4.0, luxon 3.7.2, dayjs 1.11.23, moment 2.31.0 (npm).
# Matters:  a term or a notice of so many months, worked out by one function and checked by the other, fails for
#           contracts that begin on a 31st, unless they end in February.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23 moment@2.31.0 || exit 75
cat >months.cjs <<'JS'
const { addMonths, differenceInMonths, intervalToDuration } = require("date-fns");
const { DateTime } = require("luxon");
const dayjs = require("dayjs");
const moment = require("moment");
for (const name of ["date-fns", "luxon", "dayjs", "moment"]) console.log(name, require(`./node_modules/${name}/package.json`).version);
const found = [["2026-03-31", 3], ["2025-08-31", 6]].map(([from, months]) => {
  const first = new Date(`${from}T00:00`);
  const last = addMonths(first, months);
  const luxon = DateTime.fromJSDate(last).diff(DateTime.fromJSDate(first), "months").months;
  const counts = [differenceInMonths(last, first), luxon, dayjs(last).diff(first, "month"), moment(last).diff(first, "months")];
  console.log(from, "to", DateTime.fromJSDate(last).toISODate(), ...counts, intervalToDuration({ start: first, end: last }));
  return counts.join(" ");
});
if (`${found}` !== "2 3 3 3,6 6 6 6") process.exit(1);
JS
TZ=UTC node months.cjs
