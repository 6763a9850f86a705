"""An account from another book is put into the one that takes it, or what changed of it since.

And what a book remembers of the parcels that it took, or gave an account away by. Not for what is in one
(bundles.py), nor for the server (team/parcels.py).
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress

from amcli.errors import AmcliError, Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.names import folded, make_code
from amcli.storage import writes
from amcli.storage.bundles import (
    ABOUT,
    HEALTH,
    PEOPLE,
    PRODUCT,
    SOURCES,
    VALUES,
    Bundle,
    Row,
    Rows,
    changed,
    differences,
    keys_of,
    source_of,
)
from amcli.storage.connection import Book
from amcli.storage.erasing import without_forgotten
from amcli.storage.forgotten import Forgotten
from amcli.storage.triggers import columns
from amcli.storage.value_sources import mechanically

KEY, SEEN = "parcel ", "team seen"
PUT = "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"
LAST_LINK = """
WITH RECURSIVE chain(id, undoing) AS (
  SELECT id, undoing FROM txn WHERE id = ?
  UNION ALL SELECT t.id, t.undoing FROM txn t JOIN chain ON t.undoes = chain.id)
SELECT undoing FROM chain ORDER BY id DESC LIMIT 1"""


class Memory(NamedTuple):
    """What a book remembers of a parcel: the change by which it took the account in, or gave it away
    (`gone`), None where that changed nothing; the account's id here; what was taken in, until the server
    knows of it; whether that change stood when the server last heard of it; when the parcel was taken."""

    txn: int | None
    account: int
    gone: bool = False
    base: Any = None
    told: bool = True
    taken_at: str | None = None


class Taken(NamedTuple):
    """What came into a book: the account's id, how many rows of each kind, who was left out since they are
    forgotten, links that led out of the account, values of the sender that gave way to the taker's own."""

    account: int
    counts: dict[str, int]
    forgotten: int
    cut: int
    kept: list[str]


class Parcel(NamedTuple):
    """What is to be taken in: from which book and for which, by name; the day of it."""

    bundle: Bundle
    from_name: str
    to_name: str
    day: str
    own: str  # the number of the book that takes it


