"""What every part of an account's story is told with: its table, its people, its rows so far, and the sample
book's own tables, moved from the day they are written for to the day of the demo."""

import datetime as dt
from functools import cache
from pathlib import Path

from amcli.hints import Any, NamedTuple

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


WRITTEN_FOR = dt.date(2026, 3, 2)
DATA = Path(__file__).parent / "data"
NOTES = "notes.toml"


def accounts(today: dt.date) -> dict[str, dict[str, Any]]:
    """Every account's table by its key, all days moved."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(DATA.glob("[0-9]_*.toml")):
        found.update(moved(parsed(path.name), (today - WRITTEN_FOR).days))
    return found


def sentences() -> dict[str, dict[str, list[str]]]:
    """The sentences of older interactions, by kind and purpose."""
    return parsed(NOTES)


@cache
def parsed(name: str) -> dict[str, Any]:
    """One file of `data/` as it is written."""
    import tomllib

    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def moved(value: object, days: int) -> Any:
    """The same value with every day in it later by so many days."""
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=days)
    if isinstance(value, dict):
        return {name: moved(each, days) for name, each in value.items()}
    if isinstance(value, list):
        return [moved(each, days) for each in value]
    return value


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))
