#!/usr/bin/env bash
# Expected: a mail put into an mbox by the standard library comes out of it as it went in.
# Happens:  "From here on" becomes ">From here on" when written, and stays so when the same module reads it; node-mbox
#           leaves it too, mbox-reader takes it off. Copied to another mbox it isn't marked twice, so a
#           reader that takes marks off also takes one that the sender typed.
# Packages: mailbox of Python 3.11 and newer, node-mbox 2.0.0, mbox-reader 1.2.0 (npm).
# Matters:  a line that begins with ">" counts as a quotation for most tools: a sentence of the customer's disappears.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts node-mbox@2.0.0 mbox-reader@1.2.0 || exit 75
python3 - <<'PY'
import mailbox
import sys
from email.message import EmailMessage

mail = EmailMessage()
mail["From"], mail["Subject"], mail["Date"] = "anna@a.example", "Price", "Mon, 02 Mar 2026 09:00:00 +0100"
mail.set_content("Hello.\nFrom here on we pay more.\n>From you we heard nothing.\n")
box = mailbox.mbox("mail.mbox")
box.add(mail)
box.flush()
read = mailbox.mbox("mail.mbox")[0].get_payload()
print("Python", sys.version.split()[0], repr(read))
assert read == "Hello.\n>From here on we pay more.\n>From you we heard nothing.\n"
PY
cat >read.mjs <<'JS'
import fs from "fs";
import { mboxReader } from "mbox-reader";
import { MboxStream } from "node-mbox";
const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
const body = (mail) => mail.toString().split("\n\n").slice(1).join("\n\n").trim();
const kept = await new Promise((done) => MboxStream(fs.createReadStream("mail.mbox")).on("data", (mail) => done(body(mail))));
console.log("node-mbox", version("node-mbox"), JSON.stringify(kept));
let taken;
for await (const mail of mboxReader(fs.createReadStream("mail.mbox"))) taken = body(mail.content);
console.log("mbox-reader", version("mbox-reader"), JSON.stringify(taken));
if (!kept.includes("\n>From here on") || !taken.includes("\nFrom here on") || !taken.includes("\nFrom you")) process.exit(1);
JS
node read.mjs
