#!/usr/bin/env bash
# Expected: a price changed in an HTML mail, <del>100</del><ins>80</ins>, is text from which one tells 80 from 100.
# Happens:  html-to-text, turndown and inscriptis make "10080 EUR" of it; html2text and markdownify mark what was taken out.
#           The number of a footnote, 5<sup>1</sup> %, is part of the number before it in all five: "51 %".
# Packages: html-to-text 10.0.1, turndown 7.2.5 (npm), inscriptis 2.7.6, html2text 2025.4.15, markdownify 1.2.3 (PyPI).
# Matters:  text processors write changes that way; the offer in a customer's history reads a hundred times its price.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts html-to-text@10.0.1 turndown@7.2.5 || exit 75
python3 -m pip install -qq --no-compile --target env inscriptis==2.7.6 html2text==2025.4.15 markdownify==1.2.3 || exit 75
export PYTHONPATH=$dir/env
cat >mail.html <<'HTML'
<p>Per seat <del>100</del><ins>80</ins> EUR, less 5<sup>1</sup> %.</p>
HTML
cat >read.cjs <<'JS'
const html = require("fs").readFileSync("mail.html", "utf8");
const { convert } = require("html-to-text");
const Turndown = require("turndown");
for (const [name, text] of [["html-to-text", convert(html)], ["turndown", new Turndown().turndown(html)]]) {
  console.log(name, require(`./node_modules/${name}/package.json`).version, JSON.stringify(text));
  if (text !== "Per seat 10080 EUR, less 51 %.") process.exit(1);
}
JS
node read.cjs
python3 - <<'PY'
from importlib.metadata import version

import html2text
import inscriptis
import markdownify

html = open("mail.html").read()
for name, read, expected in (("inscriptis", inscriptis.get_text, "Per seat 10080 EUR, less 51 %."),
                             ("html2text", html2text.html2text, "Per seat ~~100~~ 80 EUR, less 51 %."),
                             ("markdownify", markdownify.markdownify, "Per seat ~~100~~80 EUR, less 51 %.")):
    text = read(html).strip()
    print(name, version(name), repr(text))
    assert text == expected
PY
