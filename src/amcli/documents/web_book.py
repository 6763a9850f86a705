"""The page of a whole book, for a browser: the morning, what ends, what is at risk, revenue, time. Internal:
it shows scores and reasons. What is brought to a customer is `web_customer`.
"""

import datetime as dt
from collections.abc import Sequence

from amcli.documents import pictures
from amcli.documents.digest import long_day
from amcli.documents.web import Item, Part, Table, WebPage, part
from amcli.fields import Row
from amcli.reports.portfolio import LOAD_WORDS, few_touches
from amcli.reports.web import Told
from amcli.rules.dates import short_day
from amcli.rules.formatting import count, major, percent
from amcli.vocabulary import LANE_TITLES, words

MOST_ACTIONS, MOST_ROWS = 12, 15
UNKNOWN = "-"


def page(told: Told, filters: Sequence[str]) -> WebPage:
    totals = told.portfolio["totals"]
    lead = long_day(told.portfolio["date"])
    if filters:
        lead += f", filtered by {' '.join(filters)}"
    parts = (
        morning(told),
        renewals(told),
        risk(told),
        part("revenue", "Revenue", charts=[pictures.bridge(told.bridge, told.quarter)]),
        part("retention", "Revenue retention", charts=[pictures.retention(told.months)]),
        concentration(told),
        load(told),
    )
    head = count(totals["accounts"], "account")
    last = f"Made by amcli from {head} on {told.portfolio['date']}. Internal: it shows scores and reasons."
    return WebPage("Book of business", lead, parts, last)


def amount(value: int | float | None, code: str | None) -> str:
    """An amount in whole words; `-` where it is not known."""
    return UNKNOWN if value is None or code is None else major(value, code)


def morning(told: Told) -> Part:
    """What to do today, in its order."""
    data = told.morning
    totals = data["totals"]
    actions = [each for each in data["actions"] if each["place"] != "unrecorded"]
    code = totals["currency"]
    said = [
        f"{count(totals['accounts'], 'account')}, {code} {amount(totals['arr'], code)} ARR, "
        f"{amount(totals['arr_at_risk'], code)} at risk, "
        f"{amount(totals['renewing_90d'], code)} up for renewal in 90 days."
    ]
    if not actions:
        said.append("Nothing is late and nothing is due today.")
    if len(actions) > MOST_ACTIONS:
        said.append(f"The first {MOST_ACTIONS} of {len(actions):,}.")
    if data["not_recorded"]["contracts"]:
        said.append(f"{count(data['not_recorded']['contracts'], 'contract')} past their end, not recorded.")
    items = [
        Item(each["name"], (each["why"],), each["command"], LANE_TITLES[each["lane"]].lower())
        for each in actions[:MOST_ACTIONS]
    ]
    return part("morning", "Today", said=said, items=items, ordered=True)


def renewals(told: Told) -> Part:
    """What ends, by month, and contract by contract where it is near."""
    today = dt.date.fromisoformat(told.portfolio["date"])
    rows = tuple(
        (
            row["name"],
            short_day(dt.date.fromisoformat(row["act_by"]), today),
            yearly(row),
            words(row["stage"]),
        )
        for row in told.renewals[:MOST_ROWS]
    )
    title = f"Deadlines within 90 days{more(told.renewals)}"
    table = Table(title, ("account", "deadline", "a year", "stage"), rows, frozenset([1, 2]))
    return part("renewals", "Renewals", charts=[pictures.renewals(told.portfolio)], tables=[table])


def against(row: Row) -> list[str]:
    """The reasons for risk of an account; what speaks for it is none."""
    return [each["text"] for each in row["reasons"] if each["points"] > 0]


def near(day: str, today: dt.date) -> str:
    """`5 Mar`."""
    return short_day(dt.date.fromisoformat(day), today)


def yearly(row: Row) -> str:
    """A contract's value in its own currency: `EUR 57,000`."""
    value = amount(row["annual_value"], row["currency"])
    return value if value == UNKNOWN else f"{row['currency']} {value}"


def more(rows: Sequence[Row]) -> str:
    """`, the first 15 of 40`, where not all are shown."""
    return f", the first {MOST_ROWS} of {len(rows):,}" if len(rows) > MOST_ROWS else ""


def risk(told: Told) -> Part:
    """Revenue by band, and who is at risk and why."""
    code = told.portfolio["currency"]
    rows = tuple(
        (row["name"], UNKNOWN if row["score"] is None else str(row["score"]), amount(row["arr"], code),
         "; ".join(against(row)[:2]) or words(row["band"]))
        for row in told.risks[:MOST_ROWS]
    )  # fmt: skip
    table = Table(
        f"At risk or unknown{more(told.risks)}",
        ("account", "score", f"ARR, {code}", "why"),
        rows,
        frozenset([1, 2]),
    )
    return part("risk", "Risk", charts=[pictures.bands(told.bands, code)], tables=[table])


def concentration(told: Told) -> Part:
    found, key = told.portfolio["concentration"], told.portfolio["key_accounts"]
    top, largest = found["top"], found["largest"]
    said = []
    if largest:
        said.append(
            f"The largest {count(top['accounts'], 'account')}, a fifth of all: {percent(top['share'])} "
            f"of ARR. {largest['name']} alone: {percent(largest['share'])}."
        )
    if key["over"]:
        said.append(f"{key['accounts']} key accounts, more than {key['most']}: are they all key?")
    charts = [pictures.largest(told.largest, told.portfolio["currency"])]
    return part("concentration", "Concentration", said=said, charts=charts)


def load(told: Told) -> Part:
    """Whether there is time for it."""
    data, found = told.portfolio, told.portfolio["load"]
    said = [
        f"{pictures.hours(found['hours'])} of {pictures.hours(found['available'])} hours a month, "
        f"{percent(found['ratio'])}: {LOAD_WORDS[found['state']]}."
    ]
    said += [f"{few_touches(each['tier'], each['than'])}." for each in data["touches"]["alike"]]
    coverage = data["coverage"]
    said.append(f"{count(coverage['beyond_cadence'], 'account')} overdue for a check-in.")
    return part("load", "Workload", said=said, charts=[pictures.load(data)])
