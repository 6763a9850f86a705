"""The page of a whole book, for a browser: the morning, what ends, what is at risk, revenue, time; made of
the objects of other reports, read as of one day. Internal: it shows scores and reasons. What is brought to a
customer is the page of a review (`review`).
"""

import datetime as dt
from collections.abc import Sequence

from amcli.facts import ledger
from amcli.facts.account_facts import World
from amcli.facts.meaning import Meaning, read_meaning
from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.page import Cell, Chart, Column, Footer, Items, Page, Part, Section, Sentence, Table
from amcli.reports import (
    charts,
    metrics_data,
    metrics_groups,
    morning,
    portfolio_data,
    renewals,
    risks,
    today,
)
from amcli.reports.metrics import ahead_words, apart_words
from amcli.reports.portfolio import LOAD_WORDS, few_touches
from amcli.rules.charts import Chart as Figures
from amcli.rules.dates import short_day, spelled_day
from amcli.rules.formatting import count, major, percent
from amcli.rules.metrics.metric import Scope
from amcli.rules.periods import parse_period
from amcli.rules.targets import named
from amcli.vocabulary import SECTION_TITLES, words

QUARTER, YEAR, AHEAD = "last-quarter", "last-12m", "90d"
MOST_ACTIONS, MOST_ROWS = 12, 15
UNKNOWN = "-"
PARTS = frozenset(["concentration", "key_accounts", "renewals", "load", "touches", "coverage"])


class Told(NamedTuple):
    """The objects of the reports, as far as they are shown; `risky` is how many are at risk, `bands` the
    revenue of each health, `largest` name, revenue and share, `meaning` what scores have meant."""

    morning: Row
    portfolio: Row
    renewals: list[Row]
    risks: list[Row]
    risky: int
    quarter: str
    bridge: Row
    months: list[Row]
    bands: dict[str, int | float]
    largest: list[tuple[str, int | float, float | None]]
    meaning: Meaning | None


def read_told(world: World, most: int) -> Told:
    """One reading of everything, as far as it is shown; `most` of the largest accounts. Raises Refused where
    a rate is missing."""
    found, day = portfolio_data.read_portfolio(world), morning.read_morning(world)
    at_risk = sorted(risks.pressing(day.standings), key=risks.rank)
    quarter, year = (parse_period(each, world.today) for each in (QUARTER, YEAR))
    scope, base = ledger.revenue_scope(world, year), world.totals.base
    return Told(
        morning_of(day),
        portfolio_data.data(found, (), PARTS),
        renewals.near(world, renewals.until_day(world, AHEAD)),
        risks.rows(world, at_risk[:MOST_ROWS]),
        len(at_risk),
        named(quarter),
        bridge_of(ledger.other_days(scope, quarter), base),
        metrics_groups.retention(scope, year, base),
        portfolio_data.health_revenue(found),
        portfolio_data.largest(found, most),
        read_meaning(world),
    )


def bridge_of(scope: Scope, base: str) -> Row:
    """The bridge of a quarter, what is ahead of it and what stands apart."""
    return {
        "currency": base,
        **metrics_data.revenue(scope, base),
        **metrics_data.beside_arr(scope, base),
    }


def morning_of(day: morning.Morning) -> Row:
    """What the page says of the morning: its sums, and of what there is to do the first and how many."""
    lines = [line for line in today.actions(day) if line.item is None or line.item.place != "unrecorded"]
    return {
        "totals": today.totals(day),
        "actions": today.action_rows(day, lines[:MOST_ACTIONS]),
        "count": len(lines),
        "not_recorded": today.not_recorded(day),
    }


def book_page(told: Told, filters: Sequence[str]) -> Page:
    """The page of the whole book, or of the accounts that filters choose."""
    totals = told.portfolio["totals"]
    lead = spelled_day(dt.date.fromisoformat(told.portfolio["date"]))
    if filters:
        lead += f", filtered by {' '.join(filters)}"
    parts = (
        morning_section(told),
        renewals_section(told),
        risk_section(told),
        section(
            "revenue",
            "Revenue",
            said=[said(told.bridge, told.bridge["currency"]) for said in (ahead_words, apart_words)],
            pictures=[charts.bridge(told.bridge, told.quarter)],
        ),
        section("retention", "Revenue retention", pictures=[charts.retention(told.months)]),
        concentration(told),
        load(told),
    )
    head = count(totals["accounts"], "account")
    last = f"Made by amcli from {head} on {told.portfolio['date']}. Internal: it shows scores and reasons."
    return Page("Book of business", lead, parts=parts, footer=[Footer(last)])


def section(
    anchor: str,
    title: str,
    *,
    said: Sequence[str] = (),
    items: Sequence[Sequence[Cell]] = (),
    pictures: Sequence[Figures] = (),
    tables: Sequence[Table] = (),
) -> Section:
    """Sentences, a numbered list, charts and tables below a heading; those that say nothing left out."""
    parts: list[Part] = [Sentence(each) for each in said if each]
    parts += [Items(items, numbered=True)] if items else []
    parts += [Chart(each.title, each) for each in pictures]
    return Section(title, [*parts, *(each for each in tables if each.lines)], anchor=anchor)


