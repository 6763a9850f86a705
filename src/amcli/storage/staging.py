"""A private copy of the book, on which an import is planned and written while others go on writing.

What became of the copy is then carried over into the book in one short transaction: new rows with the
next free ids, changed rows where they still are as the plan found them. Not for what an import writes
(intake.py) nor for how often it plans again (commands/import_.py).
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from amcli.drafts import make_private, remove, sweep
from amcli.errors import BookUnavailable, Refused
from amcli.hints import NamedTuple, contextmanager
from amcli.storage.backups import copy_pages
from amcli.storage.bulk import index_changed, index_new
from amcli.storage.connection import Book, address_of, connect, translated
from amcli.storage.failures import named
from amcli.storage.triggers import (
    OWN_TRIGGERS,
    SEARCHED,
    UNJOURNALLED,
    at_rest,
    columns,
    insert_trigger,
    journal_new,
    journal_triggers,
    names,
    row_as_json,
    strangers,
)

ENDING = "plan"
COPIES = count()  # of this process
VERSIONS = ("data_version", "schema_version")
# What the copy is not the place for; other tables count, whether they are journalled or not.
OWN = frozenset({"txn", "journal", "session", "alembic_version"})
# What only imports fill; and whom none brings back, though they were there when it was planned.
ARRIVING = ("arrival", "unmatched", "forgotten")
# Rows that a column names without a foreign key, since they may be gone.
NAMED_ROWS = {("arrival", "interaction"): "interaction"}
TOUCHED = """
INSERT INTO temp.touched
SELECT tbl, "row", min(id), max(id) FROM plan.journal
WHERE txn = :txn AND tbl = :table AND "row" <= :base AND before IS NOT NULL GROUP BY "row" """
AS_BEFORE = """
DELETE FROM temp.touched WHERE (SELECT before FROM plan.journal j WHERE j.id = first)
IS (SELECT after FROM plan.journal j WHERE j.id = last)"""
IDLE = ("search_", "hand_")
PARTIAL = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'"
# Indexes that keep nothing from being there twice, of tables that plain rows only add to.
SPARE = """
SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT LIKE 'CREATE UNIQUE %'
AND (sql LIKE '% WHERE %' OR tbl_name NOT IN ('journal', 'account', 'contact', 'contract', 'product'))"""
ANOTHER_IMPORT = "SELECT 1 FROM main.txn WHERE id > ? AND id < ? AND command GLOB 'import*' LIMIT 1"


class MovedError(Exception):
    """The book is not any more what the plan was made on."""


class Found(NamedTuple):
    """By what a connection knows whether others wrote, and whether they changed the tables."""

    data: int
    schema: int


class Shift(NamedTuple):
    """A table: the highest id that the plan found, and by how much its new ids move up in the book."""

    base: int
    by: int

    @property
    def next(self) -> int:
        """The first new id in the book."""
        return self.base + self.by + 1

    def of(self, column: str) -> str:
        """SQL for an id of the copy as the book will have it."""
        return f"{column} + {self.by} * ({column} > {self.base})" if self.by else column


class Staging:
    """The copy: `book` to write to; then what was written is carried over."""

    def __init__(self, path: Path, book: Book, found: Found, adding: bool) -> None:
        self.path = path
        self.book = book
        self._found = found
        self._base = sequences(book.db, "main")
        self._tables = recorded(book.db)
        self.txn = 0
        with translated(book.file):
            strip(book.db, self._tables, SPARE if adding else PARTIAL)

    @contextmanager
    def transaction(self, automatic: bool) -> Iterator[int]:
        """The one transaction that is planned."""
        with self.book.transaction(bulk=True, automatic=automatic) as txn:
            self.txn = txn
            yield txn

    @property
    def is_empty(self) -> bool:
        return not any(self._grown(table) or self._touched(table) for table in self._tables)

    def _grown(self, table: str) -> bool:
        query = f'SELECT 1 FROM "{table}" WHERE id > ? LIMIT 1'
        return self.book.db.execute(query, (self._base.get(table, 0),)).fetchone() is not None

    def _touched(self, table: str) -> bool:
        query = (
            'SELECT 1 FROM journal WHERE txn = ? AND tbl = ? AND "row" <= ? AND before IS NOT NULL LIMIT 1'
        )
        return self.book.db.execute(query, (self.txn, table, self._base.get(table, 0))).fetchone() is not None

    def carry_over(self, book: Book, automatic: bool, exact: bool) -> int:
        """Write into the book what was written into the copy; gives the number `am undo` knows it by.

        Raises MovedError where the book changed since: in any way where `exact`, else in what the plan
        is about. What others added meanwhile counts as added after it.
        """
        self.book.close()
        try:
            with attached(book, self.path), book.transaction(bulk=True, automatic=automatic) as txn:
                now = found(book.db)
                if now != self._found:
                    if exact or now.schema != self._found.schema:
                        raise MovedError
                    self._refuse_another_import(book.db, txn)
                self._write(book.db)
        except Refused as error:  # a rule that holds in the copy, but not with what others wrote
            raise MovedError from error
        return txn

    def _refuse_another_import(self, db: sqlite3.Connection, txn: int) -> None:
        """Two imports may bring the same rows: the second has to see those of the first."""
        now = sequences(db, "main")
        if any(now.get(table) != self._base.get(table) for table in ARRIVING):
            raise MovedError
        if db.execute(ANOTHER_IMPORT, (self._base.get("txn", 0), txn)).fetchone():
            raise MovedError

    def _write(self, db: sqlite3.Connection) -> None:
        """Take out, change, add, in this order, so that a name that became free can be another's."""
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute('CREATE TEMP TABLE touched(tbl, "row", first INTEGER PRIMARY KEY, last)')
        now = sequences(db, "main")
        shifts = {}
        for table in self._tables:
            base = self._base.get(table, 0)
            shifts[table] = Shift(base, now.get(table, 0) - base)
            db.execute(TOUCHED, {"txn": self.txn, "table": table, "base": base})
        db.execute(AS_BEFORE)
        names = {table for (table,) in db.execute("SELECT DISTINCT tbl FROM temp.touched")}
        changed = [table for table in self._tables if table in names]
        for table in changed:
            refuse_moved(db, table)
        for table in changed:
            change_rows(db, table, shifts)
        added = [table for table in self._tables if has_new(db, table, shifts[table].base)]
        resting = set() if strangers(db) else set(added) - UNJOURNALLED
        with at_rest(db, inserts(resting)):
            for table in added:
                add_rows(db, table, shifts)
                if table in resting:
                    journal_new(db, table, shifts[table].next)
        for table in SEARCHED:
            index_new(db, table, shifts[table].next)
            index_changed(db, table, touched_rows(db, table))
        db.execute("DROP TABLE temp.touched")


