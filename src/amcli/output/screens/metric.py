"""`am metrics nrr`: one number, how it is made, and the accounts and records behind it."""

from typing import Any

from amcli.output.result import Page
from amcli.output.screen import PAGE, Cell, Column, Part, Screen, safe
from amcli.rules.formatting import long_money, major
from amcli.rules.metrics import wording
from amcli.rules.metrics.register import BY_NAME

MOST = 20
COLUMNS = (
    Column("Account"), Column("Record"), Column("On"), Column("Part", True), Column("Of", True), Column(""),
)  # fmt: skip
ALWAYS = (0, 3, 4)


def draw(screen: Screen, page: Page) -> None:
    data, found = page.data, page.about["found"]
    metric = BY_NAME[data["metric"]]
    window = found.scope.window
    figure = metric.figure(found.scope)
    value = wording.number(figure.value, metric.unit, lambda amount: long_money(amount, found.base))
    days = wording.span(window.first, window.last)
    screen.heading(metric.label, days, [[Part(value, "heading")]], width(screen))
    screen.line()
    screen.paragraph(data["formula"])
    if data["source"]:
        screen.paragraph(Part(data["source"], "muted"))
    if data["why"]:
        screen.line(Part(f"No figure: {data['why']}.", "due"))
    items(screen, data, metric.money, everything=page.about["everything"])


def width(screen: Screen) -> int:
    return min(screen.width, PAGE)


def items(screen: Screen, data: Any, amounts: bool, *, everything: bool) -> None:
    """What is behind the number, the largest first, and its sum."""
    rows = data["items"]
    if not rows:
        return
    shown = rows if everything else rows[:MOST]
    cells = [row_of(row, data, amounts) for row in shown]
    total: list[Cell] = [Part("Total", "heading"), "", "", *ends(data, data, amounts), ""]
    kept = [at for at in range(len(COLUMNS)) if at in ALWAYS or any(row[at] for row in cells)]
    table = [[row[at] for at in kept] for row in [*cells, total]]
    chosen = [COLUMNS[at] for at in kept]
    sizes = screen.widths(chosen, table, flexible=0)
    sizes[0] = max(4, sizes[0] - max(0, screen.width - width(screen)))
    screen.line()
    screen.table(chosen, table, sizes)
    if len(shown) < len(rows):
        more = f"{len(rows) - len(shown):,} more"
        screen.footer([(more, f"am metrics {data['metric']} --all")], width(screen))


def row_of(row: Any, data: Any, amounts: bool) -> list[Cell]:
    return [
        safe(row["name"]),
        row["record"] or "",
        row["on"] or "",
        *ends(row, data, amounts),
        safe(row["note"]) if row["note"] else "",
    ]


def ends(row: Any, data: Any, amounts: bool) -> list[Cell]:
    if amounts:
        return [major(row["top"], data["currency"]), major(row["bottom"], data["currency"])]
    return [f"{row['top']:,.10g}", f"{row['bottom']:,.10g}"]
