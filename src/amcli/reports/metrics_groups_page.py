"""The pages of `am metrics --by`: the bridge and retention of each group, one metric of each group or as the
accounts of each year grow older, and what was lost for each reason. Rows are metrics_groups.
"""

import datetime as dt
from collections.abc import Sequence

from amcli.fields import Row
from amcli.page import Cell, Column, Page, Part, Section, Sentence, Table, Words, dash
from amcli.reports.charts import MOST_BARS, left_out
from amcli.reports.metrics_data import Found
from amcli.reports.metrics_fields import age
from amcli.reports.metrics_groups import COHORT, MONTHS, REASON
from amcli.rules.charts import Bar, Bars, Chart, Lines
from amcli.rules.charts import Line as Stroke
from amcli.rules.dates import Duration, Period, month_number, month_span
from amcli.rules.formatting import count, major, percent
from amcli.rules.metrics import texts
from amcli.rules.metrics.bridge import CHURNED, CONTRACTION, MOVES
from amcli.rules.metrics.cohorts import AGEING
from amcli.rules.metrics.metric import MONEY, POINTS, RATIO, Metric
from amcli.rules.targets import period_named

FIGURES = ("opening_arr", *MOVES, "closing_arr", "nrr", "grr")
# Where there is no room for all.
RANKS = {
    "reactivated": 7,
    "grr": 6,
    "new": 5,
    "contraction": 4,
    "expansion": 3,
    "churned": 2,
    "opening_arr": 1,
}
ADDS_UP = "Only opening, closing and their difference add up to the total."
LEAST_NAME = 10


