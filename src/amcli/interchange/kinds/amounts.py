"""What contracts and amounts of a row become: minor units beside a currency, a year's value, notice, losses.

Not for reading amounts (numbers.py), nor for the other rules of a row (derived.py).
"""

import datetime as dt

from amcli.errors import BadValue
from amcli.interchange.kinds.derived import BELOW_ZERO, RowError, Setting, clause
from amcli.interchange.store import Values
from amcli.interchange.values.numbers import SHARED, Amount
from amcli.rules.isodays import after, before, sure
from amcli.rules.money import check_currency, exponent, parse_money
from amcli.rules.numbers import BASIS_POINTS, parse_share
from amcli.vocabulary import RECURRING, TARGET_RATIOS

YEARLY = ("annual_value", "monthly_value")
MONTHS_A_YEAR = 12
LONGEST_YEAR = 366
MOST_RATIO = 10


def prepare_contract(values: Values, virtual: Values, setting: Setting) -> None:
    """The last day from a renewal date, where no column says it."""
    renews = virtual.get("renews_on")
    if renews and not values.get("ends_on"):
        day = dt.date.fromisoformat(renews)
        values["ends_on"] = before(day, 1).isoformat() if setting.renews_next else renews


def finish_contract(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """The annual value in minor units, from a monthly or total one where that is what the file has, or the
    total of what doesn't recur; the notice period in days or in months, as it is said."""
    known = current or {}
    settle_notice(values, virtual)
    if (values.get("kind") or known.get("kind") or RECURRING) != RECURRING:
        finish_total(values, virtual, known, setting)
        return
    settle_churn(values, virtual, known)
    total = values.pop("total_value", None)
    if known.get("total_value") is not None:
        values["total_value"] = None
    field = settle_value(values, virtual, known)
    annual = values.get("annual_value")
    if isinstance(annual, Amount):
        values["annual_value"], values["currency"] = minor(annual, known, field, values, setting)
    elif virtual.get("monthly_value"):
        amount, values["currency"] = minor(virtual["monthly_value"], known, "monthly_value", values, setting)
        values["annual_value"] = amount * MONTHS_A_YEAR
    elif total:
        amount, values["currency"] = minor(total, known, "total_value", values, setting)
        starts, ends = (values.get(name) or known.get(name) for name in ("starts_on", "ends_on"))
        if not starts or not ends or ends < starts:
            raise RowError("total_value", "a total needs a first and a last day")
        values["annual_value"] = a_year(amount, starts, ends)
    finish_amount("forecast_value", values, known, setting)


# Of two columns that say one thing in two ways, the one that is given empties the other.
INSTEAD = {
    **{"notice_days": "notice_months", "notice_months": "notice_days"},
    **{"annual_value": "total_value", "total_value": "annual_value"},
}


def finish_total(values: Values, virtual: Values, known: Values, setting: Setting) -> None:
    """What doesn't recur: its total in minor units, and its one day as first and last where only one is
    said. Raises RowError for a value a year."""
    for field, amount in (("annual_value", values.get("annual_value")), *virtual.items()):
        if (
            field in YEARLY
            and isinstance(amount, Amount)
            and any(digit in "123456789" for digit in amount.text)
        ):
            raise RowError(field, "one-offs and usage have a total, no value a year")
    values["total_value"] = values.get("total_value") or virtual.get("value")
    finish_amount("total_value", values, known, setting)
    if values["total_value"] is None:
        del values["total_value"]
    values["annual_value"] = None
    starts, ends = (values.get(name) or known.get(name) for name in ("starts_on", "ends_on"))
    if starts and not ends:
        values["ends_on"] = starts
    elif ends and not starts:
        values["starts_on"] = ends


def settle_notice(values: Values, virtual: Values) -> None:
    """The notice period in its one column, the other emptied. Raises RowError where two columns differ."""
    given = [virtual.get("notice"), *(values.get(name) for name in ("notice_days", "notice_months"))]
    found = {each for each in given if each is not None}
    if len(found) > 1:
        raise RowError("notice", "two different notice periods")
    for notice in found:
        values["notice_days"] = None if notice.months else notice.days
        values["notice_months"] = notice.months or None


def settle_churn(values: Values, virtual: Values, known: Values) -> None:
    """A contract that is said to have churned did so on its last day, where no column says when."""
    if virtual.get("churned") and not values.get("outcome") and not known.get("renewed_by_id"):
        values["outcome"] = "churned"
        day = values.get("outcome_on") or known.get("outcome_on")
        values["outcome_on"] = day or values.get("ends_on") or known.get("ends_on")


def settle_value(values: Values, virtual: Values, known: Values) -> str:
    """A value that says neither of a year nor of the whole term, where both are the same; gives the field
    that the file has for a year's value. Raises RowError."""
    if virtual.get("value") is None or values.get("annual_value") is not None:
        return "annual_value"
    starts, ends = (values.get(name) or known.get(name) for name in ("starts_on", "ends_on"))
    if starts and ends and (dt.date.fromisoformat(ends) - dt.date.fromisoformat(starts)).days > LONGEST_YEAR:
        raise RowError(
            "value",
            "a year's or the whole term's? Say --map annual_value=COLUMN or total_value=COLUMN",
        )
    values["annual_value"] = virtual["value"]
    return "value"


def finish_product(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """The list price in minor units."""
    finish_amount("list_price", values, current, setting)


def finish_opportunity(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """The value in minor units."""
    finish_amount("value", values, current, setting)


def finish_target(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """An amount in minor units; a ratio in basis points, without a currency. Raises RowError."""
    amount, metric = values.get("value"), values.get("metric") or (current or {}).get("metric")
    if not isinstance(amount, Amount):
        return
    if metric not in TARGET_RATIOS:
        finish_amount("value", values, current, setting)
        return
    try:
        values["value"] = parse_share(amount.text, MOST_RATIO * BASIS_POINTS)
    except BadValue as error:
        raise RowError("value", clause(error)) from None
    if amount.unit or values.get("currency"):
        raise RowError("value", f"{metric} is a ratio, without a currency")


def finish_amount(field: str, values: Values, current: Values | None, setting: Setting) -> None:
    """An amount in minor units, beside its currency. Raises RowError for one below zero."""
    amount = values.get(field)
    if isinstance(amount, Amount):
        values[field], values["currency"] = minor(amount, current or {}, field, values, setting)
        if values[field] < 0:
            raise RowError(field, BELOW_ZERO)


def minor(amount: Amount, known: Values, field: str, values: Values, setting: Setting) -> tuple[int, str]:
    """Minor units and currency of an amount. Raises RowError: unreadable, or named in two currencies."""
    currency = values.get("currency") or known.get("currency") or setting.currency
    if amount.unit in SHARED:
        amount = amount._replace(unit=one_of_several(amount.unit, currency, field))
    if not (amount.unit or values.get("currency") or known.get("currency")):
        setting.assumed.add(currency)
    try:
        text = rounded(amount.text, currency) if amount.worked_out else amount.text
        text = f"{amount.unit} {text}" if amount.unit else text
        money = parse_money(text, currency, allow_negative=True)
    except BadValue as error:
        raise RowError(field, clause(error)) from None
    stated = values.get("currency")
    # "$" is the sign of many dollars: the currency's own column knows which.
    if amount.unit == "$" and stated:
        return parse_money(amount.text, stated, allow_negative=True).amount, stated
    if stated and stated != money.currency:
        raise RowError(field, f"{money.currency} here, {stated} in its own column")
    return money.amount, money.currency


def rounded(text: str, currency: str) -> str:
    """A number with no more decimals than its currency has. Raises BadValue for what is no currency."""
    from decimal import ROUND_HALF_UP, Decimal

    step = Decimal(1).scaleb(-exponent(check_currency(currency)))
    return str(Decimal(text).quantize(step, ROUND_HALF_UP))


def one_of_several(sign: str, currency: str, field: str) -> str:
    """The currency that a sign such as `kr` means where another cell or the book says it. Raises RowError."""
    if currency in SHARED[sign]:
        return currency
    *most, last = SHARED[sign]
    raise RowError(field, f"{sign} is {', '.join(most)} or {last}; say which: --set currency={most[0]}")


def a_year(total: int, starts: str, ends: str) -> int:
    """A total spread over its term, for a year: by months where the term has whole ones, else by days."""
    first, last = sure(starts), sure(ends)
    over = after(last, 1)
    months = (over.year - first.year) * MONTHS_A_YEAR + over.month - first.month
    if first.day == over.day and months > 0:
        return half_up(total * MONTHS_A_YEAR, months)
    return half_up(total * 365, (last - first).days + 1)


def half_up(above: int, below: int) -> int:
    """A quotient of whole numbers, halves away from zero."""
    size = (2 * abs(above) + below) // (2 * below)
    return -size if above < 0 else size
