"""A day as people type it, by its words and numbers: `28 feb`, `03/04/2026`, `fri`, `+10d`, `eom`.

Whoever has text of a person calls `dates.parse_day`, which says what is wrong with it; `today` is
always an argument. Not for periods, which are in `periods`.
"""

import re
from datetime import date, timedelta
from typing import NoReturn

from amcli.rules.dates import (
    MONTHS,
    WEEKDAYS,
    UnclearError,
    later,
    month_days,
    month_number,
    month_span,
    months_and_days,
)

_NUMBERS = r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})"
_DAY_MONTH = r"([0-9]{1,2})[ -]?([a-z]{3,9})(?:[ -]([0-9]+))?"
_MONTH_DAY = r"([a-z]{3,9})[ -]?([0-9]{1,2})(?:(?:, ?|[ -])([0-9]+))?"
_OFFSET = r"([+-])([0-9]{1,9})([dwmy])"


def read_day(word: str, today: date, happened: bool, order: str | None) -> date | None:
    """Read a day from plain text, as `parse_day` does; None or an error where it cannot."""
    return (
        _word(word, today)
        or _weekday(word, today, happened)
        or _offset(word, today)
        or _numbers(word, order)
        or _named_month(word, today, happened)
    )


def _word(word: str, today: date) -> date | None:
    """Read today, tomorrow, yesterday and the ends of week, month, quarter and year."""
    days = {"today": 0, "tomorrow": 1, "yesterday": -1, "eow": 6 - today.weekday()}
    if word in days:
        return today + timedelta(days=days[word])
    months = {"eom": 1, "eoq": 3, "eoy": 12}
    if word not in months:
        return None
    number = month_number(today)
    return month_span(number - number % months[word], months[word]).last


def _weekday(word: str, today: date, happened: bool) -> date | None:
    number = _starting_with(word, WEEKDAYS)
    if number is None:
        return None
    if happened:
        return today - timedelta(days=(today.weekday() - number) % 7)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _starting_with(word: str, names: tuple[str, ...]) -> int | None:
    """Return which name the word is, or is the start of, from three letters on."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.lower().startswith(word)), None)


def _offset(word: str, today: date) -> date | None:
    match = re.fullmatch(_OFFSET, word)
    if match is None:
        return None
    sign = -1 if match[1] == "-" else 1
    months, days = months_and_days(int(match[2]), match[3])
    return later(today, sign * months, sign * days)


def _numbers(word: str, order: str | None) -> date | None:
    """Read three numbers: the year first is ISO; the year last has one reading or two."""
    match = re.fullmatch(_NUMBERS, word)
    if match is None:
        return None
    first, second, third = match[1], match[3], match[4]
    if len(first) == 4 and len(third) <= 2:
        return _real_day(int(first), int(second), int(third))
    if len(first) <= 2 and len(third) == 4:
        return _year_last(int(first), int(second), int(third), order)
    raise UnclearError("write the year with four digits.")


def _year_last(first: int, second: int, year: int, order: str | None) -> date:
    by_day = _day_or_none(year, second, first)
    by_month = _day_or_none(year, first, second)
    if by_day and by_month and by_day != by_month:
        if order == "dmy":
            return by_day
        return by_month if order == "mdy" else _ambiguous(by_day, by_month)
    # With no reading at all, the error is about the likelier one.
    return by_day or by_month or _real_day(year, *((first, second) if second > 12 else (second, first)))


def _ambiguous(by_day: date, by_month: date) -> NoReturn:
    readings = " or ".join(f"{day.day} {MONTHS[day.month - 1]}" for day in (by_day, by_month))
    raise UnclearError(
        f"{readings}?", f"Type {by_day} or {by_month}, or set your order once: am config set dates.order dmy"
    )


def _named_month(word: str, today: date, happened: bool) -> date | None:
    """Read `28 feb`, `feb 28`, and both with a year."""
    if match := re.fullmatch(_DAY_MONTH, word):
        day_text, name, year_text = match.groups()
    elif match := re.fullmatch(_MONTH_DAY, word):
        name, day_text, year_text = match.groups()
    else:
        return None
    month = _starting_with("sep" if name == "sept" else name, MONTHS)
    if month is None:
        return None
    if year_text is None:
        return _nearest(int(day_text), month + 1, today, happened)
    if len(year_text) != 4:
        raise UnclearError("write the year with four digits.")
    return _real_day(int(year_text), month + 1, int(day_text))


def _nearest(day: int, month: int, today: date, happened: bool) -> date:
    """Return the latest such day up to today, or the next from today; leap days may be 8 years off."""
    if not _day_or_none(2000, month, day):  # not even in a leap year
        raise UnclearError(f"no year has a {day} {MONTHS[month - 1]}.")
    step = -1 if happened else 1
    for year in range(today.year, today.year + 9 * step, step):
        if not 1 <= year <= 9999:
            break
        found = _day_or_none(year, month, day)
        if found and (found <= today if happened else found >= today):
            return found
    raise OverflowError(day)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    real = year >= 1 and 1 <= month <= 12 and 1 <= day <= month_days(year, month)
    return date(year, month, day) if real else None


def _real_day(year: int, month: int, day: int) -> date:
    """Return the day, or say what keeps it from being one."""
    if year < 1:
        raise OverflowError(year)
    if not 1 <= month <= 12:
        raise UnclearError(f"no month {month}.")
    if not day:
        raise UnclearError("no day 0.")
    most = month_days(year, month)
    if day > most:
        raise UnclearError(f"{MONTHS[month - 1]} {year:04d} has {most} days.")
    return date(year, month, day)
