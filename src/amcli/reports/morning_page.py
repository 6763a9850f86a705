"""What a person sees of `am today`: the day's heading, the agenda, a good moment, and what else there is.

What it is made of is read in `morning`; which lines a screen has room for is in `rules.morning_lines`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from amcli.facts.account_facts import World, read_contracts
from amcli.hints import TYPE_CHECKING
from amcli.page import Agenda, Cell, Column, Entry, Fits, Group, Page, Part, Section, Sentence, Table
from amcli.reports.checkins import next_due, read_standing, spoken_to
from amcli.reports.morning import Morning
from amcli.rules import renewals
from amcli.rules.dates import full_day, short_day, weekday_day
from amcli.rules.facts import OpenContract
from amcli.rules.formatting import arr_of, count, long_money, money
from amcli.rules.morning_lines import Line, sections
from amcli.rules.morning_words import Said, meeting_said, said, several_said
from amcli.rules.names import in_shell
from amcli.rules.phrases import code
from amcli.storage.digests import last_sent
from amcli.storage.failures import short_path
from amcli.vocabulary import SECTION_TITLES, words

if TYPE_CHECKING:
    from collections.abc import Callable

    Entries = Callable[[Morning, Sequence[str], Sequence[Line]], list[Entry]]

TITLES = {"today": "Today", **SECTION_TITLES}
LONGEST_COMMAND = 20
MOST_LINES = 100  # of a page for a browser
UNKNOWN_HIDDEN = 999  # stands for how many lines there is no room for, before that is known
FIRST_STEPS = (
    ("am import accounts.csv", "from a CRM export; shows a plan first"),
    ('am account add "Acme Robotics"', "by hand; a name is enough"),
    ('am log acme "first call"', "then log as you go"),
    ("am demo", "explore a full sample book"),
)
STEP_COLUMNS = (Column("", least=4, gap=0), Column("", least=33, gap=0), Column(""))


def morning_page(
    morning: Morning,
    path: str,
    filters: Sequence[str] = (),
    *,
    whole: bool,
    explained: bool = False,
    entries: "Entries | None" = None,
) -> Page:
    """The page: of `whole` every line, else as many as a screen has room for; `explained` with the
    arithmetic of each priority. `entries` makes what is shown of each line, where not all is to be read."""
    if not morning.standings and is_empty(morning.world):
        return welcome(morning.world, path)
    made = partial(page_within, morning, filters, entries or partial(entries_in_full, explained=explained))
    if whole or explained:
        return made(None)
    return Page(parts=[footers(morning, UNKNOWN_HIDDEN, filters)], within=made)


def for_browser(morning: Morning, path: str, filters: Sequence[str]) -> Page:
    """The page for a browser: every line, of a very long morning the first; and how many more there are."""
    if not morning.standings and is_empty(morning.world):
        return welcome(morning.world, path)
    few = len(morning.board(None).lines) <= MOST_LINES
    return page_within(morning, filters, entries_in_full, None if few else MOST_LINES)


def is_empty(world: World) -> bool:
    """Whether the book holds no account at all."""
    return world.book.db.execute("SELECT 1 FROM account LIMIT 1").fetchone() is None


def welcome(world: World, path: str) -> Page:
    """An empty book: how to begin."""
    guides = Cell("Guides:", command="am help start")
    return Page(
        full_day(world.today),
        "an empty book",
        parts=[
            Sentence("Your book is empty. Import what you have, or add one account:"),
            Table(
                STEP_COLUMNS,
                [["", Cell(command, "command"), meaning] for command, meaning in FIRST_STEPS],
                listed=True,
            ),
            Sentence([guides, Cell(f" · your book: {short_path(path)}")]),
        ],
    )


def page_within(morning: Morning, filters: Sequence[str], made: "Entries", besides: int | None) -> Page:
    """The page for so many rows besides the footer, or with every line."""
    rows = None if besides is None else besides + 1  # the budget of a board counts one line of footer
    board = morning.board(rows)
    entries = made(morning, filters, board.lines)
    found = [(line, entry) for line, entry in zip(board.lines, entries, strict=True)]
    parts: list[Part] = [agenda(found)] if found else [Section("", list(quiet(morning)))]
    if rows is None or not found or used_rows(board.lines) < rows:
        parts += good_moment(morning)
    title, purpose, right = heading(morning)
    return Page(
        title,
        purpose,
        right,
        [*parts, footers(morning, board.hidden, filters)],
        shown=[{"ref": entry.ref} for entry in entries if entry.number is not None],
    )


def used_rows(lines: Sequence[Line]) -> int:
    """The rows that a drawn morning takes, with one footer line and the prompt."""
    return 4 + len(lines) + 2 * len(sections(lines))


def heading(morning: Morning) -> tuple[Cell, Cell, list[Cell]]:
    """The day, the book, and the money at stake; `+` where an amount has no rate. The year gives way where
    the line is too short for all of it."""
    world, day = morning.world, full_day(morning.world.today)
    base = world.totals.base
    at_risk = [each.arr for each in morning.at_risk]
    (arr, long_arr), (risk, long_risk) = (part(base, amounts) for amounts in (morning.revenue, at_risk))
    due, long_due = ("?", "?")
    if (renewing := morning.renewing) is not None:
        due, long_due = money(renewing, base), long_money(renewing, base)
    accounts = count(morning.accounts, "account")
    return (
        Cell(day, short=day.removesuffix(f" {world.today.year}"), plain=day),
        Cell(f"{accounts} · {base} {arr} ARR", plain=f"{accounts}, {base} {long_arr} ARR"),
        [
            Cell(f"{risk} at risk", "risk" if at_risk else "", plain=f"{long_risk} at risk"),
            Cell(
                f"{due} up for renewal in 90 days",
                short=f"{due} due in 90d",
                plain=f"{long_due} up for renewal in 90 days",
            ),
        ],
    )


def part(base: str, values: list[int | None]) -> tuple[str, str]:
    """A sum, short and whole; with `+` where some of it has no rate."""
    total, more = sum(value or 0 for value in values), "+" if None in values else ""
    return money(total, base) + more, long_money(total, base) + more


def agenda(found: Sequence[tuple[Line, Entry]]) -> Agenda:
    """The lines by section, in the order of the screen."""
    entry_of = {id(line): entry for line, entry in found}
    return Agenda(
        [
            Group(TITLES[name], [entry_of[id(line)] for line in members])
            for name, members in sections([line for line, _ in found])
        ]
    )


def entries_in_full(
    morning: Morning, filters: Sequence[str], lines: Sequence[Line], *, explained: bool = False
) -> list[Entry]:
    """Each line as it is shown, of everything that is to be said of its account."""
    return entries_of(morning, filters, morning.in_full(lines), explained=explained)


def entries_of(
    morning: Morning, filters: Sequence[str], lines: Sequence[Line], *, explained: bool
) -> list[Entry]:
    """Each line as it is shown, numbered where it stands for one record."""
    found, number = [], 0
    for line in lines:
        if line.several is not None:
            found.append(several_entry(morning.world, filters, line))
            continue
        number += 1
        if line.meeting is not None:
            found.append(meeting_entry(morning.world, line, number))
        else:
            found.append(item_entry(morning.world, line, number, explained=explained))
    return found


def numbered(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with their numbers in this order; what stands for several has none."""
    number, found = 0, []
    for each in entries:
        number += each.number is not None
        found.append(each if each.number in (None, number) else Entry(number, *each[1:]))
    return found


