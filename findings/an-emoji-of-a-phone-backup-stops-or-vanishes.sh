#!/usr/bin/env bash
# Expected: a text message saved as XML by SMS Backup & Restore opens in an XML parser, emoji included.
# Happens:  the app writes a character outside the basic plane as two references, &#55357;&#56842;, which XML forbids.
#           ElementTree and lxml refuse the file, Beautiful Soup gives two replacement characters, and fast-xml-parser
#           leaves the emoji out without a word.
# Packages: lxml 6.1.3, beautifulsoup4 4.15.0 (PyPI), fast-xml-parser 5.12.1 (npm), ElementTree of Python 3.11 and newer.
# Matters:  one smile makes ten years of messages unreadable; join the two references before any parser sees them.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env lxml==6.1.3 beautifulsoup4==4.15.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts fast-xml-parser@5.12.1 || exit 75
printf '%s\n' "<?xml version='1.0' encoding='UTF-8'?>" '<smses count="1">' \
  '<sms address="+4930123456" date="1772442000000" type="1" body="Thanks &#55357;&#56842; see you" />' '</smses>' >sms.xml
python3 - <<'PY'
import re
from importlib.metadata import version
from xml.etree import ElementTree

import lxml.etree
from bs4 import BeautifulSoup

text = open("sms.xml").read()
for name, read in {"ElementTree": lambda: ElementTree.fromstring(text), "lxml": lambda: lxml.etree.fromstring(text.encode())}.items():
    try:
        read()
    except SyntaxError as error:
        print(name, "refuses it:", error)
    else:
        raise SystemExit(f"{name} reads it now")
soup = BeautifulSoup(text, "html.parser").find("sms")["body"]
print("lxml", version("lxml"), "beautifulsoup4", version("beautifulsoup4"), ascii(soup))
assert soup == "Thanks \ufffd\ufffd see you"


def joined(pair: re.Match[str]) -> str:
    high, low = (int(number) for number in pair.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)


mended = re.sub(r"&#(5(?:5[2-9]\d\d|6[0-2]\d\d|63[01]\d));&#(5[67]\d{3});", joined, text)
print("mended:", ascii(ElementTree.fromstring(mended)[0].get("body")))
assert ElementTree.fromstring(mended)[0].get("body") == "Thanks \U0001f60a see you"
PY
cat >read.cjs <<'JS'
const { XMLParser } = require("fast-xml-parser");
const body = new XMLParser({ ignoreAttributes: false }).parse(require("fs").readFileSync("sms.xml", "utf8")).smses.sms["@_body"];
console.log("fast-xml-parser", require("./node_modules/fast-xml-parser/package.json").version, JSON.stringify(body));
if (body !== "Thanks  see you") process.exit(1);
JS
node read.cjs
