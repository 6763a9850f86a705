#!/usr/bin/env bash
# Expected: "Jane Ma" is Jane with the surname Ma, "Prince Okoye" is Prince with the surname Okoye.
# Happens:  humanparser takes Ma for a degree and the V of "Dana V" for "the fifth", and leaves the surname empty; nameparser
#           takes Prince, King and Judge for titles, so that Okoye becomes the first name. parse-full-name calls Van
#           Johnson "Van Johnson" by surname, without a first name. Each reads what the other two misread.
# Packages: humanparser 2.7.0, parse-full-name 1.2.6 (npm), nameparser 2.6.0 (PyPI).
# Matters:  letters go to "Dear Okoye" and people without a surname are found twice; keep the name whole as it was typed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund humanparser@2.7.0 parse-full-name@1.2.6 >/dev/null || exit 75
python3 -m pip install -qq --no-compile --target env nameparser==2.6.0 || exit 75
node - <<'JS'
const assert = require("node:assert");
const human = (name) => { const { firstName, lastName, suffix } = require("humanparser").parseName(name); return [firstName, lastName, suffix]; };
const full = (name) => { const { first, last } = require("parse-full-name").parseFullName(name); return [first, last]; };
const names = ["Jane Ma", "Dana V", "Prince Okoye", "Van Johnson"];
for (const name of names) console.log(name, human(name), full(name));
assert.deepEqual(names.map(human), [["Jane", "", "Ma"], ["Dana", "", "V"], ["Prince", "Okoye", undefined], ["Van", "Johnson", undefined]]);
assert.deepEqual(names.map(full), [["Jane", "Ma"], ["Dana", "V"], ["Prince", "Okoye"], ["", "Van Johnson"]]);
JS
PYTHONPATH=$dir/env python3 - <<'PY'
from nameparser import HumanName

names = ("Jane Ma", "Prince Okoye", "King Lee", "Judge Reinhold")
found = [tuple(map(str, (HumanName(each).title, HumanName(each).first, HumanName(each).last))) for each in names]
print(*zip(names, found), sep="\n")
assert found == [("", "Jane", "Ma"), ("Prince", "Okoye", ""), ("King", "Lee", ""), ("Judge", "", "Reinhold")]
PY