class Taking:
    """Putting a parcel into a book, within the transaction `txn`."""

    def __init__(self, book: Book, txn: int, parcel: Parcel) -> None:
        self.book, self.db, self.txn, self.parcel = book, book.db, txn, parcel
        self.bundle, self.erased = without_forgotten(parcel.bundle, Forgotten(book.db), parcel.own)
        self.ids: dict[tuple[str, int], int] = dict(self.known())
        self.counts: dict[str, int] = {}
        self.cut = 0
        self.kept: list[str] = []

    def known(self) -> Iterator[tuple[tuple[str, int], int]]:
        """The records of this book that are the sender's."""
        query = 'SELECT kind, source_id, "row" FROM source_ref WHERE source = ?'
        for kind, source_id, row in self.db.execute(query, (self.bundle.source,)):
            if str(source_id).isdigit():
                yield (kind, int(source_id)), row

    def whole(self) -> Taken:
        """Add the account, as one of its own: nothing is merged."""
        mine = {key for key in self.ids if key[1] in self.bundle.rows.get(key[0], {})}
        for key in mine:  # they stand for what comes now
            del self.ids[key]
        with mechanically(self.book):
            self.db.execute("PRAGMA defer_foreign_keys = ON")
            self.find_products()
            self.give_ids(self.bundle.rows)
            for table, rows in self.bundle.rows.items():
                if table not in ABOUT:
                    self.add(table, rows.values())
            self.tell_sources(self.bundle.rows)
        return self.done()

    def done(self) -> Taken:
        account = self.ids["account", self.bundle.account]
        return Taken(account, self.counts, self.erased, self.cut, self.kept)

    def find_products(self) -> None:
        """The products of these names in the catalogue, and those that it hasn't."""
        for row, values in list(self.bundle.rows.get(PRODUCT, {}).items()):
            query = "SELECT id FROM product WHERE name_folded = ?"
            found = self.db.execute(query, (values["name_folded"],)).fetchone()
            if found is not None:
                self.ids[PRODUCT, row] = found["id"]
            else:
                self.give_ids({PRODUCT: {row: values}})
                self.add(PRODUCT, [values])
        self.bundle.rows.pop(PRODUCT, None)

    def give_ids(self, rows: Rows) -> None:
        """An id of this book for each row: one that no record had before."""
        for table, some in rows.items():
            if table in (PEOPLE, *ABOUT):
                continue
            last = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
            first = (last["seq"] if last else 0) + 1
            self.ids |= {(table, row): number for number, row in enumerate(some, start=first)}

    def add(self, table: str, rows: Any) -> None:
        """Add rows with ids of this book, and what they name by ids of this book."""
        names, keys = [name for name, _ in columns(self.db, table)], keys_of(self.db, table)
        for values in rows:
            row = self.translated(table, values, keys)
            if row is None:
                continue
            if table == "account":
                self.settle_account(row)
            said = {name: row[name] for name in names if name in row}
            listed, marks = ", ".join(f'"{name}"' for name in said), ", ".join("?" * len(said))
            new = self.db.execute(
                f'INSERT OR IGNORE INTO "{table}" ({listed}) VALUES ({marks})'
                if table in (PEOPLE, HEALTH)
                else f'INSERT INTO "{table}" ({listed}) VALUES ({marks})',
                list(said.values()),
            )
            if not new.rowcount:
                continue
            self.counts[table] = self.counts.get(table, 0) + 1
            if table == HEALTH:  # no trigger journals it
                writes.keep(self.book, self.txn, HEALTH, row["id"], None, None)

    def translated(self, table: str, values: Row, keys: Mapping[str, str]) -> Row | None:
        """A row with ids of this book. What leads out of the account is cut; who took part and isn't there
        leaves no row."""
        row = dict(values)
        if table == PEOPLE:
            del row["id"]
        else:
            row["id"] = self.ids[table, values["id"]]
        for column, to in keys.items():
            if row.get(column) is None:
                continue
            found = self.ids.get((to, row[column]))
            if found is None:
                if table == PEOPLE:
                    return None
                self.cut += 1
            row[column] = found
        return row

    def settle_account(self, row: Row) -> None:
        """A name and a code that nobody has here; whose it is from now on; nothing of it is put off."""
        theirs = row["name"]
        if self.is_taken("name", theirs):
            row["name"] = self.free("name", f"{theirs[:150]} ({self.parcel.from_name})")
        if self.is_taken("code", row["code"]) or row["name"] != theirs:
            wanted = f"{row['code'][: 39 - len(self.parcel.from_name)]}-{self.parcel.from_name}"
            row["code"] = make_code(wanted, lambda code: self.is_taken("code", code))
        row |= {f"{name}_folded": folded(row[name]) for name in ("code", "name")}
        if row.get("owner") is not None:
            row["owner"] = self.parcel.to_name
        row |= {"owner_since": self.parcel.day, "snoozed_until": None}

    def is_taken(self, column: str, value: str) -> bool:
        query = f"SELECT 1 FROM account WHERE {column}_folded = ?"
        return self.db.execute(query, (folded(value),)).fetchone() is not None

    def free(self, column: str, value: str) -> str:
        """A value that no account has yet, with a number where it needs one."""
        found, number = value, 1
        while self.is_taken(column, found):
            number += 1
            found = f"{value} {number}"
        return found

    def tell_sources(self, rows: Rows) -> None:
        """Where the records are from: the sender's own ids, those of other programs, and who values are
        from."""
        own = 'ON CONFLICT (source, kind, source_id) DO UPDATE SET "row" = excluded."row"'
        put = 'INSERT INTO source_ref(kind, "row", source, source_id) VALUES (?, ?, ?, ?)'
        for table, some in rows.items():
            if table not in (HEALTH, PEOPLE, PRODUCT, *ABOUT):
                ids = [(table, self.ids[table, row], self.bundle.source, str(row)) for row in some]
                self.db.executemany(f"{put} {own}", ids)
        theirs = 'INSERT OR IGNORE INTO source_ref(kind, "row", source, source_id) VALUES (?, ?, ?, ?)'
        values = 'INSERT INTO value_source(kind, "row", field, value, source) VALUES (?, ?, ?, ?, ?)'
        for statement, table, names in (
            (theirs, SOURCES, ("source", "source_id")), (values, VALUES, ("field", "value", "source")),
        ):  # fmt: skip
            for each in self.bundle.rows.get(table, {}).values():
                if each["kind"] in rows and each["row"] in rows[each["kind"]]:
                    row = self.ids[each["kind"], each["row"]]
                    self.db.execute(statement, (each["kind"], row, *(each[name] for name in names)))

    def changes(self, base: Bundle) -> Taken:
        """Take over what changed since `base`: rows that are new, and values that nobody changed here since.
        What was changed on both sides stays as it is here, and is told."""
        base, _ = without_forgotten(base, Forgotten(self.db), self.parcel.own)
        found = list(differences(base, self.bundle))
        new: Rows = {}
        for table, before, after in found:
            if before is None and after is not None and table != PEOPLE:
                new.setdefault(table, {})[after["id"]] = after
        self.db.execute("PRAGMA defer_foreign_keys = ON")
        with mechanically(self.book):
            self.find_products()
            self.give_ids(new)
            for table, rows in new.items():
                self.add(table, rows.values())
            self.tell_sources(new)
            self.add_scores()
        for table, before, after in found:
            if table == PEOPLE:
                self.change_people(before, after)
            elif before is not None:
                self.change(table, before, after)
        return self.done()

    def add_scores(self) -> None:
        """Kept scores of days that there is none of here."""
        scores = self.bundle.rows.get(HEALTH, {})
        account = self.ids["account", self.bundle.account]
        days = {day for (day,) in self.db.execute('SELECT "on" FROM health WHERE account_id = ?', (account,))}
        new = {row: values for row, values in scores.items() if values["on"] not in days}
        self.give_ids({HEALTH: new})
        self.add(HEALTH, new.values())

    def change_people(self, before: Row | None, after: Row | None) -> None:
        """Let somebody have taken part, or not."""
        for values, statement in (
            (before, "DELETE FROM interaction_contact WHERE interaction_id = ? AND contact_id = ?"),
            (after, "INSERT OR IGNORE INTO interaction_contact(interaction_id, contact_id) SELECT i.id, c.id"
             " FROM interaction i, contact c WHERE i.id = ? AND c.id = ?"),
        ):  # fmt: skip
            if values is not None:
                pair = [self.ids.get((to, values[f"{to}_id"])) for to in ("interaction", "contact")]
                self.db.execute(statement, pair)

    def change(self, table: str, before: Row, after: Row | None) -> None:
        """Change or delete a record as the sender did, where it is as it came."""
        number = self.ids.get((table, before["id"]))
        row = self.db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (number,)).fetchone()
        if number is None or row is None:
            if after is not None:
                self.keep(table, before, "deleted here")
            return
        found, keys = dict(row), keys_of(self.db, table)
        was = self.here(before, keys)
        if after is None:
            if changed(table, was, {name: found.get(name) for name in was}):
                self.keep(table, before, "changed here, deleted there")
            else:
                self.db.execute(f'DELETE FROM "{table}" WHERE id = ?', (number,))
            return
        wanted = {name: new for name, (_, new) in changed(table, was, self.here(after, keys)).items()}
        wanted = {name: new for name, new in wanted.items() if name in found and found[name] != new}
        mine = {name for name in wanted if found[name] != was.get(name)}
        for name in sorted(mine):
            if not name.endswith("_folded"):
                self.keep(table, before, f"{name}: {shortly(wanted[name])} there")
        if taken := {name: new for name, new in wanted.items() if name not in mine}:
            self.attempt(table, number, before, taken)

    def attempt(self, table: str, number: int, before: Row, values: Row) -> None:
        """Change a record, unless a rule of the book refuses it."""
        try:
            with self.book.step():
                writes.update(self.book, table, number, values)
        except Refused as error:
            self.keep(table, before, error.message.rstrip("."))

    def here(self, values: Row, keys: Mapping[str, str]) -> Row:
        """A row with the ids of this book, where it names records."""
        row = dict(values)
        for column, to in keys.items():
            if row.get(column) is not None:
                row[column] = self.ids.get((to, row[column]))
        return row

    def keep(self, table: str, row: Row, why: str) -> None:
        """Note what stays as it is here."""
        name = next((row[each] for each in ("name", "title", "summary", "reference") if row.get(each)), None)
        self.kept.append(f"{table} {shortly(name or row.get('on') or row['id'])}: {why}")


