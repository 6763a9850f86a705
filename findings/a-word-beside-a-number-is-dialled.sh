#!/usr/bin/env bash
# Expected: "+49 170 1234567 (mobil)", as people write it in an address book, is the number before the bracket, or none.
# Happens:  phonenumbers takes each letter for its key on a telephone and parses +49170123456766245, "possible";
#           "030 123456 App. 12" becomes +493012345627712, even "valid". libphonenumber-js takes the bracket off,
#           but doesn't know keys: 1-800-FLOWERS is +11800 there, and +18003569377 in phonenumbers.
# Packages: phonenumbers 9.0.43 (PyPI), libphonenumber-js 1.13.16 (npm).
# Matters:  neither is an error; calls of that person never match. Refuse a number with letters that are no extension.
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

print("phonenumbers", version("phonenumbers"))
found = {}
for text, country in (("+49 170 1234567 (mobil)", None), ("030 123456 App. 12", "DE"), ("1-800-FLOWERS", "US")):
    number = p.parse(text, country)
    found[text] = p.format_number(number, p.PhoneNumberFormat.E164)
    print(text, "->", found[text], "possible:", p.is_possible_number(number), "valid:", p.is_valid_number(number))
assert list(found.values()) == ["+49170123456766245", "+493012345627712", "+18003569377"]
assert p.is_possible_number(p.parse("+49 170 1234567 (mobil)")) and p.is_valid_number(p.parse("030 123456 App. 12", "DE"))
PY
cat >read.cjs <<'JS'
const { parsePhoneNumberFromString: parse } = require("libphonenumber-js");
console.log("libphonenumber-js", require("./node_modules/libphonenumber-js/package.json").version);
const found = [parse("+49 170 1234567 (mobil)").number, parse("1-800-FLOWERS", "US").number];
console.log(found);
if (`${found}` !== "+491701234567,+11800") process.exit(1);
JS
node read.cjs
