"""What belongs to a record, found from the foreign keys: what goes when it is deleted."""

from amcli.book.connection import Book, translated

PLURALS = {
    "contact": ("contact", "contacts"),
    "contract": ("contract", "contracts"),
    "interaction": ("interaction", "interactions"),
    "task": ("task", "tasks"),
}


def cascades(book: Book, table: str) -> list[tuple[str, str]]:
    """Tables and columns whose rows go with a row of `table`."""
    found = []
    names = [row["name"] for row in book.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for name in names:
        for key in book.db.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)):
            if key["table"] == table and key["on_delete"] == "CASCADE":
                found.append((name, key["from"]))
    return found


def summary(book: Book, table: str, row: int) -> str:
    """`3 contacts, 12 interactions`: what would go with a record; empty for nothing."""
    counts = []
    with translated(book.path):
        for name, column in cascades(book, table):
            query = f'SELECT count(*) AS n FROM "{name}" WHERE "{column}" = ?'
            number = book.db.execute(query, (row,)).fetchone()["n"]
            if number and name not in ("interaction_contact", "health"):
                one, many = PLURALS.get(name, (name, f"{name} records"))
                counts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(counts)