def shortly(value: object) -> str:
    """A value in a few words."""
    text = "nothing" if value is None else " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def account_of(db: sqlite3.Connection, number: str, account: int) -> int | None:
    """The account that came from another book, by its id there; None where it is not here."""
    query = """SELECT s."row" FROM source_ref s JOIN account a ON a.id = s."row"
      WHERE s.kind = 'account' AND s.source = ? AND s.source_id = ?"""
    found = db.execute(query, (source_of(number), str(account))).fetchone()
    return None if found is None else int(found["row"])


def account_here(book: Book, bundle: Bundle, own: str) -> str | None:
    """The code of the account that a parcel has, where this book has it already: as its own, or as it came
    from any book that had it."""
    refs = [(bundle.source, str(bundle.account))]
    refs += [
        (each["source"], each["source_id"])
        for each in bundle.rows.get(SOURCES, {}).values()
        if (each["kind"], each["row"]) == ("account", bundle.account) and each["source"].startswith("team:")
    ]
    for source, source_id in refs:
        row = account_of(book.db, source.removeprefix("team:"), int(source_id))
        if source == source_of(own):
            row = int(source_id)
        found = book.db.execute("SELECT code FROM account WHERE id = ?", (row,)).fetchone()
        if found is not None:
            return str(found["code"])
    return None


