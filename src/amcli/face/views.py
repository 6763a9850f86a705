"""What the screens show: the lines of the morning, of renewals by stage and of one account, as the reports
say them and the terminal draws them, with the places where the cursor can be. All of it is read and drawn in
the background."""

from collections.abc import Iterator, Sequence

from amcli.context import Run
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.output import agenda, readable, terminal
from amcli.output.columns import grid
from amcli.output.screen import Beside, Part, Screen, Sheet, pieces
from amcli.output.sentences import broken, of_rollup
from amcli.output.table import painted
from amcli.page import Agenda, Code, Page, Table, chosen_cells
from amcli.reports import timeline
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.names import shown
from amcli.vocabulary import reference, words

if TYPE_CHECKING:
    from amcli.reports.morning_again import Said

MORNING, RENEWALS, ACCOUNT = "morning", "renewals", "account"
NARROW = 64  # columns below which a timeline has no references and no names
PROPOSALS = "proposals"  # no screen of its own: a list over any of them, to be answered


class Sizes(NamedTuple):
    """Columns of the whole screen, of its list and of what stands beside or under it."""

    whole: int
    list: int
    side: int


class Spot(NamedTuple):
    """A place of the cursor: its line and how many, its columns, its number, and what it is of: an account,
    and a record as commands take it, or the account again; of a contract, its stage. `about` are the lines
    that are shown of it without another look at the book."""

    row: int
    rows: int
    start: int
    end: int
    number: int
    account: str
    name: str
    ref: str
    stage: str = ""
    about: tuple[str, ...] = ()


class View(NamedTuple):
    """One screen as it is drawn; the first `top` lines stay while the others move."""

    name: str
    heading: str
    lines: Sequence[str]
    spots: Sequence[Spot] = ()
    top: int = 0


def morning_view(run: Run, filters: Sequence[str], sizes: Sizes, said: "Said | None" = None) -> View:
    """The blocks and lines of `am --all`; `said` is what the same screen said before."""
    from amcli.reports.morning import keep_day, read_morning
    from amcli.reports.morning_page import morning_page

    nothing = restricted(run, filters, sizes)
    found = read_morning(run.world)
    keep_day(found)
    again = None if said is None else said.entries_again
    page = readable(run, morning_page(found, run.book_file, filters, whole=True, entries=again))
    page = terminal.settled(Sheet(run, sizes.list), page)
    heading = heading_of(run, page, sizes.whole)
    if nothing:
        return View(MORNING, heading, nothing)
    sheet, spots = Sheet(run, sizes.list, filters), list[Spot]()
    if run.rolled_up:
        sheet.line(Part(of_rollup(run), "muted"))
        sheet.line()
    before = None
    for at, part in enumerate(page.parts):
        if at and not (isinstance(part, terminal.LINES) and isinstance(before, terminal.LINES)):
            sheet.line()
        if isinstance(part, Agenda):
            spots += agenda_spots(sheet, part)
        else:
            terminal.draw_part(sheet, part, sizes.list)
        before = part
    sheet.filtered()
    return View(MORNING, heading, sheet.lines, spots)


def agenda_spots(sheet: Sheet, part: Agenda) -> Iterator[Spot]:
    """Draw the sections; gives a place for each line that is of one account."""
    for entry, made in agenda.lines_of(sheet, part):
        if entry is not None and entry.number is not None:
            at = len(sheet.lines)
            yield Spot(at, 1, 0, sheet.width, entry.number, entry.account, entry.name, entry.ref)
        sheet.later(made)


def restricted(run: Run, filters: Sequence[str], sizes: Sizes) -> list[str]:
    """Let the reports be of the accounts alone that filters choose; what is said where there are none. Raises
    BadValue."""
    if not filters:
        return []
    from amcli.facts.filters import chosen

    only = chosen(run.world, "account", filters)
    run.__dict__["world"] = run.world._replace(only=only)
    return [] if only else nothing_fits(run, "account", filters, sizes)


def nothing_fits(run: Run, kind: str, filters: Sequence[str], sizes: Sizes) -> list[str]:
    """What a list says that nothing matches."""
    from amcli.facts.filter_words import hint

    sheet = Sheet(run, sizes.list, filters)
    sheet.nothing_fits(hint(run.world, kind, list(filters)))
    return sheet.lines


def heading_of(run: Run, page: Page, width: int) -> str:
    """The heading of a page on one line."""
    sheet = Sheet(run, width)
    terminal.draw_heading(sheet, page, width)
    return sheet.lines[0] if sheet.lines else ""


