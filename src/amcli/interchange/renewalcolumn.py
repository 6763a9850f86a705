"""What a column of renewal dates means: the last day of a term, or the first day of the next.

Decided by the whole column, as the order of day and month is; the plan says which, because notice deadlines
depend on it. Not for reading the days (daycolumn.py).
"""

import datetime as dt
import shlex
from collections.abc import Iterable

from amcli.interchange.headers import Column
from amcli.interchange.reader import Reader
from amcli.interchange.sheet import Row
from amcli.rules.names import shown
from amcli.rules.successors import is_first_day

SEEN = 10_000


class Renewals:
    """The renewal dates of a file and, beside them, the first days where it has such a column."""

    def __init__(self, columns: Iterable[Column]) -> None:
        named = {column.field.name: column for column in columns if not column.made_of}
        self._column, self._starts = named.get("renews_on"), named.get("starts_on")
        self._seen: set[tuple[str, str]] = set()

    def see(self, rows: list[Row]) -> None:
        """Keep how the days are written; of a column without end, those that come first."""
        if self._column is None or len(self._seen) >= SEEN:
            return
        place = self._column.place
        first = place if self._starts is None else self._starts.place
        most = max(place, first)
        self._seen.update((cells[place], cells[first]) for _, cells in rows if most < len(cells))

    def are_first_days(self, readers: dict[int, Reader]) -> bool:
        """Whether they are the first days of the next term."""
        if self._column is None:
            return False
        renews = readers[self._column.place]
        starts = None if self._starts is None else readers[self._starts.place]
        pairs = ((renews[day], None if starts is None else starts[first]) for day, first in self._seen)
        return is_first_day(
            (dt.date.fromisoformat(first) if isinstance(first, str) else None, dt.date.fromisoformat(day))
            for day, first in pairs
            if isinstance(day, str)
        )

    def note(self, renews_next: bool, asked: bool) -> list[str]:
        """What was decided, and what says the other."""
        if self._column is None:
            return []
        header, typed = shown(self._column.header), shlex.quote(self._column.header)
        if asked:
            return [f"{header}: first day of the next term"]
        if renews_next:
            return [f"{header}: first day of the next term (or --map ends_on={typed})"]
        return [f"{header}: last day of the term (or --map renews_on={typed})"]
