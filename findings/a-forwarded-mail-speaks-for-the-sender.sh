#!/usr/bin/env bash
# Expected: the text of a mail is what its sender wrote; a mail attached to it is an attachment.
# Happens:  mail-parser, eml_parser, imap_tools and postal-mime give the attached mail's text as the mail's own, glued to it;
#           imap_tools without even a line between. The standard library and mailparser (npm) keep them apart.
# Packages: mail-parser 4.8.0, eml-parser 4.4.0, imap-tools 1.16.0 (PyPI), postal-mime 4.0.0, mailparser 3.14.2 (npm).
# Matters:  what a customer wrote to somebody else a year ago is logged as said to you today.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mail-parser==4.8.0 eml-parser==4.4.0 imap-tools==1.16.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts postal-mime@4.0.0 mailparser@3.14.2 || exit 75
printf '%s\r\n' 'From: anna@a.example' 'To: bob@b.example' 'Subject: Forwarded' 'Date: Mon, 02 Mar 2026 09:00:00 +0100' \
  'MIME-Version: 1.0' 'Content-Type: multipart/mixed; boundary=b' '' '--b' 'Content-Type: text/plain' '' 'Outer.' '--b' \
  'Content-Type: message/rfc822' '' 'From: carl@c.example' 'To: dora@d.example' 'Subject: Older' \
  'Content-Type: text/plain' '' 'Inner.' '--b--' >mail.eml
python3 - <<'PY'
import email
import email.policy
from importlib.metadata import version

import eml_parser
import mailparser
from imap_tools import MailMessage

raw = open("mail.eml", "rb").read()
parsed = eml_parser.EmlParser(include_raw_body=True).decode_email_bytes(raw)
texts = {
    "mail-parser": mailparser.parse_from_bytes(raw).body,
    "eml-parser": " | ".join(part["content"] for part in parsed["body"]),
    "imap-tools": MailMessage.from_bytes(raw).text,
}
for name, text in texts.items():
    print(name, version(name), repr(text))
    assert "Outer." in text and "Inner." in text
assert texts["imap-tools"] == "Outer.Inner."
assert email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content().strip() == "Outer."
PY
cat >read.mjs <<'JS'
import fs from "fs";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
const raw = fs.readFileSync("mail.eml");
const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
const postal = (await PostalMime.parse(raw)).text;
const other = (await simpleParser(raw)).text;
console.log("postal-mime", version("postal-mime"), JSON.stringify(postal));
console.log("mailparser", version("mailparser"), JSON.stringify(other));
if (!postal.includes("Inner.") || other.includes("Inner.")) process.exit(1);
JS
node read.mjs
