#!/usr/bin/env bash
# Expected: a cell of an .ods file whose value is true is true to who reads it, whatever language it was shown in.
# Happens:  pandas looks at the text of the cell alone and knows only "TRUE": "WAHR" and "VRAI", as a German or a French
#           spreadsheet shows the same value, are False. calamine, pyexcel-ods3 and SheetJS look at the value.
# Packages: pandas 3.1.1, odfpy 1.4.1, python-calamine 0.9.1, pyexcel-ods3 0.6.1 (PyPI), xlsx 0.18.5 (npm).
# Matters:  in a column "opted out" nobody has; the type is right, there is no error, and an English list shows nothing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1 \
  pyexcel-ods3==0.6.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 || exit 75
python3 - <<'PY'
import zipfile
from importlib.metadata import version

name = "urn:oasis:names:tc:opendocument:xmlns:"
media = "application/vnd.oasis.opendocument.spreadsheet"
row = "".join('<table:table-cell office:value-type="boolean" office:boolean-value="true">'
              f"<text:p>{shown}</text:p></table:table-cell>" for shown in ("TRUE", "WAHR", "VRAI"))
with zipfile.ZipFile("list.ods", "w") as book:
    book.writestr("mimetype", media)
    book.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{name}manifest:1.0" manifest:version="1.3">'
                  f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/><manifest:file-entry '
                  'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    book.writestr("content.xml", f'<office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" '
                  f'xmlns:text="{name}text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
                  f'<table:table table:name="Sheet"><table:table-row>{row}</table:table-row></table:table>'
                  "</office:spreadsheet></office:body></office:document-content>")

import pandas
import pyexcel_ods3
import python_calamine

found = {
    "pandas": pandas.read_excel("list.ods", header=None).values.tolist()[0],
    "python-calamine": python_calamine.load_workbook("list.ods").get_sheet_by_index(0).to_python()[0],
    "pyexcel-ods3": pyexcel_ods3.get_data("list.ods")["Sheet"][0],
}
for reader, cells in found.items():
    print(reader, version(reader), cells)
    assert cells == ([True, False, False] if reader == "pandas" else [True, True, True])
PY
cat >read.cjs <<'JS'
const XLSX = require("xlsx");
const cells = XLSX.utils.sheet_to_json(XLSX.readFile("list.ods").Sheets.Sheet, { header: 1 })[0];
console.log("xlsx", XLSX.version, cells);
if (`${cells}` !== "true,true,true") process.exit(1);
JS
node read.cjs
