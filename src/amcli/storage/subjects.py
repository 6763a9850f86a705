"""Whom to forget: all that the book has and had of somebody, by which they are found wherever they are.

A customer goes with all of its people. What others have too, as the number of a switchboard, stands for
nobody. Read from the records and the journal; nothing is written here.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from amcli.hints import Any
from amcli.rules.forgetting import (
    EMAIL,
    FEWEST_DIGITS,
    NAME,
    PHONE,
    REF,
    Finder,
    Hashed,
    Marks,
    as_list,
    digits_of,
    hashed_of_account,
    hashed_of_contact,
    is_telling,
    of_source,
    own_domain,
    plain_address,
)
from amcli.rules.names import name_key
from amcli.vocabulary import reference

Values = dict[str, Any]
TABLES = ("account", "contact")
PAST = "SELECT before, after FROM journal WHERE tbl = ? AND before IS NOT NULL"
OF_ROW = f'{PAST} AND "row" = ?'
DEAD = """
SELECT j."row", j.before FROM journal j
WHERE j.tbl = ? AND j.before IS NOT NULL AND j.after IS NULL
  AND NOT EXISTS (SELECT 1 FROM "{0}" r WHERE r.id = j."row") ORDER BY j.id DESC"""
CALLED = """
SELECT value FROM value_source
WHERE kind = ? AND "row" IN ({}) AND field = 'name' AND value IS NOT NULL"""


class Subject:
    """Somebody to forget. `rows` are theirs by table, also those that are gone; `made` those on record, with
    the instant of each; `versions` what all of them held at any time. `marks` is what stands for them in
    texts, `hashed` what imports would know them by, `namesakes` are other people of the same name."""

    def __init__(self, db: sqlite3.Connection, kind: str, rows: Iterable[int], words: Iterable[str]) -> None:
        self.kind = kind
        self.words = frozenset(words)
        self.rows: dict[str, set[int]] = {table: set() for table in TABLES}
        self.rows[kind] = set(rows)
        if kind == "account":
            self._add_kin(db, "account")
            self.rows["contact"] |= people_of(db, self.rows["account"])
        self._add_kin(db, "contact")
        self.made = {(table, row): at for table in TABLES for row, at in living(db, table, self.rows[table])}
        self.versions = {table: [*versions_of(db, table, self.rows[table])] for table in TABLES}
        self.others = {table: [*others_than(db, table, self.rows[table])] for table in TABLES}
        self.ties = set(tied(db, self.rows["contact"]))
        self._name(db)
        self.marks = self._marks()
        self.hashed = self._hashed(db)

    def _add_kin(self, db: sqlite3.Connection, table: str) -> None:
        """Records that are gone and were of the same: merged into one of these, or deleted and made again."""
        gone = [(row, set(keys_of(table, was))) for row, was in dead(db, table)]
        foreign = {key for each in others_than(db, table, self.rows[table]) for key in keys_of(table, each)}
        found = self.rows[table]
        while found:
            known = {key for each in versions_of(db, table, found) for key in keys_of(table, each)} - foreign
            found = {row for row, keys in gone if row not in self.rows[table] and known & keys}
            self.rows[table] |= found

    def _name(self, db: sqlite3.Connection) -> None:
        """What they are called, and who else is called so."""
        called = {name_key(str(each["name"])) for each in self.others["contact"]}
        people = set(names_of(db, "contact", self.rows["contact"], self.versions["contact"]))
        self.people = {name for name in people if name_key(name) not in called}
        mine = {name_key(name) for name in people}
        self.namesakes = [each["id"] for each in self.others["contact"] if name_key(each["name"]) in mine]
        self.firms = set(names_of(db, "account", self.rows["account"], self.versions["account"]))

    def _marks(self) -> Marks:
        """What stands for them and nobody else."""
        mine, others = self.versions, self.others
        emails = set(emails_of(mine["contact"])) - set(emails_of(others["contact"]))
        emails |= {address for kind, address in self.ties if kind == EMAIL}
        numbers = {*phone_digits(mine["contact"]), *switchboards(mine["account"])}
        numbers |= {address.lstrip("+") for kind, address in self.ties if kind == PHONE}
        numbers -= {*phone_digits(others["contact"]), *switchboards(others["account"])}
        domains = {own_domain(each["domain"]) for each in others["account"]}
        self.domains = {own_domain(each.get("domain")) for each in mine["account"]} - domains - {None}
        called = self.people | self.firms
        codes = {str(each["code"]) for each in mine["account"]}
        return Marks(
            frozenset(name for name in called if is_telling(name)),
            frozenset(emails | {str(each) for each in self.domains}),
            frozenset(numbers),
            self.words,
            frozenset(codes | {name for name in called if not is_telling(name)}),
        )

    def _hashed(self, db: sqlite3.Connection) -> set[Hashed]:
        """What imports know them by, in all forms; nothing that stands for others too."""
        found = {key for table in TABLES for each in self.versions[table] for key in keys_of(table, each)}
        found -= {key for table in TABLES for each in self.others[table] for key in keys_of(table, each)}
        found |= {(NAME, name_key(name)) for name in self.people} | self.ties
        found |= {(REF, reference("contact", row)) for row in self.rows["contact"]}
        for table in TABLES:
            found |= {of_source(*each) for each in sources_of(db, table, self.rows[table])}
        return found

    def join(self, other: "Subject") -> None:
        """Take for this one too what stands for the same somebody elsewhere."""
        pairs = zip(self.marks, other.marks, strict=True)
        self.marks = Marks(*(one | two for one, two in pairs))
        self.hashed |= other.hashed

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.marks)


def same_in(db: sqlite3.Connection, subject: Subject) -> Subject:
    """The same somebody in a copy of the book from another day, by the instant at which a record was made, or
    by what stands for nobody else."""
    found = {
        row["id"]
        for row in db.execute(f'SELECT * FROM "{subject.kind}"')
        if subject.made.get((subject.kind, row["id"])) == row["created_at"]
        or not subject.hashed.isdisjoint(keys_of(subject.kind, dict(row)))
    }
    same = Subject(db, subject.kind, found, subject.words)
    same.join(subject)
    return same


def keys_of(table: str, values: Values) -> Iterator[Hashed]:
    """By what two records of a table are of the same."""
    return hashed_of_account(values) if table == "account" else hashed_of_contact(values)


def marks(some: Collection[object]) -> str:
    return ", ".join("?" * len(some))


def people_of(db: sqlite3.Connection, accounts: Collection[int]) -> set[int]:
    """The people of accounts, also those that were deleted there."""
    query = f"SELECT id FROM contact WHERE account_id IN ({marks(accounts)})"
    found = {row for (row,) in db.execute(query, [*accounts])}
    return found | {row for row, was in dead(db, "contact") if was["account_id"] in accounts}


def living(db: sqlite3.Connection, table: str, rows: Collection[int]) -> Iterator[tuple[int, str]]:
    """Those of some rows that are on record, with the instant at which each was made."""
    for row in rows:
        yield from (
            tuple(each) for each in db.execute(f'SELECT id, created_at FROM "{table}" WHERE id = ?', (row,))
        )


def others_than(db: sqlite3.Connection, table: str, rows: Collection[int]) -> Iterator[Values]:
    """The records of a table but for these."""
    yield from (dict(each) for each in db.execute(f'SELECT * FROM "{table}"') if each["id"] not in rows)


def dead(db: sqlite3.Connection, table: str) -> Iterator[tuple[int, Values]]:
    """Records that were deleted, with what each held then."""
    for row, before in db.execute(DEAD.format(table), (table,)):
        yield row, json.loads(before)


def versions_of(db: sqlite3.Connection, table: str, rows: Iterable[int]) -> Iterator[Values]:
    """What records hold, and held at any time."""
    for row in rows:
        yield from (dict(each) for each in db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)))
        for entry in db.execute(OF_ROW, (table, row)):
            yield from (json.loads(text) for text in entry if text is not None)


def names_of(
    db: sqlite3.Connection, table: str, rows: Collection[int], versions: Iterable[Values]
) -> Iterator[str]:
    """What somebody was called, by a source too, or by a record that was merged into theirs."""
    yield from (str(each["name"]) for each in versions)
    yield from (str(value) for (value,) in db.execute(CALLED.format(marks(rows)), (table, *rows)))


def emails_of(versions: Iterable[Values]) -> Iterator[str]:
    for each in versions:
        yield from (plain_address(email) for email in as_list(each["emails"]))


def phone_digits(versions: Iterable[Values]) -> Iterator[str]:
    for each in versions:
        for phone in as_list(each["phones"]):
            yield from digits_of(phone)


def switchboards(versions: Iterable[Values]) -> Iterator[str]:
    """The numbers of customers, digits alone."""
    for each in versions:
        digits = "".join(sign for sign in each.get("phone") or "" if sign.isdecimal())
        if len(digits) >= FEWEST_DIGITS:
            yield digits


def tied(db: sqlite3.Connection, contacts: Collection[int]) -> Iterator[Hashed]:
    """Addresses, numbers and names that were linked to them by hand."""
    query = f"SELECT kind, address FROM unmatched WHERE contact_id IN ({marks(contacts)})"
    yield from (tuple(each) for each in db.execute(query, [*contacts]))


def sources_of(db: sqlite3.Connection, table: str, rows: Collection[int]) -> Iterator[tuple[str, str, str]]:
    """The ids that sources gave their records, also those that only the journal knows."""
    query = f'SELECT source, kind, source_id FROM source_ref WHERE kind = ? AND "row" IN ({marks(rows)})'
    yield from (tuple(each) for each in db.execute(query, (table, *rows)))
    for entry in db.execute(PAST, ("source_ref",)):
        for found in (json.loads(text) for text in entry if text is not None):
            if found["kind"] == table and found["row"] in rows:
                yield found["source"], found["kind"], found["source_id"]
