"""`am`: the morning. One line each: mark and rank, account, amount, reason, command."""

import datetime as dt
from typing import Any, NamedTuple

from amcli.facts.account_facts import read, read_contracts
from amcli.output.result import Page
from amcli.output.screen import Part, Screen, rows_of, safe
from amcli.reports.checkins import upcoming
from amcli.rules import renewals
from amcli.rules.dates import full_day, short_day, weekday_day
from amcli.rules.formatting import arr_of, count, money
from amcli.rules.morning_lines import Line, sections
from amcli.rules.morning_words import Said, meeting_said, said, several_said
from amcli.rules.names import in_shell
from amcli.rules.phrases import code
from amcli.storage.connection import short_path
from amcli.storage.digests import last_sent
from amcli.vocabulary import LANE_TITLES, words

MARKS = {"!": Part("!", "alarm"), "*": Part("•", "due"), " ": Part(" ")}
ROLES = {"!": "late", "*": "due", " ": ""}
RANK, LEAST_ARR, LEAST_TEXT = 2, 5, 12
SMALL, SMALLEST = 80, 72  # below them commands and names have less room, then no amounts
LONGEST_COMMAND, LONGEST_SMALL = 20, 13


class Row(NamedTuple):
    """A line as it is drawn: its number (none where it stands for several), the account, the amount, what
    it says, whom to turn to, and what is typed for it."""

    rank: int | None
    name: str
    amount: str
    told: list[Said]
    person: str
    reference: str
    command: str


class Sizes(NamedTuple):
    """Columns of the account, the amount, the text, the person (0 where there is no room) and the command."""

    account: int
    amount: int
    text: int
    person: int
    command: int


def draw(screen: Screen, page: Page) -> None:
    about = page.about
    morning = about["morning"]
    world = morning.world
    if not morning.facts and is_empty(world):
        welcome(screen, world, about["path"])
        return
    heading(screen, world, morning)
    screen.line()
    whole = about["everything"] or about["explain"]
    rows = None if whole else rows_of(screen.run) - other_rows(screen, morning)
    board = morning.board(None if about["everything"] else rows)
    lines = morning.in_full(board.lines)
    drawn = drawn_rows(screen, world, lines)
    screen.run.remember([row.reference for row in drawn if row.rank is not None])
    if lines:
        draw_sections(screen, lines, drawn, explained=about["explain"])
    else:
        quiet(screen, world, morning)
    if rows is None or not lines or used_rows(lines) < rows:
        good_moment(screen, morning)
    for left, right in footers(screen, morning, board.hidden):
        screen.ends(left, right)


def other_rows(screen: Screen, morning: Any) -> int:
    """The rows taken besides the usual ones: a second footer line, what is filtered, a title."""
    return len(footers(screen, morning, 999)) - 1 + bool(screen.filters) + 2 * (screen.run.title is not None)


def used_rows(lines: list[Line]) -> int:
    """The rows that a drawn morning takes, with one footer line and the prompt."""
    return 4 + len(lines) + 2 * len(sections(lines))


def is_empty(world: Any) -> bool:
    """Whether the book holds no account at all."""
    return world.book.db.execute("SELECT 1 FROM account LIMIT 1").fetchone() is None


def heading(screen: Screen, world: Any, morning: Any) -> None:
    """The day, the book, and the money at stake; `+` where an amount has no rate. The year gives way where
    the line is too short for all of it."""
    base = world.totals.base
    total = part(base, [each.arr for each in morning.facts])
    risk = part(base, [each.arr for each in morning.at_risk])
    due = "?" if morning.renewing is None else money(morning.renewing, base)
    left = f"{count(len(morning.facts), 'account')} · {base} {total} ARR"
    renewing = f"{due} up for renewal in 90 days" if screen.wide else f"{due} due in 90d"
    rights = [[Part(f"{risk} at risk", "risk" if morning.at_risk else "")], [Part(renewing)]]
    day = full_day(world.today)
    if screen.length(f"{day}   {left}  {risk} at risk · {renewing}") > screen.width:
        day = day.removesuffix(f" {world.today.year}")
    screen.heading(day, left, rights)


def part(base: str, values: list[int | None]) -> str:
    """A sum; with `+` where some of it has no rate."""
    unknown = any(value is None for value in values)
    return money(sum(value or 0 for value in values), base) + ("+" if unknown else "")


