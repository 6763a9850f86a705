"""The page of `am forecast`: what is due by month and category, what is expected of it, what is missing and
what is to go of the target. What it is made of is read by forecast_data; its object is forecast_fields.
"""

from amcli.fields import Row
from amcli.page import (
    HEALTH_ROLE,
    READABLE,
    Cell,
    Column,
    Footer,
    Items,
    Line,
    Page,
    Part,
    Section,
    Sentence,
    Table,
    Words,
    dash,
)
from amcli.reports.forecast_data import Found
from amcli.reports.forecast_fields import ENDS
from amcli.reports.metrics import this_quarter
from amcli.reports.metrics_data import THIS_QUARTER, booked_this_quarter
from amcli.rules.dates import MONTHS
from amcli.rules.forecast.chances import LOST
from amcli.rules.formatting import column_day, count, long_money, money, percent
from amcli.rules.metrics import texts
from amcli.rules.money import exponent
from amcli.rules.names import shown
from amcli.rules.targets import period_named
from amcli.vocabulary import words

PARTS = ("due", "renewed", "commit", "likely", "doubtful", "lost", "unset", "weighted")
RANKS = {"lost": 5, "doubtful": 4, "renewed": 3, "likely": 2, "commit": 1}  # where there is no room for all
BY_MONTH = (
    Column("Due in"),
    *(
        Column("Not set" if part == "unset" else part.capitalize(), right=True, rank=RANKS.get(part, 0))
        for part in PARTS
    ),
)
LOW = "Low 10%"
EXPECTED = (
    Column("Expected"),
    Column("Mean", right=True),
    Column(LOW, right=True),
    Column("High 90%", right=True),
    Column("", least=14, rank=1),
)
RENEWALS = (
    Column("Account", rest=True),
    Column("Due"),
    Column("Value", right=True),
    Column("Expected"),
    Column("Health"),
    Column("Chance", right=True),
    Column("Contract"),
)
CONVERTED = "Other currencies converted at the rates in your settings"
MOST_NAMED, NAME, METRIC = 5, 28, 11


def forecast_page(
    found: Found,
    data: Row,
    *,
    command: str,
    everyone: bool,
    everything: bool,
    most: int | None = MOST_NAMED,
) -> Page:
    """What a person sees of a forecast and of its object; `command` shows the same period, of `everyone` in
    the book or of the accounts that filters chose; no more than `most` renewals are named at once."""
    days = texts.span(*found.period)
    whose = "whole book" if everyone else count(len(found.scope.ledger.clients), "account")
    due = Table(BY_MONTH, due_lines(data), shared=True)
    parts: list[Part] = [due if data["due_number"] else Sentence(f"No renewals are due from {days}.")]
    parts.append(Table(EXPECTED, expected_lines(data)))
    if data["targets"]:
        parts.append(Section("Target", [Items([target(data, each) for each in data["targets"]], label="  ")]))
    parts += [*unset(data, command, most), *slipped(found, data, command, most)]
    if everything and data["renewals"]:
        parts.append(Table(RENEWALS, [renewal_line(found, row) for row in data["renewals"]]))
    parts += [*notes(found, data), chances(data)]
    if not everything and data["renewals"]:
        parts.append(Footer(count(len(data["renewals"]), "renewal"), f"{command} --all"))
    parts += to_go(found, data)
    title = Cell(period_named(found.period), plain=f"Forecast of {period_named(found.period)}")
    return Page(title, days, [data["currency"], whose], parts, (), READABLE)


def minor(value: float, currency: str) -> int:
    """Minor units of a sum of JSON, which may be larger than any amount that the book takes."""
    return round(value * int(10 ** exponent(currency)))


def short(value: float, currency: str) -> str:
    """A sum in three digits; nothing is `-`."""
    return money(minor(value, currency), currency) if value else "-"


def long(value: float, currency: str) -> str:
    """A sum to the last unit."""
    return long_money(minor(value, currency), currency)


