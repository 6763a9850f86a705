"""An account on its way to another book, with all that belongs to it: read here, compared, put into the book
that takes it. And what a book remembers of the parcels that it took, or gave an account away by.

What belongs to it is found from the schema: rows that name the account, who took part, the products that its
rows name, kept scores, ids of other programs, and who values are from. What is put off is not sent: whoever
takes an account sees all of it. Not for the server (team/parcels.py).
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress

from amcli.errors import AmcliError, Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.names import folded, make_code
from amcli.storage import writes
from amcli.storage.connection import VERSION, Book, translated
from amcli.storage.erasing import without_forgotten
from amcli.storage.forgotten import Forgotten
from amcli.storage.sent import SENT
from amcli.storage.triggers import columns
from amcli.storage.value_sources import mechanically

FORMAT = 1
HEALTH, PEOPLE, PRODUCT, SOURCES, VALUES = (
    "health", "interaction_contact", "product", "source_ref", "value_source",
)  # fmt: skip
ABOUT = (SOURCES, VALUES)
# What belongs to nobody else, or to the book that has the account.
APART = ("target", PRODUCT, "snooze", PEOPLE, *ABOUT)
# What the new owner decides: whose it is, since when, and what is put off.
OWNERS = ("owner", "owner_since", "snoozed_until")
SILENT = ("id", "updated_at")
KEY, SEEN = "parcel ", "team seen"
PUT = "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"
OF_PEOPLE = """
SELECT x.* FROM interaction_contact x JOIN interaction i ON i.id = x.interaction_id
WHERE i.account_id = :account ORDER BY x.id"""
LAST_LINK = """
WITH RECURSIVE chain(id, undoing) AS (
  SELECT id, undoing FROM txn WHERE id = ?
  UNION ALL SELECT t.id, t.undoing FROM txn t JOIN chain ON t.undoes = chain.id)
SELECT undoing FROM chain ORDER BY id DESC LIMIT 1"""
Row = dict[str, Any]
Rows = dict[str, dict[int, Row]]


class Bundle(NamedTuple):
    """An account as it is in a book of a number: its rows by table and id."""

    book: str
    account: int
    schema: int
    rows: Rows

    @property
    def row(self) -> Row:
        """The account itself."""
        return self.rows["account"][self.account]

    @property
    def source(self) -> str:
        """What its book is called as a source of ids."""
        return source_of(self.book)


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


def source_of(number: str) -> str:
    """What a book is called as a source of ids."""
    return f"team:{number}"


def owned_tables(db: sqlite3.Connection) -> Iterator[str]:
    """The tables whose rows belong to an account."""
    for table in SENT:
        if table not in APART and "account_id" in dict(columns(db, table)):
            yield table


def keys_of(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table that name a record of another one, or of its own, and which."""
    found = db.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,))
    return {each["from"]: each["table"] for each in found}


def bundle_of(book: Book, number: str, account: int) -> Bundle | None:
    """An account of this book with all that belongs to it; None where it is not there."""
    db, rows = book.db, Rows()
    with translated(book.file):
        rows["account"] = by_id(db, "SELECT * FROM account WHERE id = :account", account)
        if not rows["account"]:
            return None
        for table in owned_tables(db):
            rows[table] = by_id(
                db, f'SELECT * FROM "{table}" WHERE account_id = :account ORDER BY id', account
            )
        rows[PEOPLE] = by_id(db, OF_PEOPLE, account)
        name_own_people(db, rows)
        for table in ABOUT:
            rows[table] = dict(about(db, table, rows))
        rows[PRODUCT] = products(db, rows)
    return Bundle(number, account, VERSION, {name: found for name, found in rows.items() if found})


def by_id(db: sqlite3.Connection, query: str, account: int) -> dict[int, Row]:
    return {each["id"]: dict(each) for each in db.execute(query, {"account": account})}


