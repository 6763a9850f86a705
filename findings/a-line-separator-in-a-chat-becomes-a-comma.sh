#!/usr/bin/env bash
# Expected: ndjson gives back the text of a JSON line as it stands, or refuses it.
# Happens:  ndjson.loads splits at U+2028, which JSON allows within a text and pasted text brings along, and joins the
#           pieces with a comma: "Monday[U+2028]Tuesday" is read as "Monday,Tuesday". Its reader() doesn't.
# Packages: ndjson 0.3.1 (PyPI).
# Matters:  a silent change of what a customer wrote; splitlines() is no way to split JSON lines, VTT, vCards or mail.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env ndjson==0.3.1 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import io
from importlib.metadata import version

import ndjson

text = '{"text": "Monday\u2028Tuesday"}\n{"text": "second"}\n'
loads, reader = ndjson.loads(text), list(ndjson.reader(io.StringIO(text)))
print("ndjson", version("ndjson"), "loads:", ascii(loads), "reader:", ascii(reader))
assert loads == [{"text": "Monday,Tuesday"}, {"text": "second"}]
assert reader[0] == {"text": "Monday\u2028Tuesday"}
PY