def drawn_rows(screen: Screen, world: Any, lines: list[Line]) -> list[Row]:
    """Each line as it is drawn, numbered where it stands for one record."""
    found, rank = [], 0
    for line in lines:
        if line.several is not None:
            found.append(several_row(screen, world, line))
            continue
        rank += 1
        row = meeting_row if line.meeting else item_row
        found.append(row(screen, world, line, rank))
    return found


def several_row(screen: Screen, world: Any, line: Line) -> Row:
    """A line that stands for several: how many, what they come to, and the command that lists them."""
    assert line.several is not None
    name, told = several_said(line.several, world.today)
    amount = "" if line.several.meetings else money(line.several.amount, world.totals.base)
    filters = [] if line.several.kind == "silent" else screen.filters
    return Row(None, name, amount, [told], "", "", " ".join([told.command, *map(in_shell, filters)]))


def meeting_row(screen: Screen, world: Any, line: Line, rank: int) -> Row:
    meeting = line.meeting
    assert meeting is not None
    told = meeting_said(meeting, world.today, people=not screen.wide)
    revenue = world.totals.by_account([meeting.account_id]).get(meeting.account_id, 0)
    person = meeting.people[0] if meeting.people else ""
    command = fitting(screen, safe(told.command), rank)
    amount = money(revenue, world.totals.base)
    return Row(rank, safe(meeting.name), amount, [told], safe(person), meeting.ref, command)


def item_row(screen: Screen, world: Any, line: Line, rank: int) -> Row:
    """What an account wants: a deadline with its contract's amount, anything else with the account's ARR."""
    assert line.wants is not None
    assert line.item is not None
    facts, item = line.wants.facts, line.item
    told = said(line, world.today)
    amount = arr_of(world, facts) if item.lane != "dated" else value_of(world, item.subject.contract)
    to_call = facts.to_call(world.today)
    person = getattr(item.subject, "contact", None) or (to_call.name if to_call else "")
    command = fitting(screen, safe(told[0].command), rank)
    return Row(rank, safe(facts.name), amount, told, safe(person), item.ref or facts.code, command)


def value_of(world: Any, contract: Any) -> str:
    """What a contract is worth a year: `~46k` where it was converted, `?` where there is no rate."""
    value = world.totals.in_base(contract.value, contract.currency)
    if value is None:
        return "-" if contract.value is None else "?"
    return ("" if contract.currency == world.totals.base else "~") + money(value, world.totals.base)


def fitting(screen: Screen, command: str, rank: int | None) -> str:
    """A command, or the account's brief by the line's number where it is too long for a narrow screen."""
    longest = LONGEST_COMMAND if screen.width >= SMALL else LONGEST_SMALL
    if screen.wide or rank is None or screen.length(command) <= longest:
        return command
    return f"am brief {rank}"


def sizes_of(screen: Screen, rows: list[Row]) -> Sizes:
    """Widths of the columns. A column is cut only where no other has room to spare."""
    amount = max(LEAST_ARR, *(screen.length(row.amount) for row in rows)) if screen.width >= SMALLEST else -1
    command = max(screen.length(row.command) for row in rows)
    names = max(screen.length(row.name) for row in rows)
    people = max(screen.length(row.person) for row in rows) + 2 if screen.wide else 0
    free = screen.width - (1 + RANK + 1) - (1 + amount + 2) - (2 + command)
    texts = max(screen.length(first_text(screen, row)) for row in rows)
    if names + people + texts > free:
        people = min(people, max(18, free - names - texts)) if people else 0
        most = 24 if screen.wide else 17 if screen.width >= SMALL else 12
        names = min(names, max(most, free - people - texts))
        names = max(1, min(names, free - people - LEAST_TEXT))
    return Sizes(names, amount, free - names - people, people, command)


def first_text(screen: Screen, row: Row) -> str:
    """The reason of a line, without what else there is."""
    return safe(row.told[0].text if screen.wide else row.told[0].short)


