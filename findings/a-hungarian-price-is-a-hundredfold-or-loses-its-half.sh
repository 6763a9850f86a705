#!/usr/bin/env bash
# Expected: the number of decimals of a currency is one number, that of ISO 4217, whoever is asked.
# Happens:  ISO 4217 gives the forint, the rupiah, the Colombian peso and the lek 2 decimals, and so do iso4217, py-moneyed
#           and currency-codes; CLDR gives them none in use, and so Babel and Intl.NumberFormat write 1,234.50 HUF as 1,234 or
#           1,235: Babel rounds a half to the even number, Intl away from zero. A dinar of Iraq has 3 decimals and none.
# Packages: iso4217 1.16.20260101, py-moneyed 3.0, Babel 2.19.0 (PyPI), currency-codes 2.2.0 (npm), Intl of Node.js 20.
# Matters:  amounts in minor units go wrong by 100 where one side asks ISO and the other asks the formatter for the decimals.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env iso4217==1.16.20260101 py-moneyed==3.0 Babel==2.19.0 || exit 75
npm install --silent --no-audit --no-fund currency-codes@2.2.0 >/dev/null || exit 75
PYTHONPATH=$dir/env python3 - <<'PY'
from decimal import Decimal
from importlib.metadata import version

import iso4217
import moneyed
from babel.numbers import format_currency, get_currency_precision

print(*(f"{name} {version(name)}" for name in ("iso4217", "py-moneyed", "babel")))
codes = ("HUF", "IDR", "COP", "ALL", "IQD")
found = [(iso4217.Currency(code).exponent, moneyed.CURRENCIES[code].sub_unit, get_currency_precision(code)) for code in codes]
print(*zip(codes, found))
assert found == [(2, 100, 0)] * 4 + [(3, 1000, 0)]
written = [format_currency(Decimal(amount), "HUF", locale="en") for amount in ("1234.50", "1235.50")]
print(written)
assert written == ["HUF1,234", "HUF1,236"]
PY
node - <<'JS'
const assert = require("node:assert");
const { code } = require("currency-codes");
const huf = new Intl.NumberFormat("en", { style: "currency", currency: "HUF" });
const found = [code("HUF").digits, huf.resolvedOptions().maximumFractionDigits, huf.format(1234.5), huf.format(1235.5)];
console.log(process.version, found);
assert.deepEqual(found, [2, 0, "HUF\u00a01,235", "HUF\u00a01,236"]);
JS
