"""Pictures in a terminal, by plotext: bars and lines as rows of characters, as wide as the terminal.

Loaded for `--plot` alone. Labels stand before the bars by `Screen`, which knows how wide letters are; plotext
draws what lies on the scale. Without UTF-8 its frames and marks are ASCII; without colour it has none.
"""

from collections.abc import Sequence

from amcli.hints import Any, NamedTuple
from amcli.output.screen import PAGE, Part, Screen, safe
from amcli.rules import charts
from amcli.rules.charts import Bar, Bars, Chart, Lines, Scale

FRAME = str.maketrans("│┤└┬─┘┐┌├", "|+++-++++")
FULL, ASCII_FULL = "█", "#"
BAR_COLOURS = {"": 32, "good": 65, "bad": 166, "whole": 244}
LINE_COLOURS = (32, 166)
GAPS = 4  # columns between label, figure and bars
# Columns: of the longest label, of the shortest, what bars need at least, and what a mark of a scale takes.
LABEL_AT_MOST, LEAST_LABEL, LEAST_BARS, TICK_ROOM, DAY_ROOM = 26, 4, 14, 12, 13
LINE_ROWS = 12
FEW_COLOURS = 16
RESET = "\x1b[0m"


class Mark(NamedTuple):
    """What a line is drawn with, as plotext names it, and as it is told above."""

    name: str
    told: str


class Columns(NamedTuple):
    """The widths of what bars are drawn in."""

    label: int
    words: int
    bars: int


MARKS, ASCII_MARKS = (Mark("braille", "⠒"), Mark("•", "•")), (Mark("*", "*"), Mark("o", "o"))


def draw_charts(screen: Screen, found: list[Chart]) -> None:
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
        if note := charts.note_of(chart, scale_of(screen, chart)):
            screen.paragraph(Part(safe(note), "muted"))


def scale_of(screen: Screen, chart: Chart) -> Scale:
    """The scale of a picture: bars have as many marks as there is room for below them."""
    if isinstance(chart, Lines) or charts.is_empty(chart):
        return charts.scale_of(chart)
    return charts.scale_of(chart, max(1, (columns(screen, chart).bars - 1) // TICK_ROOM))


def width_of(screen: Screen) -> int:
    return min(screen.width, PAGE + 20)


def canvas(width: int, height: int) -> Any:
    """An empty picture. plotext keeps one for the whole process."""
    import plotext

    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.theme("clear")
    plotext.plotsize(width, height)
    plotext.xaxes(False, False)
    plotext.xticks([])
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


def columns(screen: Screen, chart: Bars) -> Columns:
    """How wide labels, figures and bars are."""
    words = max(screen.length(bar.words) for bar in chart.bars)
    most = max(LEAST_LABEL, min(LABEL_AT_MOST, screen.width - words - LEAST_BARS - GAPS))
    label = max(screen.length(screen.fit(safe(bar.label), most)) for bar in chart.bars)
    return Columns(label, words, max(LEAST_BARS, width_of(screen) - label - words - GAPS))


def bars(screen: Screen, chart: Bars) -> None:
    """Bars with their labels and figures before them."""
    room, found = columns(screen, chart), scale_of(screen, chart)
    rows = built(screen, bar_plot(screen, chart, found, room.bars))
    for bar, row in zip(chart.bars, rows, strict=False):
        name = screen.fit(safe(bar.label), room.label)
        label = name + " " * (room.label - screen.length(name))
        print(f"{label}  {screen.plain(bar.words):>{room.words}}  {row}".rstrip(), file=screen.run.stdout)
    ticks = [(found.share(each), charts.tick(each)) for each in found.ticks]
    axis(screen, ticks, 1, room.bars, room.label + room.words + GAPS)


def bar_plot(screen: Screen, chart: Bars, found: Scale, width: int) -> Any:
    """The bars alone, a row each."""
    last = len(chart.bars) - 1
    plot = canvas(width, len(chart.bars))
    plot.yticks([])
    plot.xlim(found.low, found.high)
    plot.ylim(0, max(1, last))
    for at, bar in enumerate(chart.bars):
        bar_line(plot, bar, found, last - at, ASCII_FULL if screen.ascii else FULL)
    return plot


def bar_line(plot: Any, bar: Bar, found: Scale, row: int, mark: str) -> None:
    """One bar; nothing where it has no length."""
    start, end = charts.span(bar, found)
    if start < end:
        plot.plot([start, end], [row, row], marker=mark, color=BAR_COLOURS[bar.role])


def axis(screen: Screen, marks: Sequence[tuple[float, str]], edge: int, width: int, before: int = 0) -> None:
    """The frame below a picture from its edge on, with marks, and their words where there is room. By hand:
    plotext chooses by chance which words it leaves out."""
    frame, words, free = ["─"] * (width - edge), " " * width, 0
    for share, text in marks:
        place = round(share * (len(frame) - 1))
        frame[place] = "┬"
        start = max(0, min(edge + place - len(text) // 2, width - len(text)))
        if start >= free:
            words = f"{words[:start]}{text}{words[start + len(text) :]}"
            free = start + len(text) + 1
    for row in (f"{' ' * (edge - 1)}└{''.join(frame)}", words):
        text = f"{' ' * before}{row}".rstrip()
        print(text.translate(FRAME) if screen.ascii else text, file=screen.run.stdout)


def lines(screen: Screen, chart: Lines) -> None:
    """Lines with what they stand for above, the newest figures included."""
    marks = ASCII_MARKS if screen.ascii else MARKS
    told = [
        f"{mark.told} {safe(line.name)} {line.words[-1]}"
        for mark, line in zip(marks, chart.lines, strict=False)
    ]
    when = "on" if chart.label == charts.DAY else "in"
    screen.line(f"{'   '.join(told)}   {when} {chart.labels[-1]}")
    found = charts.scale_of(chart)
    levels = [charts.tick(each, percent=chart.percent) for each in found.ticks]
    for row in built(screen, line_plot(screen, chart, marks, found, levels)):
        print(row, file=screen.run.stdout)
    axis(screen, labels(chart, width_of(screen)), max(map(len, levels)) + 1, width_of(screen))


def labels(chart: Lines, width: int) -> list[tuple[float, str]]:
    """The labels of lines for which there is room, with how far along they stand."""
    places = charts.places(chart)
    span = max(1, places[-1] - places[0])
    told = charts.some(places, (width - TICK_ROOM) // DAY_ROOM)
    return [((places[at] - places[0]) / span, chart.labels[at]) for at in told]


def line_plot(
    screen: Screen, chart: Lines, marks: tuple[Mark, ...], found: Scale, levels: Sequence[str]
) -> Any:
    plot, places = canvas(width_of(screen), LINE_ROWS), charts.places(chart)
    plot.ylim(found.low, found.high)
    plot.xlim(places[0], max(places[0] + 1, places[-1]))
    plot.yticks(list(found.ticks), list(levels))
    for mark, color, line in zip(marks, LINE_COLOURS, chart.lines, strict=False):
        for run in charts.runs(line.values):
            xs, ys = [places[at] for at, _ in run], [value for _, value in run]
            plot.plot(xs, ys, marker=mark.name, color=color)
    return plot
