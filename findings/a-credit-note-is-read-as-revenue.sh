#!/usr/bin/env bash
# Expected: a library that reads amounts with currencies keeps their sign.
# Happens:  price-parser reads "-1.234,50 €" and "(1,234.50)" as plus 1234.50, "1.2m" as 1.2 and "free" as 0.
# Packages: price-parser 0.5.1 (PyPI). It was made for prices in shops, which are never negative.
# Matters:  it reads every separator that an export can hold, so it invites use for money columns; downgrades then add up.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env price-parser==0.5.1 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

from price_parser import Price

print("price-parser", version("price-parser"))
found = {text: str(Price.fromstring(text).amount) for text in ("-1.234,50 €", "(1,234.50)", "1.2m", "free")}
print(found)
assert found == {"-1.234,50 €": "1234.50", "(1,234.50)": "1234.50", "1.2m": "1.2", "free": "0"}
PY
