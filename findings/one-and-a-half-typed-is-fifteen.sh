#!/usr/bin/env bash
# Expected: a number field of a terminal program takes "1,5" or says that it isn't a number to it.
# Happens:  Textual's Input of the type "number" swallows the key that doesn't fit and goes on: typed "1,5" is 15, "1.234,50" is
#           1.23450, and the type "integer" makes 15 of "1.5"; each is valid and no mark is shown. Pasted, the same texts are
#           left out whole. A test that sets the value, as most do, meets neither.
# Packages: textual 8.2.8 (PyPI).
# Matters:  prices are typed in the notation one grew up with; a tenfold or a thousandth is saved by somebody who looked at
#           the keys. Take text, check it when it's sent, and say what is wrong.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env textual==8.2.8 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import asyncio
from importlib.metadata import version

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

FIELDS = (("number", "1,5"), ("number", "1.234,50"), ("integer", "1.5"))


class Form(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(type="number", id="number")
        yield Input(type="integer", id="integer")


async def main() -> None:
    app, found = Form(), []
    async with app.run_test() as pilot:
        for kind, text in FIELDS:
            field = app.query_one(f"#{kind}", Input)
            field.focus()
            await pilot.pause()
            await pilot.press(*text)
            typed, valid = field.value, field.is_valid
            field.value = ""
            await pilot.pause()
            field.post_message(events.Paste(text))
            await pilot.pause()
            found.append((typed, valid, field.value))
            field.value = ""
            print("textual", version("textual"), kind, text, "typed, valid, pasted:", found[-1])
    assert found == [("15", True, ""), ("1.23450", True, ""), ("15", True, "")]


asyncio.run(main())
PY
