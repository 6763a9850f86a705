#!/usr/bin/env bash
# Expected: a file with one column and no separator has one column.
# Happens:  clevercsv takes "@" for the separator of a list of e-mail addresses, and the space for that of a list of
#           companies; the header has one cell, the rows two. The standard library's sniffer takes a letter.
# Packages: clevercsv 0.8.5 (PyPI), csv of Python 3.11 and newer.
# Matters:  "everybody in this list" is a usual file; count only comma, semicolon, tab and pipe, in the header.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env clevercsv==0.8.5 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import csv
from importlib.metadata import version

import clevercsv

files = {"addresses": "email\nanna@a.example\nbob@b.example\n", "companies": "Company\nAlpha, Inc.\nBeta Ltd\n"}
found = {}
for name, text in files.items():
    with open(f"{name}.csv", "w") as file:
        file.write(text)
    found[name] = clevercsv.read_table(f"{name}.csv")
    print("clevercsv", version("clevercsv"), name, found[name])
letter = csv.Sniffer().sniff(files["addresses"]).delimiter
print("csv.Sniffer:", repr(letter))
assert found["addresses"] == [["email"], ["anna", "a.example"], ["bob", "b.example"]]
assert found["companies"] == [["Company"], ["Alpha,", "Inc."], ["Beta", "Ltd"]] and letter.isalpha()
PY
