#!/usr/bin/env bash
# Expected: a cell with the length of calls, 36:30 in hours and minutes, is 36 and a half hours or text to who reads .ods.
# Happens:  pandas refuses the whole file for it; SheetJS has 12:30, and 1:30 for minus 1:30; calamine gives the
#           file's own "PT36H30M00S" as text, but 1:30 as a time of day. pyexcel-ods3 has the 36:30, and nothing for minus 1:30.
# Packages: pandas 3.1.1, odfpy 1.4.1, python-calamine 0.9.1, pyexcel-ods3 0.6.1 (PyPI), xlsx 0.18.5 (npm).
# Matters:  totals of a month's calls pass 24 hours, single calls don't: the column works until the first busy customer.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1 \
  pyexcel-ods3==0.6.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 || exit 75
cat >write.py <<'PY'
import zipfile

name = "urn:oasis:names:tc:opendocument:xmlns:"
media = "application/vnd.oasis.opendocument.spreadsheet"
for file, cells in (("total", (("PT01H30M00S", "01:30"), ("PT36H30M00S", "36:30"))), ("less", (("-PT01H30M00S", "-01:30"),))):
    row = "".join(f'<table:table-cell office:value-type="time" office:time-value="{value}"><text:p>{text}</text:p>'
                  "</table:table-cell>" for value, text in cells)
    with zipfile.ZipFile(f"{file}.ods", "w") as book:
        book.writestr("mimetype", media)
        book.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{name}manifest:1.0" manifest:version="1.3">'
                      f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
                      '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
        book.writestr("content.xml", f'<office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" '
                      f'xmlns:text="{name}text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
                      f'<table:table table:name="Sheet"><table:table-row>{row}</table:table-row></table:table>'
                      "</office:spreadsheet></office:body></office:document-content>")
PY
python3 write.py
python3 - <<'PY'
from datetime import time, timedelta
from importlib.metadata import version

import pandas
import pyexcel_ods3
import python_calamine


def cells(read):
    found = []
    for file in ("total.ods", "less.ods"):
        try:
            found.append(read(file))
        except ValueError as error:
            found.append(type(error).__name__)
    return found


found = {
    "pandas": cells(lambda file: pandas.read_excel(file, header=None).values.tolist()[0]),
    "python-calamine": cells(lambda file: python_calamine.load_workbook(file).get_sheet_by_index(0).to_python()[0]),
    "pyexcel-ods3": cells(lambda file: pyexcel_ods3.get_data(file)["Sheet"][0]),
}
for name, row in found.items():
    print(name, version(name), row)
assert found == {"pandas": ["DateParseError", "DateParseError"],
                 "python-calamine": [[time(1, 30), "PT36H30M00S"], ["-PT01H30M00S"]],
                 "pyexcel-ods3": [[time(1, 30), timedelta(hours=36, minutes=30)], []]}
PY
cat >read.cjs <<'JS'
const XLSX = require("xlsx");
const found = ["total.ods", "less.ods"].flatMap((file) => {
  const sheet = XLSX.readFile(file, { cellDates: true }).Sheets.Sheet;
  return XLSX.utils.sheet_to_json(sheet, { header: 1, UTC: true })[0].map((day) => day.toISOString().slice(11, 16));
});
console.log("xlsx", XLSX.version, found);
if (`${found}` !== "01:30,12:30,01:30") process.exit(1);
JS
TZ=UTC node read.cjs
