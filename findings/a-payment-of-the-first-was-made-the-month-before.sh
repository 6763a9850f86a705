#!/usr/bin/env bash
# Expected: a payment that the bank posted on 1 March, midnight of its own time zone, is read as one of 1 March.
# Happens:  ofxparse and ofxtools turn "20260301000000[+1:CET]" into UTC, and its date is 28 February; a day without a
#           zone stays. "20260331230000[-5:EST]" becomes 1 April. ofx-js leaves the text as it stands.
# Packages: ofxparse 0.21, ofxtools 1.1.1 (PyPI), ofx-js 1.1.1 (npm).
# Matters:  ofxparse gives no zone with it, so nothing tells; a payment moves to the month or the year before, and is no
#           longer the same one as in the bank's CSV.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env ofxparse==0.21 ofxtools==1.1.1 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts ofx-js@1.1.1 || exit 75
payment() { printf '<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>%s<TRNAMT>100.00<FITID>%s<NAME>Alpha</STMTTRN>\n' "$1" "$2"; }
ok='<STATUS><CODE>0<SEVERITY>INFO</STATUS>'
{
  printf '%s\n' OFXHEADER:100 DATA:OFXSGML VERSION:102 SECURITY:NONE ENCODING:USASCII CHARSET:1252 COMPRESSION:NONE \
    OLDFILEUID:NONE NEWFILEUID:NONE ''
  echo "<OFX><SIGNONMSGSRSV1><SONRS>$ok<DTSERVER>20260401<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>"
  echo "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1$ok<STMTRS><CURDEF>EUR"
  echo '<BANKACCTFROM><BANKID>1<ACCTID>1<ACCTTYPE>CHECKING</BANKACCTFROM>'
  echo '<BANKTRANLIST><DTSTART>20260301<DTEND>20260331'
  payment '20260301000000[+1:CET]' 1
  payment 20260301 2
  payment '20260331230000[-5:EST]' 3
  echo '</BANKTRANLIST><LEDGERBAL><BALAMT>1.00<DTASOF>20260331</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>'
} >bank.ofx
python3 - <<'PY'
import warnings
from importlib.metadata import version

import ofxparse
from ofxtools.Parser import OFXTree

warnings.simplefilter("ignore")
with open("bank.ofx", "rb") as file:
    days = [line.date for line in ofxparse.OfxParser.parse(file).account.statement.transactions]
tree = OFXTree()
tree.parse("bank.ofx")
others = [line.dtposted for line in tree.convert().statements[0].transactions]
print("ofxparse", version("ofxparse"), *map(str, days), sep=" | ")
print("ofxtools", version("ofxtools"), *map(str, others), sep=" | ")
for found in (days, others):
    assert [f"{day:%m-%d}" for day in found] == ["02-28", "03-01", "04-01"]
assert all(day.tzinfo is None for day in days)
PY
cat >read.mjs <<'JS'
import fs from "fs";
import { parse } from "ofx-js";
const { OFX } = await parse(fs.readFileSync("bank.ofx", "utf8"));
const days = OFX.BANKMSGSRSV1.STMTTRNRS.STMTRS.BANKTRANLIST.STMTTRN.map((line) => line.DTPOSTED);
console.log("ofx-js", JSON.parse(fs.readFileSync("node_modules/ofx-js/package.json")).version, days);
if (`${days}` !== "20260301000000[+1:CET],20260301,20260331230000[-5:EST]") process.exit(1);
JS
node read.mjs