def stands(db: sqlite3.Connection, memory: Memory) -> bool:
    """Whether the change that a memory is of stands: it may have been undone and redone since. One that the
    history has no more stays as it was told."""
    if memory.txn is None:
        return True
    found = db.execute(LAST_LINK, (memory.txn,)).fetchone()
    return memory.told if found is None else not found[0]


def can_be_undone(db: sqlite3.Connection, memory: Memory) -> bool:
    """Whether the change of a memory may still be undone or redone."""
    if memory.txn is None:
        return False
    query = "SELECT (SELECT count(*) FROM txn WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM cut WHERE id = ?)"
    first = "SELECT json_extract(value, '$[1]') FROM setting WHERE key = 'pruned'"
    pruned = db.execute(first).fetchone()
    is_kept = pruned is None or memory.txn >= pruned[0]
    return is_kept and bool(db.execute(query, (memory.txn, memory.txn)).fetchone()[0])


def remembered(db: sqlite3.Connection) -> dict[str, Memory]:
    """What the book remembers of parcels, by their numbers."""
    found = db.execute("SELECT key, value FROM setting WHERE key GLOB ?", (f"{KEY}*",))
    return {key.removeprefix(KEY): Memory(**json.loads(value)) for key, value in found.fetchall()}


def remember(db: sqlite3.Connection, parcel: str, memory: Memory) -> None:
    """Keep in the book what became of a parcel. It is not undone with the change: that tells whether it
    stands."""
    db.execute(PUT, (KEY + parcel, json.dumps(memory._asdict())))


def see(book: Book, colleagues: list[str], parcels: list[list[str]]) -> None:
    """Keep which books and parcels the server has, for whoever types their names later. Nobody waits or fails
    for it."""
    value = json.dumps({"colleague": [[each] for each in colleagues], "parcel": parcels})
    found = book.db.execute("SELECT value FROM setting WHERE key = ?", (SEEN,)).fetchone()
    if found is not None and found["value"] == value:
        return
    with suppress(AmcliError), book.aside():
        book.db.execute(PUT, (SEEN, value))


def left_a_trace(db: sqlite3.Connection, txn: int) -> int | None:
    """The number of a change, None where it changed nothing so far."""
    return txn if db.execute("SELECT 1 FROM journal WHERE txn = ? LIMIT 1", (txn,)).fetchone() else None
