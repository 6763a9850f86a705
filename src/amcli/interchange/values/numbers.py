"""Numbers and amounts in columns: decimal comma or point, decided by all cells of the column.

Reads thousands separators (also Indian ones: `12,34,567`), currency signs, `(1,234.50)` and `1.234-` as
negative, `9.800,-`, percent signs. A blank cell is no zero. Amounts stay text here: their currency may
stand in another column, so amcli.rules.money reads them when the row is whole.
"""

import re
from collections.abc import Iterable

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange.values.reader import (
    Typed,
    UnreadableError,
    UnsettledError,
    WholeColumnReader,
    is_blank,
)
from amcli.rules.money import check_currency, currency_of_sign

_SPACES = re.compile("[\\s\u00a0\u202f\u2009'’`]+")
_CENTLESS = re.compile(r"(?<=\d)[.,](?:-{1,2}|–|—)$")
# What stands beside amounts, by currency: signs of more than one letter, and words.
NAMES = {
    "USD": "us$ $us usd$ us-$ usdollar us-dollar dollar dollars", "CAD": "c$ ca$ can$ cad$ cdn$",
    "AUD": "a$ au$ aud$", "NZD": "nz$ nzd$", "HKD": "hk$ hkd$", "SGD": "s$ sg$ sgd$", "TWD": "nt$",
    "MXN": "mx$ mex$ mxn$", "BRL": "r$ brl$", "ARS": "ar$", "CLP": "clp$", "COP": "col$ cop$",
    "EUR": "euro euros eur€", "GBP": "pound pounds gbp£ stg", "CHF": "fr fr. sfr sfr. franken",
    "SEK": "skr", "NOK": "nkr", "DKK": "dkr", "ISK": "ikr", "PLN": "zł zl", "CZK": "kč kc", "HUF": "ft",
    "RON": "lei", "ZAR": "r zar", "JPY": "円 yen", "CNY": "元 rmb cn¥ yuan", "BGN": "лв", "RUB": "руб руб.",
    "ILS": "nis", "AED": "dh dhs", "BDT": "৳",
}  # fmt: skip
# Signs that several currencies share: the currency column, the header or the book says which.
SHARED = {
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
}
_CODES = {name: code for code, names in NAMES.items() for name in names.split()}
_SIGNS = "$€£¥₹₩₪₺₽₴₫₦₱฿₵₡₲₸₮₭₼₾"
# Longest first; a word of letters only where it stands beside the number and not within another word.
_SPECIAL = "|".join(
    rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])"
    for name in sorted((*_CODES, "kr.", "rs.", *SHARED), key=len, reverse=True)
    if name not in ("r", "dollar", "dollars")
)
_UNIT = re.compile(
    rf"{_SPECIAL}|[A-Z]{{3}}(?=[-+(\d.,])|(?<=[-)\d.,KMB])[A-Z]{{3}}$|[{_SIGNS}]", re.IGNORECASE
)
_CORE = re.compile(r"\d[\d.,]*|[.,]\d+")
_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+"),
}


class Parts(NamedTuple):
    """A number in pieces: sign, digits with their marks, k or m or b, and a currency beside it."""

    negative: bool
    core: str
    scale: str
    unit: str | None


class Amount(NamedTuple):
    """An amount as plain text (`-1234.50`, `60k`) and the currency that its cell names, if any. One that a
    spreadsheet worked out may have more decimals than its currency; it shows them rounded."""

    text: str
    unit: str | None
    worked_out: bool = False


def parts_of(cell: str) -> Parts | None:
    """Take a number apart; None where it is none."""
    text = _SPACES.sub("", cell).replace("\u2212", "-")
    units = _UNIT.findall(text)
    text = _CENTLESS.sub("", _UNIT.sub("", text))
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1]
    elif text.startswith("-"):
        negative, text = True, text[1:]
    elif text.endswith("-"):
        negative, text = True, text[:-1]
    elif text.startswith("+"):
        text = text[1:]
    scale = ""
    if text[-1:].lower() in ("k", "m", "b"):
        scale, text = text[-1].lower(), text[:-1]
    if len(units) > 1 or not _CORE.fullmatch(text):
        return None
    return Parts(negative, text, scale, unit_of(units[0]) if units else None)


