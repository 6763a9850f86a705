"""A day as people type it, by its words and numbers: `28 feb`, `03/04/2026`, `fri`, `+10d`, `next week`.

Whoever has text of a person calls `parse_day`, which says what is wrong with it; `today` is
always an argument. Not for periods, which are in `periods`.

A weekday that happened is the past one, today included; one that is due is the coming one, never
today; of a first or last day or a loss it is the coming one, today included. `28 feb` that happened is
the last one, that is due the next one, of a first day or a loss the nearest one. Where the one on the
other side is what people may as well mean, neither is taken: the two are named.
"""

from datetime import date, timedelta

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import NoReturn
from amcli.rules.dates import (
    DAY_HINT,
    FIRST_YEAR,
    MONTHS,
    WEEKDAYS,
    DoubtfulDay,
    Side,
    UnclearError,
    counted_length,
    later,
    month_days,
    month_number,
    month_span,
    months_and_days,
    on_day,
    read_typed,
)
from amcli.rules.names import quoted

# A day that happened may be the next one, where that is nearer, so only half a year ago and more; one that is
# due may be the last one, where that is no longer ago.
JUST_PASSED_DAYS = 30
_NEVER = 10**7  # days to a year that does not exist here

_NUMBERS = r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})"
_DAY_MONTH = r"([0-9]{1,2})[ -]?([a-z]{3,9})(?:[ -]([0-9]+))?"
_MONTH_DAY = r"([a-z]{3,9})[ -]?([0-9]{1,2})(?:(?:, ?|[ -])([0-9]+))?"
_SPELLED = r"(in )?(an?|[0-9]{1,9}) (day|week|month|year)s?( ago)?"
_ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


class DoubtError(UnclearError):
    """Two days that a person may as well mean."""

    def __init__(self, one: date, other: date, why: str = "") -> None:
        super().__init__(f"{why}{on_day(one)} or {on_day(other)}?", f"Type {one} or {other}")

    def refused(self, text: str) -> BadValue:
        """The error that a person reads."""
        return DoubtfulDay(f"{quoted(text)}: {self.detail}", self.hint)


def parse_day(text: str, today: date, side: Side, *, order: str | None = None) -> date:
    """Read a day as people write it: `2026-02-28`, `28 feb`, `fri`, `tomorrow`, `+10d`, `eom`.

    `side` says where a day without a year or a week lies. `order`
    (`dmy`, `mdy`, `ymd`) settles `03/04/2026`; without it only what has one reading is taken.
    Raises BadValue, and DoubtfulDay for a day without a year that could as well be another.
    """
    return read_typed(text, "day", DAY_HINT, lambda word: read_day(word, today, side, order))


def parse_last_day(
    text: str, today: date, first: date, *, fresh: bool = True, order: str | None = None
) -> date:
    """Read the last day of what begins on `first`: without a year the first one after it where both
    are set together (`fresh`), else the nearest to today that lies after it. Raises BadValue."""
    return read_typed(text, "day", DAY_HINT, lambda word: read_last_day(word, today, order, first, fresh))


def read_day(word: str, today: date, side: Side, order: str | None) -> date | None:
    """Read a day from plain text, as `parse_day` does; None or an error where it cannot."""
    if (number := _starting_with(word, WEEKDAYS)) is not None:
        return _weekday(number, today, side)
    return _fixed(word, today, order) or _named_month(word, today, side)


def read_last_day(word: str, today: date, order: str | None, first: date, fresh: bool) -> date | None:
    """Read the last day of what begins on `first`, as `parse_last_day` does."""
    if (number := _starting_with(word, WEEKDAYS)) is not None:
        return _weekday(number, max(today, later(first, 0, 1)), Side.EITHER)
    if (found := _fixed(word, today, order)) or (named := _day_of_month(word)) is None:
        return found
    day, month, year = named
    if year is not None:
        return _real_day(year, month, day)
    if not fresh:
        nearest = _placed(day, month, today, Side.EITHER)
        if nearest > first:
            return nearest
    return _in_year(day, month, first.year + ((month, day) <= (first.month, first.day)))


def _fixed(word: str, today: date, order: str | None) -> date | None:
    """Read what means one day whichever side it lies on."""
    return _word(word, today) or _offset(word, today) or _spelled(word, today) or _numbers(word, order)


def _word(word: str, today: date) -> date | None:
    """Read today, tomorrow, yesterday, next week, next monday, and the ends of week, month and so on."""
    days = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if word in days:
        return today + timedelta(days=days[word])
    if word.startswith("next "):
        name = word.removeprefix("next ")
        number = 0 if name == "week" else _starting_with(name, WEEKDAYS)
        return None if number is None else today + timedelta(days=7 - today.weekday() + number)
    if not names_an_end(word):
        return None
    unit = _ENDS.get(word) or word.removeprefix("end of ").removeprefix("the ")
    if unit == "week":
        return today + timedelta(days=6 - today.weekday())
    if unit not in _MONTHS_OF:
        return None
    number = month_number(today)
    return month_span(number - number % _MONTHS_OF[unit], _MONTHS_OF[unit]).last


def names_an_end(text: str) -> bool:
    """Whether a word for a day means the last one of something: `eoq`, `end of month`."""
    word = " ".join(text.lower().split())
    return word in _ENDS or word.startswith("end of ")


def _weekday(number: int, today: date, side: Side) -> date:
    if side is Side.HAPPENED:
        return today - timedelta(days=(today.weekday() - number) % 7)
    if side is Side.DUE:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return today + timedelta(days=(number - today.weekday()) % 7)


