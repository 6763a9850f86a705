"""Which figures of a report make a picture, and in which words. What a picture is: `charts`.

Made of the objects that programs read, so that a picture and `-o json` cannot differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from amcli.facts.meaning import Meaning
from amcli.fields import Row
from amcli.rules.charts import DAY, Bar, Bars, Chart, Line, Lines
from amcli.rules.formatting import count, major, percent
from amcli.rules.metrics.bridge import CHURNED, CONTRACTION, MOVES
from amcli.rules.numbers import plain
from amcli.vocabulary import HEALTHS, words

BAD = ("critical", "at_risk")
MOST_BARS = 20
LARGEST = 10
FULL_SCORE = 100


def bridge(data: Row, period: str) -> Bars:
    """From the opening revenue to the closing, each step where the one before ended."""
    code = data["currency"]
    sum_ = data["opening_arr"]
    bars = [Bar("Opening ARR", sum_, major(sum_, code), role="whole")]
    for name in ("fx", *MOVES):
        amount = -data[name] if name in (CONTRACTION, CHURNED) else data[name]
        if name == "fx" and not amount:
            continue
        label = "exchange rates" if name == "fx" else name
        sign = "+" if amount > 0 else ""
        role = "bad" if amount < 0 else "good"
        bars.append(Bar(label, sum_ + amount, sign + major(amount, code), sum_, role))
        sum_ += amount
    bars.append(Bar("Closing ARR", data["closing_arr"], major(data["closing_arr"], code), role="whole"))
    return Bars(f"Revenue of {period}", ("step", f"ARR, {code}"), tuple(bars), floats=True)


def retention(rows: Sequence[Row], by: str = "month") -> Lines:
    """Net and gross revenue retention of each month or quarter."""
    lines = [
        Line(title, tuple(row[name] for row in rows), tuple(percent(row[name]) for row in rows))
        for name, title in (("nrr", "NRR"), ("grr", "GRR"))
    ]
    labels = tuple(row[by] for row in rows)
    return Lines(f"Revenue retention by {by}", by, labels, tuple(lines), percent=True, high=1)


def reasons(rows: Sequence[Row]) -> Bars:
    """What was lost for each reason."""
    code = rows[0]["currency"] if rows else ""
    bars = [
        Bar(row["reason"] or "not recorded", row["lost"], major(row["lost"], code), role="bad")
        for row in rows[:MOST_BARS]
    ]
    return Bars("Lost ARR by reason", ("reason", f"ARR, {code}"), tuple(bars), note=left_out(rows))


def closing(rows: Sequence[Row], by: str) -> Bars:
    """The closing revenue of each group, the largest first."""
    code = rows[0]["currency"] if rows else ""
    bars = [
        Bar(str(row[by] or "-"), row["closing_arr"], major(row["closing_arr"], code))
        for row in rows[:MOST_BARS]
    ]
    return Bars(f"Closing ARR by {by}", (by, f"ARR, {code}"), tuple(bars), note=left_out(rows))


def left_out(rows: Sequence[object], most: int = MOST_BARS) -> str:
    """What is said where there are more rows than bars."""
    return f"The first {most} of {len(rows):,}." if len(rows) > most else ""


def renewals(data: Row) -> Bars:
    """The value of the contracts that end in each of twelve months."""
    code, found = data["currency"], data["renewals"]
    bars = tuple(
        Bar(each["month"], each["value"], major(each["value"], code), role="bad" if each["over"] else "")
        for each in found["months"]
    )
    over = [each["month"] for each in found["months"] if each["over"]]
    said = [f"More than 1.5x the average month: {', '.join(over)}."] if over else []
    if (past := found["past"])["contracts"]:
        contracts = count(past["contracts"], "contract")
        said.append(f"Past their end, not recorded: {contracts}, {major(past['value'], code)}.")
    return Bars("Renewals by month", ("month", f"value, {code}"), bars, note=" ".join(said))


def forecast(data: Row, period: str) -> list[Chart]:
    """What is due in each month, and what of all of it is where."""
    code = data["currency"]
    months = [Bar(each["month"], each["due"], major(each["due"], code)) for each in data["months"]]
    states = [
        Bar(name, data[name], major(data[name], code), role=role)
        for name, role in (
            ("renewed", "good"), ("commit", "good"), ("likely", ""), ("doubtful", "bad"), ("lost", "bad"),
            ("unset", "whole"), ("weighted", ""),
        )
    ]  # fmt: skip
    columns = ("category", f"value, {code}")
    return [
        Bars(f"Renewals due in {period}", ("month", f"value, {code}"), tuple(months)),
        Bars(f"Forecast of {period}", columns, tuple(states), note="Not set: open, without a forecast."),
    ]


def revenue_by_health(found: Mapping[str, int | float], code: str) -> Bars:
    """The revenue of the accounts of each health."""
    bars = tuple(
        Bar(words(health), found[health], major(found[health], code), role=health_role(health))
        for health in HEALTHS
    )
    return Bars("Risk by revenue", ("health", f"ARR, {code}"), bars)


def meaning(found: Meaning) -> Bars:
    """How much was lost where accounts scored so: a bar for each ten of scores that there were."""
    bars = tuple(
        Bar(
            f"{ten.first} to {ten.last}",
            100 * ten.lost / ten.cases,
            f"{percent(ten.lost / ten.cases)} of {ten.cases:,}",
        )
        for ten in found.tens
        if ten.cases
    )
    of_all = f"Of all {found.cases:,} scores {percent(found.share)} were followed by a loss"
    note = f"{of_all}; back-test of {found.on}, {found.horizon} ahead."
    return Bars("Score and share lost", ("score", "share lost"), bars, note=note)


def health_role(health: str) -> str:
    """What a health's bar stands for."""
    return "bad" if health in BAD else "good" if health == "healthy" else ""