def unit_of(text: str) -> str:
    """What stands beside an amount: a code where it names one currency, else the sign or shared name."""
    name = text.casefold().rstrip(".")
    return _CODES.get(name) or (name if name in SHARED else text)


def code_of(text: str) -> str | tuple[str, ...] | None:
    """The currency that a cell or header names: `€`, `US$`, `Euro`, `eur`; all that share a sign; None where
    it names none."""
    name = text.strip().casefold().rstrip(".")
    found = _CODES.get(name) or SHARED.get(name) or currency_of_sign(text.strip())
    if found is not None:
        return found
    try:
        return check_currency(text)
    except BadValue:
        return None


def decimal_mark(core: str) -> str | None:
    """The mark before the decimals that a number shows by itself; `?.` and `?,` leave it open."""
    points, commas = core.count("."), core.count(",")
    if points and commas:
        last = "." if core.rfind(".") > core.rfind(",") else ","
        other = "," if last == "." else "."
        whole = core[: core.rfind(last)]
        return last if core.count(last) == 1 and _GROUPED[other].fullmatch(whole) else None
    mark = "." if points else ","
    if points + commas > 1:
        return ("," if points else ".") if _GROUPED[mark].fullmatch(core) else None
    if not points + commas:
        return None
    before, after = core.split(mark)
    if len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0"):
        return f"?{mark}"
    return mark


class NumberReader(WholeColumnReader):
    """A column of numbers that may have decimals; gives floats."""

    what = "a number"

    def __init__(self, choices: tuple[str, ...] = ()) -> None:
        super().__init__(choices)
        self.mark = "."
        self._witness: dict[str, str] = {}

    def see(self, cells: Iterable[str]) -> None:
        """Note which marks stand before decimals."""
        for cell in self.unseen(cells):
            if ("." in cell or "," in cell) and (parts := self.parts(cell)) is not None:
                mark = decimal_mark(parts.core)
                if mark is not None:
                    self._witness.setdefault(mark, cell.strip())

    def parts(self, cell: str) -> Parts | None:
        """The number in a cell, in pieces."""
        return parts_of(cell.replace("%", ""))

    def settle(self, date_order: str | None) -> None:
        """The mark that the cells show; a single one before three digits stands between thousands."""
        found = self._witness
        self._seen = set()
        if "." in found or "," in found:
            self._refuse_both(found.get("."), found.get(","))
            self.mark = "." if "." in found else ","
        else:
            self._refuse_both(found.get("?,"), found.get("?."))
            self.mark = self.open_mark(found)

    def _refuse_both(self, point: str | None, comma: str | None) -> None:
        if point and comma:
            raise UnsettledError(
                f'"{point}" has a decimal point, "{comma}" a decimal comma',
                "Write the column in one way and run it again.",
            )

    def open_mark(self, found: dict[str, str]) -> str:
        """The decimal mark when all that was seen is `1.234` or `1,234`: for amounts, thousands."""
        return "," if "?." in found else "."

    def note(self) -> str | None:
        """What is not as in English: a decimal comma, a point between thousands."""
        if self.mark == ".":
            return None
        return "decimal comma" if "," in self._witness else "point between thousands"

    def plain(self, cell: str) -> tuple[str, Parts]:
        """The number of a cell with a point before its decimals and no thousands separators."""
        parts = self.parts(cell)
        if parts is None:
            raise UnreadableError(f"not {self.what}")
        thousands = "," if self.mark == "." else "."
        whole, _, decimals = parts.core.partition(self.mark)
        if thousands in decimals or self.mark in decimals:
            raise UnreadableError(f"not {self.what}")
        if thousands in whole:
            if not _GROUPED[thousands].fullmatch(whole):
                raise UnreadableError(f"not {self.what}")
            whole = whole.replace(thousands, "")
        return ("-" if parts.negative else "") + (whole or "0") + ("." + decimals if decimals else ""), parts

    def read(self, cell: str) -> object:
        if is_blank(cell):
            return None
        text, parts = self.plain(cell)
        if parts.unit or parts.scale or len(text) > 40:
            raise UnreadableError(f"not {self.what}")
        return float(text)


