#!/usr/bin/env bash
# Expected: an LDIF file as Thunderbird writes it, with values outside ASCII in base64 after "::", reads as names.
# Happens:  ldif3, the one LDIF reader in pure Python that isn't part of an LDAP client, calls base64.decodestring, which
#           Python 3.9 took away: the first accent ends the reading with an AttributeError, after plain entries were read.
# Packages: ldif3 3.2.2 (PyPI), any Python from 3.9 on.
# Matters:  a test with ASCII names passes, and the first real address book fails in its middle.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env ldif3==3.2.2 || exit 75
PYTHONPATH=$dir/env python3 - <<'PY'
import base64
import io
from importlib.metadata import version

from ldif3 import LDIFParser

plain = "dn: cn=Dana Reyes\ncn: Dana Reyes\n\n"
accent = f"dn: mail=joerg@birch.example\ncn:: {base64.b64encode('Jörg Ott'.encode()).decode()}\n\n"
entries = LDIFParser(io.BytesIO((plain + accent).encode())).parse()
print("ldif3", version("ldif3"), next(entries))
try:
    next(entries)
    raise SystemExit("the accent was read")
except AttributeError as error:
    print("then:", error)
    assert "decodestring" in str(error)
PY
