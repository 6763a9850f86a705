#!/usr/bin/env bash
# Expected: a small table that SheetJS saves as .xlsb, the binary form of a workbook, is the same table to whoever reads .xlsb.
# Happens:  SheetJS writes each cell beside another one in the short form that leaves the column out, as the format allows;
#           calamine doesn't know that form and skips those cells: of three columns it has the first. pyxlsb doesn't know it
#           either, nor texts within a cell, as SheetJS writes them: it has three columns of nothing. SheetJS itself reads all
#           of it; calamine does when the same table was saved as .xlsx.
# Packages: xlsx 0.18.5 (npm), python-calamine 0.9.1, pyxlsb 1.0.10 (PyPI).
# Matters:  an export of names, days and amounts comes in as a list of names, without a word, and an import that takes empty
#           cells for "no change" or "cleared" acts on it. Count the columns of the header before believing a file.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 || exit 75
python3 -m pip install -qq --no-compile --target env python-calamine==0.9.1 pyxlsb==1.0.10 || exit 75
export PYTHONPATH=$dir/env
cat >write.cjs <<'JS'
const xlsx = require("xlsx");
const rows = [["Name", "Amount", "Seats"], ["Alpha", 1234.5, 10], ["Beta", 80, 20]];
const book = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), "Sheet");
for (const name of ["a.xlsb", "a.xlsx"]) xlsx.writeFile(book, name);
const again = xlsx.utils.sheet_to_json(xlsx.readFile("a.xlsb").Sheets.Sheet, { header: 1 });
console.log("xlsx", xlsx.version, JSON.stringify(again));
if (JSON.stringify(again) !== JSON.stringify(rows)) process.exit(1);
JS
node write.cjs
python3 - <<'PY'
from importlib.metadata import version

import pyxlsb
import python_calamine

rows = [["Name", "Amount", "Seats"], ["Alpha", 1234.5, 10], ["Beta", 80, 20]]
one = {name: python_calamine.load_workbook(name).get_sheet_by_index(0).to_python() for name in ("a.xlsb", "a.xlsx")}
with pyxlsb.open_workbook("a.xlsb") as book, book.get_sheet(1) as sheet:
    two = [[cell.v for cell in row] for row in sheet.rows()]
print("python-calamine", version("python-calamine"), one)
print("pyxlsb", version("pyxlsb"), two)
assert one == {"a.xlsb": [[row[0]] for row in rows], "a.xlsx": rows}
assert two == [[None] * 3] * 3
PY
