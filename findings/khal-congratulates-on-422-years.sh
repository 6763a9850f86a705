#!/usr/bin/env bash
# Expected: a contact whose birthday has no year, saved by an Apple program, has a birthday in khal without an age.
# Happens:  such a card says BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-05, and khal lists "422nd birthday"; vobject gives the
#           year 1604 with the parameter beside it. The form of vCard 4.0, --0305, has no age in khal.
# Packages: khal 0.14.1, vobject 0.9.9 (PyPI).
# Matters:  it is how iPhones export the birthdays that they don't know the year of; congratulations on 422 years.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env khal==0.14.1 vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
mkdir people home
card() { printf '%s\r\n' BEGIN:VCARD "VERSION:$2" "UID:$1@a.example" "FN:$1" "N:$1;;;;" "$3" END:VCARD >"people/$1.vcf"; }
card Anna 3.0 'BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-05'
card Ben 4.0 'BDAY:--0305'
cat >config <<CONFIG
[calendars]
[[people]]
path = $dir/people
type = birthdays
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
CONFIG
khal() { HOME=$dir/home XDG_DATA_HOME=$dir/home XDG_CACHE_HOME=$dir/home python3 -c 'from khal.cli import main_khal; main_khal()' -c config "$@"; }
shown=$(khal list --format '{start-date} {title}' --day-format '' 2026-03-05 1d | sort)
python3 - <<'PY'
from importlib.metadata import version

import vobject

day = vobject.readOne(open("people/Anna.vcf", newline="").read()).bday
print("khal", version("khal"), "vobject", version("vobject"), day.value, day.params)
assert day.value == "1604-03-05" and day.params == {"X-APPLE-OMIT-YEAR": ["1604"]}
PY
echo "$shown"
[ "$shown" = $'2026-03-05 Anna\'s 422nd birthday\n2026-03-05 Ben\'s birthday' ]
