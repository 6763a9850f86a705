"""Renewals on the screen: the contracts of `am renewals` in columns by stage."""

from collections.abc import Iterator, Sequence

from amcli.context import Run
from amcli.face.views import RENEWALS, Sizes, Spot, View, heading_of, nothing_fits
from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.output import agenda, terminal
from amcli.output.screen import Part, Sheet, harmless, pieces
from amcli.page import Table
from amcli.reports import renewals, renewals_page
from amcli.rules.formatting import money
from amcli.rules.names import shown
from amcli.vocabulary import STAGES, words

CARD, GAP = 14, 2  # the narrowest column of renewals, and the blanks after it
MONEY = 22  # a column that is narrower has no amounts
UNCONFIRMED = "not_confirmed"


class BoardColumn(NamedTuple):
    """A stage of renewals with its contracts, each with its number."""

    stage: str
    rows: list[tuple[int, Row]]


def renewals_view(run: Run, filters: Sequence[str], sizes: Sizes) -> View:
    """The rows of `am renewals` in columns by stage."""
    from amcli.facts.filters import chosen

    world = run.world
    until = renewals.until_day(world, None)
    only = chosen(world, "contract", filters) if filters else None
    rows = renewals.near(world, until, only)
    stretch = f"within {(until - world.today).days} days"
    page = renewals_page.renewals_page(world, rows, rows, stretch=stretch, further="am renewals --in 120d")
    if only is not None and not rows:
        return View(RENEWALS, "", nothing_fits(run, "contract", filters, sizes))
    if not rows:
        sheet = Sheet(run, sizes.list)
        terminal.draw_page(sheet, page)
        return View(RENEWALS, "", sheet.lines)
    board = in_columns(rows)
    each = max(CARD, (sizes.list + GAP) // len(board) - GAP)
    sheet = Sheet(run, len(board) * (each + GAP), filters)
    draw_heads(run, sheet, board, each)
    spots = list(draw_cards(run, sheet, board, each, sizes.side))
    if filters:
        sheet.line()
        sheet.filtered()
    return View(RENEWALS, heading_of(run, page, sizes.whole), sheet.lines, spots, top=2)


def in_columns(rows: Sequence[Row]) -> list[BoardColumn]:
    """Contracts by stage, numbered from column to column; what auto-renewed has one of its own until somebody
    confirms it."""
    found, number = [], 1
    for stage in (*STAGES, UNCONFIRMED):
        chosen = [row for row in rows if stage == (UNCONFIRMED if row["unconfirmed"] else row["stage"])]
        if chosen or stage != UNCONFIRMED:
            found.append(BoardColumn(stage, [*enumerate(chosen, number)]))
        number += len(chosen)
    return found


def draw_heads(run: Run, sheet: Sheet, board: Sequence[BoardColumn], width: int) -> None:
    """The stages, each with how many contracts and what they come to."""
    heads, sums = list[list[Part]](), list[list[Part]]()
    for stage, rows in board:
        title = words(stage).capitalize()
        total = money(sum(row["base_value"] or 0 for _, row in rows), run.world.totals.base)
        heads.append([Part(filled(sheet, f"{title} {len(rows)}" if rows else title, width), "heading")])
        sums.append([Part(filled(sheet, total if rows else "", width), "muted")])
    sheet.line(spaced(heads))
    sheet.line(spaced(sums))


def draw_cards(run: Run, sheet: Sheet, board: Sequence[BoardColumn], width: int, side: int) -> Iterator[Spot]:
    """Draw the contracts, two lines each; gives a place for each, column by column."""
    blank = [Part(" " * width)]
    for place in range(max(len(rows) for _, rows in board)):
        cards = [
            card(run, sheet, *rows[place], width) if place < len(rows) else (blank, blank)
            for _, rows in board
        ]
        for line in zip(*cards, strict=True):
            sheet.line(spaced(line))
    for at, (stage, rows) in enumerate(board):
        start = at * (width + GAP)
        for place, (number, row) in enumerate(rows):
            about = tuple(details(run, row, side))
            yield Spot(
                2 + 2 * place, 2, start, start + width, number, row["account"], row["name"], row["contract"],
                stage, about,
            )  # fmt: skip


def spaced(cells: Sequence[list[Part]]) -> list[Part]:
    """The cells of a line of columns, with the gap after each."""
    return [part for cell in cells for part in (*cell, Part(" " * GAP))]


def filled(sheet: Sheet, text: str, width: int) -> str:
    """A text cut or filled to a width."""
    return agenda.pad(sheet, sheet.fit(text, width), width)


def card(run: Run, sheet: Sheet, number: int, row: Row, width: int) -> tuple[list[Part], list[Part]]:
    """The lines of a contract: its mark, its number and who it is with, then its value and its deadline."""
    contract, today = row["facts"], run.world.today
    mark = pieces(sheet, renewals_page.mark(contract, today)) or [Part(" ")]
    name = filled(sheet, harmless(row["name"]), width - 4)
    value = f"  {renewals_page.yearly(run.world, row)}  " if width >= MONEY else " "
    day = renewals_page.deadline(contract, today)
    left = max(0, width - sheet.length(value))
    return [*mark, Part(f"{number:>2} {name}")], [Part(value), Part(filled(sheet, day.text, left), day.role)]


def details(run: Run, row: Row, width: int) -> Iterator[str]:
    """A contract as `am renewals` has it, and what it has no room for there."""
    sheet = Sheet(run, width)
    line = renewals_page.renewal_line(run.world, row, past=False)
    for each in terminal.table_lines(sheet, Table(renewals_page.COLUMNS, [line]), width):
        sheet.write(each)
    more = [f"{row['contract']}", shown(row["product"] or ""), f"forecast {row['forecast'] or 'not set'}"]
    sheet.paragraph(" · ".join(part for part in [*more, harmless(str(row["next_step"]))] if part))
    yield from sheet.lines