@contextmanager
def staged(book: Book, *, adding: bool = False) -> Iterator[Staging]:
    """A copy of the book as it is now, which is gone again at the end. `adding`: it is for many rows that are
    only added, so nothing is looked up that is no record of its own."""
    path = book.path.with_name(f".{book.path.name}.{os.getpid()}.{next(COPIES)}{ENDING}")
    sweep(path.parent, book.path.name)
    with translated(book.file):
        before = found(book.db)
    try:
        made(path, book)
        copy = Book(book.path, opened(path, book), book.command)
        try:
            yield Staging(path, copy, before, adding)
        finally:
            copy.close()
    finally:
        remove(path)


def made(path: Path, book: Book) -> None:
    """Copy the book to `path`, for its owner alone."""
    try:
        path.unlink(missing_ok=True)
        make_private(path)
    except OSError as error:
        raise BookUnavailable(f"the book {named(book.path)} can't be copied: {error.strerror}.") from None
    copy_pages(book.path, path)


def opened(path: Path, book: Book) -> sqlite3.Connection:
    """A connection to a copy that need not outlive this process: nothing of it waits for the disk."""
    with translated(book.file):
        db = connect(path)
        db.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA foreign_keys = ON")
        return db


@contextmanager
def attached(book: Book, path: Path) -> Iterator[None]:
    """The copy beside the book, in one connection, to be read from. Its rows obey the CHECKs, which are its
    own too: looking again would hold the lock for a third longer."""
    with translated(book.file):
        book.db.execute("ATTACH DATABASE ? AS plan", (f"{address_of(path)}?mode=ro",))
    try:
        book.db.execute("PRAGMA ignore_check_constraints = ON")
        yield
    finally:
        book.db.execute("PRAGMA ignore_check_constraints = OFF")
        book.db.execute("DETACH DATABASE plan")


def found(db: sqlite3.Connection) -> Found:
    """The book as this connection finds it now."""
    return Found(*(db.execute(f"PRAGMA main.{name}").fetchone()[0] for name in VERSIONS))


def sequences(db: sqlite3.Connection, schema: str) -> dict[str, int]:
    """The highest id that each table ever gave."""
    return dict(tuple(row) for row in db.execute(f"SELECT name, seq FROM {schema}.sqlite_sequence"))


def recorded(db: sqlite3.Connection) -> list[str]:
    triggers = set(names(db, "trigger"))
    known = {table for table in names(db, "table") if inserts([table]) <= triggers}
    return sorted(known | UNJOURNALLED - OWN)


