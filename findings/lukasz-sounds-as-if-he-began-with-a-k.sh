#!/usr/bin/env bash
# Expected: to find people twice by sound, "Łukasz" gets the key of "Lukasz", or at least one that begins alike.
# Happens:  letters that don't come apart into a letter and an accent are silent: jellyfish's metaphone makes KSS of Łukasz (LKSS
#           of Lukasz) and R of Đorđe, as of Roy; doublemetaphone makes K of Žižek, S of Åsa. "Ł" is then the first letter of soundex,
#           beside no other name's. jellyfish does read Ž and Å.
# Packages: jellyfish 1.3.0, doublemetaphone 1.2 (PyPI).
# Matters:  names of Poland and the Balkans are never found twice, and match names that they only share consonants with.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env jellyfish==1.3.0 doublemetaphone==1.2 || exit 75
PYTHONPATH=$dir/env python3 - <<'PY'
from importlib.metadata import version

from doublemetaphone import doublemetaphone
from jellyfish import metaphone, soundex

print(*(f"{name} {version(name)}" for name in ("jellyfish", "doublemetaphone")))
names = ("Łukasz", "Lukasz", "Đorđe", "Žižek", "Zizek", "Åsa", "Asa")
found = {name: (metaphone(name), soundex(name), doublemetaphone(name)[0]) for name in names}
print(found)
assert found["Łukasz"][:2] == ("KSS", "Ł220") and found["Lukasz"][:2] == ("LKSS", "L220")
assert found["Žižek"][0] == found["Zizek"][0] and found["Åsa"][0] == found["Asa"][0]
assert found["Łukasz"][2] == "KS" and found["Žižek"][2] == "K" and found["Zizek"][2] == "SSK"
assert found["Đorđe"][0] == metaphone("Roy") == "R" and (found["Åsa"][2], found["Asa"][2]) == ("S", "AS")
PY
