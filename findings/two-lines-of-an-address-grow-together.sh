#!/usr/bin/env bash
# Expected: an address in two lines of one cell, written into an .ods file, is read as two lines.
# Happens:  pyexcel-ods3 writes the break as an element within the paragraph, as it does a tab; calamine leaves both
#           elements out: "1 Road[break]Town" is "1 RoadTown". pandas drops the tab. SheetJS and pyexcel read both.
# Packages: pyexcel-ods3 0.6.1, pyexcel-io 0.6.8, python-calamine 0.9.1, pandas 3.1.1, odfpy 1.4.1 (PyPI), xlsx
#           0.18.5 (npm).
# Matters:  the last word of one line and the first of the next become one: a name that no search finds. A spreadsheet
#           program writes two paragraphs instead, which calamine reads right, so trying it there shows nothing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pyexcel-ods3==0.6.1 pyexcel-io==0.6.8 python-calamine==0.9.1 \
  pandas==3.1.1 odfpy==1.4.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 || exit 75
python3 - <<'PY'
from importlib.metadata import version

import pandas
import pyexcel_ods3
import python_calamine

pyexcel_ods3.save_data("book.ods", {"Sheet": [["1 Road\nTown", "Anna\tExample"]]})
found = {
    "pyexcel-ods3": pyexcel_ods3.get_data("book.ods")["Sheet"][0],
    "python-calamine": python_calamine.load_workbook("book.ods").get_sheet_by_index(0).to_python()[0],
    "pandas": pandas.read_excel("book.ods", header=None).values.tolist()[0],
}
for name, cells in found.items():
    print(name, version(name), cells)
assert found == {"pyexcel-ods3": ["1 Road\nTown", "Anna\tExample"], "python-calamine": ["1 RoadTown", "AnnaExample"],
                 "pandas": ["1 Road\nTown", "AnnaExample"]}
PY
cat >read.cjs <<'JS'
const XLSX = require("xlsx");
const cells = XLSX.utils.sheet_to_json(XLSX.readFile("book.ods").Sheets.Sheet, { header: 1 })[0];
console.log("xlsx", XLSX.version, cells);
if (`${cells}` !== "1 Road\nTown,Anna\tExample") process.exit(1);
JS
node read.cjs
