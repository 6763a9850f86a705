"""Money: reading what people type, converting, and writing it for people and for JSON.

An amount is an integer of minor units (cents) beside an ISO 4217 code, never a float; floats occur
only in `to_major` and `from_major`, at the border to JSON. Nothing here depends on the locale.
Not for the numbers in other programs' files: their separators are decided by the whole column.
"""

from collections.abc import Mapping
from functools import cache

from amcli import patterns
from amcli.errors import BadValue, Refused
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from re import Match

# ISO 4217, list one: the currencies whose minor unit has not two digits, by how many it has.
_NOT_TWO = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENTS = {code: digits for digits, codes in _NOT_TWO.items() for code in codes.split()}
_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY",
    "₽": "RUB", "₴": "UAH", "₫": "VND", "₦": "NGN", "₱": "PHP", "₡": "CRC", "₲": "PYG", "₸": "KZT",
    "₵": "GHS", "₼": "AZN", "₾": "GEL", "₮": "MNT", "₭": "LAK", "฿": "THB",
}  # fmt: skip
# Three letters that stand beside a number and are no currency: millions, thousands, no number.
_NO_CURRENCY = frozenset({"BIL", "INF", "MIA", "MIL", "MIO", "MLD", "MLN", "MRD", "NAN", "THO", "TSD", "TYS"})

MAX_AMOUNT = 10**15
"""The largest amount, in minor units: ten trillion of most currencies, and exact as a float."""

_TEXT_LIMIT = 60
_THOUSANDS = {"": 0, "k": 3, "m": 6, "b": 9}
_SUFFIXES = ((12, "t"), (9, "b"), (6, "m"), (3, "k"), (0, ""))

# Not compiled here: a screen that only writes amounts should not wait for what reads them.
_CODE = r"[A-Za-z]{3}"
_UNIT = rf"[A-Za-z]{{3}}|[{''.join(_SIGNS)}]"
_AMOUNT = (
    rf"(?P<minus>-)? ?(?P<before>{_UNIT})? ?(?P<minus2>-)?"
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:\.(?P<part>[0-9]+))?"
    rf"(?: ?(?P<scale>[kmb]))??(?: ?(?P<after>{_UNIT}))?"
)
_RATE = r"([0-9]{1,15})(?:\.([0-9]{1,15}))?"

_HINT = "Amounts: 60000, 60k, 1.2m, 60,000.50, EUR 60k"
_CURRENCY_HINT = "Currencies: EUR, USD, GBP or another three-letter code"


class Money(NamedTuple):
    """An amount in minor units of a currency."""

    amount: int
    currency: str


def exponents() -> Mapping[str, int]:
    """The currencies whose minor unit hasn't two digits, with how many it has."""
    return _EXPONENTS


def exponent(currency: str) -> int:
    """Return how many digits the minor unit has: 2 for EUR, 0 for JPY (ISO 4217); else 2."""
    return _EXPONENTS.get(currency, 2)


def check_currency(text: str) -> str:
    """Return the code in upper case, or raise BadValue unless it looks like one of ISO 4217."""
    code = text.strip().upper() if text.isascii() else ""
    if not patterns.fullmatch(_CODE, code) or code in _NO_CURRENCY:
        raise BadValue(f"{quoted(text)}: not a currency code.", _CURRENCY_HINT)
    return code


def currency_of_sign(sign: str) -> str | None:
    """Return the code that a sign such as `€` stands for; None for another text."""
    return _SIGNS.get(sign)


