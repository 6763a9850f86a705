"""Merging and moving lose nothing: over every table that refers to an account or a contact, found from the
schema, and taken back exactly."""

import json
import random
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.storage import contacts, journal, merging, triggers, writes
from tests.profiles import examples

from .support import account, add, dump, new_book

DAYS = ("2026-01-01", "2026-01-02")
WORDS = tuple(f"word {number}" for number in range(6))
EITHER = "account contact"  # a column `row` beside a column `kind`


@pytest.fixture
def book(tmp_path):
    found = new_book(tmp_path / "book.db")
    yield found
    found.close()


def references_of(db) -> dict[str, dict[str, str]]:
    """Of every table: the columns that refer to another, and which."""
    found: dict[str, dict[str, str]] = {}
    for table in triggers.names(db, "table"):
        if table == "value_source":  # tests/storage/test_value_sources.py
            continue
        keys = db.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,)).fetchall()
        found[table] = {key["from"]: key["table"] for key in keys}
        if {"kind", "row"} <= {name for name, _ in triggers.columns(db, table)}:
            found[table]["row"] = EITHER
    return found


@contextmanager
def empty_book() -> Iterator[sqlite3.Connection]:
    """A book whose schema is looked at."""
    book = new_book(Path(tempfile.mkdtemp(prefix="amcli-tests-")) / "book.db")
    yield book.db
    book.close()


@cache
def references() -> dict[str, dict[str, str]]:
    """The references of the schema as it is."""
    with empty_book() as db:
        return references_of(db)


def referring(target: str) -> list[str]:
    """The tables with a column that refers to a table."""
    return sorted(t for t, keys in references().items() if any(target in to.split() for to in keys.values()))


CHILDREN = sorted({*referring("account"), *referring("contact")} - {"account", "contact"})


class Office:
    """Two accounts that are one customer, another beside them, people at each, and rows in every table."""

    def __init__(self, book, seed: int) -> None:
        self.db, self.random = book.db, random.Random(seed)
        self.db.execute("PRAGMA synchronous = OFF")
        self.accounts = [account(self.db, name) for name in ("Acme", "Acme-Ltd", "Birch")]
        self.people = {
            owner: [add(self.db, "contact", account_id=owner, name=f"Jane {at}") for at in range(3)]
            for owner in self.accounts
        }
        for _ in range(2):  # what refers to a table filled later comes the second time
            for table in CHILDREN:
                for owner in self.accounts:
                    for person in self.people[owner]:
                        self.fill(table, owner, person)

    def fill(self, table: str, owner: int, person: int) -> None:
        """A row that refers to an account or one of its people."""
        for _ in range(8):
            values = self.row(table, owner, person)
            if values is None:
                return
            try:
                add(self.db, table, **values)
            except sqlite3.IntegrityError as error:
                if "UNIQUE" not in str(error):
                    raise
            else:
                return

    def row(self, table: str, owner: int, person: int) -> dict | None:
        """The columns that a row must have, and its references; None where one cannot be had yet."""
        refers = references()[table]
        values: dict = {}
        for column in described(table):
            name, needed = column["name"], column["notnull"] and column["dflt_value"] is None
            if column["pk"] or name in ("created_at", "updated_at"):
                continue
            if name in refers and refers[name] not in (table, EITHER):
                values[name] = {"account": owner, "contact": person}.get(refers[name]) or self.any_of(
                    refers[name], owner
                )
                if values[name] is None and needed:
                    return None
            elif needed:
                values[name] = self.plain(table, name)
        if refers.get("row") == EITHER:
            kind = self.random.choice(EITHER.split())
            values |= {"kind": kind, "row": owner if kind == "account" else person}
        return values

    def any_of(self, table: str, owner: int) -> int | None:
        """Any row of a table, of the account where it belongs to one."""
        where = "account_id = ?" if "account_id" in references()[table] else "? IS NOT NULL"
        found = self.db.execute(f'SELECT id FROM "{table}" WHERE {where}', (owner,)).fetchall()
        return self.random.choice(found)["id"] if found else None

    def plain(self, table: str, column: str):
        """A value that refers to nothing: one of a vocabulary, a day, a number, or a word."""
        return self.random.choice(plain_values(table, column))


@cache
def described(table: str) -> list[dict]:
    """The columns of a table, as SQLite describes them."""
    with empty_book() as db:
        return [dict(row) for row in db.execute("SELECT * FROM pragma_table_info(?)", (table,))]


