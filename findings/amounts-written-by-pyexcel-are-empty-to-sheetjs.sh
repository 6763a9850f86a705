#!/usr/bin/env bash
# Expected: numbers and days that pyexcel-ods3 writes into an .ods file are numbers and days to SheetJS.
# Happens:  every cell but the texts is empty: pyexcel-ods3 writes the value without the text that a spreadsheet shows,
#           which the format leaves to the writer, and SheetJS reads no cell without it. calamine and pandas have all.
# Packages: pyexcel-ods3 0.6.1, pyexcel-io 0.6.8, python-calamine 0.9.1, pandas 3.1.1, odfpy 1.4.1 (PyPI), xlsx 0.18.5 (npm).
# Matters:  names arrive, amounts and renewal dates don't, and there is no error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pyexcel-ods3==0.6.1 pyexcel-io==0.6.8 python-calamine==0.9.1 \
  pandas==3.1.1 odfpy==1.4.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 || exit 75
python3 - <<'PY'
from datetime import date
from importlib.metadata import version

import pandas
import pyexcel_ods3
import python_calamine

row = ["Alpha", 1200, date(2026, 3, 2)]
pyexcel_ods3.save_data("book.ods", {"Sheet": [row]})
found = {
    "pyexcel-ods3": pyexcel_ods3.get_data("book.ods")["Sheet"][0],
    "python-calamine": python_calamine.load_workbook("book.ods").get_sheet_by_index(0).to_python()[0],
    "pandas": pandas.read_excel("book.ods", header=None).values.tolist()[0],
}
for name, cells in found.items():
    print(name, version(name), cells)
    assert cells[1] == 1200 and str(cells[2])[:10] == "2026-03-02"
PY
cat >read.cjs <<'JS'
const XLSX = require("xlsx");
const cells = XLSX.utils.sheet_to_json(XLSX.readFile("book.ods").Sheets.Sheet, { header: 1 })[0];
console.log("xlsx", XLSX.version, cells);
if (JSON.stringify(cells) !== '["Alpha"]') process.exit(1);
JS
node read.cjs
