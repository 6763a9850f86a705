"""Making a roll-up of the rows of several books: ids moved by a block for each book, codes and names told apart,
a customer of two books counted once.

Where the rows are from is the source's affair (team/pulling.py). Not for the file's place (rolled.py).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from amcli.config.settings import Config
from amcli.errors import AmcliError, Refused
from amcli.hints import Any, NamedTuple
from amcli.rules import conflicts
from amcli.rules.conflicts import Pair, Side, Worth
from amcli.rules.names import folded
from amcli.storage import triggers
from amcli.storage.connection import VERSION, Book
from amcli.storage.rolling_targets import rolled_targets
from amcli.storage.rollup import BLOCK, KEY, LeftOut, Member, Parcel, Rollup
from amcli.storage.sent import HANDED, SENT
from amcli.storage.totals import Totals

LAST = ("account", "product", "target")  # what is one thing in two books; read whole, the rest row by row
LONGEST_CODE, LONGEST_NAME = 40, 200
BEAT = 1000
INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
TOUCHES = """
SELECT a.value, (SELECT max(i."on") FROM interaction i WHERE i.account_id = a.value
  AND kind <> 'note' AND tried = 0 AND planned = 0 AND i."on" <= :today)
FROM json_each(:accounts) a"""
OF_SOURCES = "SELECT \"row\", source, source_id FROM source_ref WHERE kind = 'account'"
ALL_OF_IT = "To send all of it again, in that book: am team push --full"


class Source:
    """Where the rows of books are: in a book's own form, texts for what isn't text too."""

    def columns(self, table: str) -> Sequence[str]:
        """The columns that there are of a table; none for a table that isn't there."""
        raise NotImplementedError

    def rows(self, book: Member, table: str, columns: Sequence[str]) -> Iterable[Sequence[Any]]:
        """The rows of a book, in the order of their ids."""
        raise NotImplementedError


class Asked(NamedTuple):
    """What a roll-up is of, and for whom: the reader's currency and settings, which pairs of accounts somebody
    told apart; `beat` is called now and then."""

    at: str
    books: tuple[Member, ...]
    source: Source
    currency: str
    config: Config
    today: Any
    apart: frozenset[frozenset[str]] = frozenset()
    parcels: tuple[Parcel, ...] = ()
    beat: Callable[[], None] = lambda: None


class Made(NamedTuple):
    """What a roll-up says of itself, and how much is in it."""

    rollup: Rollup
    accounts: int
    rows: int


class Columns(NamedTuple):
    """The columns of a table that are filled, with those of them that hold ids, and what others have where the
    source says nothing."""

    names: tuple[str, ...]
    ids: frozenset[str]
    defaults: dict[str, str]


def fill(db: sqlite3.Connection, asked: Asked) -> Made:
    """Fill an empty book, whose triggers and indexes are made again at the end. Raises AmcliError."""
    triggers.drop_all(db)
    indexes = db.execute(INDEXES).fetchall()
    for name, _ in indexes:
        db.execute(f'DROP INDEX "{name}"')
    db.execute("CREATE TEMP TABLE of_book(name TEXT)")
    for table in SENT:
        if table not in LAST:
            for book in asked.books:
                load(db, asked, table, book)
    merge_products(db, asked)
    rolled_targets(db, asked)
    for _, sql in indexes:
        asked.beat()
        db.execute(sql)
    accounts = read_accounts(db, asked)
    found = conflicts.pairs(sides(db, accounts), asked.apart)
    worth = worth_of(db, asked, found)
    out = conflicts.left_out(found, worth)
    codes = add_accounts(db, asked, accounts, out)
    remove(db, out)
    rollup = Rollup(
        asked.at, asked.currency, asked.books, told_out(out, accounts, worth), asked.parcels, codes
    )
    db.execute("INSERT INTO setting(key, value) VALUES ('currency', ?)", (asked.currency,))
    db.execute("INSERT INTO setting(key, value) VALUES (?, ?)", (KEY, rollup.as_text()))
    index(db, asked)
    rows = {table: db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in SENT}
    return Made(rollup, rows["account"], sum(rows.values()))


