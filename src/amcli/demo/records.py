"""The rows of the whole sample book, for one day."""

import datetime as dt
from typing import Any

from amcli.demo import contracts, days, people, told
from amcli.demo.history import Teller
from amcli.demo.rows import Record, Rows
from amcli.demo.story import CURRENCY, Story, minor
from amcli.rules.names import folded

PRODUCTS = {
    "Platform": 900,
    "Analytics": 12000,
    "SSO": 9000,
    "Training": 1500,
    "Support Plus": 6000,
    "API": None,
}
TARGETS = (("renewals", 400_000), ("expansion", 40_000))
RATIOS = (("nrr", 10_400), ("grr", 9_500))


def build(today: dt.date) -> dict[str, list[dict[str, Any]]]:
    """Every row by table, with ids, ready to be inserted. Raises BadValue for a day too far away."""
    rows = Rows()
    products = {name: product(rows, name, price) for name, price in PRODUCTS.items()}
    known: dict[str, Record] = {}
    tables = days.accounts(today)
    for key, table in tables.items():
        known[key] = people.account(rows, key, table)
        tell(Story(rows, key, table, today, known[key], {}, products))
    for key, table in tables.items():
        if "parent" in table:
            known[key]["parent_id"] = known[table["parent"]]
    targets(rows, today)
    stranger(rows, today)
    return rows.finished()


def product(rows: Rows, name: str, price: int | None) -> Record:
    """An entry of the catalogue."""
    currency = None if price is None else CURRENCY
    return rows.add(
        "product", name=name, name_folded=folded(name), list_price=minor(price), currency=currency
    )


def tell(story: Story) -> None:
    """Everything about one account."""
    people.contacts(story)
    people.handoff(story)
    contracts.contracts(story)
    if "every" in story.table:
        Teller(story).tell()
    for part in (told.said, told.tasks, told.issues, told.goals, told.opportunities, told.voices, told.usage):
        part(story)


def targets(rows: Rows, today: dt.date) -> None:
    """My numbers for this quarter and for the year."""
    quarter = f"{today.year:04d}-Q{(today.month + 2) // 3}"
    for metric, amount in TARGETS:
        rows.add("target", period=quarter, metric=metric, value=minor(amount), currency=CURRENCY)
    for metric, ratio in RATIOS:
        rows.add("target", period=f"{today.year:04d}", metric=metric, value=ratio)


def stranger(rows: Rows, today: dt.date) -> None:
    """An address seen in mail that no contact has yet."""
    rows.add(
        "unmatched",
        kind="email",
        address="t.varga@solway.example.net",
        name="Tibor Varga",
        seen=3,
        first_on=today - dt.timedelta(days=24),
        last_on=today - dt.timedelta(days=4),
    )
