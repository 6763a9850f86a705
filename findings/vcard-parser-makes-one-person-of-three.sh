#!/usr/bin/env bash
# Expected: vcard-parser gives three people for a file with three cards, and the text of a folded line.
# Happens:  it gives one, who has everybody's names and addresses; and where a line was folded before a space that
#           belongs to the text, it takes that space out too.
# Packages: vcard-parser 1.0.0 (npm).
# Matters:  nothing fails and every address is there, of one person; an export with a single card hides it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts vcard-parser@1.0.0 || exit 75
cat >read.cjs <<'JS'
const cards = require("vcard-parser");
console.log("vcard-parser", require("./node_modules/vcard-parser/package.json").version);
const card = (n) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person ${n}\r\nN:${n};Person;;;\r\nEMAIL:p${n}@a.example\r\nEND:VCARD\r\n`;
const read = cards.parse(card(1) + card(2) + card(3));
console.log("of three cards:", Array.isArray(read) ? "several" : "one", read.fn.map((name) => name.value));
const folded = cards.parse("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nNOTE:first part\r\n  and second\r\nEND:VCARD\r\n").note[0].value;
console.log("folded:", folded);
if (Array.isArray(read) || read.fn.length !== 3 || folded !== "first partand second") process.exit(1);
JS
node read.cjs
