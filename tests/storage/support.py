"""Small helpers of the tests of the file itself."""

import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from amcli.storage import schema
from amcli.storage.connection import Book
from amcli.storage.opening import open_book
from amcli.storage.triggers import names

STAMP = "2026-01-01T00:00:00.000Z"
BOOKKEEPING = ("txn", "journal", "session", "alembic_version")


@cache
def template(currency: str | None) -> Path:
    """A book made once a process; copying it is a hundred times faster than making another."""
    path = Path(tempfile.mkdtemp(prefix="amcli-tests-")) / "book.db"
    schema.create(path, currency)
    return path


def before_forks() -> None:
    """Make what each fork of this process would make again (tools/mutant_trials.py)."""
    template(None)


def new_book(path: Path, currency: str | None = None) -> Book:
    shutil.copy(template(currency), path)
    return open_book(path, "test")


def outside(path: Path) -> sqlite3.Connection:
    """A connection that knows nothing of amcli, as any other program opens."""
    db = sqlite3.connect(path, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    return db


def add(db: sqlite3.Connection, table: str, **values: Any) -> int:
    """A row written by plain SQL, with the columns that every record needs."""
    columns = {row["name"] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    if "created_at" in columns:
        values = {"created_at": STAMP, "updated_at": STAMP, **values}
    for name in ("name", "code"):
        if f"{name}_folded" in columns and name in values:
            values.setdefault(f"{name}_folded", str(values[name]).casefold())
    marks = ", ".join("?" for _ in values)
    named = ", ".join(f'"{name}"' for name in values)
    return int(
        db.execute(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', tuple(values.values())).lastrowid or 0
    )


def account(db: sqlite3.Connection, name: str = "Acme", **values: Any) -> int:
    return add(db, "account", **{"name": name, "code": name.lower(), "added_on": "2026-01-01", **values})


def dump(
    db: sqlite3.Connection, leave_out: tuple[str, ...] = BOOKKEEPING
) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for the journal's own."""
    tables = [name for name in names(db, "table") if name not in leave_out]
    found = {
        name: [tuple(row) for row in db.execute(f'SELECT * FROM "{name}" ORDER BY id')] for name in tables
    }
    found["search"] = [
        tuple(row) for row in db.execute("SELECT rowid, title, body FROM search ORDER BY rowid")
    ]
    return found
