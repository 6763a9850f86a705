"""Units and currencies in headers: `ARR (EUR)`, `MRR €`, `Value in £`, `Notice (days)`, `Jahreswert (T€)`.

A header keeps its name without its unit, and the unit says how the column's cells are read. Not for which
name is which field (headers.py), nor for cells.
"""

import re
from functools import cache

from amcli.hints import NamedTuple
from amcli.interchange.values.languages import plain
from amcli.interchange.values.numbers import SHARED, code_of

# The codes that stand in a header without brackets; another word of three letters is no currency there.
_CODES = (
    "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK EGP EUR GBP GHS HKD HUF IDR ILS INR ISK JOD "
    "JPY KES KRW KWD KZT LKR MAD MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND "
    "TRY TWD UAH UGX USD UYU VND XAF XOF ZAR"
)
_USUAL = "USD EUR GBP CHF SEK NOK DKK CAD AUD NZD JPY INR BRL PLN CZK"
CODES, USUAL = frozenset(_CODES.split()), frozenset(_USUAL.split())
_PERIODS = {
    "d": "d day days tage tag tagen jours jour dias dia giorni dagen dagar dage dager paivaa dni",
    "m": "m month months monate monat monaten mois meses mes mesi mese maanden manader maneder kuukautta"
    " miesiace miesiecy",
    "min": "min mins minute minutes minuten minuti minutos",
    "utc": "utc gmt",
    "%": "% percent prozent pourcent pct",
}
PERIODS = {word: sign for sign, line in _PERIODS.items() for word in line.split()}
_SCALES = {
    "k": "k t tsd thousands thousand tausend milliers miles",
    "m": "m mio mln million millions millionen",
}
SCALES = {word: sign for sign, line in _SCALES.items() for word in line.split()}
_BRACKETS = re.compile(r"(.*\S)\s*[(\[]\s*([^()\[\]]{1,30}?)\s*[)\]]")
_AFTER = re.compile(r"(.*[^\s,/:_-])[\s,/:_-]+(?:(?:in|en|i|w|em)[\s_]+)?(\S{1,8})", re.IGNORECASE)
_BEFORE = re.compile(r"(\S{1,4})\s+(\S.*)")
_IN = re.compile(r"(?:in|en|i|w|em)\s+|\s+(?:in|en|i|w|em)$", re.IGNORECASE)
_SIGN = r"[A-Z]{0,3}\$|[€£¥₹₩₪₺₽₴₫₦₱฿₡₲₸]"
_SCALED = re.compile(rf"(k|t|tsd\.?|m|mio\.?|mln)[\s-]*({_SIGN}|[a-z]{{3}})", re.IGNORECASE)
_SCALED_AFTER = re.compile(
    rf"({_SIGN}|[a-z]{{3}})[\s,]*(?:in )?(k|t|m|thousands?|millions?|tsd\.?|mio\.?)", re.IGNORECASE
)
AMOUNTS = ("amount", "amount or share")
# Which readers take a unit of which sort.
SUITED = {
    "d": ("notice", "notice in months", "whole"),
    "m": ("notice", "notice in months"),
    "min": ("whole",),
    "%": ("share", "decimal"),
    "utc": ("day", "happened", "moment"),
}


class Unit(NamedTuple):
    """What a header says beside its name: a `currency` as a code, a sign or a shared name, with a `scale` of
    k or m; or a `period`: d, m, min, %; or a zone: utc."""

    name: str
    currency: str = ""
    scale: str = ""
    period: str = ""

    def suits(self, reader: str) -> bool:
        """Whether the cells of a column that is read so can be in this unit."""
        return reader in (SUITED[self.period] if self.period else AMOUNTS)


@cache
def unit_in(header: str) -> Unit | None:
    """The unit in a header and what is left of it; None where it has none."""
    text = " ".join(header.split())
    if match := _BRACKETS.fullmatch(text):
        return _unit(match[1], _IN.sub("", match[2]), bare=False)
    if (match := _AFTER.fullmatch(text)) and (found := _unit(match[1], match[2], bare=True)):
        return found
    match = _BEFORE.fullmatch(text)
    return _unit(match[2], match[1], bare=True) if match else None


def _unit(name: str, text: str, bare: bool) -> Unit | None:
    """What a text says as a unit; without brackets round it only a currency counts."""
    name = _IN.sub("", name) if bare else name
    if not bare and (period := PERIODS.get(plain(text))):
        return Unit(name, period=period)
    if found := _currency(text, bare):
        return Unit(name, found)
    if match := _SCALED.fullmatch(text):
        scale, sign = match[1], match[2]
    elif not bare and (match := _SCALED_AFTER.fullmatch(text)):
        scale, sign = match[2], match[1]
    else:
        return None
    found = _currency(sign, bare=True)
    return Unit(name, found, SCALES[plain(scale)]) if found else None


def _currency(text: str, bare: bool) -> str:
    """The currency that a text names: its code, `$` and a shared name as they are; "" for none."""
    if text == "$":
        return text
    code = code_of(text)
    if isinstance(code, tuple):
        return next(name for name, codes in SHARED.items() if codes == code)
    if code is None or code not in CODES:
        return ""
    # `try`, `pen` and `all` are words, too; in capitals they are meant as codes.
    is_word = bare and len(text) == 3 and text.isalpha() and not text.isupper()
    return "" if is_word and text.upper() not in USUAL else code


def note(unit: Unit) -> str:
    """What the plan says of a column in this unit."""
    names = {"d": "days", "m": "months", "min": "minutes", "%": "per cent", "utc": "UTC"}
    scales = {"": "", "k": "thousands of ", "m": "millions of "}
    return f"in {scales[unit.scale]}{unit.currency or names[unit.period]}"
