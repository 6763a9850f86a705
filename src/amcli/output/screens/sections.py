"""Pages made of sections (`documents.parts`), drawn for a person: columns whose text wraps at spaces.

What a section says is made by the documents; here is only where it stands.
"""

from collections.abc import Iterator, Sequence

from amcli.documents.parts import Cell, Line, Section, Sheet
from amcli.output.screen import PAGE, Part, Screen, safe

INDENT = 2
LEAST_COLUMNS = 60
LABEL, DAY, NUMBER, LEAST_NAME = 8, 6, 4, 8
# People: the most columns of name, title, role, stance, last word and number; the least, and
# the least on a wide screen.
MOST_WIDE = (22, 26, 17, 9, 14, 18)
LEAST, LEAST_WIDE = (12, 0, 0, 0, 0), (12, 20, 16, 9, 0, 0)


def draw(screen: Screen, sheet: Sheet) -> None:
    width = min(screen.width, PAGE)
    heading(screen, sheet, width)
    for each in sheet.sections:
        screen.line()
        screen.line(Part(safe(each.title), "heading"))
        for found in drawn(screen, each, width):
            screen.put(found)


def heading(screen: Screen, sheet: Sheet, width: int) -> None:
    """Who, what for, the figure at the right; what for on a line of its own where it does not fit."""
    right = [[Part(sheet.right.words, sheet.right.role)]] if sheet.right.words else []
    purpose = safe(sheet.purpose) if sheet.purpose else ""
    title = safe(sheet.title)
    together = screen.length(title) + 3 + screen.length(purpose) + 2 + screen.length(sheet.right.words)
    fits = not purpose or together <= width
    screen.heading(screen.fit(title, width), purpose if fits else "", right, width)
    if not fits:
        screen.paragraph(purpose[:1].upper() + purpose[1:])
    if sheet.facts:
        screen.joined([safe(fact) for fact in sheet.facts])


def drawn(screen: Screen, each: Section, width: int) -> list[list[Part]]:
    if each.kind == "words":
        return words(screen, [found.cells[0] for found in each.lines], width)
    columns = starts(screen, each, width)
    lines: list[list[Part]] = []
    for cells in shown_cells(screen, each):
        if len(cells) == 1:
            lines += whole(screen, cells[0], width)
        elif width < LEAST_COLUMNS:
            lines += whole(screen, joined(cells), width)
        else:
            lines += in_columns(screen, cells, columns, width, right=each.kind == "dated")
    return lines


def shown_cells(screen: Screen, each: Section) -> Iterator[list[Cell]]:
    """The cells of each line: what is asked is numbered, people have five where there is no room for six, and
    whose a promise is stands at the first of theirs alone."""
    label = ""
    for number, found in enumerate(each.lines, 1):
        cells = list(found.cells)
        if each.kind == "asked":
            cells.insert(0, Cell(str(number)))
        elif each.kind == "people" and not screen.wide:
            cells = cells[:5]
        elif each.kind == "owed" and len(cells) > 1:
            cells.insert(0, Cell("" if found.label == label else found.label, "muted"))
        label = found.label
        yield cells


def joined(cells: Sequence[Cell]) -> Cell:
    """Cells as one, for a screen too narrow for columns."""
    return Cell(
        ", ".join(f"{cell.mark} {cell.words}".lstrip() for cell in cells if cell.words not in ("", "-"))
    )


