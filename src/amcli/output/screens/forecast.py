"""`am forecast`: what is due by month and category, what is expected of it, and what is missing."""

from collections.abc import Sequence
from typing import Any

from amcli.output.result import Page
from amcli.output.screen import PAGE, Cell, Column, Part, Screen, safe
from amcli.page import BAND_ROLE
from amcli.rules.dates import MONTHS
from amcli.rules.formatting import column_day, count, long_money, money, percent
from amcli.rules.metrics import wording
from amcli.rules.metrics.wording import whole
from amcli.rules.money import exponent
from amcli.rules.targets import named
from amcli.vocabulary import words

PARTS = ("due", "renewed", "commit", "likely", "doubtful", "lost", "missing", "weighted")
GIVEN_UP = ("lost", "doubtful", "renewed", "likely", "commit")  # where there is no room for all
CONVERTED = "Other currencies converted at the rates in your settings"
MOST_NAMED, NAME, METRIC = 5, 28, 11
LEAST_SAID = 16  # columns: what stands beside a number is left out where there are fewer
ENDS = ("", "_p10", "_p90")


def title(part: str) -> str:
    """What a column of the months is called."""
    return "Not set" if part == "missing" else part.capitalize()


def draw(screen: Screen, page: Page) -> None:
    data, found, about = page.data, page.about["found"], page.about
    heading(screen, found, data, everyone=not about.get("filters"))
    if not data["due_number"]:
        screen.line(f"No renewals are due from {wording.span(*found.period)}.")
    else:
        months(screen, data)
    screen.line()
    expected(screen, data)
    targets(screen, data)
    missing(screen, data, about)
    slipped(screen, data, about)
    if about["everything"] and data["renewals"]:
        screen.line()
        renewals(screen, data, found)
    footer(screen, data, about)


def width(screen: Screen) -> int:
    return min(screen.width, PAGE)


def heading(screen: Screen, found: Any, data: Any, *, everyone: bool) -> None:
    """The period, its days, and of whom the numbers are."""
    whose = "whole book" if everyone else count(len(found.scope.ledger.clients), "account")
    days = wording.span(*found.period)
    screen.heading(named(found.period), days, [[Part(data["currency"])], [Part(whose)]], width(screen))
    screen.line()


def minor(value: float, currency: str) -> int:
    """Minor units of a sum of JSON, which may be larger than any amount that the book takes."""
    return round(value * int(10 ** exponent(currency)))


def short(value: float, currency: str) -> str:
    """A sum in three digits; nothing is `-`."""
    return money(minor(value, currency), currency) if value else "-"


def long(value: float, currency: str) -> str:
    """A sum to the last unit."""
    return long_money(minor(value, currency), currency)


def months(screen: Screen, data: Any) -> None:
    """What is due by month, and by what a person expects of it."""
    rows: list[list[Cell]] = []
    for each in data["months"]:
        year, month = each["month"].split("-")
        rows.append([f"{MONTHS[int(month) - 1][:3]} {year}", *amounts(each, data["currency"])])
    if len(rows) > 1:
        rows.append([Part("Total", "heading"), *amounts(data, data["currency"])])
    columns = [Column("Due in"), *(Column(title(part), True) for part in PARTS)]
    for part in GIVEN_UP:
        if taken(screen, columns, rows) <= width(screen):
            break
        at = columns.index(Column(title(part), True))
        columns.pop(at)
        rows = [[*row[:at], *row[at + 1 :]] for row in rows]
    screen.table(columns, rows, naturally(screen, columns, rows))


