#!/usr/bin/env bash
# Expected: a text that is longer than a cell of a workbook may be (32,767 characters) is an error when it is written.
# Happens:  openpyxl, and tablib with it, writes the first 32,767 and says nothing; XlsxWriter does so and returns -2,
#           which polars doesn't look at; exceljs writes all of it, beyond the format's limit.
# Packages: openpyxl 3.1.5, tablib 3.10.0, XlsxWriter 3.3.1, polars 2.1.0, python-calamine 0.9.1 (PyPI), exceljs 4.4.0 (npm).
# Matters:  the last mails of a long history are missing from an export, and nothing on the way knows it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env openpyxl==3.1.5 tablib==3.10.0 XlsxWriter==3.3.1 polars==2.1.0 \
  python-calamine==0.9.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts exceljs@4.4.0 || exit 75
cat >write.cjs <<'JS'
const { Workbook } = require("exceljs");
const book = new Workbook();
book.addWorksheet("Notes").addRow(["a".repeat(32767) + "the end"]);
book.xlsx.writeFile("exceljs.xlsx").then(() => console.log("exceljs", require("./node_modules/exceljs/package.json").version));
JS
node write.cjs
python3 - <<'PY'
from importlib.metadata import version
from pathlib import Path

import openpyxl
import polars
import tablib
import xlsxwriter
from python_calamine import CalamineWorkbook

note = "a" * 32767 + "the end"
book = openpyxl.Workbook()
book.active.append([note])
book.save("openpyxl.xlsx")
Path("tablib.xlsx").write_bytes(tablib.Dataset([note], headers=["note"]).export("xlsx"))
other = xlsxwriter.Workbook("XlsxWriter.xlsx")
returned = other.add_worksheet().write(0, 0, note)
other.close()
polars.DataFrame({"note": [note]}).write_excel("polars.xlsx")
found = {}
for name in ("openpyxl", "tablib", "XlsxWriter", "polars", "exceljs"):
    found[name] = len(CalamineWorkbook.from_path(f"{name}.xlsx").get_sheet_by_index(0).to_python()[-1][0])
    print(name, "" if name == "exceljs" else version(name), "of", len(note), "characters:", found[name])
assert returned == -2 and found.pop("exceljs") == len(note) and set(found.values()) == {32767}
PY
