"""The parts that taking in a file is made of: what was asked for, its columns by use, rows that wait.

Not for what is done with them (apply.py).
"""

from typing import Any, NamedTuple

from amcli.interchange.headers import Column, Mapping
from amcli.interchange.store import Values

# What a row needs, where the field's own name would not say it.
NEEDS = {
    "on": "a day",
    "opened_on": "the day on which it was opened",
    "starts_on": "a first day",
    "account": "an account",
    "kind": "a kind",
}


class Options(NamedTuple):
    """What the user asked for. `source` names where the files come from, where that was said, `beside` the
    sources that come with them; `wins` lets it replace what another brought, `same_ids` takes an id for the
    record that it stood for, whatever that is called now. `me` are my own addresses and `names` what chats
    call me, `country` is that of telephone numbers without one, `term_months` how long a contract runs whose
    first day nobody says; of mail and chats, `bodies` keeps the whole
    text; of mail, `by_domain` takes a customer's domain for one of their people."""

    today: str
    currency: str
    clear: bool = False
    create_accounts: bool = False
    link: bool = True
    source: str | None = None
    me: tuple[str, ...] = ()
    bodies: bool = False
    by_domain: bool = False
    country: str | None = None
    names: tuple[str, ...] = ()
    wins: bool = False
    same_ids: bool = False
    beside: tuple[str, ...] = ()
    term_months: int | None = None


class Later(NamedTuple):
    """A reference to be followed when all rows of the file are in."""

    line: int
    row: int
    column: Column
    text: str
    account: int | None


class Known(NamedTuple):
    """A record that a row matched: the fields it changed, and what they held before."""

    fields: list[str]
    before: Values


class Waiting(NamedTuple):
    """A new record that is written with the rest of its chunk."""

    line: int
    values: Values
    contacts: list[int]
    source_id: str | None


Read = tuple[Any, ...]


class Columns:
    """The columns of a file by what is done with them, worked out once: `place` is within a row as read."""

    def __init__(self, mapping: Mapping, defaults: Values) -> None:
        placed = [(column, place) for place, column in enumerate(mapping.columns)]
        real = [
            (column.field, place)
            for column, place in placed
            if not column.field.virtual and not column.field.later
        ]
        self.stored = frozenset(field.stored for field, _ in real)
        self.plain = [(field.stored, place) for field, place in real if not field.to]
        self.linked = [(field, field.stored, place) for field, place in real if field.to]
        # The account first: contacts and contracts are looked for within it.
        self.linked.sort(key=lambda each: each[0].to != "account")
        self.last = [place for field, place in real if field.last]
        self.later = [(column, place) for column, place in placed if column.field.later]
        self.virtual = [
            (column.field.name, place)
            for column, place in placed
            if column.field.virtual and not column.field.later
        ]
        self.named = {column.field.name: column for column in mapping.columns}
        self.headers = {column.field.stored: column.header for column in mapping.columns}
        self.headers |= {column.field.name: column.header for column in mapping.columns}
        self.needed = [(field.stored, field.name) for field in mapping.kind.fields if field.needed]
        self.defaulted = [
            name for name, value in defaults.items() if value is not None and name in self.stored
        ]
