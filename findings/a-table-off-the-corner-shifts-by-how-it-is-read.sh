#!/usr/bin/env bash
# Expected: calamine's iter_rows gives the rows of a sheet as to_python does, one at a time.
# Happens:  of a table that begins in B3, iter_rows pads the two empty rows above and not the empty column at the left;
#           to_python pads neither by itself, and both with skip_empty_area=False.
# Packages: python-calamine 0.9.1, XlsxWriter 3.3.1 (PyPI).
# Matters:  "line 3, column B" of a message is another cell by each of the three; widths of columns no longer match either.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env python-calamine==0.9.1 XlsxWriter==3.3.1 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import xlsxwriter
from python_calamine import CalamineWorkbook

book = xlsxwriter.Workbook("table.xlsx")
sheet = book.add_worksheet()
sheet.write_row("B3", ["Company", "Owner"])
sheet.write_row("B4", ["Alpha", "Anna"])
book.close()
read = CalamineWorkbook.from_path("table.xlsx").get_sheet_by_index(0)
found = {
    "iter_rows()": list(read.iter_rows()),
    "to_python()": read.to_python(),
    "to_python(skip_empty_area=False)": read.to_python(skip_empty_area=False),
}
print("python-calamine", version("python-calamine"), "XlsxWriter", version("XlsxWriter"))
for name, rows in found.items():
    print(name, rows)
table = [["Company", "Owner"], ["Alpha", "Anna"]]
assert found["iter_rows()"] == [["", ""], ["", ""], *table]
assert found["to_python()"] == table
assert found["to_python(skip_empty_area=False)"] == [["", "", ""], ["", "", ""], *([""] + row for row in table)]
PY
