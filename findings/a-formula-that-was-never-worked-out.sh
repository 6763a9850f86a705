#!/usr/bin/env bash
# Expected: a formula in a file that no spreadsheet has opened yet is no value to any reader.
# Happens:  written by XlsxWriter it is 0 to calamine and openpyxl; written by openpyxl it is an empty text to the one
#           and None to the other; petl gives the formula's text. A cell with #DIV/0! is an empty text to calamine.
# Packages: XlsxWriter 3.3.1, openpyxl 3.1.5, python-calamine 0.9.1, petl 1.7.30 (PyPI).
# Matters:  a CRM's export by either library has an ARR of 0 or none until somebody saves it. The sheet's XML tells, the
#           cells don't; nor does the flag fullCalcOnLoad alone, which openpyxl writes into every file.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env XlsxWriter==3.3.1 openpyxl==3.1.5 python-calamine==0.9.1 \
  petl==1.7.30 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import openpyxl
import petl
import xlsxwriter
from python_calamine import CalamineWorkbook

print(*(f"{name} {version(name)}" for name in ("XlsxWriter", "openpyxl", "python-calamine", "petl")), sep=", ")
book = xlsxwriter.Workbook("first.xlsx")
sheet = book.add_worksheet()
sheet.write_row(0, 0, ["MRR", "ARR", "Share"])
sheet.write_number(1, 0, 100)
sheet.write_formula(1, 1, "=A2*12")
sheet.write_formula(1, 2, "=A2/0", None, "#DIV/0!")
book.close()
other = openpyxl.Workbook()
other.active.append(["MRR", "ARR", "Share"])
other.active.append([100, "=A2*12", "=A2/0"])
other.save("second.xlsx")
found = {}
for name in ("first", "second"):
    calamine = CalamineWorkbook.from_path(f"{name}.xlsx").get_sheet_by_index(0).to_python(skip_empty_area=False)[1]
    values = [cell.value for cell in openpyxl.load_workbook(f"{name}.xlsx", data_only=True).active[2]]
    found[name] = calamine, values, list(petl.fromxlsx(f"{name}.xlsx")[1])
    print(name, "calamine:", calamine, "openpyxl:", values, "petl:", found[name][2])
assert found["first"] == ([100.0, 0.0, ""], [100, 0, "#DIV/0!"], [100, "=A2*12", "=A2/0"])
assert found["second"] == ([100.0, "", ""], [100, None, None], [100, "=A2*12", "=A2/0"])
PY
