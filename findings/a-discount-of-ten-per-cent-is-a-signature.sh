#!/usr/bin/env bash
# Expected: who takes a customer's reply apart hides quotations and signatures, and shows the offer in it.
# Happens:  a paragraph that begins with "-10 % for all seats" or "-cancel support" is a signature to email_reply_parser and
#           node-email-reply-parser, with all that follows it; the latter hides the list below a sentence too. The line
#           "> 100 seats: 10 EUR" of a price list is a quotation to both and to email-reply-parser. mail-parser-reply keeps all.
# Packages: email-reply-parser 0.5.12, mail-parser-reply 1.36 (PyPI), node-email-reply-parser 0.1.4, email-reply-parser
#           2.3.9 (npm).
# Matters:  what is hidden is what the customer asks for: points of a list, minus signs, limits. Show how much was hidden, and
#           keep the mail whole.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env email-reply-parser==0.5.12 mail-parser-reply==1.36 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts node-email-reply-parser@0.1.4 email-reply-parser@2.3.9 || exit 75
cat >mails.json <<'JSON'
{
  "discount": "Hello Dana,\n\n-10 % for all seats is what we need.\nElse we leave.\n",
  "list": "We decided:\n-keep 100 seats\n-cancel support\n",
  "limit": "Seats by year:\n< 100 seats: 12 EUR\n> 100 seats: 10 EUR\nWe take the second.\n"
}
JSON
python3 - <<'PY'
import json
from importlib.metadata import version

from email_reply_parser import EmailReplyParser as First
from mailparser_reply import EmailReplyParser as Second

mails = json.load(open("mails.json"))
first = {name: First.parse_reply(text) for name, text in mails.items()}
second = {name: Second(languages=["en"]).parse_reply(text=text) for name, text in mails.items()}
print("email-reply-parser (PyPI)", version("email-reply-parser"), first)
print("mail-parser-reply", version("mail-parser-reply"), second)
assert first["discount"] == "Hello Dana," and "> 100" not in first["limit"] and first["list"] == mails["list"].strip()
assert second == {name: text.strip() for name, text in mails.items()}
PY
cat >read.cjs <<'JS'
const mails = require("./mails.json");
const release = (name) => require(`./node_modules/${name}/package.json`).version;
const First = require("email-reply-parser");
const second = require("node-email-reply-parser");
const one = {}, two = {};
for (const [name, text] of Object.entries(mails)) {
  one[name] = new (First.default || First)().read(text).getVisibleText().trim();
  two[name] = second(text, true).trim();
}
console.log("email-reply-parser (npm)", release("email-reply-parser"), one);
console.log("node-email-reply-parser", release("node-email-reply-parser"), two);
if (one.limit.includes("> 100") || one.discount !== mails.discount.trim()) process.exit(1);
if (two.discount !== "Hello Dana," || two.list !== "We decided:" || two.limit.includes("> 100")) process.exit(1);
JS
node read.cjs
