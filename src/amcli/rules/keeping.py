"""Which copies of the book stay when a new one was made, and which go. Pure: days and names in, names out.

Not for files (storage/backups.py).
"""

import datetime as dt
from collections.abc import Callable, Iterable

from amcli.hints import NamedTuple

LATEST = 3


class Copy(NamedTuple):
    """A copy by the day on which it was made and its name; of one day, names sort by their time."""

    day: dt.date
    name: str


def week_of(day: dt.date) -> tuple[int, int]:
    """The year and the number of a week, as ISO counts them."""
    year, week, _ = day.isocalendar()
    return year, week


def month_of(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


# Of so many of the last days, weeks and months that have a copy, the newest copy stays.
PERIODS: tuple[tuple[Callable[[dt.date], object], int], ...] = (
    (dt.date.toordinal, 7),
    (week_of, 4),
    (month_of, 12),
)


def surplus(copies: Iterable[Copy]) -> list[str]:
    """The names of those that may go, oldest first.

    The latest three stay whatever their day: what was there before a restore must outlive that restore,
    and the copy before an import the next import.
    """
    newest_first = sorted(copies, reverse=True)
    kept = set(newest_first[:LATEST])
    for period, most in PERIODS:
        newest: dict[object, Copy] = {}
        for each in newest_first:
            newest.setdefault(period(each.day), each)
        kept.update(list(newest.values())[:most])
    return [each.name for each in reversed(newest_first) if each not in kept]
