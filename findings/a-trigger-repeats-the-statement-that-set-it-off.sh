#!/usr/bin/env bash
# Expected: a function given to sqlite3's set_trace_callback hears of the statement that ran, and of what its triggers run.
# Happens:  for one UPDATE whose trigger has two statements it is called four times, each time with the text of the UPDATE:
#           once for itself, once for the trigger, once for each statement in it. apsw gives their own texts and a flag.
# Packages: the sqlite3 module of Python 3.11 and newer, apsw 3.54.1.0 (PyPI).
# Matters:  a log of statements says that a change was made four times, and a test that counts writes, to find the one that
#           is made in a loop, counts the triggers.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env apsw==3.54.1.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import platform
import sqlite3

import apsw

SCHEMA = (
    "CREATE TABLE account (price INTEGER)",
    "CREATE TABLE past (price INTEGER)",
    "INSERT INTO account VALUES (1)",
    "CREATE TRIGGER keep AFTER UPDATE ON account BEGIN"
    " INSERT INTO past VALUES (old.price); DELETE FROM past WHERE price < 0; END",
)
UPDATE = "UPDATE account SET price = 2"
print("Python", platform.python_version(), "apsw", apsw.apsw_version())
told = {"sqlite3": [], "apsw": []}
one, other = sqlite3.connect(":memory:", isolation_level=None), apsw.Connection(":memory:")
for each in SCHEMA:
    one.execute(each)
    other.execute(each)
one.set_trace_callback(told["sqlite3"].append)
other.trace_v2(apsw.SQLITE_TRACE_STMT, lambda event: told["apsw"].append(event["sql"]))
for db, past in ((one, "sqlite3"), (other, "apsw")):
    db.execute(UPDATE)
for name, texts in told.items():
    print(f"{name}:", *texts, sep="\n  ")
assert told["sqlite3"] == [UPDATE] * 4
assert told["apsw"][0] == UPDATE and UPDATE not in told["apsw"][1:] and len(told["apsw"]) == 4
one.set_trace_callback(None)
assert one.execute("SELECT count(*) FROM past").fetchall() == [(1,)]
PY
