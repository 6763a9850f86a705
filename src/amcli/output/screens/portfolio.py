"""`am portfolio`: accounts and risk by what they have in common, what hangs on few, renewals by month, and
the load. Within the width of a page; the grid of products is drawn by `white_space`."""

from collections.abc import Sequence
from typing import Any

from amcli.output.result import Page
from amcli.output.screen import PAGE, Cell, Column, Part, Screen, safe
from amcli.output.screens import white_space
from amcli.rules import portfolio as rules
from amcli.rules.dates import MONTHS
from amcli.rules.formatting import long_money, money, percent, tenths

LABEL = 15
MOST_GROUPS = 10
LEAST_NAME = 8
GIVEN_UP = (3, 6, 4, 5)  # share, unknown, critical, at risk: the ARR and what of it is at risk stay
SHORTEST_BAR, LONGEST_BAR = 4, 24
BESIDE_BAR = 52  # columns of a month's figures and of what is said of a heavy one
CONVERTED = "~ Other currencies converted at the rates in your settings"
STATES = {
    "ok": (Part("  "), Part("you have room", "healthy")),
    "amber": (Part("• ", "due"), Part("nearly full", "due")),
    "red": (Part("! ", "alarm"), Part("over capacity", "late")),
}


def draw(screen: Screen, page: Page) -> None:
    """Draw the parts that were asked for."""
    about = page.about
    found, parts = about["portfolio"], about["parts"]
    if not found.holdings:
        nothing(screen)
        return
    heading(screen, found)
    if "by" in parts:
        dimensions(screen, found, about["dimensions"])
    if "coverage" in parts:
        screen.line()
        balance(screen, found)
        screen.line()
        renewals(screen, found)
        screen.line()
        load(screen, found)
    if "white_space" in parts:
        screen.line()
        white_space.draw(screen, found, everything=about["everything"], alone=len(parts) == 1)
    if found.converted:
        screen.line(Part(CONVERTED, "muted"))


def nothing(screen: Screen) -> None:
    """A book without an account to count."""
    screen.line("No account is onboarding or active yet.")
    for command in ("am import accounts.csv", 'am account add "Acme Robotics"'):
        screen.line([Part("    "), Part(command, "command")])


def heading(screen: Screen, found: Any) -> None:
    """How many accounts, and the money."""
    whole, base = found.total, found.world.totals.base
    counts = [accounts(whole.accounts), f"{whole.critical + whole.at_risk:,} at risk"]
    counts += [f"{whole.unknown:,} unknown"] if whole.unknown else []
    stake = Part(f"{money(whole.arr_at_risk, base)} at risk", "risk" if whole.arr_at_risk else "")
    arr = [Part(f"{base} {money(whole.arr, base)} ARR")]
    screen.heading("Portfolio", " · ".join(counts), [arr, [stake]], width(screen))


def accounts(number: int) -> str:
    """`1 account`, `10,000 accounts`."""
    return f"{number:,} account{'' if number == 1 else 's'}"


def width(screen: Screen) -> int:
    return min(screen.width, PAGE)


def amount(screen: Screen, found: Any, value: int) -> str:
    """An amount: in three digits where there is little room."""
    return (long_money if screen.wide else money)(value, found.world.totals.base)


