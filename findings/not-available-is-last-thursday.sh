#!/usr/bin/env bash
# Expected: dateparser finds no date in "n/a", nor in an ISO week or in a month 13.
# Happens:  seen from Monday, 2 March 2026, "n/a" is Thursday, 26 February; "2026W09" is a day of 1987; "2026-13-01" is
#           13 January; "10" is October; "SA", a company's legal form, is last Saturday.
# Packages: dateparser 1.5.0 (PyPI), no language given; with languages=["en"] "n/a" has no date.
# Matters:  in a column of renewal dates the blanks of an export become dates that change with the day of the import.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env dateparser==1.5.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import warnings
from datetime import datetime
from importlib.metadata import version

import dateparser

warnings.simplefilter("ignore")
print("dateparser", version("dateparser"))
settings = {"RELATIVE_BASE": datetime(2026, 3, 2), "PREFER_DAY_OF_MONTH": "first"}
found = {}
for text in ("n/a", "2026W09", "2026-13-01", "10", "SA"):
    found[text] = str(dateparser.parse(text, settings=settings).date())
    print(repr(text), "is", found[text])
assert found == {"n/a": "2026-02-26", "2026W09": "1987-05-04", "2026-13-01": "2026-01-13", "10": "2026-10-01",
                 "SA": "2026-02-28"}
english = dateparser.parse("n/a", languages=["en"], settings=settings)
print("in English alone, 'n/a' is", english)
assert english is None
PY
