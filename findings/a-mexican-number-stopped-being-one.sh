#!/usr/bin/env bash
# Expected: a number that one release of phonenumbers accepts is one in the next: Mexico's +52 1 55 1234 5678.
# Happens:  8.13.30 drops the 1 that mobile numbers had until 2019 and gives +525512345678; 9.0.43 keeps it and calls the
#           number impossible, so it is equal to nothing.
# Packages: phonenumbers 8.13.30 and 9.0.43 (PyPI).
# Matters:  address books still hold the old form: after an update those people's calls match nobody, and a book
#           that stored the normalised number sees another one in the same file.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target older phonenumbers==8.13.30 || exit 75
python3 -m pip install -qq --no-compile --target newer phonenumbers==9.0.43 || exit 75
cat >read.py <<'PY'
from importlib.metadata import version

import phonenumbers as p

number = p.parse("+52 1 55 1234 5678")
print(version("phonenumbers"), p.format_number(number, p.PhoneNumberFormat.E164), p.is_possible_number(number))
PY
older=$(PYTHONPATH=$dir/older python3 read.py)
newer=$(PYTHONPATH=$dir/newer python3 read.py)
printf 'phonenumbers %s\n' "$older" "$newer"
[ "$older" = "8.13.30 +525512345678 True" ]
[ "$newer" = "9.0.43 +5215512345678 False" ]
