"""Terms of a contract whose end a list moves: the first day where nobody says it, the terms that a new end
confirms, and what a renewal date means. Pure.

Not for what a renewal presses (renewals.py), nor for linking contracts that both have all their days.
"""

import datetime as dt
from collections.abc import Iterable

from amcli.hints import NamedTuple
from amcli.rules.dates import later, month_days, month_number

A_YEAR = 12
DAY = dt.timedelta(days=1)


class Span(NamedTuple):
    """The first and the last day of a term."""

    starts: dt.date
    ends: dt.date


class Term(NamedTuple):
    """A contract as its end moves: whether it auto-renews, and whether its first day is an assumption.
    `periods`: its ends are those of billing periods, of whatever length."""

    starts: dt.date
    ends: dt.date
    auto_renew: bool = False
    assumed: bool = False
    periods: bool = False


class Confirmed(NamedTuple):
    """It auto-renewed: the terms up to the new end, each from the day after the one before."""

    terms: tuple[Span, ...]


class Next(NamedTuple):
    """The next term, which continues it."""

    term: Span


class Moved(NamedTuple):
    """The same term with another end."""

    ends: dt.date


def assumed_start(ends: dt.date, months: int = A_YEAR) -> dt.date:
    """The first day of a term of so many months that ends on a day, within the calendar."""
    try:
        return later(ends + DAY, -months, 0)
    except OverflowError:
        return dt.date.min


def term_end(starts: dt.date, months: int) -> dt.date:
    """The last day of so many months: the day before the same number, or the last of a month without it.
    Raises OverflowError beyond the calendar."""
    day = later(starts.replace(day=1), months, 0)
    last = month_days(day.year, day.month)
    return day.replace(day=starts.day) - DAY if starts.day <= last else day.replace(day=last)


def months_of(starts: dt.date, ends: dt.date) -> int | None:
    """The length of a term in months; None where it has no whole ones."""
    rough = month_number(ends) - month_number(starts)
    try:
        return next((n for n in (rough, rough + 1) if n > 0 and term_end(starts, n) == ends), None)
    except OverflowError:
        return None


Change = Confirmed | Next | Moved


def moved(old: Term, ends: dt.date, starts: dt.date | None = None, months: int = A_YEAR) -> Change | None:
    """What another end makes of a contract; None where it is another contract. `starts` is the first day that
    the list says, `months` the length of a term whose first day nobody says."""
    if old.auto_renew and (terms := confirmed(old, ends)) and starts in (None, old.starts, terms[-1].starts):
        return Confirmed(terms)
    begins = starts or assumed_start(ends, months)
    if begins > old.ends:
        return Next(Span(begins, ends))
    if starts in (None, old.starts) or old.assumed:
        return Moved(ends)
    return None


def confirmed(old: Term, ends: dt.date) -> tuple[Span, ...]:
    """The terms that an auto-renewing contract ran on for, up to a new end; none where it isn't whole terms.

    One for each term of a year or more; shorter ones that have gone by are one, to the new end.
    """
    length = months_of(old.starts, old.ends)
    whole = months_of(old.starts, ends) if length else None
    if not length or not whole or whole <= length:
        return ()
    gone = whole - length
    each = A_YEAR if old.periods else length
    if gone % each and not old.periods:
        return ()
    if each < A_YEAR or gone % each:
        each = gone
    lengths = range(length, whole, each)
    return tuple(Span(term_end(old.starts, n) + DAY, term_end(old.starts, n + each)) for n in lengths)


def is_first_day(days: Iterable[tuple[dt.date | None, dt.date]]) -> bool:
    """Whether renewal dates are first days of the next term rather than last days of this one: pairs of a
    first day, where there is one, and the renewal date. What most of them leave open is the last day."""
    found = list(days)
    nexts = sum(1 for starts, renews in found if renews.day in (1, starts.day if starts else 1))
    return 2 * nexts > len(found)
