#!/usr/bin/env bash
# Expected: normalizeEmail gives two people of one company at Yahoo two addresses, as it does anywhere else.
# Happens:  it takes "-" at Yahoo for what "+" is elsewhere and cuts there: anna-lena and anna-marie are both
#           anna@yahoo.com. email-validator leaves them alone.
# Packages: validator 13.15.35 (npm), email-validator 2.4.0 (PyPI). yahoo_remove_subaddress: false keeps them apart.
# Matters:  double names have that hyphen; used as a key, two customers become one, and mail goes to a third person.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts validator@13.15.35 || exit 75
python3 -m pip install -qq --no-compile --target env email-validator==2.4.0 || exit 75
export PYTHONPATH=$dir/env
cat >read.cjs <<'JS'
const validator = require("validator");
const found = ["anna-lena.invented@yahoo.com", "anna-marie.invented@yahoo.com", "anna-lena.invented@a.example"].map((address) => {
  const lines = [validator.normalizeEmail(address), validator.normalizeEmail(address, { yahoo_remove_subaddress: false })];
  console.log("validator", validator.version, address, "->", ...lines);
  return lines.join(" ");
});
const expected = [
  "anna@yahoo.com anna-lena.invented@yahoo.com",
  "anna@yahoo.com anna-marie.invented@yahoo.com",
  "anna-lena.invented@a.example anna-lena.invented@a.example",
];
if (`${found}` !== `${expected}`) process.exit(1);
JS
node read.cjs
python3 - <<'PY'
from importlib.metadata import version

from email_validator import validate_email

address = validate_email("anna-lena.invented@yahoo.com", check_deliverability=False).normalized
print("email-validator", version("email-validator"), address)
assert address == "anna-lena.invented@yahoo.com"
PY
