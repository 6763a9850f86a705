#!/usr/bin/env bash
# Expected: in a bank statement in the MT940 format RC, a credit that is taken back, is money that leaves.
# Happens:  mt-940 reads plus 100 for it, as for the credit itself; only its status differs, and the balances of the
#           statement no longer add up. mt940js reads minus 100 and checks it against the balances.
# Packages: mt-940 5.1.1 (PyPI), mt940js 1.3.5 (npm).
# Matters:  a customer's payment that bounced counts as paid twice instead of not at all.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mt-940==5.1.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts mt940js@1.3.5 || exit 75
printf '%s\r\n' :20:EXAMPLE :25:12345678/1234567 :28C:1/1 :60F:C260101EUR1000,00 \
  ':61:2601020102C100,00NTRFINV-1' ':86:paid' ':61:2601050105RC100,00NTRFINV-1' ':86:taken back' \
  ':61:2601060106D30,00NTRFRENT' ':86:rent' :62F:C260131EUR970,00 - >bank.sta
python3 - <<'PY'
from importlib.metadata import version

import mt940

lines = [(line.data["status"], int(line.data["amount"].amount)) for line in mt940.parse("bank.sta")]
print("mt-940", version("mt-940"), lines)
assert lines == [("C", 100), ("RC", 100), ("D", -30)]
PY
cat >read.cjs <<'JS'
const fs = require("fs");
const { Parser } = require("mt940js");
const signed = new Parser().parse(fs.readFileSync("bank.sta", "utf8"))[0].transactions.map((line) => line.amount);
console.log("mt940js", require("./node_modules/mt940js/package.json").version, signed);
if (`${signed}` !== "100,-100,-30") process.exit(1);
JS
node read.cjs