@cache
def plain_values(table: str, column: str) -> tuple:
    """What a column may hold that refers to nothing."""
    with empty_book() as db:
        (sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        types = dict(triggers.columns(db, table))
    if choices := re.search(rf'"{column}" IN \((\'[^)]*)\)', sql):
        return tuple(re.findall(r"'([^']*)'", choices[1]))
    if f'date("{column}"' in sql:
        return DAYS
    return (1,) if types[column] in ("INTEGER", "REAL") else WORDS


def rows_of(db, tables) -> dict[str, dict[Any, dict]]:
    """Every row of some tables by its id, but for when it was last changed; what a source called a record by
    that, since the ids of a merged record come last."""
    found: dict[str, dict[Any, dict]] = {}
    for table in tables:
        named = ("source", "kind", "source_id") if table == "source_ref" else ("id",)
        left_out = ("updated_at", "id") if table == "source_ref" else ("updated_at",)
        found[table] = {
            tuple(row[name] for name in named): {
                name: value for name, value in dict(row).items() if name not in left_out
            }
            for row in db.execute(f'SELECT * FROM "{table}"')
        }
    return found


def moved(table: str, row: dict, target: str, gone: int, into: int) -> dict:
    """A row as it should be once a record is a part of another."""
    found = dict(row)
    for column, to in references()[table].items():
        named = to == target or (to == EITHER and row["kind"] == target)
        if named and row[column] == gone:
            found[column] = into
    return found


def refuse_loss(before: dict, after: dict, dropped: dict, target: str, gone: int, into: int) -> None:
    """Every row is there, as it was but for what it refers to; or it was dropped, and another one says so."""
    for table, rows in before.items():
        lost = {(row["id"],) for row in dropped.get(table, [])}
        assert rows.keys() == after[table].keys() | lost, table
        assert not after[table].keys() & lost
        for row in rows.keys() - lost:
            assert after[table][row] == moved(table, rows[row], target, gone, into), table
    for table, rows in dropped.items():
        for row in rows:
            wanted = moved(table, dict(row), target, gone, into)
            keys = unique_keys(table)
            assert any(
                all(kept[name] == wanted[name] for name in key)
                for kept in after[table].values()
                for key in keys
            ), table


@cache
def unique_keys(table: str) -> list[list[str]]:
    """The columns of each unique key of a table that has a reference in it."""
    with empty_book() as db:
        indexes = db.execute("SELECT * FROM pragma_index_list(?)", (table,)).fetchall()
        keys = [
            [part["name"] for part in db.execute("SELECT name FROM pragma_index_info(?)", (index["name"],))]
            for index in indexes
            if index["unique"]
        ]
    return [key for key in keys if set(key) & set(references()[table])]


def there_and_back(book, before: dict) -> None:
    """Undo brings back exactly what was before, redo what came of it; both again."""
    after = dump(book.db)
    assert after != before
    for _ in range(2):
        journal.undo(book)
        assert dump(book.db) == before
        journal.redo(book)
        assert dump(book.db) == after
    journal.undo(book)
    assert dump(book.db) == before
    assert book.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_that_refers_to_an_account_or_a_person_has_rows_to_merge(book):
    office = Office(book, 1)
    assert {"contract", "interaction_contact", "snooze", "source_ref", "unmatched", "usage"} < set(CHILDREN)
    first, second, _ = office.accounts
    for table in CHILDREN:
        refers = references()[table]
        rows = rows_of(book.db, [table])[table].values()
        for owner in (first, second):
            people_there = office.people[owner]
            assert any(
                (to == "account" and row[column] == owner)
                or (to == "contact" and row[column] in people_there)
                or (to == EITHER and row[column] in (owner, *people_there))
                for row in rows
                for column, to in refers.items()
            ), table


@settings(max_examples=examples(15))
@given(st.integers(0, 10**9))
def test_merging_accounts_loses_nothing_and_is_taken_back_exactly(seed):
    with tempfile.TemporaryDirectory(prefix="amcli-tests-") as folder:
        book = new_book(Path(folder) / "book.db")
        first, second, _ = Office(book, seed).accounts
        state, before = dump(book.db), rows_of(book.db, [*CHILDREN, "contact"])
        with book.transaction() as txn:
            done = merging.merge(book, txn, "account", first, second)
        after = rows_of(book.db, [*CHILDREN, "contact"])
        refuse_loss(before, after, done.dropped, "account", second, first)
        assert book.db.execute("SELECT count(*) FROM account WHERE id = ?", (second,)).fetchone()[0] == 0
        there_and_back(book, state)
        book.close()


@settings(max_examples=examples(15))
@given(st.integers(0, 10**9))
def test_merging_people_loses_nothing_and_is_taken_back_exactly(seed):
    with tempfile.TemporaryDirectory(prefix="amcli-tests-") as folder:
        book = new_book(Path(folder) / "book.db")
        office = Office(book, seed)
        first, second, _ = office.people[office.accounts[0]]
        state, before = dump(book.db), rows_of(book.db, CHILDREN)
        with book.transaction() as txn:
            done = merging.merge(book, txn, "contact", first, second)
        after = rows_of(book.db, CHILDREN)
        refuse_loss(before, after, done.dropped, "contact", second, first)
        there_and_back(book, state)
        book.close()


@settings(max_examples=examples(10))
@given(st.integers(0, 10**9), st.booleans())
def test_moving_a_person_changes_no_record_but_the_persons_and_is_taken_back_exactly(seed, misfiled):
    with tempfile.TemporaryDirectory(prefix="amcli-tests-") as folder:
        book = new_book(Path(folder) / "book.db")
        office = Office(book, seed)
        old, _, new = office.accounts
        person = book.db.execute("SELECT * FROM contact WHERE id = ?", (office.people[old][0],)).fetchone()
        state, before = dump(book.db), rows_of(book.db, [*CHILDREN, "account"])
        with book.transaction():
            if misfiled:
                contacts.refile(book, person["id"], new)
            else:
                contacts.move(book, person, new, "2026-01-02", "Now there.")
        assert rows_of(book.db, [*CHILDREN, "account"]) == before
        there_and_back(book, state)
        book.close()


def test_a_table_added_later_is_merged_by_itself(book):
    db = book.db
    db.execute(
        "CREATE TABLE visit_plan (id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER NOT NULL"
        " REFERENCES account(id) ON DELETE CASCADE, host INTEGER REFERENCES contact(id) ON DELETE CASCADE,"
        " town TEXT NOT NULL, UNIQUE (town, account_id)) STRICT"
    )
    db.execute(
        "CREATE TABLE visit_stop (id INTEGER PRIMARY KEY AUTOINCREMENT, plan_id INTEGER NOT NULL"
        " REFERENCES visit_plan(id) ON DELETE CASCADE, street TEXT) STRICT"
    )
    for table in ("visit_plan", "visit_stop"):
        for statement in triggers.journal_triggers(db, table):
            db.execute(statement)
    first, second = account(db), account(db, "Other")
    host = add(db, "contact", account_id=second, name="Jane")
    kept = add(db, "visit_plan", account_id=first, town="Bath")
    double = add(db, "visit_plan", account_id=second, town="Bath")
    other = add(db, "visit_plan", account_id=second, town="Leeds", host=host)
    stop = add(db, "visit_stop", plan_id=double, street="High Street")
    before = dump(db)
    with book.transaction() as txn:
        done = merging.merge(book, txn, "account", first, second)
    assert [row["id"] for row in done.dropped["visit_plan"]] == [double]
    assert [tuple(row) for row in db.execute("SELECT id, account_id, host FROM visit_plan")] == [
        (kept, first, None),
        (other, first, host),
    ]
    assert [tuple(row) for row in db.execute("SELECT id, plan_id FROM visit_stop")] == [(stop, kept)]
    there_and_back(book, before)


def merged(book, table: str, into: int, gone: int):
    """Merge two records; gives what was done and the one that is left."""
    with book.transaction() as txn:
        done = merging.merge(book, txn, table, into, gone)
    return done, dict(book.db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (into,)).fetchone())


