"""Pictures in a terminal, by plotext: bars and lines as rows of characters, as wide as the terminal.

Loaded for `--plot` alone. Labels stand before the bars by `Screen`, which knows how wide letters are; plotext
draws what lies on the scale. Without UTF-8 its frames and marks are ASCII; without colour it has none.
"""

from typing import Any, NamedTuple

from amcli.documents import charts
from amcli.documents.charts import Bar, Bars, Chart, Lines, Scale
from amcli.output.screen import PAGE, Part, Screen, safe

FRAME = str.maketrans("│┤└┬─┘┐┌├", "|+++-++++")
FULL, ASCII_FULL = "█", "#"
BAR_COLOURS = {"": 32, "good": 65, "bad": 166, "whole": 244}
LINE_COLOURS = (32, 166)
GAPS = 4  # columns between label, figure and bars
# Columns: of the longest label, of the shortest, what bars need at least, and what a mark of a scale takes.
LABEL_AT_MOST, LEAST_LABEL, LEAST_BARS, TICK_ROOM, DAY_ROOM = 26, 4, 14, 12, 13
AXIS_ROWS, LINE_ROWS = 2, 14
FEW_COLOURS = 16
RESET = "\x1b[0m"


class Mark(NamedTuple):
    """What a line is drawn with, as plotext names it, and as it is told above."""

    name: str
    told: str


MARKS, ASCII_MARKS = (Mark("braille", "⠒"), Mark("•", "•")), (Mark("*", "*"), Mark("o", "o"))


def draw(screen: Screen, found: list[Chart]) -> None:
    """Draw pictures below each other."""
    for at, chart in enumerate(found):
        if at:
            screen.line()
        screen.line(Part(safe(chart.title), "heading"))
        if charts.is_empty(chart):
            screen.line("Nothing to draw yet.")
        elif isinstance(chart, Bars):
            bars(screen, chart)
        else:
            lines(screen, chart)
        if note := charts.note_of(chart):
            screen.paragraph(Part(safe(note), "muted"))


def width_of(screen: Screen) -> int:
    """How wide a picture is."""
    return min(screen.width, PAGE + 20)


def canvas(width: int, height: int) -> Any:
    """An empty picture. plotext keeps one for the whole process."""
    import plotext

    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.theme("clear")
    plotext.plotsize(width, height)
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    return plotext


def built(screen: Screen, plot: Any) -> list[str]:
    """The rows of a picture, in the characters and colours that the terminal has."""
    made: str = plot.build()
    if screen.colours <= FEW_COLOURS:
        made = plot.uncolorize(made)
    if screen.ascii:
        made = made.translate(FRAME)
    return [tidy(row) for row in made.rstrip("\n").split("\n")]


def tidy(row: str) -> str:
    """A row without the blanks at its end, its colours closed."""
    bare = row.removesuffix(RESET).rstrip()
    return bare + RESET if "\x1b" in bare and not bare.endswith(RESET) else bare


def bars(screen: Screen, chart: Bars) -> None:
    """Bars with their labels and figures before them."""
    words = max(screen.length(bar.words) for bar in chart.bars)
    most = max(LEAST_LABEL, min(LABEL_AT_MOST, screen.width - words - LEAST_BARS - GAPS))
    names = [screen.fit(safe(bar.label), most) for bar in chart.bars]
    widest = max(map(screen.length, names))
    before = widest + words + GAPS
    rows = built(screen, bar_plot(screen, chart, max(LEAST_BARS, width_of(screen) - before)))
    for name, bar, row in zip(names, chart.bars, rows, strict=False):
        label = name + " " * (widest - screen.length(name))
        print(f"{label}  {screen.plain(bar.words):>{words}}  {row}", file=screen.run.stdout)
    for row in rows[len(chart.bars) :]:
        print(f"{' ' * before}{row}".rstrip(), file=screen.run.stdout)


def bar_plot(screen: Screen, chart: Bars, width: int) -> Any:
    """The bars alone, a row each."""
    found = charts.scale_of(chart, max(1, (width - 1) // TICK_ROOM))
    last = len(chart.bars) - 1
    plot = canvas(width, len(chart.bars) + AXIS_ROWS)
    plot.yticks([])
    plot.xlim(found.low, found.high)
    plot.ylim(0, max(1, last))
    for at, bar in enumerate(chart.bars):
        bar_line(plot, bar, found, last - at, ASCII_FULL if screen.ascii else FULL)
    ticks(plot.xticks, found)
    return plot


def bar_line(plot: Any, bar: Bar, found: Scale, row: int, mark: str) -> None:
    """One bar; nothing where it has no length."""
    start, end = charts.span(bar, found)
    if start < end:
        plot.plot([start, end], [row, row], marker=mark, color=BAR_COLOURS[bar.role])


def ticks(place: Any, found: Scale, *, percent: bool = False) -> None:
    """The marks of a scale."""
    place(list(found.ticks), [charts.tick(each, percent=percent) for each in found.ticks])


def lines(screen: Screen, chart: Lines) -> None:
    """Lines with what they stand for above, the newest figures included."""
    marks = ASCII_MARKS if screen.ascii else MARKS
    told = [
        f"{mark.told} {safe(line.name)} {line.words[-1]}"
        for mark, line in zip(marks, chart.lines, strict=False)
    ]
    when = "on" if chart.label == charts.DAY else "in"
    screen.line(f"{'   '.join(told)}   {when} {chart.labels[-1]}")
    for row in built(screen, line_plot(screen, chart, marks)):
        print(row, file=screen.run.stdout)


def line_plot(screen: Screen, chart: Lines, marks: tuple[Mark, ...]) -> Any:
    """The lines alone."""
    plot = canvas(width_of(screen), LINE_ROWS)
    found, places = charts.scale_of(chart), charts.places(chart)
    plot.ylim(found.low, found.high)
    plot.xlim(places[0], max(places[0] + 1, places[-1]))
    ticks(plot.yticks, found, percent=chart.percent)
    told = charts.some(places, (width_of(screen) - TICK_ROOM) // DAY_ROOM)
    plot.xticks([places[at] for at in told], [chart.labels[at] for at in told])
    for mark, color, line in zip(marks, LINE_COLOURS, chart.lines, strict=False):
        for run in charts.runs(line.values):
            xs, ys = [places[at] for at, _ in run], [value for _, value in run]
            plot.plot(xs, ys, marker=mark.name, color=color)
    return plot
