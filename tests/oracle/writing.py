"""Puts invented accounts into an empty book, straight into its tables, as another program would."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]
UNSTAMPED = ("interaction_contact", "health", "snooze")
STAMP = "2020-01-01T00:00:00.000Z"
PRESENT = "present"  # stands for the version of the weights that the program has now
KINDS = (
    *("contact", "interaction", "task", "contract", "goal", "issue", "survey", "usage", "event", "handoff"),
    "health",
)
REFERENCES = {"renewed_by": "contract", "amends": "contract", "successor": "contact"}


class Writer:
    """Writes drawn accounts into an empty book, giving every row an id of its own."""

    def __init__(self, path: Path, model: str = PRESENT) -> None:
        self.model = model
        self.connection = sqlite3.connect(path)
        self.ids: dict[int, int] = {}
        self.counts: dict[str, int] = {}

    def write(self, found: list[Row]) -> None:
        """All of it, in one transaction."""
        with self.connection:
            for name in ("Core", "Insights"):
                self.insert("product", {"name": name, "name_folded": name.casefold()})
            for number, account in enumerate(found):
                self.write_account(number, account)
        self.connection.close()

    def write_account(self, number: int, account: Row) -> None:
        """One account and all that belongs to it."""
        code, name = f"{account['letter']}{number}x", f"{account['word']} {number}"
        names = {"code": code, "code_folded": code.casefold(), "name": name, "name_folded": name.casefold()}
        owner = self.insert("account", account["row"] | names)
        if account["row"].get("snoozed_until"):
            put_off = {"until": account["row"]["snoozed_until"], "reason": account["asleep"]}
            self.insert("snooze", {"kind": "account", "row": owner} | put_off)
        for kind in KINDS:
            for row in account[kind]:
                self.id_of(kind, row)
            for row in account[kind]:
                self.insert(kind, self.columns(kind, row) | {"account_id": owner})
        for row in account["interaction"]:
            for person in row["people"]:
                pair = {
                    "interaction_id": self.id_of("interaction", row),
                    "contact_id": self.id_of("contact", person),
                }
                self.insert("interaction_contact", pair)

    def id_of(self, table: str, row: Row) -> int:
        """The id of a drawn row, given out on first sight."""
        if id(row) not in self.ids:
            self.counts[table] = self.counts.get(table, 0) + 1
            self.ids[id(row)] = self.counts[table]
        return self.ids[id(row)]

    def columns(self, table: str, row: Row) -> Row:
        """A drawn row as columns: references by id, and what every row of its table needs."""
        found = {key: value for key, value in row.items() if key not in REFERENCES and key != "people"}
        for key in REFERENCES.keys() & row.keys():
            found[f"{key}_id"] = None if row[key] is None else self.id_of(REFERENCES[key], row[key])
        if table == "contact":
            found["name"] = f"Person {self.id_of(table, row)}"
        if found.get("model") == PRESENT:
            found["model"] = self.model
        return found | {"id": self.id_of(table, row)}

    def insert(self, table: str, row: Row) -> int:
        """One row; gives its id."""
        stamps = {} if table in UNSTAMPED else {"created_at": STAMP, "updated_at": STAMP}
        values = {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
        values |= stamps
        columns = ", ".join(f'"{key}"' for key in values)
        marks = ", ".join("?" for _ in values)
        made = self.connection.execute(
            f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(values.values())
        )
        return int(made.lastrowid or 0)
