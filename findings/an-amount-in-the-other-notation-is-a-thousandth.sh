#!/usr/bin/env bash
# Expected: "1,234.50" isn't a number in German, so a library that knows locales refuses it.
# Happens:  Babel and agate drop what they take for separators of thousands, wherever they stand: "1,234.50" is 1.2345 in
#           German, "1.234,50" is 1.2345 in English, "1.5" is 15. Babel has strict=True for it, which isn't its default
#           (and refuses "1 234,50" with an ordinary space in French); agate has no such option.
# Packages: Babel 2.19.0, agate 1.14.2 (PyPI; csvkit reads with agate).
# Matters:  revenue of 1,234.50 becomes 1.23, without an error; decide by the whole column, not by the cell.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env Babel==2.19.0 agate==1.14.2 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import agate
from babel.numbers import NumberFormatError, parse_decimal

cases = (("1,234.50", "de"), ("1.234,50", "en"), ("1.5", "de"), ("1 234,50", "fr"))
lenient = [str(parse_decimal(text, locale=locale)) for text, locale in cases]
print("Babel", version("Babel"), dict(zip(cases, lenient)))
for text, locale in cases:
    try:
        parse_decimal(text, locale=locale, strict=True)
    except NumberFormatError:
        continue
    raise SystemExit(f"strict reads {text}")
print("Babel with strict=True refuses all four")
cast = str(agate.Number(locale="en_US").cast("1.234,50"))
print("agate", version("agate"), "1.234,50 ->", cast)
assert lenient == ["1.23450", "1.23450", "15", "1234.50"] and cast == "1.23450"
PY
