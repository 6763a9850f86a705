"""The book as it was on record on many days, from the newest back: `am backtest`.

`past` answers for one day, and lets facts count from the day they carry. Here everything goes back by the
journal, also what was put on record late or deleted since, so that nothing that was typed after a day is
known on it. That is done to a copy of the book that nobody else sees; the book itself is only read.
"""

import datetime as dt
import json
import sqlite3
from collections import defaultdict

from amcli.hints import Any
from amcli.storage.connection import Book, lend_search_key, translated
from amcli.storage.past import NOT_YET, UNDATED, end_of, forget
from amcli.storage.sql_files import DATED
from amcli.storage.triggers import drop_all, journalled_tables

FIRST_AFTER = "SELECT min(id) FROM txn WHERE at >= ?"
# Of everything that changed in between, what each row was before. Of rows that were put on record then, those
# of the tables :told, since of the others nothing is to be forgotten, and those that were removed since.
BETWEEN = """
SELECT j.tbl, j."row", j.before FROM journal j
WHERE j.txn >= :first AND j.txn < :reached
  AND (j.before IS NOT NULL OR j.tbl IN (SELECT value FROM json_each(:told))
       OR (j.tbl, j."row") IN (SELECT tbl, "row" FROM removed))
  AND NOT EXISTS (SELECT 1 FROM journal e
                  WHERE e.tbl = j.tbl AND e."row" = j."row" AND e.id < j.id
                    AND e.txn >= :first AND e.txn < :reached)
ORDER BY j.id"""
REMOVED = """
CREATE TEMP TABLE removed AS SELECT j.tbl, j."row" FROM journal j
WHERE j.before IS NOT NULL AND j.after IS NULL
  AND NOT EXISTS (SELECT 1 FROM journal e WHERE e.tbl = j.tbl AND e."row" = j."row" AND e.id > j.id)"""
FIRST_RECORDS = (
    "CREATE TEMP TABLE first_record AS SELECT account_id, min(day) AS day FROM ({}) GROUP BY account_id"
)
FIRST_OF = 'SELECT account_id, min("{1}") AS day FROM "{0}" GROUP BY account_id'
KNOWN_SINCE = """
UPDATE account SET added_on = min(
  added_on, coalesce(customer_since, added_on),
  coalesce((SELECT f.day FROM first_record f WHERE f.account_id = account.id), added_on))"""
# (In the two below the plus lets SQLite begin with the day, which few rows pass.)
# A notice is known from the day on which it was given, whenever its last day comes.
UNGIVEN = """
UPDATE contract SET terminated_on = NULL
WHERE terminated_on > :day AND outcome_on > :day AND +id IN (SELECT value FROM json_each(:late))"""
# Where contracts run without an end, one that has an end got it when it stopped: so it says nothing before.
ENDLESS = """
CREATE TEMP TABLE endless AS SELECT coalesce(product_id, 0) AS product FROM contract
WHERE kind = 'recurring' AND amends_id IS NULL AND outcome IS NOT 'churned' AND terminated_on IS NULL
GROUP BY 1 HAVING sum(ends_on IS NULL) > sum(ends_on IS NOT NULL)"""
UNENDED = """
UPDATE contract SET ends_on = NULL
WHERE ends_on > :day AND coalesce(product_id, 0) IN (SELECT product FROM endless)
  AND +id IN (SELECT value FROM json_each(:late))"""
EVER = 1 << 62
# Such a copy is read over and over, so more of it is held than of a book.
PRAGMAS = "journal_mode = OFF", "foreign_keys = OFF", "ignore_check_constraints = ON", "cache_size = -36000"
FORGOTTEN = [table for table, undated in UNDATED.items() if undated.fields or undated.dropped]


