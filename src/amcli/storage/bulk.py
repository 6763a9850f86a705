"""Taking in rows by the thousand: read for matching, validate, insert, change, inside one transaction.

The bulk counterpart of `writes`: ids are given out here, every new row is validated (`validation`), and a row
that the book refuses is named with the sentence of the rule instead of stopping the others. Not for deciding
what a row means: that is the importer's.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter

from amcli.errors import Refused
from amcli.hints import Any
from amcli.rules.amendments import Fall
from amcli.storage.below_zero import NO_NEW, falls
from amcli.storage.connection import Book, now, translated
from amcli.storage.failures import explained
from amcli.storage.forgotten import Forgotten
from amcli.storage.triggers import SEARCHED, search_rowid, searched_text
from amcli.storage.validation import Incoming, incoming
from amcli.storage.value_sources import Origins
from amcli.storage.violations import fault_words
from amcli.storage.writes import UNTIMED, delete, encoded, set_participants

Values = dict[str, Any]

# Rows a statement: SQLite takes 32,766 parameters, and beyond 100 rows nothing is won.
AT_ONCE = 100
STAMPS = ("created_at", "updated_at")
HIGHEST = "\U0010ffff"
HIGHEST_ID = 2**63 - 1
LAST_DELETION = """
SELECT t.undoing FROM journal j JOIN txn t ON t.id = j.txn
WHERE j.tbl = 'interaction' AND j."row" = ? AND j.after IS NULL ORDER BY j.id DESC LIMIT 1"""


class Intake(Origins):
    """The writing end of an import, for one transaction of a book that is already begun."""

    def __init__(self, book: Book, txn: int) -> None:
        self.book = book
        self.txn = txn
        self._instant = now()
        self._next: dict[str, int] = {}
        self._first: dict[str, int] = {}
        self._changed: dict[str, set[int]] = {}
        self._columns: dict[str, list[str]] = {}
        self._tables: dict[str, Incoming] = {}

    def pass_over(self) -> None:
        """Let a plain undo pass over this transaction: it changed no record, but only learned whose they
        are."""
        self.book.db.execute("UPDATE txn SET automatic = 1 WHERE id = ?", (self.txn,))

    @cached_property
    def forgotten(self) -> Forgotten:
        """Who was forgotten, and isn't to come back."""
        with translated(self.book.file):
            return Forgotten(self.book.db)

    def columns(self, table: str) -> list[str]:
        """The columns of a table, as they lie."""
        if table not in self._columns:
            rows = self.book.db.execute("SELECT name FROM pragma_table_info(?)", (table,))
            self._columns[table] = [name for (name,) in rows]
        return self._columns[table]

    def defaults(self, table: str) -> Values:
        """What a new row has where nothing is said, in Python's form."""
        return dict(self._incoming(table).defaults)

    def _incoming(self, table: str) -> Incoming:
        if table not in self._tables:
            self._tables[table] = incoming(self.book.db, table)
        return self._tables[table]

    def records(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """These columns of every record, oldest first, as SQLite keeps them."""
        listed = ", ".join(f'"{name}"' for name in columns)
        with translated(self.book.file):
            cursor = self.book.db.cursor()
            cursor.row_factory = None
            yield from cursor.execute(f'SELECT {listed} FROM "{table}" ORDER BY id')

    def record(self, table: str, row: int) -> Values:
        """All columns of a record, as SQLite keeps them."""
        found = self.book.db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchone()
        return dict(found)

    def participants(self, interaction: int) -> set[int]:
        query = "SELECT contact_id FROM interaction_contact WHERE interaction_id = ?"
        return {row[0] for row in self.book.db.execute(query, (interaction,))}

    def new_id(self, table: str) -> int:
        """The next id of a table: never one that was given before."""
        if table not in self._next:
            known = self.book.db.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)
            ).fetchone()
            self._next[table] = known[0] if known else 0
            self._first[table] = self._next[table] + 1
        self._next[table] += 1
        return self._next[table]

    def insert(self, table: str, rows: Sequence[Values]) -> list[tuple[int, str]]:
        """Validate and add rows that carry their ids; gives (place, reason) of those refused."""
        refused: dict[int, str] = {}
        places: list[int] = []
        ready: list[tuple[Any, ...]] = []
        table_of = self._incoming(table)
        stamps = {} if table in UNTIMED else dict.fromkeys(STAMPS, self._instant)
        # What no row gives SQLite puts there by itself: passing it on for each would cost a third.
        given = set(stamps).union(*rows)
        names = [name for name in self.columns(table) if name in given]
        kept_as_json = [name for name in table_of.encoded if name in given]
        in_order = itemgetter(*names)
        validate = table_of.validator(names)
        begun = {name: value for name, value in table_of.defaults.items() if name in given}
        for place, row in enumerate(rows):
            full = {**begun, **row, **stamps}
            try:
                validate(full)
            except ValueError as error:
                refused[place] = _invalid(error)
                continue
            for name in kept_as_json:
                full[name] = encoded(full[name])
            places.append(place)
            ready.append(in_order(full))
        for start in range(0, len(ready), AT_ONCE):
            reasons = self._write(table, names, ready[start : start + AT_ONCE])
            refused.update({places[start + place]: reason for place, reason in reasons.items()})
        return sorted(refused.items())

    def _write(self, table: str, names: list[str], rows: list[tuple[Any, ...]]) -> dict[int, str]:
        """Many rows by one statement, half the time of one each; only when the book refuses, one by one."""
        try:
            self.book.db.execute(_statement(table, tuple(names), len(rows)), list(chain.from_iterable(rows)))
            return {}
        except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError):
            pass  # a statement that fails leaves nothing behind
        except sqlite3.Error as error:
            raise explained(error, self.book.path) from error
        one = _statement(table, tuple(names), 1)
        reasons = {place: self._attempt(one, row) for place, row in enumerate(rows)}
        return {place: reason for place, reason in reasons.items() if reason}

    def _attempt(self, statement: str, values: Mapping[str, Any] | Sequence[Any]) -> str | None:
        """Run one statement; the reason where a rule of the book refuses it."""
        try:
            self.book.db.execute(statement, values)
        except sqlite3.IntegrityError as error:
            return fault_words(error, values if isinstance(values, Mapping) else None)
        except (OverflowError, UnicodeEncodeError):
            return "a value that can't be stored"
        except sqlite3.Error as error:
            known = explained(error, self.book.path)
            if known.exit_code != Refused.exit_code:
                raise known from error
            return known.message.rstrip(".")
        return None

    def change(self, table: str, row: int, changes: Mapping[str, Any]) -> str | None:
        """Change fields of a record; the reason where the book refuses it."""
        values = {name: encoded(value) for name, value in changes.items()}
        if table not in UNTIMED:
            values.setdefault("updated_at", self._instant)
        assignments = ", ".join(f'"{name}" = :{name}' for name in values)
        reason = self._attempt(f'UPDATE "{table}" SET {assignments} WHERE id = :id', {**values, "id": row})
        if reason is None:
            self._changed.setdefault(table, set()).add(row)
        return reason

    def remove(self, table: str, row: int) -> None:
        """Take out a record that this transaction added."""
        with translated(self.book.file):
            delete(self.book, table, row)

    def set_participants(self, interaction: int, contacts: list[int]) -> bool:
        """Make `contacts` the people of an interaction; whether that changed anything."""
        return set_participants(self.book, interaction, contacts)

    def add_participants(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._add_many("interaction_contact", ("interaction_id", "contact_id"), list(pairs))

    def falls(self) -> list[Fall]:
        """The contracts that this transaction has taken below zero."""
        return falls(self.book.db, self.txn, self._first.get("contract", NO_NEW))

    def add_source_ids(self, kind: str, source: str, pairs: Iterable[tuple[str, int]]) -> None:
        """Keep the ids that a source gave; one that it gave to another record before is this one's now."""
        names = ("kind", "source", "source_id", "row")
        again = 'ON CONFLICT (source, kind, source_id) DO UPDATE SET "row" = excluded."row"'
        self._add_many("source_ref", names, [(kind, source, *pair) for pair in pairs], again)

    def add_value_sources(self, kind: str, rows: Sequence[tuple[int, str, str | None, str]]) -> None:
        """Keep who values are from, as (record, field, value of a list, source)."""
        names = ("kind", "row", "field", "value", "source")
        self._add_many("value_source", names, [(kind, *row) for row in rows])

    def arrivals(
        self, source: str, first: str = "", last: str = HIGHEST
    ) -> dict[str, tuple[str | None, int | None]]:
        """What came in from a source before, under the keys from `first` up to but not with `last`: key to
        what it said and the interaction it became."""
        query = (
            'SELECT "key", said, interaction FROM arrival '
            'WHERE source = ? AND "key" >= ? AND "key" < ? ORDER BY id'
        )
        with translated(self.book.file):
            return {row[0]: (row[1], row[2]) for row in self.book.db.execute(query, (source, first, last))}

    def account_of(self, interaction: int) -> int | None:
        """The account that an interaction is at; None where it is gone."""
        query = "SELECT account_id FROM interaction WHERE id = ?"
        found = self.book.db.execute(query, (interaction,)).fetchone()
        return None if found is None else int(found[0])

    def interactions_on(self, account: int, day: str) -> list[Values]:
        """The interactions with an account on a day that may be a meeting: all columns, `people` (ids) and
        whether it `was_booked`."""
        with translated(self.book.file):
            rows = self.book.rows("bookings.of_day", account=account, day=day)
        return [{**dict(row), "people": frozenset(json.loads(row["people"]))} for row in rows]

    def confirmed(self, interaction: int) -> bool:
        """Whether it was a person, not an import by a clock, who said that an interaction took place."""
        if interaction >= self._first.get("interaction", HIGHEST_ID):
            query = "SELECT automatic FROM txn WHERE id = ?"
            return not self.book.db.execute(query, (self.txn,)).fetchone()[0]
        found = self.book.row("bookings.held_by", interaction=interaction)
        return found is not None and not found["automatic"]

    def taken_back(self, interaction: int) -> bool:
        """Whether it was an undo that took an interaction out, not a person who deleted it."""
        found = self.book.db.execute(LAST_DELETION, (interaction,)).fetchone()
        return found is not None and bool(found[0])

    def put_arrivals(self, source: str, rows: Iterable[tuple[str, str | None, int | None]]) -> None:
        """Keep (key, what it said, interaction), in the place of what was kept under the key."""
        statement = (
            'INSERT INTO arrival(source, "key", said, interaction) VALUES (?, ?, ?, ?) '
            'ON CONFLICT (source, "key") '
            "DO UPDATE SET said = excluded.said, interaction = excluded.interaction"
        )
        with translated(self.book.file):
            self.book.db.executemany(statement, ((source, *row) for row in rows))

    def ties(self, kind: str) -> dict[str, tuple[int | None, bool]]:
        """Addresses that no contact had: the contact that each was tied to, and whether it is ignored."""
        query = "SELECT address, contact_id, ignored FROM unmatched WHERE kind = ?"
        with translated(self.book.file):
            return {row[0]: (row[1], bool(row[2])) for row in self.book.db.execute(query, (kind,))}

    def put_unmatched(self, kind: str, rows: Iterable[tuple[str, str | None, int, str, str]]) -> None:
        """Count addresses that no contact has: (address, name, times, first day, last day)."""
        statement = (
            "INSERT INTO unmatched(kind, address, name, seen, first_on, last_on) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (kind, address) DO UPDATE SET seen = seen + excluded.seen, "
            "name = coalesce(excluded.name, name), first_on = min(first_on, excluded.first_on), "
            "last_on = max(last_on, excluded.last_on)"
        )
        with translated(self.book.file):
            self.book.db.executemany(statement, ((kind, *row) for row in rows))

    def _add_many(
        self, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]], otherwise: str = ""
    ) -> None:
        """Rows that nothing refuses, many by one statement."""
        listed = ", ".join(f'"{name}"' for name in names)
        with translated(self.book.file):
            self.book.add_many(f'INSERT INTO "{table}" ({listed})', rows, otherwise)

    def index(self) -> None:
        """Put what this transaction wrote into the search index, which rested until now.

        By ids rather than by the journal, which would be read once for every table there is.
        """
        with translated(self.book.file):
            for table, first in self._first.items():
                index_new(self.book.db, table, first)
            for table, rows in self._changed.items():
                first = self._first.get(table, HIGHEST_ID)
                index_changed(self.book.db, table, [row for row in rows if row < first])


