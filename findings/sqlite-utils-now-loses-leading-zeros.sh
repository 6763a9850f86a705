#!/usr/bin/env bash
# Expected: the command "sqlite-utils insert book.db people people.csv --csv" keeps cells as text, as it did for years.
# Happens:  since 4.0 it guesses types: postcode 01067 is the number 1067, and +49301234567 is 49301234567. Version 3
#           stored both as text; there --detect-types asked for it. --no-detect-types brings the old way back.
# Packages: sqlite-utils 3.39 and 4.2.1 (PyPI).
# Matters:  the same script gives another database after an update: numbers no longer match those of the last import.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target older sqlite-utils==3.39 || exit 75
python3 -m pip install -qq --no-compile --target newer sqlite-utils==4.2.1 || exit 75
printf '%s\n' postcode,phone 01067,+49301234567 00501,0301234567 >people.csv
rows() { PYTHONPATH=$dir/$1 python3 -m sqlite_utils rows "$1.db" people --csv --no-headers | tr '\r\n' '  ' | tr -s ' '; }
for of in older newer; do
  PYTHONPATH=$dir/$of python3 -m sqlite_utils --version
  PYTHONPATH=$dir/$of python3 -m sqlite_utils insert "$of.db" people people.csv --csv --silent
  rows $of && echo
done
[ "$(rows older)" = "01067,+49301234567 00501,0301234567 " ]
[ "$(rows newer)" = "1067,49301234567 501,301234567 " ]
