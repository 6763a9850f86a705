"""Periods and stretches of days: `2026-Q3`, `last-quarter`, `ytd`, `FROM..TO`, back in time or ahead.

Days, durations and the arithmetic of months are in `dates`; `today` is always an argument.
"""

from datetime import date

from amcli import patterns
from amcli.errors import BadValue
from amcli.rules.dates import Period, Side, UnclearError, month_number, month_span, read_typed
from amcli.rules.daywords import read_day
from amcli.rules.names import quoted

PERIOD_HINT = "Periods: 2026, 2026-Q3, 2026-07, FY2026, last-quarter, ytd, last-12m, 2026-01-01..2026-03-31"
STRETCH_HINT = "Dates: mon..fri, tomorrow..+10d, next-week. More: am help dates"

_PERIOD_PART = r"([0-9]{4})(?:-?q([1-4])|-([0-9]{2}))?"
_PERIOD_NEAR = r"(this|last|next)[- ](week|month|quarter|year)"
_STEPS = {"this": 0, "last": -1, "next": 1}
_PERIOD_LAST = r"last-([0-9]{1,4})m"
_PERIOD_FISCAL = r"fy([0-9]{4})"


def parse_period(text: str, today: date, *, fiscal_start_month: int = 1, order: str | None = None) -> Period:
    """Read a period: `2026`, `2026-Q3`, `2026-07`, `FY2026`, `last-week`, `last-quarter`, `ytd`,
    `last-12m`, `A..B`.

    A week is Monday to Sunday. A fiscal year is named after the year it ends in and starts with
    `fiscal_start_month`; quarters are the calendar's. Each side of `..` is a day, or a period that
    lends its first or last day; a day without a year is the latest one, for the right side the first
    one not before the left. Raises BadValue.
    """

    def read(word: str) -> Period | None:
        left, dots, right = word.partition("..")
        if not dots:
            return _named_period(word, today, fiscal_start_month)
        first = _edge(left, today, Side.HAPPENED, order, fiscal_start_month).first
        last = _edge(right, today, Side.HAPPENED, order, fiscal_start_month).last
        if last < first:  # "1 nov..28 feb", "mon..fri": the next year, the next week
            last = _edge(right, today, Side.DUE, order, fiscal_start_month).last
        if last < first:
            raise UnclearError("it ends before it begins.", PERIOD_HINT)
        return Period(first, last)

    return read_typed(text, "period", PERIOD_HINT, read)


def parse_stretch(text: str, today: date, *, order: str | None = None) -> Period:
    """Read days ahead: `mon..fri`, `tomorrow..+10d`, `2026-03-02..2026-03-13`, `next-month`, one day.

    A day without a year or a week is the coming one; where the right side would lie before the
    left, it is counted from the left. Raises BadValue.
    """

    def read(word: str) -> Period | None:
        left, dots, right = word.partition("..")
        if not dots:
            day = None if (named := _named_period(word, today, 1)) else read_day(word, today, Side.DUE, order)
            return named or (Period(day, day) if day else None)
        first = _edge(left, today, Side.DUE, order, 1).first
        last = _edge(right, today, Side.DUE, order, 1).last
        if last < first:
            last = _edge(right, first, Side.DUE, order, 1).last
        if last < first:
            raise UnclearError("it ends before it begins.", STRETCH_HINT)
        return Period(first, last)

    try:
        return read_typed(text, "date range", STRETCH_HINT, read)
    except BadValue as error:
        raise BadValue(error.message, STRETCH_HINT if error.hint == PERIOD_HINT else error.hint) from None


def named_period(text: str, today: date) -> Period | None:
    """Return the period that a text names by itself, such as `next week`; None for anything else."""
    try:
        return read_typed(text, "period", PERIOD_HINT, lambda word: _named_period(word, today, 1))
    except BadValue:
        return None


def _named_period(word: str, today: date, fiscal_start_month: int) -> Period | None:
    if match := patterns.fullmatch(_PERIOD_PART, word):
        return _calendar_part(int(match[1]), match[2], match[3])
    if match := patterns.fullmatch(_PERIOD_FISCAL, word):
        year = int(match[1]) - (fiscal_start_month > 1)
        return month_span(year * 12 + fiscal_start_month - 1, 12)
    if match := patterns.fullmatch(_PERIOD_NEAR, word):
        step = _STEPS[match[1]]
        return _week(today, step) if match[2] == "week" else _months_near(today, match[2], step)
    if match := patterns.fullmatch(_PERIOD_LAST, word):
        months = int(match[1])
        if not months:
            raise UnclearError("at least one month.", PERIOD_HINT)
        return month_span(month_number(today) - months, months)
    return Period(date(today.year, 1, 1), today) if word == "ytd" else None


def _week(today: date, step: int) -> Period:
    """A week from Monday to Sunday, as `eow` has it."""
    monday = today.toordinal() - today.weekday() + 7 * step
    if monday < 1 or monday + 6 > date.max.toordinal():
        raise OverflowError(monday)
    return Period(date.fromordinal(monday), date.fromordinal(monday + 6))


def _months_near(today: date, unit: str, step: int) -> Period:
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return month_span((month_number(today) // months + step) * months, months)


def _calendar_part(year: int, quarter: str | None, month: str | None) -> Period:
    if quarter:
        return month_span(year * 12 + (int(quarter) - 1) * 3, 3)
    if not month:
        return month_span(year * 12, 12)
    if not 1 <= int(month) <= 12:
        raise UnclearError(f"no month {int(month)}.", PERIOD_HINT)
    return month_span(year * 12 + int(month) - 1, 1)


def _edge(text: str, today: date, side: Side, order: str | None, fiscal_start_month: int) -> Period:
    """Read one side of `FROM..TO`."""
    word = text.strip()
    if not word:
        raise UnclearError("a date is missing next to the dots.", PERIOD_HINT)
    if period := _named_period(word, today, fiscal_start_month):
        return period
    day = read_day(word, today, side, order)
    if day is None:
        raise UnclearError(f"{quoted(word)} is not a date.", PERIOD_HINT)
    return Period(day, day)
