#!/usr/bin/env bash
# Expected: an offer's table whose first cell spans two rows keeps each amount in its column when a mail becomes text.
# Happens:  html2text, markdownify and inscriptis don't know rowspan and move the second row to the left: its price
#           stands under the seats. pandas and html-to-text (with its table format) keep the columns.
# Packages: html2text 2025.4.15, markdownify 1.2.3, inscriptis 2.7.6, pandas 3.1.1, lxml 6.1.3 (PyPI), html-to-text
#           10.0.1 (npm).
# Matters:  the lines look whole, with fewer cells at the right end; whoever reads on, a person or a program, has
#           200 seats instead of an amount of 200.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env html2text==2025.4.15 markdownify==1.2.3 inscriptis==2.7.6 \
  pandas==3.1.1 lxml==6.1.3 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts html-to-text@10.0.1 || exit 75
cat >mail.html <<'HTML'
<table><tr><th>Plan</th><th>Seats</th><th>EUR</th></tr>
<tr><td rowspan="2">Large</td><td>10</td><td>100</td></tr><tr><td>25</td><td>200</td></tr></table>
HTML
python3 - <<'PY'
import re
from importlib.metadata import version

import html2text
import inscriptis
import markdownify
import pandas

html = open("mail.html").read()
for name, read in (("html2text", html2text.html2text), ("markdownify", markdownify.markdownify), ("inscriptis", inscriptis.get_text)):
    lines = [line for line in read(html).splitlines() if line.strip()]
    print(name, version(name), *lines, sep="\n    ")
    assert re.match(r"[| ]*25\b", lines[-1]) and not lines[-1].startswith("   ")
rows = pandas.read_html("mail.html")[0].values.tolist()
print("pandas", version("pandas"), rows)
assert rows == [["Large", 10, 100], ["Large", 25, 200]]
PY
cat >read.cjs <<'JS'
const { convert } = require("html-to-text");
const html = require("fs").readFileSync("mail.html", "utf8");
const lines = convert(html, { selectors: [{ selector: "table", format: "dataTable" }] }).split("\n");
console.log("html-to-text", require("./node_modules/html-to-text/package.json").version, ...lines.map((line) => `\n    ${line}`));
if (lines.at(-1).indexOf("25") !== lines[0].indexOf("SEATS")) process.exit(1);
JS
node read.cjs