def test_the_first_keeps_its_values_and_takes_what_it_lacks(book):
    first = account(book.db, region="EMEA", tags='["a"]', extra='{"seats": 4}', tier="key")
    second = account(
        book.db, "Other", region="APAC", segment="Mid", tags='["A", "b"]', extra='{"seats": 5, "x": 1}',
        notes="Old",
    )  # fmt: skip
    done, left = merged(book, "account", first, second)
    assert (left["region"], left["segment"], left["notes"], left["tier"]) == ("EMEA", "Mid", "Old", "key")
    assert json.loads(left["tags"]) == ["a", "b"]
    assert json.loads(left["extra"]) == {"seats": 4, "x": 1}
    assert done.taken == {"segment": "Mid", "notes": "Old", "tags": ["b"], "extra": {"x": 1}}
    assert done.lost == {"region": "APAC", "tier": "standard", "extra.seats": 5}


def test_a_pulse_stays_with_its_day_and_its_note(book):
    bad = {"pulse": "bad", "pulse_on": "2026-01-01", "pulse_note": "No answer"}
    first, second = account(book.db), account(book.db, "Other", **bad)
    done, left = merged(book, "account", first, second)
    assert {name: left[name] for name in bad} == bad
    third = account(book.db, "Third", pulse="good", pulse_on="2026-01-02", pulse_note="Fine")
    fourth = account(
        book.db, "Fourth", pulse="bad", pulse_on="2026-01-03", owner="Jo", owner_since="2026-01-01"
    )
    done, left = merged(book, "account", fourth, third)
    assert (left["pulse"], left["pulse_note"]) == ("bad", None)
    assert done.lost == {"pulse": "good", "pulse_on": "2026-01-02", "pulse_note": "Fine"}


