"""Terms of contracts from what was typed: ends, values a year, those of a successor and of an amendment;
and what keeps a contract from having them."""

import datetime as dt
from collections.abc import Mapping

from amcli.commands.confirmations import money_said
from amcli.commands.readers import LastTyped, is_change
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts.churn import LEAVING, departures
from amcli.hints import Any, NamedTuple
from amcli.rules.dates import Duration, add_months, on_day, parse_duration, span
from amcli.rules.facts import Departure
from amcli.rules.implied import recorded_of, steps_after
from amcli.rules.isodays import sure
from amcli.rules.money import Money, parse_money, signed_percent
from amcli.rules.names import pick, shown
from amcli.rules.numbers import BASIS_POINTS, parse_change
from amcli.rules.successors import Links
from amcli.storage import losses
from amcli.vocabulary import RECURRING, STAGES, reference

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
        raise BadValue("give --ends or --term, not both.")
    if terms.term is None:
        return terms.ends
    return length(terms.term).after(terms.starts) - dt.timedelta(days=1)


def asked_end(run: Run, terms: Terms) -> Terms:
    """The same terms with the length or last day that a person on a terminal says, where neither is known;
    an empty answer leaves them without one. Raises BadValue."""
    if terms.ends is not None or terms.term is not None:
        return terms
    line = run.ask_line("How long does it run: 12m, or its last day? (empty: no end date)")
    if not line:
        return terms
    try:
        parse_duration(line)
    except BadValue:
        return terms._replace(ends=LastTyped(line, run, "last day").after(terms.starts, fresh=True))
    return terms._replace(term=line)


def length(text: str) -> Duration:
    """A term. Raises BadValue naming the option."""
    try:
        return parse_duration(text)
    except BadValue as error:
        raise BadValue(f"--term {error.message}", error.hint) from None


def set_days(found: dict[str, Any], present: Mapping[str, Any] | None, today: dt.date) -> None:
    """The last day as it is read beside the first day: the one set with it, else the contract's own."""
    if not isinstance(found.get("ends_on"), LastTyped):
        return
    fresh = present is None or found.get("starts_on") is not None
    first = found.get("starts_on") or (
        today if present is None else dt.date.fromisoformat(present["starts_on"])
    )
    found["ends_on"] = found["ends_on"].after(first, fresh=fresh)


def set_notice(found: dict[str, Any]) -> None:
    """The notice period in its column, days or months, and the other emptied. Raises BadValue for two."""
    if "notice" in found:
        notice = found.pop("notice")
        if found.get("notice_days") is not None or found.get("notice_months") is not None:
            raise BadValue("give notice, notice_days or notice_months, not two of them.")
        found["notice_months"] = notice.months or None if notice else None
        found["notice_days"] = notice.days if notice and not notice.months else None
    elif found.get("notice_days") is not None and found.get("notice_months") is not None:
        raise BadValue("give notice_days or notice_months, not both.")


def kind_in(found: Mapping[str, Any], present: Mapping[str, Any] | None) -> str:
    """The kind of a contract: as it is set, else its own."""
    return str(found.get("kind") or (present["kind"] if present is not None else RECURRING))


def kind_typed(given: dict[str, Any], *, one_off: bool, usage: bool) -> str:
    """The kind of a new contract, by its options or by the field of a row. Raises BadValue for two."""
    if one_off and usage:
        raise BadValue("give --one-off or --usage, not both.")
    typed = "one_off" if one_off else "usage" if usage else None
    return typed or given.pop("kind", None) or RECURRING


def total_of(found: dict[str, Any], present: Mapping[str, Any] | None) -> None:
    """The amount in the one column that the kind has, the other emptied, where an edit changes the kind.
    Raises BadValue where the contract has an amount, and nobody says what it is now."""
    kinds = [kind_in(each, present) == RECURRING for each in (found, {})]
    if present is None or kinds[0] == kinds[1]:
        return
    column = "total_value" if kinds[0] else "annual_value"
    if present[column] is not None and "value" not in found:
        raise BadValue(f"say what it is worth {'a year' if kinds[0] else 'in all'} now: --value MONEY")
    found[column] = None


