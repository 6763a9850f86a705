"""Days, durations and times of day: reading what people type, writing for screens, and adding months.

The words and numbers that a day is typed with are in `daywords`, periods in `periods`. `today` is
always an argument; nothing here asks the clock, the locale or the time zone. Not for the dates in
other programs' files, whose order of day and month is decided by the whole column.
"""

from collections.abc import Callable, Container
from datetime import date, timedelta
from functools import lru_cache

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import Any, NamedTuple, TypeVar
from amcli.rules.names import quoted

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

DAY_HINT = "Dates: 2026-02-28, 28 feb, fri, tomorrow, +10d, eom. More: am help dates"
DURATION_HINT = "Durations: 30d, 6w, 3m, 1y. More: am help dates"
TIME_HINT = "Times: 9:05, 14:30"

NO_NOTICE = ("0", "0d", "0w", "0m", "0y", "0 days", "0 months")
LONGEST_NOTICE_DAYS = 3660
LONGEST_NOTICE_MONTHS = 120
_LONGEST_YEARS = 100
_TEXT_LIMIT = 60
FIRST_YEAR = 1000
"""Of what is typed or imported: an earlier year is a slip of the finger."""
_OUT_OF_RANGE = f"dates are limited to the years {FIRST_YEAR} to 9999."

_FIGURES = "0123456789"
_LENGTHS = {"": "d", "d": "d", "w": "w", "m": "m", "y": "y"}
for _unit in ("day", "week", "month", "year"):
    _LENGTHS |= dict.fromkeys((_unit, f"{_unit}s", f" {_unit}", f" {_unit}s"), _unit[0])
_TIME = r"([0-9]{1,2}):([0-9]{2})"

_T = TypeVar("_T")


class Side:
    """On which side of today a day lies whose year or week is left open."""

    HAPPENED: "Side"  # behind: the last one
    DUE: "Side"  # ahead: the next one
    EITHER: "Side"  # a first day or a loss: the nearest one

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Side.{self.name}"


SIDES = Side.HAPPENED, Side.DUE, Side.EITHER = tuple(map(Side, ("HAPPENED", "DUE", "EITHER")))


class Duration(NamedTuple):
    """A length of time: whole months, then days. Months clamp at the end of a month."""

    months: int
    days: int

    def after(self, day: date) -> date:
        """Return the day that is this much later; BadValue beyond the year 9999."""
        return _possible(lambda: later(day, self.months, self.days))

    def before(self, day: date) -> date:
        """Return the day that is this much earlier; BadValue before the year 1."""
        return _possible(lambda: later(day, -self.months, -self.days))


class Period(NamedTuple):
    """A stretch of days, the first and the last included."""

    first: date
    last: date


class UnclearError(Exception):
    """A fault found deep in reading; becomes BadValue, with what was typed in front."""

    def __init__(self, detail: str, hint: str = DAY_HINT) -> None:
        super().__init__(detail)
        self.detail = detail
        self.hint = hint

    def refused(self, text: str) -> BadValue:
        """The error that a person reads."""
        return BadValue(f"{quoted(text)}: {self.detail}", self.hint)


class DoubtfulDay(BadValue):
    """A day without a year that could be either of two; the hint has both to type."""


def parse_duration(text: str) -> Duration:
    """Read `30d`, `6w`, `3m` or `3 months`, `1y`, or `30` for days; 1 day to 100 years, else BadValue."""
    word = _plain(text)
    count, unit = counted_length(word.removeprefix("-"))
    if unit not in _LENGTHS:
        raise BadValue(f"{quoted(text)}: not a duration.", DURATION_HINT)
    if word[0] == "-" or not count:
        raise BadValue(f"{quoted(text)}: a duration is at least one day.", DURATION_HINT)
    months, days = months_and_days(count, _LENGTHS[unit])
    if months > 12 * _LONGEST_YEARS or days > 366 * _LONGEST_YEARS:
        raise BadValue(f"{quoted(text)}: a duration is at most {_LONGEST_YEARS} years.", DURATION_HINT)
    return Duration(months, days)


def counted_length(word: str) -> tuple[int, str]:
    """The number of at most nine figures that a word begins with, and what comes after it; 0 and a point for
    another word."""
    after = word.lstrip(_FIGURES)
    figures = word[: len(word) - len(after)]
    return (int(figures), after) if 0 < len(figures) < 10 else (0, ".")


def parse_notice(text: str) -> Duration:
    """Read a notice period, kept as it is said: months, or days; 0 days to 120 months, else BadValue."""
    if _plain(text) in NO_NOTICE:
        return Duration(0, 0)
    found = parse_duration(text)
    if found.months > LONGEST_NOTICE_MONTHS or found.days > LONGEST_NOTICE_DAYS:
        raise BadValue(f"{quoted(text)}: a notice period is at most 10 years.", DURATION_HINT)
    return found


def add_months(day: date, n: int) -> date:
    """Return the same day `n` months later, or the last of a shorter month; BadValue out of range."""
    return _possible(lambda: later(day, n, 0))


def next_working_day(day: date, working_days: frozenset[int], days_off: Container[date]) -> date:
    """Return `day`, or the first day after it that is worked on.

    `working_days` are numbers as of `date.weekday` (Monday is 0); none at all means every day.
    Raises BadValue when the calendar ends first.
    """
    week = working_days or frozenset(range(7))

    def search() -> date:
        found = day
        while found.weekday() not in week or found in days_off:
            found += timedelta(days=1)
        return found

    return _possible(search)


