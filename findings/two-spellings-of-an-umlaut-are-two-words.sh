#!/usr/bin/env bash
# Expected: rapidfuzz's default_process makes "Müller" typed on one system and "Müller" from another alike; nothing
#           compared with nothing is one number.
# Happens:  a decomposed u with its dots becomes "mu ller": the dots are no letter, so they become a space, and the two
#           names score 77 instead of 100. Two empty texts are 100 alike to ratio, 0 to WRatio and token_set_ratio.
# Packages: rapidfuzz 3.14.6 (PyPI).
# Matters:  file names and cards from a Mac are decomposed; normalise before, and leave out what is empty before too.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env rapidfuzz==3.14.6 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import unicodedata
from importlib.metadata import version

from rapidfuzz import fuzz, utils

composed = "Müller"
decomposed = unicodedata.normalize("NFD", composed)
processed = utils.default_process(decomposed)
score = fuzz.ratio(composed, decomposed, processor=utils.default_process)
print("rapidfuzz", version("rapidfuzz"), repr(processed), round(score, 1))
empty = {name: getattr(fuzz, name)("", "") for name in ("ratio", "partial_ratio", "WRatio", "token_set_ratio")}
print("empty:", empty)
assert processed == "mu ller" and round(score) == 77
assert empty == {"ratio": 100, "partial_ratio": 100, "WRatio": 0, "token_set_ratio": 0}
PY
