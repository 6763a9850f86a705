"""A book in which there are some accounts only: what an assistant is let see of it.

Every table that belongs to accounts is hidden, from this connection alone, by a view of the same name that
leaves out the rows of the others. So no query can tell, count or find what isn't there. Nothing can be
written through it.
"""

from collections.abc import Iterable

from amcli import jsontext
from amcli.storage.connection import Book, translated

# Tables of one row for a record of any kind, by their columns that name it.
OF_RECORDS = {"snooze": ("kind", '"row"'), "source_ref": ("kind", '"row"'), "value_source": ("kind", '"row"')}
# Tables without an account, by the column that names a record that has one.
THROUGH = {
    "interaction_contact": ("interaction_id", "interaction"),
    "arrival": ("interaction", "interaction"),
    "unmatched": ("contact_id", "contact"),
    "day_state": ("id", "account"),
}
# What tells of changes of any record: nothing of it is shown.
CLOSED = ("journal", "txn", "proposal")


def narrow(book: Book, accounts: Iterable[int]) -> None:
    """Let every query of this connection see these accounts alone."""
    with translated(book.file):
        book.looks_back = True  # nothing is kept of it for the day
        book.open_temporary()
        book.db.execute("CREATE TEMP TABLE seen(id INTEGER PRIMARY KEY)")
        book.db.execute(
            "INSERT INTO seen SELECT value FROM json_each(?)", (jsontext.dumps(sorted(accounts)),)
        )
        for table, columns in tables(book).items():
            if (chosen := condition(table, columns)) is not None:
                book.db.execute(
                    f'CREATE TEMP VIEW "{table}" AS SELECT * FROM main."{table}" k WHERE {chosen}'
                )


def tables(book: Book) -> dict[str, set[str]]:
    """The tables of the book with their columns."""
    found: dict[str, set[str]] = {}
    query = "SELECT s.name, c.name FROM main.sqlite_schema s JOIN pragma_table_info(s.name) c"
    for table, column in book.db.execute(f"{query} WHERE s.type = 'table'"):
        found.setdefault(table, set()).add(column)
    return found


def condition(table: str, columns: set[str]) -> str | None:
    """Which rows of a table are seen; None where all are."""
    seen = "IN (SELECT id FROM temp.seen)"
    if table == "account":
        return f"k.id {seen}"
    if "account_id" in columns:
        return f"k.account_id {seen}"
    if table in CLOSED:
        return "0"
    if table in THROUGH:
        column, of = THROUGH[table]
        return f'k."{column}" {seen}' if of == "account" else f'k."{column}" IN (SELECT id FROM temp."{of}")'
    if table in OF_RECORDS:
        return of_record(*OF_RECORDS[table])
    return None


def of_record(kind: str, row: str) -> str:
    """Which rows are seen that name a record by its kind and its number."""
    from amcli.records import KINDS

    owned = " ".join(
        f"WHEN '{each}' THEN k.{row} IN (SELECT id FROM temp.\"{each}\")"
        for each in (*KINDS, "handoff", "play")
        if each not in ("product", "target")
    )
    return f"CASE k.{kind} {owned} ELSE 0 END"
