#!/usr/bin/env bash
# Expected: csv-parse with cast_date makes dates of cells that hold dates and leaves others alone.
# Happens:  whatever V8's Date.parse takes is a date, and it takes any word before a number from 1 to 12: "Room 5" is 1 May
#           2001, "Plan 3" 1 March 2001; "Room 13" stays text, so one column holds both.
# Packages: csv-parse 7.0.3 (npm), with the Date.parse of Node.js 20.
# Matters:  a plan's name, a room or an address of a customer turns into a day, and the text is gone.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund csv-parse@7.0.3 >/dev/null || exit 75
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { parse } = require("csv-parse/sync");
const text = "place\nRoom 5\nPlan 3\nRoom 13\n2026-03-02\nAcme\n";
const cells = parse(text, { columns: true, cast: true, cast_date: true }).map((row) => row.place);
console.log(process.version, "csv-parse 7.0.3", cells);
assert.deepEqual(cells.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)),
  ["2001-05-01", "2001-03-01", "Room 13", "2026-03-02", "Acme"]);
const plain = parse(text, { columns: true }).map((row) => row.place);
assert.deepEqual(plain.slice(0, 2), ["Room 5", "Plan 3"]);
JS
