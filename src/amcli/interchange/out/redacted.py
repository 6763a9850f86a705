"""A book without names: what identifies customers and people is replaced, the same by the same each time.

What stays is what a report is made of: days, figures, words of closed vocabularies, who belongs to whom.
Not for a single account's bundle that a colleague is to work with, and not for the book itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from amcli.interchange.kinds import KINDS
from amcli.interchange.tables.canonical import Names, Values
from amcli.vocabulary import reference

# Nobody's domain, and nobody's number.
DOMAIN = "example.com"
PHONE = "+1 202 555 0100"
# Text that says which record it is, where it must differ from record to record.
NAMED = {"account": "Account", "contact": "Contact", "product": "Product", "opportunity": "Opportunity"}


class Records(Names, Protocol):
    """The records of a book."""

    def records(self, table: str) -> Iterator[Values]: ...

    def custom(self, table: str) -> Sequence[str]: ...


class Redacted:
    """The records of a book as they are, but for what was written by hand."""

    def __init__(self, book: Records) -> None:
        self._book = book
        self._known: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()
        self._texts = {
            kind.table: {
                field.stored: (field.name, field.reader)
                for field in kind.fields
                if not (field.virtual or field.to)
            }
            for kind in KINDS
        }

    def records(self, table: str) -> Iterator[Values]:
        for record in self._book.records(table):
            yield self._redacted(table, record)

    def custom(self, table: str) -> Sequence[str]:
        """Custom fields are left out: nobody knows what is in them."""
        return ()

    def of(self, kind: str, row: int, account: int | None) -> str:
        """What a record is called: never by its name."""
        if not self._book.of(kind, row, account):
            return ""
        if kind == "account":
            return code(row)
        return named(kind, row) if kind == "product" else reference(kind, row)

    def _redacted(self, table: str, record: Values) -> Values:
        made = dict(record)
        for column, (name, reader) in self._texts[table].items():
            if made.get(column) is not None:
                made[column] = self._field(table, made, name, reader, record[column])
        if "extra" in made:
            made["extra"] = {}
        return made

    def _field(self, table: str, record: Values, name: str, reader: str, value: object) -> object:
        """A field's value, where it is no text as it is."""
        row = record["id"]
        if reader == "name" and table in NAMED and name == "name":
            return named(table, row)
        if reader == "code":
            return code(row)
        if name in ("domain", "website"):
            return f"{code(row)}.{DOMAIN}"
        if reader == "emails":
            return [
                f"{reference(table, row)}{number or ''}@{DOMAIN}" for number, _ in enumerate(as_list(value))
            ]
        if reader == "phones":
            return [{"typed": PHONE, "e164": None} for _ in as_list(value)]
        if reader == "list":
            return [self._same(name, str(each)) for each in as_list(value)]
        if reader == "json":
            return []
        if reader == "text":
            return f"{len(str(value)):,} characters"
        if name in ("model", "period", "repeat"):
            return value
        return self._same(name, str(value)) if reader in ("word", "name", "line") else value

    def _same(self, name: str, text: str) -> str:
        """The same word for the same text of a field: `owner 2`."""
        if (name, text) not in self._known:
            self._counts[name] += 1
            self._known[name, text] = f"{name} {self._counts[name]}"
        return self._known[name, text]


def as_list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def code(account: int) -> str:
    return f"a{account}"


def named(kind: str, row: int) -> str:
    return f"{NAMED[kind]} {row}"
