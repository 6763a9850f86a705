#!/usr/bin/env bash
# Expected: what takes a reply apart says who wrote the quoted mail and when, as the line above it does.
# Happens:  Gmail's line has two commas before the name; quotequail ends the day at the last of the first two, so the mail is of
#           "Mon, Mar 2" (no year) and by "2026 at 9:14 AM Dana Reyes <dana@birch.example>". Gmail's German line, with the
#           name before the verb, isn't seen at all, so the whole quotation counts as new text. The German line that
#           Thunderbird writes is read right.
# Packages: quotequail 0.5.4 (PyPI).
# Matters:  who wrote last decides who owes a reply; take sender and day from the mail's own head, never from such a line.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env quotequail==0.5.4 || exit 75
PYTHONPATH=$dir/env python3 - <<'PY'
from importlib.metadata import version

import quotequail

gmail = "Works.\n\nOn Mon, Mar 2, 2026 at 9:14 AM Dana Reyes <dana@birch.example> wrote:\n> Does it work?\n"
german = "Ja.\n\nDana Reyes <dana@birch.example> schrieb am Mo., 2. März 2026, 09:14:\n\n> Geht es?\n"
thunderbird = "Ja.\n\nAm 02.03.2026 um 09:14 schrieb Dana Reyes:\n> Geht es?\n"
print("quotequail", version("quotequail"))
found = [quotequail.unwrap(text) for text in (gmail, german, thunderbird)]
for each in found:
    print(each and {key: each[key] for key in ("date", "from", "text_top")})
assert (found[0]["date"], found[0]["from"]) == ("Mon, Mar 2", "2026 at 9:14 AM Dana Reyes <dana@birch.example>")
assert found[1] is None and quotequail.quote(german) == [(True, german)]
assert (found[2]["date"], found[2]["from"]) == ("02.03.2026 um 09:14", "Dana Reyes")
PY