def name_own_people(db: sqlite3.Connection, rows: Rows) -> None:
    """Where the account's rows name a person of another account, let them name the one of that name here: who
    moved on left a record behind. Who took part and left none is not told of."""
    own = rows.get("contact", {})
    called = {folded(each["name"]): row for row, each in own.items()}
    for table, some in rows.items():
        columns_ = [column for column, to in keys_of(db, table).items() if to == "contact"]
        for row, values in list(some.items()):
            for column in columns_:
                if values[column] is None or values[column] in own:
                    continue
                query = "SELECT name FROM contact WHERE id = ?"
                name = db.execute(query, (values[column],)).fetchone()["name"]
                here = called.get(folded(name))
                if here is not None:
                    values[column] = here
                elif table == PEOPLE:
                    del some[row]


def about(db: sqlite3.Connection, table: str, rows: Rows) -> Iterator[tuple[int, Row]]:
    """What a table says of records, by their kind and number."""
    query = f'SELECT * FROM {table} WHERE kind = ? AND "row" IN (SELECT value FROM json_each(?)) ORDER BY id'
    for kind, ids in list(rows.items()):
        if kind not in (HEALTH, PEOPLE, *ABOUT):
            for each in db.execute(query, (kind, json.dumps(list(ids)))):
                yield each["id"], dict(each)


def products(db: sqlite3.Connection, rows: Rows) -> dict[int, Row]:
    """The products that these rows name."""
    ids = {
        row[column]
        for table, some in rows.items()
        for column, to in keys_of(db, table).items()
        if to == PRODUCT
        for row in some.values()
    }
    query = "SELECT * FROM product WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return {each["id"]: dict(each) for each in db.execute(query, (json.dumps(sorted(ids - {None})),))}


def as_json(bundle: Bundle) -> dict[str, Any]:
    """A bundle as JSON has it."""
    rows = {table: list(some.values()) for table, some in bundle.rows.items()}
    return {"format": FORMAT, "schema": bundle.schema, "book": bundle.book, "account": bundle.account,
            "rows": rows}  # fmt: skip


def written(bundle: Bundle) -> str:
    """A bundle as text: any text that the book has, a lone surrogate too, comes back as it was."""
    return json.dumps(as_json(bundle))


def from_json(found: Any) -> Bundle | None:
    """A bundle from JSON; None for one that was emptied. Raises Refused for one of a newer program."""
    if not found or "rows" not in found:
        return None
    if found["format"] > FORMAT or found["schema"] > VERSION:
        raise Refused("the parcel is from a newer amcli. Nothing was taken.", "Upgrade amcli")
    rows = {table: {row["id"]: row for row in some} for table, some in found["rows"].items()}
    return Bundle(found["book"], found["account"], found["schema"], rows)


def same(one: Bundle | None, other: Bundle | None) -> bool:
    """Whether two bundles say the same of what a person wrote: scores are worked out, and go along."""
    return one is not None and other is not None and not any(differences(one, other))


def differences(old: Bundle, new: Bundle) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Rows of records and of who took part that are otherwise in two bundles: before and after, of which one
    may be missing."""
    for table in dict.fromkeys((*old.rows, *new.rows)):
        if table in (HEALTH, PRODUCT, *ABOUT):
            continue
        before, after = old.rows.get(table, {}), new.rows.get(table, {})
        for row in dict.fromkeys((*before, *after)):
            one, two = before.get(row), after.get(row)
            if one is None or two is None or changed(table, one, two):
                yield table, one, two


def changed(table: str, one: Row, two: Row) -> dict[str, tuple[Any, Any]]:
    """The fields of a row that are otherwise; whose an account is and what is put off counts for nothing."""
    passed = (*SILENT, *OWNERS) if table == "account" else SILENT
    names = [name for name in dict.fromkeys((*one, *two)) if name not in passed]
    return {name: (one.get(name), two.get(name)) for name in names if one.get(name) != two.get(name)}


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
