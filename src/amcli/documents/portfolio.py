"""The whole book as Markdown, for a pipe, a mail or a file: the parts that were asked for."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from amcli.documents.risk import text
from amcli.rules.formatting import count, percent, tenths
from amcli.rules.portfolio import LOAD_WORDS, alike_words

Data = dict[str, Any]


def markdown(data: Data) -> list[str]:
    """The page of `am portfolio`."""
    totals = data["totals"]
    lines = [f"# Portfolio on {data['date']}", ""]
    if not totals["accounts"]:
        return [
            *lines, "No account is onboarding or active yet. Start with `am import` or `am account add`."
        ]  # fmt: skip
    lines.append(
        f"{count(totals['accounts'], 'account')}, {data['currency']} {number(totals['arr'])} ARR, "
        f"{number(totals['arr_at_risk'])} at risk: {totals['critical']} critical, "
        f"{totals['at_risk']} at risk, {totals['unknown']} unknown."
    )
    if totals["converted_accounts"]:
        lines += ["", "Other currencies are converted at the rates in your settings."]
    for dimension, rows in data.get("by", {}).items():
        lines += ["", f"## By {dimension}", "", *groups(dimension, rows)]
    for name, (title, section) in SECTIONS.items():
        if name in data:
            lines += ["", f"## {title}", "", *section(data)]
    return lines


def groups(dimension: str, rows: Sequence[Data]) -> list[str]:
    titles = [dimension, "accounts", "ARR", "share", "critical", "at risk", "unknown", "ARR at risk"]
    cells = [
        [
            text(row["group"]) if row["group"] is not None else "-",
            row["accounts"],
            number(row["arr"]),
            percent(row["share"]),
            row["critical"],
            row["at_risk"],
            row["unknown"],
            number(row["arr_at_risk"]),
        ]
        for row in rows
    ]
    return table(titles, cells)


def table(titles: Sequence[str], rows: Sequence[Sequence[Any]], lefts: int = 1) -> list[str]:
    """A table; the first columns are text, the others numbers."""
    rules = [" --- "] * lefts + [" ---: "] * (len(titles) - lefts)
    lines = ["| " + " | ".join(titles) + " |", "|" + "|".join(rules) + "|"]
    return lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]


def concentration(data: Data) -> list[str]:
    """What hangs on few accounts, and whether too many are key."""
    top, largest = data["concentration"]["top"], data["concentration"]["largest"]
    lines = [f"- The largest {count(top['accounts'], 'account')}: {percent(top['share'])} of ARR"]
    lines.append(f"- {text(largest['name'])} alone: {percent(largest['share'])}")
    if data["key_accounts"]["over"]:
        key = data["key_accounts"]
        lines.append(f"- {key['accounts']} key accounts, more than {key['most']}: are they all key?")
    return lines


def renewals(data: Data) -> list[str]:
    """The ends of contracts by month."""
    found = data["renewals"]
    rows = [
        [
            each["month"],
            each["contracts"],
            number(each["value"]),
            f"{tenths(each['times'])}x the average month" if each["over"] else "",
        ]
        for each in found["months"]
    ]
    lines = table(["month", "contracts", "value", ""], rows)
    outside = [
        f"{found[name]['contracts']} {words}, {number(found[name]['value'])}"
        for name, words in (("past", "past their end, not recorded"), ("later", "later"))
        if found[name]["contracts"]
    ]
    return [*lines, "", "; ".join(outside) + "."] if outside else lines


def load(data: Data) -> list[str]:
    found, touches = data["load"], data["touches"]
    rows = [
        [each["tier"], each["accounts"], each["hours_each"], each["hours"], tenths(touched["per_account"])]
        for each, touched in zip(found["tiers"], touches["tiers"], strict=True)
    ]
    title = f"touches each, {touches['days']} days"
    lines = table(["tier", "accounts", "hours each", "hours a month", title], rows)
    lines += ["", f"{found['hours']:,} of {found['available']:,} hours a month: {percent(found['ratio'])}, "]
    lines[-1] += f"{LOAD_WORDS[found['state']]}."
    return lines + [f"{alike_words(each)}." for each in touches["alike"]]


def coverage(data: Data) -> list[str]:
    """Accounts beyond their cadence, and unknown ones."""
    found, whole = data["coverage"], data["totals"]["accounts"]
    return [
        f"- {found['beyond_cadence']} of {whole} overdue for a check-in, {percent(found['beyond_share'])}",
        f"- {found['unknown']} of {whole} unknown, {percent(found['unknown_share'])}",
    ]


def white_space(data: Data) -> list[str]:
    rows = data["white_space"]
    if not rows:
        return ["No products on record yet."]
    lines = [
        [text(code), *(state(row) for row in cells)]
        for code, cells in groupby(rows, key=lambda row: row["account"])
    ]
    first = rows[0]["account"]
    products = [text(row["product"]) for row in rows if row["account"] == first]
    return table(["account", *products], lines, lefts=1 + len(products))


def state(row: Data) -> str:
    """A cell of the grid: what is in an opportunity by its reference, what is open empty."""
    return {"owned": "owned", "opportunity": ", ".join(row["refs"]), "open": ""}[row["state"]]


SECTIONS = {
    "concentration": ("Concentration", concentration),
    "renewals": ("Renewals by month", renewals),
    "load": ("Workload", load),
    "coverage": ("Behind", coverage),
    "white_space": ("White space", white_space),
}


def number(value: int | float | None) -> str:
    return "-" if value is None else f"{value:,}"
