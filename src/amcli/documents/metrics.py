"""The metrics of a period, and one of them opened, as Markdown for a pipe, a mail or a file."""

from collections.abc import Callable
from typing import Any

from amcli.documents.portfolio import number, table
from amcli.documents.risk import text
from amcli.rules.formatting import count, long_money, money
from amcli.rules.metrics import wording
from amcli.rules.metrics.bridge import CHURNED, CONTRACTION, MOVES
from amcli.rules.metrics.growth import OFFSET, PARTS, amount_of
from amcli.rules.metrics.register import METRICS
from amcli.rules.targets import named

Data = dict[str, Any]


def whole(found: Any, *, split: bool) -> Callable[[Data], list[str]]:
    """The page of `am metrics`."""

    def markdown(data: Data) -> list[str]:
        window = found.scope.window
        lines = [f"# Metrics of {named(found.period)}", ""]
        lines += [
            f"{wording.span(window.first, window.last)}, in {found.base}.",
            "",
            *bridge(found, data, split),
        ]
        return [*lines, "", *rates(found)]

    return markdown


def bridge(found: Any, data: Data, split: bool) -> list[str]:
    """The steps from the opening to the closing."""
    counts = data["accounts"]
    rows: list[list[Any]] = [
        ["Opening ARR", number(data["opening_arr"]), count(counts["opening"], "account")]
    ]
    if data["fx"]:
        rows.append(["exchange rates", number(data["fx"]), ""])
    for kind in MOVES:
        sign = "-" if kind in (CONTRACTION, CHURNED) and data[kind] else ""
        rows.append([kind, sign + number(data[kind]), count(counts[kind], "account")])
        if kind == "expansion" and split:
            for part in PARTS:
                amount = amount_of(found.scope, part) * (-1 if part == OFFSET else 1)
                rows.append([f"of it {part.replace('_', '-')}", long_money(amount, found.base), ""])
    rows.append(["Closing ARR", number(data["closing_arr"]), count(counts["closing"], "account")])
    for name, words in (
        ("lapsed_arr", "past its end, not recorded"),
        ("unconfirmed_arr", "past its end, auto-renewing"),
        ("contracted_arr", "signed, not yet started"),
    ):
        if data[name]:
            rows.append([words, number(data[name]), ""])
    return table(["revenue", "amount", "accounts"], rows)


def rates(found: Any) -> list[str]:
    """Every rate beside that of the period before."""
    rows = []
    for metric in METRICS:
        figure = metric.figure(found.scope)
        before = None if found.before is None else metric.figure(found.before).value

        def write(amount: int) -> str:
            return long_money(amount, found.base)

        def short(amount: int) -> str:
            return money(amount, found.base)

        rows.append(
            [
                metric.label,
                wording.number(figure.value, metric.unit, write),
                wording.number(before, metric.unit, write),
                wording.change(figure.value, before, metric.unit, write),
                text(wording.behind(metric, figure, found.scope, write, short)),
            ]
        )
    return table(["metric", "now", "before", "change", "from"], rows)


def opened(data: Data) -> list[str]:
    value = "none" if data["value"] is None else f"{data['value']:,.10g}"
    lines = [f"# {text(data['label'])}", "", f"{value}; {data['period']['from']} to {data['as_of']}."]
    lines += ["", f"{text(data['formula'])}."]
    lines += ["", f"No figure: {text(data['why'])}."] if data["why"] else []
    if not data["items"]:
        return lines
    rows = [
        [
            text(row["account"] or "-"), row["record"] or "", row["on"] or "", text(row["note"] or ""),
            number(row["top"]), number(row["bottom"]),
        ]
        for row in data["items"]
    ]  # fmt: skip
    rows.append(["total", "", "", "", number(data["top"]), number(data["bottom"])])
    return [*lines, "", *table(["account", "record", "on", "note", "part", "of"], rows, lefts=4)]
