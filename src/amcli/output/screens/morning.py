"""`am`: the morning. One line an account: mark and rank, account, ARR, reasons, command."""

import datetime as dt
from typing import Any

from amcli.book.connection import short_path
from amcli.book.digests import last_sent
from amcli.book.queries.checkins import upcoming
from amcli.book.queries.facts import read, read_contracts
from amcli.output.result import Page
from amcli.output.screen import Part, Screen, safe
from amcli.output.words import arr_of, count, money
from amcli.rules import renewals
from amcli.rules.dates import full_day, short_day, weekday_day
from amcli.rules.morning_words import Said, said
from amcli.rules.names import in_shell
from amcli.rules.priority import Action
from amcli.vocabulary import LANE_TITLES, LANES, words

MARKS = {"!": Part("!", "alarm"), "*": Part("•", "due"), " ": Part(" ")}
PER_LANE, IN_ALL = 4, 12
RANK, ARR, LONGEST_COMMAND = 2, 5, 18


def draw(screen: Screen, page: Page) -> None:
    """Draw the page."""
    about = page.about
    morning = about["morning"]
    world = morning.world
    if not morning.facts and is_empty(world):
        welcome(screen, world, about["path"])
        return
    heading(screen, world, morning)
    screen.line()
    if not morning.actions:
        screen.run.remember([])
        quiet(screen, world, morning)
        good_moment(screen, morning)
        footer(screen, morning, 0)
        return
    chosen = morning.actions if about["everything"] else first_lines(morning.actions)
    shown_actions = morning.in_full(chosen)
    ranks = {id(each): at for at, each in enumerate(shown_actions, 1)}
    lanes(screen, world, shown_actions, ranks, explained=about["explain"])
    screen.run.remember([each.facts.code for each in shown_actions])
    good_moment(screen, morning)
    footer(screen, morning, len(morning.actions) - len(shown_actions))


def is_empty(world: Any) -> bool:
    """Whether the book holds no account at all."""
    return world.book.db.execute("SELECT 1 FROM account LIMIT 1").fetchone() is None


def first_lines(actions: list[Action]) -> list[Action]:
    """Four lines a lane and twelve in all; a lane with less leaves its room to the others."""
    chosen = [a for lane in LANES for a in [each for each in actions if each.lane == lane][:PER_LANE]]
    for action in actions:
        if len(chosen) >= IN_ALL:
            break
        if action not in chosen:
            chosen.append(action)
    return [action for action in actions if action in chosen]


def heading(screen: Screen, world: Any, morning: Any) -> None:
    """The day, the book, and the money at stake; `+` where an amount has no rate."""
    base = world.totals.base
    total = part(base, [each.arr for each in morning.facts])
    risk = part(base, [each.arr for each in morning.at_risk])
    due = "?" if morning.renewing is None else money(morning.renewing, base)
    left = f"{count(len(morning.facts), 'account')} · {base} {total} ARR"
    renewing = f"{due} to renew in 90 days" if screen.wide else f"{due} due in 90 days"
    rights = [[Part(f"{risk} at risk", "risk" if morning.at_risk else "")], [Part(renewing)]]
    screen.heading(full_day(world.today), left, rights)


def part(base: str, values: list[int | None]) -> str:
    """A sum; with `+` where some of it has no rate."""
    unknown = any(value is None for value in values)
    return money(sum(value or 0 for value in values), base) + ("+" if unknown else "")


def lanes(
    screen: Screen, world: Any, actions: list[Action], ranks: dict[int, int], *, explained: bool
) -> None:
    """The lanes, one below the other, with the same column widths; `explained` with the arithmetic of
    each priority."""
    sizes = sizes_of(screen, actions, world.today)
    for lane in LANES:
        members = [each for each in actions if each.lane == lane]
        if members:
            screen.line(Part(LANE_TITLES[lane], "heading"))
            for each in members:
                screen.line(line(screen, world, each, ranks[id(each)], sizes))
                if explained:
                    screen.line(Part(f"     {arithmetic(each)}", "muted"))
            screen.line()


def arithmetic(action: Action) -> str:
    """`promise 90 x 0.89 for its day x 0.93 for its revenue = 73.8`."""
    kind = words(action.items[0].kind)
    shares = f"{action.ramp:.2f} for its day × {action.weight:.2f} for its revenue"
    return f"{kind} {action.base} × {shares} = {action.priority:.1f}"


def good_moment(screen: Screen, morning: Any) -> None:
    """One account that has reason to be glad, and what that may lead to."""
    found = morning.moment_in_full()
    if found is None:
        return
    command = fitting(screen, safe(found.command), found.facts.code)
    name, text = safe(found.facts.name), safe(found.text)
    room = screen.width - len("Good moment  ") - screen.length(command) - 2
    head = f"{name} · {text}"
    wordings = (f"{head} · {safe(found.step)}", f"{head} · {words(found.suggests)}", head)
    said = next((each for each in wordings if screen.length(each) <= room), screen.fit(head, room))
    screen.ends([Part("Good moment", "healthy"), Part(f"  {said}")], Part(command, "command"))