def index_new(db: sqlite3.Connection, table: str, first: int) -> None:
    """Put the rows of a table from an id on into the search index."""
    if table in SEARCHED:
        db.execute(f"{_searched(table)} WHERE id >= ?", (first,))


def index_changed(db: sqlite3.Connection, table: str, rows: Iterable[int]) -> None:
    """Put rows that were in the search index there as they are now."""
    if table in SEARCHED:
        old = [(row,) for row in rows]
        db.executemany(f"DELETE FROM search WHERE rowid = {search_rowid(table, '?')}", old)
        db.executemany(f"{_searched(table)} WHERE id = ?", old)


def _searched(table: str) -> str:
    found = SEARCHED[table]
    return (
        f"INSERT INTO search(rowid, title, body) SELECT {search_rowid(table, 'id')}, "
        f'{searched_text(found.title, "")}, {searched_text(found.body, "")} FROM main."{table}"'
    )


@cache
def _statement(table: str, names: tuple[str, ...], rows: int) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    marks = f"({', '.join('?' * len(names))})"
    return f'INSERT INTO "{table}" ({listed}) VALUES ' + ", ".join([marks] * rows)


def _invalid(error: ValueError) -> str:
    """What pydantic found first, in its words but in one line."""
    with suppress(AttributeError, LookupError):
        first = error.errors()[0]  # type: ignore[attr-defined]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'][:1].lower()}{first['msg'][1:]}"
    return "not a valid record"
