#!/usr/bin/env bash
# Expected: a mail whose first line is ">From anna@a.example Mon Mar  2 09:00:00 2026", the mark of an mbox put into
#           another one, is read as without that line, as with an unmarked one.
# Happens:  the standard library's parser takes it for the beginning of the text: no sender, no day, no subject, and
#           mail-parser and imap_tools, which ask it, have none either. mailparser and postal-mime (npm) read it right.
# Packages: email of Python 3.11 and newer, mail-parser 4.8.0, imap-tools 1.16.0 (PyPI), mailparser 3.14.2,
#           postal-mime 4.0.0 (npm).
# Matters:  every mail of such a mailbox is from nobody, without an error; the library notes a defect, look at .defects.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mail-parser==4.8.0 imap-tools==1.16.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts mailparser@3.14.2 postal-mime@4.0.0 || exit 75
printf '%s\r\n' '>From anna@a.example Mon Mar  2 09:00:00 2026' 'From: anna@a.example' 'To: bob@b.example' \
  'Subject: Hello' 'Date: Mon, 02 Mar 2026 09:00:00 +0100' '' 'Text' >mail.eml
python3 - <<'PY'
import email
import sys
from importlib.metadata import version

import mailparser
from imap_tools import MailMessage

raw = open("mail.eml", "rb").read()
marked, plain = email.message_from_bytes(raw), email.message_from_bytes(raw[1:])
print("Python", sys.version.split()[0], "marked:", marked.keys(), marked.defects, "unmarked:", plain.keys())
print("mail-parser", version("mail-parser"), mailparser.parse_from_bytes(raw).headers)
print("imap-tools", version("imap-tools"), repr(MailMessage.from_bytes(raw).subject))
assert marked.keys() == [] and plain["Subject"] == "Hello"
assert mailparser.parse_from_bytes(raw).headers == {} and MailMessage.from_bytes(raw).subject == ""
PY
cat >read.mjs <<'JS'
import fs from "fs";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
const raw = fs.readFileSync("mail.eml");
const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
const subjects = [(await simpleParser(raw)).subject, (await PostalMime.parse(raw)).subject];
console.log("mailparser", version("mailparser"), "postal-mime", version("postal-mime"), subjects);
if (`${subjects}` !== "Hello,Hello") process.exit(1);
JS
node read.mjs
