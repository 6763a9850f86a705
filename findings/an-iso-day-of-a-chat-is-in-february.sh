#!/usr/bin/env bash
# Expected: 2026-03-02 is 2 March wherever dates are read: a day that begins with its year is the one that can't be mistaken.
# Happens:  whatsapp-chat-parser, given an export of a phone that writes days so, asks whether day or month comes first, and
#           where nothing tells, takes the day: 2026-03-02 is 3 February. It finds out once a day is after the 12th, so the
#           same message moves when the next one comes.
# Packages: whatsapp-chat-parser 4.0.2 (npm).
# Matters:  an export of the first days of a month is filed under other months, and again, on other days, with the next export.
#           Give the parser daysFirst: false where the first number has four digits.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts whatsapp-chat-parser@4.0.2 || exit 75
cat >read.cjs <<'JS'
const { parseString } = require("whatsapp-chat-parser");
const first = "2026-03-02, 09:00 - Anna: Can we meet?\n";
const day = (text, options) => parseString(text, options)[0].date.toISOString().slice(0, 10);
const found = [day(first), day(`${first}2026-03-16, 09:00 - Anna: And now?\n`), day(first, { daysFirst: false })];
console.log("whatsapp-chat-parser", require("./node_modules/whatsapp-chat-parser/package.json").version, found);
if (`${found}` !== "2026-02-03,2026-03-02,2026-03-02") process.exit(1);
JS
TZ=UTC node read.cjs
