"""`am usage list`: the figures, and for one account a line of bars for each metric."""

from itertools import groupby
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Part, Screen, safe
from amcli.output.screens import records
from amcli.output.sparkline import sparkline
from amcli.output.words import column_day
from amcli.rules.numbers import plain

MOST_BARS = 40


def draw(screen: Screen, listing: Listing) -> None:
    records.draw(screen, listing)
    if not (listing.rows and listing.about["drawn"]):
        return
    screen.line()
    found = [(metric, list(rows)) for metric, rows in groupby(listing.about["whole"], metric_of)]
    names = [screen.fit(safe(metric), 24) for metric, _ in found]
    widest = max(map(screen.length, names))
    bars = max(min(len(rows), MOST_BARS) for _, rows in found)
    for name, (_, rows) in zip(names, found, strict=True):
        screen.line(trend(screen, name + " " * (widest - screen.length(name)), rows, bars, listing.about))


def metric_of(row: Any) -> str:
    """What rows are grouped by; they come by metric."""
    return str(row["metric"])


def trend(screen: Screen, name: str, rows: list[Any], bars: int, about: Any) -> list[Part]:
    """One metric: its bars, oldest first, and the newest figure."""
    by_day = sorted(rows, key=lambda row: row["on"])[-MOST_BARS:]
    line = sparkline([row["value"] for row in by_day], ascii_only=screen.ascii)
    last = by_day[-1]
    bought = f" of {plain(last['entitlement'])}" if last["entitlement"] is not None else ""
    day = column_day(last["on"], about["today"]).strip()
    return [Part(f"{name}  "), Part(line.ljust(bars)), Part(f"  {plain(last['value'])}{bought} on {day}")]