def table(title: str, columns: Sequence[str], lines: Sequence[Sequence[str]]) -> Table:
    """A table whose second and third columns are figures."""
    return Table([Column(each, right=at in (1, 2)) for at, each in enumerate(columns)], lines, title=title)


def amount(value: int | float | None, code: str | None) -> str:
    """An amount in whole words; `-` where it is not known."""
    return UNKNOWN if value is None or code is None else major(value, code)


def morning_section(told: Told) -> Section:
    """What to do today, in its order."""
    data = told.morning
    totals = data["totals"]
    actions, many = data["actions"], data["count"]
    code = totals["currency"]
    said = [
        f"{count(totals['accounts'], 'account')}, {code} {amount(totals['arr'], code)} ARR, "
        f"{amount(totals['arr_at_risk'], code)} at risk, "
        f"{amount(totals['renewing_90d'], code)} up for renewal in 90 days."
    ]
    if not actions:
        said.append("Nothing is late and nothing is due today.")
    if many > len(actions):
        said.append(f"The first {len(actions)} of {many:,}.")
    if data["not_recorded"]["contracts"]:
        said.append(f"{count(data['not_recorded']['contracts'], 'contract')} past their end, not recorded.")
    items = [
        [
            Cell(each["name"], "heading"),
            Cell(each["why"], command=each["command"]),
            Cell(SECTION_TITLES[each["section"]].lower(), "muted"),
        ]
        for each in actions
    ]
    return section("morning", "Today", said=said, items=items)


def renewals_section(told: Told) -> Section:
    """What ends, by month, and contract by contract where it is near."""
    today = dt.date.fromisoformat(told.portfolio["date"])
    rows = tuple(
        (
            row["name"],
            short_day(dt.date.fromisoformat(row["deadline"]), today),
            yearly(row),
            words(row["stage"]),
        )
        for row in told.renewals[:MOST_ROWS]
    )
    title = f"Deadlines within 90 days{more(len(told.renewals))}"
    near = table(title, ("account", "deadline", "a year", "stage"), rows)
    return section("renewals", "Renewals", pictures=[charts.renewals(told.portfolio)], tables=[near])


def against(row: Row) -> list[str]:
    """The reasons for risk of an account; what speaks for it is none."""
    return [each["text"] for each in row["reasons"] if each["points"] > 0]


def yearly(row: Row) -> str:
    """A contract's value in its own currency: `EUR 57,000`."""
    value = amount(row["annual_value"], row["currency"])
    return value if value == UNKNOWN else f"{row['currency']} {value}"


def more(many: int) -> str:
    """`, the first 15 of 40`, where not all are shown."""
    return f", the first {MOST_ROWS} of {many:,}" if many > MOST_ROWS else ""


def risk_section(told: Told) -> Section:
    """Revenue by health, and who is at risk and why."""
    code = told.portfolio["currency"]
    rows = tuple(
        (row["name"], UNKNOWN if row["score"] is None else str(row["score"]), amount(row["arr"], code),
         "; ".join(against(row)[:2]) or words(row["health"]))
        for row in told.risks
    )  # fmt: skip
    title = f"At risk or unknown{more(told.risky)}"
    at_risk = table(title, ("account", "score", f"ARR, {code}", "why"), rows)
    pictures = [charts.bands(told.bands, code), *([charts.meaning(told.meaning)] if told.meaning else [])]
    return section("risk", "Risk", pictures=pictures, tables=[at_risk])


def concentration(told: Told) -> Section:
    """How much the largest accounts carry."""
    found, key = told.portfolio["concentration"], told.portfolio["key_accounts"]
    top, largest = found["top"], found["largest"]
    said = []
    if largest:
        said.append(
            f"The largest {count(top['accounts'], 'account')}, a fifth of all: {percent(top['share'])} "
            f"of ARR. {largest['name']} alone: {percent(largest['share'])}."
        )
    if key["over"]:
        said.append(f"{key['accounts']} key accounts, more than {key['most']}: are they all key?")
    largest_of = charts.largest(told.largest, told.portfolio["currency"])
    return section("concentration", "Concentration", said=said, pictures=[largest_of])


def load(told: Told) -> Section:
    """Whether there is time for it."""
    data, found = told.portfolio, told.portfolio["load"]
    said = [
        f"{charts.hours(found['hours'])} of {charts.hours(found['available'])} hours a month, "
        f"{percent(found['ratio'])}: {LOAD_WORDS[found['state']]}."
    ]
    said += [f"{few_touches(each['tier'], each['than'])}." for each in data["touches"]["alike"]]
    coverage = data["coverage"]
    said.append(f"{count(coverage['beyond_cadence'], 'account')} overdue for a check-in.")
    return section("load", "Workload", said=said, pictures=[charts.load(data)])
