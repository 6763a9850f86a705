#!/usr/bin/env bash
# Expected: the numbers that authorities keep free for films and examples are alike to a library of numbers.
# Happens:  for phonenumbers and libphonenumber-js (with its full data) Britain's mobile 07700 900123 is possible, but not
#           valid; London's 020 7946 0018 and America's (202) 555-0143, kept free likewise, are valid.
# Packages: phonenumbers 9.0.43 (PyPI), libphonenumber-js 1.13.16 (npm).
# Matters:  samples and tests with invented people have a number that finds nobody, and only on mobile phones in Britain.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env phonenumbers==9.0.43 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts libphonenumber-js@1.13.16 || exit 75
python3 - <<'PY'
from importlib.metadata import version

import phonenumbers as p

found = []
for text, country in (("07700 900123", "GB"), ("020 7946 0018", "GB"), ("(202) 555-0143", "US")):
    number = p.parse(text, country)
    found.append((p.is_possible_number(number), p.is_valid_number(number)))
print("phonenumbers", version("phonenumbers"), "possible, valid:", *found)
assert found == [(True, False), (True, True), (True, True)]
PY
cat >read.cjs <<'JS'
const { parsePhoneNumberFromString: parse } = require("libphonenumber-js/max");
const numbers = [["07700 900123", "GB"], ["020 7946 0018", "GB"], ["(202) 555-0143", "US"]];
const valid = numbers.map(([text, country]) => parse(text, country).isValid());
console.log("libphonenumber-js", require("./node_modules/libphonenumber-js/package.json").version, "valid:", valid);
if (`${valid}` !== "false,true,true") process.exit(1);
JS
node read.cjs
