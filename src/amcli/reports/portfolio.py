"""The page of `am portfolio`: accounts and risk by what they have in common, what hangs on few, renewals by
month, and the load. The grid of products is white_space; what it is made of is read by portfolio_data.
"""

from collections.abc import Collection, Sequence

from amcli.page import (
    READABLE,
    Bar,
    Cell,
    Column,
    Footer,
    Line,
    Page,
    Pairs,
    Part,
    Section,
    Sentence,
    Table,
    Words,
    dash,
)
from amcli.reports.portfolio_data import Portfolio
from amcli.reports.white_space import space_parts
from amcli.rules import portfolio as rules
from amcli.rules.dates import MONTHS, on_day
from amcli.rules.formatting import count, long_money, money, percent, tenths

MOST_GROUPS = 10
LEAST_NAME, LEAST_LABEL = 8, 13
CONVERTED = "~ Other currencies converted at the rates in your settings"
NOTHING = (
    Sentence("No account is onboarding or active yet."),
    *(
        Sentence([Cell("    "), Cell(command=command)])
        for command in ("am import accounts.csv", 'am account add "Acme Robotics"')
    ),
)
LOAD_WORDS = {"ok": "you have room", "amber": "nearly full", "red": "over capacity"}
STATES = {
    "ok": (Cell("  "), Cell(LOAD_WORDS["ok"], "healthy")),
    "amber": (Cell("• ", "due", plain=""), Cell(LOAD_WORDS["amber"], "due")),
    "red": (Cell("! ", "alarm", plain=""), Cell(LOAD_WORDS["red"], "late")),
}


def portfolio_page(
    found: Portfolio,
    parts: Collection[str],
    dimensions: Sequence[str],
    *,
    everything: bool,
    whole: bool = False,
) -> Page:
    """What a person sees of the parts that were asked for; `whole` if of each dimension every group."""
    if not found.holdings:
        return Page(parts=NOTHING)
    made: list[Part] = []
    if "by" in parts:
        made += groups(found, dimensions, None if whole or len(dimensions) == 1 else MOST_GROUPS)
    if "coverage" in parts:
        made += [balance(found), renewals(found), load(found)]
    if "white_space" in parts:
        base, alone = found.world.totals.base, len(parts) == 1
        space = space_parts(
            found.staying, found.space, base, found.converted, everything=everything, alone=alone
        )
        made.append(Section("White space", space, plain=True))
    if found.converted:
        made[-1] = Section("", [made[-1], Sentence(Cell(CONVERTED, "muted"))])
    title = Cell("Portfolio", plain=f"Portfolio on {on_day(found.world.today)}")
    return Page(title, counts(found), revenue(found), made, (), READABLE)


def counts(found: Portfolio) -> str:
    """How many accounts, and how many of them are at risk or unknown."""
    whole = found.total
    said = [count(whole.accounts, "account"), f"{whole.critical + whole.at_risk:,} at risk"]
    return " · ".join([*said, *([f"{whole.unknown:,} unknown"] if whole.unknown else [])])


def revenue(found: Portfolio) -> list[Words]:
    """The ARR, and how much of it is at risk."""
    whole, base = found.total, found.world.totals.base
    arr, risk = ((money(value, base), long_money(value, base)) for value in (whole.arr, whole.arr_at_risk))
    role = "risk" if whole.arr_at_risk else ""
    return [
        Cell(f"{base} {arr[0]} ARR", plain=f"{base} {arr[1]} ARR"),
        Cell(f"{risk[0]} at risk", role, plain=f"{risk[1]} at risk"),
    ]


def amount(found: Portfolio, value: int, role: str = "") -> Cell:
    """An amount: in three digits where there is little room."""
    base = found.world.totals.base
    return Cell(long_money(value, base), role, short=money(value, base))


def figure(number: int, role: str) -> Cell:
    """A count in the colour of its role."""
    return Cell(f"{number:,}", role if number else "muted")


def groups(found: Portfolio, names: Sequence[str], most: int | None) -> list[Part]:
    """A table for each dimension, of the same widths and with `most` groups; one that doesn't part the book
    is only named, unless it is alone."""
    groups = {name: rules.groups(found.holdings, name) for name in names}
    told = {name: each for name, each in groups.items() if len(names) == 1 or has_values(each)}
    arr = found.total.arr
    lines = {name: [group_line(found, group, arr) for group in each[:most]] for name, each in told.items()}
    parts: list[Part] = []
    for name, each in told.items():
        left = len(each) - len(lines[name])
        more = [Footer(f"{left} more", f"am portfolio --by {name}")] if left else []
        alike = [line for other, each in lines.items() if other != name for line in each]
        table = Table(group_columns(name), lines[name], alike=alike)
        parts.append(Section(f"By {name}", [table, *more], plain=True))
    silent = [name for name in names if name not in told]
    return [*parts, Sentence(Cell(f"No data: {', '.join(silent)}", "muted"))] if silent else parts


def has_values(groups: Sequence[rules.Group]) -> bool:
    """Whether a dimension parts the book at all: it doesn't where no account has a value."""
    return [group.name for group in groups] != [None]


