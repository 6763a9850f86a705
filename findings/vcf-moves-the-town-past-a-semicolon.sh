#!/usr/bin/env bash
# Expected: a vCard library undoes the escapes of a card that it reads, and escapes what it writes.
# Happens:  vcf does neither. It splits an address at an escaped semicolon of its street, so that the town stands in the
#           place of the region and the postcode in that of the country; a note keeps its backslashes. A note with a line break
#           is written with the break left out, "Call first.Then write."; a surname with a semicolon becomes two parts of a name.
#           vcard4 reads the same card right.
# Packages: vcf 2.1.2, vcard4 4.0.5 (npm).
# Matters:  an address book that goes through it once sends post to a region that is a town, and its notes run together. What
#           it has read and writes again unchanged is whole, so a test of there and back sees nothing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts vcf@2.1.2 vcard4@4.0.5 || exit 75
cat >cards.cjs <<'JS'
const Card = require("vcf");
const { parse } = require("vcard4");
const release = (name) => require(`./node_modules/${name}/package.json`).version;
const lines = ["BEGIN:VCARD", "VERSION:4.0", "FN:Jane Doe", "N:Doe;Jane;;;", "ADR:;;1 Road\\; rear;Town;;12345;UK",
  "NOTE:One\\, two\\nthree", "END:VCARD"];
const text = lines.join("\r\n") + "\r\n";
const one = new Card().parse(text).toJSON()[1];
const address = one.find((property) => property[0] === "adr")[3];
const note = one.find((property) => property[0] === "note")[3];
const again = new Card().parse(text).toString("4.0").trimEnd() === text.trimEnd();
const made = new Card();
made.set("fn", "Jane Doe");
made.set("n", ["Doe; Roe", "Jane"]);
made.set("note", "Call first.\nThen write.");
const written = made.toString("3.0").split(/\r?\n/).filter((line) => /^(N|NOTE|Then)/.test(line));
const value = (name) => parse(text).getProperty(name)[0].value;
const right = [value("ADR").streetAddress, value("ADR").locality, value("NOTE")].join("|");
console.log("vcf", release("vcf"), { address, note, again, written });
console.log("vcard4", release("vcard4"), JSON.stringify(right));
const found = JSON.stringify([address, note, again, written, right]);
const expected = [["", "", "1 Road\\", " rear", "Town", "", "12345", "UK"], "One\\, two\\nthree", true,
  ["N:Doe; Roe;Jane", "NOTE:Call first.Then write."], "1 Road; rear|Town|One, two\nthree"];
if (found !== JSON.stringify(expected)) process.exit(1);
JS
node cards.cjs
