"""A small book for one worked example: a few records in a few words, and what `am metrics` says of them."""

import sqlite3
from datetime import date
from typing import Any

from tests.metrics.asking import filled, found, told
from tests.metrics.books import STAMP, Invented, Row
from tests.metrics.oracle import Given

QUARTER = Given(date(2025, 10, 1), date(2025, 12, 31), date(2026, 3, 2))
EMPTY = dict.fromkeys(("outcome", "outcome_on", "renewed_by_id", "amends_id", "terminated_on", "signed_on"))


class Shelf:
    """Records by table; amounts are given in thousands of the currency."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.accounts: dict[str, int] = {}
        self.products: dict[str, int] = {}

    def add(self, table: str, **values: Any) -> int:
        """A record; gives its id."""
        rows = self.rows.setdefault(table, [])
        rows.append({"id": len(rows) + 1, **values, "created_at": STAMP, "updated_at": STAMP})
        return len(rows)

    def account(self, name: str, **values: Any) -> int:
        """An account, made when it is first named."""
        if name not in self.accounts:
            folded = name.casefold()
            code = folded.replace(" ", "-")
            names = {"code": code, "code_folded": code, "name": name, "name_folded": folded}
            self.accounts[name] = self.add("account", **names, added_on="2020-01-01", **values)
        return self.accounts[name]

    def product(self, name: str) -> int:
        """A product of the catalogue."""
        if name not in self.products:
            self.products[name] = self.add("product", name=name, name_folded=name.casefold())
        return self.products[name]

    def contract(self, name: str, starts: str, ends: str | None, thousands: float, **values: Any) -> int:
        """A contract of Core, in EUR, unless told otherwise."""
        product = self.product(values.pop("product", "Core"))
        terms = {"starts_on": starts, "ends_on": ends, "annual_value": round(thousands * 100_000)}
        kept = {"currency": "EUR", "quantity": 10, "auto_renew": 0, **EMPTY, **values}
        return self.add("contract", account_id=self.account(name), product_id=product, **terms, **kept)

    def renewed(self, contract: int, starts: str, ends: str | None, thousands: float, **values: Any) -> int:
        """The successor of a contract, of the same terms unless told otherwise."""
        before = self.rows["contract"][contract - 1]
        names = {number: name for name, number in self.accounts.items()}
        kept = {name: before[name] for name in ("currency", "quantity")} | values
        after = self.contract(names[before["account_id"]], starts, ends, thousands, **kept)
        before |= {"outcome": "renewed", "renewed_by_id": after}
        return after

    def amended(self, contract: int, starts: str, thousands: float, quantity: int | None = None) -> int:
        """An amendment of a contract."""
        parent = self.rows["contract"][contract - 1]
        values = {"amends_id": contract, "currency": parent["currency"], "quantity": quantity}
        names = {number: name for name, number in self.accounts.items()}
        return self.contract(names[parent["account_id"]], starts, parent["ends_on"], thousands, **values)

    def says(self, db: sqlite3.Connection, given: Given = QUARTER) -> dict[str, Any]:
        """What `am metrics -o json` says of it."""
        with filled(db, Invented(given, self.rows)) as book:
            return told(book, given)

    def by(self, db: sqlite3.Connection, key: str, given: Given = QUARTER) -> list[dict[str, Any]]:
        """What `am metrics --by KEY -o json` says of it."""
        from amcli.reports.metrics_groups import groups

        with filled(db, Invented(given, self.rows)) as book:
            return groups(found(book, given), key)


def some(said: dict[str, Any], *names: str) -> list[Any]:
    """Some of the numbers."""
    return [said[name] for name in names]