def draw_sections(screen: Screen, lines: list[Line], rows: list[Row], *, explained: bool) -> None:
    """The sections, one below the other, with the same column widths; `explained` with the arithmetic of
    each priority."""
    sizes = sizes_of(screen, rows)
    drawn = {id(line): row for line, row in zip(lines, rows, strict=True)}
    for name, members in sections(lines):
        screen.line(Part(TITLES[name], "heading"))
        for line in members:
            screen.line(parts_of(screen, drawn[id(line)], sizes))
            if explained and line.item is not None:
                screen.line(Part(f"     {arithmetic(line)}", "muted"))
        screen.line()


TITLES = {"today": "Today", **LANE_TITLES}


def arithmetic(line: Line) -> str:
    """`promise 90 x 0.89 for its day x 0.93 for its revenue = 73.8`."""
    assert line.wants is not None
    assert line.item is not None
    item, weight = line.item, line.wants.weight
    shares = f"{item.ramp:.2f} for its day × {weight:.2f} for its revenue"
    return f"{words(item.kind)} {item.base} × {shares} = {round(line.wants.priority(item), 2):.1f}"


def parts_of(screen: Screen, row: Row, sizes: Sizes) -> list[Part]:
    why = whys(screen, row.told, sizes.text)
    used = sum(screen.length(part) for part in why)
    number = "" if row.rank is None else str(row.rank)
    parts = [
        MARKS[row.told[0].mark],
        Part(f"{number:>{RANK}} "),
        Part(pad(screen, screen.fit(row.name, sizes.account), sizes.account) + " "),
        Part(row.amount.rjust(sizes.amount) + "  " if sizes.amount > 0 else " "),
        *why,
        Part(" " * max(0, sizes.text - used)),
    ]
    if sizes.person:
        person = screen.fit(row.person if row.person != "-" else "", sizes.person - 2)
        parts.append(Part("  " + pad(screen, person, sizes.person - 2), "muted"))
    return [*parts, Part("  "), Part(row.command, "command")]


def whys(screen: Screen, told: list[Said], room: int) -> list[Part]:
    """The reason in its colour, others while they fit, then `+N`, which gives way before the fact."""
    texts = [safe(each.text if screen.wide else each.short) for each in told]
    if screen.length(texts[0]) > room:
        texts[0] = safe(told[0].short)
    head, rest = cut(screen, texts[0], safe(told[0].title) if told[0].title else "", room), texts[1:]
    line, named = head, 0
    for text in rest if screen.wide else ():
        if screen.length(f"{line} · {text}{more(len(rest) - named - 1)}") <= room:
            line, named = f"{line} · {text}", named + 1
    tail = line[len(head) :] + more(len(rest) - named)
    if screen.length(head + tail) > room:
        tail = ""
    return [Part(head, ROLES[told[0].mark]), Part(tail, "muted")]


def more(number: int) -> str:
    """` +3`; nothing for none."""
    return f" +{number}" if number else ""


def cut(screen: Screen, text: str, title: str, room: int) -> str:
    """A text that fits: its title gives way before its fact. Without a title it is what stands before the
    last comma, or, where a figure is there, what follows it gives way."""
    over = screen.length(text) - room
    head = text.rpartition(", ")[0]
    if over > 0 and not title and any(char.isdigit() for char in head) and screen.length(head) <= room:
        return head
    title = title or head
    if over <= 0 or not title or title not in text:
        return screen.fit(text, room)
    shorter = screen.fit(title, max(2, screen.length(title) - over))
    return screen.fit(text.replace(title, shorter, 1), room)


def pad(screen: Screen, text: str, width: int) -> str:
    """Text filled to a width in columns."""
    return text + " " * max(0, width - screen.length(text))


def good_moment(screen: Screen, morning: Any) -> None:
    """One account that has reason to be glad, and what that may lead to."""
    found = morning.moment_in_full()
    if found is None:
        return
    command = safe(found.command)
    if not screen.wide and screen.length(command) > LONGEST_COMMAND:
        command = safe(f"am brief {code(found.facts)}")
    name, text = safe(found.facts.name), safe(found.text)
    room = screen.width - len("Good moment  ") - screen.length(command) - 2
    head = f"{name} · {text}"
    wordings = (f"{head} · {safe(found.step)}", f"{head} · {words(found.suggests)}", head)
    said = next((each for each in wordings if screen.length(each) <= room), screen.fit(head, room))
    screen.ends([Part("Good moment", "healthy"), Part(f"  {said}")], Part(command, "command"))


