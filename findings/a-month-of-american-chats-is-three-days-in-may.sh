#!/usr/bin/env bash
# Expected: a chat that says 1/5/26, 2/5/26, 3/5/26, which a US phone means as 5 January, February, March, is read as
#           three months, or the reader asks.
# Happens:  whatstk and whatsapp-chat-parser both read 1, 2 and 3 May, as they do with a chat of a British phone.
# Packages: whatstk 0.9.1 (PyPI), whatsapp-chat-parser 4.0.2 (npm; there daysFirst: false says the order).
# Matters:  nothing in such a file settles the order; a wrong last contact hides who has been silent since March.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env whatstk==0.9.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts whatsapp-chat-parser@4.0.2 || exit 75
printf '%s\n' '1/5/26, 9:01 AM - Anna: Hello' '2/5/26, 9:02 AM - Bob: Hi' '3/5/26, 10:15 PM - Anna: Again' >chat.txt
python3 - <<'PY'
from importlib.metadata import version

from whatstk import WhatsAppChat

days = [str(day.date()) for day in WhatsAppChat.from_source("chat.txt").df["date"]]
print("whatstk", version("whatstk"), *days)
assert days == ["2026-05-01", "2026-05-02", "2026-05-03"]
PY
cat >read.cjs <<'JS'
const { parseString } = require("whatsapp-chat-parser");
const text = require("fs").readFileSync("chat.txt", "utf8");
const days = (options) => parseString(text, options).map(({ date }) => `${date.getMonth() + 1}/${date.getDate()}`).join(" ");
console.log("whatsapp-chat-parser", require("./node_modules/whatsapp-chat-parser/package.json").version, days());
if (days() !== "5/1 5/2 5/3" || days({ daysFirst: false }) !== "1/5 2/5 3/5") process.exit(1);
JS
node read.cjs
