"""What an answer repeats of what was typed, as it was read: days, amounts, terms and notice periods.

Not for the sentences themselves, which each noun has of its own.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from amcli.rules.dates import length_words, span, weekday_day


def dated(day: dt.date | None, today: dt.date, word: str = "") -> str:
    """`, Sun 1 Mar`, with a word before it; nothing for today or for no day."""
    if day is None or day == today:
        return ""
    return f", {word} {weekday_day(day, today)}" if word else f", {weekday_day(day, today)}"


def money_said(amount: int, currency: str) -> str:
    """`EUR 66,000`."""
    from amcli.rules.money import grouped

    return f"{currency} {grouped(amount, currency)}"


def worth(columns: Mapping[str, Any], name: str = "value") -> str:
    """`, EUR 9,000`; nothing without a value."""
    return "" if columns.get(name) is None else f", {money_said(columns[name], columns['currency'])}"


def contract_said(contract: Any, today: dt.date) -> str:
    """The value, the term and the notice period of a contract: `: EUR 60,000 a year, 5 Apr 2025 to 4 Apr
    2026, notice by Thu 5 Mar (30 days).`"""
    first, last = day_of(contract["starts_on"]), day_of(contract["ends_on"])
    value = contract["annual_value"]
    parts = [] if value is None else [f"{money_said(value, contract['currency'])} a year"]
    notice = length_words(contract["notice_months"], contract["notice_days"])
    if last is None:
        parts = [f"{' '.join([*parts, 'from'])} {weekday_day(first, today)}"]
        parts += [f"notice {notice}"] if notice else []
        return f"{', '.join([*parts, 'no end date'])}, so no renewal will come up."
    parts.append(span(first, last))
    if notice:
        parts.append(f"notice by {weekday_day(day_of(contract['notice_by']), today)} ({notice})")
    return f"{', '.join(parts)}."


def notice_typed(contract: Mapping[str, Any]) -> str:
    """A notice period as it can be typed: `3m`, `90d`; nothing for none."""
    months, days = contract["notice_months"], contract["notice_days"]
    return f"{months}m" if months is not None else "" if days is None else f"{days}d"


def day_of(text: Any) -> Any:
    """A day as the book keeps it, as a date; None for none."""
    return None if text is None else dt.date.fromisoformat(text)