def groups_page(found: Found, by: str, rolling: Duration | None, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the groups that are shown and of all of them."""
    columns = [
        Column(by.capitalize(), rest=True, least=LEAST_NAME, always=True),
        *(Column(title(name), right=True, rank=RANKS.get(name, 0)) for name in FIGURES),
    ]
    lines = [[dash(row[by]), *(figure(row, name, found.base) for name in FIGURES)] for row in shown]
    parts: list[Part] = [Table(columns, lines)]
    if len(shown) < len(whole):
        parts.append(Sentence(Cell(f"{len(shown)} of {count(len(whole), by)}", "muted")))
    parts += about_lines(found, by, rolling, shown)
    return Page(period_named(found.period), purpose(found, by), [found.base], [Section("", parts)])


def purpose(found: Found, by: str) -> str:
    """Which days the lines are of, and what a line is."""
    window = found.scope.window
    return f"{texts.span(window.first, window.last)}, by {by}"


def about_lines(found: Found, by: str, rolling: Duration | None, shown: list[Row]) -> list[Part]:
    """What has to be said of the lines: that they don't add up, and which are only part of a quarter."""
    said = []
    if rolling is not None:
        said.append(f"Each line covers the {length(rolling)} to its end, so lines overlap.")
    elif by in ("product", *MONTHS):
        said.append(ADDS_UP)
    if (
        rolling is None
        and by in MONTHS
        and (parts := [part for row in shown if (part := partly(found, by, row))])
    ):
        said.append(f"Part of the {by}: {', '.join(parts)}.")
    return [Sentence(Cell(each, "muted"), whole=True) for each in said]


def length(rolling: Duration) -> str:
    """`12 months`, or `90 days`."""
    return count(rolling.months, "month") if rolling.months else count(rolling.days, "day")


def partly(found: Found, by: str, row: Row) -> str:
    """A line that is only part of its month or quarter, with its days."""
    days = Period(*(dt.date.fromisoformat(row["period"][name]) for name in ("from", "to")))
    last = min(days.last, found.scope.window.last)
    months = MONTHS[by]
    whole = month_span(month_number(days.first) // months * months, months)
    if (days.first, last) == whole:
        return ""
    return f"{row.get(by) or row['group']} ({texts.span(days.first, last)})"


def title(name: str) -> str:
    return name.upper() if name in ("nrr", "grr") else name.removesuffix("_arr").capitalize()


def figure(row: Row, name: str, base: str) -> Words:
    """A figure of a group; nothing stays quiet."""
    if name in ("nrr", "grr"):
        return percent(row[name])
    lost = name in (CONTRACTION, CHURNED) and row[name]
    return Cell(f"{'-' if lost else ''}{major(row[name], base)}", "" if row[name] else "muted")


def one_metric_page(
    found: Found, metric: Metric, by: str, rolling: Duration | None, shown: list[Row], whole: list[Row]
) -> Page:
    """What a person sees of one metric of each group."""
    columns = [
        Column(by.capitalize(), least=LEAST_NAME),
        Column("Value", right=True),
        Column("From", rest=True),
    ]
    lines = [
        [dash(row["group"]), value(row["value"], metric, found.base), behind(row, metric, found.base)]
        for row in shown
    ]
    parts: list[Part] = [Table(columns, lines)]
    if len(shown) < len(whole):
        parts.append(Sentence(Cell(f"{len(shown)} of {count(len(whole), by)}", "muted")))
    if by in MONTHS:
        parts += about_lines(found, by, rolling, shown)[0 if rolling else 1 :]
    return Page(metric.label, purpose(found, by), [found.base] if metric.money else [], [Section("", parts)])


def value(number: float | None, metric: Metric, base: str) -> str:
    """The number of a line; amounts are in major units."""
    if number is not None and metric.unit == MONEY:
        return major(number, base)
    return texts.number(number, metric.unit, str)


def behind(row: Row, metric: Metric, base: str) -> Words:
    """The two numbers behind the one of a line, or why there is none."""
    if row["why"] is not None:
        return Cell(row["why"], "muted")
    if metric.unit == RATIO:
        ends = [
            major(row[name], base) if metric.money else f"{row[name]:,.10g}" for name in ("top", "bottom")
        ]
        return f"{' of '.join(ends)} {metric.noun}".rstrip()
    return count(row["bottom"], "answer") if metric.unit == POINTS else ""


NOT_RECORDED = "not recorded"
AGES = (
    "12m is 12 months after each account's first ARR, compared with that day."
    " Empty until the youngest account is that old."
)


def ageing_page(found: Found, metric: Metric, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the accounts of each year as they grow older."""
    ages = [each["months"] for each in whole[0]["after"]] if whole else []
    columns = [
        Column("Joined", rest=True, least=LEAST_NAME, always=True),
        Column("Accounts", right=True),
        *(Column(age(months), right=True, rank=at) for at, months in enumerate(ages)),
    ]
    lines = [
        [row["cohort"], f"{row['accounts']:,}", *(percent(each["value"]) for each in row["after"])]
        for row in shown
    ]
    if not whole:
        parts: list[Part] = [Sentence("No account had ARR by then.")]
    else:
        parts = [Table(columns, lines), Sentence(Cell(AGES, "muted"), whole=True)]
    closing = texts.on_day(found.scope.window.last)
    return Page(metric.label, f"as of {closing}, by year of the first ARR", [], [Section("", parts)])


def reasons_page(found: Found, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of what was lost for each reason, churned and contraction, and of all of it."""
    columns = [
        Column("Reason", rest=True, least=LEAST_NAME, always=True),
        Column("Accounts", right=True),
        Column("Contracts", right=True),
        Column("Lost ARR", right=True),
        Column("Share", right=True),
    ]
    lines: list[list[Words]] = [
        [
            row["reason"] or Cell(NOT_RECORDED, "muted"),
            f"{row['accounts']:,}",
            f"{row['contracts']:,}",
            major(row["lost"], found.base),
            percent(row["share"]),
        ]
        for row in shown
    ]
    total = major(sum(row["lost"] for row in whole), found.base)
    lines.append([Cell("Total", "heading"), "", "", total, ""])
    parts: list[Part] = [Table(columns, lines) if whole else Sentence("Nothing was lost.")]
    return Page(period_named(found.period), purpose(found, REASON), [found.base], [Section("", parts)])


def chart(rows: Sequence[Row], metric: Metric, by: str, base: str) -> Chart:
    """One metric over time or by group; of the years in which accounts joined, how much is left."""
    title, share = f"{metric.label} by {by}", metric.unit == RATIO
    if by == COHORT and metric.name in AGEING:
        return ageing_chart(rows, title)
    words = [value(row["value"], metric, base) for row in rows]
    if by in MONTHS:
        stroke = Stroke(metric.label, tuple(row["value"] for row in rows), tuple(words))
        return Lines(title, by, tuple(row["group"] for row in rows), (stroke,), percent=share)
    scale = 100 if share else 1
    bars = [
        Bar(dash(row["group"]), scale * (row["value"] or 0), said)
        for row, said in zip(rows[:MOST_BARS], words, strict=False)
    ]
    return Bars(title, (by, metric.label), tuple(bars), note=left_out(rows))


def ageing_chart(rows: Sequence[Row], title: str) -> Chart:
    """How much is left of each year of which anything is known, after as long as is known."""
    bars = []
    for row in rows:
        known = [each for each in row["after"] if each["value"] is not None]
        if known:
            last = known[-1]
            bars.append(
                Bar(
                    row["cohort"],
                    100 * last["value"],
                    f"{percent(last['value'])} after {age(last['months'])}",
                )
            )
    return Bars(title, ("cohort", "latest"), tuple(bars))
