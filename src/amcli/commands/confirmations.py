"""What an answer repeats: what was typed, as it was read, and what an edit changed.

Not for the sentences themselves, which each noun has of its own.
"""

import datetime as dt
from collections.abc import Mapping

from amcli.fields import Row
from amcli.hints import Any
from amcli.rules.dates import length_words, on_day, span, weekday_day, with_notice
from amcli.rules.isodays import day, sure
from amcli.rules.money import grouped
from amcli.rules.names import shown
from amcli.vocabulary import RECURRING, words


def dated(day: dt.date | None, today: dt.date, word: str = "") -> str:
    """`, Sun 1 Mar`, with a word before it; nothing for today or for no day."""
    if day is None or day == today:
        return ""
    return f", {word} {weekday_day(day, today)}" if word else f", {weekday_day(day, today)}"


def due_words(due: dt.date | None, today: dt.date) -> str:
    """`, due Fri 6 Mar`."""
    if due is None:
        return ", no date"
    return ", due today" if due == today else f", due {weekday_day(due, today)}"


def money_said(amount: int, currency: str) -> str:
    """`EUR 66,000`."""
    return f"{currency} {grouped(amount, currency)}"


def worth(columns: Mapping[str, Any], name: str = "value") -> str:
    """`, EUR 9,000`; nothing without a value."""
    return "" if columns.get(name) is None else f", {money_said(columns[name], columns['currency'])}"


def contract_said(contract: Any, today: dt.date) -> str:
    """The value, the term and the notice period of a contract: `: EUR 60,000 a year, 5 Apr 2025 to 4 Apr
    2026, notice by Thu 5 Mar (30 days).`"""
    first, last = sure(contract["starts_on"]), day(contract["ends_on"])
    if contract["kind"] != RECURRING:
        assert last is not None
        term = on_day(first) if first == last else span(first, last)
        amount = worth(dict(contract), "total_value").removeprefix(", ")
        return f"{', '.join([words(contract['kind']), *([amount] if amount else []), term])}."
    value = contract["annual_value"]
    parts = [] if value is None else [f"{money_said(value, contract['currency'])} a year"]
    notice = length_words(contract["notice_months"], contract["notice_days"])
    if last is None:
        parts = [f"{' '.join([*parts, 'from'])} {weekday_day(first, today)}"]
        parts += [f"notice {notice}"] if notice else []
        return f"{', '.join([*parts, 'no end date'])}, so no renewal will come up."
    parts.append(span(first, last))
    if notice:
        parts.append(f"notice by {weekday_day(sure(contract['notice_by']), today)} ({notice})")
    return f"{', '.join(parts)}."


def notice_typed(contract: Mapping[str, Any]) -> str:
    """A notice period as it can be typed: `3m`, `90d`; nothing for none."""
    months, days = contract["notice_months"], contract["notice_days"]
    return f"{months}m" if months is not None else "" if days is None else f"{days}d"


LONGEST_VALUE = 40


def changes_said(title: str, before: Row, after: Row, kinds: Mapping[str, str], today: dt.date) -> str:
    """What an edit changed, in one line: `Acme Robotics: tier standard → key`. `kinds` are those of the
    fields: days and amounts are written as they were read."""
    before, after = with_notice(before), with_notice(after)
    named = [
        f"{name} {told(name, before, kinds, today)} → {told(name, after, kinds, today)}"
        for name in before
        if name != "updated_at" and before[name] != after[name]
    ]
    return f"{title}: {', '.join(named)}" if named else f"{title}: nothing to change."


def told(name: str, row: Row, kinds: Mapping[str, str], today: dt.date) -> str:
    """A field's value in a sentence: `Fri 6 Mar`, `EUR 61,000`, a text at most so long."""
    from amcli.rules.formatting import major

    value = row[name]
    if value is not None and kinds.get(name) == "day":
        return weekday_day(dt.date.fromisoformat(value), today)
    if value is not None and kinds.get(name) == "money" and row.get("currency"):
        return f"{row['currency']} {major(value, row['currency'])}"
    return brief(value)


def brief(value: Any) -> str:
    """A value in a sentence."""
    from amcli.output.formats import cell

    text = "-" if value in (None, "", [], {}) else shown(cell(value))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."
