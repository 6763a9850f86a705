#!/usr/bin/env bash
# Expected: keys that reach a field of a terminal program in one go act in their order, as they do one by one.
# Happens:  Textual's Input takes letters at once, and keys that do something, such as Backspace, only when they have gone up to
#           the program and come back. "abc", Backspace, "d" in one go are "abcd" less its last letter: "abc". Typed slowly,
#           and in tests, whose pilot waits after each key, it is "abd".
# Packages: textual 8.2.8 (PyPI).
# Matters:  over a slow line and from a clipboard tool keys come in one go: the mistake stays, the right letter goes, and
#           Enter may send what was there before. Show what will be saved before it is.
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

KEYS = ("a", "b", "c", "backspace", "d")


class Form(App[None]):
    def compose(self) -> ComposeResult:
        yield Input()


async def typed(at_once: bool) -> str:
    app = Form()
    async with app.run_test() as pilot:
        await pilot.pause()
        if at_once:
            for key in KEYS:
                app.post_message(events.Key(key, key if len(key) == 1 else "\x7f"))
        else:
            await pilot.press(*KEYS)
        for _ in range(10):
            await pilot.pause()
        return app.query_one(Input).value


async def main() -> None:
    found = [await typed(False), await typed(True)]
    print("textual", version("textual"), "one by one:", found[0], "in one go:", found[1])
    assert found == ["abd", "abc"]


asyncio.run(main())
PY
