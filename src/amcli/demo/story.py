"""What every part of an account's story is told with: its table, its people, its rows so far."""

import datetime as dt
from typing import Any, NamedTuple

from amcli.demo.rows import Record, Rows

CURRENCY = "EUR"
OWNER = "Robin Hale"


class Story(NamedTuple):
    """One account being told."""

    rows: Rows
    key: str
    table: dict[str, Any]
    today: dt.date
    account: Record
    people: dict[str, Record]
    products: dict[str, Record]

    def person(self, name: str) -> Record | None:
        """A contact by the start of the name; none for an empty one."""
        if not name:
            return None
        return next(record for known, record in self.people.items() if known.startswith(name))

    def entries(self, name: str, count: int) -> list[tuple[list[Any], dict[str, Any]]]:
        """A list of the account's table: of each entry its fixed columns, and what else is known."""
        return [
            (entry[:count], entry[count] if len(entry) > count else {}) for entry in self.table.get(name, [])
        ]

    def add(self, table: str, **values: Any) -> Record:
        """Add a row that belongs to the account."""
        return self.rows.add(table, account_id=self.account, **values)


def minor(amount: int | None) -> int | None:
    """Whole units of a currency of two decimals, in minor units."""
    return None if amount is None else amount * 100