def parse_money(text: str, default_currency: str | None, *, allow_negative: bool = False) -> Money:
    """Read `60000`, `60k`, `1.2m`, `60,000.50`, `EUR 60k`, `60k EUR` or `€60k`.

    `default_currency` is used where the text names none. `-5` and `(1,234.50)` are read only with
    `allow_negative`. Raises BadValue for anything unclear, for more decimals than the currency
    has, and beyond `MAX_AMOUNT`.
    """
    inner, bracketed = _unbracketed(text)
    flags = patterns.IGNORECASE | patterns.ASCII
    match = patterns.fullmatch(_AMOUNT, inner, flags) if len(inner) <= _TEXT_LIMIT else None
    if match is None or not (match["whole"] or match["part"]):
        raise BadValue(f"{quoted(text)}: {_fault(inner)}.", _HINT)
    minuses = [bracketed, bool(match["minus"]), bool(match["minus2"])].count(True)
    if minuses > 1:
        raise BadValue(f"{quoted(text)}: not an amount.", _HINT)
    if minuses and not allow_negative:
        raise BadValue(f"{quoted(text)}: an amount can't be below zero here.", _HINT)
    currency = _currency_of(text, match, default_currency)
    amount = _minor_units(text, match, currency)
    return Money(-amount if minuses else amount, currency)


def to_major(amount: int, currency: str) -> int | float:
    """Return the amount in major units for JSON: an int when it is whole, else a float."""
    scale = _scale(currency)
    whole, rest = divmod(amount, scale)
    return whole if rest == 0 else amount / scale


def from_major(value: int | float, currency: str) -> int:
    """Return minor units for a number of JSON; BadValue unless it is an exact, possible amount."""
    scale = _scale(currency)
    if isinstance(value, bool) or not -MAX_AMOUNT <= value * scale <= MAX_AMOUNT:
        shown_value = f"{value}" if isinstance(value, (bool, float)) else "the number"
        raise BadValue(f"{shown_value}: not a possible amount.", _HINT)
    amount = round(value * scale)
    if to_major(amount, currency) != value:
        raise BadValue(f"{value}: {_decimals_of(currency)}.", _HINT)
    return amount


def check_rate(text: str) -> str:
    """Return an exchange rate as plain digits such as `0.92`, or raise BadValue; never zero."""
    rate = text.strip()
    match = patterns.fullmatch(_RATE, rate)
    if match is None or not rate.strip("0."):
        raise BadValue(
            f"{quoted(text)}: not an exchange rate.",
            "A rate is what one unit costs in your own currency: 0.92",
        )
    return rate


def convert(amount: int, currency: str, to: str, rates: Mapping[str, str]) -> int:
    """Convert minor units of `currency` into minor units of `to`, exactly, then half up.

    `rates[CODE]` is what one unit of CODE costs in the base currency. `to` is the base currency;
    where `rates` has a rate for `to` too, the way is over the base (for which `rates` then has
    "1"). Halves go away from zero, so that a gain and a loss of one size convert alike. Raises
    Refused where the rate is missing: it is never taken to be 1.
    """
    if currency == to:
        return amount
    if currency not in rates:
        raise Refused(
            f"no exchange rate from {currency} to {to}.", f"Set it: am config set fx.{currency} RATE"
        )
    from_rate, from_parts = _ratio(rates[currency])
    to_rate, to_parts = _ratio(rates.get(to, "1"))
    above = abs(amount) * from_rate * to_parts * _scale(to)
    below = from_parts * to_rate * _scale(currency)
    converted = (2 * above + below) // (2 * below)
    return -converted if amount < 0 else converted


def compact(amount: int, currency: str) -> str:
    """Write an amount for a list with three digits at most: `950`, `9.6k`, `72k`, `1.69m`.

    Half up (away from zero), and never `1000k`. The currency is not written.
    """
    size = abs(amount)
    spare = 10 ** max(len(str(size)) - 3, 0)
    size = (2 * size + spare) // (2 * spare) * spare
    unit = exponent(currency)
    power, suffix = next((p, s) for p, s in _SUFFIXES if size >= 10 ** (unit + p) or p == 0)
    whole, rest = divmod(size, 10 ** (unit + power))
    decimals = f"{rest:0{unit + power}d}".rstrip("0")
    return f"{_minus(amount)}{whole:,}{'.' if decimals else ''}{decimals}{suffix}"


