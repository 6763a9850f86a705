#!/usr/bin/env bash
# Expected: a note with a line break of Windows, written into a workbook, reads as it was written.
# Happens:  openpyxl reads "_x000D_" in the place of the carriage return, and pyexcel, which asks it, does too; xlsx2csv
#           takes the return out, but reads a plain "_x0041_" as "_x005F_x0041_". calamine reads both right.
# Packages: XlsxWriter 3.3.1, openpyxl 3.1.5, pyexcel-xlsx 0.6.1, xlsx2csv 0.8.6, python-calamine 0.9.1 (PyPI).
# Matters:  the notes of any CRM that runs on Windows; the same cell differs between readers, so it "changes" each time.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env XlsxWriter==3.3.1 openpyxl==3.1.5 pyexcel==0.7.6 \
  pyexcel-xlsx==0.6.1 xlsx2csv==0.8.6 python-calamine==0.9.1 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version
from io import StringIO

import openpyxl
import pyexcel
import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsx2csv import Xlsx2csv

names = ("XlsxWriter", "openpyxl", "pyexcel-xlsx", "xlsx2csv", "python-calamine")
print(*(f"{name} {version(name)}" for name in names), sep=", ")
written = ["first\r\nsecond", "_x0041_"]
book = xlsxwriter.Workbook("notes.xlsx")
book.add_worksheet().write_row(0, 0, written)
book.close()
output = StringIO()
Xlsx2csv("notes.xlsx").convert(output)
found = {
    "calamine": CalamineWorkbook.from_path("notes.xlsx").get_sheet_by_index(0).to_python()[0],
    "openpyxl": [cell.value for cell in openpyxl.load_workbook("notes.xlsx").active[1]],
    "pyexcel": pyexcel.get_array(file_name="notes.xlsx")[0],
    "xlsx2csv": output.getvalue().strip(),
}
for name, cells in found.items():
    print(name, ascii(cells))
assert found["calamine"] == written
assert found["openpyxl"] == found["pyexcel"] == ["first_x000D_\nsecond", "_x0041_"]
assert "_x005F_x0041_" in found["xlsx2csv"] and "\r" not in found["xlsx2csv"].split(",")[0]
PY
