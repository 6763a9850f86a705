"""`am`: the morning. One line an account: mark and rank, account, ARR, reasons, command."""

from typing import Any

from amcli.book.connection import short_path
from amcli.book.queries.checkins import upcoming
from amcli.book.queries.facts import read_contracts
from amcli.output.result import Page
from amcli.output.screen import Part, Screen, safe
from amcli.output.words import arr_of, count, money
from amcli.rules import renewals
from amcli.rules.dates import full_day, weekday_day
from amcli.rules.priority import LANE_ORDER, Action

TITLES = {"owed": "Promised or owed", "dated": "A date is forcing it", "quiet": "They need to hear from you"}
MARKS = {"!": Part("!", "alarm"), "*": Part("•", "due"), " ": Part(" ")}
PER_LANE, IN_ALL = 4, 12
RANK, ARR, LONGEST_COMMAND = 2, 5, 18


def draw(screen: Screen, page: Page) -> None:
    """Draw the page."""
    about, data = page.about, page.data
    morning, world = about["morning"], about["world"]
    if data["totals"]["accounts"] == 0 and is_empty(world):
        welcome(screen, world, about["path"])
        return
    heading(screen, world, morning, data)
    screen.line()
    if not morning.actions:
        quiet(screen, world, morning)
        footer(screen, data, 0)
        return
    shown_actions = morning.actions if about["everything"] else first_lines(morning.actions)
    lanes(screen, world, shown_actions, {id(each): at for at, each in enumerate(shown_actions, 1)})
    footer(screen, data, len(morning.actions) - len(shown_actions))


def is_empty(world: Any) -> bool:
    """Whether the book holds no account at all."""
    return world.book.db.execute("SELECT 1 FROM account LIMIT 1").fetchone() is None


def first_lines(actions: list[Action]) -> list[Action]:
    """Four lines a lane and twelve in all; a lane with less leaves its room to the others."""
    chosen = [a for lane in LANE_ORDER for a in [each for each in actions if each.lane == lane][:PER_LANE]]
    for action in actions:
        if len(chosen) >= IN_ALL:
            break
        if action not in chosen:
            chosen.append(action)
    return [action for action in actions if action in chosen]


def heading(screen: Screen, world: Any, morning: Any, data: Any) -> None:
    """The day, the book, and the money at stake."""
    totals = data["totals"]
    base = totals["currency"]
    arr = world.totals.major(0) is not None and morning.facts
    total = sum(each.arr or 0 for each in morning.facts) if arr else 0
    unknown = any(each.arr is None for each in morning.facts)
    risk = sum(each.facts.arr or 0 for each in morning.found if each.score.band in ("critical", "at_risk"))
    due = from_major(world, totals["renewing_90d"])
    arr_text = f"{base} {money(total, base)}{'+' if unknown else ''} ARR"
    left = f"{count(totals['accounts'], 'account')} · {arr_text}"
    renewing = (
        f"{money(due, base)} to renew in 90 days" if screen.wide else f"{money(due, base)} due in 90 days"
    )
    rights = [[Part(f"{money(risk, base)} at risk", "risk" if risk else "")], [Part(renewing)]]
    screen.heading(full_day(world.today), left, rights)


def from_major(world: Any, value: Any) -> int:
    """An amount of the base currency in minor units."""
    from amcli.rules.money import from_major as minor

    return minor(value or 0, world.totals.base)


def lanes(screen: Screen, world: Any, actions: list[Action], ranks: dict[int, int]) -> None:
    """The lanes, one below the other, with the same column widths."""
    sizes = sizes_of(screen, actions)
    for lane in LANE_ORDER:
        members = [each for each in actions if each.lane == lane]
        if members:
            screen.line(Part(TITLES[lane], "heading"))
            for each in members:
                screen.line(line(screen, world, each, ranks[id(each)], sizes))
            screen.line()


def sizes_of(screen: Screen, actions: list[Action]) -> tuple[int, int, int]:
    """Widths of the account, of the person (0 when narrow) and of the command."""
    most = 24 if screen.wide else 17
    account = min(most, max(screen.length(safe(each.facts.name)) for each in actions))
    command = max(screen.length(command_of(screen, each)) for each in actions)
    return account, 16 if screen.wide else 0, command


def command_of(screen: Screen, action: Action) -> str:
    """The command to type; at 80 columns a long one is replaced by the account's page."""
    command = safe(action.items[0].command)
    if screen.wide or screen.length(command) <= LONGEST_COMMAND:
        return command
    return safe(f"am show {action.facts.code}")


def line(screen: Screen, world: Any, action: Action, rank: int, sizes: tuple[int, int, int]) -> list[Part]:
    """One account: as many reasons as fit, the rest counted."""
    account, person, command = sizes
    facts = action.facts
    mark = MARKS[action.items[0].mark]
    arr = arr_of(world, facts)
    room = screen.width - (1 + RANK + 1 + account + 1 + ARR + 2) - 2 - command - (person + 2 if person else 0)
    why = whys(screen, action, room)
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
    parts.append(Part(command_of(screen, action), "command"))
    return parts


def whys(screen: Screen, action: Action, room: int) -> list[Part]:
    """The strongest reason in its colour, others while they fit, then `+N`."""
    texts = [safe(item.text if screen.wide else item.short) for item in action.items]
    first, rest = texts[0], texts[1:]
    said = 0
    line = first
    if screen.wide:
        for text in rest:
            more = f" +{len(rest) - said - 1}" if len(rest) - said - 1 else ""
            if screen.length(f"{line} · {text}{more}") > room:
                break
            line += f" · {text}"
            said += 1
    more = f" +{len(rest) - said}" if len(rest) - said else ""
    if screen.length(line + more) > room:
        line = screen.fit(line, room - len(more))
    role = {"!": "late", "*": "due", " ": ""}[action.items[0].mark]
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
        ahead.append(f"{weekday_day(checkin[1], world.today)} check-in {safe(checkin[0].name)}")
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


def footer(screen: Screen, data: Any, hidden: int) -> None:
    """The words are the commands, each with its count; then what is not shown."""
    names = ("checkin", "renewal", "risk", "task", "qbr")
    counts = []
    for name in names:
        number = len(data[f"{name}s"])
        if number:
            said = f"am {name}s {number}" if screen.wide and name != "qbr" else count(number, name)
            counts.append(said)
    right = "" if data["actions"] else "this week: am week"
    if hidden:
        right = f"{hidden} more: am today --all"
    screen.ends(Part(" · ".join(counts), "muted"), Part(right, "command") if screen.hints and right else "")


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
