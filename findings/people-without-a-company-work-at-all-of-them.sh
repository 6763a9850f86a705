#!/usr/bin/env bash
# Expected: a join on a column leaves out rows without a value there, as SQL does: nothing equals nothing.
# Happens:  petl joins None with None: each person without a company is put beside each company without a code.
#           Its leftjoin does so too; the same tables in SQLite give the one true pair.
# Packages: petl 1.7.30 (PyPI), SQLite of Python's sqlite3.
# Matters:  a list of contacts always has some whose company is unknown, and companies without a code. Joined like that
#           strangers become contacts of customers, and a count of people at risk is wrong. Empty cells of a CSV are
#           the text "" in every tool and do match: they must be made missing, and missing must not match.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env petl==1.7.30 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import sqlite3
from importlib.metadata import version

import petl

companies = [("code", "company"), ("acme", "Acme"), (None, "Beta"), (None, "Gamma")]
people = [("code", "person"), ("acme", "Jane Orr"), (None, "Lars Holm")]
joined = [tuple(row) for row in petl.join(companies, people, key="code")[1:]]
left = [tuple(row) for row in petl.leftjoin(people, companies, key="code")[1:]]
db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE company(code, company)")
db.execute("CREATE TABLE person(code, person)")
db.executemany("INSERT INTO company VALUES (?, ?)", companies[1:])
db.executemany("INSERT INTO person VALUES (?, ?)", people[1:])
in_sql = db.execute("SELECT code, company, person FROM company JOIN person USING (code)").fetchall()
print("petl", version("petl"), joined)
print("petl leftjoin", left)
print("SQLite", sqlite3.sqlite_version, in_sql)
assert in_sql == [("acme", "Acme", "Jane Orr")]
assert sorted(joined, key=str) == sorted(
    [("acme", "Acme", "Jane Orr"), (None, "Beta", "Lars Holm"), (None, "Gamma", "Lars Holm")], key=str
)
assert {row for row in left if row[0] is None} == {(None, "Lars Holm", "Beta"), (None, "Lars Holm", "Gamma")}
PY