def grouped(amount: int, currency: str) -> str:
    """Write an amount for a page: `72,000`, and `72,000.50` where it is not whole."""
    whole, rest = divmod(abs(amount), _scale(currency))
    return f"{_minus(amount)}{whole:,}" + (f".{rest:0{exponent(currency)}d}" if rest else "")


@cache
def _scale(currency: str) -> int:
    """Return how many minor units make one major unit."""
    return int(10 ** exponent(currency))


def _minus(amount: int) -> str:
    return "-" if amount < 0 else ""


def _unbracketed(text: str) -> tuple[str, bool]:
    """Take the accountant's minus, a pair of brackets, off; say whether there was one."""
    plain = " ".join(text.split()).replace("\u2212", "-")
    if plain.startswith("(") and plain.endswith(")"):
        return plain[1:-1].strip(), True
    return plain, False


def _fault(text: str) -> str:
    """Say what keeps `text` from being an amount."""
    if not text:
        return "an amount is missing"
    if not text.isascii() and any(char.isnumeric() and not char.isascii() for char in text):
        return "an amount is written with the digits 0 to 9"
    if len(text) <= _TEXT_LIMIT and patterns.search("[0-9],[0-9]", text):
        return "not an amount; commas separate thousands, a point the decimals"
    return "not an amount"


def _currency_of(text: str, match: "Match[str]", default: str | None) -> str:
    named = {_SIGNS.get(unit) or unit.upper() for unit in (match["before"], match["after"]) if unit}
    if len(named) > 1:
        raise BadValue(f"{quoted(text)}: two currencies.", _HINT)
    currency = named.pop() if named else default
    if currency is None:
        raise BadValue(
            f"{quoted(text)}: in which currency?",
            "Type it with the amount, EUR 60k, or set it once: am config set book.currency EUR",
        )
    if currency in _NO_CURRENCY:
        raise BadValue(f"{quoted(text)}: not an amount.", _HINT)
    return currency


def _minor_units(text: str, match: "Match[str]", currency: str) -> int:
    part = match["part"] or ""
    digits = int((match["whole"] or "0").replace(",", "") + part)
    power = _THOUSANDS[(match["scale"] or "").lower()] + exponent(currency) - len(part)
    if power < 0:  # also for zeros: 60.000 is sixty thousand to half of Europe
        raise BadValue(f"{quoted(text)}: {_decimals_of(currency)}.", _HINT)
    amount = digits * int(10**power)
    if amount > MAX_AMOUNT:
        most = grouped(MAX_AMOUNT, currency)
        raise BadValue(f"{quoted(text)}: too large, at most {currency} {most}.", _HINT)
    return amount


def _decimals_of(currency: str) -> str:
    digits = exponent(currency)
    return f"{currency} has {digits} decimals" if digits else f"{currency} has no decimals"


def _ratio(rate: str) -> tuple[int, int]:
    """Return a rate as a fraction of whole numbers."""
    whole, _, part = check_rate(rate).partition(".")
    return int(whole + part), int(10 ** len(part))


def moved(old: int, currency: str, new: int, other: str) -> str:
    """`EUR 120,000 → 132,000 (+10%)`: a value, and that of what follows; one amount where nothing changed."""
    said = f"{currency} {grouped(old, currency)}"
    if (new, other) == (old, currency):
        return said
    if other != currency:
        return f"{said} → {other} {grouped(new, other)}"
    change = f" ({signed_percent(100 * (new / old - 1))})" if old > 0 else ""
    return f"{said} → {grouped(new, other)}{change}"


def renewed_for(old: float | None, currency: str | None, new: float | None, other: str | None) -> str:
    """`, EUR 120,000 → 132,000 (+10%)` of amounts in major units; nothing where a renewal changed nothing, or
    where either is not known."""
    if old is None or new is None or currency is None or other is None or (old, currency) == (new, other):
        return ""
    return f", {moved(from_major(old, currency), currency, from_major(new, other), other)}"


def signed_percent(value: float) -> str:
    """`+10%`, `-5.6%`."""
    return f"{f'{value:+.1f}'.removesuffix('.0')}%"
