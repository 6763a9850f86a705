"""Whole records as they are listed and shown, from records.sql; `records` declares their fields."""

from collections.abc import Collection

from amcli import jsontext
from amcli.fields import Field, Row
from amcli.hints import Any
from amcli.records.declaration import links_of, listed_fields
from amcli.rules.money import to_major
from amcli.rules.names import shown
from amcli.rules.numbers import without_zero
from amcli.storage.connection import Book
from amcli.vocabulary import TARGET_RATIOS, reference

BASIS_POINTS = 10_000


def list_records(
    book: Book,
    kind: str,
    *,
    account: int | None = None,
    row: int | None = None,
    ids: Collection[int] | None = None,
) -> list[Row]:
    """Records of a kind, of one account, one by its id or several by theirs, in the order of the kind's
    query."""
    return [as_row(kind, each) for each in stored(book, kind, account=account, row=row, ids=ids)]


def stored(
    book: Book,
    kind: str,
    *,
    account: int | None = None,
    row: int | None = None,
    ids: Collection[int] | None = None,
) -> list[Any]:
    """The same as the database has them."""
    several = None if ids is None else jsontext.dumps(list(ids))
    return book.rows(f"records.{kind}", account=account, row=row, ids=several)


def held(book: Book, kind: str, row: int, column: str) -> Any:
    """The list or the object in one column of a record."""
    found = book.db.execute(f'SELECT "{column}" FROM "{kind}" WHERE id = ?', (row,)).fetchone()
    return jsontext.loads(found[0])


def steps(book: Book, goal: int) -> list[Row]:
    """The tasks that are steps of a goal, as they are listed."""
    return list_records(book, "task", ids=[row["id"] for row in book.rows("records.steps", goal=goal)])


def as_row(kind: str, found: object) -> Row:
    """A record of the database with its fields as JSON has them."""
    made: Row = {}
    for field in listed_fields(kind):
        made[field.name] = value_of(kind, field, found)
    return made


def value_of(kind: str, field: Field, found: Any) -> Any:
    """One field as JSON has it."""
    if field.name == kind:
        return reference(kind, found["id"])
    value = found[field.name]
    if value is None:
        return None
    if (to := links_of(kind).get(field.name)) is not None:
        return reference(to, value)
    if field.type == "bool":
        return bool(value)
    if field.type in ("list", "object"):
        return jsontext.loads(value)
    if field.type == "money":
        return to_major(value, found["currency"])
    if kind == "target" and field.name == "value":
        return target_value(found)
    return without_zero(value) if field.type == "number" else value


def target_value(found: Any) -> int | float:
    """My number in major units; a ratio, which the book keeps in basis points, as 1.04."""
    if found["metric"] in TARGET_RATIOS:
        return without_zero(found["value"] / BASIS_POINTS)
    return to_major(found["value"], found["currency"] or "")


def handle(kind: str, row: Row) -> str:
    """What `show`, `edit` and `rm` accept for a record."""
    if kind == "account":
        return str(row["code"])
    if kind == "product":
        return shown(row["name"])
    return str(row[kind])
