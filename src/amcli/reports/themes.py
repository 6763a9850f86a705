"""What customers talk about: the fields of `am feedback themes`, their rows, and their page."""

import datetime as dt

from amcli.fields import Row, fields
from amcli.hints import TYPE_CHECKING
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.rules.formatting import column_day, count, money, of
from amcli.rules.names import folded
from amcli.storage import records

if TYPE_CHECKING:
    from amcli.facts.account_facts import World

FIELDS = fields("""
theme     text  the theme; null for feedback without one
count     int!  how often it came up
accounts  int!  how many accounts spoke of it
arr       money their annual recurring revenue together
currency  text! currency of arr
newest_on day!  when it came up last
refs      list! the feedback behind it, such as f3
""")


def theme_rows(world: "World", only: frozenset[int] | None = None) -> list[Row]:
    """The themes up to today, by revenue, then by how often they came up; any case is one theme. `only` are
    the ids of the feedback that a filter chose."""
    until = world.today.isoformat()
    grouped: dict[str, list[Row]] = {}
    for each in sorted(records.list_records(world.book, "feedback"), key=lambda row: row["on"], reverse=True):
        if each["on"] <= until and (only is None or each["id"] in only):
            grouped.setdefault(folded(each["theme"] or ""), []).append(each)
    revenue = revenue_by_code(world)
    found = [theme(world, said, revenue) for said in grouped.values()]
    return sorted(
        found, key=lambda row: (row["arr"] is None, -(row["arr"] or 0), -row["count"], row["theme"] or "")
    )


def theme(world: "World", said: list[Row], revenue: dict[str, int | None]) -> Row:
    """One theme, in the spelling of its newest feedback."""
    codes = {each["account"] for each in said}
    amounts = [revenue.get(code, 0) for code in codes]
    known = [amount for amount in amounts if amount is not None]
    arr = sum(known) if len(known) == len(amounts) else None
    return {
        "theme": said[0]["theme"],
        "count": len(said),
        "accounts": len(codes),
        "arr": world.totals.major(arr),
        "currency": world.totals.base,
        "newest_on": said[0]["on"],
        "refs": [each["feedback"] for each in said],
        "minor": arr,
    }


def revenue_by_code(world: "World") -> dict[str, int | None]:
    """ARR by account's code, in minor units; None where a rate is missing."""
    codes = {row["id"]: row["code"] for row in records.list_records(world.book, "account")}
    found = world.totals.by_account()  # with --as-of also of accounts that were not there yet
    return {codes[account]: amount for account, amount in found.items() if account in codes}


def themes_page(today: dt.date, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the themes that are shown and of all of them."""
    if not shown:
        return says("No feedback yet. Add some: ", Cell(command="am feedback add ACCOUNT TEXT"))
    columns = (
        Column("Theme", most=40),
        Column("Count", right=True),
        Column("Accounts", right=True),
        Column(f"ARR {shown[0]['currency']}", right=True),
        Column("Newest", right=True),
        Column("Feedback"),
    )
    lines: list[Line] = [
        [
            dash(row["theme"]),
            f"{row['count']:,}",
            f"{row['accounts']:,}",
            money(row["minor"], row["currency"]),
            column_day(row["newest_on"], today),
            Cell(", ".join(row["refs"]), "muted"),
        ]
        for row in shown
    ]
    said = count(sum(row["count"] for row in whole), "record of feedback", "records of feedback")
    footer = [Footer(said, f"am show {shown[0]['refs'][0]}")]
    return Page("Themes", of(len(shown), len(whole)), (), [Table(columns, lines)], footer)
