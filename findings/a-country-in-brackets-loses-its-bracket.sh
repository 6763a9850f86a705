#!/usr/bin/env bash
# Expected: cleanco takes the legal form off a company's name and leaves the rest.
# Happens:  "Alpha (UK) Limited" becomes "Alpha (UK"; "SE" becomes nothing; "Alpha SE & Co. KGaA" keeps "& Co.",
#           "GmbH & Co. KG" is taken off; "gGmbH" and "UG (haftungsbeschränkt)" aren't known, the last loses its bracket.
# Packages: cleanco 2.3 (PyPI).
# Matters:  used as a key for duplicates it pairs every company whose name is a form, and none across the unknown ones.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env cleanco==2.3 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

from cleanco import basename

print("cleanco", version("cleanco"))
expected = {
    "Alpha (UK) Limited": "Alpha (UK", "SE": "", "Alpha SE & Co. KGaA": "Alpha SE & Co.", "Alpha GmbH & Co. KG": "Alpha",
    "Alpha gGmbH": "Alpha gGmbH", "Alpha UG (haftungsbeschränkt)": "Alpha UG (haftungsbeschränkt",
}
for name in expected:
    print(f"{name!r} -> {basename(name)!r}")
assert {name: basename(name) for name in expected} == expected
PY
