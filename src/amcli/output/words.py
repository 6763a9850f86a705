"""Figures and days as screens write them. Shared by screens, pages and sentences; no drawing."""

import datetime as dt
from typing import Any

from amcli.rules.dates import short_day, weekday_day
from amcli.rules.money import compact, grouped


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
    """`1 row`, `2 rows`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
