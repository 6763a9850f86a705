#!/usr/bin/env bash
# Expected: in a mail of format=flowed, where a line that ends in a space goes on in the next one, the customer's "Yes" below
#           the question that was quoted stays a line of its own: RFC 3676 says that a line of another depth never goes on.
# Happens:  postal-mime joins them, "> The price > is 100. Yes, renew.", so the answer stands behind a quotation mark, and the
#           mark of a quoted line that goes on stays in the middle of the text. mailparser does both as the RFC has it.
# Packages: postal-mime 4.0.0, mailparser 3.14.2 (npm). Both read flowed text without being asked.
# Matters:  whatever hides quotations, or looks for the newest words of a thread, drops the answer with the question. Give a
#           reader of flowed text one reply whose question was cut off at a space.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts postal-mime@4.0.0 mailparser@3.14.2 || exit 75
cat >read.cjs <<'JS'
const { simpleParser } = require("mailparser");
const PostalMime = require("postal-mime").default;
const release = (name) => require(`./node_modules/${name}/package.json`).version;
const mail = [
  "From: Jane Roe <jane@alpha.example>",
  "Date: Mon, 2 Mar 2026 09:00:00 +0000",
  "Subject: Renewal",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=utf-8; format=flowed",
  "",
  "> Shall we renew? The price ",
  "> is 100. ",
  "Yes, renew. And add ",
  "two seats.",
  "",
].join("\r\n");
(async () => {
  const texts = [(await PostalMime.parse(mail)).text.trimEnd(), (await simpleParser(mail)).text.trimEnd()];
  console.log("postal-mime", release("postal-mime"), JSON.stringify(texts[0]));
  console.log("mailparser", release("mailparser"), JSON.stringify(texts[1]));
  const expected = [
    "> Shall we renew? The price > is 100. Yes, renew. And add two seats.",
    "> Shall we renew? The price is 100. \nYes, renew. And add two seats.",
  ];
  if (JSON.stringify(texts) !== JSON.stringify(expected)) process.exit(1);
})();
JS
node read.cjs
