"""Shares and ratios: reading `40%`, `0.4`, `104%`, in basis points. Not for amounts of money."""

import re

from amcli.errors import BadValue
from amcli.rules.names import quoted

BASIS_POINTS = 10_000
"""How many make 1, or 100 %."""

_SHARE = r"([0-9]{1,4})?(?:\.([0-9]{1,4}))?( ?%)?"


def parse_share(text: str, most: int = BASIS_POINTS) -> int:
    """Read `40%` or `0.4` as basis points (4000), exactly; at most `most`. Raises BadValue.

    A number without a per cent sign is a share of 1, so that 104 is never taken for 104 %.
    """
    match = re.fullmatch(_SHARE, text.strip(), re.ASCII)
    if match is None or not (match[1] or match[2]):
        raise BadValue(f"{quoted(text)}: not a share.", "Shares: 40%, 0.4")
    whole, part, digits = match[1] or "0", match[2] or "", 2 if match[3] else 4
    if len(part) > digits:
        raise BadValue(f"{quoted(text)}: too fine, a hundredth of a per cent is the least.", "Shares: 40.25%")
    share = int(whole + part.ljust(digits, "0"))
    if share > most:
        raise BadValue(f"{quoted(text)}: at most {most // 100}%.", f"Shares: {example(text, most)}")
    return share


def example(text: str, most: int) -> str:
    """What was probably meant by a share that is too large: `104` is 104%."""
    number = text.strip().removesuffix("%").strip()
    return f"{number}%" if number.isdigit() and int(number) * 100 <= most else "40%, 0.4"
