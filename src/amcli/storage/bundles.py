"""An account with all that belongs to it: read here, compared, as JSON on its way to another book.

What belongs to it is found from the schema: rows that name the account, who took part, the products that its
rows name, kept scores, ids of other programs, and who values are from. What is put off is not sent: whoever
takes an account sees all of it.
"""

import json
import sqlite3
from collections.abc import Iterator

from amcli.errors import Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.names import folded
from amcli.storage.connection import VERSION, Book, translated
from amcli.storage.sent import SENT
from amcli.storage.triggers import columns

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
OF_PEOPLE = """
SELECT x.* FROM interaction_contact x JOIN interaction i ON i.id = x.interaction_id
WHERE i.account_id = :account ORDER BY x.id"""
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
