"""Everything that the page of a whole book tells, read as of one day: the objects of the reports that it is
made of. What it says of them: `documents.web_book`.
"""

from typing import NamedTuple

from amcli.facts.account_facts import World
from amcli.fields import Row
from amcli.reports import metrics_data, morning, portfolio_data, renewals, risks, today
from amcli.rules.periods import parse_period
from amcli.rules.targets import named

QUARTER, YEAR, AHEAD = "last-quarter", "last-12m", "90d"
PARTS = frozenset(["concentration", "key_accounts", "renewals", "load", "touches", "coverage"])


class Told(NamedTuple):
    """The objects of the reports; `bands` is the revenue of each band, `largest` name, revenue and share."""

    morning: Row
    portfolio: Row
    renewals: list[Row]
    risks: list[Row]
    quarter: str
    bridge: Row
    months: list[Row]
    bands: dict[str, int | float]
    largest: list[tuple[str, int | float, float | None]]


def read_told(world: World, most: int) -> Told:
    """One reading of everything; `most` of the largest accounts. Raises Refused where a rate is missing."""
    found = portfolio_data.read_portfolio(world)
    quarter = parse_period(QUARTER, world.today)
    near = renewals.near(world, renewals.until_day(world, AHEAD))
    at_risk, _ = risks.listed(world, everything=False)
    year = metrics_data.read_metrics(world, parse_period(YEAR, world.today))
    return Told(
        today.data(morning.read_morning(world, bare=False)),
        portfolio_data.data(found, (), PARTS),
        near,
        risks.rows(world, at_risk),
        named(quarter),
        metrics_data.data(metrics_data.read_metrics(world, quarter)),
        metrics_data.groups(year, "month"),
        portfolio_data.band_revenue(found),
        portfolio_data.largest(found, most),
    )
