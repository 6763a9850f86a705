"""What an import needs of the book: read for matching, add, change. The book's Intake has it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from amcli.rules.amendments import Fall
from amcli.storage.forgotten import Forgotten

Values = dict[str, Any]
# Above every key.
HIGHEST = "\U0010ffff"


class Store(Protocol):
    """One transaction's end for an import; see amcli.storage.bulk for what each method promises."""

    def records(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """These columns of every record, oldest first."""

    def record(self, table: str, row: int) -> Values: ...

    def defaults(self, table: str) -> Values:
        """What a new row has where nothing is said."""

    def participants(self, interaction: int) -> set[int]: ...

    def new_id(self, table: str) -> int:
        """The next id of a table."""

    def insert(self, table: str, rows: Sequence[Values]) -> list[tuple[int, str]]:
        """Add rows; gives (place, reason) of those refused."""

    def change(self, table: str, row: int, changes: Mapping[str, object]) -> str | None:
        """Change a record; the reason where it is refused."""

    def remove(self, table: str, row: int) -> None:
        """Take out a record that this transaction added."""

    def falls(self) -> list[Fall]:
        """The contracts that this transaction has taken below zero."""

    def set_participants(self, interaction: int, contacts: list[int]) -> bool:
        """Make these contacts the people of an interaction."""

    def add_participants(self, pairs: Iterable[tuple[int, int]]) -> None: ...

    def source_ids(self, kind: str, source: str) -> dict[str, int]:
        """The ids that a source gave, with the records."""

    def add_source_ids(self, kind: str, source: str, pairs: Iterable[tuple[str, int]]) -> None:
        """Keep the ids that a source gave."""

    def pass_on_id(self, kind: str, source: str, source_id: str, to: str) -> None:
        """Let an id that one source gave be another's."""

    def drop_source_id(self, kind: str, source: str, source_id: str) -> None:
        """Forget an id that a source gave."""

    def spoken_of(self, kind: str) -> set[int]:
        """The records of a kind of whose values it is known who they are from."""

    def value_sources(self, kind: str, row: int) -> list[tuple[str, str | None, str]]:
        """Who the values of a record are from, as (field, value of a list, source), the oldest first."""

    def called(self, kind: str, source: str) -> list[tuple[int, str]]:
        """The records of a kind that a source calls otherwise than the book, with what it calls them."""

    def add_value_sources(self, kind: str, rows: Sequence[tuple[int, str, str | None, str]]) -> None:
        """Keep who values are from, as (record, field, value of a list, source)."""

    def drop_value_sources(self, kind: str, row: int, entries: Iterable[tuple[str, str | None, str]]) -> None:
        """Forget who values of a record are from."""

    def arrivals(
        self, source: str, first: str = "", last: str = HIGHEST
    ) -> dict[str, tuple[str | None, int | None]]:
        """What came in from a source before, under the keys from `first` up to but not with `last`: key to
        what it said and the interaction it became."""

    def account_of(self, interaction: int) -> int | None:
        """The account that an interaction is at; None where it is gone."""

    def taken_back(self, interaction: int) -> bool:
        """Whether it was an undo that took an interaction out, not a person who deleted it."""

    def put_arrivals(self, source: str, rows: Iterable[tuple[str, str | None, int | None]]) -> None:
        """Keep (key, what it said, interaction), in the place of what was kept under the key."""

    def interactions_on(self, account: int, day: str) -> list[Values]:
        """The interactions with an account on a day that may be a meeting: all columns, `people` (ids) and
        whether it `was_booked`."""

    def confirmed(self, interaction: int) -> bool:
        """Whether it was a person, not an import by a clock, who said that an interaction took place."""

    def ties(self, kind: str) -> dict[str, tuple[int | None, bool]]:
        """Addresses that no contact had: the contact that each was tied to, and whether it is ignored."""

    def put_unmatched(self, kind: str, rows: Iterable[tuple[str, str | None, int, str, str]]) -> None:
        """Count addresses that no contact has: (address, name, times, first day, last day)."""

    @property
    def forgotten(self) -> Forgotten:
        """Who was forgotten, and isn't to come back."""

    def index(self) -> None:
        """Put what was written into the search index."""