def strip(db: sqlite3.Connection, tables: list[str], idle: str) -> None:
    """Leave to the copy what a plan needs: its journal says what was before a change, also in tables
    where the book's says nothing. New rows the book journals itself, what other programs set off it does
    too, and an import's changes are nobody's own; the search and `idle` indexes are for those who look."""
    db.execute("BEGIN")  # one for all: a transaction for each of a hundred triggers takes longer
    for table in set(tables) & UNJOURNALLED:
        for statement in journal_triggers(db, table):
            db.execute(statement)
    journalling = inserts(tables)
    for name in names(db, "trigger"):
        if not name.startswith(OWN_TRIGGERS) or name.startswith(IDLE) or name in journalling:
            db.execute(f'DROP TRIGGER "{name}"')
    for (name,) in db.execute(idle).fetchall():
        db.execute(f'DROP INDEX "{name}"')
    db.execute("COMMIT")


def inserts(tables: Iterable[str]) -> set[str]:
    """The triggers that journal new rows."""
    return set(map(insert_trigger, tables))


def refuse_moved(db: sqlite3.Connection, table: str) -> None:
    """Raise MovedError where a row that is to be changed is not what the plan found."""
    present = row_as_json(db, table, "t")
    query = (
        f'SELECT 1 FROM temp.touched c JOIN plan.journal j ON j.id = c.first LEFT JOIN main."{table}" t '
        f"ON t.id = c.\"row\" WHERE c.tbl = '{table}' AND "
        f"CASE WHEN t.id IS NULL THEN NULL ELSE {present} END IS NOT j.before LIMIT 1"
    )
    if db.execute(query).fetchone():
        raise MovedError


def touched_rows(db: sqlite3.Connection, table: str) -> list[int]:
    """The rows of the book that are changed, in the order in which the plan changed them last."""
    query = 'SELECT "row" FROM temp.touched WHERE tbl = ? ORDER BY last'
    return [row for (row,) in db.execute(query, (table,))]


def change_rows(db: sqlite3.Connection, table: str, shifts: dict[str, Shift]) -> None:
    """Take out or change the rows that the plan took out or changed."""
    rows = [(row,) for row in touched_rows(db, table)]
    if not rows:
        return
    gone = f'NOT EXISTS (SELECT 1 FROM plan."{table}" s WHERE s.id = "{table}".id)'
    db.executemany(f'DELETE FROM main."{table}" WHERE id = ? AND {gone}', rows)
    values = {name: sql for name, sql in carried(db, table, shifts).items() if name != "id"}
    listed = ", ".join(f'"{name}"' for name in values)
    chosen = f'SELECT {", ".join(values.values())} FROM plan."{table}" s WHERE s.id = "{table}".id'
    db.executemany(f'UPDATE main."{table}" SET ({listed}) = ({chosen}) WHERE id = ?', rows)


def has_new(db: sqlite3.Connection, table: str, base: int) -> bool:
    """Whether the plan added rows to a table. To ask is cheaper than to add none: whoever adds first reads
    all that watches over the table."""
    return db.execute(f'SELECT 1 FROM plan."{table}" WHERE id > ? LIMIT 1', (base,)).fetchone() is not None


def add_rows(db: sqlite3.Connection, table: str, shifts: dict[str, Shift]) -> None:
    """Add the rows that are new."""
    values = carried(db, table, shifts)
    listed = ", ".join(f'"{name}"' for name in values)
    db.execute(
        f'INSERT INTO main."{table}" ({listed}) SELECT {", ".join(values.values())} '
        f'FROM plan."{table}" s WHERE s.id > {shifts[table].base} ORDER BY s.id'
    )


def carried(db: sqlite3.Connection, table: str, shifts: dict[str, Shift]) -> dict[str, str]:
    """SQL for each column of a row of the copy as the book will have it: ids, and what names an id."""
    present = [name for name, _ in columns(db, table)]
    values = {name: f's."{name}"' for name in present}
    keys = db.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
    meant = {"id": table, **dict(tuple(row) for row in keys)}
    meant |= {column: to for (owner, column), to in NAMED_ROWS.items() if owner == table}
    for name, to in meant.items():
        if to in shifts:
            values[name] = shifts[to].of(values[name])
    if "kind" in present and "row" in present:  # a record of any kind
        moved = [f"WHEN '{to}' THEN {shift.of(values['row'])}" for to, shift in shifts.items() if shift.by]
        if moved:
            values["row"] = f'CASE s."kind" {" ".join(moved)} ELSE s."row" END'
    return values
