#!/usr/bin/env bash
# Expected: a TEXT column of a STRICT table holds text, or PRAGMA integrity_check says which row doesn't.
# Happens:  bytes that are no UTF-8 go in by CAST, as some importers bind them; typeof() is "text", STRICT takes them,
#           integrity_check and quick_check say "ok", length() counts. Reading the row raises UnicodeDecodeError.
# Packages: apsw 3.54.1.0 (PyPI), which brings SQLite 3.54.1.
# Matters:  one name in an old encoding and the list of all customers ends with an error in a file that every check calls
#           sound. Only reading every row finds it: do so before a backup is called good.
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
db.execute("CREATE TABLE account (name TEXT NOT NULL CHECK (typeof(name) = 'text')) STRICT")
db.execute("INSERT INTO account VALUES ('Acme'), (CAST(x'4dfc6c6c6572' AS TEXT))")  # Müller in Latin-1
for check in ("integrity_check", "quick_check"):
    (answer,) = db.execute(f"PRAGMA {check}").fetchall()
    print(f"{check}:", *answer)
    assert answer == ("ok",)
lengths = db.execute("SELECT length(name) FROM account").fetchall()
print("lengths:", lengths)
assert len(lengths) == 2
try:
    print(db.execute("SELECT name FROM account").fetchall())
except UnicodeDecodeError as error:
    print("reading:", error)
else:
    raise SystemExit("it can be read")
PY