def link_words(found: Links, contract: int) -> list[str]:
    """Which contract a new one renews, or is renewed by; or which could be meant."""
    said = []
    for before, after in found.pairs:
        named = f"It renews {reference('contract', before)}"
        named = f"{reference('contract', after)} renews it" if before == contract else named
        said.append(f"{named}.")
    others = {row for each in found.unclear for rows in each for row in rows} - {contract}
    if others:
        names = ", ".join(reference("contract", row) for row in sorted(others))
        said.append(f"Not linked as a renewal: more than one contract could be meant ({names}).")
    return said


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
    """The last day of a term as long as the old one: in months where those were whole, else in days. Where
    the renewals of a contract have a length of their own it is that."""
    if old["renew_months"]:
        return steps_after(recorded_of(old)).term(1).ends
    first, last = dt.date.fromisoformat(old["starts_on"]), dt.date.fromisoformat(old["ends_on"])
    months = whole_months(first, last)
    if months:
        return add_months(starts, months) - dt.timedelta(days=1)
    return Duration(0, (last - first).days).after(starts)


class Renewal(NamedTuple):
    """What was agreed for a successor; None where it stays as it was. `value` may be a change in per cent."""

    value: str | None
    product: str | None
    term: str | None
    ends: LastTyped | None
    reason: str | None
    others: Mapping[str, Any]
    overlap: bool


def renewed_terms(run: Run, old: Any, columns: Mapping[str, Any], agreed: Renewal) -> dict[str, Any]:
    """Start, end and value of a successor: from the day after, as long as before unless told
    otherwise; the change of the value in per cent."""
    starts = dt.date.fromisoformat(old["ends_on"]) + dt.timedelta(days=1)
    typed = None if agreed.ends is None else agreed.ends.after(starts, fresh=True)
    last = end_of(Terms(starts, typed, agreed.term)) or same_length(old, starts)
    if last < starts:
        raise BadValue(f"--ends {last}: the new contract starts on {starts}.")
    found: dict[str, Any] = {"starts_on": starts, "ends_on": last, "signed_on": run.today}
    return found | renewed_value(run, old, columns["annual_value"], agreed.value)


def renewed_value(run: Run, old: Any, before: int | None, value: str | None) -> dict[str, Any]:
    """The value of a successor and its change in per cent, of the value before with its amendments. Raises
    Refused for a change of no value."""
    if value is None:
        return {}
    if is_change(value):
        if before is None:
            ref = reference("contract", old["id"])
            raise Refused(f"{ref} has no value to change.", f"Give the new one: am renew {ref} --value MONEY")
        change = parse_change(value)
        return {
            "annual_value": part_of(before, BASIS_POINTS + change),
            "uplift_pct": change * 100 / BASIS_POINTS,
        }
    money = amount(run, value, old["currency"])
    found = {"annual_value": money.amount, "currency": money.currency}
    if before and money.currency == old["currency"]:
        found["uplift_pct"] = round(100 * (money.amount / before - 1), 4)
    return found


def part_of(value: int, share: int) -> int:
    """A share of a value in basis points, half up."""
    return (2 * value * share + BASIS_POINTS) // (2 * BASIS_POINTS)


def amended(run: Run, parent: Any, before: int, by: str | None, to: str | None) -> Money:
    """The change of a contract's value a year, from a change or from the new value.

    `before` is its value with its amendments, in minor units. Raises BadValue without exactly one of
    both, Refused for another currency and for a value below zero.
    """
    text = by if by is not None else to
    if text is None or None not in (by, to):
        raise BadValue("give --by or --to: the change or the new value.")
    if by is not None and is_change(by):
        currency = parent["currency"] or run.world.totals.base
        money = Money(part_of(before, BASIS_POINTS + parse_change(by)) - before, currency)
    else:
        money = amount(run, text, parent["currency"], allow_negative=True)
    if parent["currency"] and money.currency != parent["currency"]:
        raise Refused(f"the contract is in {parent['currency']}, not {money.currency}.")
    change = money.amount - (before if to is not None else 0)
    if before + change < 0:
        left = money_said(before, parent["currency"] or money.currency)
        raise Refused(f"that would take the value below zero: it is {left} a year.")
    return money._replace(amount=change)


