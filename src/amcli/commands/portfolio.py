"""The whole book at once: `portfolio`."""

from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import (
    NO_HEADER,
    REPORT_PAGE_OPTIONS,
    Everything,
    Plot,
    finish,
    show_charts,
    shows,
)
from amcli.commands.readers import Word
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import is_drawn
from amcli.output.result import Options, Page
from amcli.reports import charts as made
from amcli.reports import white_space
from amcli.reports.portfolio import portfolio_page
from amcli.reports.portfolio_data import health_revenue, portfolio_object, read_portfolio
from amcli.reports.portfolio_fields import DEFAULT_DIMENSIONS, GROUP_FIELDS
from amcli.rules.portfolio import DIMENSIONS

if TYPE_CHECKING:
    from amcli.fields import Field, Row
    from amcli.reports.portfolio_data import Portfolio
    from amcli.rules.charts import Chart

TABLE_OPTIONS = (*REPORT_PAGE_OPTIONS, NO_HEADER)
PARTS = (
    "by", "concentration", "key_accounts", "renewals", "load", "touches", "coverage", "white_space",
)  # fmt: skip


@shows(TABLE_OPTIONS)
def portfolio(
    run: Run,
    words: Filters = None,
    by: Annotated[
        str | None, option("--by", reader=Word(DIMENSIONS), help="Show only the split by this.")
    ] = None,
    white_space: Annotated[bool, option("--white-space", help="Show only products by account.")] = False,
    plot: Plot = False,
    everything: Everything = False,
    *,
    out: Options,
) -> None:
    """Review the whole book: mix, risk, workload, white space.

    Accounts, ARR and risk by tier, segment, region and owner; concentration; renewals by month; hours
    needed and hours you have; who is overdue for a check-in; and which products each account owns, has
    in an opportunity or could still buy.

    \b
    am portfolio --by industry
    am portfolio --white-space -o csv > open.csv
    am portfolio --plot         renewals by month, revenue by risk
    am portfolio -o json | jq .load.ratio
    """
    if by and white_space:
        raise BadValue("give --by or --white-space, not both.", "For everything: am portfolio")
    if plot and white_space:
        raise BadValue("give --plot or --white-space, not both.", "The charts: am portfolio --plot")
    asked = Asked(run, words)
    asked.restrict()
    found = read_portfolio(run.world)
    parts = frozenset(["by"] if by else ["white_space"] if white_space else PARTS)
    dimensions = (by,) if by else DEFAULT_DIMENSIONS
    drawn = partial(portfolio_page, found, parts, dimensions)
    made = Page(
        "portfolio", {}, about=asked.about(),
        page=partial(drawn, everything=everything), whole=partial(drawn, everything=True, whole=True),
    )  # fmt: skip
    if plot or not is_drawn(run, out):
        made = with_data(made, found, dimensions, parts)
    if plot:
        show_charts(run, made, lambda _: pictures(found, made.data, by), out)
    else:
        finish(run, made, out)


def with_data(made: Page, found: "Portfolio", dimensions: tuple[str, ...], parts: frozenset[str]) -> Page:
    """The page with its object and its rows, which only a program reads."""
    told = portfolio_object(found, dimensions, parts)
    declared: tuple[Field, ...] = GROUP_FIELDS if "by" in parts else white_space.FIELDS
    by = told.get("by", {})
    rows = told["white_space"] if "by" not in parts else [row for rows in by.values() for row in rows]
    codes = [each.code for each in found.holdings]
    return made._replace(data=told, references=codes, fields=declared, rows=rows)


def pictures(found: "Portfolio", data: "Row", by: str | None) -> "list[Chart]":
    """What `--plot` draws: renewals by month and revenue by health, or the revenue of each group."""
    if by is not None:
        return [made.groups(data["by"][by], by, data["currency"])]
    return [made.renewals(data), made.revenue_by_health(health_revenue(found), data["currency"])]