def sizes_of(screen: Screen, actions: list[Action], today: dt.date) -> tuple[int, int, int]:
    """Widths of the account, of the person (0 when narrow) and of the command."""
    most = 24 if screen.wide else 17
    account = min(most, max(screen.length(safe(each.facts.name)) for each in actions))
    command = max(screen.length(command_of(screen, each, said(each, today))) for each in actions)
    return account, 16 if screen.wide else 0, command


def command_of(screen: Screen, action: Action, told: list[Said]) -> str:
    """The command to type; at 80 columns a long one is replaced by the account's page."""
    return fitting(screen, safe(told[0].command), action.facts.code)


def fitting(screen: Screen, command: str, code: str) -> str:
    """A command, or the account's page where that is shorter and the command too long for 80 columns."""
    page = safe(f"am brief {code}")
    if screen.wide or screen.length(command) <= LONGEST_COMMAND:
        return command
    return page if screen.length(page) < screen.length(command) else command


def line(screen: Screen, world: Any, action: Action, rank: int, sizes: tuple[int, int, int]) -> list[Part]:
    """One account: as many reasons as fit, the rest counted."""
    account, person, command = sizes
    facts, told = action.facts, said(action, world.today)
    mark = MARKS[told[0].mark]
    arr = arr_of(world, facts)
    room = screen.width - (1 + RANK + 1 + account + 1 + ARR + 2) - 2 - command - (person + 2 if person else 0)
    why = whys(screen, told, room)
    used = sum(screen.length(part) for part in why)
    parts = [
        mark,
        Part(f"{rank:>{RANK}} "),
        Part(pad(screen, screen.fit(safe(facts.name), account), account)),
        Part(" "),
    ]
    parts += [Part(arr.rjust(ARR) + "  "), *why, Part(" " * max(0, room - used) + "  ")]
    if person:
        to_call = facts.to_call(world.today)
        parts.append(
            Part(
                pad(screen, screen.fit(safe(to_call.name if to_call else None), person), person) + "  ",
                "muted",
            )
        )
    parts.append(Part(command_of(screen, action, told), "command"))
    return parts


def whys(screen: Screen, told: list[Said], room: int) -> list[Part]:
    """The strongest reason in its colour, others while they fit, then `+N`."""
    texts = [safe(item.text if screen.wide else item.short) for item in told]
    first, rest = texts[0], texts[1:]
    named = 0
    line = first
    if screen.wide:
        for text in rest:
            more = f" +{len(rest) - named - 1}" if len(rest) - named - 1 else ""
            if screen.length(f"{line} · {text}{more}") > room:
                break
            line += f" · {text}"
            named += 1
    more = f" +{len(rest) - named}" if len(rest) - named else ""
    if screen.length(line + more) > room:
        line = screen.fit(line, room - len(more))
    role = {"!": "late", "*": "due", " ": ""}[told[0].mark]
    head, tail = line[: len(first)], line[len(first) :]
    return [Part(head, role), Part(tail + more, "muted")]


def pad(screen: Screen, text: str, width: int) -> str:
    """Text filled to a width in columns."""
    return text + " " * max(0, width - screen.length(text))


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


def footer(screen: Screen, morning: Any, hidden: int) -> None:
    """The words are the commands, each with its count; then what is not shown."""
    numbers = {
        "checkin": morning.checkins_due,
        "renewal": len(morning.renewals),
        "risk": len(morning.at_risk),
        "task": morning.tasks_due,
        "qbr": morning.qbrs_due,
    }
    counts = []
    for name, number in numbers.items():
        if number:
            command = "am qbr due" if name == "qbr" else f"am {name}s"
            counts.append(f"{command} {number}" if screen.wide else count(number, name))
    sent = last_sent(morning.world.book)
    if sent is not None:
        counts.append(f"last digest {digest_day(sent[1], morning.world.today)}")
    right = "" if morning.actions else "this week: am week"
    if hidden:
        right = f"{hidden} more: am --all"
    again = " ".join([right, *map(in_shell, screen.filters)]) if right else ""
    screen.ends(Part(" · ".join(counts), "muted"), Part(again, "command") if screen.hints and right else "")


def digest_day(day: dt.date, today: dt.date) -> str:
    """When the last digest went: `today`, `Fri` within a week, `20 Feb`."""
    if day == today:
        return "today"
    return weekday_day(day, today)[:3] if 0 < (today - day).days < 7 else short_day(day, today)


def welcome(screen: Screen, world: Any, path: Any) -> None:
    """An empty book: how to begin."""
    screen.line([Part(full_day(world.today), "heading"), Part("   an empty book")])
    screen.line()
    screen.line("Nothing here yet. Bring what you have, or start with one account:")
    screen.line()
    for command, meaning in (
        ("am import accounts.csv", "an export of your CRM; shows a plan first"),
        ('am account add "Acme Robotics"', "by hand; a name is enough"),
        ('am log acme "first call"', "then log as you go"),
        ("am demo", "look at a full sample book, kept apart"),
    ):
        screen.line([Part("    "), Part(f"{command:<33}", "command"), Part(meaning)])
    screen.line()
    screen.line(
        [Part("Guides: "), Part("am help start", "command"), Part(f" · your book: {safe(short_path(path))}")]
    )