def _starting_with(word: str, names: tuple[str, ...]) -> int | None:
    """Return which name the word is, or is the start of, from three letters on."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.lower().startswith(word)), None)


def _offset(word: str, today: date) -> date | None:
    count, unit = counted_length(word[1:])
    if word[:1] not in ("+", "-") or unit not in ("d", "w", "m", "y"):
        return None
    sign = -1 if word[0] == "-" else 1
    months, days = months_and_days(count, unit)
    return later(today, sign * months, sign * days)


def _spelled(word: str, today: date) -> date | None:
    """Read `in 3 days`, `in a week`, `2 weeks ago`."""
    match = patterns.fullmatch(_SPELLED, word) if " " in word else None
    if match is None or bool(match[1]) == bool(match[4]):
        return None
    count = 1 if match[2] in ("a", "an") else int(match[2])
    months, days = months_and_days(-count if match[4] else count, match[3][0])
    return later(today, months, days)


def _numbers(word: str, order: str | None) -> date | None:
    """Read three numbers: the year first is ISO; the year last has one reading or two."""
    parts = word.split("-")
    if word.isascii() and list(map(len, parts)) == [4, 2, 2] and all(map(str.isdigit, parts)):
        return _real_day(*map(int, parts))  # as programs write it, without a pattern
    match = patterns.fullmatch(_NUMBERS, word)
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
    # The one reading that there is; with none at all, the error is about the likelier one.
    return _real_day(year, *((first, second) if second > 12 else (second, first)))


def _ambiguous(by_day: date, by_month: date) -> NoReturn:
    readings = " or ".join(f"{day.day} {MONTHS[day.month - 1]}" for day in (by_day, by_month))
    raise UnclearError(
        f"{readings}?", f"Type {by_day} or {by_month}, or set your order once: am config set dates.order dmy"
    )


def _named_month(word: str, today: date, side: Side) -> date | None:
    """Read `28 feb`, `feb 28`, and both with a year."""
    named = _day_of_month(word)
    if named is None:
        return None
    day, month, year = named
    return _placed(day, month, today, side) if year is None else _real_day(year, month, day)


def _day_of_month(word: str) -> tuple[int, int, int | None] | None:
    """The day, the month and the year, where there is one, of `28 feb` and `feb 28 2026`."""
    if match := patterns.fullmatch(_DAY_MONTH, word):
        day_text, name, year_text = match.groups()
    elif match := patterns.fullmatch(_MONTH_DAY, word):
        name, day_text, year_text = match.groups()
    else:
        return None
    month = _starting_with("sep" if name == "sept" else name, MONTHS)
    if month is None:
        return None
    if year_text is not None and len(year_text) != 4:
        raise UnclearError("write the year with four digits.")
    day = int(day_text)
    if year_text is None and not _day_or_none(2000, month + 1, day):  # not even in a leap year
        raise UnclearError(f"no year has a {day} {MONTHS[month]}.")
    return day, month + 1, None if year_text is None else int(year_text)


def _placed(day: int, month: int, today: date, side: Side) -> date:
    """Return the day without a year that is meant, or an error that names the two it may be."""
    if (month, day) == (today.month, today.day):
        return today
    last = today.year - ((month, day) > (today.month, today.day))
    ago, ahead = -_days_to(today, last, month, day), _days_to(today, last + 1, month, day)
    if side is Side.HAPPENED:
        year, doubtful = last, ahead < ago
    elif side is Side.DUE:
        year, doubtful = last + 1, 0 < ago <= JUST_PASSED_DAYS
    else:
        year, doubtful = (last if 0 < ago < ahead else last + 1), ago == ahead
    found = _in_year(day, month, year)
    if doubtful:
        raise DoubtError(_leaping(day, month, last, -1), _leaping(day, month, last + 1, 1))
    return found


def _days_to(today: date, year: int, month: int, day: int) -> int:
    """Days from today to a day of a year, 28 February where it has no 29th; without end where the year
    does not exist."""
    if not FIRST_YEAR <= year <= 9999:
        return _NEVER
    return date(year, month, min(day, month_days(year, month))).toordinal() - today.toordinal()


def _in_year(day: int, month: int, year: int) -> date:
    """Return a day of a year; an error that names the leap years around where it has no 29 February."""
    if not FIRST_YEAR <= year <= 9999:
        raise OverflowError(year)
    found = _day_or_none(year, month, day)
    if found is None:
        why = f"{year} has no 29 February. "
        raise DoubtError(_leaping(day, month, year, -1), _leaping(day, month, year, 1), why)
    return found


def _leaping(day: int, month: int, year: int, step: int) -> date:
    """Return the day in this year, or in the nearest one before or after that has it."""
    while FIRST_YEAR <= year <= 9999:
        if found := _day_or_none(year, month, day):
            return found
        year += step
    raise OverflowError(year)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    real = year >= FIRST_YEAR and 1 <= month <= 12 and 1 <= day <= month_days(year, month)
    return date(year, month, day) if real else None


def _real_day(year: int, month: int, day: int) -> date:
    """Return the day, or say what keeps it from being one."""
    if year < FIRST_YEAR:
        raise OverflowError(year)
    if not 1 <= month <= 12:
        raise UnclearError(f"no month {month}.")
    if not day:
        raise UnclearError("no day 0.")
    most = month_days(year, month)
    if day > most:
        raise UnclearError(f"{MONTHS[month - 1]} {year:04d} has {most} days.")
    return date(year, month, day)
