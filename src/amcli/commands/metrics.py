"""`am metrics`: the numbers an account manager is measured by, and one of them opened."""

from collections.abc import Sequence
from functools import partial

from amcli.commands.declared import argument, option
from amcli.commands.filtering import Asked, first_bare
from amcli.commands.options import (
    AS_OF,
    LIST_OPTIONS,
    Everything,
    Plot,
    finish,
    period_of,
    show_charts,
    shows,
)
from amcli.commands.readers import Word
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output.result import Listing, Options, Page
from amcli.reports import charts as made
from amcli.reports import metrics as pages
from amcli.reports import metrics_data as told
from amcli.reports import metrics_fields as declared
from amcli.reports.metrics_data import data, read_metrics
from amcli.reports.metrics_fields import grouped
from amcli.rules.metrics.metric import RATIO
from amcli.rules.metrics.register import METRICS, named

if TYPE_CHECKING:
    from amcli.fields import Row
    from amcli.reports.metrics_data import Found
    from amcli.rules.charts import Chart
    from amcli.rules.metrics.metric import Metric

DEFAULT_PERIOD = "last-quarter"
SHARES = frozenset(metric.name for metric in METRICS if metric.unit == RATIO)
BY = ("account", "tier", "segment", "owner", "region", "product", "month")
TABLE_OPTIONS = (*LIST_OPTIONS, AS_OF)
NameAndFilters = Annotated[
    list[str] | None,
    argument(
        metavar="[METRIC] [FILTER...]",
        help="One metric by its name, for example nrr; filters such as tier:key.",
    ),
]
PeriodOption = Annotated[
    str, option("--period", metavar="PERIOD", help="Period: 2026-Q1, last-12m, 2025, ytd.")
]


@shows(TABLE_OPTIONS)
def metrics(
    run: Run,
    words: NameAndFilters = None,
    period: PeriodOption = DEFAULT_PERIOD,
    by: Annotated[
        str | None, option("--by", reader=Word(BY), help="Split by month, tier, owner and so on.")
    ] = None,
    split: Annotated[
        bool, option("--split", help="Split expansion into price, upsell and cross-sell.")
    ] = False,
    latest: Annotated[bool, option("--latest", help="Count only the latest answer of each person.")] = False,
    by_parent: Annotated[
        bool, option("--by-parent", help="Count a parent account and its subsidiaries as one.")
    ] = False,
    plot: Plot = False,
    everything: Everything = False,
    *,
    out: Options,
) -> None:
    """Calculate NRR, GRR, renewal rates, NPS and more.

    Shows the ARR bridge, from opening to closing ARR, and the rates next to the previous period's. am
    metrics NAME shows the accounts behind a number. What each one means: am help metrics.

    \b
    am metrics --period last-quarter
    am metrics nrr --period 2025
    am metrics --by month --period last-12m --plot
    am metrics tier:key -o json | jq .nrr
    """
    name, filters = metric_and_filters(words or ())
    asked = Asked(run, filters)
    asked.restrict()
    days = period_of(run, period)
    assert days is not None
    if name is not None and by is not None:
        raise BadValue("give a metric or --by, not both.", f"Its accounts: am metrics {name.name}")
    if name is not None and plot:
        raise BadValue("give a metric or --plot, not both.", "Its months: am metrics --by month --plot")
    if by is None and (out.fields or out.sort or out.limit is not None):
        raise BadValue(
            "--fields, --sort and --limit need --by.", "For example: am metrics --by account --limit 10"
        )
    as_json = out.output == "json"  # which says nothing of the period before
    found = read_metrics(run.world, days, latest=latest, by_parent=by_parent, compared=not as_json)
    about = asked.about()
    result: Listing | Page
    if by is not None:
        result = groups(found, by, about)
    elif name is not None:
        result = opened(found, name, about, everything=everything)
    else:
        result = whole(found, about, split=split, everything=everything, rows=not as_json)
    if plot:
        show_charts(run, result, partial(pictures, found, by), out)
    else:
        finish(run, result, out)


def metric_and_filters(words: Sequence[str]) -> "tuple[Metric | None, list[str]]":
    """The metric that the first bare word names, and the filters. Raises NotFound with the near names."""
    name, filters = first_bare(words)
    if name is None:
        return None, filters
    return named(name), filters


def whole(found: "Found", about: dict[str, Any], *, split: bool, everything: bool, rows: bool) -> Page:
    """The page of the whole period; in a pipe it has every metric. `rows`: whether its table is wanted."""
    drawn = partial(pages.metrics_page, found, split=split, everyone=not about.get("filters"))
    return Page(
        "metrics", data(found), (), declared.TABLE, told.table(found, METRICS) if rows else (), about,
        page=partial(drawn, everything=everything), whole=partial(drawn, everything=True),
    )  # fmt: skip


def opened(found: "Found", metric: "Metric", about: dict[str, Any], *, everything: bool) -> Page:
    """The page of one metric; in a pipe it has all that is behind it."""
    made = told.opened(found, metric)
    rows = made["items"]
    codes = list(dict.fromkeys(row["account"] for row in rows if row["account"]))
    drawn = partial(pages.metric_page, found, made)
    return Page(
        "metric", made, codes, declared.ITEM.fields, rows, about,
        page=partial(drawn, everything=everything), whole=partial(drawn, everything=True),
    )  # fmt: skip


def groups(found: "Found", by: str, about: dict[str, Any]) -> Listing:
    """The same numbers for each group."""

    def code(row: "Row") -> str:
        return row["account"] or "" if by == "account" else ""

    page = partial(pages.groups_page, found, by)
    rows = told.groups(found, by)
    return Listing("metrics_by", grouped(by).fields, rows, code, about, page, SHARES)


def pictures(found: "Found", by: str | None, rows: Sequence["Row"]) -> "list[Chart]":
    """What `--plot` draws: the bridge, retention by month, or the revenue of each group."""
    from amcli.rules.targets import named

    if by is None:
        return [made.bridge(data(found), named(found.period))]
    return [made.retention(rows) if by == "month" else made.closing(rows, by)]