def amount(value: float, currency: str, role: str = "") -> Cell:
    """A sum in three digits where there are columns, to the last unit where there are none."""
    return Cell(short(value, currency), role, plain=long(value, currency) if value else "-")


def due_lines(data: Row) -> list[Line]:
    """What is due by month, and by what a person expects of it."""
    lines: list[Line] = []
    for each in data["months"]:
        year, month = each["month"].split("-")
        lines.append([f"{MONTHS[int(month) - 1][:3]} {year}", *amounts(each, data["currency"])])
    return [*lines, [Cell("Total", "heading"), *amounts(data, data["currency"])]] if len(lines) > 1 else lines


def amounts(each: Row, currency: str) -> list[Cell]:
    """The sums of some renewals; what is missing stands out."""
    roles = dict.fromkeys(PARTS, "") | {"unset": "due"}
    return [amount(each[part], currency, roles[part] if each[part] else "muted") for part in PARTS]


def expected_lines(data: Row) -> list[Line]:
    """What is expected, how bad and how good it could get, and what it is of."""
    base = data["currency"]
    ends = ("", *(f"_{end}" for end, _ in ENDS))
    of_due = f"of {long(data['due'], base)} due, best case {long(data['best_case'], base)}"
    weighted = (long(texts.whole(data[f"weighted{end}"]), base) for end in ends)
    lines: list[Line] = [["Value renewed", *weighted, of_due]]
    opening = f"of {long(data['opening_arr'], base)} in {count(data['accounts'], 'account')}"
    for name, label in (("grr", "Gross retention"), ("nrr", "Net retention")):
        said = data["why"].get(name) or (opening if name == "grr" else "")
        lines.append([label, *(percent(data[name + end]) for end in ends), said])
    kinds = (kind for kind in ("upsell", "cross_sell") if data[kind]["opportunities"])
    return [*lines, *(growth_line(data, kind) for kind in kinds)]


def growth_line(data: Row, kind: str) -> Line:
    """Opportunities of a kind, apart from the renewals."""
    each, base = data[kind], data["currency"]
    number = count(each["opportunities"], "opportunity", "opportunities")
    left_out = f", {each['unweighted']:,} without a value or probability" if each["unweighted"] else ""
    said = f"of {long(each['value'], base)} in {number}{left_out}"
    return [words(kind).capitalize(), long(texts.whole(each["weighted"]), base), "", "", said]


def target(data: Row, each: Row) -> str:
    """A target of the period, what is booked of it, and what it is expected to come to."""
    metric = f"{each['metric']:<{METRIC}}"
    if each["owner"] is not None:
        return f"{metric}{percent(each['value'])} for {shown(each['owner'])}"
    if each["gap"] is None:
        return f"{metric}{percent(each['expected'])} expected of {percent(each['value'])}"
    value, booked, hoped = (
        long(texts.whole(each[name]), data["currency"]) for name in ("value", "booked", "expected")
    )
    return f"{metric}{booked} of {value} booked, {hoped} expected"


def unset(data: Row, command: str, most: int | None) -> list[Part]:
    """Renewals without a category, each with the command that sets it."""
    base = data["currency"]
    rows = [row for row in data["renewals"] if row["state"] == "open" and row["category"] is None]
    if not rows:
        return []
    left_out = f"{count(len(rows), 'renewal')} without a forecast, {short(data['unset'], base)}"
    lines: list[Part] = [
        Footer(
            [*entry(row), Cell(short(row["value"], base))],
            f"am contract edit {row['contract']} --forecast FORECAST",
        )
        for row in rows[:most]
    ]
    return [
        Section(f"Not set {left_out}, not in these figures", [*lines, *more(len(rows) - len(lines), command)])
    ]