def starts(screen: Screen, each: Section, width: int) -> list[int]:
    """Where the columns of a section begin; they widen with the page."""
    if each.kind == "people":
        return people(screen, each.lines, width)
    if each.kind == "owed":
        rows = [found for found in each.lines if len(found.cells) > 1]
        handles = max((screen.length(found.cells[0].words) for found in rows), default=0)
        label = max([LABEL, *(len(found.label) + 2 for found in rows)])
        return [INDENT, INDENT + label, INDENT + label + handles + 2, width * 6 // 10 + 8]
    if each.kind == "dated":
        return [INDENT, INDENT + DAY + 2]
    if each.kind == "asked":
        return [INDENT, INDENT + NUMBER]
    last = width * 7 // 10 - 4
    three = any(len(found.cells) > 2 for found in each.lines)
    return [INDENT, last - 18, last] if three else [INDENT, last]


def people(screen: Screen, lines: Sequence[Line], width: int) -> list[int]:
    """Columns as wide as what is in them; the title gives way, then the name."""
    rows = [found.cells[: 6 if screen.wide else 5] for found in lines if len(found.cells) > 1]
    if not rows:
        return [INDENT]
    sizes = []
    for at in range(len(rows[0])):
        natural = max(screen.length(safe(row[at].words)) for row in rows)
        least = LEAST_WIDE[at] if screen.wide else LEAST[at]
        sizes.append(max(least, min(MOST_WIDE[at], natural)))
    over = INDENT + sum(sizes) + 2 * (len(sizes) - 1) - width
    for at in (1, 0):
        cut = max(0, min(over, sizes[at] - LEAST_NAME))
        sizes[at] -= cut
        over -= cut
    found = [INDENT]
    for size in sizes[:-1]:
        found.append(found[-1] + size + 2)
    return found


def in_columns(
    screen: Screen, cells: Sequence[Cell], columns: Sequence[int], width: int, *, right: bool
) -> list[list[Part]]:
    """Cells side by side, each wrapped in its column; `right` sets the first one to its right edge."""
    ends = [*(start - 2 for start in columns[1:]), width]
    blocks = []
    for at, cell in enumerate(cells):
        end = ends[at] if at < len(cells) - 1 else width
        marked = screen.length(cell.mark) + 1 if cell.mark else 0
        room = max(1, end - columns[at] - marked)
        text = safe(cell.words) if cell.words else ""
        rows = [each.rjust(DAY) if right and at == 0 else each for each in screen.wrapped(text, room)]
        blocks.append((columns[at], cell, rows))
    return [row_of(screen, blocks, at) for at in range(max(len(rows) for _, _, rows in blocks))]


def row_of(screen: Screen, blocks: Sequence[tuple[int, Cell, list[str]]], at: int) -> list[Part]:
    """One line of cells that stand side by side."""
    parts: list[Part] = []
    used = 0
    for start, cell, rows in blocks:
        if at >= len(rows) or not rows[at]:
            continue
        mark = f"{screen.plain(cell.mark)} " if cell.mark and at == 0 else ""
        parts += [Part(" " * (start - used)), Part(mark, "alarm"), Part(rows[at], cell.role)]
        used = start + screen.length(mark) + screen.length(rows[at])
    return parts


def whole(screen: Screen, cell: Cell, width: int) -> list[list[Part]]:
    """A cell over the whole width, with what can be typed after it."""
    text = safe(cell.words) if cell.words else ""
    command = safe(cell.command) if cell.command and screen.hints else ""
    gap = " " if text and command else ""
    if command and INDENT + screen.length(text + gap + command) <= width:
        return [[Part(" " * INDENT), Part(text + gap, cell.role), Part(screen.plain(command), "command")]]
    lines = [[Part(" " * INDENT), Part(row, cell.role)] for row in screen.wrapped(text, width - INDENT)]
    if command:
        lines.append([Part(" " * INDENT), Part(screen.fit(command, width - INDENT), "command")])
    return lines


def words(screen: Screen, cells: Sequence[Cell], width: int) -> list[list[Part]]:
    """Cells with ` · ` between, as many on a line as fit."""
    lines = [""]
    for cell in cells:
        text = safe(cell.words)
        longer = f"{lines[-1]} · {text}" if lines[-1] else text
        if lines[-1] and INDENT + screen.length(longer) > width:
            lines.append(text)
        else:
            lines[-1] = longer
    rows = [row for each in lines for row in screen.wrapped(each, width - INDENT)]
    return [[Part(" " * INDENT), Part(row)] for row in rows]