def account_view(run: Run, code: str, sizes: Sizes) -> View:
    """What happened with one account, the newest first. Raises NotFound."""
    from amcli.storage import resolve

    account = resolve.account(run.book, code, itself=True)
    rows = timeline.timeline_rows(run.book, account["id"], run.today)
    page = timeline.timeline_page(account["name"], account["code"], rows, rows)
    sheet, spots = Sheet(run, sizes.list), list[Spot]()
    table = page.parts[0]
    if not isinstance(table, Table):
        terminal.draw_part(sheet, table, sizes.list)
        spot = Spot(0, 1, 0, sizes.list, 1, account["code"], account["name"], account["code"])
        return View(ACCOUNT, shown(account["name"]), sheet.lines, [spot])
    if sizes.list < NARROW:  # when, what and what was said stay to the last
        kept = (0, 2, 4)
        columns = [table.columns[at] for at in kept]
        table = table._replace(columns=columns, lines=[chosen_cells(line, kept) for line in table.lines])
    drawn = grid(sheet, table, sizes.list)
    for line in drawn.head():
        sheet.write(painted(line, sheet.colours))
    for number, (row, lines) in enumerate(zip(rows, drawn.each(), strict=True), 1):
        before = len(sheet.lines)
        for line in lines:
            sheet.write(painted(line, sheet.colours))
        spots.append(
            Spot(
                before, len(sheet.lines) - before, 0, sizes.list, number, account["code"], account["name"],
                row["ref"] or account["code"],
            )
        )  # fmt: skip
    return View(ACCOUNT, heading_of(run, page, sizes.whole), sheet.lines, spots, top=2)


def proposals_view(run: Run, sizes: Sizes) -> View:
    """What assistants ask to run: each whole line, what it would change, and why."""
    from amcli.reports import proposals
    from amcli.storage.proposals import list_proposals

    sheet, spots = Sheet(run, sizes.list), list[Spot]()
    for number, row in enumerate(map(proposals.proposal_row, list_proposals(run.book)), 1):
        before = len(sheet.lines)
        head, *what = proposals.lines_of(row)
        for line in terminal.table_lines(sheet, Table(proposals.COLUMNS, [head], header=False), sizes.list):
            sheet.write(line)
        for each in what:
            said = each.lines if isinstance(each, Code) else [getattr(each, "words", "")]
            for one in said:
                wrap(Beside(sheet, "", 4, sizes.list), pieces(sheet, one))
        rows = len(sheet.lines) - before
        ref = row["proposal"]
        spots.append(Spot(before, rows, 0, sizes.list, number, ref, row["name"] or "", ref))
        sheet.line()
    if not spots:
        sheet.line(proposals.NOTHING)
    return View(PROPOSALS, "", sheet.lines, spots)


def brief_lines(run: Run, code: str, width: int) -> list[str]:
    """The brief of one account. Raises NotFound."""
    from amcli.reports.brief import brief_page
    from amcli.reports.picture import read_picture
    from amcli.storage import resolve

    account = resolve.account(run.book, code, itself=True)
    sheet = Sheet(run, width)
    terminal.draw_page(sheet, readable(run, brief_page(read_picture(run.world, account["id"]))))
    return sheet.lines


def wrap(sheet: Screen, parts: Sequence[Part]) -> None:
    """Words of several colours on as many lines as they need, broken at spaces where there are any."""
    line: list[Part] = []
    for part in parts:
        for at, word in enumerate(part.text.split(" ")):
            piece = Part(f" {word}" if at else word, part.role)
            if line and sheet.length([*line, piece]) > sheet.width:
                sheet.put(line)
                line = []
                piece = Part(word, part.role)
            *whole, rest = broken(piece.text, sheet.width)
            for each in whole:
                sheet.put([Part(each, part.role)])
            if line and line[-1].role == part.role:
                rest = line.pop().text + rest
            line.append(Part(rest, part.role))
    sheet.put(line)


def open_tasks(run: Run, code: str) -> list[tuple[str, str]]:
    """The open tasks of an account: what commands take, and what to choose by."""
    from amcli.reports import tasks
    from amcli.rules.isodays import sure
    from amcli.storage import resolve

    account = resolve.account(run.book, code, itself=True)
    found = []
    for row in tasks.task_rows(run.world, account["id"]):
        due = f", due {weekday_day(sure(row['due_on']), run.today)}" if row["due_on"] else ""
        whose = {"me": ", promised", "them": ", they owe"}.get(row["promised_by"] or "", "")
        found.append((row["task"], f"{row['task']} {shown(row['title'])}{due}{whose}"))
    return found


def open_contracts(run: Run, code: str) -> list[tuple[str, str, str]]:
    """The contracts of an account that await their outcome: what commands take, their stage, and what to
    choose by."""
    from amcli.facts.account_facts import read_contracts
    from amcli.storage import resolve

    account = resolve.account(run.book, code, itself=True)
    found = []
    for each in read_contracts(run.world, [account["id"]]):
        known = each.recorded or each
        ref = reference("contract", each.id)
        ends = short_day(known.ends_on, run.today)
        said = f"{ref} {shown(each.product or 'contract')}, ends {ends}, {words(known.stage)}"
        found.append((ref, known.stage, said))
    return found
