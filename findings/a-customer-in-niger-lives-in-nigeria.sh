#!/usr/bin/env bash
# Expected: the first that pycountry's search_fuzzy finds for a country's own name is that country.
# Happens:  for "Niger" it is Nigeria, Niger comes second; "Korea" is the North, "America" American Samoa. "Turkey"
#           and "Ivory Coast", as most CRMs write them, are nothing at all.
# Packages: pycountry 26.2.16 (PyPI). lookup() has Niger right, and finds none of the others.
# Matters:  customers from an import get another country, and with it another tax and another telephone prefix; those
#           that are found wrong can't be told from those that are found right.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pycountry==26.2.16 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

from pycountry import countries

print("pycountry", version("pycountry"))


def first(search, name):
    try:
        found = search(name)
    except LookupError:
        return None
    return (found[0] if isinstance(found, list) else found).alpha_2


found = []
for name in ("Niger", "Korea", "America", "Turkey", "Ivory Coast", "South Korea", "Germany"):
    found.append((name, first(countries.search_fuzzy, name), first(countries.lookup, name)))
    print("{}: search_fuzzy {}, lookup {}".format(*found[-1]))
assert found == [("Niger", "NG", "NE"), ("Korea", "KP", None), ("America", "AS", None), ("Turkey", None, None),
                 ("Ivory Coast", None, None), ("South Korea", "KR", "KR"), ("Germany", "DE", "DE")]
PY
