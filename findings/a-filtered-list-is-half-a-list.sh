#!/usr/bin/env bash
# Expected: rows that a filter hides are read like all others: the file holds them.
# Happens:  pyexcel leaves hidden rows and columns out, without a word; calamine, openpyxl and polars read them.
# Packages: pyexcel 0.7.6, pyexcel-xlsx 0.6.1, python-calamine 0.9.1, openpyxl 3.1.5, polars 2.1.0, fastexcel 0.21.0,
#           XlsxWriter 3.3.1 (PyPI). skip_hidden_row_and_column=False gives pyexcel all of them.
# Matters:  a list saved while its filter was on: with the one reader the other customers are gone, with the rest
#           somebody imports what they meant to leave out. Either way the count of hidden rows must be said.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pyexcel==0.7.6 pyexcel-xlsx==0.6.1 python-calamine==0.9.1 \
  openpyxl==3.1.5 polars==2.1.0 fastexcel==0.21.0 XlsxWriter==3.3.1 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import openpyxl
import polars
import pyexcel
import xlsxwriter
from python_calamine import CalamineWorkbook

book = xlsxwriter.Workbook("list.xlsx")
sheet = book.add_worksheet()
for n, row in enumerate((["Company", "Owner"], ["Alpha", "Anna"], ["Beta", "Bob"], ["Gamma", "Anna"])):
    sheet.write_row(n, 0, row)
sheet.autofilter(0, 0, 3, 1)
sheet.filter_column(1, "Owner == Anna")
sheet.set_row(2, None, None, {"hidden": True})
book.close()
found = {
    "pyexcel-xlsx": [row[0] for row in pyexcel.get_array(file_name="list.xlsx")[1:]],
    "python-calamine": [row[0] for row in CalamineWorkbook.from_path("list.xlsx").get_sheet_by_index(0).to_python()[1:]],
    "openpyxl": [row[0].value for row in openpyxl.load_workbook("list.xlsx").active.iter_rows(min_row=2)],
    "polars": polars.read_excel("list.xlsx")["Company"].to_list(),
}
for name, companies in found.items():
    print(name, version(name), companies)
assert found.pop("pyexcel-xlsx") == ["Alpha", "Gamma"]
assert all(companies == ["Alpha", "Beta", "Gamma"] for companies in found.values())
PY