def columns_of(db: sqlite3.Connection, source: Source, table: str) -> Columns:
    """What is filled of a table: what both sides have."""
    there = frozenset(source.columns(table))
    known = db.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = tuple(row[1] for row in known if row[1] in there)
    links = {row[3] for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
    moved = {"id", *links} | ({"row"} if table in triggers.ABOUT else set())
    defaults = {row[1]: row[4] for row in known if row[3] and row[4] is not None}
    return Columns(names, frozenset(moved & set(names)), defaults)


def load(db: sqlite3.Connection, asked: Asked, table: str, book: Member) -> None:
    """Add the rows of a book to a table, row by row. Raises AmcliError."""
    columns = columns_of(db, asked.source, table)
    if not columns.names:
        return
    db.execute("DELETE FROM of_book")
    db.execute("INSERT INTO of_book VALUES (?)", (book.name,))
    values = ", ".join(value_of(each, columns, table, book) for each in columns.names)
    names = ", ".join(f'"{each}"' for each in columns.names)
    rows = asked.source.rows(book, table, columns.names)
    try:
        db.executemany(f'INSERT INTO "{table}"({names}) VALUES ({values})', heard(rows, asked.beat))
    except sqlite3.IntegrityError as error:
        raise unfit(book, table, error) from error


def value_of(column: str, columns: Columns, table: str, book: Member) -> str:
    """A value in SQL: moved by the book's block, named after it, or what an older book doesn't send."""
    if column in columns.ids:
        return f"? + {book.n * BLOCK}"
    if table == "source_ref" and column == "source":
        return "(SELECT name FROM of_book) || '/' || ?"
    return f"coalesce(?, {columns.defaults[column]})" if column in columns.defaults else "?"


def heard(rows: Iterable[Sequence[Any]], beat: Callable[[], None]) -> Iterator[Sequence[Any]]:
    """Rows, with a beat before every thousand."""
    for number, row in enumerate(rows):
        if number % BEAT == 0:
            beat()
        yield row


def unfit(book: Member, table: str, error: sqlite3.IntegrityError) -> AmcliError:
    """The error of a row that doesn't fit into a book of today."""
    from amcli.storage.violations import told

    said = f"{table.replace('_', ' ')}s of {book.name} don't fit: {told(error)}"
    if book.schema == VERSION:
        return Refused(f"{said}.", ALL_OF_IT)
    newer = book.schema > VERSION
    return Refused(
        f"{said}. That book comes from {'a newer' if newer else 'an older'} amcli (version {book.schema};"
        f" this one knows {VERSION}).",
        "Upgrade amcli" if newer else "Upgrade amcli there, and push again: am team push --full",
    )


def whole(db: sqlite3.Connection, asked: Asked, table: str) -> Iterator[tuple[Member, dict[str, Any]]]:
    """The rows of all books of a small table, ids moved. What an older book doesn't send is left to the
    table."""
    columns = columns_of(db, asked.source, table)
    for book in asked.books:
        for found in asked.source.rows(book, table, columns.names):
            row = {
                name: value
                for name, value in zip(columns.names, found, strict=True)
                if value is not None or name not in columns.defaults
            }
            for name in columns.ids:
                row[name] = None if row[name] is None else int(row[name]) + book.n * BLOCK
            yield book, row


def add(db: sqlite3.Connection, table: str, row: dict[str, Any], book: Member) -> None:
    """Add one row. Raises AmcliError."""
    names, marks = ", ".join(f'"{each}"' for each in row), ", ".join("?" * len(row))
    try:
        db.execute(f'INSERT INTO "{table}"({names}) VALUES ({marks})', tuple(row.values()))
    except sqlite3.IntegrityError as error:
        raise unfit(book, table, error) from error


def merge_products(db: sqlite3.Connection, asked: Asked) -> None:
    """Products of one name are one: that of the first book."""
    kept: dict[str, int] = {}
    for book, values in whole(db, asked, "product"):
        if (first := kept.setdefault(values["name_folded"], values["id"])) == values["id"]:
            add(db, "product", values, book)
            continue
        for table in ("contract", "opportunity"):
            db.execute(f"UPDATE {table} SET product_id = ? WHERE product_id = ?", (first, values["id"]))
        db.execute(
            'UPDATE source_ref SET "row" = ? WHERE kind = \'product\' AND "row" = ?', (first, values["id"])
        )


class Account(NamedTuple):
    """An account of a book, with all its columns."""

    book: Member
    values: dict[str, Any]

    @property
    def row(self) -> int:
        return int(self.values["id"])


def read_accounts(db: sqlite3.Connection, asked: Asked) -> list[Account]:
    """Every account. Who has no owner is the book's."""
    return [
        Account(book, {**values, "owner": values.get("owner") or book.name})
        for book, values in whole(db, asked, "account")
    ]


def sides(db: sqlite3.Connection, accounts: Iterable[Account]) -> Iterator[Side]:
    """The accounts with the keys by which they may be those of other books."""
    ids: dict[int, set[tuple[str, str]]] = {}
    for row, source, given in db.execute(OF_SOURCES):
        ids.setdefault(row, set()).add((source.partition("/")[2], given))
    for each in accounts:
        values = each.values
        own = (f"{HANDED}{each.book.id}", str(each.row % BLOCK))  # what a handover leaves in the other book
        domain = (values.get("domain") or "").lower() or None
        yield Side(
            each.row, each.book.name, values["code"], values["name"], values["code_folded"],
            values["name_folded"], domain, frozenset({*ids.get(each.row, ()), own}),
        )  # fmt: skip


def worth_of(db: sqlite3.Connection, asked: Asked, found: Iterable[Pair]) -> dict[int, Worth]:
    """The newest touch and the revenue of the accounts of pairs."""
    from amcli import jsontext

    rows = sorted({side.row for each in found for side in (each.one, each.other)})
    if not rows:
        return {}
    book = Book(":memory:", db, "")
    totals = Totals(book, asked.config, asked.today)
    totals.base = asked.currency
    arr = totals.by_account(rows)
    values = {"accounts": jsontext.dumps(rows), "today": asked.today.isoformat()}
    return {row: Worth(touch, arr.get(row, 0)) for row, touch in db.execute(TOUCHES, values)}


def told_out(
    out: dict[int, Side], accounts: Iterable[Account], worth: dict[int, Worth]
) -> tuple[LeftOut, ...]:
    """Who is left out, as a roll-up says it."""
    return tuple(
        LeftOut(
            f"{each.book.name}/{each.values['code']}",
            each.values["name"],
            out[each.row].ref,
            worth[each.row].arr,
        )
        for each in accounts
        if each.row in out
    )


def add_accounts(
    db: sqlite3.Connection, asked: Asked, accounts: Sequence[Account], out: dict[int, Side]
) -> dict[int, str]:
    """Add the accounts, under codes and names of which there is one each; gives the codes in their own books of
    those that have another one here. Who is left out comes along, for what hangs on it to go with it."""
    kept = [each for each in accounts if each.row not in out]
    codes = told_apart(kept, "code", lambda code, book: f"{code[: LONGEST_CODE - 1 - len(book)]}-{book}")
    names = told_apart(kept, "name", lambda name, book: f"{name[: LONGEST_NAME - 3 - len(book)]} ({book})")
    for each in accounts:
        values = dict(each.values)
        if each.row in out:
            values |= {"code": f"out/{each.row}", "name": f"out/{each.row}", "parent_id": None}
        else:
            values |= {"code": codes[each.row], "name": names[each.row]}
            if values.get("parent_id") in out:
                values["parent_id"] = out[values["parent_id"]].row
        values |= {f"{name}_folded": folded(values[name]) for name in ("code", "name")}
        add(db, "account", values, each.book)
    break_circles(db)
    return {each.row: each.values["code"] for each in kept if codes[each.row] != each.values["code"]}


def told_apart(accounts: Iterable[Account], column: str, named: Callable[[str, str], str]) -> dict[int, str]:
    """A code or a name for each account: its own, and where two books use it, with the book's name."""
    by: dict[str, list[Account]] = {}
    for each in accounts:
        by.setdefault(each.values[f"{column}_folded"], []).append(each)
    found = {group[0].row: group[0].values[column] for group in by.values() if len(group) == 1}
    taken = {folded(text) for text in found.values()}
    for group in by.values():
        for each in group if len(group) > 1 else ():
            text, number = named(each.values[column], each.book.name), 1
            while folded(text) in taken:
                number += 1
                text = named(each.values[column], f"{each.book.name}-{number}")
            taken.add(folded(text))
            found[each.row] = text
    return found


def break_circles(db: sqlite3.Connection) -> None:
    """Part those whose parents lead back to them, since one account stands for another of two books."""
    parents = dict(db.execute("SELECT id, parent_id FROM account WHERE parent_id IS NOT NULL").fetchall())
    for row in sorted(parents):
        seen, at = {row}, parents.get(row)
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at == row:
            del parents[row]
            db.execute("UPDATE account SET parent_id = NULL WHERE id = ?", (row,))


def remove(db: sqlite3.Connection, out: Iterable[int]) -> None:
    """Remove accounts that aren't counted, with all that belongs to them."""
    rows = sorted(out)
    if not rows:
        return
    tables = [name for name in triggers.names(db, "table") if triggers.is_record(name)]
    for table in tables:
        for statement in triggers.tidy_triggers(table, triggers.ABOUT):
            db.execute(statement)
    db.execute("COMMIT")  # SQLite turns this on between transactions only
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN")
    db.executemany("DELETE FROM account WHERE id = ?", [(row,) for row in rows])
    triggers.drop_all(db)


def index(db: sqlite3.Connection, asked: Asked) -> None:
    """Make the search index and the triggers again."""
    db.execute(triggers.SEARCH_TABLE)
    for table, searched in triggers.SEARCHED.items():
        asked.beat()
        db.execute(
            f"INSERT INTO search(rowid, title, body) SELECT {triggers.search_rowid(table, 'id')},"
            f" {triggers.searched_text(searched.title, '')}, {triggers.searched_text(searched.body, '')}"
            f' FROM "{table}" ORDER BY id'
        )
    triggers.create_all(db)
