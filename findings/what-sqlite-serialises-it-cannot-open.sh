#!/usr/bin/env bash
# Expected: what Connection.serialize() gives, Connection.deserialize() takes; a copy in memory needs no write-ahead log.
# Happens:  of a database in WAL mode the copy is taken without a word, and the first query says "unable to open database
#           file", though no file is meant. With bytes 18 and 19 of the copy set from 2 to 1 it opens, with all rows.
# Packages: apsw 3.54.1.0 (PyPI), which brings SQLite 3.54.1; the sqlite3 module of Python 3.11 and newer.
# Matters:  most programs keep their file in WAL mode and their tests don't, so a preview made from a backup works until a
#           real backup is given. The message sends one looking for a path.
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

print("apsw", apsw.apsw_version(), "SQLite", apsw.sqlite_lib_version(), "Python", platform.python_version())
source = sqlite3.connect("book.db", isolation_level=None)
source.execute("CREATE TABLE account AS SELECT 'Acme' AS name")


def through_sqlite3(file):
    copy = sqlite3.connect(":memory:")
    copy.deserialize(file)
    return copy


def through_apsw(file):
    copy = apsw.Connection(":memory:")
    copy.deserialize("main", file)
    return copy


def read(file):
    """What a query of the copy gives, by either module."""
    found = []
    for through in (through_sqlite3, through_apsw):
        try:
            found.append(through(file).execute("SELECT name FROM account").fetchall())
        except (sqlite3.Error, apsw.Error) as error:
            found.append(str(error))
    return found


for mode, expected in (("DELETE", [("Acme",)]), ("WAL", "unable to open database file")):
    source.execute(f"PRAGMA journal_mode = {mode}")
    file = source.serialize()
    found = read(file)
    print(mode, *file[18:20], found)
    assert found == [expected] * 2
found = read(file[:18] + b"\1\1" + file[20:])
print("both bytes set to 1:", found)
assert found == [[("Acme",)]] * 2
PY
