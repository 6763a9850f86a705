"""Terms of a contract whose end a list moves: the first day where nobody says it, the terms that a new end
confirms, and what a renewal date means; which contract continues which, where all their days are known. Pure.

Not for what a renewal presses (renewals.py).
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from amcli.hints import NamedTuple
from amcli.rules.dates import later, month_number

A_YEAR = 12
DAYS_BETWEEN = 60  # from an end to the start of what continues it
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
    day = later(starts, months, 0)
    return day - DAY if day.day == starts.day else day


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


# Contracts of one account and product that say all their days.


class Days(NamedTuple):
    """A contract by its days, as ISO texts. `open`: nothing continues it yet, and it wasn't lost; `follows`:
    it continues another already."""

    row: int
    starts: str
    ends: str | None
    open: bool
    follows: bool


class Links(NamedTuple):
    """Predecessor and successor, and what could be meant where that is more than one: the contracts that
    ended, and those that follow them."""

    pairs: list[tuple[int, int]]
    unclear: list[tuple[tuple[int, ...], tuple[int, ...]]]


def links(group: Iterable[Days]) -> Links:
    """Which contracts of one account and product continue which: where exactly one ended within 60 days
    before and exactly one follows it. Between parallel ones nothing is guessed: neither where several of them
    ended or follow, nor where another runs on all the days between, unless one begins on the next day."""
    ordered = sorted(group, key=lambda each: (each.starts, each.row))
    beginning = [each for each in ordered if not each.follows]
    ending = sorted((each for each in ordered if each.open and each.ends), key=lambda each: str(each.ends))
    first_days, last_days = [each.starts for each in beginning], [str(each.ends) for each in ending]
    found = Links([], [])
    gone, begun = set[int](), set[int]()
    for after in beginning:
        near = slice(
            bisect_left(last_days, day_from(after.starts, -DAYS_BETWEEN)),
            bisect_left(last_days, after.starts),
        )
        before = last_of([each for each in ending[near] if each.row not in gone])
        if not before:
            continue
        ended = str(before[0].ends)
        near = slice(bisect_right(first_days, ended), bisect_right(first_days, day_from(ended, DAYS_BETWEEN)))
        next_ = first_of([each for each in beginning[near] if each.row not in begun])
        if len(before) == len(next_) == 1 and next_[0] is after:
            before += beside(ordered, ended, after.starts)
        if len(before) == len(next_) == 1 and next_[0] is after:
            found.pairs.append((before[0].row, after.row))
            gone.add(before[0].row)
            begun.add(after.row)
        else:
            found.unclear.append((rows(before), rows(next_)))
    return found


def beside(ordered: list[Days], ended: str, starts: str) -> list[Days]:
    """The contracts that run on all days from an end to the start of what follows, where there are such days:
    then what begins may as well stand beside these."""
    if day_from(ended, 1) == starts:
        return []
    return [each for each in ordered if each.starts <= ended and (each.ends or "9") >= starts]


def day_from(day: str, days: int) -> str:
    """The day so many days later, within the calendar."""
    number = dt.date.fromisoformat(day).toordinal() + days
    return dt.date.fromordinal(min(max(number, 1), dt.date.max.toordinal())).isoformat()


def last_of(some: list[Days]) -> list[Days]:
    """Contracts that ended, without those after whose end another of them began."""
    return [each for each in some if not any(other.starts > (each.ends or "9") for other in some)]


def first_of(some: list[Days]) -> list[Days]:
    """Contracts that follow, without those that begin after another of them has ended."""
    return [each for each in some if not any((other.ends or "9") < each.starts for other in some)]


def rows(some: Iterable[Days]) -> tuple[int, ...]:
    return tuple(sorted(each.row for each in some))
