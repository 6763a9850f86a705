"""A filter in plain Python, over the rows of lists as JSON has them: what the product must select as well."""

import datetime as dt
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

DECIMALS = {"JPY": 0}


def folded(value: Any) -> str:
    return unicodedata.normalize("NFC", str(value)).casefold()


def leaves(value: Any) -> list[str]:
    """Every text within a list or an object."""
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [] if value is None else [folded(value)]


class Money:
    """Amounts in the base currency, to the minor unit, halves away from zero."""

    def __init__(self, base: str, rates: dict[str, str]) -> None:
        self.base, self.rates = base, rates

    def __call__(self, amount: Any, currency: str | None) -> Decimal | None:
        if amount is None or currency is None or (currency != self.base and currency not in self.rates):
            return None
        rate = Decimal(1) if currency == self.base else Decimal(self.rates[currency])
        unit = Decimal(1).scaleb(-DECIMALS.get(self.base, 2))
        return (Decimal(str(amount)) * rate).quantize(unit, ROUND_HALF_UP)


def fits(kind: str, operator: str, values: tuple[Any, ...], actual: Any) -> bool:
    """Whether a value fits: `values` are texts for text, lists and words, pairs of ends for the rest."""
    if kind in ("text", "word", "ref"):
        return fits_text(operator, values, actual)
    if kind == "list":
        return fits_list(operator, values, actual)
    if kind == "bool":
        return (actual in values) != (operator == "not")
    return fits_stretch(operator, values, actual)


def fits_text(operator: str, values: tuple[Any, ...], actual: Any) -> bool:
    missing = actual is None or actual == ""
    if operator in ("none", "any"):
        return missing == (operator == "none")
    wanted = [folded(value) for value in values]
    if operator == "has":
        return actual is not None and any(each in folded(actual) for each in wanted)
    return (actual is not None and folded(actual) in wanted) != (operator == "not")


def fits_list(operator: str, values: tuple[Any, ...], actual: Any) -> bool:
    found = leaves(actual)
    if operator in ("none", "any"):
        return (not found) == (operator == "none")
    wanted = [folded(value) for value in values]
    if operator == "has":
        return any(each in leaf for each in wanted for leaf in found)
    return any(leaf in wanted for leaf in found) != (operator == "not")


def fits_stretch(operator: str, values: tuple[Any, ...], actual: Any) -> bool:
    if operator in ("none", "any"):
        return (actual is None) == (operator == "none")
    if operator in ("over", "after"):
        return actual is not None and any(actual > high for _, high in values)
    if operator in ("under", "before"):
        return actual is not None and any(actual < low for low, _ in values)
    within = actual is not None and any(low <= actual <= high for low, high in values)
    return within != (operator == "not")


def fits_extra(operator: str, values: tuple[Any, ...], actual: Any) -> bool:
    """A custom field: numbers are compared as numbers, days as days, all else as text."""
    if isinstance(actual, bool):
        actual = "true" if actual else "false"
    if operator in ("over", "under"):
        return isinstance(actual, int | float) and fits_stretch(operator, values, actual)
    if operator in ("before", "after"):
        return is_day(actual) and fits_stretch(operator, values, actual)
    return fits_text(operator, values, actual)


def is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
