#!/usr/bin/env bash
# Expected: xlsx2csv gives a cell of 90 with the format '0 "days"' as 90 or as 90 days, and 15:30 as 15:30.
# Happens:  it takes letters within quotes for parts of a date: '0 "30ays"'; 5 with '0 "months"' is '0 "01ont12s"'. And
#           the format that a spreadsheet gives to a day with a time by itself, m/d/yy h:mm, has 15:30 as 03:30.
# Packages: xlsx2csv 0.8.6, XlsxWriter 3.3.1 (PyPI).
# Matters:  notice periods are such cells, and an afternoon's calls become the night's; read cells, not what they show.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env xlsx2csv==0.8.6 XlsxWriter==3.3.1 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from datetime import datetime
from importlib.metadata import version

import xlsxwriter

book = xlsxwriter.Workbook("notice.xlsx")
sheet = book.add_worksheet()
sheet.write_number(0, 0, 90, book.add_format({"num_format": '0 "days"'}))
sheet.write_number(1, 0, 5, book.add_format({"num_format": '0 "months"'}))
sheet.write_datetime(2, 0, datetime(2026, 3, 2, 15, 30), book.add_format({"num_format": "m/d/yy h:mm"}))
book.close()
print("xlsx2csv", version("xlsx2csv"), "XlsxWriter", version("XlsxWriter"))
PY
python3 -m xlsx2csv notice.xlsx | tee notice.csv
printf '%s\n' '"0 ""30ays"""' '"0 ""01ont12s"""' '03/02/26 03:30' | diff notice.csv -
