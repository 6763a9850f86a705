"""Rows that refer to each other before they have ids: collected by table, then ordered and numbered."""

from typing import Any

# The day a table's ids follow, so that a later record has the higher one.
ORDER = {
    "account": "added_on",
    "contract": "starts_on",
    "interaction": "on",
    "task": "first_due_on",
    "issue": "opened_on",
    "survey": "on",
    "usage": "on",
    "event": "on",
    "feedback": "on",
    "handoff": "on",
}


class Record(dict[str, Any]):
    """A row; as a value of another row it stands for its id."""


class Rows:
    """All rows of a book to be."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Record]] = {}

    def add(self, table: str, **values: Any) -> Record:
        """Add a row; values that are None are left to the table's defaults."""
        record = Record({name: value for name, value in values.items() if value is not None})
        self.tables.setdefault(table, []).append(record)
        return record

    def finished(self) -> dict[str, list[dict[str, Any]]]:
        """Plain rows with ids, in the order of their ids."""
        for table, records in self.tables.items():
            if table in ORDER:
                records.sort(key=lambda record, by=ORDER[table]: str(record.get(by, "~")))  # type: ignore[misc]
            for number, record in enumerate(records, 1):
                record["id"] = number
        return {table: [plain(record) for record in records] for table, records in self.tables.items()}


def plain(record: Record) -> dict[str, Any]:
    """A row with ids in the place of the rows it refers to."""
    return {name: value["id"] if isinstance(value, Record) else value for name, value in record.items()}
