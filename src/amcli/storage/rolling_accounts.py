"""The accounts of several books beside each other: a customer of two books is counted once, and what two
books call alike is told apart by the books' names.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing

from amcli import jsontext
from amcli.hints import Any, NamedTuple
from amcli.rules import conflicts
from amcli.rules.conflicts import Pair, Side, Worth
from amcli.rules.names import folded
from amcli.storage import triggers
from amcli.storage.connection import Book
from amcli.storage.rolling import Asked, add, emptied, indexed, load, whole
from amcli.storage.rollup import BLOCK, LeftOut, Member
from amcli.storage.schema import upgrade
from amcli.storage.sent import HANDED
from amcli.storage.totals import Totals

LONGEST_CODE, LONGEST_NAME = 40, 200
TELLING = ("contract", "source_ref", "interaction")  # by which two accounts are held against each other
TOUCHES = """
SELECT a.value, (SELECT max(i."on") FROM interaction i WHERE i.account_id = a.value
  AND kind <> 'note' AND tried = 0 AND planned = 0 AND i."on" <= :today)
FROM json_each(:accounts) a"""
OF_SOURCES = "SELECT \"row\", source, source_id FROM source_ref WHERE kind = 'account'"


class Compared(NamedTuple):
    """The customers that two books hold, what each of their accounts is worth, and which of them aren't
    counted, with the one that is."""

    pairs: list[Pair]
    worth: dict[int, Worth]
    out: dict[int, Side]


def compare(asked: Asked) -> Compared:
    """Hold the accounts of all books against each other; nothing is kept of it. Raises AmcliError."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        upgrade(db)
        db.execute("PRAGMA foreign_keys = OFF")
        rest = emptied(db)
        for table in TELLING:
            load(db, asked, table)
        accounts = read_accounts(db, asked)
        asked.source.close()
        indexed(db, asked, rest)
        return compared(db, asked, accounts)


def compared(db: sqlite3.Connection, asked: Asked, accounts: "Iterable[Account]") -> Compared:
    """Hold accounts against each other, whose rows are there."""
    found = conflicts.pairs(sides(db, accounts), asked.apart)
    worth = worth_of(db, asked, found)
    return Compared(found, worth, conflicts.left_out(found, worth))


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
    rows = sorted({side.row for each in found for side in (each.one, each.other)})
    if not rows:
        return {}
    book = Book(":memory:", db, "")
    totals = Totals(book, asked.config, asked.today)
    totals.base = asked.currency
    arr = totals.by_account(rows)
    values = {"accounts": jsontext.dumps(rows), "today": asked.today.isoformat()}
    return {row: Worth(touch, arr.get(row, 0)) for row, touch in db.execute(TOUCHES, values)}


def told_out(found: Compared, accounts: "Iterable[Account]") -> tuple[LeftOut, ...]:
    """Who is left out, as a roll-up says it."""
    return tuple(
        LeftOut(f"{each.book.name}/{each.values['code']}", each.values["name"], found.out[each.row].ref,
                found.worth[each.row].arr)
        for each in accounts
        if each.row in found.out
    )  # fmt: skip


def add_accounts(db: sqlite3.Connection, accounts: Sequence[Account], out: dict[int, Side]) -> dict[int, str]:
    """Add the accounts, under codes and names of which there is one each; gives the folded codes in their
    own books of those that have another one here. Who is left out comes along, for what hangs on it to go
    with it."""
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
    return {each.row: folded(each.values["code"]) for each in kept if codes[each.row] != each.values["code"]}


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