def slipped(found: Found, data: Row, command: str, most: int | None) -> list[Part]:
    """Renewals of which something got worse since the last weekly digest."""
    rows = [row for row in data["renewals"] if row["slipped"]]
    if not rows or found.digest_on is None:
        return []
    title = f"Slipped   {count(len(rows), 'renewal')} since the digest of {texts.on_day(found.digest_on)}"
    lines = [[*entry(row), Cell(row["slipped"], "late")] for row in rows[:most]]
    return [Section(title, [Items(lines), *more(len(rows) - len(lines), command)])]


def entry(row: Row) -> list[Cell]:
    """The name of an account before what is said of it."""
    return [Cell("  "), Cell(dash(row["name"]), most=NAME), Cell("  ")]


def more(number: int, command: str) -> list[Part]:
    return [Footer(f"  {number} more", f"{command} --all")] if number else []


def renewal_line(found: Found, row: Row) -> Line:
    return [
        dash(row["name"]),
        column_day(row["due"], found.world.today),
        amount(row["value"], found.base),
        standing(row, found.base),
        Cell(words(row["health"] or "-"), HEALTH_ROLE.get(row["health"], "")),
        percent(row["probability"]),
        Cell(row["contract"], "muted"),
    ]


def standing(row: Row, base: str) -> Words:
    """The category of an open renewal and the amount expected, else what became of it."""
    if row["state"] != "open":
        return Cell(row["state"], "healthy" if row["state"] == "renewed" else "late")
    if row["category"] is None:
        return Cell("missing", "due", plain="not set")
    held = row["expected"]
    if held is None or row["category"] == LOST:
        return str(row["category"])
    return Cell(f"{row['category']} {short(held, base)}", plain=f"{row['category']}, {long(held, base)}")


def notes(found: Found, data: Row) -> list[Part]:
    """What is in no sum, and what was assumed."""
    unvalued = f"{count(data['unvalued'], 'contract')} without a value, not in these figures"
    said = [unvalued] if data["unvalued"] else []
    said += [f"Assumes {percent(data['uplift'])} growth on renewals"] if data["uplift"] else []
    said += [CONVERTED] if found.converted else []
    said += below_low(data)
    lost = data["ended_on_last_day"]["lost"]
    if lost:
        day, amount = texts.on_day(found.period.last), long(lost, data["currency"])
        said.append(f"Lost on the last day, {day}: {amount}, in the ARR bridge of the next period")
    return [Sentence(Cell(each, "muted")) for each in said]


def below_low(data: Row) -> list[str]:
    """Why a mean may lie below the low end."""
    for name in ("weighted", "grr", "nrr"):
        mean, low = data[name], data[f"{name}_p10"]
        if mean is not None and round(low - mean, 9) > 0:
            return [f"A mean below {LOW}: a loss less likely than one in ten lowers the mean alone"]
    return []


def chances(data: Row) -> Footer:
    """What the chances go by."""
    own = ", ".join(
        f"{words(each['health'])} {percent(each['rate'])} of {each['outcomes']:,}"
        for each in data["rates"]
        if each["used"]
    )
    by = f"Own rates: {own}; the others" if own else "Chances"
    return Footer(f"{by} by forecast and health", "am help forecast")


def to_go(found: Found, data: Row) -> list[Part]:
    """What is to go of the target of the period, and of this quarter's, whatever the period."""
    now = booked_this_quarter(found.world, found.scope)
    same = now is not None and now.period == found.period
    opened = "am metrics attainment" if same else "am forecast"
    line = this_quarter(now, found.base, f"{opened} --period {THIS_QUARTER}")
    return [*([] if same else of_period(found, data)), *line]


def of_period(found: Found, data: Row) -> list[Part]:
    """What is to go of the target, and once the period has begun the command that shows what is booked."""
    if data["gap"] is None:
        return []
    left = f"{data['currency']} {long(data['gap'], data['currency'])} to go"
    begun = found.period.first <= found.world.today
    command = f"am metrics attainment --period {period_named(found.period)}" if begun else ""
    return [Footer(f"{percent(data['attainment'])} of target; {left}", command)]
