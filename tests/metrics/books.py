"""Small invented books for the metrics, one for each seed: accounts with all that can befall a contract.

Days lie close together and near the edges of the period, so that small books meet every case.
"""

import sqlite3
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from tests.metrics.oracle import Given, Row

STAMP = "2020-01-01T00:00:00.000Z"
EDGES = (
    -400,
    -366,
    -365,
    -120,
    -92,
    -91,
    -61,
    -31,
    -30,
    -29,
    -2,
    -1,
    0,
    1,
    2,
    15,
    29,
    30,
    31,
    32,
    60,
    89,
    90,
    91,
)
TERMS = (1, 30, 89, 90, 91, 181, 364, 365, 730, 1094)
CURRENCIES = ("EUR", "EUR", "EUR", "USD", "JPY", "GBP")
PERIODS = {
    "2025-Q4": ("2025-10-01", "2025-12-31"),
    "2025": ("2025-01-01", "2025-12-31"),
    "2026-02": ("2026-02-01", "2026-02-28"),
    "2026-Q1": ("2026-01-01", "2026-03-31"),
    "2025-11-13..2026-01-07": ("2025-11-13", "2026-01-07"),
    "2024-02": ("2024-02-01", "2024-02-29"),
}
RATES = (
    (("USD", "0.9"), ("GBP", "1.17"), ("JPY", "0.0061")),
    (
        ("USD", "0.9"),
        ("USD@2025-09-30", "0.95"),
        ("GBP", "1.17"),
        ("JPY", "0.0061"),
        ("JPY@2025-12-31", "0.0059"),
    ),
    (
        ("USD", "0.925"),
        ("USD@2025-12-31", "0.8"),
        ("USD@2024-12-31", "1.1"),
        ("GBP", "1.2"),
        ("JPY", "0.006"),
    ),
)


class Invented(NamedTuple):
    """A question, and the rows of a book by their table."""

    given: Given
    rows: dict[str, list[Row]]


