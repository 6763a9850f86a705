"""Every record of a book, or all that belongs to one account, for an export: the other end of intake.py.

Read in one transaction, so that no change falls between two files. Not for how records are written.
"""

import json
from collections.abc import Iterator
from functools import cached_property

from amcli.hints import Any
from amcli.rules.names import folded
from amcli.storage.connection import Book, translated
from amcli.vocabulary import reference

Values = dict[str, Any]
JSON = ("tags", "extra", "emails", "phones", "reasons")
# How the records of one account are told, where it is not by their account_id.
OF_ACCOUNT = {
    "account": "id = :account",
    "target": "0",
    "product": "id IN (SELECT product_id FROM contract WHERE account_id = :account"
    " UNION SELECT product_id FROM opportunity WHERE account_id = :account)",
}
CONTACTS = """
SELECT c.id, c.account_id, c.name, c.emails FROM contact c
WHERE :account IS NULL OR c.account_id = :account
"""


class Outgoing:
    """The reading end of an export."""

    def __init__(self, book: Book, account: int | None = None) -> None:
        self.book = book
        self.account = account

    def records(self, table: str) -> Iterator[Values]:
        """The records of a table, the oldest first, what is kept as JSON read."""
        query = f'SELECT * FROM "{table}" WHERE {self._where(table)} ORDER BY id'
        for row in self._rows(query):
            made = dict(row)
            made.update({name: json.loads(made[name]) for name in JSON if name in made})
            if table == "interaction":
                made["contacts"] = self._participants.get(made["id"], [])
            yield made

    def custom(self, table: str) -> list[str]:
        """The names of the custom fields of a table's records."""
        of_each = f'SELECT extra FROM "{table}" WHERE {self._where(table)}'
        query = f"SELECT DISTINCT e.key FROM ({of_each}) t, json_each(t.extra) e ORDER BY e.key"
        return [row[0] for row in self._rows(query)]

    def of(self, kind: str, row: int, account: int | None) -> str:
        """What a record is called in a file of this export; "" for one that it does not hold."""
        if kind == "contact":
            return self._contact(row, account)
        if kind == "contract":
            return reference("contract", row) if row in self._contracts else ""
        if kind in ("interaction", "goal", "play"):
            return reference(kind, row) if self.account in (None, account) else ""
        names = self._accounts if kind == "account" else self._products
        return names.get(row, "")

    def _where(self, table: str) -> str:
        return "1" if self.account is None else OF_ACCOUNT.get(table, "account_id = :account")

    def _rows(self, query: str) -> Iterator[Any]:
        with translated(self.book.file):
            yield from self.book.db.execute(query, {"account": self.account} if ":account" in query else {})

    @cached_property
    def _accounts(self) -> dict[int, str]:
        where = "" if self.account is None else " WHERE id = :account"
        return {row["id"]: row["code"] for row in self._rows(f"SELECT id, code FROM account{where}")}

    @cached_property
    def _products(self) -> dict[int, str]:
        return {row["id"]: row["name"] for row in self._rows("SELECT id, name FROM product")}

    @cached_property
    def _contracts(self) -> set[int]:
        where = "" if self.account is None else " WHERE account_id = :account"
        return {row["id"] for row in self._rows(f"SELECT id FROM contract{where}")}

    @cached_property
    def _participants(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for row in self._rows("SELECT interaction_id, contact_id FROM interaction_contact ORDER BY id"):
            found.setdefault(row["interaction_id"], []).append(row["contact_id"])
        return found

    @cached_property
    def _people(self) -> dict[int, tuple[int, str]]:
        return {row["id"]: (row["account_id"], row["name"]) for row in self._rows(CONTACTS)}

    @cached_property
    def _called(self) -> dict[tuple[int, str], int]:
        """How many are called so within an account, by name or by address."""
        count: dict[tuple[int, str], int] = {}
        for row in self._rows(CONTACTS):
            for key in {folded(row["name"]), *(folded(email) for email in json.loads(row["emails"]))}:
                count[row["account_id"], key] = count.get((row["account_id"], key), 0) + 1
        return count

    def _contact(self, row: int, account: int | None) -> str:
        """A person by name where nobody else of the account is called so, else by reference."""
        if row not in self._people:
            return ""
        home, name = self._people[row]
        clear = home == account and self._called[home, folded(name)] == 1 and not set(name) & set(";,:")
        return name if clear and name == name.strip() else reference("contact", row)
