#!/usr/bin/env bash
# Expected: a card with labels of its own for numbers, as address books of Apple write them, comes out of vcf as it went in.
# Happens:  vcf calls the property X-AB-LABEL, which no address book knows, where the card had X-ABLabel, since it
#           puts a hyphen before each capital after a small letter. Group and text stay. vobject keeps the name.
# Packages: vcf 2.1.2 (npm), vobject 0.9.9 (PyPI).
# Matters:  "Assistant" beside a number is gone after one trip; number and text are there, so the file looks whole.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts vcf@2.1.2 || exit 75
python3 -m pip install -qq --no-compile --target env vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
printf '%s\r\n' BEGIN:VCARD VERSION:3.0 'N:Example;Anna;;;' 'FN:Anna Example' 'item1.TEL:+49 30 123456' \
  item1.X-ABLabel:Assistant END:VCARD >anna.vcf
cat >trip.cjs <<'JS'
const fs = require("fs");
const vCard = require("vcf");
const text = vCard.parse(fs.readFileSync("anna.vcf", "utf8"))[0].toString("3.0");
const names = text.split("\r\n").map((line) => line.split(/[:;]/)[0]).filter((name) => name.startsWith("item"));
console.log("vcf", require("./node_modules/vcf/package.json").version, names);
if (`${names.sort()}` !== "item1.TEL,item1.X-AB-LABEL") process.exit(1);
JS
node trip.cjs
python3 - <<'PY'
from importlib.metadata import version

import vobject

text = vobject.readOne(open("anna.vcf", newline="").read()).serialize()
names = sorted(line.split(":")[0].upper() for line in text.splitlines() if line.startswith("item"))
print("vobject", version("vobject"), names)
assert names == ["ITEM1.TEL", "ITEM1.X-ABLABEL"]
PY
