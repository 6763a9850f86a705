#!/usr/bin/env bash
# Expected: a cue of a meeting's transcript with two <v Name> has two speakers, as the WebVTT standard allows.
# Happens:  webvtt-py gives everything to the first and leaves "&amp;" as it stands; pysubs2 drops all names, and makes
#           the comment and the name of the next cue part of what was said; webvtt-parser reads "&amp;" as "&;".
# Packages: webvtt-py 0.6.0, pysubs2 1.8.1 (PyPI), webvtt-parser 2.2.0 (npm).
# Matters:  who said that the price is too high, you or the customer; and a share of talk is counted from it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env webvtt-py==0.6.0 pysubs2==1.8.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts webvtt-parser@2.2.0 || exit 75
cat >meeting.vtt <<'VTT'
WEBVTT

00:00.000 --> 00:04.000
<v Anna>Too much</v> <v Bob>It is R&amp;D</v>

NOTE made by a machine

second
00:05.000 --> 00:06.000
<v Anna>Yes</v>
VTT
python3 - <<'PY'
from importlib.metadata import version

import pysubs2
import webvtt

first = [(cue.voice, cue.text) for cue in webvtt.read("meeting.vtt")]
second = [(line.name, line.plaintext) for line in pysubs2.load("meeting.vtt")]
print("webvtt-py", version("webvtt-py"), first)
print("pysubs2", version("pysubs2"), second)
assert first[0] == ("Anna", "Too much It is R&amp;D")
assert {name for name, _ in second} == {""} and "NOTE made by a machine" in second[0][1] and "second" in second[0][1]
PY
cat >read.cjs <<'JS'
const { WebVTTParser } = require("webvtt-parser");
const cue = new WebVTTParser().parse(require("fs").readFileSync("meeting.vtt", "utf8")).cues[0];
const said = cue.tree.children.filter(({ name }) => name === "v").map(({ value, children }) => `${value}: ${children[0].value}`);
console.log("webvtt-parser", require("./node_modules/webvtt-parser/package.json").version, said);
if (said[1] !== "Bob: It is R&;D") process.exit(1);
JS
node read.cjs
