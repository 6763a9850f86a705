"""Plain numbers: reading what people type (`60,000`, `1.2k`), writing them short. Not for money."""

import re

from amcli.errors import BadValue
from amcli.rules.names import quoted

SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
MOST = 1e15
HINT = "Numbers: 41, 7.5, 60,000, 1.2k"


def parse_number(text: str) -> float:
    """A number of at least 0. Raises BadValue."""
    found = re.fullmatch(
        r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(\.[0-9]{1,15})?([kmb]?)", text.strip().lower()
    )
    if found is None:
        raise BadValue(f"{quoted(text)}: {why_not(text.strip())}.", HINT)
    value = float(found[1].replace(",", "") + (found[2] or "")) * SCALES[found[3]]
    if value > MOST:
        raise BadValue(f"{quoted(text)}: too large.", HINT)
    return value


def why_not(text: str) -> str:
    """What is wrong with a text that is no number as it is read here."""
    if re.fullmatch(r"-[0-9][0-9.,]*[kmb]?", text):
        return "a number can't be below zero here"
    if re.fullmatch(r"[0-9]{16,}(\.[0-9]+)?", text):
        return "too large"
    if re.fullmatch(r"[0-9]{1,15}\.[0-9]{16,}", text):
        return "too many decimals"
    return "not a number"


def plain(value: float) -> str:
    """A number without needless decimals: `41`, `7.5`, `60,000`."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"
