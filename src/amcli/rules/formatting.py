"""Figures and days as screens write them. Shared by screens, pages and sentences; no drawing."""

import datetime as dt
from collections.abc import Sequence

from amcli.hints import Any
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.money import compact, from_major, grouped


def money(amount: int | None, currency: str) -> str:
    """`72k`; `-` where it is not known."""
    return "-" if amount is None else compact(amount, currency)


def arr_of(world: Any, facts: Any) -> str:
    """An account's ARR as screens write it: `~46k` where some of it was converted."""
    converted = "~" if facts.id in world.totals.converted_accounts else ""
    return converted + money(facts.arr, world.totals.base)


def long_money(amount: int | None, currency: str) -> str:
    """`72,000`; `-` where it is not known."""
    return "-" if amount is None else grouped(amount, currency)


def column_day(text: str | None, today: dt.date) -> str:
    """A day in a column, padded to two: ` 5 Mar`."""
    if text is None:
        return "-"
    return short_day(dt.date.fromisoformat(text), today).rjust(6)


def near_day(text: str, today: dt.date) -> str:
    """A day with its weekday where it is near: `Thu 5 Mar`."""
    return weekday_day(dt.date.fromisoformat(text), today)


def of(shown: int, whole: int) -> str:
    """`42`, or `5 of 42` where not all are shown."""
    return f"{shown:,}" if shown == whole else f"{shown:,} of {whole:,}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 row`, `2 rows`, `1,000 rows`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def snoozed(found: Sequence[tuple[str, dt.date]], today: dt.date, named: int = 2) -> str:
    """`Snoozed 3: Acme Robotics until 6 Mar, Elm until 9 Mar and 1 more`, of names and days."""
    first = ", ".join(f"{name} until {short_day(day, today)}" for name, day in found[:named])
    more = f" and {len(found) - named} more" if len(found) > named else ""
    return f"Snoozed {len(found)}: {first}{more}"


def percent(part: float | None) -> str:
    """A ratio as screens write it, half up: `41.6%`; `-` where it is undefined."""
    if part is None:
        return "-"
    tenths = int(round(abs(part) * 1000, 6) + 0.5)  # the inner rounding takes off what a float adds
    return f"{'-' if part < 0 and tenths else ''}{tenths // 10}.{tenths % 10}%"


def tenths(number: float | None) -> str:
    """A number with one decimal, half up: `2.5`; `-` where it is undefined."""
    return "-" if number is None else percent(number / 100).removesuffix("%")


def major(value: int | float, currency: str) -> str:
    """An amount of JSON, in major units: `72,000`, and `72,000.50` where it is not whole."""
    return grouped(from_major(value, currency), currency)


def share(value: float) -> str:
    """A ratio in per cent: `104%`."""
    return f"{100 * value:.10g}%"


def size(number: int) -> str:
    """The size of a file: `300 KB`, `75.7 MB`, `79.1 GB`."""
    if number < 1_000_000:
        return f"{-(-number // 1000)} KB"
    if number >= 1_000_000_000:
        return f"{tenths(number / 1_000_000_000)} GB"
    return f"{tenths(number / 1_000_000)} MB"


def minute(instant: str) -> str:
    """An instant of the journal by the clock on the wall: `2026-03-02 08:45`."""
    return dt.datetime.fromisoformat(instant).astimezone().strftime("%Y-%m-%d %H:%M")


BACKUP_REASONS = {
    "asked": "by am backup",
    "upgrade": "before an upgrade",
    "import": "before an import",
    "merge": "before a merge",
    "restore": "before a restore",
    "edit": "before an edit of many",
    "fix": "before am doctor --fix",
}
