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
from amcli.page import Chart, Footer, Page, Part, Section, Sentence, Table, cells_of
from amcli.reports import (
    charts,
    metrics_data,
    metrics_groups,
    morning,
    morning_page,
    portfolio_data,
    web_tables,
)
from amcli.reports.metrics import ahead_words, apart_words
from amcli.reports.portfolio import LOAD_WORDS, few_touches
from amcli.rules.charts import Chart as Figures
from amcli.rules.dates import spelled_day
from amcli.rules.formatting import count, percent
from amcli.rules.metrics.metric import Scope
from amcli.rules.periods import parse_period
from amcli.rules.targets import period_named

QUARTER, YEAR, AHEAD = "last-quarter", "last-12m", "90d"
PARTS = frozenset(["concentration", "key_accounts", "renewals", "load", "touches", "coverage"])


class Told(NamedTuple):
    """The objects of the reports, as far as they are shown; `healths` is the revenue of each,
    `largest` name, revenue and share, `meaning` what scores have meant."""

    morning: Page
    portfolio: Row
    checkins: Table
    renewals: Table
    risks: Table
    tasks: Table
    accounts: Table
    quarter: str
    bridge: Row
    months: list[Row]
    healths: dict[str, int | float]
    largest: list[tuple[str, int | float, float | None]]
    meaning: Meaning | None


def read_told(world: World, most: int, path: str, filters: Sequence[str]) -> Told:
    """One reading of everything, as far as it is shown; `most` of the largest accounts. Raises Refused where
    a rate is missing."""
    found, day = portfolio_data.read_portfolio(world), morning.read_morning(world)
    quarter, year = (parse_period(each, world.today) for each in (QUARTER, YEAR))
    scope, base = ledger.revenue_scope(world, year), world.totals.base
    return Told(
        morning_page.for_browser(day, path, filters),
        portfolio_data.portfolio_object(found, (), PARTS),
        web_tables.checkin_table(world),
        web_tables.renewal_table(world, AHEAD),
        web_tables.risk_table(world, day.standings),
        web_tables.task_table(world),
        web_tables.account_table(world),
        period_named(quarter),
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


def book_page(told: Told, filters: Sequence[str]) -> Page:
    """The page of the whole book, or of the accounts that filters choose; of an empty book only how to
    begin."""
    lead = spelled_day(dt.date.fromisoformat(told.portfolio["date"]))
    if filters:
        lead += f", filtered by {' '.join(filters)}"
    today, head = told.morning, told.portfolio["totals"]["accounts"]
    parts = [Section("Today", today.parts, anchor="morning"), *(sections(told) if head else ())]
    made = f"Made by amcli from {count(head, 'account')} on {told.portfolio['date']}."
    said = f"{made} Internal: it shows scores and reasons."
    figures = [cell for each in (today.purpose, *today.right) for cell in cells_of(each)]
    return Page("Book of business", lead, figures, parts, [Footer(said)])


def sections(told: Told) -> list[Section]:
    """What follows the morning: the lists of the day, then the book as a whole."""
    revenue = [said(told.bridge, told.bridge["currency"]) for said in (ahead_words, apart_words)]
    code = told.portfolio["currency"]
    risk = [
        charts.revenue_by_health(told.healths, code),
        *([charts.meaning(told.meaning)] if told.meaning else []),
    ]
    return [
        section("checkins", "Check-ins", tables=[told.checkins], none="No check-ins due."),
        section(
            "renewals", "Renewals", tables=[told.renewals], pictures=[charts.renewals(told.portfolio)],
            none="No renewals within 90 days.",
        ),
        section("risk", "Risk", tables=[told.risks], pictures=risk, none="No accounts are at risk."),
        section("tasks", "Tasks", tables=[told.tasks], none="No open tasks."),
        section("accounts", "Accounts", tables=[told.accounts]),
        section("revenue", "Revenue", said=revenue, pictures=[charts.bridge(told.bridge, told.quarter)]),
        section("retention", "Revenue retention", pictures=[charts.retention(told.months)]),
        concentration(told),
        load(told),
    ]  # fmt: skip


def section(
    anchor: str,
    title: str,
    *,
    said: Sequence[str] = (),
    tables: Sequence[Table] = (),
    pictures: Sequence[Figures] = (),
    none: str = "",
) -> Section:
    """Sentences, tables and charts below a heading; `none` is said in the place of tables without lines."""
    parts: list[Part] = [Sentence(each) for each in said if each]
    parts += [each if each.lines else Sentence(none) for each in tables]
    parts += [Chart(each.title, each) for each in pictures]
    return Section(title, parts, anchor=anchor)


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
