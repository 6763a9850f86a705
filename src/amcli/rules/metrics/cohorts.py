"""Accounts by the year in which they joined: the first day on which each brought any revenue, and what of it
was left whole years later. Pure.

Not the cohort of a period (bridge.py), which is the accounts with revenue at its opening.
"""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

from amcli.hints import NamedTuple
from amcli.rules.dates import later
from amcli.rules.metrics.contracts import DAY
from amcli.rules.metrics.losses import Revenue
from amcli.rules.metrics.metric import Scope

A_YEAR = 12
Part = Callable[[int, int], tuple[int, int]]


class Joined(NamedTuple):
    """An account on the first day on which it brought anything, and its revenue from then on."""

    on: dt.date
    revenue: Revenue


class After(NamedTuple):
    """What accounts brought so many months after their first day, and what on that day; `why` where the
    youngest of them isn't that old."""

    months: int
    top: int
    bottom: int
    why: str | None

    @property
    def value(self) -> Fraction | None:
        return None if self.why is not None else Fraction(self.top, self.bottom)


class Line(NamedTuple):
    """The accounts that joined in a year."""

    year: str
    accounts: int
    after: tuple[After, ...]


def net(first: int, now: int) -> tuple[int, int]:
    """What an account brings now, of what it brought first."""
    return max(now, 0), first


def gross(first: int, now: int) -> tuple[int, int]:
    """The same without any growth."""
    return min(first, max(now, 0)), first


def logo(_: int, now: int) -> tuple[int, int]:
    """One for an account that still brings anything."""
    return int(now > 0), 1


AGEING: dict[str, Part] = {"nrr": net, "grr": gross, "logo_retention": logo}
"""The metrics that follow each account from its own first day, with its two parts of them."""


def joined(scope: Scope) -> dict[int, Joined]:
    """Every account that has, had or will have revenue, by what it is counted as; at the closing day's
    rates."""
    found = {}
    for unit, terms in scope.history.of.items():
        revenue = Revenue(terms, scope.now)
        at = next((at for at, level in enumerate(revenue.levels) if level > 0), None)
        if at is not None:
            found[unit] = Joined(revenue.days[at], revenue)
    return found


def years(scope: Scope) -> dict[int, str]:
    """The year in which each account joined."""
    return {unit: f"{each.on.year:04}" for unit, each in scope.once(joined).items()}


def cohort_lines(scope: Scope, part: Part) -> list[Line]:
    """A line for each year, of the accounts that had joined by the closing; as many columns as some line
    has a number in."""
    years: dict[str, list[Joined]] = {}
    for each in sorted(scope.once(joined).values(), key=lambda each: each.on):
        if each.on <= scope.window.last:
            years.setdefault(f"{each.on.year:04}", []).append(each)
    last = scope.window.last
    ages = [age(found[-1].on, last) for found in years.values()]
    columns = [column * A_YEAR for column in range(1, max([1, *ages]) + 1)]
    return [
        Line(year, len(found), tuple(after(found, months, part, last) for months in columns))
        for year, found in years.items()
    ]


def after(found: list[Joined], months: int, part: Part, last: dt.date) -> After:
    """What accounts came to so many months on; the youngest stands last among them."""
    bottom = sum(part(first := each.revenue.on(each.on), first)[1] for each in found)
    if (youngest := anniversary(found[-1].on, months)) is None or youngest > last:
        return After(months, 0, bottom, f"the youngest account has had ARR for {spent(found[-1].on, last)}")
    top = 0
    for each in found:
        on = anniversary(each.on, months)
        assert on is not None
        top += part(each.revenue.on(each.on), each.revenue.on(on))[0]
    return After(months, top, bottom, None)


def anniversary(day: dt.date, months: int) -> dt.date | None:
    """The day so many months later; the day after the month's last where it has none of that number, so that
    a year from 29 February is over. None past the end of the calendar."""
    try:
        found = later(day, months, 0)
        return found if found.day == day.day else found + DAY
    except OverflowError:
        return None


def age(day: dt.date, last: dt.date) -> int:
    """How many whole years have gone by since a day."""
    found = last.year - day.year
    on = anniversary(day, found * A_YEAR)
    return found if on is not None and on <= last else found - 1


def spent(day: dt.date, last: dt.date) -> str:
    """The whole months since a day, in words."""
    months = (last.year - day.year) * A_YEAR + last.month - day.month
    on = anniversary(day, months)
    months -= on is None or on > last
    return f"{months} month{'' if months == 1 else 's'}"