def test_addresses_and_numbers_are_united_without_doubles_and_a_yes_stays(book):
    owner = account(book.db)
    phone = {"typed": "+44 20 7946 0018", "e164": "+442079460018"}
    first = add(
        book.db, "contact", account_id=owner, name="Jane", emails='["jane@acme.example"]',
        phones=json.dumps([phone, {"typed": "7 00 18", "e164": None}]),
    )  # fmt: skip
    second = add(
        book.db, "contact", account_id=owner, name="J. Orr", do_not_mail=1,
        emails='["JANE@acme.example", "j@home.example"]',
        phones=json.dumps([{"typed": "70018", "e164": None}, {**phone, "typed": "+442079460018"}]),
    )  # fmt: skip
    done, left = merged(book, "contact", first, second)
    assert json.loads(left["emails"]) == ["jane@acme.example", "j@home.example"]
    assert json.loads(left["phones"]) == [phone, {"typed": "7 00 18", "e164": None}]
    assert (left["name"], left["do_not_mail"], done.lost) == ("Jane", 1, {})


# Who hangs on whom before, as {account: parent}; which two are merged; who hangs on whom after.
FAMILIES = [
    ({"a": "b", "b": "p"}, ("a", "b"), {"a": "p"}),
    ({"b": "a", "x": "b"}, ("a", "b"), {"x": "a"}),
    ({"a": "x", "x": "b", "b": "p"}, ("a", "b"), {"x": "a", "a": "p"}),
    ({"b": "x", "x": "a"}, ("a", "b"), {"x": "a"}),
    ({"a": "p", "b": "x"}, ("a", "b"), {"a": "p"}),
    ({"b": "p", "x": "b"}, ("a", "b"), {"a": "p", "x": "a"}),
    ({"a": "b"}, ("a", "b"), {}),
]


@pytest.mark.parametrize(("before", "pair", "after"), FAMILIES)
def test_parts_get_the_new_parent_and_nobody_becomes_their_own_ancestor(book, before, pair, after):
    ids = {name: account(book.db, name) for name in "abpx"}
    for child, parent in before.items():
        writes.update(book, "account", ids[child], {"parent_id": ids[parent]})
    state = dump(book.db)
    merged(book, "account", ids[pair[0]], ids[pair[1]])
    names = {row: name for name, row in ids.items()}
    found = {
        names[row["id"]]: names[row["parent_id"]]
        for row in book.db.execute("SELECT id, parent_id FROM account WHERE parent_id IS NOT NULL")
    }
    assert found == after
    there_and_back(book, state)


def test_whoever_followed_the_second_now_followed_the_first(book):
    owner = account(book.db)
    first, second, third = (add(book.db, "contact", account_id=owner, name=name) for name in "abc")
    writes.update(book, "contact", third, {"successor_id": second})
    writes.update(book, "contact", first, {"successor_id": second})
    _, left = merged(book, "contact", first, second)
    found = book.db.execute("SELECT successor_id FROM contact WHERE id = ?", (third,)).fetchone()
    assert (left["successor_id"], found["successor_id"]) == (None, first)


def test_source_ids_of_the_second_lead_to_the_first(book):
    first, second = account(book.db), account(book.db, "Other")
    for row, number in ((first, "1"), (second, "2")):
        writes.insert(
            book, "source_ref", {"kind": "account", "row": row, "source": "crm", "source_id": number}
        )
    merged(book, "account", first, second)
    found = book.db.execute('SELECT "row", source_id FROM source_ref ORDER BY source_id').fetchall()
    assert [tuple(row) for row in found] == [(first, "1"), (first, "2")]


def test_what_is_found_by_itself_again_is_taken_back_without_its_later_counts(book):
    owner = account(book.db)
    first, second = (add(book.db, "contact", account_id=owner, name=name) for name in "ab")
    seen = add(book.db, "unmatched", kind="mail", address="x@acme.example", seen=1, contact_id=second)
    merged(book, "contact", first, second)
    book.db.execute("UPDATE unmatched SET seen = 7")
    journal.undo(book)
    found = book.db.execute("SELECT id, contact_id, seen FROM unmatched").fetchone()
    assert tuple(found) == (seen, second, 7)
