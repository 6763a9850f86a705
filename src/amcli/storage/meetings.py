"""Meetings in the book: those booked with an account for a day, and what makes one held or cancelled.

Which of them something that took place was is decided by `rules.meetings`.
"""

import datetime as dt
from collections.abc import Mapping

from amcli import jsontext
from amcli.hints import Any
from amcli.rules.meetings import Booked
from amcli.storage import writes
from amcli.storage.connection import Book, Row

# What the booked one keeps where nothing else is said.
KEPT = ("kind", "at", "minutes", "direction", "summary", "body", "feel", "purpose")


def booked_with(book: Book, account: int, day: dt.date) -> list[Booked]:
    """The meetings that are booked with an account for a day, by time."""
    rows = book.rows("bookings.on", account=account, day=day.isoformat())
    return [as_booked(row, jsontext.loads(row["people"])) for row in rows]


def as_booked(row: Row | Mapping[str, Any], people: list[int]) -> Booked:
    """A row of an interaction, with the ids of its people."""
    return Booked(row["id"], row["kind"], row["at"], frozenset(people), row["summary"])


def people_of(book: Book, interaction: int) -> list[int]:
    """The ids of who takes part in an interaction, in the order in which they were named."""
    query = "SELECT contact_id FROM interaction_contact WHERE interaction_id = ? ORDER BY id"
    return [row[0] for row in book.db.execute(query, (interaction,))]


def hold(book: Book, row: int, said: Mapping[str, object], people: list[int]) -> None:
    """Make a booked meeting one that took place: what was said of it goes into it, the rest stays."""
    columns = {name: said[name] for name in KEPT if said.get(name) is not None}
    writes.update(book, "interaction", row, {**columns, "on": said["on"], "planned": False})
    writes.set_participants(book, row, list(dict.fromkeys([*people_of(book, row), *people])))


def cancel(book: Book, row: int) -> None:
    """Make a booked meeting one that did not take place, for good."""
    writes.update(book, "interaction", row, {"cancelled": True})
