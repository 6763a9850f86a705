#!/usr/bin/env bash
# Expected: an amount that Intl.NumberFormat wrote for a Swedish reader comes back as the same number, minus and all.
# Happens:  Intl writes the true minus sign (U+2212) for Swedish, Norwegian, Finnish, Croatian, Slovene, Lithuanian and
#           Estonian; currency.js, accounting and numeral throw it away as if it were the currency's symbol, so a refund
#           of 1,234.50 becomes a payment of 1,234.50. With a hyphen they read it right. numbro gives undefined.
# Packages: currency.js 2.0.4, accounting 0.4.1, numeral 2.0.6, numbro 2.5.0 (npm), with the Intl of Node.js.
# Matters:  credit notes in an export from the north raise a customer's revenue; turn U+2212 into a hyphen before reading.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund currency.js@2.0.4 accounting@0.4.1 numeral@2.0.6 numbro@2.5.0 >/dev/null || exit 75
node - <<'JS'
const assert = require("node:assert");
const [currency, accounting, numeral, numbro] = ["currency.js", "accounting", "numeral", "numbro"].map((name) => require(name));
const money = { style: "currency", currency: "SEK" };
const written = new Intl.NumberFormat("sv-SE", money).format(-1234.5);
assert.equal(written.codePointAt(0), 0x2212);
const swedish = { separator: " ", decimal: "," };
const read = (text) => [currency(text, swedish).value, accounting.unformat(text, ",")];
console.log(process.version, written, "is read as", read(written), "and with a hyphen as", read(written.replace("\u2212", "-")));
assert.deepEqual(read(written), [1234.5, 1234.5]);
assert.deepEqual(read(written.replace("\u2212", "-")), [-1234.5, -1234.5]);
const plain = ["\u22121234.50", "-1234.50"].map((text) => [numeral(text).value(), numbro.unformat(text)]);
console.log("numeral, numbro:", plain);
assert.deepEqual(plain, [[1234.5, undefined], [-1234.5, -1234.5]]);
const northern = ["sv", "nb", "fi", "hr", "sl", "lt", "et"];
assert(northern.every((language) => new Intl.NumberFormat(language).format(-5).startsWith("\u2212")));
JS
