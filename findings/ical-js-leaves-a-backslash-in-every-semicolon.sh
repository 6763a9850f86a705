#!/usr/bin/env bash
# Expected: a note with a semicolon, written by one vCard library, is the same note in the other.
# Happens:  vobject writes "\;", as most writers do and as RFC 6350 allows; ical.js undoes "\," and "\n" in a NOTE, but
#           keeps the backslash of "\;": "one, two\; three".
# Packages: vobject 0.9.9 (PyPI), ical.js 2.2.1 (npm).
# Matters:  each trip through both adds backslashes; compare notes without them before calling one changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 || exit 75
cat >write.py <<'PY'
import sys
from importlib.metadata import version

import vobject

card = vobject.vCard()
card.add("fn").value = "Anna Example"
card.add("n").value = vobject.vcard.Name(family="Example", given="Anna")
card.add("note").value = sys.argv[1]
open("card.vcf", "w", newline="").write(card.serialize())
print("vobject", version("vobject"), "writes", next(line for line in card.serialize().splitlines() if "NOTE" in line))
PY
cat >read.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
const card = new ICAL.Component(ICAL.parse(fs.readFileSync("card.vcf", "utf8")));
fs.writeFileSync("note", card.getFirstPropertyValue("note"));
console.log("ical.js", JSON.parse(fs.readFileSync("node_modules/ical.js/package.json")).version, "reads", fs.readFileSync("note", "utf8"));
JS
python3 write.py 'one, two; three' && node read.mjs
[ "$(cat note)" = 'one, two\; three' ]
python3 write.py "$(cat note)" && node read.mjs
[ "$(cat note)" = 'one, two\\; three' ]