def several_entry(world: World, filters: Sequence[str], line: Line) -> Entry:
    """A line that stands for several: how many, what they come to, and the command that lists them."""
    several = line.several
    assert several is not None
    name, told = several_said(several, world.today)
    amount = "" if several.meetings else money(several.amount, world.totals.base)
    chosen = [] if several.kind == "silent" else filters
    command = " ".join([told.command, *map(in_shell, chosen)])
    return Entry(None, told.mark, name, amount, [cell_of(told)], command, told.title)


def cell_of(told: Said) -> Cell:
    """What is said, whole and short."""
    return Cell(told.text, short=told.short)


def meeting_entry(world: World, line: Line, number: int) -> Entry:
    """A meeting; who is there stands in a column of its own where there is one."""
    meeting = line.meeting
    assert meeting is not None
    alone, named = (meeting_said(meeting, world.today, people=each) for each in (False, True))
    revenue = world.totals.by_account([meeting.account_id]).get(meeting.account_id, 0)
    return Entry(
        number,
        alone.mark,
        meeting.name,
        money(revenue, world.totals.base),
        [Cell(alone.text, short=named.short, plain=named.text)],
        alone.command,
        alone.title,
        meeting.people[0] if meeting.people else "",
        ref=meeting.ref,
        account=meeting.account,
    )


def item_entry(world: World, line: Line, number: int, *, explained: bool) -> Entry:
    """What an account wants: a deadline with its contract's amount, anything else with the account's ARR."""
    assert line.wants is not None
    assert line.item is not None
    facts, item = line.wants.facts, line.item
    told = said(line, world.today)
    to_call = facts.to_call(world.today)
    return Entry(
        number,
        told[0].mark,
        facts.name,
        arr_of(world, facts) if item.section != "dated" else value_of(world, item.subject.contract),
        [cell_of(each) for each in told],
        told[0].command,
        told[0].title,
        item.who or getattr(item.subject, "contact", None) or (to_call.name if to_call else ""),
        arithmetic(line) if explained else "",
        item.ref or facts.code,
        facts.code,
    )


def value_of(world: World, contract: OpenContract) -> str:
    """What a contract is worth a year: `~46k` where it was converted, `?` where there is no rate."""
    value = world.totals.in_base(contract.value, contract.currency)
    if value is None:
        return "-" if contract.value is None else "?"
    return ("" if contract.currency == world.totals.base else "~") + money(value, world.totals.base)


