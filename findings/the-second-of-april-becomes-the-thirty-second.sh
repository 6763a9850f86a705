#!/usr/bin/env bash
# Expected: days at the beginning of the lines of a note, as German writes them, stay what they are where notes are Markdown.
# Happens:  "31. März: call" and "2. April: offer" are a numbered list to Markdown, and only its first number counts. Textual
#           and Rich show 32 April. Formatters write it down: prettier and remark leave "32. April" in the file, mdformat makes
#           "01. April" of every day but the first. Where each line starts with its weekday, all is well.
# Packages: textual 8.2.8, rich 15.0.0, mdformat 1.0.0 (PyPI), prettier 3.10.1, remark 15.0.1 (npm).
# Matters:  a note in the form of Markdown loses its days by being looked at, and for good by being formatted on saving.
#           Write days as 2026-04-02, or begin each line with the weekday.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env textual==8.2.8 rich==15.0.0 mdformat==1.0.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts prettier@3.10.1 remark@15.0.1 || exit 75
printf '31. März: call\n2. April: offer\n12. April: contract\n' >note.md
printf 'Di 31. März: call\n\nDo 2. April: offer\n' >weekdays.md
python3 - <<'PY'
import asyncio
import io
from importlib.metadata import version
from pathlib import Path

import mdformat
from rich.console import Console
from rich.markdown import Markdown
from textual.app import App, ComposeResult
from textual.widgets import Markdown as Widget
from textual.widgets._markdown import MarkdownBullet

note = Path("note.md").read_text()


class Note(App[None]):
    def compose(self) -> ComposeResult:
        yield Widget(note)


async def numbers() -> list[str]:
    app = Note()
    async with app.run_test() as pilot:
        await pilot.pause()
        return [bullet.symbol.strip() for bullet in app.query(MarkdownBullet)]


shown = asyncio.run(numbers())
print("textual", version("textual"), shown)
assert shown == ["31.", "32.", "33."]
console = Console(file=io.StringIO(), width=40)
console.print(Markdown(note))
lines = [line.split() for line in console.file.getvalue().splitlines() if line.strip()]
print("rich", version("rich"), lines)
assert [line[0] for line in lines] == ["31", "32", "33"]
written = mdformat.text(note).splitlines()
print("mdformat", version("mdformat"), written)
assert written == ["31. März: call", "01. April: offer", "01. April: contract"]
assert mdformat.text(Path("weekdays.md").read_text()) == Path("weekdays.md").read_text()
PY
cat >format.mjs <<'JS'
import fs from "node:fs";
import prettier from "prettier";
import { remark } from "remark";
const note = fs.readFileSync("note.md", "utf8");
const release = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
const one = (await prettier.format(note, { parser: "markdown" })).trim().split("\n");
const two = String(await remark().process(note)).trim().split("\n");
console.log("prettier", release("prettier"), one, "remark", release("remark"), two);
const moved = ["31. März: call", "32. April: offer", "33. April: contract"].join();
if (one.join() !== moved || two.join() !== moved) process.exit(1);
JS
node format.mjs
