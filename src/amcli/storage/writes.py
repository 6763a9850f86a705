"""The one writing layer: insert, update and delete of a record, inside a transaction of the book.

Names of tables and columns come from this program, never from a person; values are always
parameters. What may be written is decided by the database itself.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping

from amcli import jsontext
from amcli.hints import Any, contextmanager
from amcli.storage.connection import Book, now

UNTIMED = frozenset(
    {
        "interaction_contact",
        "snooze",
        "source_ref",
        "value_source",
        "setting",
        "unmatched",
        "arrival",
        "forgotten",
        "cut",
        "digest",
        "health",
    }
)


def encoded(value: object) -> Any:
    """A Python value as SQLite keeps it: days as ISO text, yes and no as 1 and 0, JSON as text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return jsontext.dumps(value, ascii=False)
    return value


def insert(book: Book, table: str, values: Mapping[str, object]) -> int:
    """Add a record and give its id."""
    row = {name: encoded(value) for name, value in values.items()}
    if table not in UNTIMED:
        row["created_at"] = row["updated_at"] = now()
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(f":{name}" for name in row)
    with beside_errors(row):
        new_id = book.db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', row).lastrowid
    assert new_id is not None
    return new_id


def update(book: Book, table: str, row: int, changes: Mapping[str, object]) -> dict[str, tuple[Any, Any]]:
    """Change fields of a record; gives what really changed as {field: (before, after)}.

    Nothing is written, and `updated_at` stays, when every value is what it was.
    """
    current = book.db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchone()
    changed = {
        name: (current[name], new)
        for name, value in changes.items()
        if (new := encoded(value)) != current[name] or type(new) is not type(current[name])
    }
    if changed:
        values = {name: after for name, (_, after) in changed.items()}
        if table not in UNTIMED:
            values["updated_at"] = now()
        assignments = ", ".join(f'"{name}" = :{name}' for name in values)
        with beside_errors({**dict(current), **values}):
            book.db.execute(f'UPDATE "{table}" SET {assignments} WHERE id = :id', {**values, "id": row})
    return changed


@contextmanager
def beside_errors(row: Mapping[str, object]) -> Iterator[None]:
    """Keep the values of a row beside the error of a rule that it breaks, for the words of that error."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        vars(error)["row"] = dict(row)
        raise


def delete(book: Book, table: str, row: int) -> None:
    """Delete a record with what belongs to it."""
    book.db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))


def set_participants(book: Book, interaction: int, contacts: list[int]) -> bool:
    """Make `contacts` the people of an interaction; gives whether that changed anything."""
    query = "SELECT id, contact_id FROM interaction_contact WHERE interaction_id = ?"
    present = {row["contact_id"]: row["id"] for row in book.db.execute(query, (interaction,))}
    for contact in present.keys() - set(contacts):
        delete(book, "interaction_contact", present[contact])
    missing = [contact for contact in dict.fromkeys(contacts) if contact not in present]
    for contact in missing:
        insert(book, "interaction_contact", {"interaction_id": interaction, "contact_id": contact})
    return bool(missing) or present.keys() != set(contacts)


def snooze(book: Book, kind: str, row: int, until: dt.date, reason: str | None) -> None:
    """Put a record off until a day; a second snooze replaces the first."""
    found = book.db.execute('SELECT id FROM snooze WHERE kind = ? AND "row" = ?', (kind, row)).fetchone()
    values = {"kind": kind, "row": row, "until": until, "reason": reason}
    if found:
        update(book, "snooze", found["id"], values)
    else:
        insert(book, "snooze", values)


def keep(
    book: Book, txn: int, table: str, row: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    """Journal by hand a change of a table whose changes no trigger keeps, so that undo takes it back:
    what a merge moves is told here, what is computed or imported again by itself is not. Of a row that
    changed, its changed columns are enough."""
    texts = [None if values is None else jsontext.dumps(values, ascii=False) for values in (before, after)]
    query = 'INSERT INTO journal(txn, tbl, "row", before, after) VALUES (?, ?, ?, ?, ?)'
    book.db.execute(query, (txn, table, row, *texts))
