#!/usr/bin/env bash
# Expected: a sender whose name is written surname first, "Müller, Eva", encoded as every mail program does it with an accent
#           in it, is one person with one address; a named group of addressees is its members.
# Happens:  eml-parse-js decodes the name before it looks for commas: "Müller" without an address and "Eva" with it. Of the
#           group it gives the name alone, nobody's address. fast-mail-parser hands out the decoded line, in which no reader
#           can tell this comma from one between two people: the standard library reads two people in it. mail-parser,
#           mailparser and postal-mime read one, and the group's members.
# Packages: eml-parse-js 1.1.15, mailparser 3.14.2, postal-mime 4.0.0 (npm), fast-mail-parser 0.10.0, mail-parser 4.8.0 (PyPI).
# Matters:  a company whose directory has the surname first makes two contacts of each employee, one of them without an
#           address; who was written to as a group was never written to. Take addresses apart before decoding.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env fast-mail-parser==0.10.0 mail-parser==4.8.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts eml-parse-js@1.1.15 mailparser@3.14.2 postal-mime@4.0.0 || exit 75
printf '%s\r\n' 'From: =?utf-8?Q?M=C3=BCller=2C_Eva?= <eva@alpha.example>' \
  'To: Sales: ann@beta.example, "Roe, Max" <max@beta.example>;, bob@gamma.example' \
  'Date: Mon, 2 Mar 2026 09:00:00 +0000' 'Subject: Renewal' 'MIME-Version: 1.0' \
  'Content-Type: text/plain; charset=utf-8' '' 'Hello.' >mail.eml
python3 - <<'PY'
from email.utils import getaddresses
from importlib.metadata import version

import fast_mail_parser
import mailparser

mail = open("mail.eml", "rb").read()
line = fast_mail_parser.parse_email(mail).headers["From"]
line = line if isinstance(line, str) else line[0]
people = getaddresses([line])
whole = mailparser.parse_from_bytes(mail)
print("fast-mail-parser", version("fast-mail-parser"), repr(line), "read by the standard library:", people)
print("mail-parser", version("mail-parser"), whole.from_, whole.to)
assert line == "Müller, Eva <eva@alpha.example>"
assert people == [("", "Müller"), ("Eva", "eva@alpha.example")]
assert whole.from_ == [("Müller, Eva", "eva@alpha.example")]
assert whole.to == [("", "ann@beta.example"), ("Roe, Max", "max@beta.example"), ("", "bob@gamma.example")]
PY
cat >read.cjs <<'JS'
const fs = require("fs");
const { readEml } = require("eml-parse-js");
const { simpleParser } = require("mailparser");
const PostalMime = require("postal-mime").default;
const release = (name) => require(`./node_modules/${name}/package.json`).version;
const mail = fs.readFileSync("mail.eml", "utf8");
const flat = (people) =>
  people.flatMap((one) => one.group ?? [one]).map((one) => `${one.name ?? ""}|${one.address ?? one.email ?? ""}`).join(" ");
(async () => {
  const eml = await new Promise((done, fail) => readEml(mail, (error, data) => (error ? fail(error) : done(data))));
  const [whole, postal] = [await simpleParser(mail), await PostalMime.parse(mail)];
  const found = {
    "eml-parse-js": [flat([eml.from].flat()), flat([eml.to].flat())],
    mailparser: [flat(whole.from.value), flat(whole.to.value)],
    "postal-mime": [flat([postal.from]), flat(postal.to)],
  };
  for (const name in found) console.log(name, release(name), found[name]);
  const right = ["Müller, Eva|eva@alpha.example", "|ann@beta.example Roe, Max|max@beta.example |bob@gamma.example"];
  const expected = {
    "eml-parse-js": ["Müller| Eva|eva@alpha.example", "Sales| |bob@gamma.example"],
    mailparser: right,
    "postal-mime": right,
  };
  if (JSON.stringify(found) !== JSON.stringify(expected)) process.exit(1);
})();
JS
node read.cjs
