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
from amcli.commands.readers import Length, Word
from amcli.context import Run
from amcli.errors import BadValue, NotFound
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output.result import Listing, Options, Page
from amcli.reports import charts as made
from amcli.reports import metrics as pages
from amcli.reports import metrics_data as told
from amcli.reports import metrics_fields as declared
from amcli.reports import metrics_groups as grouping
from amcli.reports import metrics_groups_page as grouped_pages
from amcli.reports.metrics_data import metrics_object, read_metrics
from amcli.reports.metrics_fields import grouped
from amcli.reports.metrics_groups import COHORT, MONTHS, REASON
from amcli.rules.dates import Duration
from amcli.rules.metrics.cohorts import AGEING
from amcli.rules.metrics.metric import RATIO
from amcli.rules.metrics.register import METRICS, metric_named
from amcli.rules.targets import period_named

if TYPE_CHECKING:
    from amcli.fields import Row
    from amcli.reports.metrics_data import Found
    from amcli.rules.charts import Chart
    from amcli.rules.metrics.metric import Metric

DEFAULT_PERIOD = "last-quarter"
SHARES = frozenset(metric.name for metric in METRICS if metric.unit == RATIO)
BY = (*declared.BY, REASON)
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
    rolling: Annotated[
        Duration | None,
        option(
            "--rolling", reader=Length(), help="Let each month or quarter cover the time up to its end: 12m."
        ),
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
    name, filters = metric_and_filters(run, words or ())
    asked = Asked(run, filters)
    asked.restrict()
    days = period_of(run, period)
    assert days is not None
    check_groups(name, by, rolling)
    if name is not None and plot and by is None:
        raise BadValue("give a metric or --plot, not both.", "Its months: am metrics --by month --plot")
    if by is None and (out.fields or out.sort or out.limit is not None):
        raise BadValue(
            "--fields, --sort and --limit need --by.", "For example: am metrics --by account --limit 10"
        )
    as_json = out.output == "json"  # which says nothing of the period before
    found = read_metrics(run.world, days, latest=latest, by_parent=by_parent, compared=not as_json)
    about = asked.about()
    result: Listing | Page
    if by is not None and name is not None:
        result = one_metric(found, name, by, rolling, about, flat=out.output not in ("json", "jsonl"))
    elif by is not None:
        result = reasons(found, about) if by == REASON else groups(found, by, rolling, about)
    elif name is not None:
        result = opened(found, name, about, everything=everything)
    else:
        result = whole(found, about, split=split, everything=everything, rows=not as_json)
    if plot:
        show_charts(run, result, partial(pictures, found, name, by), out)
    else:
        finish(run, result, out)


def metric_and_filters(run: Run, words: Sequence[str]) -> "tuple[Metric | None, list[str]]":
    """The metric that the first bare word names, and the filters. Raises NotFound with the near names, or
    the period that is meant."""
    name, filters = first_bare(words)
    if name is None:
        return None, filters
    try:
        return metric_named(name), filters
    except NotFound as error:
        from amcli.commands.nearest import window_meant

        raise NotFound(error.message, window_meant(run.typed, [name]) or error.hint) from None


def whole(found: "Found", about: dict[str, Any], *, split: bool, everything: bool, rows: bool) -> Page:
    """The page of the whole period; in a pipe it has every metric. `rows`: whether its table is wanted."""
    drawn = partial(pages.metrics_page, found, split=split, everyone=not about.get("filters"))
    return Page(
        "metrics", metrics_object(found), (), declared.TABLE, told.table(found, METRICS) if rows else (),
        about,
        page=partial(drawn, everything=everything), whole=partial(drawn, everything=True),
        shape=declared.PAGE,
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


def check_groups(metric: "Metric | None", by: str | None, rolling: Duration | None) -> None:
    """Raise BadValue for options that don't go together."""
    if rolling is not None and by not in MONTHS:
        raise BadValue(
            "--rolling needs --by month or --by quarter.",
            "For example: am metrics nrr --by month --rolling 12m",
        )
    if metric is not None and by == REASON:
        raise BadValue("give a metric or --by reason, not both.", "What was lost: am metrics --by reason")


def groups(found: "Found", by: str, rolling: Duration | None, about: dict[str, Any]) -> Listing:
    """The same numbers for each group."""
    page = partial(grouped_pages.groups_page, found, by, rolling)
    rows = grouping.groups(found, by, rolling)
    code = partial(code_of, by, by)
    return Listing("metrics_by", grouped(by).fields, rows, code, about, page, SHARES)


def one_metric(
    found: "Found", metric: "Metric", by: str, rolling: Duration | None, about: dict[str, Any], *, flat: bool
) -> Listing:
    """One number for each group, or as the accounts of each year grow older; `flat`: with a column for each
    age, which JSON has in a list."""
    if by == COHORT and metric.name in AGEING:
        rows = grouping.ageing(found, metric)
        ages = [each["months"] for each in rows[0]["after"]] if rows else []
        fields = declared.ages(ages) if flat else declared.AGEING.fields
        page = partial(grouped_pages.ageing_page, found, metric)
        shares = frozenset(map(declared.age, ages))
        return Listing("metrics_by", fields, rows, no_code, about, page, shares)
    rows = grouping.one_metric(found, metric, by, rolling)
    page = partial(grouped_pages.one_metric_page, found, metric, by, rolling)
    shares = frozenset(["value"] if metric.unit == RATIO else [])
    code = partial(code_of, by, "group")
    return Listing("metrics_by", declared.ONE.fields, rows, code, about, page, shares)


def reasons(found: "Found", about: dict[str, Any]) -> Listing:
    """What was lost, and why."""
    page = partial(grouped_pages.reasons_page, found)
    shares = frozenset(["share"])
    return Listing("metrics_by", declared.REASONS.fields, grouping.lost(found), no_code, about, page, shares)


def code_of(by: str, field: str, row: "Row") -> str:
    """What commands take for a row: the account, where lines are accounts."""
    return row[field] or "" if by == "account" else ""


def no_code(_: "Row") -> str:
    return ""


def pictures(found: "Found", metric: "Metric | None", by: str | None, rows: Sequence["Row"]) -> "list[Chart]":
    """What `--plot` draws: the bridge, retention over time, the revenue of each group, what was lost; of one
    metric that metric."""
    if by is None:
        return [made.bridge(metrics_object(found), period_named(found.period))]
    if metric is not None:
        return [grouped_pages.chart(rows, metric, by, found.base)]
    if by == REASON:
        return [made.reasons(rows)]
    return [made.retention(rows, by) if by in MONTHS else made.closing(rows, by)]
