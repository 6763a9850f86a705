"""The page of `am usage list`: the figures, and for one account a line of bars for each metric."""

import datetime as dt
from itertools import groupby

from amcli.fields import Row
from amcli.page import Column, Line, Page, Table, dash
from amcli.reports.records import records_page
from amcli.rules.charts import sparkline
from amcli.rules.formatting import column_day
from amcli.rules.numbers import plain

MOST_BARS = 40
COLUMNS = (Column("", most=24), Column(""), Column(""))


def usage_page(plural: str, today: dt.date, shown: list[Row], whole: list[Row], *, trends: bool) -> Page:
    """What a person sees of the figures that are shown; with `trends` how each metric of them all went."""
    page = records_page("usage", plural, today, shown, whole)
    if not (shown and trends):
        return page
    metrics = [list(rows) for _, rows in groupby(whole, lambda row: row["metric"])]  # they come by metric
    bars = Table(COLUMNS, [trend(rows, today) for rows in metrics], header=False)
    return page._replace(parts=[*page.parts, *page.footer, bars], footer=())


def trend(rows: list[Row], today: dt.date) -> Line:
    """One metric: its bars, oldest first, and the newest figure."""
    by_day = sorted(rows, key=lambda row: str(row["on"]))[-MOST_BARS:]
    last = by_day[-1]
    bought = f" of {plain(last['entitlement'])}" if last["entitlement"] is not None else ""
    day = column_day(last["on"], today).strip()
    newest = f"{plain(last['value'])}{bought} on {day}"
    return [dash(last["metric"]), sparkline([row["value"] for row in by_day]), newest]