def groups(rows: Sequence[Row], dimension: str, code: str) -> Bars:
    """The revenue of each group of a dimension."""
    bars = tuple(
        Bar(str(row["group"] or "-"), row["arr"], major(row["arr"], code)) for row in rows[:MOST_BARS]
    )
    return Bars(f"ARR by {dimension}", (dimension, f"ARR, {code}"), bars, note=left_out(rows))


def largest(rows: Iterable[tuple[str, int | float, float | None]], code: str) -> Bars:
    """What each of the largest accounts carries: name, revenue, share."""
    bars = tuple(Bar(name, arr, f"{major(arr, code)}, {percent(part)}") for name, arr, part in rows)
    return Bars("The largest accounts", ("account", f"ARR, {code}, and share"), bars)


def load(data: Row) -> Bars:
    """Hours a month by tier, all of them, and those there are."""
    found = data["load"]
    bars = [Bar(each["tier"], each["hours"], hours(each["hours"])) for each in found["tiers"]]
    role = "" if found["state"] == "ok" else "bad"
    bars.append(Bar("needed in total", found["hours"], hours(found["hours"]), role=role))
    bars.append(Bar("available", found["available"], hours(found["available"]), role="whole"))
    return Bars("Hours a month", ("tier", "hours"), tuple(bars))


def hours(amount: int | float) -> str:
    return f"{amount:,.10g}"


def usage(rows: Iterable[Row]) -> list[Chart]:
    """A picture for each metric of an account: what is used, and what was bought where that is known."""
    by_metric = sorted(rows, key=lambda row: (row["metric"], row["on"]))
    found = groupby(by_metric, key=lambda row: row["metric"])
    return [usage_of(metric, list(group)) for metric, group in found]


def usage_of(metric: str, rows: Sequence[Row]) -> Lines:
    lines = [line_of("used", [row["value"] for row in rows])]
    if any(row["entitlement"] is not None for row in rows):
        lines.append(line_of("bought", [row["entitlement"] for row in rows]))
    labels = tuple(row["on"] for row in rows)
    return Lines(f"Usage: {metric}", DAY, labels, tuple(lines), low=0)


def line_of(name: str, values: Sequence[int | float | None]) -> Line:
    return Line(name, tuple(values), tuple("-" if each is None else plain(each) for each in values))


def score(rows: Sequence[Row]) -> Lines:
    """The health score on each day on which it was kept."""
    line = line_of("score", [row["score"] for row in rows])
    labels = tuple(row["on"] for row in rows)
    return Lines("Health score", DAY, labels, (line,), low=0, high=FULL_SCORE)
