#!/usr/bin/env bash
# Expected: PRAGMA secure_delete = ON, the deletion of a note and a VACUUM leave nothing of its words in the file.
# Happens:  of a table they do, of an FTS5 index they don't: the words stay there as live bytes until its segments are merged,
#           and VACUUM copies them. 'rebuild' takes them out, or the index's own option secure-delete, set beforehand.
# Packages: apsw 3.54.1.0 (PyPI), which brings SQLite 3.54.1. SQLite before 3.42 has no such option.
# Matters:  what was erased because somebody asked for it is still in the file that is backed up and sent on; a search finds
#           nothing, so it looks gone.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env apsw==3.54.1.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from pathlib import Path

import apsw

print("apsw", apsw.apsw_version(), "SQLite", apsw.sqlite_lib_version())


def left(table, *after, before=()):
    """Whether the word is in the file once its row was deleted, and how many rows there are."""
    book = Path("book.db")
    book.unlink(missing_ok=True)
    db = apsw.Connection(str(book))
    for each in (
        "PRAGMA secure_delete = ON",
        table,
        *before,
        "INSERT INTO note VALUES ('a call about zanzibar')",
        "DELETE FROM note",
        *after,
        "VACUUM",
    ):
        db.execute(each).fetchall()
    rows = db.execute("SELECT count(*) FROM note").fetchall()
    db.close()
    return b"zanzibar" in book.read_bytes(), rows[0][0]


TABLE, INDEX = "CREATE TABLE note (body TEXT)", "CREATE VIRTUAL TABLE note USING fts5 (body)"
found = {
    "table": left(TABLE),
    "index": left(INDEX),
    "index, rebuilt": left(INDEX, "INSERT INTO note (note) VALUES ('rebuild')"),
    "index with its option": left(INDEX, before=["INSERT INTO note (note, rank) VALUES ('secure-delete', 1)"]),
}
for name, (there, rows) in found.items():
    print(f"{name}: {rows} rows, the word is {'still there' if there else 'gone'}")
assert [there for there, _ in found.values()] == [False, True, False, False]
assert not any(rows for _, rows in found.values())
PY
