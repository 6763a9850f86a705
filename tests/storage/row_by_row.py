"""Taking a transaction back row by row, as 0.1.0 did: what `storage.reversal` is held against."""

import json
import sqlite3
from typing import Any

from amcli.storage.triggers import UNJOURNALLED

KEEP = 'INSERT INTO journal(txn, tbl, "row", before, after) VALUES (?, ?, ?, ?, ?)'


def take_back(db: sqlite3.Connection, txn: int, own: int) -> None:
    """Do the opposite of each entry of a transaction, newest first."""
    entries = db.execute("SELECT * FROM journal WHERE txn = ? ORDER BY id DESC", (txn,))
    for entry in entries.fetchall():
        if entry["tbl"] != "settings":
            reverse_row(db, entry, own)


def reverse_row(db: sqlite3.Connection, entry: sqlite3.Row, own: int) -> None:
    """Put one row back as it was before."""
    table, row = entry["tbl"], entry["row"]
    if table in UNJOURNALLED:
        keep_reversal(db, entry, own)
    if entry["before"] is None:
        db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return
    before = json.loads(entry["before"])
    columns = ", ".join(f'"{name}"' for name in before)
    if entry["after"] is None:
        marks = ", ".join(f":{name}" for name in before)
        db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', before)
        return
    assignments = ", ".join(f'"{name}" = :{name}' for name in before)
    db.execute(f'UPDATE "{table}" SET {assignments} WHERE id = :id', {**before, "id": row})


def keep_reversal(db: sqlite3.Connection, entry: sqlite3.Row, own: int) -> None:
    """Journal by hand the opposite of an entry that was journalled by hand."""
    table, row, before, after = entry["tbl"], entry["row"], entry["before"], entry["after"]
    if before is None:
        found = db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchone()
        db.execute(KEEP, (own, table, row, None if found is None else text(dict(found)), None))
    else:
        db.execute(KEEP, (own, table, row, after, before if after is not None else None))


def text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
