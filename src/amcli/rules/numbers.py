"""Numbers and shares: what people type (`60,000`, `1.2k`, `40%`) is read, or written short. Not for money."""

from amcli import patterns
from amcli.errors import BadValue
from amcli.rules.names import quoted

SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
MOST = 1e15
HINT = "Numbers: 41, 7.5, 60,000, 1.2k"
BASIS_POINTS = 10_000
"""How many make 1, or 100 %."""

_SHARE = r"([0-9]{1,4})?(?:\.([0-9]{1,4}))?( ?%)?"


def parse_number(text: str) -> float:
    """A number of at least 0. Raises BadValue."""
    found = patterns.fullmatch(
        r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(\.[0-9]{1,15})?([kmb]?)", text.strip().lower()
    )
    if found is None:
        raise BadValue(f"{quoted(text)}: {why_not(text.strip())}.", HINT)
    value = float(found[1].replace(",", "") + (found[2] or "")) * SCALES[found[3]]
    if value > MOST:
        raise BadValue(f"{quoted(text)}: too large.", HINT)
    return value


def without_zero(value: float) -> int | float:
    """A number without the `.0` that the book's REAL columns give it."""
    return int(value) if value == int(value) else value


def why_not(text: str) -> str:
    """What is wrong with a text that is no number as it is read here."""
    if patterns.fullmatch(r"-[0-9][0-9.,]*[kmb]?", text):
        return "a number can't be below zero here"
    if patterns.fullmatch(r"[0-9]{16,}(\.[0-9]+)?", text):
        return "too large"
    if patterns.fullmatch(r"[0-9]{1,15}\.[0-9]{16,}", text):
        return "too many decimals"
    return "not a number"


def plain(value: float) -> str:
    """A number without needless decimals: `41`, `7.5`, `60,000`."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def parse_share(text: str, most: int = BASIS_POINTS) -> int:
    """Read `40%` or `0.4` as basis points (4000), exactly; at most `most`. Raises BadValue.

    A number without a per cent sign is a share of 1, so that 104 is never taken for 104 %.
    """
    match = patterns.fullmatch(_SHARE, text.strip(), patterns.ASCII)
    if match is None or not (match[1] or match[2]):
        raise BadValue(f"{quoted(text)}: not a share.", "Shares: 40%, 0.4")
    whole, part, digits = match[1] or "0", match[2] or "", 2 if match[3] else 4
    if len(part) > digits:
        raise BadValue(f"{quoted(text)}: too fine, a hundredth of a per cent is the least.", "Shares: 40.25%")
    share = int(whole + part.ljust(digits, "0"))
    if share > most:
        raise BadValue(f"{quoted(text)}: at most {most // 100}%.", f"Shares: {example(text, most)}")
    return share


def parse_change(text: str) -> int:
    """Read `5%`, `+5.25%` or `-10%`, a change of what there is, as basis points; -100% leaves nothing. Raises
    BadValue."""
    match = patterns.fullmatch(r"([+-]?) ?([0-9.]+ ?%)", text.strip(), patterns.ASCII)
    if match is None:
        raise BadValue(f"{quoted(text)}: not a change in per cent.", "Changes: 5%, +5%, -2.5%")
    down = match[1] == "-"
    try:
        size = parse_share(match[2], BASIS_POINTS if down else 10 * BASIS_POINTS)
    except BadValue as error:
        raise BadValue(error.message.replace(quoted(match[2]), quoted(text)), error.hint) from None
    return -size if down else size


def example(text: str, most: int) -> str:
    """What was probably meant by a share that is too large: `104` is 104%."""
    number = text.strip().removesuffix("%").strip()
    return f"{number}%" if number.isdigit() and int(number) * 100 <= most else "40%, 0.4"
