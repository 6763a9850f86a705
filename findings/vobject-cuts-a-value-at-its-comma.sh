#!/usr/bin/env bash
# Expected: a comma in a note of a 2.1 card, which has no escape for it, or in the address of a web page is a comma.
# Happens:  vobject takes an unescaped comma for the end of the value and drops the rest, in every version: "one, two;
#           three" is "one", "https://a.example/x?y=1,2" ends in "1". A company with a comma becomes a list in a list,
#           which it can't write again.
# Packages: vobject 0.9.9 (PyPI), which khard uses.
# Matters:  cards of older phones are 2.1; a program that reads and rewrites them cuts every note, without an error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env vobject==0.9.9 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import vobject

print("vobject", version("vobject"))


def read(of: str, line: str) -> object:
    card = "\r\n".join(["BEGIN:VCARD", f"VERSION:{of}", "FN:Anna Example", "N:Example;Anna;;;", line, "END:VCARD", ""])
    return vobject.readOne(card)


note = read("2.1", "NOTE:one, two; three").note.value
pages = {of: read(of, "URL:https://a.example/x?y=1,2").url.value for of in ("2.1", "3.0", "4.0")}
print("note:", note)
print("pages:", pages)
assert note == "one" and set(pages.values()) == {"https://a.example/x?y=1"}
company = read("2.1", "ORG:Example, Inc.")
print("company:", company.org.value)
assert company.org.value == [["Example", " Inc."]]
try:
    company.serialize()
except Exception as error:
    print("written again:", type(error).__name__)
else:
    raise SystemExit("the company can be written now")
PY
