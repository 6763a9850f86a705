"""A row of bars for how a figure went: ` ▁▃▆█`. Not for tables, and it knows nothing of the book."""

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
# For a terminal or a file that cannot hold the bars: higher marks for higher figures.
ASCII_BARS = "_.-~=+*#"


def sparkline(values: Sequence[float], *, ascii_only: bool = False) -> str:
    """One bar a value, the least lowest and the greatest highest; all alike stand in the middle.

    No value gives an empty text. `ascii_only` for an output that is not UTF-8.
    """
    bars = ASCII_BARS if ascii_only else BARS
    if not values:
        return ""
    least, greatest = min(values), max(values)
    span = greatest - least
    if span == 0:
        return bars[len(bars) // 2 - 1] * len(values)
    top = len(bars) - 1
    return "".join(bars[round((value - least) / span * top)] for value in values)
