#!/usr/bin/env bash
# Expected: a mail whose Date can't be read has no date.
# Happens:  eml_parser says 1 January 1970, imap_tools 1 January 1900, and mailparser (npm) the moment of reading.
# Packages: eml-parser 4.4.0, imap-tools 1.16.0 (PyPI), mailparser 3.14.2 (npm).
# Matters:  a mail with a foreign month name becomes today's contact with a customer, another one on every day it is read.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env eml-parser==4.4.0 imap-tools==1.16.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts mailparser@3.14.2 || exit 75
printf '%s\r\n' 'From: anna@a.example' 'To: bob@b.example' 'Subject: Hello' 'Date: Mo, 2 Mrz 2026 09:00:00 +0100' '' 'Hello' >mail.eml
python3 - <<'PY'
from importlib.metadata import version

import eml_parser
from imap_tools import MailMessage

raw = open("mail.eml", "rb").read()
first = eml_parser.EmlParser().decode_email_bytes(raw)["header"]["date"]
second = MailMessage.from_bytes(raw).date
print("eml_parser", version("eml-parser"), first)
print("imap_tools", version("imap-tools"), second)
assert first.isoformat() == "1970-01-01T00:00:00+00:00" and second.isoformat() == "1900-01-01T00:00:00"
PY
cat >read.cjs <<'JS'
const { simpleParser } = require("mailparser");
const before = new Date();
simpleParser(require("fs").readFileSync("mail.eml")).then(({ date }) => {
  console.log("mailparser", require("./node_modules/mailparser/package.json").version, date.toISOString());
  if (!(date >= before && date <= new Date())) process.exit(1);
});
JS
node read.cjs