def widths(screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Column widths; the first column takes what the others leave of the page."""
    first, *others = screen.widths(columns, rows, flexible=0)
    return [max(4, first - (screen.width - width(screen))), *others]


def dimensions(screen: Screen, found: Any, names: Sequence[str]) -> None:
    """A table for each dimension, with the same column widths; one without any value is only named."""
    alone = len(names) == 1
    groups = {name: rules.groups(found.holdings, name) for name in names}
    told = {name: each for name, each in groups.items() if alone or has_values(each)}
    if told:
        group_tables(screen, found, told, None if alone else MOST_GROUPS)
    if silent := [name for name in names if name not in told]:
        screen.line()
        screen.line(Part(f"No data: {', '.join(silent)}", "muted"))


def has_values(groups: Sequence[rules.Group]) -> bool:
    """Whether a dimension parts the book at all: it doesn't where no account has a value."""
    return [group.name for group in groups] != [None]


def group_tables(screen: Screen, found: Any, told: dict[str, list[rules.Group]], most: int | None) -> None:
    """A table for each dimension, each as wide as the widest and with `most` groups; then how many more."""
    rows = {name: [group_row(screen, found, group) for group in each[:most]] for name, each in told.items()}
    longest = max(told, key=len)
    sizes = widths(screen, group_columns(longest), [row for each in rows.values() for row in each])
    kept = fitting(sizes, width(screen))
    for name, groups in told.items():
        columns = group_columns(name)
        screen.line()
        cells = [[row[at] for at in kept] for row in rows[name]]
        screen.table([columns[at] for at in kept], cells, [sizes[at] for at in kept])
        if more := len(groups) - len(rows[name]):
            screen.footer([(f"{more} more", f"am portfolio --by {name}")], width(screen))


def fitting(sizes: list[int], room: int) -> list[int]:
    """The columns that fit beside a readable name, which takes what is left; others are given up in order."""
    kept = list(range(len(sizes)))
    for given_up in GIVEN_UP:
        if room - sum(sizes[at] + 2 for at in kept[1:]) >= LEAST_NAME:
            break
        kept.remove(given_up)
    sizes[0] = max(4, room - sum(sizes[at] + 2 for at in kept[1:]))
    return kept


def group_columns(name: str) -> list[Column]:
    """The columns of a dimension's table."""
    titles = ("Accounts", "ARR", "Share", "Critical", "At risk", "Unknown", "ARR at risk")
    return [Column(name.capitalize()), *(Column(title, True) for title in titles)]


def group_row(screen: Screen, found: Any, group: rules.Group) -> list[Cell]:
    """One group; what is zero stays quiet."""
    return [
        safe(group.name),
        f"{group.accounts:,}",
        amount(screen, found, group.arr),
        percent(rules.share(group.arr, found.total.arr)),
        figure(group.critical, "alarm"),
        figure(group.at_risk, "risk"),
        figure(group.unknown, ""),
        Part(amount(screen, found, group.arr_at_risk), "risk" if group.arr_at_risk else "muted"),
    ]


def figure(number: int, role: str) -> Part:
    """A count in the colour of its role."""
    return Part(f"{number:,}", role if number else "muted")


def balance(screen: Screen, found: Any) -> None:
    """What hangs on few accounts, and who is not covered."""
    each, whole = rules.concentration(found.holdings), found.total
    top = f"the largest {each.top_accounts:,} of {accounts(whole.accounts)}"
    said = [f"{top}: {percent(each.top_share)} of ARR"]
    if each.largest:
        said.append(f"{safe(each.largest.name)} alone: {percent(each.largest_share)}")
    labelled(screen, "Concentration", [(line, "") for line in said])
    key = rules.key_accounts(found.holdings)
    if key > rules.MOST_KEY_ACCOUNTS:
        words = f"{key:,}, more than {rules.MOST_KEY_ACCOUNTS} key accounts: are they all key?"
        labelled(screen, "Key accounts", [(words, "")])
    beyond = len(found.beyond)
    covered = [
        (f"{number:,} of {whole.accounts:,} {words}, {percent(rules.share(number, whole.accounts))}", command)
        for number, words, command in (
            (beyond, "overdue for a check-in", "am checkins"),
            (whole.unknown, "unknown", "am risks"),
        )
    ]
    labelled(screen, "Behind", covered)


def labelled(screen: Screen, label: str, lines: Sequence[tuple[str, str]]) -> None:
    """Lines beside a label, each with the command that leads on."""
    for at, (words, command) in enumerate(lines):
        left = [Part(f"{label if at == 0 else '':<{LABEL}}", "muted")]
        left.append(Part(screen.fit(words, width(screen) - LABEL)))
        right = [Part(command, "command")] if command and screen.hints else []
        fits = screen.length(left) + 2 + screen.length(right) <= width(screen)
        screen.ends(left, right if fits else "", width(screen))


def renewals(screen: Screen, found: Any) -> None:
    """The ends of contracts by month, with bars; a heavy month is said in words."""
    calendar = found.calendar
    most = max([month.times or 0 for month in calendar.months], default=0)
    rows: list[list[Cell]] = [
        [
            f"{MONTHS[month.first.month - 1][:3]} {month.first.year}",
            figure(month.contracts, ""),
            Part(amount(screen, found, month.value), "" if month.value else "muted"),
            bar(screen, month, most),
        ]
        for month in calendar.months
    ]
    columns = [Column("Renewals"), Column("Contracts", True), Column("Value", True), Column("")]
    sizes = screen.widths(columns, rows)
    screen.table(columns, rows, [*sizes[:-1], sizes[-1] - (screen.width - width(screen))])
    base = found.world.totals.base
    outside = [
        f"{len(ends):,} {words}, {money(sum(end.value or 0 for end in ends), base)}"
        for ends, words in ((calendar.past, "past their end, not recorded"), (calendar.later, "later"))
        if ends
    ]
    screen.footer([(" · ".join(outside), "am renewals --all")], width(screen))


def bar(screen: Screen, month: rules.Month, most: float) -> list[Part]:
    """A bar as long as the month's part of the year, and how far it is above the mean."""
    longest = min(LONGEST_BAR, max(SHORTEST_BAR, screen.width - BESIDE_BAR))
    length = round(longest * max(0, month.times) / most) if month.times and most > 0 else 0
    parts = [Part(("=" if screen.ascii else "━") * length, "due" if month.over else "muted")]
    if month.over:
        parts.append(Part(f" {tenths(month.times)}x the average month", "due"))
    return parts


def load(screen: Screen, found: Any) -> None:
    """Hours and touches by tier; then whether there is time, and whether the tiers differ at all."""
    whole = found.load
    rows: list[list[Cell]] = [
        [
            each.tier,
            f"{each.accounts:,}",
            hours(each.each),
            hours(each.hours),
            tenths(each.touches_each),
        ]
        for each in whole.tiers
    ]
    titles = ("Accounts", "Hours each", "Hours a month", "Touches each")
    columns = [Column("Workload"), *(Column(title, True) for title in titles)]
    screen.table(columns, rows, widths(screen, columns, rows))
    mark, words = STATES[whole.state]
    said = f"{hours(whole.hours)} of {hours(whole.available)} hours a month, {percent(whole.ratio)}: "
    days = Part(f"touches in {rules.TOUCH_DAYS} days", "muted")
    screen.ends([mark, Part(said), words], days, width(screen))
    for high, low in rules.alike(whole.tiers):
        text = f"{high.capitalize()} accounts get no more touches than {low} ones."
        screen.line([Part("• ", "due"), Part(text)])


def hours(amount: int) -> str:
    """Hundredths of an hour as hours: `52.5`."""
    return f"{amount // 100:,}" + f"{amount % 100 / 100:.2f}".rstrip("0").rstrip(".")[1:]