def arithmetic(line: Line) -> str:
    """`promise 90 x 0.89 for its day x 0.93 for its revenue = 73.8`."""
    assert line.wants is not None
    assert line.item is not None
    item, weight = line.item, line.wants.weight
    shares = f"{item.ramp:.2f} for its day × {weight:.2f} for its revenue"
    return f"{words(item.kind)} {item.base} × {shares} = {round(line.wants.priority(item), 2):.1f}"


def good_moment(morning: Morning) -> list[Part]:
    """One account that has reason to be glad, and what that may lead to, in as many words as fit."""
    found = morning.moment_in_full()
    if found is None:
        return []
    brief = f"am brief {code(found.facts)}" if len(found.command) > LONGEST_COMMAND else None
    right = Cell(found.command, "command", short=brief)
    head = f"{found.facts.name} · {found.text}"
    wordings = (f"{head} · {found.step}", f"{head} · {words(found.suggests)}", head)
    title = Cell("Good moment", "healthy", plain="Good moment:")
    return [Fits([[Sentence([title, Cell(f"  {each}")], right=right, cut=True)] for each in wordings])]


def quiet(morning: Morning) -> Iterator[Sentence]:
    """A day on which nothing is due: what comes next."""
    world = morning.world
    yield Sentence("Nothing is late and nothing is due today.")
    ahead = []
    checkin = next_due(world, spoken_to(world, read_standing(world)))
    if checkin is not None:
        ahead.append(f"{weekday_day(checkin[1], world.today)} check-in {checkin[0]}")
    dates = [
        (renewals.deadline(each, world.today), each.account, each)
        for each in read_contracts(world)
        if each.ends_on >= world.today
    ]
    if dates:
        on, _, contract = min(dates)
        what = "notice" if renewals.acts_on_notice(contract, world.today) else "end"
        ahead.append(f"{weekday_day(on, world.today)} {what} {contract.name}")
    if ahead:
        yield Sentence(f"Next: {' · '.join(ahead)}", whole=True)


def footers(morning: Morning, hidden: int, filters: Sequence[str]) -> Fits:
    """The words are the commands, each with its count; then what isn't shown. Two lines where one is too
    short; the last digest gives way first."""
    counts, notes = counts_of(morning), notes_of(morning)
    command = f"{hidden:,} more: am --all" if hidden else ""
    if not morning.day.wants and not morning.day.meetings:
        command = "the days ahead: am week"
    again = " ".join([command, *map(in_shell, filters)]) if command else ""
    book = morning.world.book
    sent = book.once("last_sent", lambda: last_sent(book))
    digest = [] if sent is None else [(f"last digest {digest_day(sent[1], morning.world.today)}",) * 2]
    few = [each for each in counts if "issue" not in each[0]]  # each of them is in a line or counted
    brief = [(each.partition(":")[0],) * 2 for each, _ in notes]
    one_line = ([*counts, *notes, *digest], [*counts, *notes], [*few, *notes], [*few, *brief])
    return Fits(
        [
            *([footer_line(each, again)] for each in one_line),
            [footer_line(few, ""), footer_line(notes, again)],
        ]
    )


def footer_line(items: Sequence[tuple[str, str]], command: str) -> Sentence:
    """Both ends of a footer line, its items for a wide screen and for a narrow one."""
    wide, narrow = (" · ".join(each[at] for each in items) for at in (0, 1))
    return Sentence(Cell(wide, "muted", short=narrow, plain=narrow), right=Cell(command=command, role="hint"))


def counts_of(morning: Morning) -> list[tuple[str, str]]:
    """How many of each list are due: the command with its count, and in words."""
    numbers = {
        ("am checkins", "check-in"): morning.checkins_due,
        ("am renewals", "renewal"): morning.renewals,
        ("am risks", "risk"): len(morning.at_risk),
        ("am tasks", "task"): morning.tasks_due,
        ("am issue list", "issue"): morning.issues_due,
        ("am qbr due", "QBR"): morning.qbrs_due,
    }
    return [
        (f"{command} {number:,}", count(number, name))
        for (command, name), number in numbers.items()
        if number
    ]


def notes_of(morning: Morning) -> list[tuple[str, str]]:
    """What no line stands for: deadlines that are snoozed, and contracts that ended long ago."""
    notes = []
    if morning.snoozed:
        notes.append(f"{count(morning.snoozed, 'deadline')} snoozed")
    if morning.long_ago:
        notes.append(f"{morning.long_ago:,} ended long ago: am renewals --past")
    if morning.plays:
        notes.append(f"{count(morning.plays, 'play')} to start: am play run")
    if morning.proposals:
        notes.append(f"{count(morning.proposals, 'proposal')} to decide: am proposals")
    return [(each, each) for each in notes]


def digest_day(day: dt.date, today: dt.date) -> str:
    """When the last digest went: `today`, `Fri` within a week, `20 Feb`."""
    if day == today:
        return "today"
    return weekday_day(day, today)[:3] if 0 < (today - day).days < 7 else short_day(day, today)
