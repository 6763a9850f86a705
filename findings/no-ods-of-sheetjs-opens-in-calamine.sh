#!/usr/bin/env bash
# Expected: an .ods file that SheetJS has written opens in calamine, as its .xlsx does.
# Happens:  calamine refuses each of them: it expects no space between two cells, and SheetJS puts every cell on a line of
#           its own. pandas reads the file with odfpy, pyexcel-ods3 too, as long as it holds no date: SheetJS ends it with
#           a Z.
# Packages: xlsx 0.18.5 (npm), python-calamine 0.9.1, pyexcel-ods3 0.6.1, pandas 3.1.1, odfpy 1.4.1 (PyPI).
# Matters:  web programs make their exports with the one, importers read with the other; both call the format supported.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 || exit 75
python3 -m pip install -qq --no-compile --target env python-calamine==0.9.1 pyexcel-ods3==0.6.1 pandas==3.1.1 odfpy==1.4.1 || exit 75
export PYTHONPATH=$dir/env
cat >write.cjs <<'JS'
const XLSX = require("xlsx");
console.log("xlsx", XLSX.version);
for (const [name, value] of [["text", "Town"], ["day", new Date(Date.UTC(2026, 2, 2))]]) {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["Alpha", value]], { cellDates: true }), "Sheet");
  for (const type of ["ods", "xlsx"]) XLSX.writeFile(book, `${name}.${type}`);
}
JS
TZ=UTC node write.cjs
python3 - <<'PY'
from importlib.metadata import version

import pandas
import pyexcel_ods3
import python_calamine

readers = {
    "python-calamine": lambda file: python_calamine.load_workbook(file).get_sheet_by_index(0).to_python()[0][0],
    "pyexcel-ods3": lambda file: pyexcel_ods3.get_data(file)["Sheet"][0][0],
    "pandas": lambda file: pandas.read_excel(file, header=None).values.tolist()[0][0],
}
found = {}
for name, read in readers.items():
    for file in ("text.ods", "day.ods", "text.xlsx"):
        if file.endswith("ods") or name == "python-calamine":
            try:
                found[name, file] = read(file)
            except Exception as error:  # pyexcel-ods3 raises this class itself
                found[name, file] = type(error).__name__
            print(name, version(name), file, found[name, file])
assert list(found.values()) == ["CalamineError", "CalamineError", "Alpha", "Alpha", "Exception", "Alpha", "Alpha"]
PY
