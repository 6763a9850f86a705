"""What the book keeps about itself: its journal, where records came from, what was put off or sent."""

import datetime as dt
from typing import Any

from sqlalchemy import REAL, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field

from amcli import vocabulary as v
from amcli.storage.models.columns import (
    Row,
    choice,
    column,
    flag,
    json_list,
    json_object,
    optional,
    rule,
    table,
)
from amcli.storage.types import Count, Day, Instant, JsonText


class Txn(Row, table=True):
    """One change of the book: everything a command wrote, together.

    An undo names the change it `undoes` and is `undoing`; a redo names the undo and is not. `via` is how it
    came, where nobody typed it, and `client` what the program called itself that asked for it.
    """

    __tablename__ = "txn"
    __table_args__ = table(
        UniqueConstraint("undoes"),
        rule("undoing = 0 OR undoes IS NOT NULL", "an undo undoes something"),
        rule("length(client) <= 60", "a client has a name of at most 60 characters"),
    )

    at: str = column(Instant)
    command: str = column()
    undoes: int | None = Field(default=None, foreign_key="txn.id")
    undoing: bool = flag()
    automatic: bool = flag()
    via: str | None = choice(v.VIAS)
    client: str | None = optional()


class Journal(Row, table=True):
    """One row before and after one change, as JSON; an insert is kept without a copy."""

    __tablename__ = "journal"
    __table_args__ = table(
        Index("journal_row", "tbl", "row"),
        Index("journal_txn", "txn"),
        Index(
            "journal_account",
            text("json_extract(coalesce(after, before), '$.account_id')"),
            sqlite_where=text("before IS NOT NULL"),
        ),
    )

    txn: int = Field(foreign_key="txn.id")
    tbl: str = column()
    row: int = column(Integer)
    before: str | None = optional(Text)
    after: str | None = optional(Text)


class Session(Row, table=True):
    """One row: the transaction under way, whether search is left to the importer, and whether what is
    written is `mechanical`: no edit by a person, but brought by a source, taken back or merged."""

    __tablename__ = "session"
    __table_args__ = table(rule("id = 1", "the session has one row"))

    txn: int | None = Field(default=None)
    bulk: bool = flag()
    mechanical: bool = flag()


class SourceRef(Row, table=True):
    """Where a record came from: the id that its source gave it, in the source's own case."""

    __tablename__ = "source_ref"
    __table_args__ = table(
        UniqueConstraint("source", "kind", "source_id"), Index("source_ref_row", "kind", "row")
    )

    kind: str = column()
    row: int = column(Integer)
    source: str = column()
    source_id: str = column()


class ValueSource(Row, table=True):
    """Who a value of a record is from: a source by its name, or a person's own hand, which has none.

    `field` `*` is all that the record was made with; a list has a row for each `value` and source. A person's
    word about a value that isn't in the list is that it stays out (rules/provenance.py).
    """

    __tablename__ = "value_source"
    __table_args__ = table(UniqueConstraint("kind", "row", "field", "value", "source"))

    kind: str = column()
    row: int = column(Integer)
    field: str = column()
    value: str | None = optional()
    source: str = column()


class Snooze(Row, table=True):
    """A record put off until a day, with the reason."""

    __tablename__ = "snooze"
    __table_args__ = table(UniqueConstraint("kind", "row"))

    kind: str = column()
    row: int = column(Integer)
    until: dt.date = column(Day)
    reason: str | None = optional()


class Unmatched(Row, table=True):
    """An address seen in mail, calendars or calls that no contact has."""

    __tablename__ = "unmatched"
    __table_args__ = table(UniqueConstraint("kind", "address"))

    kind: str = column()
    address: str = column()
    name: str | None = optional()
    seen: int = Field(default=1, sa_type=Count)
    first_on: dt.date | None = optional(Day)
    last_on: dt.date | None = optional(Day)
    ignored: bool = flag()
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="SET NULL", index=True)


class Arrival(Row, table=True):
    """What came in from a mailbox, a calendar or a phone log: its key there, what it said, and the
    interaction that it became.

    The interaction may be gone: what a person deleted does not come back with the next import.
    """

    __tablename__ = "arrival"
    __table_args__ = table(UniqueConstraint("source", "key"))

    source: str = column()
    key: str = column()
    said: str | None = optional()
    interaction: int | None = optional(Integer)


class Forgotten(Row, table=True):
    """Something by which somebody who was forgotten would be known again: a keyed hash, no value
    (storage/forgotten.py). `change` is the one that forgot them."""

    __tablename__ = "forgotten"
    __table_args__ = table(UniqueConstraint("change", "hash"))

    change: int = column(Integer)
    on: dt.date = column(Day)
    hash: str = column()


class Cut(Row, table=True):
    """A change, by its number, from which `am forget` took something: it can't be undone any more."""

    __tablename__ = "cut"

    on: dt.date = column(Day)


class Proposal(Row, table=True):
    """A line that an assistant asks to run, as the list of its words, and what became of it. It is no record:
    neither journalled nor exported. `changes` says in sentences what it would change, `change` is the number
    of the one that it became."""

    __tablename__ = "proposal"
    __table_args__ = table(
        Index("proposal_open", "arguments", unique=True, sqlite_where=text("state = 'open'")),
        rule("length(client) <= 60", "a client has a name of at most 60 characters"),
        rule("(state = 'open') = (decided_at IS NULL)", "what is decided has the time of that"),
    )

    at: str = column(Instant)
    client: str | None = optional()
    arguments: list[str] = column(JsonText("array"))
    account: str | None = optional()
    why: str | None = optional()
    changes: list[str] = json_list()
    state: str = choice(v.PROPOSAL_STATES, "open")
    decided_at: str | None = optional(Instant)
    change: int | None = optional(Integer)


class Digest(Row, table=True):
    """What a digest had said when it went out."""

    __tablename__ = "digest"

    at: str = column(Instant)
    on: dt.date = column(Day)
    period: str = column()
    state: dict[str, Any] = json_object()


class Setting(Row, table=True):
    """What the book itself knows, such as its base currency."""

    __tablename__ = "setting"
    __table_args__ = table(UniqueConstraint("key"))

    key: str = column()
    value: str = column()


class DayState(Row, table=True):
    """Where an account stands today (facts/day_state.py), by the account's own id: what was worked out, no
    record. The book says the same without it."""

    __tablename__ = "day_state"

    score: int | None = optional(Integer)
    band: str = column(Text)
    coverage: float = column(REAL)
    kinds: str = column(Text)
    points: str = column(Text)
    arr: int | None = optional(Integer)
    lacking: str = column(Text)
    missing: str = column(Text)
    booked_on: str | None = optional(Text)
    renews_on: str | None = optional(Text)
    notice_on: str | None = optional(Text)
    checkins: int = column(Integer)
    qbrs: int = column(Integer)
    tasks: int = column(Integer)
    renewals: int = column(Integer)
    renewing: int = column(Integer)
    unrated: int = column(Integer)
    long_ago: int = column(Integer)
    snoozed: int = column(Integer)
    moment: str = column(Text)
    items: str = column(Text)
    told: str | None = optional(Text)
