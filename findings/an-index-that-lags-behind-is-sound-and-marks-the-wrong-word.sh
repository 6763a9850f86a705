#!/usr/bin/env bash
# Expected: the check of an FTS5 index says when it doesn't hold what its table holds; a hit marks the word it was found by.
# Happens:  where the text is kept in a table of its own (content=), PRAGMA integrity_check and the index's command
#           'integrity-check' find it sound: only that command with rank = 1 compares. Looking for "renewal" finds the note that
#           now says "cancelled by Acme" and marks [cancelled], which stands where the old word did.
# Packages: apsw 3.54.1.0 (PyPI), which brings SQLite 3.54.1.
# Matters:  such an index goes stale whenever something writes the table without its triggers; a nightly check by the usual
#           two ways stays silent, and highlight() makes a false hit look like a true one.
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
    CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT);
    CREATE VIRTUAL TABLE words USING fts5 (body, content = note, content_rowid = id);
    INSERT INTO note VALUES (1, 'renewal by Acme');
    INSERT INTO words (words) VALUES ('rebuild');
    UPDATE note SET body = 'cancelled by Acme' WHERE id = 1;
    INSERT INTO note VALUES (2, 'renewal by Beta');
""").fetchall()


def said(sql):
    try:
        return [row[0] for row in db.execute(sql)]
    except apsw.Error as error:
        return type(error).__name__


seen = [
    said("PRAGMA integrity_check"),
    said("INSERT INTO words (words) VALUES ('integrity-check')"),
    said("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)"),
    said("SELECT highlight(words, 0, '[', ']') FROM words WHERE words MATCH 'renewal'"),
    said("SELECT body FROM words WHERE words MATCH 'cancelled'"),
]
names = ("integrity_check", "'integrity-check'", "the same, rank 1", "found by renewal", "found by cancelled")
for name, each in zip(names, seen):
    print(f"{name}: {each}")
assert seen == [["ok"], [], "CorruptError", ["[cancelled] by Acme"], []]
PY
