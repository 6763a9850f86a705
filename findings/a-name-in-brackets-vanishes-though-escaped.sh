#!/usr/bin/env bash
# Expected: textual.markup.escape makes a text safe for Textual's own markup: it is shown as it was written.
# Happens:  it leaves brackets alone whose first letter is a capital, as Rich's markup does; Textual's own takes those for a tag
#           too: "Acme [UK]" is "Acme ", "[Alpha] GmbH" is " GmbH", escaped or not, without a word. rich.markup.escape does the
#           same. A DataTable, which reads Rich's markup, shows such names whole; a Label beside it doesn't.
# Packages: textual 8.2.8, rich 15.0.0 (PyPI).
# Matters:  the widget beside the table shows another customer than the table. Give widgets Content(text), or
#           markup=False, never an escaped text.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env textual==8.2.8 rich==15.0.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

import rich.markup
import textual.markup
from rich.text import Text
from textual.content import Content

print("textual", version("textual"), "rich", version("rich"))
for name, left in (("Acme [UK]", "Acme "), ("[Alpha] GmbH", " GmbH"), ("Beta [on hold]", None)):
    by_textual = Content.from_markup(textual.markup.escape(name)).plain
    by_rich = Content.from_markup(rich.markup.escape(name)).plain
    in_rich = Text.from_markup(rich.markup.escape(name)).plain
    print(repr(name), "escaped by textual:", repr(by_textual), "by rich:", repr(by_rich), "| shown by rich:", repr(in_rich))
    assert by_textual == by_rich == (name if left is None else left) and in_rich == name
PY
