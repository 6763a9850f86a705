"""The terms in which an auto-renewing contract goes on, as a person would write them into a calendar: one
after another, from the last day on record. Shares no code with the program.
"""

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def last_days(starts: date, ends: date, renew_months: int | None) -> tuple[int, int, int]:
    """How terms follow one another: months at a time, the number of the day before which each ends, and,
    without months, days at a time."""
    after = ends + ONE_DAY
    months = (after.year - starts.year) * 12 + after.month - starts.month
    number, whole = starts.day, after.day == starts.day
    if after.day == 1 and starts.day > monthrange(ends.year, ends.month)[1]:  # to the last of a shorter month
        whole, months = True, months - 1
    elif starts.day == 1 and after.day > monthrange((starts - ONE_DAY).year, (starts - ONE_DAY).month)[1]:
        number, whole, months = after.day, True, months + 1  # from the first, the month before was shorter
    if not whole:
        number, months = after.day, 0
    if renew_months:
        return renew_months, number, 0
    if months > 0:
        return min(months, 12), number, 0
    length = monthrange(starts.year + 1, starts.month)[1]
    if ends >= date(
        starts.year + 1, starts.month, min(starts.day, length)
    ):  # over a year, in no whole months
        return 12, number, 0
    return 0, number, (ends - starts).days + 1


def running(starts: date, ends: date, renew_months: int | None, today: date) -> tuple[date, date]:
    """The first and the last day of the implied term that runs on a day after the last day on record."""
    months, number, days = last_days(starts, ends, renew_months)
    begins, last = starts, ends
    boundary = last + ONE_DAY
    at = boundary.year * 12 + boundary.month - 1
    if months and number > monthrange(last.year, last.month)[1] and boundary.day == 1:
        at -= 1  # the term on record ends with a month that is too short for the number
    while last < today:
        begins = last + ONE_DAY
        if not months:
            last += timedelta(days=days)
            continue
        at += months
        year, month = divmod(at, 12)
        length = monthrange(year, month + 1)[1]
        last = date(year, month + 1, number) - ONE_DAY if number <= length else date(year, month + 1, length)
    return begins, last


def is_short(starts: date, ends: date, renew_months: int | None) -> bool:
    """Whether terms are of three months or less."""
    return renew_months <= 3 if renew_months else (ends - starts).days + 1 <= 92
