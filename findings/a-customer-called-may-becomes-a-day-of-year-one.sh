#!/usr/bin/env bash
# Expected: sorting a file with csvsort changes the order of its rows, nothing in them.
# Happens:  a column of names that are all names of months is a column of dates, of the year 1: "May" is 0001-05-01; a
#           telephone number loses its plus or its zero, a postcode its zero, a flag of 1 and 0 becomes True and False.
# Packages: csvkit 2.2.0, agate 1.14.2 (PyPI). With --no-inference nothing is changed.
# Matters:  people sort and join exports with it before importing them; what arrives isn't what the CRM wrote.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env csvkit==2.2.0 agate==1.14.2 || exit 75
export PYTHONPATH=$dir/env
printf '%s\n' first_name,phone,postcode,active May,+49301234567,01067,1 June,0301234567,00501,0 >people.csv
python3 -c 'from importlib.metadata import version as v; print("csvkit", v("csvkit"), "agate", v("agate"))'
python3 -m csvkit.utilities.csvsort -c postcode people.csv | tee sorted.csv
diff sorted.csv - <<'CSV'
first_name,phone,postcode,active
0001-06-01,301234567,501,False
0001-05-01,49301234567,1067,True
CSV
python3 -m csvkit.utilities.csvsort --no-inference -c postcode people.csv | diff - <(printf '%s\n' \
  first_name,phone,postcode,active June,0301234567,00501,0 May,+49301234567,01067,1)
