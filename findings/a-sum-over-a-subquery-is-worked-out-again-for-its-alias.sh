#!/usr/bin/env bash
# Expected: HAVING change < 100 and ORDER BY change use the column that was worked out, "sum(...) AS change".
# Happens:  for a plain sum they do. Where a subquery stands in the sum, SQLite doesn't know the two as one: it works out the
#           subquery of every row a second time for the alias, as EXPLAIN QUERY PLAN lists it twice. A CTE, AS MATERIALIZED,
#           with the subquery's value as a plain column, has each once.
# Packages: apsw 3.54.1.0 (PyPI), which brings SQLite 3.54.1.
# Matters:  "owners whose revenue shrank", worst first, runs the subquery three times as often as the list of all owners in any
#           order; the rows are right, so nobody looks.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env apsw==3.54.1.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import apsw

print("apsw", apsw.apsw_version(), "SQLite", apsw.sqlite_lib_version())
db = apsw.Connection(":memory:")
db.execute("""
    CREATE TABLE account (id INTEGER PRIMARY KEY, owner TEXT, price INTEGER);
    CREATE TABLE cut (account INTEGER, amount INTEGER);
    INSERT INTO account VALUES (1, 'ann', 10), (2, 'ann', 20), (3, 'bob', 5);
    INSERT INTO cut VALUES (1, 50), (3, 1);
""").fetchall()
calls = []
db.create_scalar_function("noted", lambda value: calls.append(value) or value, 1)
CUTS = "(SELECT noted(total(amount)) FROM cut WHERE cut.account = account.id)"
PLAIN = "SELECT owner, sum(noted(price)) AS change FROM account GROUP BY owner"
NESTED = f"SELECT owner, sum(price - {CUTS}) AS change FROM account GROUP BY owner"
APART = (
    f"WITH row AS MATERIALIZED (SELECT owner, price - {CUTS} AS kept FROM account)"
    " SELECT owner, sum(kept) AS change FROM row GROUP BY owner"
)


def counted(sql):
    calls.clear()
    rows = sorted(db.execute(sql).fetchall())
    return len(calls), rows


seen = {}
for name, sql in (("plain sum", PLAIN), ("sum over a subquery", NESTED), ("the same by a CTE", APART)):
    for rest in ("", " HAVING change < 100", " ORDER BY change", " HAVING change < 100 ORDER BY change"):
        times, rows = counted(sql + rest)
        seen.setdefault(name, []).append(times)
        assert len(rows) == 2
    print(f"{name}: calls for three rows, as it is, with HAVING, with ORDER BY, with both: {seen[name]}")
assert seen["plain sum"] == seen["the same by a CTE"] == [3, 3, 3, 3]
assert seen["sum over a subquery"] == [3, 6, 6, 9]
PY