def parse_time(text: str) -> str:
    """Read a time of day such as `9:05` and return it as `HH:MM`; BadValue for anything else."""
    match = patterns.fullmatch(_TIME, text.strip()) if text.isascii() else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise BadValue(f"{quoted(text)}: not a time of day.", TIME_HINT)
    return f"{int(match[1]):02d}:{match[2]}"


@lru_cache(maxsize=1024)  # the days of a list come again and again
def short_day(day: date, today: date) -> str:
    """Write `5 Mar`, and `30 Sep 2027` when it is more than eleven months away, either way."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if _against_months(day, today, 11) > 0 else text


def on_day(day: date) -> str:
    """Write a day with its year: `30 Sep 2025`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def span(first: date, last: date) -> str:
    """Write `1 Oct to 31 Dec 2025`, with both years where they differ."""
    start = on_day(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1][:3]}"
    return f"{start} to {on_day(last)}"


def weekday_day(day: date, today: date) -> str:
    """Write `Thu 5 Mar` for a day less than a month away, either way; else as `short_day`."""
    text = short_day(day, today)
    return f"{_weekday_name(day)} {text}" if _against_months(day, today, 1) < 0 else text


def length_words(months: int | None, days: int | None) -> str:
    """Write `3 months` or `90 days`; nothing for neither."""
    count, unit = (months, "month") if months is not None else (days, "day")
    return "" if count is None else f"{count} {unit}{'' if count == 1 else 's'}"


def with_notice(row: dict[str, Any]) -> dict[str, Any]:
    """A record's fields as they are typed: a notice period is one, in days or in months."""
    if "notice_months" not in row:
        return row
    notice = length_words(row["notice_months"], row["notice_days"])
    return {name: value for name, value in row.items() if not name.startswith("notice_")} | {"notice": notice}


def past_day(day: date, today: date) -> str:
    """`yesterday`, or `Thu 12 Mar`."""
    return "yesterday" if (today - day).days == 1 else weekday_day(day, today)


def spelled_day(day: date) -> str:
    """`Mon 2 March 2026`."""
    return f"{_weekday_name(day)} {day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    """Write `Mon 2 Mar 2026`."""
    return f"{_weekday_name(day)} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _weekday_name(day: date) -> str:
    return WEEKDAYS[day.weekday()][:3]


def read_typed(text: str, what: str, hint: str, read: Callable[[str], _T | None]) -> _T:
    """Run a reader on the plain text; whatever it cannot read is a BadValue that repeats the text."""
    try:
        found = read(_plain(text))
    except UnclearError as error:
        raise error.refused(text) from None
    except OverflowError:
        raise BadValue(f"{quoted(text)}: {_OUT_OF_RANGE}", hint) from None
    if found is None:
        raise BadValue(f"{quoted(text)}: not a {what}.", hint)
    first = found[0] if isinstance(found, tuple) else found
    if isinstance(first, date) and first.year < FIRST_YEAR:
        raise BadValue(f"{quoted(text)}: {_OUT_OF_RANGE}", hint)
    return found


def _plain(text: str) -> str:
    """Return lower case with single spaces; nothing of text that is no date at all."""
    if len(text) > _TEXT_LIMIT or not text.isascii():
        return ""
    return " ".join(text.lower().split())


# Arithmetic. What lies outside the years 1 to 9999 is an OverflowError until it reaches the caller.


def _possible(compute: Callable[[], date]) -> date:
    try:
        return compute()
    except OverflowError:
        raise BadValue(_OUT_OF_RANGE.capitalize(), DAY_HINT) from None


def later(day: date, months: int, days: int) -> date:
    """Add months (clamped at the end of a month), then days."""
    if months:
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if not 1 <= year <= 9999:
            raise OverflowError(months)
        last = day.day
        day = date(year, month + 1, last if last <= 28 else min(last, month_days(year, month + 1)))
    return day + timedelta(days=days) if days else day


def month_days(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _against_months(day: date, today: date, months: int) -> int:
    """Return -1, 0 or 1: the two days are less than, exactly, or more than `months` apart.

    Counted from the earlier one, clamped at the end of a month. Without dateutil, because screens
    write many days and should not wait for it.
    """
    earlier, later = sorted((day, today))
    apart = month_number(later) - month_number(earlier)
    if apart != months:
        return 1 if apart > months else -1
    same_day = min(earlier.day, month_days(later.year, later.month))
    return (later.day > same_day) - (later.day < same_day)


def month_number(day: date) -> int:
    """Return the number of a day's month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def month_span(number: int, months: int) -> Period:
    """Return the whole months from the one with this number (see `month_number`) on."""
    year, month = divmod(number, 12)
    last_year, last_month = divmod(number + months - 1, 12)
    if year < 1 or last_year > 9999:
        raise OverflowError(number)
    last_day = month_days(last_year, last_month + 1)
    return Period(date(year, month + 1, 1), date(last_year, last_month + 1, last_day))


def months_and_days(count: int, unit: str) -> tuple[int, int]:
    """Return so many days, weeks, months or years (`d`, `w`, `m`, `y`) as months and days."""
    if unit in "my":
        return count * (12 if unit == "y" else 1), 0
    return 0, count * (7 if unit == "w" else 1)
