#!/usr/bin/env bash
# Expected: a note that is shown in Textual's TextArea, and saved without a key pressed, is the note as it was.
# Happens:  TextArea takes every sign for the end of a line that Python's splitlines() knows: a line separator (U+2028) as
#           chats and web pages have it, a soft break (vertical tab) as word processors copy it, a form feed, NEL; all become
#           plain line breaks. Where Windows line ends are mixed with plain ones, all become those of Windows. The property
#           text gives the changed text at once.
# Packages: textual 8.2.8 (PyPI).
# Matters:  opening a note to read it counts as an edit, goes into the history, and two copies of a book differ. Save only
#           what a key has changed, and compare with what the widget gave back at first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env textual==8.2.8 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import asyncio
from importlib.metadata import version

from textual.app import App, ComposeResult
from textual.widgets import TextArea

NOTES = ["Alpha\u2028Beta", "Alpha\vBeta", "Alpha\fBeta", "Alpha\x85Beta", "Alpha\r\nBeta\nGamma"]


class Note(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea()


async def main() -> None:
    app, found = Note(), []
    async with app.run_test():
        area = app.query_one(TextArea)
        for note in NOTES:
            area.text = note
            found.append(area.text)
            print("textual", version("textual"), repr(note), "->", repr(area.text))
    assert found == ["Alpha\nBeta"] * 4 + ["Alpha\r\nBeta\r\nGamma"]


asyncio.run(main())
PY