class Maker:
    """Invents the rows of one book."""

    def __init__(self, seed: int, *, currencies: tuple[str, ...] = CURRENCIES) -> None:
        self.random = Random(seed)
        self.currencies = currencies
        self.rows: dict[str, list[Row]] = {}
        name = self.random.choice(list(PERIODS))
        first, last = map(date.fromisoformat, PERIODS[name])
        after = self.random.choice((-40, -1, 0, 1, 29, 30, 31, 62, 200))
        self.given = Given(
            first,
            last,
            max(last + timedelta(days=after), first),
            "EUR",
            self.random.choice(RATES),
            self.random.choice((30, 30, 30, 1, 45)),
            self.random.choice((None, "0.75")),
            latest=self.random.random() < 0.3,
            by_parent=self.random.random() < 0.3,
            name=name,
        )

    def make(self) -> Invented:
        """A book of up to six accounts."""
        for number, name in enumerate(("Core", "Insights"), 1):
            self.add("product", name=name, name_folded=name.casefold(), id=number)
        for _ in range(self.random.randint(0, 6)):
            self.account()
        for metric in ("renewals", "expansion"):
            if self.maybe(0.3):
                self.add("target", period=self.given.name, metric=metric, value=self.money(), currency="EUR")
        return Invented(self.given, self.rows)

    # Small choices.

    def maybe(self, part: float) -> bool:
        """True so often."""
        return self.random.random() < part

    def either(self, value: Any, part: float = 0.5) -> Any:
        """A value, or nothing."""
        return value if self.maybe(part) else None

    def day(self) -> date:
        """A day near one of the edges of the period, or near today."""
        edge = self.random.choice((self.given.first, self.given.last, self.given.today))
        return edge + timedelta(days=self.random.choice(EDGES))

    def money(self) -> int:
        """An amount in minor units, seldom a round one."""
        return self.random.choice((0, 100, 12_000_00, 33_333_33, self.random.randint(1, 99_999_99)))

    def add(self, table: str, **values: Any) -> Row:
        """A row with an id of its own."""
        rows = self.rows.setdefault(table, [])
        row = {"id": len(rows) + 1} | values
        if table != "setting":
            row |= {"created_at": STAMP, "updated_at": STAMP}
        rows.append(row)
        return row

    # Records.

    def account(self) -> None:
        """An account with everything that belongs to it."""
        others = self.rows.get("account", [])
        number = len(others) + 1
        parent = self.random.choice(others)["id"] if others and self.maybe(0.3) else None
        row = self.add(
            "account",
            **{
                "code": f"a{number}",
                "code_folded": f"a{number}",
                "name": f"A {number}",
                "name_folded": f"a {number}",
            },
            added_on=self.random.choice((date(2020, 1, 1), self.day())),
            status=self.random.choice(("active", "active", "onboarding", "churned", "archived")),
            tier=self.random.choice(("key", "standard", "light")),
            owner=self.either("kim"),
            segment=self.either("mid"),
            region=self.random.choice((None, "emea", "apac")),
            parent_id=parent,
            customer_since=self.either(self.day()),
            cadence_days=self.either(self.random.choice((1, 30, 90)), 0.2),
            qbr_days=self.either(self.random.choice((30, 91)), 0.2),
        )
        account = row["id"]
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            self.chain(account)
        for _ in range(self.random.choice((0, 0, 1, 3))):
            self.records(account)
        for _ in range(self.random.choice((0, 0, 1, 2))):
            self.billed(account)

    def contract(self, account: int, starts: date, **values: Any) -> Row:
        """A contract."""
        length = self.random.choice(TERMS)
        ends = None if self.maybe(0.12) else starts + timedelta(days=length)
        value = self.either(self.money(), 0.93)
        made: Row = {
            "account_id": account,
            "product_id": self.random.choice((1, 1, 2, None)),
            "quantity": self.random.choice((None, 5, 5, 8)),
            "starts_on": starts,
            "ends_on": ends,
            "annual_value": value,
            "currency": self.random.choice(self.currencies),
            "auto_renew": int(self.maybe(0.25)),
            "signed_on": self.either(starts - timedelta(days=self.random.choice((0, 20, 90))), 0.4),
            "outcome": None,
            "outcome_on": None,
            "renewed_by_id": None,
            "amends_id": None,
            "terminated_on": None,
        }
        return self.add("contract", **(made | values))

    def billed(self, account: int) -> None:
        """A one-off, or usage, near the edges of the period or a year before them; with an amount or not."""
        ends = self.day() - timedelta(days=self.random.choice((0, 0, 0, 364, 365, 366)))
        starts = ends - timedelta(days=self.random.choice((0, 30)))
        kind, total = self.random.choice(("one_off", "usage", "usage")), self.either(self.money(), 0.93)
        doesnt = {"annual_value": None, "auto_renew": 0, "kind": kind, "total_value": total}
        self.contract(account, starts, ends_on=ends, **doesnt)

    def chain(self, account: int) -> None:
        """A contract, and what came of it: successors, amendments, an end; or nothing on record."""
        contract = self.contract(account, self.day())
        while True:
            self.amendments(contract)
            what = self.random.choice(
                ("renewed", "renewed", "churned", "terminated", "merged", "hollow", "", "")
            )
            last = contract["ends_on"] or self.day()
            if what in ("renewed", "merged"):
                contract = self.renewal(contract, last)
                if what == "merged":
                    self.contract(account, self.day(), outcome="renewed", renewed_by_id=contract["id"])
                if self.maybe(0.5):
                    continue
            elif what == "churned":
                contract |= {"outcome": "churned", "outcome_on": self.either(self.day())}
            elif what == "hollow":
                contract |= {"outcome": "renewed", "outcome_on": self.either(self.day())}
            if what == "terminated" or self.maybe(0.05):
                contract["terminated_on"] = max(contract["starts_on"], self.day())
                contract["outcome"] = "churned" if contract["renewed_by_id"] is None else contract["outcome"]
            return

    def renewal(self, contract: Row, last: date) -> Row:
        """A successor: before the end, at it, within the grace, past it; perhaps of another product."""
        starts = last + timedelta(days=self.random.choice((-200, -30, 0, 1, 1, 1, 2, 29, 30, 31, 46)))
        same = {name: contract[name] for name in ("product_id", "quantity", "annual_value", "currency")}
        if self.maybe(0.4):
            same["annual_value"] = self.either(self.money(), 0.95)
        if self.maybe(0.3):
            same["quantity"] = self.random.choice((None, 5, 8))
        if self.maybe(0.25):
            same["product_id"] = self.random.choice((1, 2, None))
        made = self.contract(contract["account_id"], starts, **same)
        contract |= {"outcome": self.either("renewed", 0.9), "renewed_by_id": made["id"]}
        contract["outcome_on"] = self.either(self.day(), 0.3) if contract["outcome"] else None
        return made

    def amendments(self, parent: Row) -> None:
        """Changes of a contract's value, up and down; never to less than nothing."""
        left = parent["annual_value"] or 0
        for _ in range(self.random.choice((0, 0, 0, 1, 2))):
            change = self.random.choice((-left, -left // 2, self.money()))
            left += min(change, 0)
            starts = max(parent["starts_on"], self.day())
            if parent["ends_on"] is not None:
                starts = min(starts, parent["ends_on"])
            self.contract(
                parent["account_id"],
                starts,
                **{
                    "product_id": parent["product_id"],
                    "quantity": self.either(2),
                    "ends_on": self.random.choice((parent["ends_on"], parent["ends_on"], None, starts)),
                },
                **{
                    "annual_value": change,
                    "currency": parent["currency"],
                    "amends_id": parent["id"],
                    "auto_renew": 0,
                },
                terminated_on=self.either(max(starts, self.day()), 0.15) if change >= 0 else None,
            )

    def records(self, account: int) -> None:
        """One of each of the other records."""
        choose, day = self.random.choice, self.day
        kind, scale = choose((("nps", 10), ("csat", 5), ("csat", 7), ("csat", 10), ("ces", 7)))
        person = self.add("contact", account_id=account, name="Ada") if self.maybe(0.7) else None
        score = {"account_id": account, "kind": kind, "on": day(), "score": self.random.randint(1, scale)}
        self.add("survey", **score, scale_max=scale, contact_id=person and person["id"])
        if person and self.maybe(0.5):
            again = score | {"on": day(), "score": self.random.randint(1, scale)}
            self.add("survey", **again, scale_max=scale, contact_id=person["id"])
        opened = day()
        resolved = self.either(opened + timedelta(days=choose((0, 1, 5, 40))), 0.8)
        self.add(
            "issue", account_id=account, title="It", opened_on=opened, resolved_on=resolved,
            resolved_first_contact=choose((None, 0, 1)),
        )  # fmt: skip
        promised = int(self.maybe(0.8))
        due = self.either(day(), 0.9)
        self.add(
            "task", account_id=account, title="It", promised=promised,
            promised_by=choose((None, "me", "them")) if promised else None,
            due_on=due, first_due_on=due, done_on=self.either(day()),
        )  # fmt: skip
        status = choose(("met", "met", "open", "missed"))
        self.add("goal", account_id=account, title="It", status=status, met_on=self.either(day(), 0.8))
        stage = choose(("won", "won", "lost", "proposed"))
        self.add(
            "opportunity", account_id=account, name="It", kind=choose(("upsell", "cross_sell", "referral")),
            stage=stage, closed_on=self.either(day(), 0.9), value=self.either(self.money(), 0.9),
            currency=choose(self.currencies),
        )  # fmt: skip
        for _ in range(2):
            self.add(
                "interaction", account_id=account, kind=choose(("call", "qbr", "note", "email")), on=day(),
                tried=int(self.maybe(0.2)), planned=int(self.maybe(0.1)),
            )  # fmt: skip


def fill(db: sqlite3.Connection, rows: dict[str, list[Row]], *, backwards: bool = False) -> None:
    """Puts rows into an empty book, perhaps the last of each table first."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    for table, found in rows.items():
        for row in reversed(found) if backwards else found:
            values = {
                key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()
            }
            columns = ", ".join(f'"{key}"' for key in values)
            marks = ", ".join("?" for _ in values)
            db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(values.values()))