class DecimalReader(NumberReader):
    """A column of measures, where `7.125` is seven and a bit rather than seven thousand."""

    def open_mark(self, found: dict[str, str]) -> str:
        """Only a comma before three digits stands between thousands here."""
        return "."


class WholeReader(NumberReader):
    """A column of whole numbers."""

    what = "a whole number"

    def read(self, cell: str) -> object:
        """The number as an int; `14.0`, as spreadsheets write it, is 14."""
        if is_blank(cell):
            return None
        text, parts = self.plain(cell)
        whole, _, decimals = text.partition(".")
        if parts.unit or parts.scale or decimals.strip("0") or len(whole) > 15:
            raise UnreadableError(f"not {self.what}")
        return int(whole)


class AmountReader(NumberReader):
    """A column of money; gives Amount."""

    what = "an amount"

    def parts(self, cell: str) -> Parts | None:
        """An amount has no percent sign."""
        return parts_of(cell)

    def read(self, cell: str) -> object:
        """The amount as text that amcli.rules.money reads."""
        if is_blank(cell):
            return None
        text, parts = self.plain(cell)
        worked_out = isinstance(cell, Typed)
        if self.unit is None:
            return Amount(text + parts.scale, parts.unit, worked_out)
        unit = one_unit(parts.unit, self.unit.currency)
        return Amount(text + (parts.scale or self.unit.scale), unit, worked_out)


def one_unit(of_cell: str | None, of_header: str) -> str:
    """The currency of an amount: its header's, which a sign of several currencies may stand for. Raises
    UnreadableError for another one."""
    if of_cell is None or of_cell == of_header:
        return of_header
    cell, header = code_of(of_cell), code_of(of_header)
    if header in (cell if isinstance(cell, tuple) else (cell,)) or of_cell == "$":
        return of_header
    raise UnreadableError(f"{of_cell} here, {of_header} in the header")


class AmountOrShareReader(AmountReader):
    """A column of amounts, some of which may be ratios: `104%` keeps its sign, `1.04` is as typed."""

    what = "an amount or a ratio"

    def parts(self, cell: str) -> Parts | None:
        """The number in a cell, its per cent sign aside."""
        return parts_of(cell.replace("%", ""))

    def open_mark(self, found: dict[str, str]) -> str:
        """Only a comma before three digits stands between thousands here."""
        return "."

    def read(self, cell: str) -> object:
        """The amount as text; a ratio with its sign."""
        found = super().read(cell)
        if isinstance(found, Amount) and "%" in cell:
            return Amount(f"{found.text}%", found.unit)
        return found


class ShareReader(DecimalReader):
    """A column of shares between 0 and 1; in per cent where one cell says so or is more than 1."""

    what = "a share"

    def __init__(self, choices: tuple[str, ...] = ()) -> None:
        super().__init__(choices)
        self.percent = False

    def see(self, cells: Iterable[str]) -> None:
        """Note whether a cell is per cent."""
        seen = list(cells)
        super().see(seen)
        self.percent = self.percent or any(map(self._is_percent, seen))

    def _is_percent(self, cell: str) -> bool:
        parts = self.parts(cell)
        if parts is None:
            return False
        whole = re.split("[.,]", parts.core)[0]
        return "%" in cell or (whole.isdigit() and int(whole) > 1)

    def note(self) -> str | None:
        """Whether the column is in per cent."""
        return "; ".join(filter(None, ("per cent" if self.percent else None, super().note()))) or None

    def read(self, cell: str) -> object:
        found = super().read(cell)
        if not isinstance(found, float):
            return found
        share = found / 100 if self.percent else found
        if not 0 <= share <= 1:
            raise UnreadableError("not between 0 and 100%")
        return share
