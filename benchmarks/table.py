"""Holds measurements against the budgets, and prints them as one table.

A figure is judged by CPU, by memory or by the rows of a second. `x` is a multiple of a bare interpreter of
the same virtual environment in the same run. A line without a budget stands there for comparison.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.measure import BARE, Run, Samples

MB = 1_000_000
SHARE = "of it"  # the unit of a line that is judged by another commit's CPU
EVERYWHERE = ("MB",)  # units that depend on no machine
UNITS = (*EVERYWHERE, "x", "s", "rows/s", SHARE)
SLOWER = 1.03  # by so much another commit's command may be faster before a line is named
Measured = Mapping[str, Samples]


class Budget(NamedTuple):
    """One line of the table: what is measured, on which book, and the most (or the least) it may be.

    `names` are the measured commands it needs; with one, its CPU, wall and memory stand beside the figure.
    `was` is what 0.1.0 took.
    """

    what: str
    book: str
    names: Sequence[str]
    figure: Callable[[Measured], float]
    unit: str = "x"
    limit: float | None = None
    at_least: bool = False
    was: str = ""

    @property
    def text(self) -> str:
        """What `--only` looks at."""
        return f"{self.what} @ {self.book}"


class Line(NamedTuple):
    """A budget and what was measured: its figure, whether it was kept (None where it isn't judged), CPU and
    wall in milliseconds, memory in MB; the figure of another commit, and our CPU by its."""

    budget: Budget
    figure: float
    kept: bool | None
    cpu: float | None
    wall: float | None
    peak: float | None
    theirs: float | None
    share: float | None


def multiple(name: str) -> Callable[[Measured], float]:
    """CPU by that of a bare interpreter."""
    return lambda measured: measured[name].cpu / measured[BARE].cpu


def seconds(name: str) -> Callable[[Measured], float]:
    """CPU."""
    return lambda measured: measured[name].cpu


def rate(name: str, rows: int) -> Callable[[Measured], float]:
    """Rows a second of CPU."""
    return lambda measured: rows / measured[name].cpu


def memory(*names: str) -> Callable[[Measured], float]:
    """The most that any of some commands held, in MB."""
    return lambda measured: max(measured[name].peak for name in names if name in measured) / MB


def over(larger: str, smaller: str, *, start: str = "") -> Callable[[Measured], float]:
    """CPU by that of another command, without what `start` takes."""
    return lambda measured: (
        (measured[larger].cpu - (measured[start].cpu if start else 0)) / measured[smaller].cpu
    )


def a_line(drawn: str, plain: str, whole: str | None, usual: float) -> Callable[[Measured], float]:
    """What drawing a line costs, by a line of `whole`, which another program draws, or by the share of a bare
    interpreter that one usually takes."""

    def figure(measured: Measured) -> float:
        ours = (measured[drawn].cpu - measured[plain].cpu) / measured[drawn].lines
        theirs = measured[whole].cpu / measured[whole].lines if whole else usual * measured[BARE].cpu
        return ours / theirs

    return figure


def judged(budgets: Sequence[Budget], run: Run, *, units: Collection[str]) -> list[Line]:
    """All lines; verdicts only of figures in some units."""
    other = {
        **run.ours,
        **run.theirs,
    }  # what only we have, such as a bare interpreter, is the measure of both
    return [line(budget, run, other, judge=budget.unit in units) for budget in budgets]


def line(budget: Budget, run: Run, other: Measured, *, judge: bool) -> Line:
    """One of them."""
    figure, limit = budget.figure(run.ours), budget.limit
    share = run.share(budget.names[0]) if len(budget.names) == 1 and budget.unit != "MB" else None
    if budget.unit == SHARE and share is not None:
        figure = share
    kept = None if limit is None else figure >= limit if budget.at_least else figure <= limit
    one = run.ours[budget.names[0]] if len(budget.names) == 1 else None
    both_have_it = budget.unit != SHARE and all(name in run.theirs for name in budget.names)
    theirs = budget.figure(other) if both_have_it else None
    return Line(
        budget,
        figure,
        kept if judge else None,
        one.cpu * 1000 if one else None,
        one.wall * 1000 if one else None,
        one.peak / MB if one else None,
        theirs,
        share,
    )


def number(value: float | None, unit: str = "") -> str:
    """With three digits, or as a whole number."""
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}{' ' + unit if unit else ''}"


def cells(each: Line) -> list[str]:
    """A line as it is printed."""
    budget = each.budget
    limit = "" if budget.limit is None else f"{budget.limit:,g} {budget.unit}"
    verdict = "" if each.kept is None else "kept" if each.kept else "OVER"
    return [
        budget.what,
        budget.book,
        number(each.figure, budget.unit),
        f"at least {limit}" if budget.at_least else limit,
        verdict,
        budget.was,
        number(each.cpu),
        number(each.wall),
        number(each.peak),
        number(each.theirs, budget.unit),
        "" if each.share is None else f"{each.share:.2f}",
    ]


MILLISECONDS = ("CPU ms", "wall ms")


def headings(other: str) -> list[str]:
    """Those of the table; the last two only where another commit ran beside it."""
    ours = ["what", "book", "figure", "at most", "verdict", "0.1.0", "CPU ms", "wall ms", "MB"]
    return [*ours, other, "ours by it"] if other else ours


def printed(lines: Sequence[Line], other: str) -> str:
    """The table."""
    head = headings(other)
    rows = [head, *(cells(each)[: len(head)] for each in lines)]
    wide = [max(len(row[place]) for row in rows) for place in range(len(head))]
    words = {0, 1, 4, 5}
    texts = [
        "  ".join(f"{cell:{'<' if place in words else '>'}{wide[place]}}" for place, cell in enumerate(row))
        for row in rows
    ]
    texts.insert(1, "-" * (sum(wide) + 2 * len(wide) - 2))
    return "\n".join(text.rstrip() for text in texts)


def as_markdown(lines: Sequence[Line], other: str) -> str:
    """The table as docs/speed.md has it: without milliseconds, which are those of one machine."""
    head = headings(other)
    rows = [head, *(cells(each)[: len(head)] for each in lines)]
    rows.insert(1, ["---"] * 2 + ["---:"] * (len(head) - 2))
    shown = [[cell for place, cell in enumerate(row) if head[place] not in MILLISECONDS] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in shown)


def slower(lines: Sequence[Line]) -> list[Line]:
    """Those in which another commit is faster by more than a chance."""
    return [each for each in lines if each.share is not None and each.share > SLOWER]


def as_json(lines: Sequence[Line], about: Mapping[str, Any]) -> dict[str, Any]:
    """The same as data: numbers unrounded, null where there is none."""
    kept = ("what", "book", "unit", "limit", "at_least")
    rows = [
        {name: getattr(each.budget, name) for name in kept}
        | {name: value for name, value in each._asdict().items() if name != "budget"}
        for each in lines
    ]
    return {**about, "rows": rows}
