"""Where everything of a picture stands in its SVG. `templates/chart.html` writes it, with escaping on.

By hand, because no library draws for a page that is as good at 360 pixels as at 1,440: those there are scale
a drawing of fixed size, text and all. Here lengths along the page are parts of its width, in per cent, and
letters keep their size. Each picture has a title and a description, and `data-` attributes with its figures.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from amcli.hints import Any, NamedTuple
from amcli.rules import charts
from amcli.rules.charts import Bar, Bars, Chart, Line, Lines, Scale

ROW, HEIGHT = 42, 230
APART = 0.4


class Box(NamedTuple):
    """A bar: from where, how long, in per cent of the width; how far down, in pixels."""

    bar: Bar
    x: str
    width: str
    down: int


class Dot(NamedTuple):
    """A figure of a line, in per cent of width and height."""

    label: str
    value: float
    words: str
    x: str
    y: str


class Trace(NamedTuple):
    """A line: its figures, and the unbroken pieces between two of them."""

    line: Line
    dots: tuple[Dot, ...]
    pieces: tuple[tuple[Dot, Dot], ...]


class Mark(NamedTuple):
    """A mark of a scale, how far along in per cent, and where its text is held."""

    words: str
    at: str
    anchor: str = "start"


class Drawing(NamedTuple):
    """A picture as the template needs it; `boxes` for bars, the rest for lines."""

    chart: Chart
    described: str
    note: str
    titles: tuple[str, ...]
    rows: list[tuple[str, ...]]
    scale: Scale
    height: int
    boxes: tuple[Box, ...] = ()
    traces: tuple[Trace, ...] = ()
    levels: tuple[Mark, ...] = ()
    labels: tuple[Mark, ...] = ()
    empty: bool = False


def percent(share: float) -> str:
    """A share as a length in SVG: `37.5%`."""
    return f"{100 * share:.3f}".rstrip("0").rstrip(".") + "%"


def drawing(chart: Chart) -> Drawing:
    """Everything that the template writes of a picture."""
    found = charts.scale_of(chart)
    shared: dict[str, Any] = {
        "chart": chart,
        "described": described(chart),
        "note": charts.note_of(chart, found),
        "titles": charts.titles(chart),
        "rows": charts.figures(chart),
        "scale": found,
        "empty": charts.is_empty(chart),
    }
    if isinstance(chart, Bars):
        boxes = tuple(box(bar, found, at) for at, bar in enumerate(chart.bars))
        return Drawing(**shared, height=ROW * len(boxes), boxes=boxes)
    return Drawing(
        **shared,
        height=HEIGHT,
        traces=tuple(trace(chart, line, found) for line in chart.lines),
        levels=tuple(
            Mark(charts.tick(each, percent=chart.percent), percent(1 - found.share(each)))
            for each in found.ticks
        ),
        labels=tuple(labels(chart)),
    )


def box(bar: Bar, found: Scale, at: int) -> Box:
    start, end = charts.span(bar, found)
    return Box(bar, percent(found.share(start)), percent(found.share(end) - found.share(start)), at * ROW)


def along(places: Sequence[int]) -> list[float]:
    """Where each label stands, from 0 to 1; a single one stands in the middle."""
    if len(places) < 2:
        return [0.5] * len(places)
    return [(place - places[0]) / (places[-1] - places[0]) for place in places]


def trace(chart: Lines, line: Line, found: Scale) -> Trace:
    shares = along(charts.places(chart))
    pieces: list[tuple[Dot, Dot]] = []
    dots: list[Dot] = []
    for run in charts.runs(line.values):
        here = [
            Dot(chart.labels[at], value, line.words[at], percent(shares[at]), percent(1 - found.share(value)))
            for at, value in run
        ]
        dots += here
        pieces += pairwise(here)
    return Trace(line, tuple(dots), tuple(pieces))


def labels(chart: Lines) -> Iterator[Mark]:
    """The labels for which there is room on a narrow page: the first, the last, and one near the middle."""
    shares = along(charts.places(chart))
    if len(shares) < 2:
        yield from (
            Mark(each, percent(share), "middle") for each, share in zip(chart.labels, shares, strict=True)
        )
        return
    middle = min(range(len(shares)), key=lambda at: abs(shares[at] - 0.5))
    yield Mark(chart.labels[0], percent(0))
    if APART <= shares[middle] <= 1 - APART:
        yield Mark(chart.labels[middle], percent(shares[middle]), "middle")
    yield Mark(chart.labels[-1], percent(1), "end")


def described(chart: Chart) -> str:
    """A picture in a sentence, for whoever does not see it."""
    if charts.is_empty(chart):
        return "Nothing to draw yet."
    if isinstance(chart, Bars):
        return f"Bars: {'; '.join(f'{bar.label} {bar.words}' for bar in chart.bars)}."
    return f"Lines over {chart.labels[0]} to {chart.labels[-1]}: {'; '.join(map(way, chart.lines))}."


def way(line: Line) -> str:
    """`NRR from 100.0% to 100.2%`."""
    known = [words for words, value in zip(line.words, line.values, strict=True) if value is not None]
    return f"{line.name} from {known[0]} to {known[-1]}" if known else f"{line.name} without data"