def value_words(columns: Mapping[str, Any]) -> str:
    """`EUR 66,000 (+10%)`; nothing without a value."""
    if columns.get("annual_value") is None:
        return ""
    change = columns.get("uplift_pct")
    more = f" ({signed_percent(change)})" if change else ""
    return f"{money_said(columns['annual_value'], columns['currency'])}{more}"


def change_words(money: Money, before: int) -> str:
    """`EUR 12,000 a year more, EUR 72,000 in total`."""
    if not money.amount:
        return f"still {money_said(before, money.currency)} a year"
    way = "more" if money.amount > 0 else "less"
    total = money_said(before + money.amount, money.currency)
    return f"{money_said(abs(money.amount), money.currency)} a year {way}, {total} in total"


def picked_stage(contract: str, text: str) -> str:
    """A stage by its beginning. Raises BadValue; one that is an outcome names what records it."""
    try:
        return pick(text, STAGES, "stage")
    except BadValue as error:
        from amcli.commands.nearest import outcome_meant

        raise BadValue(f"STAGE {error.message}", outcome_meant(contract, text) or error.hint) from None


def refuse_closed(contract: Any) -> None:
    """Raise Refused for a contract that has its outcome, that is an amendment, or that doesn't recur."""
    ref = reference("contract", contract["id"])
    if contract["kind"] != RECURRING:
        what = "a one-off" if contract["kind"] == "one_off" else "usage"
        raise Refused(
            f"{ref} is {what}: it isn't renewed, amended or lost.", f"To change it: am contract edit {ref}"
        )
    if contract["amends_id"] is not None:
        parent = reference("contract", contract["amends_id"])
        raise Refused(f"{ref} amends {parent} and ends with it.", f"Name that one: {parent}")
    if contract["renewed_by_id"] is not None:
        raise Refused(f"{ref} was already renewed, as {reference('contract', contract['renewed_by_id'])}.")
    if contract["outcome"] == "churned":
        raise Refused(f"{ref} was recorded as lost.", f"To undo that: am undo. Its changes: am history {ref}")


def refuse_endless(contract: Any) -> None:
    """Raise Refused for a contract without end, or with the last day there is, which some give instead."""
    ref, ends = reference("contract", contract["id"]), contract["ends_on"]
    if ends == dt.date.max.isoformat():
        raise Refused(
            f"{ref} runs to {ends}, the last day there is, so nothing can follow it.",
            f"To change its end: am contract edit {ref} --ends DAY",
        )
    if ends is None:
        raise Refused(
            f"{ref} has no end date, so there is nothing to renew.",
            f"To change its value: am contract amend {ref} --to MONEY",
        )


def refuse_outside(contract: Any, day: dt.date) -> None:
    """Raise Refused for a day outside the term of a contract."""
    first, last = contract["starts_on"], contract["ends_on"]
    if day.isoformat() < first or (last and day.isoformat() > last):
        term = span(sure(first), sure(last)) if last else f"from {on_day(sure(first))}"
        raise Refused(f"{on_day(day)} is outside the contract, {term}.")


def stays(run: Run, account: int, name: str, before: Departure | None) -> list[str]:
    """Make a customer who left active again with a new contract; the sentence about one who is back, or who
    is no longer leaving. `before` is how they were leaving, if they were."""
    woken = losses.wake_account(run.book, account, run.today)
    if before is not None and account not in departures(run.world):
        woken = woken or before.status != LEAVING
        return [f"{shown(name)} is {'active again' if woken else 'no longer leaving'}."]
    return [f"{shown(name)} is active again."] if woken else []
