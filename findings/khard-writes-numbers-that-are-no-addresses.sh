#!/usr/bin/env bash
# Expected: a number saved by khard in a card of version 4.0, whose type is a URI, is a URI that others can dial.
# Happens:  it writes "tel:" before what was typed, spaces and all, and escapes the semicolon before an extension:
#           "tel:+49 30 123456\;ext=12". RFC 3966 allows neither. ical.js reads the backslash as part of the number.
# Packages: khard 0.22.0, vobject 0.9.9 (PyPI), ical.js 2.2.1 (npm).
# Matters:  read a tel: value of a card as text that a person typed: unescape it, then take out what is no number.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env khard==0.22.0 vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 || exit 75
mkdir cards
printf '%s\n' '[addressbooks]' '[[work]]' "path = $dir/cards" '[general]' 'editor = true' 'merge_editor = true' >khard.conf
printf '%s\n' 'First name: Anna' 'Last name: Example' 'Phone:' '  work: "+49 30 123456;ext=12"' >anna.yaml
python3 -c 'from importlib.metadata import version; print("khard", version("khard"), "vobject", version("vobject"))'
python3 -m khard -c khard.conf new --vcard-version 4.0 -a work -i anna.yaml >log 2>&1 || { cat log; exit 1; }
grep '^TEL' cards/*.vcf
grep -qF 'TEL;TYPE=work;VALUE=uri:tel:+49 30 123456\;ext=12' cards/*.vcf
cat >read.mjs <<'JS'
import fs from "fs";
import ICAL from "ical.js";
const name = fs.readdirSync("cards")[0];
const card = new ICAL.Component(ICAL.parse(fs.readFileSync("cards/" + name, "utf8")));
const value = card.getFirstPropertyValue("tel");
console.log("ical.js", JSON.parse(fs.readFileSync("node_modules/ical.js/package.json")).version, "reads", value);
if (value !== "tel:+49 30 123456\\;ext=12") process.exit(1);
JS
node read.mjs
