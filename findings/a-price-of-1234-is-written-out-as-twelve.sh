#!/usr/bin/env bash
# Expected: num2words writes 1234 euros out as one thousand, two hundred and thirty-four euros.
# Happens:  a whole number counts as cents: 1234 is "twelve euro, thirty-four cents". 1234.0 and the text "1234" are the
#           thousand; numbers that aren't amounts of money are never divided.
# Packages: num2words 0.5.14 (PyPI).
# Matters:  prices of a contract are whole numbers more often than not, and where figures and words differ, the words
#           are what counts on a cheque or a contract.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env num2words==0.5.14 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from decimal import Decimal
from importlib.metadata import version

from num2words import num2words

print("num2words", version("num2words"))
thousand = "one thousand, two hundred and thirty-four euro, zero cents"
for amount in (1234, 1234.0, "1234", Decimal(1234)):
    words = num2words(amount, to="currency", lang="en", currency="EUR")
    print(repr(amount), "->", words)
    assert words == ("twelve euro, thirty-four cents" if isinstance(amount, int) else thousand)
assert num2words(1234) == "one thousand, two hundred and thirty-four"
PY