def quiet(screen: Screen, world: Any, morning: Any) -> None:
    """A day on which nothing is due: what comes next."""
    screen.line("Nothing is late and nothing is due today.")
    ahead = []
    checkin = upcoming(world, morning.facts)
    if checkin is not None:
        (account,) = read(world, [checkin[0].id], whole=False)
        ahead.append(f"{weekday_day(checkin[1], world.today)} check-in {safe(account.name)}")
    dates = [
        (renewals.act_by(c, world.today), c.account, c)
        for c in read_contracts(world)
        if c.ends_on >= world.today
    ]
    if dates:
        on, _, contract = min(dates)
        what = "notice" if renewals.acts_on_notice(contract, world.today) else "end"
        ahead.append(f"{weekday_day(on, world.today)} {what} {safe(contract.name)}")
    if ahead:
        screen.paragraph(f"Next: {' · '.join(ahead)}")
    screen.line()


def footers(screen: Screen, morning: Any, hidden: int) -> list[tuple[Part, Part | str]]:
    """The words are the commands, each with its count; then what isn't shown. Two lines where one is too
    short; the last digest gives way first."""
    left, notes = counts_of(screen, morning), notes_of(morning)
    right = f"{hidden:,} more: am --all" if hidden else ""
    if not morning.day.wants and not morning.day.meetings:
        right = "the days ahead: am week"
    again = " ".join([right, *map(in_shell, screen.filters)]) if right and screen.hints else ""
    sent = last_sent(morning.world.book)
    digest = [] if sent is None else [f"last digest {digest_day(sent[1], morning.world.today)}"]
    few = [each for each in left if "issue" not in each]  # each of them is in a line or counted
    brief = [each.partition(":")[0] for each in notes]
    for one in ([*left, *notes, *digest], [*left, *notes], [*few, *notes], [*few, *brief]):
        if screen.length(" · ".join(one)) + bool(again) * 2 + screen.length(again) <= screen.width:
            return [footer_line(one, again)]
    return [footer_line(few, ""), footer_line(notes, again)]


def footer_line(items: list[str], command: str) -> tuple[Part, Part | str]:
    """Both ends of a footer line."""
    return Part(" · ".join(items), "muted"), Part(command, "command") if command else ""


def counts_of(screen: Screen, morning: Any) -> list[str]:
    """How many of each list are due."""
    numbers = {
        ("am checkins", "check-in"): morning.checkins_due,
        ("am renewals", "renewal"): len(morning.renewals),
        ("am risks", "risk"): len(morning.at_risk),
        ("am tasks", "task"): morning.tasks_due,
        ("am issue list", "issue"): morning.issues_due,
        ("am qbr due", "QBR"): morning.qbrs_due,
    }
    return [
        f"{command} {number:,}" if screen.wide else count(number, name)
        for (command, name), number in numbers.items()
        if number
    ]


def notes_of(morning: Any) -> list[str]:
    """What no line stands for: deadlines that are snoozed, and contracts that ended long ago."""
    notes = []
    if morning.snoozed:
        notes.append(f"{count(morning.snoozed, 'deadline')} snoozed")
    if morning.long_ago:
        notes.append(f"{morning.long_ago:,} ended long ago: am renewals --past")
    return notes


def digest_day(day: dt.date, today: dt.date) -> str:
    """When the last digest went: `today`, `Fri` within a week, `20 Feb`."""
    if day == today:
        return "today"
    return weekday_day(day, today)[:3] if 0 < (today - day).days < 7 else short_day(day, today)


def welcome(screen: Screen, world: Any, path: Any) -> None:
    """An empty book: how to begin."""
    screen.line([Part(full_day(world.today), "heading"), Part("   an empty book")])
    screen.line()
    screen.line("Your book is empty. Import what you have, or add one account:")
    screen.line()
    for command, meaning in (
        ("am import accounts.csv", "from a CRM export; shows a plan first"),
        ('am account add "Acme Robotics"', "by hand; a name is enough"),
        ('am log acme "first call"', "then log as you go"),
        ("am demo", "explore a full sample book"),
    ):
        screen.line([Part("    "), Part(f"{command:<33}", "command"), Part(meaning)])
    screen.line()
    screen.line(
        [Part("Guides: "), Part("am help start", "command"), Part(f" · your book: {safe(short_path(path))}")]
    )
