"""The period that a number is set for, in the one form in which the book keeps it.

Reading periods is `periods`; what was booked against a target is not worked out here.
"""

from collections.abc import Iterable
from datetime import date

from amcli import patterns
from amcli.hints import Any, TypeVar
from amcli.rules.dates import Period
from amcli.rules.names import folded
from amcli.rules.periods import parse_period

_Wanted = TypeVar("_Wanted", bound=Any)
_FISCAL = r"fy[0-9]{4}"


def target_period(text: str, today: date, *, order: str | None = None) -> str:
    """Return `2026`, `2026-Q3`, `2026-07`, `FY2026` or `2026-01-15..2026-02-14`. Raises BadValue.

    `this-quarter`, `2026Q3` and `2026-07-01..2026-09-30` are all 2026-Q3. A fiscal year keeps its
    name: which months it has is a setting.
    """
    period = parse_period(text, today, order=order)
    word = text.strip().lower()
    return word.upper() if patterns.fullmatch(_FISCAL, word) else period_named(period)


def is_named(name: str, period: Period, today: date) -> bool:
    """Whether a name that the book keeps is that of a stretch of days: a fiscal year has two."""
    if name == period_named(period):
        return True
    return name.startswith("FY") and parse_period(name, today) == period


def is_of(owner: str | None, asked: str | None) -> bool:
    """Whether a target's owner is the one that is asked for; None is who keeps the book."""
    return owner is asked if owner is None or asked is None else folded(owner) == folded(asked)


def counting(every: Iterable[_Wanted], owner: str | None) -> list[_Wanted]:
    """The targets of a period that count for an owner. For the whole book (None) it is mine of each metric,
    and where I have none, those of all owners."""
    found = list(every)
    own = [each for each in found if is_of(each["owner"], owner)]
    if owner is not None:
        return own
    mine = {each["metric"] for each in own}
    return [each for each in found if each["owner"] is None or each["metric"] not in mine]


def period_named(period: Period) -> str:
    """The name of a stretch of days: a calendar year, quarter or month, else its two ends."""
    first, last = period
    after = date.fromordinal(last.toordinal() + 1) if last < date.max else None
    months = None
    if first.day == 1 and (after is None or after.day == 1):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 12 and first.month == 1:
        return f"{first.year:04d}"
    if months == 3 and first.month % 3 == 1:
        return f"{first.year:04d}-Q{first.month // 3 + 1}"
    if months == 1:
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.isoformat()}..{last.isoformat()}"
