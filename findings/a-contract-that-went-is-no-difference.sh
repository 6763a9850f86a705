#!/usr/bin/env bash
# Expected: a tool that compares two exports by a key says that a row is gone, or refuses a key that stands twice.
# Happens:  csv-diff --key keeps the last row of each key and says nothing: of two contracts with one id, the one that
#           is missing tomorrow is no difference. Without --key the same files differ by that row.
# Packages: csv-diff 1.2 (PyPI).
# Matters:  exports of subscriptions repeat a customer's id on a line for each item. Who looks for what was lost since
#           yesterday is told that nothing was. A key must be shown to be one before rows are compared by it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env csv-diff==1.2 || exit 75
export PYTHONPATH=$dir/env
printf 'id,account,value\nc1,Acme,100\nc1,Acme,200\nc2,Beta,5\n' > monday.csv
printf 'id,account,value\nc1,Acme,200\nc2,Beta,5\n' > tuesday.csv
python3 - <<'PY'
from importlib.metadata import version

from csv_diff import compare, load_csv

def days(key=None):
    return [load_csv(open(f"{day}.csv", encoding="utf-8", newline=""), key=key) for day in ("monday", "tuesday")]

by_id, by_row = compare(*days("id")), compare(*days())
print("csv-diff", version("csv-diff"))
print("by id: ", {kind: found for kind, found in by_id.items() if found} or "no difference")
print("by row:", {kind: found for kind, found in by_row.items() if found})
assert not any(by_id.values())
assert by_row["removed"] == [{"id": "c1", "account": "Acme", "value": "100"}]
PY