class Replay:
    """A copy of a book that goes back in time. With `backdated` what was put on record later stays from the
    day that it carries, as after an import of older records, and an account counts from the first of these;
    what carries no day counts as missing, and so does an end that was none before it came."""

    def __init__(self, book: Book, *, backdated: bool = False) -> None:
        self.book = copied(book)
        self.backdated = backdated
        self.tables = set(journalled_tables(self.book.db))
        self.reached = EVER
        self.book.db.execute(REMOVED)
        self.removed = {tuple(each) for each in self.book.db.execute('SELECT tbl, "row" FROM removed')}
        self.late: dict[str, set[int]] = {table: set() for table in FORGOTTEN} if backdated else {}
        if backdated:
            firsts = " UNION ALL ".join(FIRST_OF.format(*each) for each in DATED.items())
            self.book.db.execute(FIRST_RECORDS.format(firsts))
            self.book.db.execute("CREATE UNIQUE INDEX temp.first_record_account ON first_record(account_id)")
            self.book.db.execute(KNOWN_SINCE)
            self.book.db.execute(ENDLESS)

    def go_back(self, day: dt.date) -> bool:
        """Let the copy be as it was at the end of a day, which must lie before those asked for until now;
        gives whether anything was written since."""
        db = self.book.db
        with translated(self.book.file):
            (first,) = db.execute(FIRST_AFTER, (end_of(day),)).fetchone()
            written = first is not None and first < self.reached
            late: dict[str, set[int]] = {}
            if written:
                late = self.take_back(first)
                self.reached = first
            for table in self.late:
                self.forget(table, late.get(table, set()), day)
            if self.late:
                given = {"day": day.isoformat(), "late": json.dumps(sorted(self.late["contract"]))}
                db.execute(UNGIVEN, given)
                db.execute(UNENDED, given)
            if written and self.backdated:
                db.execute(KNOWN_SINCE)
            db.execute(NOT_YET, {"day": day.isoformat()})
        return written

    def forget(self, table: str, late: set[int], day: dt.date) -> None:
        """Let nothing be known of what was put on record later: of rows that are new among them, and of those
        whose own day shows once more whether they were there. What was forgotten stays so."""
        undated = UNDATED[table]
        rows = self.late[table] if undated.days else late
        if rows:
            forget(self.book, table, undated, sorted(rows), day)

    def take_back(self, first: int) -> dict[str, set[int]]:
        """Undo what was changed since a transaction; gives the rows that were put on record since and stay.
        All rows go before any comes back, since one may have the name that another had."""
        gone: dict[str, list[tuple[int]]] = defaultdict(list)
        back: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
        late: dict[str, set[int]] = defaultdict(set)
        told = json.dumps(sorted(self.late if self.backdated else self.tables))
        values = {"first": first, "reached": self.reached, "told": told}
        for table, row, before in self.book.db.execute(BETWEEN, values):
            if table not in self.tables:
                continue
            if before is None and self.backdated and (table, row) not in self.removed:
                self.late[table].add(row)
                late[table].add(row)
                continue
            if table in self.late:
                self.late[table].discard(row)
            gone[table].append((row,))
            if before is not None:
                kept = json.loads(before)
                back[table, tuple(kept)].append(tuple(kept.values()))
        for table, rows in gone.items():
            self.book.db.executemany(f'DELETE FROM "{table}" WHERE id = ?', rows)
        for (table, names), records in back.items():
            columns = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join("?" * len(names))
            self.book.db.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', records)
        return late

    def close(self) -> None:
        self.book.close()


def copied(book: Book) -> Book:
    """A copy in a database without a name, which SQLite keeps in memory and, where it is large, in a file
    that ends with the connection. Rules of today don't hold for rows of another day, nor do triggers."""
    copy = twin(book)
    db = copy.db
    pragmas = (
        "journal_mode = OFF",
        "foreign_keys = OFF",
        "ignore_check_constraints = ON",
        "cache_size = -36000",
    )
    with translated(book.file):
        for pragma in pragmas:
            db.execute(f"PRAGMA {pragma}").fetchone()
        drop_all(db)
        db.execute("BEGIN")  # and never an end: each row by itself would be a transaction
    return copy


def twin(book: Book) -> Book:
    """Such a copy with every rule and trigger of the book: what is done to it is what would be done there."""
    db = sqlite3.connect("", isolation_level=None)
    db.row_factory = sqlite3.Row
    lend_search_key(db)
    with translated(book.file):
        book.db.backup(db)
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = ON"):
            db.execute(f"PRAGMA {pragma}").fetchone()
        db.execute("PRAGMA cache_size = -24000")
    return Book(book.path, db, book.command)
