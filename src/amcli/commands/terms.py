"""Terms of contracts from what was typed: ends, values a year, and the terms of a successor."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from amcli.context import Run
from amcli.errors import BadValue
from amcli.rules.dates import Duration, add_months, parse_duration
from amcli.rules.money import Money, parse_money
from amcli.rules.names import shown

YEAR_DAYS = 365


class Terms(NamedTuple):
    """A start with an end or a length, and what the value is for (`year`, `month` or `term`)."""

    starts: dt.date
    ends: dt.date | None
    term: str | None
    per: str = "year"


def end_of(terms: Terms) -> dt.date | None:
    """The last day; None without an end. Raises BadValue for both an end and a length."""
    if terms.ends is not None and terms.term is not None:
        raise BadValue("--ends and --term exclude each other.")
    if terms.term is None:
        return terms.ends
    return length(terms.term).after(terms.starts) - dt.timedelta(days=1)


def length(text: str) -> Duration:
    """A term. Raises BadValue naming the option."""
    try:
        return parse_duration(text)
    except BadValue as error:
        raise BadValue(f"--term {error.message}", error.hint) from None


def amount(run: Run, text: str, currency: str | None, *, allow_negative: bool = False) -> Money:
    """Money in the currency typed, else the one given, else the book's."""
    return parse_money(text, currency or run.world.totals.base, allow_negative=allow_negative)


def annual(run: Run, text: str, currency: str | None, terms: Terms, ends: dt.date | None) -> dict[str, Any]:
    """The value a year, from what was typed for a year, a month or the whole term (half up)."""
    money = amount(run, text, currency)
    value = money.amount
    if terms.per == "month":
        value *= 12
    elif terms.per == "term":
        if ends is None:
            raise BadValue("--per term needs --ends or --term.")
        months = whole_months(terms.starts, ends)
        days = (ends - terms.starts).days + 1
        over, under = (value * 12, months) if months else (value * YEAR_DAYS, days)
        value = (2 * over + under) // (2 * under)
    return {"annual_value": value, "currency": money.currency}


def whole_months(starts: dt.date, ends: dt.date) -> int:
    """The number of whole months from the first to the last day, or 0 where it is not whole."""
    after = ends + dt.timedelta(days=1) if ends < dt.date.max else ends
    months = (after.year - starts.year) * 12 + after.month - starts.month
    return months if months > 0 and add_months(starts, months) == after else 0


def same_length(old: Any, starts: dt.date) -> dt.date:
    """The last day of a term as long as the old one: in months where those were whole, else in days."""
    first, last = dt.date.fromisoformat(old["starts_on"]), dt.date.fromisoformat(old["ends_on"])
    months = whole_months(first, last)
    if months:
        return add_months(starts, months) - dt.timedelta(days=1)
    return starts + (last - first)


def renewed_terms(
    run: Run,
    old: Any,
    columns: Mapping[str, Any],
    value: str | None,
    term: str | None,
    ends: dt.date | None,
) -> dict[str, Any]:
    """Start, end and value of a successor: from the day after, as long as before unless told
    otherwise; the change of the value in per cent."""
    starts = dt.date.fromisoformat(old["ends_on"]) + dt.timedelta(days=1)
    last = end_of(Terms(starts, ends, term)) or same_length(old, starts)
    if last < starts:
        raise BadValue(f"--ends {last}: the successor starts on {starts}.")
    found: dict[str, Any] = {"starts_on": starts, "ends_on": last, "signed_on": run.today}
    if value is not None:
        money = amount(run, value, old["currency"])
        found |= {"annual_value": money.amount, "currency": money.currency}
        before = columns["annual_value"]
        if before and money.currency == old["currency"]:
            found["uplift_pct"] = round(100 * (money.amount / before - 1), 4)
    return found


def account_said(account: Any, changed: bool, status: str) -> list[str]:
    """The sentence about an account whose status a contract changed."""
    if not changed:
        return []
    again = " again" if status == "active" else ""
    return [f"{shown(account['name'])} is {status}{again}."]
