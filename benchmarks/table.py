"""Holds measurements against the budgets and prints them as one table.

`ratio` is a median against that of a bare interpreter of the same virtual environment in the same
run. Rows whose verdict is empty have no budget and stand there for comparison.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.measure import BARE, Measured

MB = 1_000_000


class Row(NamedTuple):
    """One line: what, median in ms, ratio, the budget in words, and how it was kept."""

    what: str
    ms: float | None
    ratio: float | None
    budget: str = ""
    verdict: str = ""
    peak_mb: float | None = None


class Found:
    """The medians of one run; makes rows of them. Nothing is judged in the small form."""

    def __init__(self, measured: Mapping[str, Measured], *, judged: bool) -> None:
        self.measured = measured
        self.judged = judged
        self.bare = measured[BARE].seconds

    def seconds(self, name: str) -> float:
        """A median."""
        return self.measured[name].seconds

    def verdict(self, kept: bool, figure: str = "") -> str:
        """`kept` or `over`, with a figure that the other columns don't have."""
        word = "not judged" if not self.judged else "kept" if kept else "over"
        return f"{word}: {figure}" if figure else word

    def row(self, name: str, what: str | None = None, budget: str = "", verdict: str = "") -> Row:
        """A case with whatever is said about it."""
        found = self.measured[name]
        ratio = found.seconds / self.bare
        return Row(what or name, found.seconds * 1000, ratio, budget, verdict, found.peak / MB)

    def within_ratio(self, name: str, limit: float) -> Row:
        """A case that may cost so many bare interpreters."""
        kept = self.seconds(name) / self.bare <= limit
        return self.row(name, budget=f"{limit:g} x", verdict=self.verdict(kept))

    def within_seconds(self, name: str, limit: float, why: str = "") -> Row:
        """A case that may take so long."""
        budget = f"{limit * 1000:,.0f} ms{why}"
        return self.row(name, budget=budget, verdict=self.verdict(self.seconds(name) <= limit))

    def growth(self, what: str, smaller: str, larger: str, limit: float) -> Row:
        """How much longer the same command takes on the larger book; the ratio is between the two."""
        times = self.seconds(larger) / self.seconds(smaller)
        return Row(what, None, times, f"{limit:g} x", self.verdict(times <= limit))

    def peak(self, names: Sequence[str], limit: float) -> Row:
        """The most memory that any of some cases held."""
        worst = max(names, key=lambda name: self.measured[name].peak)
        peak = self.measured[worst].peak / MB
        figure = self.verdict(peak <= limit, f"{peak:.0f} MB, {worst}")
        return Row("peak memory of a daily command", None, None, f"{limit:g} MB", figure, peak)


def printed(rows: Sequence[Row]) -> str:
    """The table."""
    cells = [("what", "median ms", "ratio", "budget", "verdict")]
    for row in rows:
        ms = "" if row.ms is None else f"{row.ms:,.1f}" if row.ms < 1000 else f"{row.ms:,.0f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        cells.append((row.what, ms, ratio, row.budget, row.verdict))
    wide = [max(len(line[place]) for line in cells) for place in range(5)]
    lines = []
    for what, ms, ratio, budget, verdict in cells:
        numbers = f"{ms:>{wide[1]}}  {ratio:>{wide[2]}}"
        lines.append(f"{what:<{wide[0]}}  {numbers}  {budget:<{wide[3]}}  {verdict}".rstrip())
    lines.insert(1, "-" * (sum(wide) + 8))
    return "\n".join(lines)


def as_json(rows: Sequence[Row], about: Mapping[str, Any]) -> dict[str, Any]:
    """The same as data: numbers unrounded, null where there is none."""
    return {**about, "rows": [row._asdict() for row in rows]}