def group_columns(name: str) -> list[Column]:
    """The columns of a dimension; the ARR and what of it is at risk stay whatever the room."""
    return [
        Column(name.capitalize(), rest=True, least=LEAST_NAME, always=True),
        Column("Accounts", right=True),
        Column("ARR", right=True),
        Column("Share", right=True, rank=4),
        Column("Critical", right=True, rank=2),
        Column("At risk", right=True, rank=1),
        Column("Unknown", right=True, rank=3),
        Column("ARR at risk", right=True),
    ]


def group_line(found: Portfolio, group: rules.Group, arr: int) -> Line:
    """One group, with its part of all `arr`; what is zero stays quiet."""
    return [
        dash(group.name),
        f"{group.accounts:,}",
        amount(found, group.arr),
        percent(rules.share(group.arr, arr)),
        figure(group.critical, "alarm"),
        figure(group.at_risk, "risk"),
        figure(group.unknown, ""),
        amount(found, group.arr_at_risk, "risk" if group.arr_at_risk else "muted"),
    ]


def balance(found: Portfolio) -> Pairs:
    """What hangs on few accounts, and who is not covered."""
    each, whole = rules.concentration(found.holdings), found.total
    top = f"the largest {each.top_accounts:,} of {count(whole.accounts, 'account')}"
    pairs: list[tuple[str, Words]] = [("Concentration", f"{top}: {percent(each.top_share)} of ARR")]
    if each.largest:
        pairs.append(("", f"{dash(each.largest.name)} alone: {percent(each.largest_share)}"))
    key = rules.key_accounts(found.holdings)
    if key > rules.MOST_KEY_ACCOUNTS:
        too_many = f"{key:,}, more than {rules.MOST_KEY_ACCOUNTS} key accounts: are they all key?"
        pairs.append(("Key accounts", too_many))
    beyond = behind(found, len(found.beyond), "overdue for a check-in")
    pairs.append(("Behind", Cell(beyond, command="am checkins")))
    pairs.append(("", Cell(behind(found, whole.unknown, "unknown"), command="am risks")))
    return Pairs(pairs, LEAST_LABEL, cut=True)


def behind(found: Portfolio, number: int, words: str) -> str:
    whole = found.total.accounts
    return f"{number:,} of {whole:,} {words}, {percent(rules.share(number, whole))}"


def renewals(found: Portfolio) -> Section:
    """The ends of contracts by month, with bars; a heavy month is said in words."""
    calendar, base = found.calendar, found.world.totals.base
    most = max([month.times or 0 for month in calendar.months], default=0)
    lines: list[Line] = [
        [
            f"{MONTHS[month.first.month - 1][:3]} {month.first.year}",
            figure(month.contracts, ""),
            amount(found, month.value, "" if month.value else "muted"),
            bar(month, most),
        ]
        for month in calendar.months
    ]
    columns = [Column("Renewals"), Column("Contracts", right=True), Column("Value", right=True), Column("")]
    outside = (
        " · ".join(
            f"{len(ends):,} {words}, {write(sum(end.value or 0 for end in ends), base)}"
            for ends, words in ((calendar.past, "past their end, not recorded"), (calendar.later, "later"))
            if ends
        )
        for write in (money, long_money)
    )
    footer = Footer(Cell(next(outside), "muted", plain=next(outside)), "am renewals --all")
    return Section("Renewals by month", [Table(columns, lines), footer], plain=True)


def bar(month: rules.Month, most: float) -> Bar:
    """A month beside the heaviest one, and how far it is above the mean."""
    said = Cell(f" {tenths(month.times)}x the average month", "due") if month.over else Cell()
    return Bar(max(0, month.times or 0), most, "due" if month.over else "muted", said)


def load(found: Portfolio) -> Section:
    """Hours and touches by tier; then whether there is time, and whether the tiers differ at all."""
    whole = found.load
    titles = ("Accounts", "Hours each", "Hours a month", "Touches each")
    columns = [Column("Workload", rest=True), *(Column(title, right=True) for title in titles)]
    lines = [
        [each.tier, f"{each.accounts:,}", hours(each.each), hours(each.hours), tenths(each.touches_each)]
        for each in whole.tiers
    ]
    mark, words = STATES[whole.state]
    said = f"{hours(whole.hours)} of {hours(whole.available)} hours a month, {percent(whole.ratio)}: "
    days = f"touches in {rules.TOUCH_DAYS} days"
    alike = [
        Sentence([Cell("• ", "due", plain=""), Cell(f"{few_touches(high, low)}.")])
        for high, low in rules.alike(whole.tiers)
    ]
    parts: list[Part] = [
        Table(columns, lines),
        Sentence([mark, Cell(said), words], right=Cell(days, "muted", plain=f"· {days}")),
        *alike,
    ]
    return Section("Workload", parts, plain=True)


def few_touches(tier: str, than: str) -> str:
    """A tier that is touched no more than a lower one."""
    return f"{tier.capitalize()} accounts get no more touches than {than} ones"


def hours(amount: int) -> str:
    """Hundredths of an hour as hours: `52.5`."""
    return f"{amount // 100:,}" + f"{amount % 100 / 100:.2f}".rstrip("0").rstrip(".")[1:]
