"""A row of bars for how a figure went: `▁▃▆█`. Not for tables, and it knows nothing of the book."""

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float]) -> str:
    """One bar a value, the least lowest and the greatest highest; all alike stand in the middle.

    No value gives an empty text. A screen that isn't UTF-8 has marks of its own for the bars.
    """
    if not values:
        return ""
    least, greatest = min(values), max(values)
    span = greatest - least
    if span == 0:
        return BARS[len(BARS) // 2 - 1] * len(values)
    top = len(BARS) - 1
    return "".join(BARS[round((value - least) / span * top)] for value in values)
