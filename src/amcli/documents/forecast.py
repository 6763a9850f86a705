"""The forecast of a period as Markdown for a pipe, a mail or a file."""

from collections.abc import Sequence
from typing import Any

from amcli.documents.portfolio import number, table
from amcli.documents.risk import text
from amcli.rules.dates import Period
from amcli.rules.formatting import count, percent
from amcli.rules.isodays import sure
from amcli.rules.metrics.wording import whole
from amcli.rules.targets import named
from amcli.vocabulary import words

Data = dict[str, Any]
PARTS = ("due", "renewed", "commit", "likely", "doubtful", "lost", "missing", "weighted")


def markdown(data: Data) -> list[str]:
    """The page of `am forecast`."""
    period = Period(*(sure(data["period"][end]) for end in ("from", "to")))
    lines = [f"# Forecast of {named(period)}", ""]
    lines.append(
        f"{count(data['due_number'], 'renewal')} due, {data['currency']} {number(data['due'])}; on "
        f"{data['as_of']}. Best case {number(data['best_case'])}, "
        f"of it committed {number(data['committed'])}."
    )
    lines += ["", *months(data), "", *expected(data)]
    lines += ["", *targets(data)] if data["targets"] else []
    for said in notes(data):
        lines += ["", f"{said}."]
    lines += ["", f"{bands(data)}."]
    return [*lines, "", *renewals(data)] if data["renewals"] else lines


def months(data: Data) -> list[str]:
    """What is due by month and category."""
    rows = [[name, *(number(each[part]) for part in PARTS)] for name, each in by_month(data)]
    return table(["month", *("not set" if part == "missing" else part for part in PARTS)], rows)


def by_month(data: Data) -> list[tuple[str, Data]]:
    return [*((each["month"], each) for each in data["months"]), ("total", data)]


def expected(data: Data) -> list[str]:
    """What is expected, and how bad and how good it could get."""
    rows = [["value renewed", *(number(whole(data[f"weighted{end}"])) for end in ("", "_p10", "_p90"))]]
    for name, label in (("grr", "gross revenue retention"), ("nrr", "net revenue retention")):
        rows.append([label, *(percent(data[f"{name}{end}"]) for end in ("", "_p10", "_p90"))])
    for kind in ("upsell", "cross_sell"):
        each = data[kind]
        told = count(each["opportunities"], "opportunity", "opportunities")
        rows.append(
            [f"{words(kind)}, {number(each['value'])} in {told}", number(whole(each["weighted"])), "", ""]
        )
    return table(["expected", "mean", "low (10%)", "high (90%)"], rows)


def targets(data: Data) -> list[str]:
    """My numbers beside what is expected."""
    rows = []
    for each in data["targets"]:
        write = number if each["missing"] is not None else percent
        rows.append([each["metric"], *(write(each[name]) for name in ("value", "booked", "expected"))])
        rows[-1].append(number(each["missing"]))
    return table(["target", "value", "booked", "expected", "to go"], rows)


def notes(data: Data) -> list[str]:
    """What no expectation holds, and why; and what was assumed."""
    missing = [each for each in data["renewals"] if is_missing(each)]
    found = []
    if missing:
        found.append(
            f"Not set, so not in these figures: {count(len(missing), 'renewal')}, "
            f"{number(data['missing'])}. Set it: "
            f"`am contract edit {missing[0]['contract']} --forecast FORECAST`"
        )
    if data["uplift"]:
        found.append(f"Assumes {percent(data['uplift'])} growth on renewals")
    if data["unvalued"]:
        found.append(f"Without a value, so not in these figures: {count(data['unvalued'], 'contract')}")
    for kind in ("upsell", "cross_sell"):
        if unweighted := data[kind]["unweighted"]:
            found.append(f"{words(kind).capitalize()}s without a value or a probability: {unweighted:,}")
    return found


def is_missing(row: Data) -> bool:
    """Whether a renewal is open and has no category."""
    return bool(row["state"] == "open" and row["category"] is None)


def bands(data: Data) -> str:
    own = [
        f"{words(each['band'])} {percent(each['rate'])} of {each['outcomes']:,}"
        for each in data["rates"]
        if each["used"]
    ]
    if not own:
        return "Chances come from forecast and health; no level of health has 30 results of its own yet"
    return f"Your book's own renewal rate: {', '.join(own)}; the rest by forecast and health"


def renewals(data: Data) -> list[str]:
    titles = ["account", "contract", "due", "category", "band", "slipped", "chance", "value"]
    return table(titles, [cells(each) for each in data["renewals"]], lefts=6)


def cells(row: Data) -> Sequence[Any]:
    return (
        text(row["name"]), row["contract"], row["due"], standing(row), words(row["band"] or "-"),
        row["slipped"] or "", percent(row["probability"]), number(row["value"]),
    )  # fmt: skip


def standing(row: Data) -> str:
    """The category of an open renewal, else what became of it."""
    return row["category"] or "missing" if row["state"] == "open" else str(row["state"])
