"""A chart as values: bars or lines with the words beside them, its scale, and the same as a table.

The terminal (`output.charts`) and the page for a browser (`output.svg`) draw these, and both have the table
of the figures, so no chart can say anything else than its figures. Nothing is drawn here, and nothing is
known of the book: what is drawn is chosen in `reports.charts`. A single line has a row of bars: `▁▃▆█`.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date

from amcli.hints import NamedTuple

STEPS = (1, 2, 2.5, 5, 10)
# From where on bars say more when their scale doesn't begin at nothing: the least of all their ends is more
# than this share of the greatest.
NEAR = 0.6
MOST_TICKS = 5
DAY = "day"


class Bar(NamedTuple):
    """A bar from one end to the other, and its figure in words; `role` says what it stands for: plain (""),
    `good`, `bad` or `whole`."""

    label: str
    end: float
    words: str
    start: float = 0
    role: str = ""


class Bars(NamedTuple):
    """Bars below each other. `floats`: they are steps from one sum to another, and their scale may begin near
    them; `columns` are the titles of the table; `note` is a sentence below."""

    title: str
    columns: tuple[str, str]
    bars: tuple[Bar, ...]
    floats: bool = False
    note: str = ""


class Line(NamedTuple):
    """One line: a figure for each label, or none, with its words."""

    name: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]


class Lines(NamedTuple):
    """Lines over the same labels, which are days where `label` is `DAY`. `low` and `high` are ends that the
    scale has at least; a percentage is written as such."""

    title: str
    label: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    low: float | None = None
    high: float | None = None
    percent: bool = False
    note: str = ""


Chart = Bars | Lines


class Scale(NamedTuple):
    """Where a scale begins and ends, and the marks on it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """How far along the scale a value lies, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def step_of(span: float, most: int) -> float:
    """The round step of which at most so many make a span."""
    least = span / most
    unit: float = 10.0 ** math.floor(math.log10(least))
    return unit * next(each for each in STEPS if each * unit >= least * 0.999999)


def scale(low: float, high: float, most: int = MOST_TICKS) -> Scale:
    """The scale with round ends that holds two values."""
    if high <= low:
        low, high = (0, max(high, 1)) if low >= 0 else (low, low + 1)
    step = step_of(high - low, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(number * step, 10) for number in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def scale_of(chart: Chart, most: int = MOST_TICKS) -> Scale:
    if isinstance(chart, Lines):
        known = [value for line in chart.lines for value in line.values if value is not None]
        known += [end for end in (chart.low, chart.high) if end is not None]
        return scale(min(known, default=0), max(known, default=1), most)
    ends = [bar.end for bar in chart.bars] + [bar.start for bar in chart.bars if bar.start]
    low, high = min([0, *ends]), max([0, *ends])
    least = min(ends, default=0)
    if chart.floats and NEAR * high < least < high:
        low = max(0, least - (high - least) / 2)
    return scale(low, high, most)


def span(bar: Bar, found: Scale) -> tuple[float, float]:
    """From where to where a bar is drawn: a scale may begin above nothing."""
    start, end = sorted((max(bar.start, found.low), bar.end))
    return start, end


def runs(values: Sequence[float | None]) -> Iterable[list[tuple[int, float]]]:
    """The unbroken parts of a line, as positions with values: nothing is drawn where no figure is."""
    run: list[tuple[int, float]] = []
    for at, value in enumerate(values):
        if value is not None:
            run.append((at, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def places(chart: Lines) -> tuple[int, ...]:
    """Where each label stands: days as far apart as they are, all else evenly."""
    if chart.label == DAY:
        return tuple(date.fromisoformat(label).toordinal() for label in chart.labels)
    return tuple(range(len(chart.labels)))


def some(found: Sequence[int], most: int) -> list[int]:
    """Which of some places have room for their label, beginning with the first."""
    kept: list[int] = []
    apart = (found[-1] - found[0]) / max(1, most) if found else 0
    for at, place in enumerate(found):
        if not kept or place - found[kept[-1]] >= max(apart, 1):
            kept.append(at)
    return kept


def titles(chart: Chart) -> tuple[str, ...]:
    """The titles of the table of figures."""
    return chart.columns if isinstance(chart, Bars) else (chart.label, *(line.name for line in chart.lines))


def figures(chart: Chart) -> list[tuple[str, ...]]:
    """The rows of the table of figures."""
    if isinstance(chart, Bars):
        return [(bar.label, bar.words) for bar in chart.bars]
    columns = [line.words for line in chart.lines]
    return [(label, *(words[at] for words in columns)) for at, label in enumerate(chart.labels)]


def is_empty(chart: Chart) -> bool:
    """Whether there is nothing to draw."""
    if isinstance(chart, Bars):
        return all(bar.end == 0 and bar.start == 0 for bar in chart.bars)
    return all(value is None for line in chart.lines for value in line.values)


def note_of(chart: Chart, found: Scale) -> str:
    """What must be known to read a picture: its note, and where its scale begins if not at nothing."""
    said = [chart.note] if chart.note else []
    if isinstance(chart, Bars) and not is_empty(chart) and found.low > 0:
        said.append(f"The scale starts at {tick(found.low)}.")
    return " ".join(said)


def tick(value: float, *, percent: bool = False) -> str:
    """A mark of a scale: `1,500,000`; `97.5%`."""
    return f"{100 * value:.10g}%" if percent else f"{value:,.10g}"


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