def naturally(screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Each column as wide as what is in it."""
    cells = zip([column.title for column in columns], *rows, strict=True)
    return [max(map(screen.length, column)) for column in cells]


def taken(screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    return sum(naturally(screen, columns, rows)) + sum(column.gap for column in columns[:-1])


def amounts(each: Any, currency: str) -> list[Cell]:
    """The sums of some renewals; what is missing stands out."""
    roles = dict.fromkeys(PARTS, "") | {"missing": "due"}
    return [Part(short(each[part], currency), roles[part] if each[part] else "muted") for part in PARTS]


def expected(screen: Screen, data: Any) -> None:
    """What is expected, how bad and how good it could get, and what it is of."""
    base = data["currency"]
    of_due = f"of {long(data['due'], base)} due, best case {long(data['best_case'], base)}"
    rows: list[list[Cell]] = [
        ["Value renewed", *(long(whole(data[f"weighted{end}"]), base) for end in ENDS), of_due]
    ]
    opening = f"of {long(data['opening_arr'], base)} in {count(data['accounts'], 'account')}"
    for name, label in (("grr", "Gross retention"), ("nrr", "Net retention")):
        said = data["why"].get(name) or (opening if name == "grr" else "")
        rows.append([label, *(percent(data[name + end]) for end in ENDS), said])
    rows += [growth(data, kind) for kind in ("upsell", "cross_sell") if data[kind]["opportunities"]]
    columns = [
        Column("Expected"), Column("Mean", True), Column("Low 10%", True), Column("High 90%", True),
        Column(""),
    ]  # fmt: skip
    if taken(screen, columns[:4], [row[:4] for row in rows]) + LEAST_SAID > width(screen):
        columns, rows = columns[:4], [row[:4] for row in rows]
        screen.table(columns, rows, naturally(screen, columns, rows))
        return
    sizes = screen.widths(columns, rows, flexible=4)
    sizes[4] = max(4, sizes[4] - (screen.width - width(screen)))
    screen.table(columns, rows, sizes)


def growth(data: Any, kind: str) -> list[Cell]:
    """Opportunities of a kind, apart from the renewals."""
    each, base = data[kind], data["currency"]
    number = count(each["opportunities"], "opportunity", "opportunities")
    left_out = f", {each['unweighted']:,} without a value or probability" if each["unweighted"] else ""
    said = f"of {long(each['value'], base)} in {number}{left_out}"
    return [words(kind).capitalize(), long(whole(each["weighted"]), base), "", "", Part(said)]


def targets(screen: Screen, data: Any) -> None:
    """My numbers for the period, what is booked of them, and what they are expected to come to."""
    base = data["currency"]
    if data["targets"]:
        screen.line()
        screen.line(Part("Target", "heading"))
    for each in data["targets"]:
        metric = f"  {each['metric']:<{METRIC}}"
        if each["missing"] is None:
            screen.line(f"{metric}{percent(each['expected'])} expected of {percent(each['value'])}")
        else:
            value, booked, hoped = (long(whole(each[name]), base) for name in ("value", "booked", "expected"))
            screen.line(f"{metric}{booked} of {value} booked, {hoped} expected")


def missing(screen: Screen, data: Any, about: Any) -> None:
    """Renewals without a category, each with the command that sets it."""
    base = data["currency"]
    rows = [row for row in data["renewals"] if row["state"] == "open" and row["category"] is None]
    if not rows:
        return
    left_out = f"{count(len(rows), 'renewal')} without a forecast, {short(data['missing'], base)}"
    screen.line()
    screen.line(Part(f"Not set {left_out}, not in these figures", "heading"))
    for row in rows[:MOST_NAMED]:
        said = f"  {screen.fit(safe(row['name']), NAME)}  {short(row['value'], base)}"
        screen.footer(
            [([Part(said)], f"am contract edit {row['contract']} --forecast FORECAST")], width(screen)
        )
    more(screen, rows, about)


def slipped(screen: Screen, data: Any, about: Any) -> None:
    """Renewals of which something got worse since the last weekly digest."""
    rows = [row for row in data["renewals"] if row["slipped"]]
    if not rows:
        return
    screen.line()
    digest = wording.on_day(about["found"].digest_on)
    screen.line(Part(f"Slipped   {count(len(rows), 'renewal')} since the digest of {digest}", "heading"))
    for row in rows[:MOST_NAMED]:
        screen.line([Part(f"  {screen.fit(safe(row['name']), NAME)}  "), Part(row["slipped"], "late")])
    more(screen, rows, about)


def more(screen: Screen, rows: Sequence[Any], about: Any) -> None:
    if len(rows) > MOST_NAMED:
        screen.footer([(f"  {len(rows) - MOST_NAMED:,} more", f"{about['command']} --all")], width(screen))


def renewals(screen: Screen, data: Any, found: Any) -> None:
    columns = [
        Column("Account"), Column("Due"), Column("Value", True), Column("Expected"), Column("Band"),
        Column("Chance", True), Column("Contract"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            safe(row["name"]), column_day(row["due"], found.world.today),
            short(row["value"], data["currency"]), standing(row),
            Part(words(row["band"] or "-"), BAND_ROLE.get(row["band"], "")),
            percent(row["probability"]), Part(row["contract"], "muted"),
        ]
        for row in data["renewals"]
    ]  # fmt: skip
    sizes = screen.widths(columns, rows, flexible=0)
    sizes[0] = max(4, sizes[0] - (screen.width - width(screen)))
    screen.table(columns, rows, sizes)


def standing(row: Any) -> Cell:
    """The category of an open renewal, else what became of it."""
    if row["state"] != "open":
        return Part(row["state"], "healthy" if row["state"] == "renewed" else "late")
    return row["category"] or Part("missing", "due")


def footer(screen: Screen, data: Any, about: Any) -> None:
    """By what the chances go, what is in no sum, and what is to go of my number."""
    screen.line()
    if data["unvalued"]:
        screen.line(
            Part(f"{count(data['unvalued'], 'contract')} without a value, not in these figures", "muted")
        )
    if data["uplift"]:
        screen.line(Part(f"Assumes {percent(data['uplift'])} growth on renewals", "muted"))
    if about["found"].converted:
        screen.line(Part(CONVERTED, "muted"))
    own = [each for each in data["rates"] if each["used"]]
    rates = ", ".join(
        f"{words(each['band'])} {percent(each['rate'])} of {each['outcomes']:,}" for each in own
    )
    by = f"Own rates: {rates}; the others" if own else "Chances"
    screen.footer([(f"{by} by forecast and health", "am help forecast")], width(screen))
    if not about["everything"] and data["renewals"]:
        screen.footer([(count(len(data["renewals"]), "renewal"), f"{about['command']} --all")], width(screen))
    if data["still_missing"] is not None:
        left = f"{data['currency']} {long(data['still_missing'], data['currency'])} to go"
        said = f"{percent(data['attainment'])} of target; {left}"
        screen.footer([(said, attainment(about["found"]))], width(screen))


def attainment(found: Any) -> str:
    """The command that shows what is booked, once the period has begun."""
    begun = found.period.first <= found.world.today
    return f"am metrics attainment --period {named(found.period)}" if begun else ""
