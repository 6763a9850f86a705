#!/usr/bin/env bash
# Expected: with derandomize=True and no database a property is tried with the same examples in each run, since the
#           setting promises a deterministic run seeded from the test itself.
# Happens:  Hypothesis mixes in the constants of every local module that is imported at that moment. With one more
#           unrelated module imported, other examples come; they follow, too, from any constant edited anywhere.
# Packages: hypothesis 6.170.17 (PyPI); since 6.131.1.
# Matters:  a test that counts what its examples reached passes alone and fails in another order of files, or after
#           an edit elsewhere, with nothing random in sight.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env hypothesis==6.170.17 || exit 75
mkdir tree && cd tree
export PYTHONPATH=$dir/env
cat > examples.py <<'PY'
import sys
from importlib.metadata import version

from hypothesis import given, settings, strategies as st

if sys.argv[1:]:
    __import__(sys.argv[1])
seen = []


@settings(derandomize=True, database=None, max_examples=300)
@given(st.integers(0, 1_000_000))
def tried(number):
    seen.append(number)


tried()
print("hypothesis", version("hypothesis"), len(seen), "examples,", seen.count(int("271828")), "of them 271828", file=sys.stderr)
print(seen)
PY
echo "LIMIT = 271_828" > unrelated.py
python3 examples.py > alone
python3 examples.py > again
python3 examples.py unrelated > beside
cmp alone again
if cmp -s alone beside; then exit 1; fi
grep -q 271828 beside
if grep -q 271828 alone; then exit 1; fi
