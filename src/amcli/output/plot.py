"""Pictures in a terminal, by plotext: bars and lines as rows of characters, as wide as the terminal.

Loaded for `--plot` alone. Labels stand before the bars by `Screen`, which knows how wide letters are; plotext
draws what lies on the scale. Without UTF-8 its frames and marks are ASCII; without colour it has none.
"""

from typing import Any

from amcli.documents.charts import (
    Bars,
    Chart,
    Lines,
    Scale,
    drawn_from,
    is_empty,
    note_of,
    runs,
    scale_of,
    some,
)
from amcli.documents.charts import tick as written
from amcli.output.screen import PAGE, Part, Screen, safe

FRAME = str.maketrans(
    {"│": "|", "┤": "+", "└": "+", "┬": "+", "─": "-", "┘": "+", "┐": "+", "┌": "+", "├": "+"}
)
# Marks of lines; as drawn, and as told above them.
MARKS, ASCII_MARKS = (("braille", "⠒"), ("•", "•")), (("*", "*"), ("o", "o"))
COLOURS = {"": 32, "good": 65, "bad": 166, "whole": 244}
LINE_COLOURS = (32, 166)
LABEL_AT_MOST, TICK_ROOM, LABEL_ROOM = 26, 12, 13
HEIGHT = 14
MANY = 16


def draw(screen: Screen, charts: list[Chart]) -> None:
    """Draw pictures below each other."""
    for at, chart in enumerate(charts):
        if at:
            screen.line()
        screen.line(Part(safe(chart.title), "heading"))
        if is_empty(chart):
            screen.line("Nothing to draw yet.")
        elif isinstance(chart, Bars):
            bars(screen, chart)
        else:
            lines(screen, chart)
        if note := note_of(chart):
            screen.paragraph(Part(safe(note), "muted"))


def width_of(screen: Screen) -> int:
    """How wide a picture is."""
    return min(screen.width, PAGE + 20)


def canvas(screen: Screen, width: int, height: int) -> Any:
    """An empty picture of plotext, which keeps one for the whole process."""
    import plotext

    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.theme("clear")
    plotext.plotsize(max(width, TICK_ROOM), height)
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    return plotext


def built(screen: Screen, plot: Any) -> list[str]:
    """The rows of a picture, in the characters and colours that the terminal has."""
    made: str = plot.build()
    if screen.colours <= MANY:
        made = plot.uncolorize(made)
    if screen.ascii:
        made = made.translate(FRAME)
    rows = made.rstrip("\n").split("\n")
    return [row.removesuffix("\x1b[0m").rstrip() + ("\x1b[0m" if "\x1b" in row else "") for row in rows]


def bars(screen: Screen, chart: Bars) -> None:
    """Bars with their labels and figures before them."""
    names = [screen.fit(safe(bar.label), LABEL_AT_MOST) for bar in chart.bars]
    room = max(map(screen.length, names)), max(screen.length(bar.words) for bar in chart.bars)
    before = sum(room) + 4
    width = width_of(screen) - before
    rows = built(screen, bar_plot(screen, chart, width))
    for name, bar, row in zip(names, chart.bars, rows, strict=False):
        left = name + " " * (room[0] - screen.length(name))
        print(f"{left}  {screen.plain(bar.words):>{room[1]}}  {row}", file=screen.run.stdout)
    for row in rows[len(chart.bars) :]:
        print(f"{' ' * before}{row}".rstrip(), file=screen.run.stdout)


def bar_plot(screen: Screen, chart: Bars, width: int) -> Any:
    """The bars alone, a row each."""
    found = scale_of(chart, max(1, (width - 1) // TICK_ROOM))
    many = len(chart.bars)
    plot = canvas(screen, width, many + 2)
    plot.yticks([])
    plot.xlim(found.low, found.high)
    plot.ylim(0, max(1, many - 1))
    for at, bar in enumerate(chart.bars):
        start, end = sorted((drawn_from(bar, found), bar.end))
        if start < end:
            plot.plot(
                [start, end],
                [many - 1 - at] * 2,
                marker="#" if screen.ascii else "█",
                color=COLOURS[bar.role],
            )
    ticks(plot.xticks, found)
    return plot


def ticks(place: Any, found: Scale, *, percent: bool = False) -> None:
    """The marks of a scale."""
    place(list(found.ticks), [written(each, percent=percent) for each in found.ticks])


def lines(screen: Screen, chart: Lines) -> None:
    """Lines with what they stand for above, the figures of the last label included."""
    marks = ASCII_MARKS if screen.ascii else MARKS
    told = [
        f"{mark[1]} {safe(line.name)} {line.words[-1]}"
        for mark, line in zip(marks, chart.lines, strict=False)
    ]
    screen.line("   ".join([*told, f"on {chart.labels[-1]}" if chart.label == "day" else chart.labels[-1]]))
    for row in built(screen, line_plot(screen, chart, marks)):
        print(row, file=screen.run.stdout)


def line_plot(screen: Screen, chart: Lines, marks: tuple[tuple[str, str], ...]) -> Any:
    """The lines alone."""
    plot = canvas(screen, width_of(screen), HEIGHT)
    found = scale_of(chart)
    plot.ylim(found.low, found.high)
    plot.xlim(0, max(1, len(chart.labels) - 1))
    ticks(plot.yticks, found, percent=chart.percent)
    places = some(chart.labels, (width_of(screen) - TICK_ROOM) // LABEL_ROOM)
    plot.xticks(places, [chart.labels[at] for at in places])
    for mark, color, line in zip(marks, LINE_COLOURS, chart.lines, strict=False):
        for run in runs(line.values):
            xs, ys = zip(*run, strict=True)
            plot.plot(list(xs), list(ys), marker=mark[0], color=color)
    return plot
