#!/usr/bin/env bash
# Expected: a cell that doesn't fit the type guessed for its column is kept as text, or is an error.
# Happens:  polars (by fastexcel) and frictionless guess from the first rows and give nothing for it: "12 EUR" after 1,500
#           rows of numbers is None, exactly as an empty cell is. frictionless says so only to who validates.
# Packages: polars 2.1.0, fastexcel 0.21.0, frictionless 5.21.0, XlsxWriter 3.3.1 (PyPI).
# Matters:  the one contract that somebody typed with a currency is imported without a value; totals shrink in silence.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env polars==2.1.0 fastexcel==0.21.0 frictionless==5.21.0 \
  XlsxWriter==3.3.1 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import frictionless
import polars
import xlsxwriter

rows = [["id", "value"], *([n, n * 10] for n in range(1, 1501)), [1501, "12 EUR"], [1502, None]]
book = xlsxwriter.Workbook("late.xlsx")
sheet = book.add_worksheet()
for n, row in enumerate(rows):
    sheet.write_row(n, 0, row)
book.close()
with open("late.csv", "w") as file:
    file.writelines(f"{first},{'' if second is None else second}\n" for first, second in rows)
frame = polars.read_excel("late.xlsx").tail(2).rows()
table = [row["value"] for row in frictionless.extract("late.csv")["late"][-2:]]
print("polars", version("polars"), "fastexcel", version("fastexcel"), frame)
print("frictionless", version("frictionless"), table)
assert frame == [(1501, None), (1502, None)] and table == [None, None]
report = frictionless.validate("late.csv")
print("frictionless validate:", report.valid, report.flatten(["rowNumber", "type"]))
assert not report.valid
PY
